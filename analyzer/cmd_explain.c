/* cmd_explain.c - every condition of one cause with its truth and its evidence */
#include "analyzer/cli.h"

#include "analyzer/report_view.h"
#include "analyzer/score.h"

static const char *role_word(const struct finding *f)
{
	return f->against ? "against" : f->weight == WEIGHT_DECISIVE ? "decides" : "for";
}

static void explain_finding(struct buf *out, const struct finding *f)
{
	buf_addf(out, "  %-13s %-8s %-9s %.*s\n", truth_name(f->truth), role_word(f),
		 weight_name(f->weight), STR_ARG(str_quote(out->arena, f->says, 0)));
	for (size_t i = 0; i < f->n_cite; i++)
		buf_addf(out, "      %.*s: %.*s\n",
			 STR_ARG(str_quote(out->arena, view_place(out->arena, &f->cite[i]), 0)),
			 STR_ARG(str_quote(out->arena, f->cite[i].at.quote, 100)));
	if (f->ask.len && truth_unknown(f->truth))
		buf_addf(out, "      ask for: %.*s\n", STR_ARG(f->ask));
}

static size_t explain_report(struct buf *out, const struct report *r, struct str id)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t j = 0; j < r->problem[i].n_cause; j++) {
			const struct cause_verdict *v = &r->problem[i].cause[j];

			if (!str_eq(v->id, id))
				continue;
			buf_addf(out, "%.*s: %s (score %+.2f)%s%.*s\n", STR_ARG(id),
				 status_name(v->status), v->score, v->subject.len ? ", " : "",
				 STR_ARG(str_quote(out->arena, v->subject, 0)));
			for (size_t k = 0; k < v->n_evidence; k++)
				explain_finding(out, &v->evidence[k]);
			n++;
		}
	return n;
}

static int no_cause(const struct cli *c, struct str id)
{
	if (know_harmless(&c->know, id))
		return cli_fail("'%.*s' is a harmless signature, no cause; 'wbtriage knowledge "
				"show %.*s' shows it",
				STR_ARG(id), STR_ARG(id));
	if (know_problem(&c->know, id))
		return cli_fail("'%.*s' is a problem; explain one of its causes, which 'wbtriage "
				"knowledge list' names",
				STR_ARG(id));
	for (size_t i = 0; i < c->know.n_cause; i++)
		if (str_find(c->know.cause[i].id, id) >= 0)
			return cli_fail("no cause '%.*s'; did you mean '%.*s'?", STR_ARG(id),
					STR_ARG(c->know.cause[i].id));
	return cli_fail("no cause '%.*s'; 'wbtriage knowledge list' names them", STR_ARG(id));
}

int cmd_explain(struct cli *c)
{
	struct ticket t = { .arena = { 0 } };
	struct buf out = { .arena = &t.arena };
	struct str id;
	int code;

	if (c->n_path < 2)
		return cli_fail("explain needs the id of a cause and a bundle");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	id = str_of(c->path[0]);
	if (!know_cause(&c->know, id))
		return no_cause(c, id);
	/* Alone, the cause is shown even if its problem was not seen. */
	ticket_analyse(&t, c->path + 1, c->n_path - 1, &c->know, &c->ticket);
	cli_diagnostics(c, &t.bundle);
	if (explain_report(&out, &t.report, id) == 0)
		buf_addf(&out,
			 "%.*s: nothing in the evidence speaks for it, and its problem was "
			 "not seen\n",
			 STR_ARG(id));
	code = cli_write(c, buf_str(&out), t.report.exit_code);
	ticket_free(&t);
	return code;
}
