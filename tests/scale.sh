#!/bin/sh
# scale.sh - tests/scale/ on a real Slurm and GNU parallel: the same results as one run, whatever is killed
#
# Starts munged, slurmctld and slurmd with settings of its own on free ports of this machine, and stops
# them. Skipped, saying why, where they or GNU parallel are not installed or do not start.
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
root=$(pwd)
case $O in /*) ;; *) O=$root/$O ;; esac
WBTRIAGE=$O/wbtriage
PARALLEL_HOME=$O/scale/parallel
export WBTRIAGE PARALLEL_HOME
unset PARALLEL
t=$O/scale
rm -rf "$t"
mkdir -p "$t/tickets" "$PARALLEL_HOME"
cd "$t" || exit 2
failed=0
many=200
parts=4
started=
sockets=

fail() {
	echo "FAIL: $*"
	failed=1
}

# until_true TENTHS COMMAND...; false if it did not come true in that time
until_true() {
	left=$1
	shift
	until "$@"; do
		[ "$left" -gt 0 ] || return 1
		left=$((left - 1))
		sleep 0.1
	done
}

no_jobs() { [ -z "$(squeue -h 2>&1)" ]; }
gone() { ! kill -s 0 -- "$1" 2>/dev/null; }

# Only processes of this test: what it started, by number, and the programs of its tickets.
stop() {
	trap - EXIT HUP INT TERM
	if [ -n "${SLURM_CONF:-}" ]; then
		jobs=$(timeout 10 squeue -h -o %A 2>/dev/null | sort -u)
		# shellcheck disable=SC2086
		[ -z "$jobs" ] || timeout 10 scancel $jobs 2>/dev/null
		until_true 200 no_jobs || :
	fi
	for pid in $started; do
		kill -s TERM -- "$pid" 2>/dev/null
		until_true 100 gone "$pid" || kill -s KILL -- "$pid" 2>/dev/null
	done
	for pid in $(running "$t/"); do kill -KILL "$pid" 2>/dev/null; done
	[ -z "$sockets" ] || rm -rf "$sockets"
	started=
}
trap stop EXIT
trap 'stop; exit 2' HUP INT TERM

# running TEXT: programs that judge, not their workers, with TEXT in an argument
running() {
	python3 - "$WBTRIAGE" "$1" <<'P'
import glob, sys
def arguments(pid):
    try:
        return open("/proc/%s/cmdline" % pid).read().split("\0")
    except OSError:
        return [""]
for stat in glob.glob("/proc/[0-9]*/stat"):
    try:
        pid, rest = open(stat).read().split(" ", 1)
    except OSError:
        continue
    parent = rest.rsplit(")", 1)[1].split()[1]
    own = arguments(pid)
    if own[0] == sys.argv[1] and any(sys.argv[2] in a for a in own) and arguments(parent) != own:
        print(pid)
P
}

results() {
	for q in causes servers errors unexplained changed explained lost tickets; do
		echo "== $q"
		$WBTRIAGE query "$1" $q -f csv
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

# How many tickets of a part are in its store for good.
stored() {
	python3 - "$1/results.sqlite" <<'P'
import os, sqlite3, sys
n = 0
if os.path.exists(sys.argv[1]):
    try:
        n = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).execute(
            "SELECT count(*) FROM ticket").fetchone()[0]
    except sqlite3.Error:
        pass
print(n)
P
}

# A task must be killed after some of its tickets and before the others, not perhaps but always: one
# ticket amid its part does not end until 'release' shortens it.
hold() {
	truncate -s 4T "tickets/$1/endless.txt" 2>/dev/null || truncate -s 1T "tickets/$1/endless.txt"
}

release() { echo 'no more' >"tickets/$1/endless.txt"; }

held() { [ "$(stored "$1")" -gt 0 ]; }

# held_part NAME FOLDER: waits until its first tickets are stored
held_part() {
	until_true 600 held "$2" || { fail "$1: no ticket stored in $2"; return 1; }
	[ ! -e "$2/index.html" ] || fail "$1: $2 is complete too early"
	stored=$(stored "$2")
	[ "$stored" -lt $((many / parts)) ] || fail "$1: $2 has all tickets too early"
}

# kill_held NAME FOLDER TICKET: its program, which can do nothing more once the ticket is released
kill_held() {
	pid=$(running "$2")
	[ "$(echo "$pid" | wc -w)" = 1 ] || { fail "$1: $2 is judged by '$pid'"; return 1; }
	kill -STOP "$pid"
	release "$3"
	kill -KILL "$pid"
}

# resumed NAME LOG ALL: its last run found the tickets again that were stored before the kill
resumed() {
	again=$(sed -n 's/.* judged now, \([0-9]*\) unchanged$/\1/p' "$2" | grep -v '^0$' | head -1)
	[ -n "$again" ] && [ "$again" -lt "$3" ] || fail "$1: nothing was resumed: $(tail -1 "$2")"
}

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
# part I of N has every N-th from the I-th: these are in parts 2 and 3, each the 25th of 50
second=$(basename tickets/t097*)
third=$(basename tickets/t098*)
release "$second"
release "$third"
$WBTRIAGE batch tickets -o one -q 2>err
[ $? = 3 ] || fail "one run, some of it unusable: $(tail -1 err)"

# --- GNU parallel
if parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
	hold "$third"
	# in a group of its own, to be stopped as a whole
	setsid "$root/tests/scale/parallel.sh" tickets "$t/parallel-results" $parts >parallel.log 2>&1 &
	script=$!
	started=-$script
	held_part parallel parallel-results/part-3 && kill_held parallel "$t/parallel-results/part-3" "$third"
	release "$third"
	wait $script
	got=$?
	started=
	[ $got = 0 ] || fail "parallel: exit $got: $(tail -1 parallel.log)"
	resumed parallel parallel.log $((many / parts))
	same 'parallel and one run' one parallel-results/merged
	"$root/tests/scale/parallel.sh" tickets parallel-results $parts >parallel.log 2>&1 ||
		fail "parallel again: $(tail -1 parallel.log)"
	[ "$(grep -c " 0 judged now, $((many / parts)) unchanged" parallel.log)" = $parts ] ||
		fail 'parallel again: judged again'
	same 'parallel again and one run' one parallel-results/merged
	# a part that cannot be made
	"$root/tests/scale/parallel.sh" nowhere parallel-results $parts >parallel.log 2>&1
	got=$?
	[ $got = 2 ] || fail "parallel without tickets: exit $got"
	same 'parallel failed and one run' one parallel-results/merged
	echo 'GNU parallel: done'
else
	echo 'skipped: GNU parallel is not installed'
fi

# --- Slurm
skip() {
	echo "skipped: $*"
	exit $failed
}

# Debian has daemons where only root looks
PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd munge sbatch scontrol squeue scancel sinfo; do
	command -v $program >/dev/null || skip "$program is not installed"
done
host=$(hostname -s)
# munge wants a folder that others can enter below folders that nobody else can write to, and a short path
sockets=$(mktemp -d) || exit 2
chmod 755 "$sockets"
socket=$sockets/munge
mkdir state spool
head -c 1024 /dev/urandom >"$sockets/key"
chmod 600 "$sockets/key"
munged -F --key-file="$sockets/key" --socket="$socket" --pid-file="$sockets/pid" \
	--seed-file="$sockets/seed" >munged.log 2>&1 &
started=$!
talks() { munge -n -S "$socket" 2>/dev/null | unmunge -S "$socket" >/dev/null 2>&1; }
until_true 100 talks || skip "munged does not start: $(tail -1 munged.log)"
# shellcheck disable=SC2046
set -- $(python3 -c 'import socket
s = [socket.socket() for _ in range(2)]
for x in s: x.bind(("127.0.0.1", 0))
print(*(x.getsockname()[1] for x in s))')
user=$(id -un)
# A task that is queued again waits for as long as its credential holds: 120 s, if not told otherwise.
cat >slurm.conf <<C
ClusterName=scale
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=$1
SlurmdPort=$2
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$socket,cred_expire=5
StateSaveLocation=$t/state
SlurmdSpoolDir=$t/spool
SlurmctldPidFile=$t/slurmctld.pid
SlurmdPidFile=$t/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MpiDefault=none
MailProg=/bin/true
KillWait=5
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=100000
PartitionName=all Nodes=$host Default=YES MaxTime=30
C
SLURM_CONF=$t/slurm.conf
export SLURM_CONF
slurmctld -D >slurmctld.log 2>&1 &
started="$! $started"
slurmd -D >slurmd.log 2>&1 &
started="$! $started"
idle() { [ "$(timeout 5 sinfo -h -o %T 2>/dev/null)" = idle ]; }
until_true 300 idle ||
	skip "Slurm does not start: $(tail -qn 1 slurmctld.log slurmd.log)"

# state TASK; of a finished task Slurm forgets nothing within the test's time
state() { scontrol show job "${array}_$1" 2>/dev/null | sed -n 's/.*JobState=\([A-Z]*\).*/\1/p'; }
failed_task() { case $(state "$1") in FAILED|CANCELLED|NODE_FAIL) ;; *) false ;; esac; }

submit() {
	array=$(sbatch --parsable --array=1-$parts -o "$1-%a.log" "$root/tests/scale/slurm.sbatch" \
		tickets "$t/slurm-results") &&
		merge=$(sbatch --parsable --dependency=afterany:"$array" -o "$1-merge.log" \
			"$root/tests/scale/merge.sh" slurm-results $parts) || fail "$1: sbatch"
}

# ended NAME: waits for the array and its merge
ended() {
	until_true 1800 no_jobs || fail "$1: still in the queue: $(squeue -h | tr '\n' ';')"
	for i in $(seq $parts); do
		[ "$(state "$i")" = COMPLETED ] || fail "$1: task $i: $(state "$i"): $(tail -1 "$1-$i.log")"
	done
	got=$(scontrol show job "$merge" | sed -n 's/.*JobState=\([A-Z]*\).*/\1/p')
	[ "$got" = COMPLETED ] || fail "$1: merge: $got: $(tail -1 "$1-merge.log")"
}

hold "$second"
hold "$third"
submit killed
# task 2 is killed as a whole, and queued again by hand
if held_part slurm slurm-results/part-2; then
	scancel --signal=KILL --full "${array}_2"
	until_true 300 failed_task 2 || fail "killed task 2: $(state 2)"
	for pid in $(running "$t/slurm-results/part-2"); do fail "killed task 2: $pid still runs"; done
	release "$second"
	scontrol requeue "${array}_2" || fail 'task 2 is not queued again'
fi
release "$second"
# of task 3 only the program, and it queues itself again
held_part slurm slurm-results/part-3 && kill_held slurm "$t/slurm-results/part-3" "$third"
release "$third"
ended killed
grep -q 'was killed (137): back into the queue' killed-3.log || fail 'task 3 did not queue itself again'
for i in 2 3; do
	scontrol show job "${array}_$i" | grep -q 'Restarts=1 ' || fail "task $i did not start twice"
	resumed "task $i" killed-$i.log $((many / parts))
done
same 'Slurm and one run' one slurm-results/merged

# --- again: nothing is judged twice, and what is gone leaves the merged results
submit again
ended again
[ "$(cat again-?.log | grep -c " 0 judged now, $((many / parts)) unchanged")" = $parts ] || fail 'again: judged again'
same 'Slurm again and one run' one slurm-results/merged
rm -r "tickets/$second"
$WBTRIAGE batch tickets -o one -q 2>err
submit less
ended less
same 'Slurm with a ticket less and one run' one slurm-results/merged

# --- a task that cannot be done fails, and the merge with it
array=$(sbatch --parsable --array=2 -o wrong-%a.log "$root/tests/scale/slurm.sbatch" tickets slurm-results)
until_true 600 no_jobs || fail 'wrong array: still in the queue'
[ "$(state 2)" = FAILED ] || fail "an array of one task in the middle: $(state 2)"
rm slurm-results/part-3/index.html
merge=$(sbatch --parsable -o wrong-merge.log "$root/tests/scale/merge.sh" slurm-results $parts)
until_true 600 no_jobs || fail 'wrong merge: still in the queue'
grep -q 'part 3 of 4 is not complete' wrong-merge.log || fail "merge of half a part: $(tail -1 wrong-merge.log)"
echo 'Slurm: done'
exit $failed
