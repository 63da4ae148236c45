/* report_text_cause.c - one cause for the terminal: evidence, access, repair */
#include "analyzer/report_term.h"

enum { LABEL = 5, BODY = 14, DEEP = 16, TABLE = 7 };

enum style term_status(enum status s)
{
	if (s == STATUS_CONFIRMED)
		return STYLE_BAD;
	return s == STATUS_LIKELY || s == STATUS_POSSIBLE ? STYLE_WARN : STYLE_NONE;
}

/* "for", "against": starts a labelled block. */
static void label(struct term *t, const char *text)
{
	term_at(t, LABEL);
	term_text(t, STYLE_BOLD, text);
	term_tab(t, BODY);
}

static void head(struct term *t, const struct cause_verdict *c)
{
	term_blank(t);
	term_hang(t, 3, LABEL);
	term_text(t, term_status(c->status), view_status(c->status));
	term_gap(t);
	term_words(t, STYLE_BOLD, c->title);
	if (c->subject.len)
		term_words_f(t, STYLE_NONE, "(%.*s)", STR_ARG(c->subject));
	term_words_f(t, STYLE_DIM, "[%.*s]", STR_ARG(c->id));
	term_end(t);
	if (c->capped) {
		term_at(t, LABEL);
		term_text(t, STYLE_DIM,
			  "Held back: what is known of it, or seen of its symptom, is too thin for "
			  "a firmer status.");
		term_end(t);
	}
}

static void score(struct term *t, const struct cause_verdict *c)
{
	struct out number = out_buffer(t->a);

	if (!t->options->verbose || !out_fixed(&number, c->score, 2))
		return;
	label(t, "score");
	term_words_f(t, STYLE_NONE, "%.*s (natural logarithm of the likelihood ratio)",
		     STR_ARG(out_str(&number)));
	term_end(t);
}

static const char *met_text(const struct access_row *r)
{
	if (r->met == TRI_YES)
		return "ok";
	if (r->met == TRI_UNKNOWN)
		return "not known";
	return r->optional ? "optional" : "MISSING";
}

static enum style met_style(const struct access_row *r)
{
	if (r->met == TRI_NO)
		return r->optional ? STYLE_WARN : STYLE_BAD;
	return r->met == TRI_YES ? STYLE_GOOD : STYLE_NONE;
}

enum { MET_COLUMNS = 9 }; /* "not known" */

/* Columns that the widest cell needs, within limits. */
static size_t widest(struct term *t, const struct access_row *r, size_t n, size_t offset,
		     size_t least, size_t most)
{
	for (size_t i = 0; i < n; i++) {
		const struct str *v = (const void *)((const char *)&r[i] + offset);
		size_t columns = utf8_columns(str_quote(t->a, *v, most));

		if (columns > least)
			least = columns;
	}
	return least;
}

#define WIDEST(t, r, n, member, least, most) \
	widest(t, r, n, offsetof(struct access_row, member), least, most)

static void access_cell(struct term *t, size_t column, struct str v, size_t columns)
{
	term_tab(t, column);
	term_words(t, STYLE_NONE, str_quote(t->a, v, columns));
}

static void access_head(struct term *t, const struct access_row *r)
{
	term_hang(t, TABLE, TABLE + 2);
	term_words(t, STYLE_BOLD, r->path);
	if (r->cite.file.s) {
		term_gap(t);
		term_words(t, STYLE_DIM, view_place(t->a, &r->cite));
	}
}

/* The rows of one object. The account may take two fifths, which is room for the longest well-known
 * one on 80 columns; what was observed gets the rest. */
static void access_object(struct term *t, const struct access_row *r, size_t n)
{
	size_t who = TABLE + 2;
	size_t who_size =
		WIDEST(t, r, n, trustee, 7, t->width < 80 ? t->width / 3 : t->width * 2 / 5);
	size_t required = who + who_size + 2;
	size_t required_size = WIDEST(t, r, n, required, 8, 16);
	size_t observed = required + required_size + 2;
	size_t left =
		t->width > observed + 2 + MET_COLUMNS ? t->width - observed - 2 - MET_COLUMNS : 0;
	size_t observed_size = WIDEST(t, r, n, observed, 8, left > 8 ? left : 8);

	access_head(t, r);
	term_at(t, who);
	term_text(t, STYLE_DIM, "account");
	term_tab(t, required);
	term_text(t, STYLE_DIM, "required");
	term_tab(t, observed);
	term_text(t, STYLE_DIM, "observed");
	for (size_t i = 0; i < n; i++) {
		term_at(t, TABLE);
		term_text(t, met_style(&r[i]), r[i].met == TRI_NO ? "!" : r[i].met ? "." : "?");
		access_cell(t, who, r[i].trustee, who_size);
		access_cell(t, required, r[i].required, required_size);
		access_cell(t, observed, r[i].observed, observed_size);
		term_tab(t, observed + observed_size + 2);
		term_text(t, met_style(&r[i]), met_text(&r[i]));
	}
	term_end(t);
}

static bool any_unmet(const struct access_row *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].met != TRI_YES)
			return true;
	return false;
}

/* Rows come object by object. Objects with a difference decide; the others are counted. */
static void access(struct term *t, const struct finding *f)
{
	size_t objects = 0, shown = 0, fine = 0, limit;

	for (size_t i = 0; i < f->n_access; i++)
		objects += i == 0 || !str_eq(f->access[i].path, f->access[i - 1].path);
	limit = term_shown(t, objects, 2);
	for (size_t i = 0, n; i < f->n_access; i += n) {
		for (n = 1; i + n < f->n_access; n++)
			if (!str_eq(f->access[i + n].path, f->access[i].path))
				break;
		if (!any_unmet(&f->access[i], n) && objects > 1 && !t->options->verbose)
			fine++;
		else if (shown < limit && ++shown)
			access_object(t, &f->access[i], n);
	}
	term_more(t, TABLE, objects - fine, shown, "with differences");
	if (fine) {
		term_at(t, TABLE);
		term_words_f(t, STYLE_DIM,
			     fine == 1 ? "%zu other grants what is required" :
					 "%zu others grant what is required",
			     fine);
		term_end(t);
	}
}

static void finding(struct term *t, const struct finding *f, enum side side)
{
	if (side == SIDE_MISSING)
		term_words_f(t, STYLE_NONE, "not known whether: %.*s (%s)", STR_ARG(f->says),
			     truth_text(f->truth));
	else if (view_absent(f))
		term_words_f(t, STYLE_NONE, "not the case: %.*s", STR_ARG(f->says));
	else
		term_words(t, STYLE_NONE, f->says);
	if (t->options->verbose && f->weight)
		term_words_f(t, STYLE_DIM, "[%s]", weight_name(f->weight));
	term_end(t);
	/* The table below names the places as well. */
	if (!f->n_access || t->options->verbose)
		term_cites(t, DEEP, f->cite, f->n_cite, f->more);
	if (f->n_access)
		access(t, f);
	if (side == SIDE_MISSING && f->ask.len) {
		term_at(t, DEEP);
		term_text(t, STYLE_NONE, "would tell:");
		term_command(t, DEEP + 2, f->ask);
	}
}

static void side(struct term *t, const struct cause_verdict *c, enum side which, const char *name)
{
	size_t n = view_count(c, which), done = 0;
	size_t shown = which == SIDE_MISSING ? term_shown(t, n, 3) : n;

	if (!n && which == SIDE_MISSING)
		return;
	label(t, name);
	if (!n) {
		term_text(t, STYLE_NONE, "nothing");
		term_end(t);
	}
	for (size_t i = 0; i < c->n_evidence && done < shown; i++) {
		if (view_side(&c->evidence[i]) != which)
			continue;
		if (done++)
			term_at(t, BODY);
		finding(t, &c->evidence[i], which);
	}
	term_more(t, BODY, n, shown, "(-v shows them)");
}

/* Steps in their order; commands stand alone so that they can be copied. */
static void steps(struct term *t, const struct step_text *step, size_t n)
{
	const char *last = NULL;

	for (size_t i = 0; i < n; i++) {
		const char *name = view_step(step[i].kind);

		if (i || t->next != BODY)
			term_at(t, BODY);
		if (!name) {
			term_words(t, STYLE_NONE, step[i].text);
		} else {
			if (name != last) {
				term_words_f(t, STYLE_DIM, "%s:", name);
			}
			term_command(t, DEEP, step[i].text);
		}
		last = name;
	}
	term_end(t);
}

static void repair(struct term *t, const struct cause_verdict *c)
{
	for (size_t i = 0; i < c->n_resolve; i++) {
		const struct resolution *r = &c->resolve[i];
		const char *risk = view_risk(r->risk);

		label(t, c->n_resolve > 1 && i ? "or" : "fix");
		term_words(t, STYLE_NONE, r->title.len ? r->title : STR("As follows"));
		if (*risk)
			term_words_f(t, STYLE_WARN, "(%s)", risk);
		term_end(t);
		steps(t, r->step, r->n_step);
	}
	if (c->n_verify) {
		label(t, "verify");
		steps(t, c->verify, c->n_verify);
	}
	for (size_t i = 0; i < c->n_avoid; i++) {
		if (i == 0)
			label(t, "avoid");
		else
			term_at(t, BODY);
		term_words(t, STYLE_NONE, c->avoid[i]);
		term_end(t);
	}
	for (size_t i = 0; i < c->n_reference; i++) {
		if (i == 0)
			label(t, "see");
		else
			term_at(t, BODY);
		term_words(t, STYLE_NONE, c->reference[i].title);
		term_words(t, STYLE_DIM, c->reference[i].href);
		term_end(t);
	}
}

void term_cause(struct term *t, const struct cause_verdict *c, bool full)
{
	head(t, c);
	if (full && c->explanation.len) {
		term_at(t, LABEL);
		term_words(t, STYLE_NONE, c->explanation);
		term_end(t);
	}
	score(t, c);
	side(t, c, SIDE_FOR, "for");
	side(t, c, SIDE_AGAINST, "against");
	side(t, c, SIDE_MISSING, "missing");
	if (full) {
		repair(t, c);
	} else {
		label(t, "fix");
		term_text(t, STYLE_DIM, "shown with -v");
		term_end(t);
	}
}

/* The finding that explains a status in one line. */
static const struct finding *telling(const struct cause_verdict *c, enum side which)
{
	const struct finding *best = NULL;

	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct finding *f = &c->evidence[i];

		if (view_side(f) == which && (!best || f->weight > best->weight))
			best = f;
	}
	return best;
}

static void because(struct term *t, const struct finding *f)
{
	if (!f)
		return;
	term_words_f(t, STYLE_NONE, "because %s%.*s",
		     view_absent(f) ? "it is not the case that " : "", STR_ARG(f->says));
	if (f->n_cite)
		term_words_f(t, STYLE_DIM, "(%.*s)", STR_ARG(view_place(t->a, &f->cite[0])));
}

void term_cause_line(struct term *t, const struct cause_verdict *c)
{
	term_hang(t, LABEL, LABEL + 2);
	term_words_f(t, STYLE_NONE, "%s:", view_status(c->status));
	term_words(t, STYLE_NONE, c->title);
	if (c->subject.len)
		term_words_f(t, STYLE_NONE, "(%.*s)", STR_ARG(c->subject));
	if (c->status == STATUS_UNLIKELY || c->status == STATUS_RULED_OUT) {
		because(t, telling(c, SIDE_AGAINST));
	} else {
		const struct finding *f = telling(c, SIDE_MISSING);

		if (f && f->ask.len)
			term_words_f(t, STYLE_NONE, "- needs: %.*s", STR_ARG(f->ask));
		else if (f)
			term_words_f(t, STYLE_NONE, "- %s", truth_text(f->truth));
	}
	term_words_f(t, STYLE_DIM, "[%.*s]", STR_ARG(c->id));
	term_end(t);
}
