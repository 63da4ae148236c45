#!/bin/sh
# samples.sh - each sample gives the verdict that samples/README.md promises
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
failed=0

# expect SAMPLE EXIT "CAUSE=STATUS ..."   (benign for harmless signatures; not:CAUSE for one not put forward)
expect() {
	${WRAP:-} "$O/wbtriage" -f json "samples/$1" >"$O/sample.json" 2>/dev/null
	got=$?
	[ "$got" = "$2" ] || { echo "FAIL $1: exit $got, expected $2"; failed=1; }
	python3 - "$1" "$O/sample.json" $3 <<'P' || failed=1
import json, sys
name, path, want = sys.argv[1], sys.argv[2], sys.argv[3:]
report = json.load(open(path, encoding="utf-8"))
got = {}
for p in report["problems"]:
    for c in p["causes"]:
        got.setdefault(c["id"], c["status"])
for h in report["harmless"]:
    got[h["id"]] = "benign"
bad = 0
for w in want:
    if w.startswith("not:"):
        if got.get(w[4:]) in ("confirmed", "likely", "possible"):
            print("FAIL %s: %s is %s" % (name, w[4:], got[w[4:]])); bad = 1
    else:
        cause, status = w.split("=")
        if got.get(cause) not in status.split("|"):
            print("FAIL %s: %s is %s, expected %s" % (name, cause, got.get(cause), status)); bad = 1
first = next((w.split("=")[0] for w in want if "=" in w), None)
if first and report["problems"] and not want[0].endswith("=benign"):
    lead = report["problems"][0]["causes"][0]["id"]
    if lead != first:
        print("FAIL %s: %s leads, expected %s" % (name, lead, first)); bad = 1
sys.exit(bad)
P
}

expect dc2-filemaps-acl 1 'system-writer-filemaps-acl=confirmed not:system-writer-cryptsvc-not-running'
expect member-utf16 1 'system-writer-filemaps-acl=confirmed not:system-writer-cryptsvc-not-running'
expect cryptsvc-disabled 1 'system-writer-cryptsvc-not-running=confirmed not:system-writer-filemaps-acl'
expect german-server 1 'system-writer-filemaps-acl=confirmed'
expect healthy-noise 0 'system-writer-mslldp-acl=benign vss-diag-key-8193=benign vss-idle-shutdown-8224=benign'
expect evidence-missing 1 'system-writer-filemaps-acl=possible|likely'
expect two-faults 1 'system-writer-filemaps-acl=confirmed swprv-disabled=confirmed|likely'
exit $failed
