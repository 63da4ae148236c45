/* report_term.h - lines for a terminal: wrapping, indenting, colour; used by report_text*.c
 *
 * All text given is untrusted and made safe by str_quote() before its columns are counted.
 */
#ifndef WBT_REPORT_TERM_H
#define WBT_REPORT_TERM_H

#include "analyzer/report.h"
#include "analyzer/report_view.h"

enum style { STYLE_NONE, STYLE_BOLD, STYLE_DIM, STYLE_BAD, STYLE_WARN, STYLE_GOOD, STYLE_COMMAND };

struct term {
	struct out *out;
	struct arena *a;
	const struct report *report;
	const struct report_options *options;
	size_t width;
	size_t column; /* where the next character goes */
	size_t next;   /* where the next word goes, if it fits there */
	size_t indent; /* of continuation lines */
	struct view_quoted quoted;
};

/* Ends the line if one was begun. */
void term_end(struct term *t);
void term_blank(struct term *t);
/* Ends the line and starts one at that column; continuation lines start there as well. */
void term_at(struct term *t, size_t column);
/* Starts a line at that column, with continuation lines further in. */
void term_hang(struct term *t, size_t column, size_t indent);
/* Moves right to the column, at least one blank; later lines continue there. */
void term_tab(struct term *t, size_t column);
/* Two blanks before the next word. */
void term_gap(struct term *t);
/* Words of 'v' from here on, wrapped. A word longer than a line stays whole. */
void term_words(struct term *t, enum style s, struct str v);
void term_text(struct term *t, enum style s, const char *terminated);
/* Trusted parts are in the format, untrusted ones are quoted with the rest. */
void term_words_f(struct term *t, enum style s, const char *format, ...) PRINTF_LIKE(3, 4);
/* One line that is never wrapped or cut, for copying. */
void term_command(struct term *t, size_t column, struct str v);
/* A heading at the left edge, after a blank line. */
void term_heading(struct term *t, const char *text);
/* Lists in brief form show this many of 'n'; 'brief' under default options. */
size_t term_shown(const struct term *t, size_t n, size_t brief);
/* "and 5 more" on its own line if the list was shortened. */
void term_more(struct term *t, size_t column, size_t n, size_t shown, const char *what);

/* The place, time and text of a citation, from this column on. */
void term_cite(struct term *t, size_t column, const struct citation *c);
void term_cites(struct term *t, size_t column, const struct citation *c, size_t n, size_t more);
/* Everything about a cause; numbers of the lists it needs are in the report. */
enum style term_status(enum status s);
void term_cause(struct term *t, const struct cause_verdict *c, bool full);
void term_cause_line(struct term *t, const struct cause_verdict *c);

#endif
