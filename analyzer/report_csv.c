/* report_csv.c - one row per cause, for spreadsheets over many tickets (RFC 4180)
 *
 * Every field is quoted and safe from being taken for a formula. The bundle's name comes
 * first, so that rows of many reports can stand in one file.
 */
#include "analyzer/report.h"
#include "analyzer/report_view.h"

static const char *const column[] = {
	"bundle",       "server",     "os",          "run_end",       "run_outcome",
	"run_code",     "run_detail", "problem",     "problem_title", "severity",
	"rank",         "cause",      "cause_title", "subject",       "status",
	"score",        "for",        "against",     "missing",       "evidence",
	"explained_by", "outcome",
};

static void head(struct out *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(column); i++) {
		out_text(out, i ? "," : "");
		out_csv(out, str_of(column[i]));
	}
	out_text(out, "\r\n");
}

static void field(struct out *out, struct str v)
{
	out_char(out, ',');
	out_csv(out, v);
}

static void word(struct out *out, const char *terminated)
{
	field(out, str_of(terminated));
}

static void number(struct out *out, int64_t n)
{
	out_text(out, ",\"");
	out_int(out, n);
	out_char(out, '"');
}

/* The ticket's own fields, alike in all its rows. */
static void common(struct out *out, const struct report *r)
{
	struct arena *a = out->scratch;
	const struct run_verdict *run = view_incident(r);
	struct when end = { 0 };

	if (run)
		end = run->end.basis != WHEN_NONE ? run->end : run->start;
	out_csv(out, view_files(a, r).name);
	field(out, r->host.name);
	field(out, view_os(a, &r->host));
	field(out, when_rfc3339(a, end));
	word(out, run ? view_outcome_name(run->outcome) : NULL);
	field(out, view_code_hex(a, run ? run->code : OBS_UNKNOWN));
	field(out, view_code_hex(a, run ? run->detail : OBS_UNKNOWN));
}

static void score(struct out *out, double v)
{
	out_text(out, ",\"");
	out_fixed(out, v, 3);
	out_char(out, '"');
}

/* Where the first finding for it stands. */
static struct str first_place(struct arena *a, const struct cause_verdict *c)
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (view_side(&c->evidence[i]) == SIDE_FOR && c->evidence[i].n_cite)
			return view_place(a, &c->evidence[i].cite[0]);
	return (struct str){ 0 };
}

static void cause_fields(struct out *out, const struct cause_verdict *c, size_t rank)
{
	number(out, (int64_t)rank);
	field(out, c->id);
	field(out, c->title);
	field(out, c->subject);
	word(out, status_name(c->status));
	score(out, c->score);
	number(out, (int64_t)view_count(c, SIDE_FOR));
	number(out, (int64_t)view_count(c, SIDE_AGAINST));
	number(out, (int64_t)view_count(c, SIDE_MISSING));
	field(out, first_place(out->scratch, c));
}

static void row(struct out *out, const struct report *r, const struct problem_verdict *p,
		const struct cause_verdict *c, size_t rank)
{
	common(out, r);
	field(out, p ? p->id : (struct str){ 0 });
	field(out, p ? p->title : (struct str){ 0 });
	word(out, p ? severity_name(p->severity) : NULL);
	if (c)
		cause_fields(out, c, rank);
	else
		out_text(out, ",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"");
	field(out, p ? p->explained_by : (struct str){ 0 });
	word(out, view_exit_name(r->exit_code));
	out_text(out, "\r\n");
}

static void cause_rows(const struct report *r, struct out *out)
{
	for (size_t i = 0; i < r->n_problem; i++) {
		const struct problem_verdict *p = &r->problem[i];

		for (size_t k = 0; k < p->n_cause; k++)
			row(out, r, p, &p->cause[k], k + 1);
		if (!p->n_cause)
			row(out, r, p, NULL, 0);
	}
	if (!r->n_problem)
		row(out, r, NULL, NULL, 0);
}

void report_csv(const struct report *r, const struct report_options *o, struct out *out)
{
	(void)o;
	head(out);
	cause_rows(r, out);
}
