/* correlate.c - see correlate.h */
#include "analyzer/correlate.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/cond.h"
#include "analyzer/repair.h"
#include "analyzer/score.h"
#include "parsers/code.h"

enum {
	MAX_CITED = 8,
	MAX_ASKS = 8,
	MAX_UNEXPLAINED = 10,
	MAX_CHAIN = 6,
	MAX_CODES = 5,
	/* Kinds of errors ranked; a real server logs a few dozen. */
	MAX_DISTINCT = 500
};

struct work {
	const struct evidence *e;
	const struct know *k;
	const struct correlate_options *o;
	struct report *r;
	/* events and messages that some entry explains, for the list of unexplained ones */
	const struct obs **explained;
	size_t n_explained, cap_explained;
	/* those that are known to be harmless */
	const struct obs **harmless;
	size_t n_harmless, cap_harmless;
};

static bool listed(const struct str *ids, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(ids[i], id))
			return true;
	return false;
}

static bool enabled(const struct work *w, struct str id)
{
	if (w->o->n_only && !listed(w->o->only, w->o->n_only, id))
		return false;
	return !listed(w->o->skip, w->o->n_skip, id);
}

static void mark_explained(struct work *w, const struct citation *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].obs)
			*(const struct obs **)PUSH(w->e->arena, w->explained, w->n_explained,
						   w->cap_explained) = c[i].obs;
}

static void judge_harmless(struct work *w, const struct harmless *h)
{
	static const struct bindings none;
	struct outcome o;
	struct harmless_verdict *v;

	if (!enabled(w, h->id))
		return;
	o = cond_eval(w->e, &h->when, &none);
	if (o.truth == TRUTH_FALSE)
		w->r->rules_false++;
	else if (o.truth != TRUTH_TRUE)
		w->r->rules_unknown++;
	if (o.truth != TRUTH_TRUE)
		return;
	w->r->rules_true++;
	v = PUSH(w->e->arena, w->r->harmless, w->r->n_harmless, w->r->cap_harmless);
	v->id = h->id;
	v->title = h->title;
	v->why = h->why;
	v->cite = o.cite;
	v->n_cite = o.n_cite;
	v->cap_cite = o.cap_cite;
	v->count = (int64_t)(o.n_cite + o.more);
	v->reference = h->reference;
	v->n_reference = h->n_reference;
	v->cap_reference = h->cap_reference;
	mark_explained(w, o.cite, o.n_cite);
	for (size_t i = 0; i < o.n_cite; i++)
		if (o.cite[i].obs)
			*(const struct obs **)PUSH(w->e->arena, w->harmless, w->n_harmless,
						   w->cap_harmless) = o.cite[i].obs;
}

/* One capture can satisfy two alternatives of a symptom; it is cited once. */
static void add_symptoms(struct work *w, struct problem_verdict *v, const struct outcome *seen)
{
	for (size_t i = 0; i < seen->n_cite; i++) {
		size_t j = 0;

		while (j < v->n_symptom && (v->symptom[j].at.file != seen->cite[i].at.file ||
					    v->symptom[j].at.line != seen->cite[i].at.line ||
					    v->symptom[j].at.record != seen->cite[i].at.record))
			j++;
		if (j == v->n_symptom)
			*(struct citation *)PUSH(w->e->arena, v->symptom, v->n_symptom,
						 v->cap_symptom) = seen->cite[i];
	}
}

/* Listed already, or told with the failed run. */
static bool code_told(const struct work *w, const struct problem_verdict *v, uint32_t code)
{
	const struct run_verdict *run = w->e->incident;

	if (run && ((int64_t)code == run->code || (int64_t)code == run->detail))
		return true;
	for (size_t i = 0; i < v->n_code; i++)
		if (v->code[i] == code)
			return true;
	return false;
}

/* Codes that the symptoms name. Those of Win32 come with their sentences. */
static void add_codes(struct work *w, struct problem_verdict *v, const struct obs *o)
{
	const uint32_t *code = o->kind == OBS_EVENT ? o->event.code : o->message.code;
	size_t n = o->kind == OBS_EVENT ? o->event.n_code : o->message.n_code;

	for (size_t i = 0; i < n && v->n_code < MAX_CODES; i++)
		if ((code[i] >> 16 == 0x8004 || code[i] >> 16 == 0x8078) &&
		    str_known(code_meaning(code[i])) && !code_told(w, v, code[i]))
			*(uint32_t *)PUSH(w->e->arena, v->code, v->n_code, v->cap_code) = code[i];
}

static void make_codes(struct work *w, struct problem_verdict *v)
{
	for (size_t i = 0; i < v->n_symptom; i++) {
		const struct obs *o = v->symptom[i].obs;

		if (o && (o->kind == OBS_EVENT || o->kind == OBS_MESSAGE))
			add_codes(w, v, o);
	}
}

/* Everything that shows the problem is known to be harmless. */
static bool all_harmless(const struct work *w, const struct outcome *seen)
{
	size_t known = 0;

	for (size_t i = 0; i < seen->n_cite; i++) {
		size_t j = 0;

		while (j < w->n_harmless && w->harmless[j] != seen->cite[i].obs)
			j++;
		known += j < w->n_harmless;
	}
	return known == seen->n_cite && !seen->more && known > 0;
}

/* Problems, with the truth of their symptoms. */
static void make_problems(struct work *w)
{
	static const struct bindings none;

	for (size_t i = 0; i < w->k->n_problem; i++) {
		const struct problem *p = &w->k->problem[i];
		struct outcome seen = cond_eval(w->e, &p->symptom, &none);
		struct problem_verdict *v =
			PUSH(w->e->arena, w->r->problem, w->r->n_problem, w->r->cap_problem);

		v->id = p->id;
		v->title = p->title;
		v->severity = p->severity;
		if (seen.truth == TRUTH_TRUE && all_harmless(w, &seen))
			seen.truth = TRUTH_FALSE;
		v->seen = seen.truth;
		if (seen.truth == TRUTH_TRUE) {
			add_symptoms(w, v, &seen);
			make_codes(w, v);
			mark_explained(w, seen.cite, seen.n_cite);
		}
	}
}

static struct problem_verdict *problem_verdict(struct work *w, struct str id)
{
	for (size_t i = 0; i < w->r->n_problem; i++)
		if (str_eq(w->r->problem[i].id, id))
			return &w->r->problem[i];
	return NULL;
}

/* A cause is listed once: under the first of its problems whose symptom was seen. */
static struct problem_verdict *place_of(struct work *w, const struct cause *c)
{
	struct problem_verdict *first = NULL;

	for (size_t i = 0; i < c->n_problem; i++) {
		struct problem_verdict *v = problem_verdict(w, c->problem[i]);

		if (v && v->seen == TRUTH_TRUE)
			return v;
		if (v && (!first || (truth_unknown(v->seen) && first->seen == TRUTH_FALSE)))
			first = v;
	}
	return first;
}

/* A drive, a volume or a share, with nothing in it that a command line could take for more. */
static bool is_plain_target(struct str v)
{
	if (v.len < 2 || v.len > 200)
		return false;
	for (size_t i = 0; i < v.len; i++) {
		char c = v.s[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      strchr("\\.$_-{}?", c) || (c == ':' && i == 1 && v.len == 2)))
			return false;
	}
	return v.s[1] == ':' || (v.s[0] == '\\' && v.s[1] == '\\');
}

/* "-backuptarget:X:" stands for the target of the failed run, where that is known. */
static struct str with_target(const struct work *w, struct str command)
{
	static const struct str blank = STR_INIT("-backuptarget:X:");
	const struct run_verdict *run = w->e->incident;
	ptrdiff_t at = str_ifind(command, blank);

	if (at < 0 || !run || !is_plain_target(run->target))
		return command;
	return arena_printf(w->e->arena, "%.*s-backuptarget:%.*s%.*s",
			    STR_ARG(str_sub(command, 0, (size_t)at)), STR_ARG(run->target),
			    STR_ARG(str_sub(command, (size_t)at + blank.len, command.len)));
}

static struct str ask_text(struct work *w, const struct cause *c, const struct evidence_rule *r,
			   const struct bindings *b)
{
	struct str ask = r->ask;

	if (!str_known(ask))
		ask = cond_ask(w->e->arena, &r->cond, b);
	if (!str_known(ask) && c->n_collect)
		ask = c->collect[0].command;
	return with_target(w, match_fill_command(w->e->arena, ask, b));
}

static bool is_listed(const struct access_row *row, size_t n, const struct access_row *one)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(row[i].path, one->path) && row[i].is_owner == one->is_owner &&
		    str_eq(row[i].sid, one->sid) && str_eq(row[i].trustee, one->trustee))
			return true;
	return false;
}

/* An object's table is given once for a cause, where it is first needed. */
static void drop_listed(const struct cause_verdict *v, struct finding *f)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->n_access; i++) {
		bool before = is_listed(f->access, kept, &f->access[i]);

		for (size_t j = 0; !before && &v->evidence[j] != f; j++)
			before = is_listed(v->evidence[j].access, v->evidence[j].n_access,
					   &f->access[i]);
		if (!before)
			f->access[kept++] = f->access[i];
	}
	f->n_access = kept;
}

/* Nothing but events that were over long before the failure. */
static bool is_past(const struct work *w, const struct outcome *o)
{
	for (size_t i = 0; i < o->n_cite; i++) {
		const struct obs *at = o->cite[i].obs;

		if (!at || at->kind != OBS_EVENT ||
		    !evidence_past(w->e, at->event.count > 1 ? at->event.last : at->event.time))
			return false;
	}
	return o->truth == TRUTH_TRUE && o->n_cite > 0;
}

static bool is_elsewhere(const struct work *w, const struct outcome *o)
{
	for (size_t i = 0; i < o->n_cite; i++)
		if (!o->cite[i].obs || !evidence_elsewhere(w->e, o->cite[i].obs))
			return false;
	return o->truth == TRUTH_TRUE && o->n_cite > 0;
}

/* What an event of another time or computer is worth: it may tell of the same fault, or of one that
 * was repaired since, or never was here. */
static struct evidence_rule discounted(const struct work *w, const struct evidence_rule *r,
				       const struct outcome *o)
{
	struct evidence_rule weak = *r;
	const char *why = is_elsewhere(w, o) ? "on another computer" :
			  !is_past(w, o)     ? NULL :
			  w->e->incident     ? "long before the failed run" :
					       "before a backup that completed";

	if (!why || (r->role != ROLE_CONFIRMS && r->role != ROLE_SUPPORTS))
		return weak;
	weak.role = ROLE_SUPPORTS;
	weak.weight = WEIGHT_WEAK;
	weak.says = arena_printf(w->e->arena, "%.*s - %s", STR_ARG(r->says), why);
	return weak;
}

static void add_finding(struct work *w, const struct cause *c, const struct evidence_rule *r,
			const struct bindings *b, const struct outcome *o, struct cause_verdict *v)
{
	struct finding *f = PUSH(w->e->arena, v->evidence, v->n_evidence, v->cap_evidence);
	bool negative = r->role == ROLE_CONTRADICTS || r->role == ROLE_REFUTES;

	f->truth = o->truth;
	f->weight = r->role == ROLE_CONFIRMS || r->role == ROLE_REFUTES ? WEIGHT_DECISIVE :
		    o->truth == TRUTH_FALSE                             ? r->absent :
									  r->weight;
	f->against = negative ? o->truth == TRUTH_TRUE : o->truth == TRUTH_FALSE;
	f->says = match_fill(w->e->arena, r->says, b);
	f->cite = o->cite;
	f->n_cite = o->n_cite < MAX_CITED ? o->n_cite : MAX_CITED;
	f->cap_cite = o->cap_cite;
	f->more = o->more + o->n_cite - f->n_cite;
	f->access = o->access;
	f->n_access = o->n_access;
	f->cap_access = o->cap_access;
	if (truth_unknown(o->truth))
		f->ask = ask_text(w, c, r, b);
	if (o->truth == TRUTH_TRUE)
		mark_explained(w, o->cite, o->n_cite);
}

static struct str subject_text(struct arena *a, const struct bindings *b)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < b->n; i++)
		buf_addf(&out, "%s%.*s=%.*s", i ? ", " : "", STR_ARG(b->name[i]),
			 STR_ARG(b->value[i]));
	return buf_str(&out);
}

static void fill_steps(struct work *w, const struct step_text *from, size_t n,
		       const struct bindings *b, struct step_text **to, size_t *n_to, size_t *cap)
{
	struct arena *a = w->e->arena;

	for (size_t i = 0; i < n; i++) {
		struct step_text *s = PUSH(a, *to, *n_to, *cap);

		s->kind = from[i].kind;
		s->text = str_eq(s->kind, STR("text")) ?
				  match_fill(a, from[i].text, b) :
				  with_target(w, match_fill_command(a, from[i].text, b));
	}
}

static void fill_advice(struct work *w, const struct cause *c, const struct bindings *b,
			struct cause_verdict *v)
{
	struct arena *a = w->e->arena;

	for (size_t i = 0; i < c->n_resolve; i++) {
		struct resolution *r = PUSH(a, v->resolve, v->n_resolve, v->cap_resolve);

		r->title = match_fill(a, c->resolve[i].title, b);
		r->risk = c->resolve[i].risk;
		fill_steps(w, c->resolve[i].step, c->resolve[i].n_step, b, &r->step, &r->n_step,
			   &r->cap_step);
	}
	fill_steps(w, c->verify, c->n_verify, b, &v->verify, &v->n_verify, &v->cap_verify);
	for (size_t i = 0; i < c->n_avoid; i++)
		*(struct str *)PUSH(a, v->avoid, v->n_avoid, v->cap_avoid) =
			match_fill(a, c->avoid[i], b);
	v->reference = c->reference;
	v->n_reference = c->n_reference;
	v->cap_reference = c->cap_reference;
}

/* One state that is the fault is enough: that another one is not there speaks against nothing. */
static void drop_alternatives(const struct cause *c, struct cause_verdict *v)
{
	for (size_t i = 0; i < v->n_evidence; i++)
		if (c->rule[i].role == ROLE_CONFIRMS && v->evidence[i].truth == TRUTH_FALSE) {
			v->evidence[i].weight = WEIGHT_NONE;
			v->evidence[i].n_access = 0;
		}
}

static struct cause_verdict judge_subject(struct work *w, const struct cause *c, enum truth seen,
					  const struct bindings *b)
{
	struct arena *a = w->e->arena;
	struct cause_verdict v = { .id = c->id };
	struct score s = { .sum = 0 };

	v.title = match_fill(a, c->title, b);
	v.explanation = match_fill(a, c->explanation, b);
	v.subject = subject_text(a, b);
	for (size_t i = 0; i < c->n_rule; i++) {
		struct outcome o = cond_eval(w->e, &c->rule[i].cond, b);
		struct evidence_rule r = discounted(w, &c->rule[i], &o);

		score_add(&s, &r, o.truth);
		add_finding(w, c, &r, b, &o, &v);
	}
	if (s.confirmed)
		drop_alternatives(c, &v);
	for (size_t i = 0; i < v.n_evidence; i++)
		drop_listed(&v, &v.evidence[i]);
	v.score = s.sum;
	/* A backup that completed shows that the fault, if it is one, does not make backups fail.
	 */
	if (truth_unknown(seen) && evidence_works(w->e))
		seen = TRUTH_FALSE;
	v.status = score_status(&s, seen, c->thin, &v.capped);
	fill_advice(w, c, b, &v);
	repair_access(a, &v);
	return v;
}

static void count_rule(struct report *r, enum status best)
{
	if (best == STATUS_CONFIRMED || best == STATUS_LIKELY || best == STATUS_POSSIBLE)
		r->rules_true++;
	else if (best == STATUS_UNKNOWN)
		r->rules_unknown++;
	else
		r->rules_false++;
}

static void find_subjects(struct work *w, const struct cause *c, struct subjects *out)
{
	for (size_t i = 0; i < c->n_rule; i++)
		if (c->rule[i].role == ROLE_CONFIRMS || c->rule[i].role == ROLE_SUPPORTS)
			cond_subjects(w->e, &c->rule[i].cond, out);
	if (out->n == 0)
		PUSH(w->e->arena, out->item, out->n, out->cap);
}

/* Each subject (a service, a volume) is judged on its own. Those of which nothing is true are
 * dropped once another one is. */
static void judge_cause(struct work *w, const struct cause *c)
{
	struct problem_verdict *place = place_of(w, c);
	struct subjects subjects = { 0 };
	enum status best = STATUS_NONE;

	if (!place || !enabled(w, c->id))
		return;
	find_subjects(w, c, &subjects);
	for (size_t i = 0; i < subjects.n; i++) {
		struct cause_verdict v = judge_subject(w, c, place->seen, &subjects.item[i]);

		if (best == STATUS_NONE || score_rank(v.status) < score_rank(best))
			best = v.status;
		if (i > 0 && score_rank(v.status) > score_rank(STATUS_POSSIBLE))
			continue;
		*(struct cause_verdict *)PUSH(w->e->arena, place->cause, place->n_cause,
					      place->cap_cause) = v;
	}
	count_rule(w->r, best);
}

/* qsort is not stable, so the order of the knowledge is part of the key. */
struct cause_key {
	struct cause_verdict v;
	size_t order;
};

static int by_rank(const void *a, const void *b)
{
	const struct cause_key *x = a, *y = b;
	int rx = score_rank(x->v.status), ry = score_rank(y->v.status);

	if (rx != ry)
		return rx - ry;
	if (x->v.score != y->v.score)
		return x->v.score > y->v.score ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void sort_causes(struct arena *a, struct problem_verdict *p)
{
	struct cause_key *key = arena_array(a, struct cause_key, p->n_cause);

	for (size_t i = 0; i < p->n_cause; i++)
		key[i] = (struct cause_key){ p->cause[i], i };
	if (p->n_cause)
		qsort(key, p->n_cause, sizeof(*key), by_rank);
	for (size_t i = 0; i < p->n_cause; i++)
		p->cause[i] = key[i].v;
}

static enum status best_status(const struct problem_verdict *p)
{
	return p->n_cause ? p->cause[0].status : STATUS_UNKNOWN;
}

/* A problem is worth showing if it was seen, or if something speaks for one of its causes. Where
 * backups work, a problem that nobody saw needs a cause that would be firm otherwise. */
static bool shown(const struct work *w, const struct problem_verdict *p)
{
	if (p->seen == TRUTH_TRUE)
		return true;
	return score_rank(best_status(p)) <= score_rank(STATUS_POSSIBLE) &&
	       (!evidence_works(w->e) || p->cause[0].capped);
}

static bool is_firm(enum status s)
{
	return s == STATUS_CONFIRMED || s == STATUS_LIKELY;
}

/* A firm cause that explains another problem folds that problem, unless it has a firm cause of its
 * own that is as good: two independent faults are both shown. What the knowledge says that the
 * cause explains gives way to a confirmed one only. */
static void fold_problems(struct work *w)
{
	for (size_t i = 0; i < w->r->n_problem; i++) {
		struct problem_verdict *p = &w->r->problem[i];
		const struct cause *c;

		if (!p->n_cause || !is_firm(p->cause[0].status))
			continue;
		c = know_cause(w->k, p->cause[0].id);
		for (size_t j = 0; c && j < c->n_explains + c->n_problem; j++) {
			struct str id =
				j < c->n_explains ? c->explains[j] : c->problem[j - c->n_explains];
			struct problem_verdict *other = problem_verdict(w, id);

			bool told = j < c->n_explains && p->cause[0].status == STATUS_CONFIRMED;
			bool own = told ? other && best_status(other) == STATUS_CONFIRMED :
					  other && is_firm(best_status(other));

			if (other && other != p && other->seen == TRUTH_TRUE && !own &&
			    !other->explained_by.len)
				other->explained_by = c->id;
		}
	}
}

struct problem_key {
	struct problem_verdict v;
	size_t order;
};

static int by_importance(const void *a, const void *b)
{
	const struct problem_key *x = a, *y = b;
	int rx = score_rank(best_status(&x->v)), ry = score_rank(best_status(&y->v));
	bool fx = x->v.explained_by.len > 0, fy = y->v.explained_by.len > 0;
	double sx = x->v.n_cause ? x->v.cause[0].score : 0,
	       sy = y->v.n_cause ? y->v.cause[0].score : 0;

	if (fx != fy)
		return fx - fy;
	if (rx != ry)
		return rx - ry;
	if ((x->v.seen == TRUTH_TRUE) != (y->v.seen == TRUTH_TRUE))
		return x->v.seen == TRUTH_TRUE ? -1 : 1;
	if (x->v.severity != y->v.severity)
		return (int)y->v.severity - (int)x->v.severity;
	if (sx != sy)
		return sx > sy ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void sort_problems(struct work *w)
{
	struct report *r = w->r;
	struct problem_key *key = arena_array(w->e->arena, struct problem_key, r->n_problem);
	size_t n = 0;

	for (size_t i = 0; i < r->n_problem; i++)
		sort_causes(w->e->arena, &r->problem[i]);
	fold_problems(w);
	for (size_t i = 0; i < r->n_problem; i++)
		if (shown(w, &r->problem[i])) {
			key[n].order = i;
			key[n++].v = r->problem[i];
		}
	if (n)
		qsort(key, n, sizeof(*key), by_importance);
	for (size_t i = 0; i < n; i++)
		r->problem[i] = key[i].v;
	r->n_problem = n;
}

/* What the evidence rests on in time: events of the cause, then the run's end. */
static int by_when(const void *a, const void *b)
{
	const struct chain_link *x = a, *y = b;

	if (x->time.ticks != y->time.ticks)
		return x->time.ticks < y->time.ticks ? -1 : 1;
	return str_cmp(x->text, y->text);
}

static bool chain_time(const struct work *w, const struct obs *o, struct when *t)
{
	struct when none = { 0 };

	*t = evidence_utc(w->e, o->kind == OBS_EVENT ? o->event.time :
				o->kind == OBS_RUN ? o->run.end.basis ? o->run.end : o->run.start :
						     none);
	return t->basis == WHEN_UTC;
}

static void add_link(struct work *w, struct problem_verdict *p, struct str text,
		     const struct citation *c)
{
	struct chain_link *l;
	struct when t;

	if (!c->obs || !chain_time(w, c->obs, &t) || p->n_chain == MAX_CHAIN)
		return;
	for (size_t i = 0; i < p->n_chain; i++)
		if (p->chain[i].cite.obs == c->obs)
			return;
	l = PUSH(w->e->arena, p->chain, p->n_chain, p->cap_chain);
	l->text = text;
	l->cite = *c;
	l->time = t;
	l->gap = OBS_UNKNOWN;
}

static void make_chain(struct work *w, struct problem_verdict *p)
{
	const struct cause_verdict *c = p->n_cause ? &p->cause[0] : NULL;

	if (!c || !is_firm(c->status))
		return;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].truth == TRUTH_TRUE && !c->evidence[i].against &&
		    c->evidence[i].n_cite)
			add_link(w, p, c->evidence[i].says, &c->evidence[i].cite[0]);
	for (size_t i = 0; i < p->n_symptom; i++)
		if (p->symptom[i].obs && p->symptom[i].obs->kind == OBS_RUN)
			add_link(w, p,
				 p->symptom[i].obs->run.end.basis ? p->title :
								    STR("the backup starts"),
				 &p->symptom[i]);
	if (p->n_chain)
		qsort(p->chain, p->n_chain, sizeof(*p->chain), by_when);
	for (size_t i = 1; i < p->n_chain; i++)
		p->chain[i].gap = p->chain[i].time.ticks - p->chain[i - 1].time.ticks;
	if (p->n_chain < 2)
		p->n_chain = 0;
}

/* icacls %windir%\winsxs\filemaps /t and icacls "%windir%\winsxs\filemaps" /t */
static bool same_command(struct str x, struct str y)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < x.len && x.s[i] == '"')
			i++;
		while (j < y.len && y.s[j] == '"')
			j++;
		if (i == x.len || j == y.len)
			return i == x.len && j == y.len;
		if (!str_ieq(str_sub(x, i, i + 1), str_sub(y, j, j + 1)))
			return false;
	}
}

static void add_ask(struct work *w, struct str command, struct str why, double value)
{
	struct report *r = w->r;
	struct ask *a;

	if (!command.len)
		return;
	for (size_t i = 0; i < r->n_ask; i++)
		if (same_command(r->ask[i].command, command)) {
			r->ask[i].value += value;
			return;
		}
	a = PUSH(w->e->arena, r->ask, r->n_ask, r->cap_ask);
	a->command = command;
	a->why = arena_printf(w->e->arena, "tells whether: %.*s", STR_ARG(why));
	a->value = value;
}

static int by_value(const void *a, const void *b)
{
	const struct ask *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return str_cmp(x->command, y->command);
}

/* Missing evidence is worth its weight times how much is at stake: a leading cause more than one
 * that nothing speaks for. Nothing is asked for a problem that is settled. */
static double stake(enum status s)
{
	return s == STATUS_LIKELY   ? 4.0 :
	       s == STATUS_POSSIBLE ? 2.0 :
	       s == STATUS_UNKNOWN  ? 0.25 :
				      0;
}

static void make_asks(struct work *w)
{
	for (size_t i = 0; i < w->r->n_problem; i++) {
		const struct problem_verdict *p = &w->r->problem[i];

		if (best_status(p) == STATUS_CONFIRMED || p->explained_by.len)
			continue;
		for (size_t j = 0; j < p->n_cause; j++)
			for (size_t f = 0; f < p->cause[j].n_evidence; f++) {
				const struct finding *x = &p->cause[j].evidence[f];

				if (truth_unknown(x->truth) && stake(p->cause[j].status) > 0)
					add_ask(w, x->ask, x->says,
						stake(p->cause[j].status) *
							score_weight(x->weight));
			}
	}
	if (w->r->n_ask)
		qsort(w->r->ask, w->r->n_ask, sizeof(*w->r->ask), by_value);
	if (w->r->n_ask > MAX_ASKS)
		w->r->n_ask = MAX_ASKS;
}

static int by_address(const void *a, const void *b)
{
	const struct obs *x = *(const struct obs *const *)a, *y = *(const struct obs *const *)b;

	return x < y ? -1 : x > y;
}

/* Share of good runs that have an error like it nearby: what is there when backups succeed explains
 * little. */
static double in_good_runs(const struct work *w, const struct obs *o)
{
	struct obs_set same = evidence_events(w->e, o->event.id, o->event.id);
	size_t good = 0, with = 0;

	for (size_t i = 0; i < w->e->n_run && i < 200; i++) {
		const struct run_verdict *run = &w->e->run[i];
		struct when from = evidence_utc(w->e, run->start.basis ? run->start : run->end);
		struct when to = evidence_utc(w->e, run->end.basis ? run->end : run->start);
		bool hit = false;

		if (run->outcome != OUTCOME_OK || from.basis != WHEN_UTC)
			continue;
		good++;
		for (size_t j = 0; j < same.n && !hit; j++) {
			const struct event *ev = &same.item[j]->event;
			struct when t = evidence_utc(w->e, ev->time);

			hit = str_ieq(ev->provider, o->event.provider) && t.basis == WHEN_UTC &&
			      t.ticks >= from.ticks - 10 * WHEN_MINUTE &&
			      t.ticks <= to.ticks + 10 * WHEN_MINUTE;
		}
		with += hit;
	}
	return good ? (double)with / (double)good : 0.0;
}

static bool is_about_backups(struct str provider)
{
	static const struct str known[] = {
		STR_INIT("VSS"),
		STR_INIT("volsnap"),
		STR_INIT("Microsoft-Windows-Backup"),
		STR_INIT("Microsoft-Windows-CAPI2"),
		STR_INIT("disk"),
		STR_INIT("Ntfs"),
		STR_INIT("ESENT"),
		STR_INIT("Service Control Manager"),
		STR_INIT("SQLVDI"),
		STR_INIT("SQLWRITER"),
		STR_INIT("EventSystem"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (str_ieq(provider, known[i]))
			return true;
	return false;
}

static double error_rank(const struct work *w, const struct obs *o)
{
	double rank = 0;

	if (is_about_backups(o->event.provider))
		rank += 2;
	if (w->e->incident && o->event.time.basis && evidence_near_incident(w->e, o->event.time))
		rank += 2;
	if (o->event.n_code)
		rank += 1;
	return rank - 2 * in_good_runs(w, o);
}

static struct unexplained *same_error(struct work *w, const struct obs *o)
{
	for (size_t i = 0; i < w->r->n_unexplained; i++) {
		const struct event *ev = &w->r->unexplained[i].cite.obs->event;

		if (ev->id == o->event.id && str_ieq(ev->provider, o->event.provider))
			return &w->r->unexplained[i];
	}
	return NULL;
}

static void add_unexplained(struct work *w, const struct obs *o)
{
	struct unexplained *u = same_error(w, o);
	double rank;

	if (u) {
		u->count += o->event.count > 1 ? o->event.count : 1;
		return;
	}
	if (w->r->n_unexplained == MAX_DISTINCT)
		return;
	rank = error_rank(w, o);
	u = PUSH(w->e->arena, w->r->unexplained, w->r->n_unexplained, w->r->cap_unexplained);
	u->title = o->event.id == OBS_UNKNOWN ?
			   o->event.provider :
			   arena_printf(w->e->arena, "%.*s %lld", STR_ARG(o->event.provider),
					(long long)o->event.id);
	u->text = o->event.text;
	u->count = o->event.count > 1 ? o->event.count : 1;
	u->rank = rank;
	u->code = o->event.code;
	u->n_code = o->event.n_code;
	u->cite = evidence_cite(w->e, o);
}

static int by_unexplained(const void *a, const void *b)
{
	const struct unexplained *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return str_cmp(x->title, y->title);
}

static void make_unexplained(struct work *w)
{
	if (w->n_explained)
		qsort(w->explained, w->n_explained, sizeof(*w->explained), by_address);
	for (size_t i = 0; i < w->e->kind[OBS_EVENT].n; i++) {
		const struct obs *o = w->e->kind[OBS_EVENT].item[i];
		bool bad = o->event.level == 1 || o->event.level == 2 ||
			   (o->event.level == OBS_UNKNOWN && o->event.n_code);

		if (!bad || (w->n_explained &&
			     bsearch(&o, w->explained, w->n_explained, sizeof(o), by_address)))
			continue;
		add_unexplained(w, o);
	}
	if (w->r->n_unexplained)
		qsort(w->r->unexplained, w->r->n_unexplained, sizeof(*w->r->unexplained),
		      by_unexplained);
	if (w->r->n_unexplained > MAX_UNEXPLAINED)
		w->r->n_unexplained = MAX_UNEXPLAINED;
}

static void make_coverage(struct work *w)
{
	for (size_t i = 0; i < w->e->kind[OBS_LOG].n; i++) {
		const struct obs *o = w->e->kind[OBS_LOG].item[i];
		struct coverage *c =
			PUSH(w->e->arena, w->r->coverage, w->r->n_coverage, w->r->cap_coverage);

		c->channel = o->log.channel;
		c->file = evidence_cite(w->e, o).file;
		c->first = o->log.first;
		c->last = o->log.last;
		c->records = o->log.records;
		c->lost_ids = o->log.lost_ids;
		c->complete = o->log.complete;
		c->covers_incident = evidence_covers(w->e, &o->log);
	}
}

void correlate(const struct evidence *e, const struct know *k, const struct correlate_options *o,
	       struct report *r)
{
	struct work w = { .e = e, .k = k, .o = o, .r = r };

	r->host = e->host;
	r->host_cite = e->host_cite;
	r->time_note = e->time_note;
	r->utc_offset = e->utc_offset;
	r->reference = e->reference;
	r->run = e->run;
	r->n_run = e->n_run;
	r->cap_run = e->cap_run;
	make_coverage(&w);
	for (size_t i = 0; i < k->n_harmless; i++)
		judge_harmless(&w, &k->harmless[i]);
	make_problems(&w);
	for (size_t i = 0; i < k->n_cause; i++)
		judge_cause(&w, &k->cause[i]);
	sort_problems(&w);
	for (size_t i = 0; i < r->n_problem; i++)
		make_chain(&w, &r->problem[i]);
	make_asks(&w);
	make_unexplained(&w);
}
