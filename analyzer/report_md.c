/* report_md.c - the report as Markdown, for pasting into a ticket
 *
 * What a customer or colleague needs: the verdict, its evidence with places, the access table,
 * the repair. Quotes stand in code spans, commands in code blocks, so that nothing of the bundle
 * becomes a link, a mention or markup.
 */
#include "analyzer/report.h"
#include "analyzer/report_view.h"

enum { BRIEF_CITES = 3, QUOTE_COLUMNS = 300 };

struct emit {
	struct out *out;
	struct arena *a;
	const struct report *r;
	const struct report_options *o;
	struct view_quoted quoted;
};

static void raw(struct emit *e, const char *terminated)
{
	out_text(e->out, terminated);
}

/* Untrusted text between trusted markup. */
static void put(struct emit *e, const char *before, struct str v, const char *after)
{
	raw(e, before);
	out_md(e->out, v);
	raw(e, after);
}

static void put_code(struct emit *e, const char *before, struct str v, const char *after)
{
	raw(e, before);
	out_md_code(e->out, v, false);
	raw(e, after);
}

static size_t shown(const struct emit *e, size_t n)
{
	return e->o->all || e->o->verbose || n <= BRIEF_CITES + 1 ? n : BRIEF_CITES;
}

static void cite(struct emit *e, const char *lead, const struct citation *c)
{
	struct when time = view_time(c);
	struct str title = view_event_title(e->a, view_event(c)), quote = view_quote(c);

	put_code(e, lead, view_place(e->a, c), "");
	if (time.basis != WHEN_NONE)
		put(e, ", ", when_text(e->a, time), "");
	if (title.len)
		put(e, ", ", title, "");
	if (quote.len && !view_was_quoted(&e->quoted, e->a, quote))
		put_code(e, ": ", str_quote(e->a, quote, e->o->all ? 0 : QUOTE_COLUMNS), "");
	if (c->note.len)
		put(e, " (", c->note, ")");
	raw(e, "\n");
}

static void cites(struct emit *e, const char *lead, const struct citation *c, size_t n, size_t more)
{
	size_t k = shown(e, n);

	for (size_t i = 0; i < k; i++)
		cite(e, lead, &c[i]);
	if (n + more > k) {
		raw(e, lead);
		raw(e, "and ");
		out_int(e->out, (int64_t)(n + more - k));
		raw(e, " more places\n");
	}
}

static void cell(struct emit *e, struct str v)
{
	raw(e, "| ");
	if (v.len)
		out_md_code(e->out, v, true);
	raw(e, " ");
}

static void access_rows(struct emit *e, const struct finding *f, size_t from, size_t n)
{
	put_code(e, "\n", f->access[from].path, " (");
	put_code(e, "", view_place(e->a, &f->access[from].cite), ")\n\n");
	raw(e, "| account | required | observed | |\n|---|---|---|---|\n");
	for (size_t i = from; i < from + n; i++) {
		const struct access_row *row = &f->access[i];

		cell(e, row->trustee);
		cell(e, row->required);
		cell(e, row->observed);
		raw(e, row->met == TRI_YES     ? "| ok |\n" :
		       row->met == TRI_UNKNOWN ? "| not known |\n" :
		       row->optional           ? "| optional |\n" :
						 "| **missing** |\n");
	}
}

static bool any_unmet(const struct access_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].met != TRI_YES)
			return true;
	return false;
}

static void access(struct emit *e, const struct finding *f)
{
	size_t tables = 0, left = 0;

	for (size_t i = 0, n; i < f->n_access; i += n) {
		for (n = 1; i + n < f->n_access; n++)
			if (!str_eq(f->access[i + n].path, f->access[i].path))
				break;
		if (!any_unmet(&f->access[i], n) && !e->o->verbose && !e->o->all)
			continue;
		if (tables < BRIEF_CITES || e->o->all) {
			access_rows(e, f, i, n);
			tables++;
		} else {
			left++;
		}
	}
	if (left) {
		raw(e, "and ");
		out_int(e->out, (int64_t)left);
		raw(e, " more objects with differences\n\n");
	}
}

static void side(struct emit *e, const struct cause_verdict *c, enum side which, const char *name)
{
	if (!view_count(c, which))
		return;
	raw(e, "\n");
	raw(e, name);
	raw(e, "\n\n");
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct finding *f = &c->evidence[i];

		if (view_side(f) != which)
			continue;
		put(e, view_absent(f) ? "- not the case: " : "- ", f->says, "");
		if (which == SIDE_MISSING) {
			raw(e, " - ");
			raw(e, truth_text(f->truth));
			if (f->ask.len)
				put_code(e, "; would tell: ", f->ask, "");
		}
		raw(e, "\n");
		cites(e, "  - ", f->cite, f->n_cite, f->more);
	}
	for (size_t i = 0; i < c->n_evidence; i++)
		if (view_side(&c->evidence[i]) == which && c->evidence[i].n_access)
			access(e, &c->evidence[i]);
}

/* Commands of one kind in a row share a block. */
static void steps(struct emit *e, const struct step_text *step, size_t n)
{
	struct str *line = arena_array(e->a, struct str, n);

	for (size_t i = 0, k; i < n; i += k) {
		const char *name = view_step(step[i].kind);

		if (!name) {
			put(e, "\n", step[i].text, "\n");
			k = 1;
			continue;
		}
		for (k = 0; i + k < n && str_eq(step[i + k].kind, step[i].kind); k++)
			line[k] = step[i + k].text;
		raw(e, "\n");
		raw(e, name);
		raw(e, ":\n\n");
		out_md_fence(e->out, line, k);
	}
}

static bool is_web(struct str href)
{
	return str_istarts(href, STR("https://")) || str_istarts(href, STR("http://"));
}

static void reference(struct emit *e, const struct reference *ref)
{
	put(e, "- ", ref->title, " ");
	/* Angle brackets make a link of a plain address only; anything else stays code. */
	if (is_web(ref->href) && str_chr(ref->href, '>') < 0 && str_chr(ref->href, '<') < 0 &&
	    str_chr(ref->href, ' ') < 0) {
		raw(e, "<");
		out_raw(e->out, str_quote(e->a, ref->href, 0));
		raw(e, ">\n");
	} else {
		out_md_code(e->out, ref->href, false);
		raw(e, "\n");
	}
}

static void repair(struct emit *e, const struct cause_verdict *c)
{
	for (size_t i = 0; i < c->n_resolve; i++) {
		const struct resolution *r = &c->resolve[i];

		put(e, "\n**Fix:** ", r->title, "");
		if (*view_risk(r->risk)) {
			raw(e, " (");
			raw(e, view_risk(r->risk));
			raw(e, ")");
		}
		raw(e, "\n");
		steps(e, r->step, r->n_step);
	}
	if (c->n_verify) {
		raw(e, "\n**Verify**\n");
		steps(e, c->verify, c->n_verify);
	}
	for (size_t i = 0; i < c->n_avoid; i++)
		put(e, "\n**Avoid:** ", c->avoid[i], "\n");
	if (c->n_reference)
		raw(e, "\nReferences:\n\n");
	for (size_t i = 0; i < c->n_reference; i++)
		reference(e, &c->reference[i]);
}

static void cause_head(struct emit *e, const char *before, const struct cause_verdict *c)
{
	raw(e, before);
	raw(e, view_status(c->status));
	put(e, ": ", c->title, "");
	if (c->subject.len)
		put_code(e, " (", c->subject, ")");
	put_code(e, " ", c->id, "");
}

static void cause(struct emit *e, const struct cause_verdict *c)
{
	cause_head(e, "\n### ", c);
	raw(e, "\n");
	if (c->explanation.len)
		put(e, "\n", c->explanation, "\n");
	if (e->o->verbose) {
		raw(e, "\nScore ");
		out_fixed(e->out, c->score, 2);
		raw(e, c->capped ? ", held back\n" : "\n");
	}
	side(e, c, SIDE_FOR, "**For**");
	side(e, c, SIDE_AGAINST, "**Against**");
	side(e, c, SIDE_MISSING, "**Not known**");
	repair(e, c);
}

static void problem(struct emit *e, const struct problem_verdict *p)
{
	size_t active = 0;

	put(e, "\n## ", p->title, " ");
	put_code(e, "", p->id, "\n\n");
	if (p->explained_by.len)
		put_code(e, "Follows from ", p->explained_by, ".\n\n");
	if (p->seen != TRUTH_TRUE) {
		raw(e, "Not observed itself: ");
		raw(e, truth_text(p->seen));
		raw(e, ".\n\n");
	}
	cites(e, "- ", p->symptom, p->n_symptom, 0);
	for (size_t i = 0; i < p->n_code; i++)
		put(e, "- ", view_code(e->a, p->code[i]), "\n");
	if (p->explained_by.len && !e->o->verbose)
		return;
	while (active < p->n_cause && (e->o->verbose || view_active(&p->cause[active])))
		cause(e, &p->cause[active++]);
	if (!active)
		raw(e, "\nNo known cause fits the evidence.\n");
	if (active < p->n_cause)
		raw(e, "\nOther causes considered:\n\n");
	for (size_t i = active; i < p->n_cause; i++) {
		cause_head(e, "- ", &p->cause[i]);
		raw(e, "\n");
	}
}

/* The answer before its reasons. */
static void answer(struct emit *e)
{
	for (size_t i = 0; i < e->r->n_problem; i++) {
		const struct problem_verdict *p = &e->r->problem[i];
		const struct citation *place = NULL;
		struct str object;

		if (p->explained_by.len)
			continue;
		put(e, "\n- **", p->title, "**: ");
		if (!p->n_cause || !view_active(&p->cause[0])) {
			raw(e, "no known cause is put forward");
			continue;
		}
		raw(e, view_status(p->cause[0].status));
		put(e, " ", p->cause[0].title, "");
		place = view_deciding(&p->cause[0], &object);
		if (object.len)
			put_code(e, ", ", object, "");
		if (place)
			put_code(e, " (", view_place(e->a, place), ")");
	}
	raw(e, "\n");
}

static void one_run(struct emit *e, const char *lead, const struct run_verdict *run)
{
	raw(e, "\n");
	raw(e, lead);
	raw(e, "**");
	raw(e, view_run_kind(run->kind));
	raw(e, " ");
	raw(e, view_outcome(run->outcome));
	raw(e, "**");
	if (run->start.basis != WHEN_NONE)
		put(e, ", from ", when_text(e->a, run->start), "");
	if (run->end.basis != WHEN_NONE)
		put(e, " to ", when_text(e->a, run->end), "");
	if (run->target.len)
		put_code(e, ", target ", run->target, "");
	raw(e, "\n\n");
	if (run->code != OBS_UNKNOWN && run->code)
		put(e, "- ", view_code(e->a, run->code), "\n");
	if (run->detail != OBS_UNKNOWN && run->detail && run->detail != run->code)
		put(e, "- ", view_code(e->a, run->detail), "\n");
	cites(e, "- ", run->cite, run->n_cite, 0);
}

static void runs(struct emit *e)
{
	if (!e->r->n_run)
		raw(e, "\nNo backup run was found in the evidence.\n");
	if (view_shown_run(e->r))
		one_run(e, "", view_shown_run(e->r));
	if (view_later_run(e->r))
		one_run(e, "Later: ", view_later_run(e->r));
}

static void host(struct emit *e)
{
	const struct host *h = &e->r->host;
	struct str os = view_os(e->a, h);

	put(e, "# wbtriage report: ", h->name.len ? h->name : STR("server not named"), "\n\n");
	if (os.len)
		put(e, "", os, "");
	if (view_role(h->role)) {
		raw(e, ", ");
		raw(e, view_role(h->role));
	}
	if (h->domain.len)
		put_code(e, ", domain ", h->domain, "");
	raw(e, "\n");
	if (e->r->time_note.len)
		put(e, "\n", e->r->time_note, "\n");
}

static void lists(struct emit *e)
{
	const struct report *r = e->r;
	size_t n = shown(e, r->n_unexplained);

	if (n)
		raw(e, "\n## Near the failure, not explained by anything known\n\n");
	for (size_t i = 0; i < n; i++) {
		put(e, "- ", r->unexplained[i].title, "\n");
		cite(e, "  - ", &r->unexplained[i].cite);
	}
	if (r->n_harmless)
		raw(e, "\n## Seen and harmless\n\n");
	for (size_t i = 0; i < r->n_harmless; i++) {
		put(e, "- ", r->harmless[i].title, " ");
		put_code(e, "", r->harmless[i].id, "\n");
		if (r->harmless[i].why.len)
			put(e, "  - ", r->harmless[i].why, "\n");
		cites(e, "  - ", r->harmless[i].cite, r->harmless[i].n_cite ? 1 : 0, 0);
	}
	if (r->n_ask)
		raw(e, "\n## To collect next, most telling first\n\n");
	for (size_t i = 0; i < r->n_ask; i++) {
		put_code(e, "- ", r->ask[i].command, "");
		put(e, r->ask[i].why.len ? " - " : "", r->ask[i].why, "\n");
	}
}

static void not_read(struct emit *e)
{
	struct view_files v = view_files(e->a, e->r);
	bool any = false;

	for (size_t i = 0; v.diag && i < v.diag->n; i++) {
		if (diag_level(v.diag->item[i].id) < DIAG_WARNING && !e->o->verbose && !e->o->all)
			continue;
		if (!any)
			raw(e, "\n## Could not be read, or only in part\n\n");
		any = true;
		put_code(e, "- ", diag_line(e->a, &v.diag->item[i]), "\n");
	}
}

static void totals(struct emit *e)
{
	const struct report *r = e->r;

	raw(e, "\n---\n\n");
	raw(e, view_exit(r->exit_code));
	raw(e, " ");
	out_int(e->out, (int64_t)r->rules_true);
	raw(e, " rules fit the evidence, ");
	out_int(e->out, (int64_t)r->rules_false);
	raw(e, " do not, ");
	out_int(e->out, (int64_t)r->rules_unknown);
	raw(e, " could not be judged.");
	if (r->knowledge_version.len)
		put(e, " Knowledge ", r->knowledge_version, ".");
	if (r->cited)
		put(e, " ", view_rereads(e->a, r), ".");
	raw(e, "\n");
}

static void quiet(struct emit *e)
{
	const struct report *r = e->r;

	for (size_t i = 0; i < r->n_problem; i++) {
		const struct problem_verdict *p = &r->problem[i];

		if (p->explained_by.len)
			continue;
		put(e, "- ", p->title, "");
		if (p->n_cause && view_active(&p->cause[0]))
			cause_head(e, " - ", &p->cause[0]);
		else
			raw(e, " - no known cause");
		raw(e, "\n");
	}
	if (!r->n_problem) {
		raw(e, view_exit(r->exit_code));
		raw(e, "\n");
	}
}

void report_md(const struct report *r, const struct report_options *o, struct out *out)
{
	struct emit e = { .out = out, .a = out->scratch, .r = r, .o = o };

	if (o->quiet) {
		quiet(&e);
		return;
	}
	host(&e);
	answer(&e);
	runs(&e);
	if (!r->n_problem)
		put(&e, "\n", str_of(view_no_problem(r)), "\n");
	for (size_t i = 0; i < r->n_problem; i++)
		problem(&e, &r->problem[i]);
	lists(&e);
	not_read(&e);
	totals(&e);
}
