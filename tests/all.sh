#!/bin/sh
# all.sh - every test; prints the failures and, as its last line, "N passed, N failed"
#
# Each test program or script is one test. O is the build folder, WRAP runs in front of test programs
# (valgrind).
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
export O WRAP
log=$O/test.log
passed=0
failed=0
mkdir -p "$O"

run() {
	name=$1
	shift
	if "$@" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAIL $name"
		sed 's/^/    /' "$log" | tail -40
	fi
}

run build make -s O="$O" all test-programs
run headers make -s O="$O" check-headers
run layers tests/layers.sh
run cases tests/run-cases.sh
run rules "$O/wbtriage" knowledge check analyzer/knowledge/*.xml
run knowledge "$O/wbtriage" knowledge test tests/knowledge
run samples tests/samples.sh
run cli tests/cli.sh
run archives tests/archives.sh
run evtx tests/evtx.sh
run batch tests/batch.sh
run scale tests/scale.sh
run browser tests/browser.sh
run captures tests/shared.sh captures
run tickets tests/shared.sh tickets
for t in "$O"/tests/unit/t_*; do
	case $t in *.o|*.d) continue ;; esac
	[ -x "$t" ] && run "$(basename "$t")" ${WRAP:-} "$t"
done
for t in "$O"/tests/fuzz/fuzz_*; do
	case $t in *.o|*.d) continue ;; esac
	[ -x "$t" ] && run "$(basename "$t")" ${WRAP:-} "$t" tests/fuzz/corpus/"${t##*/fuzz_}"/*
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
