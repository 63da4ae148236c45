#!/bin/sh
# parallel.sh - judge tickets in N parts with GNU parallel, then merge them into RESULTS/merged
#
# usage: parallel.sh TICKETS RESULTS [N]   N: by default the number of processors
#
# A part that is killed is tried again, twice at most, and goes on where it was. What else is wrong with
# one, merge.sh tells. Ends with 2 if a part
# could not be made, with 70 if a ticket was lost, else with 0; the same line again judges only what is
# not yet judged. WBTRIAGE is the program; options of parallel, such as other hosts, are read from PARALLEL.
case $# in 2|3) ;; *) echo "usage: $0 TICKETS RESULTS [N]" >&2; exit 2 ;; esac
n=${3:-$(nproc)}
[ "$n" -gt 0 ] && mkdir -p "$2" || exit 2
# wbtriage writes it last: where it is, the part is complete
rm -f "$2"/part-*/index.html
# shellcheck disable=SC2016
parallel -q --retries 3 --line-buffer sh -c '
	"$1" batch "$2" --shard "$4/$5" -j 1 -o "$3/part-$4"
	[ $? -le 128 ]' part "${WBTRIAGE:-wbtriage}" "$1" "$2" {} "$n" ::: $(seq "$n")
exec sh "$(dirname "$0")/merge.sh" "$2" "$n"
