#!/bin/sh
# batch.sh - many tickets: the same results whatever is killed, resumed, split or unchanged
#
# Runs in a folder of its own below $O. Nothing here waits for a time to pass: loops wait for what they
# need to see, and end when the program ends.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
root=$(pwd)
case $O in /*) ;; *) O=$root/$O ;; esac
wb="$O/wbtriage"
t=$O/batch
rm -rf "$t"
mkdir -p "$t/tickets"
cd "$t" || exit 2
failed=0
# Seconds a harmless ticket never needs, also under valgrind.
slow=10
many=300
room=
if [ -n "${WRAP:-}" ]; then
	slow=120
	many=60
	# valgrind takes addresses of its own
	room='--memory 100000'
fi

fail() {
	echo "FAIL: $*"
	failed=1
}

# expect NAME EXIT COMMAND...; the closing line is in err
expect() {
	name=$1
	want=$2
	shift 2
	"$@" >out 2>err
	got=$?
	[ "$got" = "$want" ] || fail "$name: exit $got, expected $want: $(tail -1 err)"
}

said() {
	grep -q -- "$2" err || fail "$1: no '$2' in: $(tail -1 err)"
}

# Rows of an answer without the heading, one blank between columns.
rows() {
	$wb query "$@" | tail -n +2 | tr -s ' '
}

# Everything a results folder says, but for the bytes of the store itself.
results() {
	for q in causes servers errors unexplained changed explained lost tickets; do
		echo "== $q"
		$wb query "$1" $q -f csv
	done
	cat "$1/summary.csv" "$1/index.html"
	(cd "$1/reports" && cksum -- *)
	python3 - "$1/results.sqlite" <<'P'
import sqlite3, sys
for line in sqlite3.connect(sys.argv[1]).iterdump():
    print(line)
P
}

same() {
	results "$2" >a
	results "$3" >b
	cmp -s a b || fail "$1: results differ: $(diff a b | head -3 | cut -c1-200)"
}

# tickets: samples and cases, each with a line of its own
n=0
while [ $n -lt $many ]; do
	for source in "$root"/samples/*/ "$root"/tests/cases/*/*/; do
		[ $n -lt $many ] || break
		d=tickets/$(printf 't%03d-%s' $n "$(basename "$source")")
		mkdir "$d"
		if [ -e "$source/input" ]; then cp -r "$source/input" "$d/"; else cp -r "$source/." "$d/"; fi
		echo "note $n" >"$d/note.txt"
		n=$((n + 1))
	done
done
mkdir few
for d in tickets/t00[0-6]*; do cp -r "$d" few/; done

# --- one run, a second run, other numbers of workers
expect 'first run' 3 ${WRAP:-} $wb batch tickets -o one $room
worst=$got
said 'first run' "$many tickets: .* $many judged now, 0 unchanged"
cp one/results.sqlite before.sqlite
results one >before
expect 'second run' $worst $wb batch tickets -o one
said 'second run' "0 judged now, $many unchanged"
cmp -s one/results.sqlite before.sqlite || fail 'second run: the store was written'
results one | cmp -s before - || fail 'second run: other results'
expect 'one worker' $worst $wb batch tickets -o serial -j 1
same 'one worker and many' one serial
rows one tickets | cut -d' ' -f1 | LC_ALL=C sort -c || fail 'tickets are not in order'
[ "$(rows one tickets | wc -l)" = $many ] || fail 'query does not list every ticket'
expect 'other order of arguments' $worst $wb batch -j 3 -o reversed \
	"$(find tickets -mindepth 1 -maxdepth 1 | sort -r >list; echo list)"
sed 's|tickets/||g; s|,|;|2g' one/summary.csv | cut -c1-4 | sort >a
sed 's|tickets/||g; s|,|;|2g' reversed/summary.csv | cut -c1-4 | sort >b
cmp -s a b || fail 'a list gives other tickets than the folder'

# --- what changed is judged again, what is gone leaves no report
echo 'one more' >>"few/$(ls few | head -1)/note.txt"
cp -r few some
expect 'before a change' 1 $wb batch some -o changed
echo 'still more' >>some/"$(ls some | head -1)"/note.txt
expect 'one ticket changed' 1 $wb batch some -o changed
said 'one ticket changed' '1 judged now, 6 unchanged'
expect 'other options' 1 $wb batch some -o changed --role dc
said 'other options' '7 judged now, 0 unchanged'
expect 'on request' 1 $wb batch some -o changed --role dc --force
said 'on request' '7 judged now, 0 unchanged'
gone=$(ls some | tail -1)
rm -r "some/$gone"
expect 'one ticket gone' 1 $wb batch some -o changed --role dc
said 'one ticket gone' '6 tickets: .* 0 judged now, 6 unchanged'
[ -e "changed/reports/$gone.json" ] && fail 'the report of a ticket that is gone stayed'

# --- shards
$wb batch tickets -o shard1 --shard 1/2 2>err || :
$wb batch tickets -o shard2 --shard 2/2 2>err || :
expect 'merge' $worst $wb merge shard1 shard2 -o merged
same 'two shards and one run' one merged
expect 'merge in another order' $worst $wb merge shard2 shard1 -o merged2
same 'shards in another order' one merged2
expect 'merge of a part alone' $($wb merge shard1 -o alone >/dev/null 2>&1; echo $?) $wb merge shard1 -o merged2
same 'a merge into former results' alone merged2
[ "$(ls alone/reports)" = "$(ls merged2/reports)" ] || fail 'a merge into former results leaves reports'
for i in 4 5 6; do
	SLURM_ARRAY_TASK_ID=$i SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_COUNT=3 \
		$wb batch tickets -o array$i --shard auto 2>err || :
	i=$((i - 4))
	JOB_COMPLETION_INDEX=$i JOB_COMPLETIONS=3 $wb batch tickets -o index$i --shard auto 2>err || :
done
expect 'merge of a job array' $worst $wb merge array4 array5 array6 -o arrays
same 'a job array and one run' one arrays
expect 'merge of an indexed job' $worst $wb merge index0 index1 index2 -o indices
same 'an indexed job and one run' one indices

# --- kills: a worker whenever one is seen, the parent at some moments
workers_of() {
	for stat in /proc/[0-9]*/stat; do
		read -r pid _ _ parent _ 2>/dev/null <"$stat" || continue
		[ "$parent" = "$1" ] && echo "$pid"
	done
}

# The parent writes a result at least each second; where it is by then differs from run to run, which
# is the point. Killed before it ends or not: the next run must complete it.
for signal in KILL TERM; do
	rounds=0
	while [ $rounds -lt 6 ]; do
		$wb batch tickets -o killed$signal -j 2 -q 2>/dev/null &
		batch=$!
		spin=0
		while [ $spin -lt $((rounds * 7)) ] && kill -0 $batch 2>/dev/null; do
			workers_of $batch >/dev/null
			spin=$((spin + 1))
		done
		kill -$signal $batch 2>/dev/null
		wait $batch 2>/dev/null
		rounds=$((rounds + 1))
	done
	expect "resume after SIG$signal" $worst $wb batch tickets -o killed$signal
	same "resumed after SIG$signal" one killed$signal
done

$wb batch tickets -o workers -j 2 2>err &
batch=$!
shot=0
while kill -0 $batch 2>/dev/null; do
	for pid in $(workers_of $batch); do
		[ $shot -lt 20 ] && kill -KILL "$pid" 2>/dev/null && shot=$((shot + 1))
	done
done
wait $batch
[ "$(grep -c crashed err)" -le "$shot" ] || fail 'more tickets crashed than workers were shot'
expect 'run after shot workers' $worst $wb batch tickets -o workers
same 'after shot workers' one workers

# --- a hanging, a crashing and a hungry ticket cost only themselves
cp -r few bad
mkdir bad/hang bad/hungry
truncate -s 4T bad/hang/endless.txt 2>/dev/null || truncate -s 1T bad/hang/endless.txt
expect 'a ticket without end' 70 ${WRAP:-} $wb batch bad -o hung --timeout $slow $room
said 'a ticket without end' '1 lost; 8 judged'
expect 'a lost ticket is not excused' 70 $wb batch bad -o hung --timeout $slow --exit-zero
[ "$(rows hung lost)" = 'hang timeout' ] || fail "lost are: $(rows hung lost)"
[ -e hung/reports/hang.json ] && fail 'a lost ticket has a report'
grep -v '^"*hang"*,' hung/summary.csv | grep -c '^' >a
[ "$(cat a)" = 9 ] || fail 'the other tickets are not all in the summary'

# the worker that holds the endless file dies of a signal; a sanitizer has a handler for the first
signals='SEGV KILL'
nm "$O/wbtriage" | grep -q __asan && signals=KILL
for signal in $signals; do
	rm -rf shot
	$wb batch bad -o shot -j 2 2>err &
	batch=$!
	done=
	while [ -z "$done" ] && kill -0 $batch 2>/dev/null; do
		for pid in $(workers_of $batch); do
			for fd in /proc/"$pid"/fd/*; do
				case $(readlink "$fd") in
				*/endless.txt) kill -$signal "$pid" && done=1 ;;
				esac
			done
		done
	done
	wait $batch
	got=$?
	[ $got = 70 ] || fail "SIG$signal: exit $got"
	said "SIG$signal" '1 lost; 8 judged'
	[ "$(rows shot lost)" = 'hang crashed' ] || fail "SIG$signal: lost are: $(rows shot lost)"
done

# Memory: the least limit at which the small tickets pass, and a ticket that may well need more. Whether
# it does is no matter; the others must not feel it.
if [ -z "${WRAP:-}" ] && ! nm "$O/wbtriage" | grep -q __asan; then
	rm -r bad/hang bad/hungry
	mib=40
	while rm -rf hungry && $wb batch bad -o hungry --memory $mib -q 2>err; [ $? = 70 ]; do mib=$((mib + 10)); done
	mkdir bad/hungry
	awk 'BEGIN { print "icacls c:\\windows\\winsxs\\filemaps /t\r"; for (i = 0; i < 200000; i++)
		printf "c:\\windows\\winsxs\\filemaps\\f%06d.cdf-ms CONTOSO\\user%d:(F)\r\n\r\n", i, i }' >bad/hungry/icacls.txt
	$wb batch bad -o hungry --memory $mib -q 2>err
	case $(rows hungry lost) in
	'hungry memory') ;;
	'') echo "note: nothing here needs more than $mib MiB" ;;
	*) fail "hungry: lost are: $(rows hungry lost)" ;;
	esac
	[ "$(rows hungry tickets | wc -l)" = 8 ] || fail 'hungry: not every ticket is told'
fi

# --- newer knowledge: rules that overlooked the service judge first, then those of the program
mkdir rules served
cp -r "$root/samples/cryptsvc-disabled" "$root/samples/healthy-noise" "$root/samples/two-faults" served/
{
	echo '<knowledge area="old">'
	for id in system-writer-cryptsvc-not-running svc-disabled; do
		$wb knowledge show $id |
			sed -E '/<(service|event) /s/(key|name|provider)="[^"]*"/\1="nobody"/'
	done
	echo '</knowledge>'
} >rules/old.xml
expect 'older knowledge' 1 $wb batch served -o since --knowledge rules
[ "$(rows since unexplained | cut -d' ' -f1)" = cryptsvc-disabled ] ||
	fail "older knowledge leaves unexplained: $(rows since unexplained)"
[ -z "$(rows since changed)$(rows since explained)" ] || fail 'changes without other knowledge'
expect 'newer knowledge' 1 $wb batch served -o since --since-knowledge
said 'newer knowledge' '3 judged now, 0 unchanged'
[ "$(rows since explained)" = 'cryptsvc-disabled confirmed system-writer-cryptsvc-not-running' ] ||
	fail "explained: $(rows since explained)"
[ "$(rows since changed | wc -l)" = 1 ] || fail "changed: $(rows since changed)"
[ -z "$(rows since unexplained)" ] || fail 'still unexplained'
expect 'same knowledge' 1 $wb batch served -o since --since-knowledge
said 'same knowledge' '0 judged now, 3 unchanged'
echo 'one more' >>served/cryptsvc-disabled/note.txt
expect 'unread while the knowledge is the same' 1 $wb batch served -o since --since-knowledge
said 'unread while the knowledge is the same' '0 judged now, 3 unchanged'
expect 'other evidence' 1 $wb batch served -o since
said 'other evidence' '1 judged now, 2 unchanged'
[ -z "$(rows since changed)" ] || fail 'compared with a verdict on other evidence'

# --- archives given by name; a heading over the answer
(cd few && for d in *; do tar -czf "../$d.tgz" "$d"; done)
expect 'archives by name' 0 $wb batch -o packed t00[0-6]*.tgz --exit-zero
[ "$(rows packed tickets | wc -l)" = 7 ] || fail "archives by name: $(rows packed tickets)"
[ "$($wb query packed tickets | head -1 | tr -s ' ')" = 'ticket status cause' ] || fail 'no heading over the tickets'

# --- what can be wrong with the call
expect 'no such results' 2 $wb query nowhere causes
[ -e nowhere ] && fail 'a query made a folder'
expect 'no such question' 2 $wb query one weather
expect 'two tickets of one name' 2 $wb batch few some -o twice
said 'two tickets of one name' 'two tickets are called'
expect 'bad shard' 2 $wb batch few -o x --shard 3/2
expect 'auto outside of an array' 2 $wb batch few -o x --shard auto
expect 'merge of nothing' 2 $wb merge nowhere -o x
mkdir other
python3 -c 'import sqlite3; d = sqlite3.connect("other/results.sqlite"); d.execute("PRAGMA user_version=99")'
expect 'store of another version' 2 $wb query other causes
said 'store of another version' 'another version'
mkdir none
expect 'no tickets' 0 $wb batch none -o x
exit $failed
