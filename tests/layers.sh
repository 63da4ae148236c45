#!/bin/sh
# layers.sh - fail on an #include that points up the data flow (table: layers.txt)
cd "$(dirname "$0")/.." || exit 2
awk '
function fail(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
FILENAME == "tests/layers.txt" {
	if ($1 ~ /^[0-9]+$/) for (i = 2; i <= NF; i++) level[$i] = $1
	next
}
FNR == 1 {
	me = FILENAME
	sub(/\.[ch]$/, "", me)
	if (!(me in level)) fail(me " has no line in tests/layers.txt")
}
/^#include "/ {
	inc = $2
	gsub(/"/, "", inc)
	sub(/\.h$/, "", inc)
	if (!(inc in level)) fail("unknown or not by path from the root: " $2)
	else if (inc != me && level[inc] >= level[me]) fail(me " may not include " inc)
	if (me ~ /^parsers/ && inc ~ /^analyzer/) fail("parsers/ knows nothing of analyzer/")
}
/^#include <libevtx/ && me !~ /^parsers\/evtx/ { fail("libevtx belongs in parsers/evtx_*.c") }
/^#include <(unistd|fcntl|dirent|sys\/)/ && me !~ /^(parsers\/port|analyzer\/process|analyzer\/embed)$/ {
	fail("operating system calls belong in parsers/port.c and analyzer/process.c")
}
/[^_a-z.](exit|abort|err|errx) *\(/ && me !~ /^(parsers\/base|analyzer\/main|analyzer\/cli|analyzer\/embed)$/ {
	fail("only main.c, cli.c and base.c may end the process")
}
END { exit bad }
' tests/layers.txt parsers/*.[ch] analyzer/*.[ch]
