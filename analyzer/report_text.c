/* report_text.c - the report for a terminal
 *
 * First what to act on: the server, the failed run, each problem with its causes and the
 * repair. Then what is harmless, what to ask for, what the logs cover, what was not read.
 */
#include "analyzer/report_term.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 60, WIDTH_MOST = 200 };

/* Names come from the bundle: a long one must not push the verdict off the screen. */
static struct str name_cut(struct term *t, struct str v)
{
	return str_quote(t->a, v, t->width);
}

static void host_line(struct term *t)
{
	const struct host *h = &t->report->host;
	struct view_files files = view_files(t->a, t->report);
	struct str os = view_os(t->a, h);

	term_hang(t, 0, 2);
	term_words(t, STYLE_DIM, STR("wbtriage report:"));
	term_words(t, STYLE_BOLD, h->name.len ? name_cut(t, h->name) : STR("(server not named)"));
	term_gap(t);
	if (os.len)
		term_words(t, STYLE_NONE, name_cut(t, os));
	if (view_role(h->role))
		term_words_f(t, STYLE_NONE, "- %s", view_role(h->role));
	if (h->domain.len)
		term_words_f(t, STYLE_NONE, "- domain %.*s", STR_ARG(name_cut(t, h->domain)));
	if (files.name.len)
		term_words_f(t, STYLE_DIM, "- bundle %.*s", STR_ARG(name_cut(t, files.name)));
	term_end(t);
}

static void time_line(struct term *t)
{
	const struct report *r = t->report;

	term_hang(t, 0, 2);
	if (r->reference.basis != WHEN_NONE)
		term_words_f(t, STYLE_DIM, "last time in the evidence %.*s.",
			     STR_ARG(when_text(t->a, r->reference)));
	if (r->time_note.len)
		term_words(t, STYLE_DIM, r->time_note);
	term_end(t);
}

static void run_code(struct term *t, int64_t code)
{
	struct str text = view_code(t->a, code);

	if (!text.len || code == 0)
		return;
	term_hang(t, 2, 4);
	term_words(t, STYLE_NONE, text);
	term_end(t);
}

static void run_line(struct term *t, const char *lead, const struct run_verdict *run)
{
	bool bad = run->outcome == OUTCOME_FAILED;

	term_hang(t, 0, 2);
	term_text(t, STYLE_BOLD, lead);
	term_text(t, STYLE_BOLD, view_run_kind(run->kind));
	term_text(t, bad ? STYLE_BAD : STYLE_NONE, view_outcome(run->outcome));
	if (run->start.basis != WHEN_NONE)
		term_words_f(t, STYLE_NONE, "- from %.*s", STR_ARG(when_text(t->a, run->start)));
	if (run->end.basis != WHEN_NONE)
		term_words_f(t, STYLE_NONE, "to %.*s", STR_ARG(when_text(t->a, run->end)));
	if (run->target.len)
		term_words_f(t, STYLE_NONE, "- target %.*s", STR_ARG(name_cut(t, run->target)));
	term_end(t);
	run_code(t, run->code);
	if (run->detail != run->code)
		run_code(t, run->detail);
	term_cites(t, 2, run->cite, run->n_cite, 0);
}

static void runs(struct term *t)
{
	const struct report *r = t->report;
	const struct run_verdict *shown = view_shown_run(r), *later = view_later_run(r);
	size_t failed = 0;

	term_blank(t);
	term_at(t, 0);
	if (!r->n_run) {
		term_text(t, STYLE_NONE, "No backup run was found in the evidence.");
		term_end(t);
		return;
	}
	for (size_t i = 0; i < r->n_run; i++)
		failed += r->run[i].outcome == OUTCOME_FAILED;
	if (shown)
		run_line(t, "", shown);
	if (later)
		run_line(t, "Later:", later);
	term_at(t, 0);
	term_words_f(t, STYLE_DIM, "%zu %s in the evidence, %zu failed.", r->n_run,
		     r->n_run == 1 ? "run" : "runs", failed);
	term_end(t);
	for (size_t i = 0; t->options->all && i < r->n_run; i++)
		if (&r->run[i] != shown && &r->run[i] != later)
			run_line(t, "", &r->run[i]);
}

static enum style severity_style(enum severity s)
{
	return s == SEVERITY_ERROR ? STYLE_BAD : s == SEVERITY_WARNING ? STYLE_WARN : STYLE_NONE;
}

static void answer_line(struct term *t, const struct problem_verdict *p, size_t number)
{
	const struct cause_verdict *c =
		p->n_cause && view_active(&p->cause[0]) ? &p->cause[0] : NULL;
	const struct citation *place;
	struct str object;

	term_hang(t, 0, 3);
	term_words_f(t, STYLE_BOLD, "%zu", number);
	term_gap(t);
	term_words(t, severity_style(p->severity), p->title);
	term_hang(t, 3, 5);
	if (!c) {
		term_text(t, STYLE_NONE, "no known cause is put forward");
		return;
	}
	term_text(t, term_status(c->status), view_status(c->status));
	term_words(t, STYLE_NONE, c->title);
	place = view_deciding(c, &object);
	if (!place)
		return;
	term_hang(t, 3, 5);
	term_words(t, STYLE_NONE, object);
	term_words(t, STYLE_DIM, view_place(t->a, place));
}

/* The answer before its reasons. */
static void answer(struct term *t)
{
	const struct report *r = t->report;
	size_t number = 0;

	term_blank(t);
	for (size_t i = 0; i < r->n_problem; i++)
		if (!r->problem[i].explained_by.len)
			answer_line(t, &r->problem[i], ++number);
	term_end(t);
}

static void symptom(struct term *t, const struct problem_verdict *p)
{
	term_at(t, 3);
	if (p->seen == TRUTH_TRUE) {
		term_cites(t, 3, p->symptom, p->n_symptom, 0);
		for (size_t i = 0; i < p->n_code; i++) {
			term_hang(t, 3, 5);
			term_words(t, STYLE_NONE, view_code(t->a, p->code[i]));
			term_end(t);
		}
		return;
	}
	term_words_f(t, STYLE_NONE, "The problem itself was not observed (%s); its cause was.",
		     truth_text(p->seen));
	term_end(t);
}

static void chain(struct term *t, const struct problem_verdict *p)
{
	if (!p->n_chain)
		return;
	term_blank(t);
	term_at(t, 3);
	term_text(t, STYLE_BOLD, "What led to what");
	for (size_t i = 0; i < p->n_chain; i++) {
		const struct chain_link *l = &p->chain[i];
		struct str gap = view_gap(t->a, l->gap);

		term_at(t, 5);
		term_words(t, STYLE_NONE, when_text(t->a, l->time));
		if (gap.len)
			term_words_f(t, STYLE_DIM, "(%.*s)", STR_ARG(gap));
		t->indent = 7;
		term_words(t, STYLE_NONE, l->text);
		term_words(t, STYLE_DIM, view_place(t->a, &l->cite));
	}
	term_end(t);
}

/* Beside a confirmed cause the merely possible ones are lines among those considered. */
static bool is_shown(const struct term *t, const struct problem_verdict *p, size_t i)
{
	return view_active(&p->cause[i]) &&
	       (t->options->verbose || p->cause[0].status != STATUS_CONFIRMED ||
		p->cause[i].status != STATUS_POSSIBLE);
}

/* In full: everything under -v, else what is firm, or the best there is. */
static bool is_full(const struct term *t, const struct problem_verdict *p, size_t i)
{
	return t->options->verbose || p->cause[i].status <= STATUS_LIKELY || i == 0;
}

static void causes(struct term *t, const struct problem_verdict *p)
{
	size_t active = 0, rest, shown;

	while (active < p->n_cause && is_shown(t, p, active))
		term_cause(t, &p->cause[active], is_full(t, p, active)), active++;
	if (!active) {
		term_blank(t);
		term_at(t, 3);
		term_text(t, STYLE_WARN, "No known cause fits the evidence.");
		term_end(t);
	}
	if (active == p->n_cause)
		return;
	term_blank(t);
	if (t->options->verbose) {
		for (size_t i = active; i < p->n_cause; i++)
			term_cause(t, &p->cause[i], true);
		return;
	}
	term_at(t, 3);
	term_text(t, STYLE_BOLD, active ? "Other causes considered" : "Causes considered");
	rest = p->n_cause - active;
	shown = term_shown(t, rest, 6);
	for (size_t i = 0; i < shown; i++)
		term_cause_line(t, &p->cause[active + i]);
	term_more(t, 5, rest, shown, "(--all lists them)");
}

static const char *severity_label(enum severity s)
{
	return s == SEVERITY_ERROR ? "ERROR" : s == SEVERITY_WARNING ? "WARNING" : "NOTE";
}

static void problem(struct term *t, const struct problem_verdict *p, size_t number)
{
	term_blank(t);
	term_at(t, 0);
	term_words_f(t, STYLE_BOLD, "%zu", number);
	term_tab(t, 3);
	term_text(t, severity_style(p->severity), severity_label(p->severity));
	term_gap(t);
	term_words(t, STYLE_BOLD, p->title);
	term_words_f(t, STYLE_DIM, "[%.*s]", STR_ARG(p->id));
	term_end(t);
	symptom(t, p);
	causes(t, p);
	chain(t, p);
}

static void folded(struct term *t, const struct problem_verdict *p)
{
	term_hang(t, 2, 4);
	term_words(t, STYLE_NONE, p->title);
	term_words_f(t, STYLE_DIM, "- explained by [%.*s]", STR_ARG(p->explained_by));
	term_end(t);
	term_cites(t, 4, p->symptom, p->n_symptom, 0);
	for (size_t i = 0; t->options->verbose && i < p->n_cause; i++)
		term_cause(t, &p->cause[i], true);
}

static void problems(struct term *t)
{
	const struct report *r = t->report;
	size_t number = 0;

	for (size_t i = 0; i < r->n_problem; i++)
		if (!r->problem[i].explained_by.len)
			problem(t, &r->problem[i], ++number);
	if (number == r->n_problem)
		return;
	term_heading(t, "Follows from the above");
	for (size_t i = 0; i < r->n_problem; i++)
		if (r->problem[i].explained_by.len)
			folded(t, &r->problem[i]);
}

static void no_problem(struct term *t)
{
	const struct report *r = t->report;

	term_blank(t);
	term_at(t, 0);
	term_text(t, STYLE_BOLD, view_no_problem(r));
	term_end(t);
}

static void unexplained(struct term *t)
{
	const struct report *r = t->report;
	size_t shown = term_shown(t, r->n_unexplained, r->n_problem ? 3 : 8);

	if (!r->n_unexplained)
		return;
	term_heading(t, r->n_problem ? "Also near the failure, not explained by anything known" :
				       "Errors near the failure, not explained by anything known");
	for (size_t i = 0; i < shown; i++) {
		const struct unexplained *u = &r->unexplained[i];

		term_hang(t, 2, 4);
		term_words(t, STYLE_BOLD, u->title);
		if (u->count > 1)
			term_words_f(t, STYLE_NONE, "(%lld times)", (long long)u->count);
		term_end(t);
		for (size_t k = 0; k < u->n_code; k++) {
			term_at(t, 4);
			term_words(t, STYLE_NONE, view_code(t->a, u->code[k]));
		}
		term_cite(t, 4, &u->cite);
	}
	term_more(t, 2, r->n_unexplained, shown, "");
}

static void harmless(struct term *t)
{
	const struct report *r = t->report;

	if (!r->n_harmless)
		return;
	term_heading(t, "Seen and harmless");
	for (size_t i = 0; i < r->n_harmless; i++) {
		const struct harmless_verdict *h = &r->harmless[i];
		size_t shown = t->options->all || t->options->verbose ? h->n_cite : 1;

		term_hang(t, 2, 4);
		term_words(t, STYLE_NONE, h->title);
		if (h->count > 1 && h->count != OBS_UNKNOWN)
			term_words_f(t, STYLE_NONE, "(%lld times)", (long long)h->count);
		term_words_f(t, STYLE_DIM, "[%.*s]", STR_ARG(h->id));
		if (t->options->all || t->options->verbose) {
			term_at(t, 4);
			term_words(t, STYLE_NONE, h->why);
		}
		for (size_t k = 0; k < shown && k < h->n_cite; k++)
			term_cite(t, 4, &h->cite[k]);
		if (!h->n_reference)
			continue;
		term_at(t, 4);
		term_words(t, STYLE_DIM, h->reference[0].title);
		term_words(t, STYLE_DIM, h->reference[0].href);
		term_end(t);
	}
}

static void asks(struct term *t)
{
	const struct report *r = t->report;
	size_t shown = term_shown(t, r->n_ask, 4);

	if (!r->n_ask)
		return;
	term_heading(t, "To collect next, most telling first");
	for (size_t i = 0; i < shown; i++) {
		term_command(t, 2, r->ask[i].command);
		term_at(t, 6);
		term_words(t, STYLE_DIM, r->ask[i].why);
		term_end(t);
	}
	term_more(t, 2, r->n_ask, shown, "");
}

static void coverage_line(struct term *t, const struct coverage *c)
{
	term_hang(t, 2, 4);
	term_words(t, STYLE_BOLD, c->channel.len ? c->channel : STR("(channel not named)"));
	if (c->first.basis != WHEN_NONE)
		term_words_f(t, STYLE_NONE, "%.*s to %.*s,", STR_ARG(when_text(t->a, c->first)),
			     STR_ARG(when_text(t->a, c->last)));
	if (c->records != OBS_UNKNOWN)
		term_words_f(t, STYLE_NONE, "%lld records,", (long long)c->records);
	if (c->lost_ids != OBS_UNKNOWN && c->lost_ids > 0)
		term_words_f(t, STYLE_WARN, "%lld record ids missing,", (long long)c->lost_ids);
	if (c->complete == TRI_NO)
		term_text(t, STYLE_WARN, "not complete,");
	term_text(t, c->covers_incident == TRI_NO ? STYLE_WARN : STYLE_NONE,
		  c->covers_incident == TRI_YES ? "covers the failure" :
		  c->covers_incident == TRI_NO  ? "does not reach the failure" :
						  "not known whether it covers the failure");
	term_words_f(t, STYLE_DIM, "- %.*s", STR_ARG(c->file));
	term_end(t);
}

static void coverage(struct term *t)
{
	const struct report *r = t->report;
	size_t shown = term_shown(t, r->n_coverage, 6);

	if (!r->n_coverage)
		return;
	term_heading(t, "Logs");
	for (size_t i = 0; i < shown; i++)
		coverage_line(t, &r->coverage[i]);
	term_more(t, 2, r->n_coverage, shown, "");
}

/* Notes lose nothing and are shown only when asked for. */
static void not_read(struct term *t)
{
	struct view_files files = view_files(t->a, t->report);
	enum diag_level least = t->options->verbose || t->options->all ? DIAG_NOTE : DIAG_WARNING;
	size_t n = 0, shown, done = 0;

	for (size_t i = 0; files.diag && i < files.diag->n; i++)
		n += diag_level(files.diag->item[i].id) >= least;
	if (!n)
		return;
	term_heading(t, "Could not be read, or only in part");
	shown = term_shown(t, n, 6);
	for (size_t i = 0; i < files.diag->n && done < shown; i++) {
		if (diag_level(files.diag->item[i].id) < least)
			continue;
		term_hang(t, 2, 4);
		term_words(t, STYLE_NONE, diag_line(t->a, &files.diag->item[i]));
		done++;
	}
	term_more(t, 2, n, shown, "(--all lists them)");
	term_end(t);
}

static void file_list(struct term *t)
{
	struct view_files files = view_files(t->a, t->report);

	if (!t->options->all || !files.n)
		return;
	term_heading(t, "Files");
	for (size_t i = 0; i < files.n; i++) {
		const struct view_file *f = &files.file[i];

		term_hang(t, 2, 4);
		term_words(t, STYLE_NONE, f->path);
		term_words_f(t, STYLE_DIM, "- %.*s, %lld bytes, %lld observations",
			     STR_ARG(f->kind.len ? f->kind : STR("not recognised")),
			     (long long)f->bytes, (long long)f->observations);
	}
	term_end(t);
}

static void totals(struct term *t)
{
	const struct report *r = t->report;

	term_blank(t);
	term_at(t, 0);
	term_text(t, STYLE_BOLD, view_exit(r->exit_code));
	term_end(t);
	term_words_f(t, STYLE_DIM,
		     "%zu rules fit the evidence, %zu do not, %zu could not be judged",
		     r->rules_true, r->rules_false, r->rules_unknown);
	if (r->knowledge_failed)
		term_words_f(t, STYLE_WARN, "- %zu could not be loaded", r->knowledge_failed);
	if (r->knowledge_version.len)
		term_words_f(t, STYLE_DIM, "- knowledge %.*s", STR_ARG(r->knowledge_version));
	if (r->cited)
		term_words_f(t, STYLE_DIM, "- %.*s", STR_ARG(view_rereads(t->a, r)));
	term_end(t);
}

/* A failed run that no problem is known for is news all the same. */
static void quiet_run(struct term *t)
{
	const struct run_verdict *run = view_shown_run(t->report);

	if (t->report->n_problem || !run || run->outcome != OUTCOME_FAILED)
		return;
	term_hang(t, 0, 2);
	term_text(t, STYLE_BAD, "error:");
	term_text(t, STYLE_NONE, view_run_kind(run->kind));
	term_text(t, STYLE_NONE, view_outcome(run->outcome));
	if (run->code != OBS_UNKNOWN && run->code)
		term_words_f(t, STYLE_NONE, "- %.*s", STR_ARG(view_code(t->a, run->code)));
	term_text(t, STYLE_NONE, "- no known problem");
	term_end(t);
}

static void quiet(struct term *t)
{
	const struct report *r = t->report;

	for (size_t i = 0; i < r->n_problem; i++) {
		const struct problem_verdict *p = &r->problem[i];
		const struct cause_verdict *c = p->n_cause ? &p->cause[0] : NULL;

		if (p->explained_by.len)
			continue;
		term_hang(t, 0, 2);
		term_words_f(t, severity_style(p->severity), "%s:", severity_name(p->severity));
		term_words(t, STYLE_NONE, p->title);
		if (c && view_active(c))
			term_words_f(t, STYLE_NONE, "- %s: %.*s [%.*s]", status_name(c->status),
				     STR_ARG(c->title), STR_ARG(c->id));
		else
			term_text(t, STYLE_NONE, "- no known cause");
	}
	quiet_run(t);
	term_at(t, 0);
	if (!r->n_problem)
		term_text(t, STYLE_NONE, view_exit(r->exit_code));
	term_end(t);
}

static size_t clamp_width(size_t width)
{
	if (width == 0)
		return WIDTH_DEFAULT;
	if (width < WIDTH_LEAST)
		return WIDTH_LEAST;
	return width > WIDTH_MOST ? WIDTH_MOST : width;
}

void report_text(const struct report *r, const struct report_options *o, struct out *out)
{
	struct term t = { .out = out,
			  .a = out->scratch,
			  .report = r,
			  .options = o,
			  .width = clamp_width(o->width) };

	if (o->quiet) {
		quiet(&t);
		return;
	}
	host_line(&t);
	time_line(&t);
	if (r->n_problem)
		answer(&t);
	runs(&t);
	if (r->n_problem)
		problems(&t);
	else
		no_problem(&t);
	unexplained(&t);
	harmless(&t);
	asks(&t);
	coverage(&t);
	not_read(&t);
	file_list(&t);
	totals(&t);
}
