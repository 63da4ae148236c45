/* cmd_compare.c - two bundles of one server: fixed, new, unchanged, cannot be told */
#include "analyzer/cli.h"

#include <string.h>

#include "analyzer/report_view.h"
#include "analyzer/score.h"

static enum status status_in(const struct report *r, struct str id)
{
	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t j = 0; j < r->problem[i].n_cause; j++)
			if (str_eq(r->problem[i].cause[j].id, id))
				return r->problem[i].cause[j].status;
	return STATUS_NONE;
}

static bool active(enum status s)
{
	return s == STATUS_CONFIRMED || s == STATUS_LIKELY || s == STATUS_POSSIBLE;
}

/* Gone from the report is fixed only if the second bundle speaks against the cause or shows a
 * backup that worked; otherwise it may just not have been collected again. */
static const char *change(enum status before, enum status after, bool good_after)
{
	if (active(before) && active(after))
		return "unchanged";
	if (active(after))
		return "new";
	if (!active(before))
		return NULL;
	if (after == STATUS_RULED_OUT || after == STATUS_UNLIKELY || good_after)
		return "fixed";
	return "cannot be told";
}

static bool good(const struct report *r)
{
	return r->exit_code == 0;
}

static void head(struct buf *out, const char *which, const struct report *r)
{
	const struct host *h = &r->host;

	buf_addf(
		out, "%-7s %.*s, %.*s, last time %.*s\n", which,
		STR_ARG(str_quote(out->arena, r->bundle->name, 60)),
		STR_ARG(h->name.len ? str_quote(out->arena, h->name, 60) : STR("server not named")),
		STR_ARG(when_text(out->arena, r->reference)));
}

/* What is fixed on another server says nothing. */
static bool same_server(const struct report *x, const struct report *y)
{
	return !x->host.name.len || !y->host.name.len || str_ieq(x->host.name, y->host.name);
}

/* What shows that a cause is gone: a good backup afterwards, or evidence against it. */
static struct str shown_by(struct arena *a, const struct report *r, struct str id)
{
	const struct run_verdict *run = view_shown_run(r);

	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t j = 0; j < r->problem[i].n_cause; j++) {
			const struct cause_verdict *c = &r->problem[i].cause[j];

			for (size_t k = 0; str_eq(c->id, id) && k < c->n_evidence; k++)
				if (view_side(&c->evidence[k]) == SIDE_AGAINST &&
				    c->evidence[k].n_cite)
					return view_place(a, &c->evidence[k].cite[0]);
		}
	return run && run->outcome == OUTCOME_OK && run->n_cite ? view_place(a, &run->cite[0]) :
								  STR("-");
}

int cmd_compare(struct cli *c)
{
	struct ticket t[2] = { { .arena = { 0 } }, { .arena = { 0 } } };
	struct buf out = { .arena = &c->arena };
	size_t changes = 0;
	int code;

	if (c->n_path != 2)
		return cli_fail("compare needs two bundles: before and after");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	for (size_t i = 0; i < 2; i++) {
		ticket_analyse(&t[i], c->path + i, 1, &c->know, &c->ticket);
		cli_diagnostics(c, &t[i].bundle);
	}
	if (!c->force && !same_server(&t[0].report, &t[1].report)) {
		code = cli_fail(
			"these are two servers, %.*s and %.*s; --force compares them all the same",
			STR_ARG(str_quote(&c->arena, t[0].report.host.name, 60)),
			STR_ARG(str_quote(&c->arena, t[1].report.host.name, 60)));
		ticket_free(&t[0]);
		ticket_free(&t[1]);
		return code;
	}
	head(&out, "before", &t[0].report);
	head(&out, "after", &t[1].report);
	for (size_t i = 0; i < c->know.n_cause; i++) {
		struct str id = c->know.cause[i].id;
		enum status before = status_in(&t[0].report, id),
			    after = status_in(&t[1].report, id);
		const char *word = change(before, after, good(&t[1].report));

		if (!word)
			continue;
		changes++;
		buf_addf(&out, "%-14s %-44.*s %s -> %s", word, STR_ARG(id),
			 before == STATUS_NONE ? "not seen" : status_name(before),
			 after == STATUS_NONE ? "not seen" : status_name(after));
		if (strcmp(word, "fixed") == 0)
			buf_addf(&out, "  shown by %.*s",
				 STR_ARG(shown_by(&c->arena, &t[1].report, id)));
		buf_addc(&out, '\n');
	}
	if (!changes)
		buf_addf(&out, "no cause stands out in either bundle\n");
	code = cli_write(c, buf_str(&out), t[1].report.exit_code);
	ticket_free(&t[0]);
	ticket_free(&t[1]);
	return code;
}
