/* know.c - see know.h; look-ups, what follows from all entries together, and clean-up */
#include "analyzer/know.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/embedded.h"

const struct embedded *embedded_find(const char *name)
{
	for (const struct embedded *e = embedded_files; e->name; e++)
		if (strcmp(e->name, name) == 0)
			return e;
	return NULL;
}

const struct problem *know_problem(const struct know *k, struct str id)
{
	for (size_t i = 0; i < k->n_problem; i++)
		if (str_eq(k->problem[i].id, id))
			return &k->problem[i];
	return NULL;
}

const struct cause *know_cause(const struct know *k, struct str id)
{
	for (size_t i = 0; i < k->n_cause; i++)
		if (str_eq(k->cause[i].id, id))
			return &k->cause[i];
	return NULL;
}

const struct harmless *know_harmless(const struct know *k, struct str id)
{
	for (size_t i = 0; i < k->n_harmless; i++)
		if (str_eq(k->harmless[i].id, id))
			return &k->harmless[i];
	return NULL;
}

/* The last one wins: a later file may override. */
const struct access *know_access(const struct know *k, struct str id)
{
	for (size_t i = k->n_access; i > 0; i--)
		if (str_eq(k->access[i - 1].id, id))
			return &k->access[i - 1];
	return NULL;
}

void know_load_embedded(struct know *k)
{
	for (const struct embedded *e = embedded_files; e->name; e++) {
		struct str name = str_of(e->name), xml = { e->data, e->len };

		if (!str_iends(name, STR(".xml")))
			continue;
		know_load(k, name, xml, false);
	}
}

static void finish_fault(struct know *k, struct str file, uint32_t line, struct str text)
{
	struct know_error *e = PUSH(&k->arena, k->error, k->n_error, k->cap_error);

	e->file = file;
	e->line = line;
	e->text = text;
}

/* Ids between entries can only be checked when all are loaded; a cause without any problem left
 * is dropped, the fault is listed. */
static bool problems_exist(struct know *k, const struct cause *c)
{
	bool ok = true;

	for (size_t i = 0; i < c->n_problem + c->n_explains; i++) {
		struct str id = i < c->n_problem ? c->problem[i] : c->explains[i - c->n_problem];

		if (know_problem(k, id))
			continue;
		finish_fault(k, c->file, c->line,
			     arena_printf(&k->arena,
					  "cause '%.*s' names the unknown problem '%.*s'",
					  STR_ARG(c->id), STR_ARG(id)));
		ok = false;
	}
	return ok;
}

static void drop_orphans(struct know *k)
{
	size_t kept = 0;

	for (size_t i = 0; i < k->n_cause; i++)
		if (problems_exist(k, &k->cause[i]))
			k->cause[kept++] = k->cause[i];
	k->n_cause = kept;
}

struct wants {
	struct interest_event *event;
	size_t n, cap;
	struct str *path, *self;
	size_t n_path, cap_path, n_self, cap_self;
	bool all_acls, all_files;
};

static void want_event(struct know *k, struct wants *w, struct str provider, int64_t id)
{
	struct interest_event *e = PUSH(&k->arena, w->event, w->n, w->cap);

	e->provider = provider;
	e->id = id;
}

/* A short range of ids is listed, a wide or open one means every id of the provider. */
static void want_ids(struct know *k, struct wants *w, struct str provider, const struct test *ids)
{
	if (!ids || ids->how != TEST_RANGE || ids->negate) {
		want_event(k, w, provider, OBS_UNKNOWN);
		return;
	}
	for (size_t i = 0; i < ids->n_range; i++) {
		const struct range *r = &ids->range[i];

		if (r->low < 0 || r->high > 0xffff || r->high - r->low > 64)
			want_event(k, w, provider, OBS_UNKNOWN);
		else
			for (int64_t id = r->low; id <= r->high; id++)
				want_event(k, w, provider, id);
	}
}

static const struct test *test_of(const struct cond *c, const char *field)
{
	for (size_t i = 0; i < c->n_test; i++)
		if (c->test[i].field && strcmp(c->test[i].field->name, field) == 0)
			return &c->test[i];
	return NULL;
}

static void want_path(struct know *k, struct wants *w, struct str path)
{
	*(struct str *)PUSH(&k->arena, w->path, w->n_path, w->cap_path) = path;
}

static void want_acl(struct know *k, struct wants *w, const struct cond *c)
{
	if (!str_known(c->path) || know_has_variable(c->path))
		w->all_acls = true;
	else if (c->scope == SCOPE_SELF)
		*(struct str *)PUSH(&k->arena, w->self, w->n_self, w->cap_self) = c->path;
	else
		want_path(k, w, c->path);
}

static void want_file(struct know *k, struct wants *w, const struct test *t)
{
	if (!t || t->how != TEST_WORDS || t->negate) {
		w->all_files = true;
		return;
	}
	for (size_t i = 0; i < t->n_word; i++) {
		w->all_files |= know_has_variable(t->word[i]);
		want_path(k, w, t->word[i]);
	}
}

static void want_cond(struct know *k, struct wants *w, const struct cond *c)
{
	const struct test *t;

	for (size_t i = 0; i < c->n_child; i++)
		want_cond(k, w, &c->child[i]);
	if (c->type != COND_OBS)
		return;
	if (c->kind == OBS_EVENT && (t = test_of(c, "provider")) != NULL)
		for (size_t i = 0; i < t->n_word; i++)
			want_ids(k, w, t->word[i], test_of(c, "id"));
	if (c->kind == OBS_ACL)
		want_acl(k, w, c);
	else if (c->kind == OBS_FILE)
		want_file(k, w, test_of(c, "path"));
}

static int by_event(const void *a, const void *b)
{
	const struct interest_event *x = a, *y = b;
	int c = str_icmp(x->provider, y->provider);

	return c ? c : x->id < y->id ? -1 : x->id > y->id;
}

/* Events that say which runs there were and what the logs cover are wanted whatever the rules
 * say; so are all errors, for the honest "no known cause". */
static void make_interest(struct know *k)
{
	struct wants w = { 0 };

	for (size_t i = 0; i < k->n_problem; i++)
		want_cond(k, &w, &k->problem[i].symptom);
	for (size_t i = 0; i < k->n_harmless; i++)
		want_cond(k, &w, &k->harmless[i].when);
	for (size_t i = 0; i < k->n_cause; i++)
		for (size_t j = 0; j < k->cause[i].n_rule; j++)
			want_cond(k, &w, &k->cause[i].rule[j].cond);
	want_event(k, &w, STR("Microsoft-Windows-Backup"), OBS_UNKNOWN);
	want_event(k, &w, STR("EventLog"), 6013);
	want_event(k, &w, STR("EventLog"), 6005);
	want_event(k, &w, STR("EventLog"), 6006);
	want_event(k, &w, STR("EventLog"), 6008);
	want_event(k, &w, STR("Microsoft-Windows-Eventlog"), 104);
	want_event(k, &w, STR("Microsoft-Windows-Eventlog"), 1102);
	qsort(w.event, w.n, sizeof(*w.event), by_event);
	k->interest.event = w.event;
	k->interest.n_event = w.n;
	k->interest.max_level = 2;
	k->interest.path = w.path;
	k->interest.n_path = w.n_path;
	k->interest.self = w.self;
	k->interest.n_self = w.n_self;
	k->interest.all_acls = w.all_acls;
	k->interest.all_files = w.all_files;
}

static int by_error(const void *a, const void *b)
{
	const struct know_error *x = a, *y = b;
	int c = str_cmp(x->file, y->file);

	if (c)
		return c;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->column < y->column ? -1 : x->column > y->column;
}

void know_finish(struct know *k)
{
	drop_orphans(k);
	make_interest(k);
	if (k->n_error)
		qsort(k->error, k->n_error, sizeof(*k->error), by_error);
}

struct str know_error_text(struct arena *a, const struct know_error *e)
{
	struct buf out = { .arena = a };

	buf_add(&out, str_quote(a, e->file, 0));
	if (e->line)
		buf_addf(&out, ":%u", (unsigned)e->line);
	if (e->column)
		buf_addf(&out, ":%u", (unsigned)e->column);
	buf_addf(&out, ": %.*s", STR_ARG(e->text));
	return buf_str(&out);
}

static void free_cond(struct cond *c)
{
	for (size_t i = 0; i < c->n_child; i++)
		free_cond(&c->child[i]);
	for (size_t i = 0; i < c->n_test; i++)
		pattern_free(&c->test[i].pattern);
}

void know_free(struct know *k)
{
	for (size_t i = 0; i < k->n_problem; i++)
		free_cond(&k->problem[i].symptom);
	for (size_t i = 0; i < k->n_harmless; i++)
		free_cond(&k->harmless[i].when);
	for (size_t i = 0; i < k->n_cause; i++)
		for (size_t j = 0; j < k->cause[i].n_rule; j++)
			free_cond(&k->cause[i].rule[j].cond);
	arena_free(&k->arena);
}
