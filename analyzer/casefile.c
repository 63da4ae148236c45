/* casefile.c - see casefile.h */
#include "analyzer/casefile.h"

#include "analyzer/correlate.h"
#include "analyzer/runs.h"
#include "analyzer/score.h"

struct expectation {
	struct str id, statuses;
	uint32_t line;
};

struct reading {
	struct arena *a;
	struct obs_list list;
	struct expectation *expect;
	size_t n_expect, cap_expect;
	struct casefile_result result;
};

static void fail(struct reading *r, uint32_t line, struct str reason)
{
	if (r->result.reason.len)
		return;
	r->result.line = line;
	r->result.reason = reason;
}

static void read_expect(struct reading *r, struct str id, struct str statuses, uint32_t line)
{
	struct expectation *e = PUSH(r->a, r->expect, r->n_expect, r->cap_expect);

	e->id = id;
	e->statuses = str_trim(statuses);
	e->line = line;
}

static void read_obs(struct reading *r, struct str line, uint32_t no)
{
	struct obs *o = obs_add(&r->list, OBS_MESSAGE, (struct source){ .line = no });
	struct obs made;
	const char *reason = NULL;

	if (!obs_read(r->a, line, &made, &reason)) {
		fail(r, no, str_of(reason));
		return;
	}
	made.at.line = made.at.last_line = no;
	made.at.quote = line;
	*o = made;
}

static void read_line(struct reading *r, struct str line, uint32_t no)
{
	static const struct str expect = STR_INIT("expect:"), other = STR_INIT("expect-other:");

	line = str_trim(line);
	if (!line.len || line.s[0] == '#')
		return;
	if (str_starts(line, expect)) {
		read_expect(r, (struct str){ 0 }, str_sub(line, expect.len, line.len), no);
	} else if (str_starts(line, other)) {
		struct str rest = str_trim(str_sub(line, other.len, line.len));
		struct str id = str_cut(&rest, ' ');

		read_expect(r, id, rest, no);
	} else {
		read_obs(r, line, no);
	}
}

/* "unknown" for an entry that is not in the report at all: its problem is not worth showing. */
static struct str status_of(const struct report *r, const struct know *k, struct str id)
{
	for (size_t i = 0; i < r->n_harmless; i++)
		if (str_eq(r->harmless[i].id, id))
			return STR("benign");
	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t j = 0; j < r->problem[i].n_cause; j++)
			if (str_eq(r->problem[i].cause[j].id, id))
				return str_of(status_name(r->problem[i].cause[j].status));
	return know_harmless(k, id) ? STR("absent") : STR("unknown");
}

/* "absent" allows whatever does not put the entry forward. */
static bool fits(struct str got, struct str statuses)
{
	while (statuses.s) {
		struct str one = str_trim(str_cut(&statuses, '|'));

		if (str_eq(one, got))
			return true;
		if (str_eq(one, STR("absent")) &&
		    (str_eq(got, STR("unknown")) || str_eq(got, STR("unlikely")) ||
		     str_eq(got, STR("ruled-out"))))
			return true;
	}
	return false;
}

static void check(struct reading *r, const struct report *rep, const struct know *k, struct str id)
{
	for (size_t i = 0; i < r->n_expect; i++) {
		const struct expectation *e = &r->expect[i];
		struct str which = e->id.len ? e->id : id;
		struct str got = status_of(rep, k, which);

		if (!know_cause(k, which) && !know_harmless(k, which))
			fail(r, e->line, arena_printf(r->a, "no entry '%.*s'", STR_ARG(which)));
		else if (!fits(got, e->statuses))
			fail(r, e->line,
			     arena_printf(r->a, "%.*s is %.*s, expected %.*s", STR_ARG(which),
					  STR_ARG(got), STR_ARG(e->statuses)));
	}
}

struct casefile_result casefile_run(struct arena *a, const struct know *k, struct str id,
				    struct str text)
{
	static const struct str name[] = { STR_INIT("case") };
	static const struct correlate_options options;
	struct reading r = { .a = a, .list = { .arena = a } };
	struct evidence e;
	struct report report = { .arena = a };
	uint32_t no = 0;

	while (text.s) {
		struct str line = str_cut(&text, '\n');

		read_line(&r, line, ++no);
	}
	if (r.n_expect == 0)
		fail(&r, 1, STR("the case expects nothing"));
	if (!r.result.reason.len) {
		evidence_make(&e, a, &r.list, name, ARRAY_SIZE(name));
		runs_make(&e);
		correlate(&e, k, &options, &report);
		check(&r, &report, k, id);
	}
	r.result.ok = !r.result.reason.len;
	return r.result;
}
