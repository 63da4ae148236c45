#!/bin/sh
# make-samples.sh - the samples' event logs from their descriptions in tests/samples
#
# usage: make-samples.sh [FOLDER]   Without a folder the logs in samples/ are written anew; with one they
# go there, so that a test can compare.
set -eu
cd "$(dirname "$0")/.."
O=${O:-build}
to=${1:-samples}
for d in tests/samples/*/*.events; do
	name=$(basename "$(dirname "$d")")
	mkdir -p "$to/$name"
	"$O/tests/mkevtx" "$d" "$to/$name/$(basename "$d" .events).evtx"
done
