#!/bin/sh
# evtx.sh - event logs: each kind of damage, truncation, the second decoder, verdicts with all events kept
#
# Real logs are read too if a folder ../shared/evtx holds some. O is the build folder, WRAP runs in front of
# the program.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
logs=../shared/evtx
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
failed=0

fail() {
	echo "FAIL $1"
	failed=1
}

wb() {
	${WRAP:-} "$O/wbtriage" "$@"
}

# Three events in the first chunk, one in the second.
cat >"$tmp/log.events" <<'E'
computer: SRV4.contoso.example
channel: Application
level: 2
[event]
provider: Microsoft-Windows-CAPI2
id: 513
time: 2031-04-05T06:07:08Z
data: one
[event]
provider: VSS
style: classic
id: 22
time: +1m
data: two
data: three
[event]
provider: Microsoft-Windows-CAPI2
id: 513
time: +1m
data: four
[event]
provider: VSS
style: classic
id: 8193
time: +1m
new-chunk: yes
data: five
E

# Mutation, records read, ids of the diagnostics in their order.
cat >"$tmp/expected" <<'E'
unchanged 4
file-crc 4 evtx-crc
chunk-crc 4 evtx-crc
data-crc 4 evtx-crc evtx-crc
no-names 4
no-templates 4
no-depends 4
no-sizes 4
no-attribute-sizes 4
no-hashes 4
size-copy-2 4 evtx-record
size-0-2 3 evtx-chunk
size-big-2 3 evtx-chunk
signature-2 3 evtx-chunk
hide-3 3 evtx-hidden
template-id 4
instance-0 4
file-count-0 4
next-id-0 4
last-chunk-9 4
free-end 4
free-512 4
free-wild 4
last-0 4
chunk-flags-0 4
chunk-header-0 4
chunk-magic 1 evtx-chunk
chunk-ids-0 4
version-3-2 4
version-9-9 4
bucket-link 4
no-template-size 4
template-loop 3 evtx-record
cut-1000 4 evtx-truncated
cut-half 1 evtx-crc evtx-chunk evtx-truncated
cut-header 0
cut-100 0 evtx-truncated
dirty 4 evtx-dirty
block-size-0 4
file-magic 4 evtx-header
other-id 4
E
"$O/tests/mkevtx" --mutations | while read -r name meaning; do
	"$O/tests/mkevtx" --mutate "$name" "$tmp/log.events" "$tmp/m.evtx"
	wb evidence --lines --check-crc "$tmp/m.evtx" >"$tmp/m.obs" 2>"$tmp/m.diag"
	# shellcheck disable=SC2046
	echo "$name" $(grep -c ': event ' "$tmp/m.obs") $(sed -n 's/.*\[\(.*\)\]$/\1/p' "$tmp/m.diag")
done >"$tmp/got"
diff "$tmp/expected" "$tmp/got" || fail 'damage: records and diagnostics'

# The logs of the cases are those of their descriptions.
for d in tests/cases/evtx/*/input.events; do
	"$O/tests/mkevtx" "$d" "$tmp/case.evtx"
	cmp -s "$tmp/case.evtx" "${d%.events}" || fail "$d: 'input' is not made from it"
done

# What no rule asks for is not kept, and must not matter.
verdicts() {
	wb -f json "$@" 2>/dev/null | python3 -c '
import json, sys
report = json.load(sys.stdin)
for p in report["problems"]:
    for c in p["causes"]:
        print(c["id"], c["status"])
print(*sorted(h["id"] for h in report["harmless"]))'
}
for s in samples/*/; do
	verdicts "$s" >"$tmp/kept"
	verdicts --keep-all "$s" >"$tmp/all"
	diff "$tmp/kept" "$tmp/all" || fail "$s: other verdicts with all events kept"
done

# Logs of several chunks: cut at every 4 KiB, changed at random.
sed 's/^new-chunk.*/repeat: 1500/' "$tmp/log.events" >"$tmp/long.events"
"$O/tests/mkevtx" "$tmp/long.events" "$tmp/long.evtx"
${WRAP:-} "$O/tests/evtxbreak" 100 "$tmp/long.evtx" tests/cases/evtx/*/input || fail 'cut or changed logs'

# A log that is big enough for three threads says the same with one: 51 MiB, damaged in the middle.
sed '/^new-chunk/d; /^data: five/s/$/\nrepeat: 270000/' "$tmp/log.events" >"$tmp/big.events"
"$O/tests/mkevtx" "$tmp/big.events" "$tmp/big.evtx"
printf 'damage' | dd of="$tmp/big.evtx" bs=1 seek=18000000 conv=notrunc 2>"$tmp/dd"
for threads in 1 2 3; do
	wb evidence -j $threads "$tmp/big.evtx" >"$tmp/big.$threads" 2>&1
	cmp "$tmp/big.1" "$tmp/big.$threads" || fail "$threads threads read a log differently"
done
[ "$(wc -c <"$tmp/big.evtx")" -gt 50331648 ] || fail "the big log is too small for three threads: $(wc -c <"$tmp/big.evtx")"
grep -q 'evtx-chunk\|evtx-record' "$tmp/big.1" || fail 'the big log is not damaged'
rm -f "$tmp"/big.*

# Both decoders agree on what mkevtx writes (exit code 1: a difference without a known reason).
wb evidence --verify tests/cases/evtx >"$tmp/verify" 2>&1 || {
	fail 'the decoders disagree'
	cat "$tmp/verify"
}

# What a report cites is decoded twice, and it says where libevtx cannot.
wb samples/dc2-filemaps-acl 2>/dev/null | grep -q '6 of 6 cited log' || fail 'cited records are not read again'
wb tests/cases/evtx/odd/input 2>/dev/null | tr '\n' ' ' | grep -q 'libevtx cannot decode *this record' ||
	fail 'a cited record that libevtx cannot decode is not marked'
(cd samples/dc2-filemaps-acl && python3 -c '
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1], "w")
for name in sys.argv[2:]: z.write(name)' "$tmp/ticket.zip" *)
wb "$tmp/ticket.zip" 2>/dev/null | grep -q '6 of 6 cited log' || fail 'cited records in an archive are not read again'

# A second peer, for the records with entities in attributes, which libevtx does not decode.
if /usr/bin/python3 -c 'import Evtx.Evtx' 2>/dev/null; then
	/usr/bin/python3 - tests/cases/evtx/odd/input <<'P' >"$tmp/peer"
import sys
import xml.etree.ElementTree as tree
from Evtx.Evtx import Evtx
ns = "{http://schemas.microsoft.com/win/2004/08/events/event}"
with Evtx(sys.argv[1]) as log:
    for record in log.records():
        event = tree.fromstring(record.xml())
        part = lambda name: event.find(".//" + ns + name).text
        print("id=" + part("EventID"), "record=" + part("EventRecordID"), "data=(=%s)" % part("Data"))
P
	sed -n 's/.* \(id=[0-9]*\) .* \(record=[0-9]*\) .* \(data=([^)]*)\).*/\1 \2 \3/p' \
		tests/cases/evtx/odd/obs | diff - "$tmp/peer" || fail 'python-evtx reads something else'
else
	echo 'skipped: python-evtx is not installed'
fi

if [ -d "$logs" ]; then
	wb evidence --verify "$logs" >"$tmp/verify" 2>/dev/null || fail 'the decoders disagree on real logs'
	tail -1 "$tmp/verify"
	find "$logs" -name '*.evtx' | LC_ALL=C sort | tr '\n' '\0' |
		xargs -0 ${WRAP:-} "$O/tests/evtxbreak" 1000 || fail 'real logs, cut or changed'
else
	echo "skipped: no real logs in $logs"
fi
exit $failed
