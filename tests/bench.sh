#!/bin/sh
# bench.sh - how fast logs and listings are read, beside what the disk allows and other readers
#
# SIZE is the log's size in MiB (1024), LOGS a folder of logs whose full chunks it is made of; by default
# ../shared/evtx, or generated ones where that is absent. O is the build folder. The files made stay in
# $O/bench. Peers are timed where they are installed: libevtx, python-evtx, evtx_dump, chainsaw.
set -eu
cd "$(dirname "$0")/.."
O=${O:-build}
SIZE=${SIZE:-1024}
LOGS=${LOGS:-../shared/evtx}
b=$O/tests/bench_evtx
dir=$O/bench
mkdir -p "$dir"

# generate OUT: a log like those of a busy server
generate() {
	awk 'BEGIN {
		print "computer: SRV9.fabrikam.example\nchannel: Application\ntime: 2026-01-01T00:00:00Z"
		for (i = 0; i < 400; i++) {
			printf "[event]\nprovider: ESENT\nstyle: classic\nqualifiers: 0\nid: 102\nlevel: 4\ntime: +1m\n"
			printf "repeat: 9\ndata: svchost\ndata: %d\ndata: 10.00\ndata: 0\n", 1000 + i
			printf "[event]\nprovider: Microsoft-Windows-Security-SPP\nid: 16384\nlevel: 4\ntime: +1m\n"
			printf "repeat: 9\ndata: 2026-01-02T%02d:00:00Z\ndata: RulesEngine\n", i % 24
			printf "[event]\nprovider: VSS\nstyle: classic\nqualifiers: 0\nid: 8224\nlevel: 4\ntime: +1m\ndata: \n"
		}
	}' >"$dir/log.events"
	"$O/tests/mkevtx" "$dir/log.events" "$1"
}

# make_log MIB OUT
make_log() {
	[ -f "$2" ] && [ "$(wc -c <"$2")" = $(($1 * 1048576 + 4096)) ] && return
	if [ -d "$LOGS" ]; then
		find "$LOGS" -name '*.evtx' -print0 | LC_ALL=C sort -z | xargs -0 "$b" dense "$1" "$2"
	else
		generate "$dir/generated.evtx"
		"$b" dense "$1" "$2" "$dir/generated.evtx"
	fi
}

# row NAME FILE COMMAND...: seconds, MB/s of the file, ratio to the first row of that file, peak memory
row() {
	name=$1
	file=$2
	shift 2
	result=$("$@") || return 0
	# shellcheck disable=SC2086
	set -- $result
	[ "$file" = "$base_file" ] || { base_file=$file; base=$1; }
	awk -v name="$name" -v s="$1" -v kib="$2" -v bytes="$(wc -c <"$file")" -v base="$base" 'BEGIN {
		printf "  %-34s %9.3f s %8.0f MB/s %7.3f %7.0f MiB\n", name, s, bytes / 1e6 / s, base / s, kib / 1024
	}'
}
base_file=

# alone NAME COMMAND...: milliseconds, peak memory
alone() {
	name=$1
	shift
	"$b" run 20 "$@" | awk -v name="$name" '{
		printf "  %-34s %9.2f ms %26.0f MiB\n", name, 1000 * $1, $2 / 1024
	}'
}

make_log "$SIZE" "$dir/dense.evtx"
make_log 32 "$dir/part.evtx"
make_log 1 "$dir/small.evtx"
echo "log of $SIZE MiB, all of it records:"
row 'pread + sum' "$dir/dense.evtx" "$b" sum "$dir/dense.evtx"
row 'scan, every record classified' "$dir/dense.evtx" "$b" index "$dir/dense.evtx"
row 'scan, errors kept whole' "$dir/dense.evtx" "$b" scan "$dir/dense.evtx"
row 'wbtriage, whole analysis, 1 thread' "$dir/dense.evtx" "$b" run 5 "$O/wbtriage" -j 1 -q "$dir/dense.evtx"
row 'wbtriage, whole analysis' "$dir/dense.evtx" "$b" run 5 "$O/wbtriage" -q "$dir/dense.evtx"
if command -v evtx_dump >/dev/null; then
	row 'evtx_dump, 1 thread, all to XML' "$dir/dense.evtx" "$b" run 3 evtx_dump -t 1 "$dir/dense.evtx"
	row 'evtx_dump, all threads' "$dir/dense.evtx" "$b" run 3 evtx_dump -t "$(nproc)" "$dir/dense.evtx"
fi
echo 'log of 32 MiB:'
row 'pread + sum' "$dir/part.evtx" "$b" sum "$dir/part.evtx"
row 'wbtriage, whole analysis' "$dir/part.evtx" "$b" run 5 "$O/wbtriage" -q "$dir/part.evtx"
row 'libevtx, all to XML' "$dir/part.evtx" "$b" libevtx "$dir/part.evtx"
if command -v chainsaw >/dev/null; then
	row 'chainsaw search' "$dir/part.evtx" "$b" run 1 chainsaw search -q VSS "$dir/part.evtx"
fi
echo 'log of 1 MiB:'
row 'pread + sum' "$dir/small.evtx" "$b" sum "$dir/small.evtx"
row 'wbtriage, whole analysis' "$dir/small.evtx" "$b" run 5 "$O/wbtriage" -q "$dir/small.evtx"
if /usr/bin/python3 -c 'import Evtx.Evtx' 2>/dev/null; then
	row 'python-evtx, all to XML' "$dir/small.evtx" "$b" run 1 /usr/bin/python3 -c '
import sys
from Evtx.Evtx import Evtx
with Evtx(sys.argv[1]) as log:
    for record in log.records():
        try:
            record.xml()
        except Exception:
            pass' "$dir/small.evtx"
fi

# An icacls /t listing of a system drive.
[ -f "$dir/icacls.txt" ] || awk 'BEGIN {
	for (i = 0; n < 200e6; i++) {
		e = sprintf("C:\\Windows\\WinSxS\\amd64_lab-part%d_31bf3856ad364e35_10.0.17763.%d\\part%d.dll ", i % 9000, i % 900, i)
		p = substr("                                                                                                  ", 1, length(e))
		e = e "NT SERVICE\\TrustedInstaller:(F)\n" p "BUILTIN\\Administrators:(RX)\n" p \
			"NT AUTHORITY\\SYSTEM:(RX)\n" p "BUILTIN\\Users:(RX)\n\n"
		printf "%s", e
		n += length(e)
	}
	printf "Successfully processed %d files; Failed processing 0 files\n", i
}' >"$dir/icacls.txt"
echo 'icacls listing of 200 MB:'
row 'wc -l' "$dir/icacls.txt" "$b" run 3 wc -l "$dir/icacls.txt"
row 'wbtriage, whole analysis' "$dir/icacls.txt" "$b" run 3 "$O/wbtriage" -q "$dir/icacls.txt"
echo 'small things, median of 20:'
alone 'samples/dc2-filemaps-acl' "$O/wbtriage" samples/dc2-filemaps-acl
alone 'start and load the knowledge' "$O/wbtriage" knowledge list
alone 'start alone (true)' true
