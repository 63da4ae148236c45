#!/bin/sh
# shared.sh - captures and tickets from public sources, which are not part of the project
#
# usage: shared.sh captures|tickets   Skipped, saying so, where ../shared does not hold them.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
case $1 in
captures)
	[ -d ../shared/captures ] || { echo 'skipped: no ../shared/captures'; exit 0; }
	exec python3 tests/captures.py "$O/wbtriage" ../shared/captures tests/captures.txt
	;;
tickets)
	# The bar: right in 9 of 10 whose cause is known, nothing harmful, nothing too sure, in any encoding.
	[ -f ../shared/tickets/score.py ] || { echo 'skipped: no ../shared/tickets'; exit 0; }
	python3 ../shared/tickets/score.py --tool "$(realpath "$O")/wbtriage -f json {}" --variants \
		--json "$O/score.json" || true
	exec python3 - "$O/score.json" <<'P'
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
for name, groups in report["summary"].items():
    all, known = groups["all"], groups["known"]
    bad = all["harmful"] + all["overconfident"] + all["crash"]
    if bad or all["honest"] < all["insufficient"] or known["top1"] * 10 < known["tickets"] * 9:
        sys.exit("the bar is not reached: %s" % name)
for name, v in report["variants"].items():
    if v["different"] or v["crashed"]:
        sys.exit("other verdicts as %s: %s" % (name, v["different"] + v["crashed"]))
P
	;;
*)
	echo "usage: $0 captures|tickets" >&2
	exit 2
	;;
esac
