#!/bin/sh
# browser.sh - pages as a browser shows them: quiet, closed to the network, readable, and usable by hand
#
# Pages of the samples, of a ticket with hundreds of refusing files, of the index of a batch and of one with
# thousands of tickets, all in a folder of its own below $O. CHROMIUM names another browser of its kind; if AXE_JS
# names a copy of axe-core (axe.min.js), that is asked too. Skipped, saying why, where there is no browser.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
root=$(pwd)
case $O in /*) ;; *) O=$root/$O ;; esac
wb="${WRAP:-} $O/wbtriage"
CHROMIUM=${CHROMIUM:-chromium}
t=$O/browser
failed=0
# of the large index, seven times as many; 1500 takes a minute more
rows=${ROWS:-200}

skip() {
	echo "skipped: $*"
	exit 0
}

fail() {
	echo "FAIL: $*"
	failed=1
}

for program in "$CHROMIUM" node; do
	command -v "$program" >/dev/null || skip "$program is not installed"
done
node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || skip "node is older than 18: $(node --version)"
case ${AXE_JS:-/} in /*) ;; *) AXE_JS=$root/$AXE_JS; export AXE_JS ;; esac
rm -rf "$t"
mkdir -p "$t/many" "$t/broken" "$t/home" && cd "$t" || exit 2
set --

# --- tickets
for sample in "$root"/samples/*/; do
	name=$(basename "$sample")
	$wb -f html -o "$name.html" "$sample" 2>err
	[ -s "$name.html" ] || fail "$name: no page: $(tail -1 err)"
	set -- "$@" "ticket:$name=$t/$name.html"
done
# hundreds of files that refuse, and with them a command each
cp "$root"/samples/dc2-filemaps-acl/* many/
python3 - many/filemaps.txt <<'P'
import re, sys
text = open(sys.argv[1], encoding="utf-8", errors="surrogateescape", newline="").read()
line = re.search(r"^.*a1c9f0e32d884b17\.cdf-ms.*\n(?:[ \t]+\S.*\n)*\r?\n?", text, re.M)
more = "".join(line.group().replace("a1c9f0e32d884b17", "a1c9f0e32d88%04x" % i) for i in range(300))
open(sys.argv[1], "w", encoding="utf-8", errors="surrogateescape", newline="").write(
    text[:line.end()] + more + text[line.end():])
P
$wb -f html --all -o many.html many 2>err
[ "$(grep -o 'class="place"' many.html | wc -l)" -gt 60 ] || fail "many places: $(tail -1 err)"
set -- "$@" "ticket:many-places=$t/many.html"

# --- indexes; the large one from a store whose tickets are repeated, as judging thousands takes its time
$wb batch "$root/samples" -o few -q 2>err
[ -s few/index.html ] || fail "batch: $(tail -1 err)"
cp -r few repeated
python3 - repeated/results.sqlite "$rows" <<'P' || fail 'the store cannot be repeated'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for table in "ticket", "problem", "cause", "harmless", "unexplained":
    columns = [r[1] for r in db.execute("PRAGMA table_info(%s)" % table)]
    # the reports stay small: only the index is looked at
    values = ["'{}'" if c == "report" else c for c in columns[1:]]
    db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
               " INSERT INTO %s(%s) SELECT %s || '-' || i, %s FROM %s, n" % (
                   sys.argv[2], table, ",".join(columns), columns[0], ",".join(values), table))
db.commit()
P
$wb merge repeated -o large -q 2>err
[ "$(grep -c '<tr data-cause=' large/index.html)" -gt $((rows * 7)) ] || fail "large index: $(tail -1 err)"
set -- "$@" "index:index=$t/few/index.html" "index:large-index=$t/large/index.html"

# --- each check, on a page with the fault that it is there for
python3 - dc2-filemaps-acl.html few/index.html >broken/list <<'P' || fail 'no broken pages'
import base64, hashlib, os, re, sys

FAULTS = {
    "ticket": {
        "quiet": ("</body>", '<img alt="" src="https://tracker.example/i.png"></body>'),
        "policy": (r'<meta http-equiv="Content-Security-Policy"[^>]*>', ""),
        "narrow": ("</body>", "<pre>" + "a" * 300 + "</pre></body>"),
        "colours": ("prefers-color-scheme: dark", "prefers-color-scheme: no"),
        "links": ('href="#verdict"', 'href="#nowhere"'),
        "folds": ("</style>", "summary { pointer-events: none }</style>"),
        "skip": ('<a class="skip" href="#', '<a class="skip" href="other.html#'),
        "copies": (r"writeText\(code\.textContent\)", 'writeText("other")'),
        "print": ('"beforeprint"', '"never"'),
    },
    "index": {
        "sorting": (r"if \(down\) order\.reverse\(\);", ""),
        "filtering": (r"r\.hidden = !ok;", ""),
    },
}

def digest(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

for kind, path in zip(("ticket", "index"), sys.argv[1:]):
    page = open(path, encoding="utf-8", newline="").read()
    parts = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.S)
    for check, (what, instead) in FAULTS[kind].items():
        broken, n = re.subn(what, lambda m: instead, page, count=1)
        if not n:
            sys.exit("nothing to break for " + check)
        # what changed is let in, or the policy would be the fault
        for old, new in zip(parts, re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", broken, re.S)):
            broken = broken.replace(digest(old), digest(new))
        name = "broken/%s-%s.html" % (kind, check)
        open(name, "w", encoding="utf-8", newline="").write(broken)
        print("%s!%s:broken=%s" % (kind, check, os.path.abspath(name)))
P
# no blanks in what is read here
# shellcheck disable=SC2046
set -- "$@" $(cat broken/list)

HOME=$t/home node "$root/tests/browser/run.js" "$CHROMIUM" "$t/profile" "$@"
got=$?
[ $got != 77 ] || skip "$CHROMIUM does not start"
[ $got = 0 ] || failed=1
exit $failed
