/* report_time.c - see report_time.h */
#include "analyzer/report_time.h"

#include "analyzer/report_view.h"

struct axis {
	struct arena *a;
	const struct report *r;
	struct time_line *out;
	int64_t low, high; /* ticks */
	enum when_basis basis;
	bool any;
	bool measuring; /* first pass: only the ends are looked for */
};

const char *mark_name(enum mark_kind kind)
{
	static const char *const name[MARK_KINDS] = { "none", "symptom", "cause", "unexplained",
						      "harmless" };

	return name[kind];
}

/* The end of the year 9999: damaged records hold any number. */
#define LAST_TICK INT64_C(2650467744000000000)

/* Brings a time to the axis' basis; false if that is not possible. */
static bool place(const struct axis *x, struct when t, int64_t *ticks)
{
	int64_t minutes = x->r->utc_offset;

	if (t.basis == WHEN_NONE || t.ticks < 0 || t.ticks > LAST_TICK)
		return false;
	*ticks = t.ticks;
	if (t.basis == x->basis)
		return true;
	if (minutes < -24 * 60 || minutes > 24 * 60)
		return false;
	*ticks -= minutes * WHEN_MINUTE * (x->basis == WHEN_UTC ? 1 : -1);
	return true;
}

static void stretch(struct axis *x, struct when t)
{
	int64_t ticks;

	if (!place(x, t, &ticks))
		return;
	if (!x->any || ticks < x->low)
		x->low = ticks;
	if (!x->any || ticks > x->high)
		x->high = ticks;
	x->any = true;
}

static unsigned position(const struct axis *x, int64_t ticks)
{
	if (ticks <= x->low)
		return 0;
	if (ticks >= x->high)
		return TIME_AXIS;
	/* Doubles, since a span of centuries times 1000 leaves 64 bits. */
	return (unsigned)((double)(ticks - x->low) * TIME_AXIS / (double)(x->high - x->low));
}

static struct time_lane *lane_of(struct axis *x, struct str label)
{
	for (size_t i = 0; i < x->out->n_lane; i++)
		if (str_eq(x->out->lane[i].label, label))
			return &x->out->lane[i];
	if (x->out->n_lane == TIME_LANES)
		return &x->out->lane[TIME_LANES - 1];
	x->out->lane[x->out->n_lane].label = label;
	return &x->out->lane[x->out->n_lane++];
}

/* Marks in one place and of one kind are one mark with a count. They come in groups that are in
 * order of time, so looking at the last few is enough to keep a thousand of them readable. */
static struct time_mark *mark_at(struct axis *x, struct time_lane *lane, unsigned at,
				 enum mark_kind kind)
{
	struct time_mark *m;

	for (size_t i = lane->n_mark; i > 0 && i + 64 > lane->n_mark; i--)
		if (lane->mark[i - 1].x == at && lane->mark[i - 1].kind == kind)
			return &lane->mark[i - 1];
	m = PUSH(x->a, lane->mark, lane->n_mark, lane->cap_mark);
	m->x = at;
	m->kind = kind;
	return m;
}

static struct str cite_lane(const struct axis *x, const struct citation *c)
{
	for (size_t i = 0; i < x->r->n_coverage; i++)
		if (str_eq(x->r->coverage[i].file, c->file))
			return c->file;
	return STR("captures");
}

static void cite(struct axis *x, const struct citation *c, enum mark_kind kind)
{
	struct when t = view_time(c);
	struct time_mark *m;
	int64_t ticks;

	if (x->measuring) {
		stretch(x, t);
		return;
	}
	if (!place(x, t, &ticks)) {
		x->out->unplaced += t.basis != WHEN_NONE;
		return;
	}
	m = mark_at(x, lane_of(x, cite_lane(x, c)), position(x, ticks), kind);
	if (m->count++ == 0)
		m->label =
			arena_printf(x->a, "%.*s %.*s", STR_ARG(when_text(x->a, t)),
				     STR_ARG(view_event(c) ? view_event_title(x->a, view_event(c)) :
							     view_place(x->a, c)));
}

static void cites(struct axis *x, const struct citation *c, size_t n, enum mark_kind kind)
{
	for (size_t i = 0; i < n; i++)
		cite(x, &c[i], kind);
}

static void all_cites(struct axis *x)
{
	const struct report *r = x->r;

	for (size_t i = 0; i < r->n_problem; i++) {
		const struct problem_verdict *p = &r->problem[i];

		for (size_t k = 0; k < p->n_cause && view_active(&p->cause[k]); k++)
			for (size_t e = 0; e < p->cause[k].n_evidence; e++)
				if (view_side(&p->cause[k].evidence[e]) == SIDE_FOR)
					cites(x, p->cause[k].evidence[e].cite,
					      p->cause[k].evidence[e].n_cite, MARK_CAUSE);
		cites(x, p->symptom, p->n_symptom, MARK_SYMPTOM);
	}
	for (size_t i = 0; i < r->n_unexplained; i++)
		cite(x, &r->unexplained[i].cite, MARK_UNEXPLAINED);
	for (size_t i = 0; i < r->n_harmless; i++)
		cites(x, r->harmless[i].cite, r->harmless[i].n_cite, MARK_HARMLESS);
}

static void span(struct axis *x, struct time_lane *lane, struct when from, struct when to,
		 const char *kind, struct str label)
{
	struct time_span *s;
	int64_t low, high;

	if (!place(x, from, &low)) {
		if (!place(x, to, &low))
			return;
	}
	if (!place(x, to, &high))
		high = low;
	if (high < x->low || low > x->high)
		return;
	s = PUSH(x->a, lane->span, lane->n_span, lane->cap_span);
	s->x = position(x, low);
	s->width = position(x, high) - s->x;
	s->before = low < x->low;
	s->after = high > x->high;
	s->kind = kind;
	s->label = label;
}

static void run_spans(struct axis *x)
{
	const struct report *r = x->r;

	for (size_t i = 0; i < r->n_run; i++) {
		const struct run_verdict *run = &r->run[i];
		const char *kind = view_outcome_name(run->outcome);
		struct when t = run->start.basis ? run->start : run->end;

		if (t.basis == WHEN_NONE)
			continue;
		span(x, lane_of(x, STR("backup runs")), run->start, run->end, kind ? kind : "other",
		     arena_printf(x->a, "%s %s, %.*s", view_run_kind(run->kind),
				  view_outcome(run->outcome), STR_ARG(when_text(x->a, t))));
	}
}

static void log_spans(struct axis *x)
{
	const struct report *r = x->r;

	for (size_t i = 0; i < r->n_coverage && x->out->n_lane < TIME_LANES - 1; i++) {
		const struct coverage *c = &r->coverage[i];

		if (c->first.basis == WHEN_NONE)
			continue;
		span(x, lane_of(x, c->file), c->first, c->last, "log",
		     arena_printf(x->a, "%.*s: %.*s to %.*s", STR_ARG(c->channel),
				  STR_ARG(when_text(x->a, c->first)),
				  STR_ARG(when_text(x->a, c->last))));
	}
}

static bool any_utc(const struct report *r)
{
	for (size_t i = 0; i < r->n_coverage; i++)
		if (r->coverage[i].first.basis == WHEN_UTC)
			return true;
	for (size_t i = 0; i < r->n_run; i++)
		if (r->run[i].start.basis == WHEN_UTC || r->run[i].end.basis == WHEN_UTC)
			return true;
	return r->reference.basis == WHEN_UTC;
}

/* Runs and cited events decide what is shown; a log of two years would hide them. */
static void measure(struct axis *x)
{
	const struct report *r = x->r;
	int64_t margin;

	x->measuring = true;
	for (size_t i = 0; i < r->n_run; i++) {
		stretch(x, r->run[i].start);
		stretch(x, r->run[i].end);
	}
	all_cites(x);
	x->measuring = false;
	margin = (x->high / 20 - x->low / 20);
	if (margin < 5 * WHEN_MINUTE)
		margin = 5 * WHEN_MINUTE;
	x->low -= margin;
	x->high += margin;
}

static struct when axis_time(const struct axis *x, int64_t ticks)
{
	return (struct when){ .ticks = ticks - ticks % WHEN_MINUTE, .basis = x->basis };
}

void time_line_make(struct arena *a, const struct report *r, struct time_line *out)
{
	struct axis x = { .a = a, .r = r, .out = out };

	*out = (struct time_line){ 0 };
	x.basis = any_utc(r) ? WHEN_UTC : WHEN_LOCAL;
	measure(&x);
	if (!x.any)
		return;
	out->from = axis_time(&x, x.low);
	out->to = axis_time(&x, x.high);
	for (int i = 0; i < TIME_TICKS; i++)
		out->tick[i] = when_text(
			a, axis_time(&x, x.low + (x.high - x.low) / (TIME_TICKS - 1) * i));
	run_spans(&x);
	log_spans(&x);
	all_cites(&x);
}
