#!/bin/sh
# run-cases.sh [-u] [MODULE[/CASE]...] - what is understood of each capture in tests/cases, byte by byte
#
# A case is a folder tests/cases/MODULE/CASE with 'input' (a file or a folder), 'obs' (what
# 'wbtriage evidence --lines input' prints) and 'diag' (its diagnostics; none expected without it).
# -u accepts what the program says now. O is the build folder, WRAP runs in front of the program.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
update=
[ "$1" = -u ] && { update=1; shift; }
[ $# -gt 0 ] || set -- '*'
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
n=0
failed=0

# differs NAME EXPECTED GOT: prints the difference
differs() {
	[ -f "$2" ] || set -- "$1" /dev/null "$3"
	cmp -s "$2" "$3" && return 1
	echo "FAIL $case: $1"
	diff "$2" "$3" | head -20
}

one() {
	${WRAP:-} "$O/wbtriage" evidence --lines "$case/input" >"$tmp/obs" 2>"$tmp/diag"
	code=$?
	if [ -n "$update" ]; then
		cp "$tmp/obs" "$case/obs"
		rm -f "$case/diag"
		[ -s "$tmp/diag" ] && cp "$tmp/diag" "$case/diag"
	fi
	bad=
	# 3: nothing in the input was recognised
	[ "$code" = 0 ] || [ "$code" = 3 ] || { echo "FAIL $case: exit $code"; bad=1; }
	[ -f "$case/obs" ] || { echo "FAIL $case: has no 'obs'"; bad=1; }
	differs obs "$case/obs" "$tmp/obs" && bad=1
	differs diag "$case/diag" "$tmp/diag" && bad=1
	[ -z "$bad" ]
}

for which in "$@"; do
	for case in tests/cases/$which tests/cases/$which/*; do
		[ -e "$case/input" ] || continue
		n=$((n + 1))
		one || failed=$((failed + 1))
	done
done
echo "$n cases, $failed failed"
[ "$failed" = 0 ] && [ "$n" -gt 0 ]
