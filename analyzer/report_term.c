/* report_term.c - see report_term.h */
#include "analyzer/report_term.h"

/* SGR sequences, ECMA-48 8.3.117; the sixteen basic colours keep to the user's theme. */
static const char *const sgr[] = {
	[STYLE_NONE] = "",
	[STYLE_BOLD] = "\033[1m",
	[STYLE_DIM] = "\033[2m",
	[STYLE_BAD] = "\033[1;31m",
	[STYLE_WARN] = "\033[1;33m",
	[STYLE_GOOD] = "\033[32m",
	[STYLE_COMMAND] = "\033[36m",
};

static void put(struct term *t, enum style s, struct str v)
{
	bool colour = t->options->colour && s != STYLE_NONE;

	if (colour)
		out_text(t->out, sgr[s]);
	out_raw(t->out, v);
	if (colour)
		out_text(t->out, "\033[0m");
	t->column += utf8_columns(v);
}

static void new_line(struct term *t)
{
	out_char(t->out, '\n');
	t->column = 0;
	t->next = t->indent;
}

static void pad(struct term *t, size_t column)
{
	if (t->column < column) {
		out_repeat(t->out, ' ', column - t->column);
		t->column = column;
	}
}

void term_end(struct term *t)
{
	if (t->column)
		new_line(t);
}

void term_blank(struct term *t)
{
	term_end(t);
	new_line(t);
}

void term_at(struct term *t, size_t column)
{
	term_hang(t, column, column);
}

void term_hang(struct term *t, size_t column, size_t indent)
{
	term_end(t);
	t->next = column;
	t->indent = indent;
}

void term_tab(struct term *t, size_t column)
{
	t->next = t->column && t->column >= column ? t->column + 1 : column;
	t->indent = t->next;
}

void term_gap(struct term *t)
{
	t->next = t->column + 2;
}

/* Blanks are put only before a word, so that no line ends in one. */
static void word(struct term *t, enum style s, struct str v)
{
	size_t columns = utf8_columns(v);

	if (t->column && t->next + columns > t->width && t->column > t->indent)
		new_line(t);
	pad(t, t->next);
	put(t, s, v);
	t->next = t->column + 1;
}

/* 'v' is safe already. */
static void words(struct term *t, enum style s, struct str v)
{
	while (v.s) {
		struct str part = str_cut(&v, ' ');

		if (part.len)
			word(t, s, part);
	}
}

void term_words(struct term *t, enum style s, struct str v)
{
	words(t, s, str_quote(t->a, v, 0));
}

void term_text(struct term *t, enum style s, const char *terminated)
{
	words(t, s, str_of(terminated));
}

void term_words_f(struct term *t, enum style s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	term_words(t, s, arena_vprintf(t->a, format, ap));
	va_end(ap);
}

static void excerpt(struct term *t, enum style s, struct str v, size_t lines)
{
	size_t from = t->next;
	size_t line = t->width > t->indent + 10 ? t->width - t->indent : 10;
	size_t first = t->width > from + 10 ? t->width - from : 10;

	/* Wrapping loses some columns of each line; a little less makes the lines suffice. */
	words(t, s, str_quote(t->a, v, first + (lines - 1) * line - 8 * (lines - 1)));
}

void term_command(struct term *t, size_t column, struct str v)
{
	term_at(t, column);
	pad(t, column);
	put(t, STYLE_COMMAND, str_quote(t->a, v, 0));
	term_end(t);
}

void term_heading(struct term *t, const char *text)
{
	term_blank(t);
	term_at(t, 0);
	put(t, STYLE_BOLD, str_of(text));
	term_end(t);
}

size_t term_shown(const struct term *t, size_t n, size_t brief)
{
	if (t->options->all)
		return n;
	if (t->options->verbose)
		brief *= 4;
	/* Leaving out a single entry saves nothing. */
	return n <= brief + 1 ? n : brief;
}

void term_more(struct term *t, size_t column, size_t n, size_t shown, const char *what)
{
	if (n <= shown)
		return;
	term_at(t, column);
	term_words_f(t, STYLE_DIM, "and %zu more %s", n - shown, what);
	term_end(t);
}

void term_cite(struct term *t, size_t column, const struct citation *c)
{
	struct when time = view_time(c);
	struct str title = view_event_title(t->a, view_event(c)), quote = view_quote(c);
	struct str second = view_reread(t->a, c);

	term_hang(t, column, column + 2);
	term_words(t, STYLE_DIM, view_place(t->a, c));
	if (time.basis != WHEN_NONE) {
		term_gap(t);
		term_words(t, STYLE_NONE, when_text(t->a, time));
	}
	if (title.len) {
		term_gap(t);
		term_words(t, STYLE_NONE, title);
	}
	if (quote.len && view_was_quoted(&t->quoted, t->a, quote)) {
		term_text(t, STYLE_DIM, "(quoted above)");
	} else if (quote.len) {
		struct str safe = str_quote(t->a, quote, 0);
		struct str marked = arena_printf(t->a, "\"%.*s\"", STR_ARG(safe));

		term_gap(t);
		if (t->next + utf8_columns(marked) > t->width)
			term_end(t);
		if (t->options->all)
			words(t, STYLE_NONE, marked);
		else
			excerpt(t, STYLE_NONE, marked, t->options->verbose ? 8 : title.len ? 4 : 2);
	}
	if (c->note.len)
		term_words_f(t, STYLE_NONE, "(%.*s)", STR_ARG(c->note));
	if (second.len)
		term_words_f(t, STYLE_WARN, "(%.*s)", STR_ARG(second));
	term_end(t);
}

void term_cites(struct term *t, size_t column, const struct citation *c, size_t n, size_t more)
{
	size_t shown = term_shown(t, n, 3);

	for (size_t i = 0; i < shown; i++)
		term_cite(t, column, &c[i]);
	term_more(t, column, n + more, shown, "places");
}
