/* format.h - recognising evidence by content and handing it to its parsers
 *
 * In: one file. Out: observations through struct parse, and what was recognised. Names of files
 * decide nothing. Text is offered line by line to the parsers of one table, so a file may hold the
 * output of many commands; large text is read in windows of bounded size.
 */
#ifndef WBT_FORMAT_H
#define WBT_FORMAT_H

#include "parsers/file.h"
#include "parsers/parse.h"

enum { FORMAT_PARSERS = 48 }; /* room for the table of text parsers */

struct format_result {
	struct str kind;      /* "wbadmin, vssadmin"; "unknown"; "empty" */
	size_t lines, unused; /* of text */
	bool recognised;
	bool cut;                  /* not read to its end (a diagnostic says so) */
	bool took[FORMAT_PARSERS]; /* which text parsers took something */
};

/* false: the file could not be read (a diagnostic says so). */
bool format_file(struct parse *p, const struct file *f, struct format_result *r);
/* Lines only: offers each line to the text parsers, follows prompts. Used by format_file and by
 * tests. Returns the index of the first line of a block that reached the end of a text that is not
 * whole (p->whole): it has to be offered again with what follows. t->n if there is none. */
size_t format_text(struct parse *p, const struct text *t, struct format_result *r);

#endif
