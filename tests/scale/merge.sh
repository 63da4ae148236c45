#!/bin/sh
# merge.sh - join RESULTS/part-1 to part-N into RESULTS/merged
#
# usage: merge.sh RESULTS N   Also as a Slurm job, behind slurm.sbatch. Ends with 2, and leaves the former
# merged results as they are, if a part is missing or incomplete; with 70 if a ticket was lost; else with 0.
#SBATCH --job-name=wbtriage-merge
#SBATCH --requeue
#SBATCH --open-mode=append
n=${2:-0}
[ $# = 2 ] && [ "$n" -gt 0 ] || { echo "usage: $0 RESULTS N" >&2; exit 2; }
cd "$1" || exit 2
set --
i=1
while [ "$i" -le "$n" ]; do
	[ -e "part-$i/index.html" ] || { echo "part $i of $n is not complete; run all parts again" >&2; exit 2; }
	set -- "$@" "part-$i"
	i=$((i + 1))
done
# afresh: a merge into former results would keep tickets that are gone
rm -rf merging
"${WBTRIAGE:-wbtriage}" merge "$@" -o merging
code=$?
case $code in
0|1|3|4|70) rm -rf merged && mv merging merged || exit 2 ;;
esac
case $code in
0|1|3|4) exit 0 ;;
esac
exit $code
