/* second.c - see second.h */
#include "analyzer/second.h"

#include <stdlib.h>

#include "parsers/bundle.h"
#include "parsers/evtxcite.h"
#include "parsers/limits.h"

struct cited {
	struct arena scratch;
	const struct obs **obs;
	size_t n, cap;
	struct report *r;
	const struct obs_list *all;
};

static void add_obs(struct cited *c, const struct obs *o)
{
	const struct obs **slot = PUSH(&c->scratch, c->obs, c->n, c->cap);

	*slot = o;
}

static void add(struct cited *c, const struct citation *cite, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct obs *o = cite[i].obs;

		if (o && o->kind == OBS_EVENT && o->at.record && !o->at.line)
			add_obs(c, o);
	}
}

static void add_cause(struct cited *c, const struct cause_verdict *v)
{
	for (size_t i = 0; i < v->n_evidence; i++)
		add(c, v->evidence[i].cite, v->evidence[i].n_cite);
}

static void add_problem(struct cited *c, const struct problem_verdict *p)
{
	add(c, p->symptom, p->n_symptom);
	for (size_t i = 0; i < p->n_cause; i++)
		add_cause(c, &p->cause[i]);
	for (size_t i = 0; i < p->n_chain; i++)
		add(c, &p->chain[i].cite, 1);
}

static int by_address(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t) * (const struct obs *const *)a;
	uintptr_t y = (uintptr_t) * (const struct obs *const *)b;

	return x < y ? -1 : x > y;
}

static void collect(struct cited *c)
{
	const struct report *r = c->r;

	for (size_t i = 0; i < r->n_run; i++)
		add(c, r->run[i].cite, r->run[i].n_cite);
	for (size_t i = 0; i < r->n_problem; i++)
		add_problem(c, &r->problem[i]);
	for (size_t i = 0; i < r->n_harmless; i++)
		add(c, r->harmless[i].cite, r->harmless[i].n_cite);
	for (size_t i = 0; i < r->n_unexplained; i++)
		add(c, &r->unexplained[i].cite, 1);
	if (c->n)
		qsort(c->obs, c->n, sizeof(c->obs[0]), by_address);
}

static bool is_cited(const struct cited *c, const struct obs *o)
{
	return bsearch(&o, c->obs, c->n, sizeof(c->obs[0]), by_address) != NULL;
}

/* But for ways in which libevtx is known to print values. */
static bool is_alike(const struct reread *r)
{
	return str_eq(str_of(r->answer), STR("same")) || str_eq(str_of(r->answer), STR("quirk"));
}

static void visit(void *ctx, struct bundle *b, struct str path, const struct file *file)
{
	struct cited *c = ctx;
	const struct bundle *of = c->r->bundle;

	(void)b;
	for (size_t i = 0; i < c->all->n; i++) {
		struct obs *o = c->all->item[i];

		if (o->kind != OBS_EVENT || o->event.reread || o->at.line ||
		    o->at.file >= of->n_file || !str_eq(of->file[o->at.file].path, path) ||
		    !is_cited(c, o) || c->r->cited >= LIMIT_REREAD)
			continue;
		o->event.reread = evtxcite_reread(c->r->arena, file, o->at.offset);
		c->r->cited++;
		if (o->event.reread && is_alike(o->event.reread))
			c->r->cited_same++;
	}
}

void second_opinion(struct report *r, const struct obs_list *obs, const char *const *path, size_t n)
{
	struct cited c = { .r = r, .all = obs };
	struct bundle_ask ask = { .visit = visit, .ctx = &c };
	struct bundle again;

	collect(&c);
	if (c.n)
		bundle_read(&again, &c.scratch, path, n, &ask);
	arena_free(&c.scratch);
}
