/* runs.c - see runs.h */
#include "analyzer/runs.h"

#include <stdlib.h>

#include "parsers/code.h"
#include "parsers/limits.h"

/* Two reports of one attempt: the events are written within seconds of its end, a capture shows
 * minutes only. */
#define SAME_RUN (5 * WHEN_MINUTE)
/* Events belong to a run from shortly before it to shortly after. */
#define WINDOW (10 * WHEN_MINUTE)

/* Events of Microsoft-Windows-Backup that tell how an attempt ended. Ids: the provider's manifests
 * of Windows 6.0 to 10.0 (provider {1db28f2e-8f80-4027-8c5a-a11f7f10f62d}). */
static const struct {
	int64_t id;
	enum run_kind kind;
	enum run_outcome outcome;
} end_event[] = {
	{ 4, RUN_BACKUP, OUTCOME_OK },       { 5, RUN_BACKUP, OUTCOME_FAILED },
	{ 7, RUN_BACKUP, OUTCOME_WARNINGS }, { 8, RUN_BACKUP, OUTCOME_CANCELED },
	{ 9, RUN_BACKUP, OUTCOME_FAILED },   { 517, RUN_BACKUP, OUTCOME_FAILED },
	{ 518, RUN_BACKUP, OUTCOME_FAILED }, { 519, RUN_BACKUP, OUTCOME_WARNINGS },
	{ 521, RUN_BACKUP, OUTCOME_FAILED }, { 528, RUN_BACKUP, OUTCOME_FAILED },
	{ 544, RUN_BACKUP, OUTCOME_FAILED }, { 545, RUN_BACKUP, OUTCOME_FAILED },
	{ 546, RUN_BACKUP, OUTCOME_FAILED }, { 547, RUN_BACKUP, OUTCOME_WARNINGS },
	{ 561, RUN_BACKUP, OUTCOME_FAILED }, { 564, RUN_BACKUP, OUTCOME_FAILED },
};

static struct str item(const struct event *ev, const char *name)
{
	for (size_t i = 0; i < ev->n_data; i++)
		if (str_ieq(ev->data[i].name, str_of(name)))
			return ev->data[i].value;
	return (struct str){ 0 };
}

static bool is_wsb(uint32_t code)
{
	return code >> 16 == 0x8078;
}

static int64_t item_code(const struct event *ev, const char *name)
{
	uint32_t code;

	return code_parse(str_trim(item(ev, name)), &code) ? (int64_t)code : OBS_UNKNOWN;
}

/* The outer code is the backup's own (facility 0x078); the first other one explains it. */
static void event_codes(const struct event *ev, struct run *r)
{
	r->code = item_code(ev, "HRESULT");
	if (r->code == OBS_UNKNOWN)
		r->code = item_code(ev, "ErrorCode");
	r->detail = item_code(ev, "DetailedHRESULT");
	for (size_t i = 0; i < ev->n_code; i++) {
		if (is_wsb(ev->code[i]) && r->code == OBS_UNKNOWN)
			r->code = ev->code[i];
		else if (!is_wsb(ev->code[i]) && ev->code[i] && r->detail == OBS_UNKNOWN)
			r->detail = ev->code[i];
	}
	if (r->detail == 0)
		r->detail = OBS_UNKNOWN;
}

static void event_times(const struct event *ev, struct run *r)
{
	struct str start = item(ev, "BackupTime");

	r->end = ev->time;
	if (!start.len || !when_iso(str_trim(start), &r->start))
		r->start = (struct when){ 0 };
}

static void run_of_event(struct evidence *e, struct obs_list *made, const struct obs *o)
{
	const struct event *ev = &o->event;
	struct str system_state = item(ev, "SystemStateBackup");

	for (size_t i = 0; i < ARRAY_SIZE(end_event); i++) {
		struct obs *run;

		if (end_event[i].id != ev->id)
			continue;
		run = obs_add(made, OBS_RUN, o->at);
		run->run.kind =
			str_ieq(system_state, STR("true")) ? RUN_SYSTEM_STATE : end_event[i].kind;
		run->run.outcome = end_event[i].outcome;
		run->run.target = item(ev, "BackupTarget");
		run->run.log_path = item(ev, "BackupFailureLogPath");
		run->run.tool = STR("event");
		run->run.message = ev->text;
		event_codes(ev, &run->run);
		event_times(ev, &run->run);
		/* Event 4 closes every run; it was none if it carries a failure. */
		if (ev->id == 4 && run->run.code != OBS_UNKNOWN && run->run.code != 0)
			run->run.outcome = OUTCOME_FAILED;
		*(const struct obs **)PUSH(e->arena, e->kind[OBS_RUN].item, e->kind[OBS_RUN].n,
					   e->kind[OBS_RUN].cap) = run;
	}
}

static void runs_of_events(struct evidence *e)
{
	struct obs_list made = { .arena = e->arena };

	for (size_t i = 0; i < e->kind[OBS_EVENT].n; i++) {
		const struct obs *o = e->kind[OBS_EVENT].item[i];

		if (str_ieq(o->event.provider, STR("Microsoft-Windows-Backup")))
			run_of_event(e, &made, o);
	}
}

static bool round_offset(int64_t ticks, int64_t *minutes)
{
	int64_t quarter = 15 * WHEN_MINUTE;
	int64_t rounded = (ticks >= 0 ? ticks + quarter / 2 : ticks - quarter / 2) / quarter;
	int64_t error = ticks - rounded * quarter;

	*minutes = rounded * 15;
	return error <= 3 * WHEN_MINUTE && error >= -3 * WHEN_MINUTE && *minutes <= 14 * 60 &&
	       *minutes >= -12 * 60;
}

static bool offset_of_times(struct when local, struct when utc, int64_t *minutes)
{
	return local.basis == WHEN_LOCAL && utc.basis == WHEN_UTC &&
	       round_offset(local.ticks - utc.ticks, minutes);
}

/* A capture's local start or end and an event's in UTC, of the same result, give the offset. A day
 * and month in the wrong order are weeks off. */
static bool offset_of_pair(const struct run *local, const struct run *utc, int64_t *minutes)
{
	if (local->outcome != utc->outcome || local->code != utc->code ||
	    (local->code == OBS_UNKNOWN && local->outcome != OUTCOME_OK))
		return false;
	return offset_of_times(local->start, utc->start, minutes) ||
	       offset_of_times(local->end, utc->end, minutes);
}

static bool offset_of_runs(struct evidence *e)
{
	const struct obs_set *runs = &e->kind[OBS_RUN];

	for (size_t i = 0; i < runs->n; i++)
		for (size_t j = 0; j < runs->n && j < 1000; j++) {
			int64_t minutes;

			if (!offset_of_pair(&runs->item[i]->run, &runs->item[j]->run, &minutes))
				continue;
			e->utc_offset = minutes;
			e->time_note =
				STR("captures placed by a backup run that is also in the log");
			return true;
		}
	return false;
}

/* EventLog 6013, item 7: "-60 W. Europe Standard Time", minutes to add to local time for UTC (seen
 * on Windows 7 to Server 2019). */
static bool offset_of_uptime(struct evidence *e)
{
	const struct obs *last = NULL;
	int64_t bias;

	for (size_t i = 0; i < e->kind[OBS_EVENT].n; i++) {
		const struct obs *o = e->kind[OBS_EVENT].item[i];

		if (o->event.id == 6013 && str_ieq(o->event.provider, STR("EventLog")) &&
		    o->event.n_data >= 7)
			last = o;
	}
	if (last) {
		struct str rest = str_trim(last->event.data[6].value);

		if (str_i64(str_cut(&rest, ' '), &bias) && bias >= -14 * 60 && bias <= 12 * 60) {
			e->utc_offset = -bias;
			e->time_note = STR(
				"captures placed by the time zone in event 6013; summer time may "
				"shift them by an hour");
			return true;
		}
	}
	return false;
}

static void find_offset(struct evidence *e)
{
	e->utc_offset = OBS_UNKNOWN;
	if (offset_of_runs(e) || offset_of_uptime(e))
		return;
	if (e->host.utc_offset != OBS_UNKNOWN) {
		e->utc_offset = e->host.utc_offset;
		e->time_note = STR("captures placed by the time zone of systeminfo; summer time "
				   "may shift them by an hour");
		return;
	}
	e->time_note = STR("the offset of local times is not known; captures are not placed "
			   "against the logs");
}

static struct when run_time(const struct evidence *e, const struct run_verdict *r)
{
	return evidence_utc(e, r->start.basis != WHEN_NONE ? r->start : r->end);
}

/* Local time and UTC of an unknown offset are at most so far apart: UTC-12 to UTC+14. */
#define FARTHEST_OFFSET (14 * WHEN_HOUR)

static bool close_by(struct when a, struct when b)
{
	int64_t gap = a.ticks > b.ticks ? a.ticks - b.ticks : b.ticks - a.ticks;

	return gap <= SAME_RUN + (a.basis == b.basis ? 0 : FARTHEST_OFFSET);
}

/* In one reading of both at least; an unknown time agrees with any. */
static bool times_agree(const struct evidence *e, struct when a, struct when b)
{
	struct when x[2] = { evidence_utc(e, a), evidence_utc(e, when_other(a)) };
	struct when y[2] = { evidence_utc(e, b), evidence_utc(e, when_other(b)) };

	if (a.basis == WHEN_NONE || b.basis == WHEN_NONE)
		return true;
	for (size_t i = 0; i < 4; i++)
		if (close_by(x[i / 2], y[i % 2]))
			return true;
	return false;
}

static bool kinds_agree(enum run_kind a, enum run_kind b)
{
	return a == b || a == RUN_NONE || b == RUN_NONE ||
	       (a != RUN_RECOVERY && b != RUN_RECOVERY && a != RUN_OTHER && b != RUN_OTHER);
}

static bool same_run(const struct evidence *e, const struct run_verdict *v, const struct run *r)
{
	bool outcome = v->outcome == r->outcome || v->outcome == OUTCOME_NONE ||
		       r->outcome == OUTCOME_NONE;
	bool code = v->code == r->code || v->code == OBS_UNKNOWN || r->code == OBS_UNKNOWN;

	return outcome && code && kinds_agree(v->kind, r->kind) &&
	       times_agree(e, v->start, r->start) &&
	       (v->start.basis != WHEN_NONE || times_agree(e, v->end, r->end));
}

static void join(struct evidence *e, struct run_verdict *v, const struct obs *o)
{
	const struct run *r = &o->run;

	if (v->kind == RUN_NONE || v->kind == RUN_BACKUP)
		v->kind = r->kind != RUN_NONE ? r->kind : v->kind;
	if (v->outcome == OUTCOME_NONE)
		v->outcome = r->outcome;
	if (v->start.basis == WHEN_NONE || (v->start.basis == WHEN_LOCAL && r->start.basis))
		v->start = r->start.basis ? r->start : v->start;
	if (v->end.basis == WHEN_NONE || (v->end.basis == WHEN_LOCAL && r->end.basis))
		v->end = r->end.basis ? r->end : v->end;
	if (v->code == OBS_UNKNOWN)
		v->code = r->code;
	if (v->detail == OBS_UNKNOWN)
		v->detail = r->detail;
	if (!v->target.len)
		v->target = r->target;
	if (!v->message.len)
		v->message = r->message;
	*(struct citation *)PUSH(e->arena, v->cite, v->n_cite, v->cap_cite) = evidence_cite(e, o);
}

static void join_runs(struct evidence *e)
{
	for (size_t i = 0; i < e->kind[OBS_RUN].n; i++) {
		const struct obs *o = e->kind[OBS_RUN].item[i];
		/* Those before are of other years. */
		size_t j = e->n_run > LIMIT_RUN_PEERS ? e->n_run - LIMIT_RUN_PEERS : 0;

		while (j < e->n_run && !same_run(e, &e->run[j], &o->run))
			j++;
		if (j == e->n_run) {
			struct run_verdict *v = PUSH(e->arena, e->run, e->n_run, e->cap_run);

			v->code = v->detail = OBS_UNKNOWN;
		}
		join(e, &e->run[j], o);
	}
}

struct sortable {
	struct run_verdict run;
	struct when time;
	size_t order;
};

static int by_time(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;

	if (x->time.basis != y->time.basis)
		return x->time.basis == WHEN_NONE ? 1 :
		       y->time.basis == WHEN_NONE ? -1 :
		       x->time.basis == WHEN_UTC  ? -1 :
						    1;
	if (x->time.ticks != y->time.ticks)
		return x->time.ticks < y->time.ticks ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void sort_runs(struct evidence *e)
{
	struct sortable *s = arena_array(e->arena, struct sortable, e->n_run);

	for (size_t i = 0; i < e->n_run; i++)
		s[i] = (struct sortable){ e->run[i], run_time(e, &e->run[i]), i };
	if (e->n_run)
		qsort(s, e->n_run, sizeof(*s), by_time);
	for (size_t i = 0; i < e->n_run; i++)
		e->run[i] = s[i].run;
}

/* The last failed attempt; a run that only warned stands in where none failed. Recoveries and other
 * commands count last. */
static void find_incident(struct evidence *e)
{
	static const enum run_outcome order[] = { OUTCOME_FAILED, OUTCOME_WARNINGS };

	for (size_t want = 0; want < ARRAY_SIZE(order) && !e->incident; want++)
		for (size_t i = e->n_run; i > 0 && !e->incident; i--)
			if (e->run[i - 1].outcome == order[want] &&
			    e->run[i - 1].kind != RUN_RECOVERY && e->run[i - 1].kind != RUN_OTHER)
				e->incident = &e->run[i - 1];
	if (!e->incident)
		return;
	e->incident->incident = true;
	e->incident_from = run_time(e, e->incident);
	e->incident_to =
		evidence_utc(e, e->incident->end.basis ? e->incident->end : e->incident->start);
	e->incident_from.ticks -= WINDOW;
	e->incident_to.ticks += WINDOW;
}

static void later(struct evidence *e, struct when t)
{
	t = evidence_utc(e, t);
	if (t.basis == WHEN_NONE || t.swappable)
		return;
	if (e->reference.basis == WHEN_NONE ||
	    (e->reference.basis == WHEN_LOCAL && t.basis == WHEN_UTC) ||
	    (e->reference.basis == t.basis && t.ticks > e->reference.ticks))
		e->reference = t;
}

static void find_reference(struct evidence *e)
{
	for (size_t i = 0; i < e->kind[OBS_EVENT].n; i++)
		later(e, e->kind[OBS_EVENT].item[i]->event.time);
	for (size_t i = 0; i < e->kind[OBS_LOG].n; i++)
		later(e, e->kind[OBS_LOG].item[i]->log.last);
	for (size_t i = 0; i < e->n_run; i++) {
		later(e, e->run[i].start);
		later(e, e->run[i].end);
	}
}

/* 07/08/2026 is told by an end that is sure, on the same day. */
static struct when order_of_day_and_month(const struct evidence *e, struct when start,
					  struct when end)
{
	struct when sure = start;
	int64_t gap;

	sure.swappable = false;
	gap = evidence_utc(e, end).ticks - evidence_utc(e, sure).ticks;
	if (!start.swappable || end.swappable ||
	    !when_comparable(evidence_utc(e, sure), evidence_utc(e, end)))
		return start;
	return gap >= 0 && gap < 24 * 60 * WHEN_MINUTE ? sure : start;
}

/* One run's start may be from a capture, its end from a log: both in UTC where the offset is known.
 */
static void place_runs(struct evidence *e)
{
	for (size_t i = 0; i < e->n_run; i++) {
		struct run_verdict *r = &e->run[i];

		r->start = order_of_day_and_month(e, r->start, r->end);
		if (!r->start.swappable)
			r->start = evidence_utc(e, r->start);
		if (!r->end.swappable)
			r->end = evidence_utc(e, r->end);
	}
}

void runs_make(struct evidence *e)
{
	runs_of_events(e);
	find_offset(e);
	join_runs(e);
	sort_runs(e);
	place_runs(e);
	find_incident(e);
	find_reference(e);
}
