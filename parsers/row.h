/* row.h - the shapes in which console tools print: labelled rows, tables, CSV, property lists
 *
 * In: lines of text.c. Out: views into them, or copies in the arena given. Knows no labels;
 * positions are display columns (East Asian letters count two), since tools pad by them.
 */
#ifndef WBT_ROW_H
#define WBT_ROW_H

#include "parsers/base.h"
#include "parsers/text.h"

/* "        STATE              : 4  RUNNING" */
struct row {
	struct str label; /* trimmed; "" on a continuation row (": value") */
	struct str value; /* trimmed */
	size_t column;    /* of the value; of the end of the line if there is none */
};

/* Splits at the first colon that a blank or the line's end follows. false without one. */
bool row_split(struct str line, struct row *out);
/* The label without an ending colon if the value starts at 'column' after a blank, as in the
 * aligned lists of systeminfo, whose labels hold colons themselves. */
bool row_split_at(struct str line, size_t column, struct row *out);

/* Display columns [from, to). */
struct span {
	size_t from, to;
};

/* The columns that a rule of '-' or '=' runs marks: "=========== ==== =====". Returns their
 * number, at most 'max'; 0 if the line holds anything else or fewer than two runs. */
size_t row_rule(struct str line, struct span *out, size_t max);
/* Cell k of a line below such a rule: from its column up to the next one (the last one up to
 * the end), trimmed. A value that is wider than its heading to the left is taken whole. */
struct str row_cell(struct str line, const struct span *col, size_t n, size_t k);
/* Columns of a heading without a rule (wmic): words that two blanks or the end follow. */
size_t row_heading(struct str line, struct span *out, size_t max);

/* Fields of one CSV line (RFC 4180 quoting, any separator). Returns their number, at most
 * 'max'; unquoted ones are trimmed. */
size_t row_csv(struct arena *a, struct str line, char separator, struct str *out, size_t max);

/* One property of a PowerShell list ("Name : x") or of wmic /value ("Name=x"). Their names are
 * identifiers and never translated. */
struct property {
	struct str name, value;
	size_t line; /* index into the text */
};

/* The properties from line 'i' to the next blank or foreign line; indented lines continue a
 * value. *n is their number, at most 'max'. Returns the lines used; 0 unless line 'i' is one. */
size_t row_properties(struct arena *a, const struct text *t, size_t i, struct property *out,
		      size_t max, size_t *n);
/* Value of the property of that name; the unknown view without one. */
struct str row_property(const struct property *p, size_t n, const char *name);

/* Index of v in a list that NULL ends, without regard to ASCII case; -1 if it is not in it. */
int row_word(struct str v, const char *const *words);
/* The next run of bytes that are not blank; moves *rest behind it. Unknown at the end. */
struct str row_token(struct str *rest);
/* Whole text is decimal digits, with at least one. */
bool row_digits(struct str v);
bool row_blank(struct str line);
/* Blanks and tabs in front. */
size_t row_indent(struct str line);
/* Runs of blanks as one blank, trimmed; copy in the arena. */
struct str row_squeeze(struct arena *a, struct str v);
/* Lines [i, end) squeezed and joined by blanks; blank ones left out. */
struct str row_join(struct arena *a, const struct text *t, size_t i, size_t end);
/* "1,234,567", "1.234.567", "1 234 567" (a unit may follow): the number. false without one. */
bool row_grouped(struct str v, uint64_t *out);
/* The "3.2 GB", "99 GB", "500 MB", "0 B" of a tool, in bytes (binary units, as Windows
 * counts); the last digit is rounded there. */
bool row_size(struct str v, int64_t *out);

#endif
