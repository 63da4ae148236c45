#!/bin/sh
# cli.sh - the program as its users call it: exit codes, bad input, sameness of output
#
# Each check has the name of what it shows. Runs in a folder of its own below $O.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
root=$(pwd)
case $O in /*) ;; *) O=$root/$O ;; esac
wb="${WRAP:-} $O/wbtriage"
t=$O/cli
rm -rf "$t"
mkdir -p "$t"
cd "$t" || exit 2
failed=0

fail() {
	echo "FAIL: $*"
	failed=1
}

# check NAME EXIT STDERR-PATTERN COMMAND...   The pattern must be on one line of stderr; "-": no line.
check() {
	name=$1
	want=$2
	pattern=$3
	shift 3
	"$@" >out 2>err
	got=$?
	[ "$got" = "$want" ] || fail "$name: exit $got, expected $want"
	if [ "$pattern" = - ]; then
		[ -s err ] && fail "$name: unexpected: $(head -1 err)"
	else
		grep -q -- "$pattern" err || fail "$name: no '$pattern' on stderr: $(head -1 err)"
	fi
}

samples=$root/samples
mkdir empty deep bad mixed
: >bad/empty.txt
printf 'hello, this is a text\r\n' >bad/fake.evtx
head -c 6000 "$samples/dc2-filemaps-acl/System.evtx" >bad/cut.evtx
printf '\211PNG\r\n\032\n123' >bad/picture.txt
cp "$samples"/cryptsvc-disabled/* mixed/
cp bad/* mixed/

check 'missing path' 3 'nothere: error: no such file' $wb nothere
check 'missing path among good ones' 1 'nothere: error: no such file' $wb nothere "$samples/cryptsvc-disabled"
check 'empty folder' 3 'empty: error: holds no files' $wb empty
check 'no path' 2 'nothing to read' $wb
check 'unknown option' 2 "unknown option '--frobnicate'" $wb --frobnicate empty
check 'bad format' 2 'is no FORMAT' $wb -f pdf empty
check 'text named .evtx' 3 'fake.evtx: error: named .evtx but not an event log' $wb bad/fake.evtx
check 'one bad file never hides the rest' 1 'fake.evtx' $wb mixed
grep -q 'system-writer-cryptsvc-not-running' out || fail 'cause not found beside bad files'
check 'options after paths' 1 - $wb "$samples/cryptsvc-disabled" -f json
check 'options before paths' 1 - $wb -f json "$samples/cryptsvc-disabled"
check 'exit zero on request' 0 - $wb --exit-zero "$samples/cryptsvc-disabled"
check 'a double dash ends options' 3 'no such file' $wb -- -f
check 'help' 0 - $wb --help
check 'version' 0 - $wb --version
check 'FIFO does not block' 3 'special\|neither' sh -c "mkfifo fifo 2>/dev/null; timeout 10 $wb fifo"

# a folder that may not be read, unless root reads everything anyway
if [ "$(id -u)" != 0 ]; then
	mkdir locked && chmod 0 locked
	check 'unreadable folder' 3 'cannot be opened' $wb locked
	chmod 755 locked
fi

# names: 300 characters over several folders, not ASCII, with blanks; a link is told, not followed
long=deep
for i in 1 2 3 4 5 6 7 8; do long=$long/folder-with-quite-a-long-name-number-$i; done
mkdir -p "$long"
cp "$samples/cryptsvc-disabled/collect.txt" "$long/écran – Ausgabe №1.txt"
check 'long and foreign names' 1 - $wb deep
ln -s / deep/link
$wb evidence --lines deep 2>err >out
grep -q 'deep/link\|link: warning: link not followed' err || fail 'link not told'

# output files
check 'report into a file' 1 - $wb -f json -o report.json "$samples/cryptsvc-disabled"
[ -s report.json ] || fail 'no report.json'
check 'never overwrites' 2 'exists already' $wb -f json -o report.json "$samples/cryptsvc-disabled"
check 'unless forced' 1 - $wb --force -f json -o report.json "$samples/cryptsvc-disabled"
check 'full disk' 2 'cannot write' sh -c "$wb --help >/dev/null; $wb '$samples/cryptsvc-disabled' >/dev/full"

# rules
mkdir rules
printf '<knowledge area="x"><cause id="a" problem="b" confidense="low"/></knowledge>' >rules/x.xml
check 'misspelt rule' 5 "rules/x.xml:1:.*did you mean 'confidence'" $wb --knowledge rules "$samples/cryptsvc-disabled"
grep -q 'system-writer-cryptsvc-not-running' out || fail 'built-in rules stopped working'
check 'missing rule folder' 2 'not a folder' $wb --knowledge nowhere "$samples/cryptsvc-disabled"
check 'rule check' 5 'did you mean' $wb knowledge check rules/x.xml
check 'rule list' 0 - $wb knowledge list
check 'rule show' 0 - $wb knowledge show system-writer-filemaps-acl
check 'no tests is a failure' 1 - $wb knowledge test empty
check 'explain' 1 - $wb explain system-writer-cryptsvc-not-running "$samples/cryptsvc-disabled"
check 'explain what is not there' 2 'no cause' $wb explain nope "$samples/cryptsvc-disabled"
check 'collect' 0 - $wb collect
check 'two servers are not compared' 2 'two servers' $wb compare "$samples/healthy-noise" "$samples/cryptsvc-disabled"
check 'compare' 1 - $wb compare --force "$samples/healthy-noise" "$samples/cryptsvc-disabled"

# the same bytes: run to run, wherever the bundle lies, whatever the locale, zone and directory order
first=$samples/dc2-filemaps-acl
mkdir -p other/place
cp -r "$first" other/place/
mkdir reversed
mkdir reversed/dc2-filemaps-acl
for f in $(ls -r "$first"); do cp "$first/$f" reversed/dc2-filemaps-acl/; done
for format in text json xml html md csv; do
	$wb -f $format "$first" >a.$format 2>/dev/null
	$wb -f $format other/place/dc2-filemaps-acl >b.$format 2>/dev/null
	LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo $wb -f $format reversed/dc2-filemaps-acl >c.$format 2>/dev/null
	cmp -s a.$format b.$format || fail "$format: another place gives other bytes"
	cmp -s a.$format c.$format || fail "$format: locale, zone or order give other bytes"
done

# reading leaves no trace
before=$(find "$first" -printf '%p %s %T@\n' | sort | cksum)
$wb "$first" >/dev/null 2>&1
[ "$before" = "$(find "$first" -printf '%p %s %T@\n' | sort | cksum)" ] || fail 'the bundle was changed'

# the repair script touches only what is at fault, by SID
check 'repair script' 1 - $wb -f cmd "$samples/dc2-filemaps-acl"
tr -d '\r' <out | grep -v -e '^rem' -e '^$' >commands
[ "$(grep -c '^icacls "%windir%.*/grant \*S-1-5-' commands)" = 4 ] || fail "repair script: $(cat commands)"
grep -q '^takeown /f "%windir%.winsxs.filemaps.\$\$_system32_drivers_a1c9f0e32d884b17.cdf-ms" /a .. set failed=1$' commands ||
	fail "repair script: no takeown: $(cat commands)"
[ "$(grep -m1 '^icacls' commands | cut -d' ' -f1,3)" = 'icacls /save' ] || fail 'repair script: it does not save first'
check 'repair of a deny entry' 1 - $wb -f cmd "$samples/german-server"
tr -d '\r' <out | grep '^icacls.*/grant' && fail 'repair of a deny entry: it grants as well'
grep -q '^icacls "%windir%.*cdf-ms" /remove:d \*S-1-1-0' out || fail 'repair of a deny entry: it stays'
check 'nothing confirmed' 1 - $wb -f cmd "$samples/evidence-missing"
tr -d '\r' <out | grep -v -e '^rem' -e '^$' | sed '1,/^set failed=$/d' >commands
[ -s commands ] && fail "repair script on a guess: $(cat commands)"
# Event Viewer saves XML as one line; 10 MB of it are two windows, and one log
{
	printf '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\r\n<Events>'
	awk 'BEGIN { for (i = 1; i <= 16000; i++) printf "<Event xmlns=\047http://schemas.microsoft.com/win/2004/08/events/event\047>" \
		"<System><Provider Name=\047ESENT\047/><EventID Qualifiers=\0470\047>%d</EventID><Level>2</Level><Task>1</Task>" \
		"<Keywords>0x80000000000000</Keywords><TimeCreated SystemTime=\0472031-01-02T%02d:%02d:%02d.000000000Z\047/>" \
		"<EventRecordID>%d</EventRecordID><Channel>Application</Channel><Computer>SRV3.contoso.example</Computer><Security/></System>" \
		"<EventData><Data>svchost</Data><Data>%d</Data><Data>the database engine stopped an instance with error -%d after it was attached</Data>" \
		"</EventData></Event>", 100 + i % 7, i / 3600, i / 60 % 60, i % 60, i, i, i }'
	printf '</Events>'
} >one-line.xml
check 'XML of one line' 0 - $wb evidence --keep-all one-line.xml
[ "$(grep -c ': event ' out)" = 16000 ] || fail "XML of one line: $(grep -c ': event ' out) events"
grep ': log ' out >logs
grep -q 'records=16000 .* first-id=1 last-id=16000 lost-ids=0' logs || fail "XML of one line: $(cat logs)"
[ "$(wc -l <logs)" = 1 ] || fail "XML of one line: $(wc -l <logs) logs"
rm one-line.xml
# an output that is no file stays what it is
mkfifo pipe
cat pipe >piped &
check 'output to a pipe' 1 - $wb -o pipe "$samples/two-faults"
wait
[ -p pipe ] && [ -s piped ] || fail 'output to a pipe: it was replaced'
check 'output to a folder' 2 'is a folder' $wb -o deep "$samples/two-faults"

# calls that are nearly right
check 'a command misspelt' 2 "did you mean 'analyse'" $wb analyze "$samples/two-faults"
check 'an id misspelt' 2 "no cause or harmless signature 'nosuch'" $wb --only nosuch "$samples/two-faults"
check 'part of an id' 2 "did you mean 'system-writer-filemaps-acl'" $wb explain filemaps "$samples/two-faults"
check 'a harmless one explained' 2 'is a harmless signature' $wb explain vss-idle-shutdown-8224 "$samples/two-faults"
check 'a log that is not there' 2 'there are Application.evtx, System.evtx' $wb evidence --event No.evtx:1 "$samples/two-faults"
check 'one ticket for batch' 2 'leave out .batch' $wb batch "$samples/two-faults" -o results
check 'collect' 0 - $wb collect
[ "$(sort out | uniq -d | grep -c .)" = 1 ] || fail "collect: twice: $(sort out | uniq -d)"

# A bundle has the same report from wherever it is read.
$wb -f json "$samples/german-server" >far 2>/dev/null
for path in . ./ ../german-server/.; do
	(cd "$samples/german-server" && $wb -f json $path) >near 2>/dev/null
	cmp far near || fail "another report for '$path'"
done

# An event that another computer forwarded is told as such, and counts little.
mkdir forwarded
cat >forwarded.events <<'END'
computer: SRV8.contoso.example
channel: ForwardedEvents
[event]
provider: Microsoft-Windows-CAPI2
id: 513
level: 2
time: 2026-03-02T21:00:30Z
data: AddCoreCsiFiles : BeginFileEnumeration() failed.
data: Access is denied. (0x80070005)
END
"$O/tests/mkevtx" forwarded.events forwarded/ForwardedEvents.evtx || fail 'mkevtx'
printf 'C:\\>hostname\r\nSRV8\r\n' >forwarded/host.txt
check 'an event of this server' 1 - $wb forwarded
grep -q LIKELY out || fail 'an event of this server: not likely'
printf 'C:\\>hostname\r\nSRV9\r\n' >forwarded/host.txt
check 'an event of another server' 1 - $wb forwarded
grep -q LIKELY out && fail 'an event of another server: likely'
tr '\n' ' ' <out | tr -s ' ' | grep -q 'on another computer.*of computer SRV8' || fail 'an event of another server: not told'

# A code in any form it is printed in is the same code.
$wb code 0x800423f2 >codes
for form in 2147754994 -2147212302 vss_e_writererror_timeout 0x800423F2; do
	check "code $form" 0 - $wb code $form
	cmp -s out codes || fail "code $form: something else"
done
grep -q 'cause     writer-timeout-800423f2' codes || fail 'code: no rule'
check 'code of Windows' 0 - $wb code 5
grep -q 'ERROR_ACCESS_DENIED' out || fail 'code of Windows'
check 'code that no rule asks for' 0 - $wb code 0x80071234
grep -q 'No rule asks for it' out || fail 'code that no rule asks for'
check 'no code' 2 'neither a number' $wb code nosuch
check 'code without one' 2 'needs a number' $wb code

# A backup that completed after the failed one is told.
for day in 1 2; do
	printf 'C:\\>wbadmin start systemstatebackup -backuptarget:E:\n'
	printf 'wbadmin 1.0 - Backup command-line tool\n(C) Copyright Microsoft Corporation. All rights reserved.\n\n'
	printf 'Starting to back up the system state [3/%s/2026 9:00 PM]...\n' $day
	[ $day = 1 ] && printf 'System writer is not found in the backup.\n\n'
	[ $day = 2 ] && printf 'The backup of the system state successfully completed [3/2/2026 9:21 PM].\n'
done >later.txt
check 'a later run' 1 - $wb later.txt
grep -q '^Later: System state backup completed' out || fail 'a later run: not told'
check 'a later run in Markdown' 1 - $wb -f md later.txt
grep -q '^Later: ' out || fail 'a later run in Markdown: not told'
check 'a later run in HTML' 1 - $wb -f html later.txt
grep -q 'A later backup completed' out || fail 'a later run in HTML: not told'
check 'a later run in XML' 1 - $wb -f xml later.txt
[ "$(grep -c 'later="yes"' out)" = 1 ] || fail 'a later run in XML: not told'

# Runs of two days are two, even if day and month could be the other way round.
for day in 1 2; do
	printf 'C:\\>wbadmin start systemstatebackup -backuptarget:E:\n'
	printf 'wbadmin 1.0 - Backup command-line tool\n(C) Copyright Microsoft Corporation. All rights reserved.\n\n'
	printf 'Starting to back up the system state [3/%s/2026 9:00 PM]...\n' $day
	printf 'System writer is not found in the backup.\n\n'
done >twodays.txt
check 'runs of two days' 1 - $wb twodays.txt
grep -q '^2 runs in the evidence, 2 failed' out || fail 'runs of two days: not counted as two'

# A report that was saved beside the evidence changes nothing in the next one.
mkdir own
cp "$samples"/cryptsvc-disabled/* own/
$wb own >without
for how in '-f text' '-f html' '-f md' '-f json' '-f xml' '-f csv' '-f cmd' '--width 40 -v --all' \
	'--color always' evidence 'evidence -f json'; do
	$wb $how own >saved
	mv saved own/saved.txt
	$wb own >with
	cmp -s without with || fail "a saved report ($how) was read as evidence"
	$wb -f json own | grep -q '"own-report"' || fail "a saved report ($how) is not told"
	rm own/saved.txt
done

# what the README shows is what the program says, in that order
(cd "$root" && $wb samples/dc2-filemaps-acl) >shown 2>/dev/null
awk 'FNR == NR { if (/^## What it says/) on = 1; else if (/^```/ && on) inside = !inside; else if (/^## / && !/What it says/) on = 0
	else if (on && inside && !/^ *\.\.\.$/) want[++n] = $0; next }
	at < n && $0 == want[at + 1] { at++ }
	END { if (at < n || n < 20) { print want[at + 1]; exit 1 } }' "$root/README.md" shown >readme.line ||
	fail "README: not in the output: $(cat readme.line)"
exit $failed
