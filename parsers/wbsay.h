/* wbsay.h - the sentences by which Windows Server Backup says that something failed, and those by
 * which other backup programs say it of the System Writer and of shadow copies
 *
 * In: lines, and a place in one of them. Out: the sentence with the detail behind it, however it
 * was wrapped or quoted, and the code that belongs to it. Its text is a copy in the arena of the
 * parse.
 */
#ifndef WBT_WBSAY_H
#define WBT_WBSAY_H

#include "parsers/parse.h"

struct wbsay {
	struct str text; /* one line; a system message or "Detailed error:" behind it included */
	uint32_t *code;  /* the sentence's own code first, then those in the text */
	size_t n_code;
	struct when time; /* in square brackets behind it, or not known */
	struct str tool;  /* the program that says it: "wbadmin", "dsmc", "veeam", ... */
	bool file;        /* it names a missing file */
	bool run;         /* only a run says it: the run failed */
	bool state;       /* a backup of the system state says it */
	size_t first;     /* index of its first line */
	size_t last, end; /* index of its last line, and the offset behind it there */
};

/* The sentence that begins right at offset 'at' of line i. */
bool wbsay_at(struct parse *p, const struct text *t, size_t i, size_t at, struct wbsay *out);
/* Whether one could begin with these bytes; cheap. */
bool wbsay_lead(struct str v);
/* ERROR - The sentence after the tool's own mark, whatever it says, up to a blank line. */
bool wbsay_error(struct parse *p, const struct text *t, size_t i, size_t at, struct wbsay *out);
/* Adds the message; 'command' may be unknown. */
void wbsay_add(struct parse *p, const struct text *t, const struct wbsay *say, struct str command);
/* The command line if it is one of wbadmin, and stands just above line i; otherwise unknown. */
struct str wbsay_command(const struct parse *p, const struct text *t, size_t i);

/* Text parser: such sentences anywhere in a line, as people quote them. Each gives an OBS_MESSAGE,
 * and an OBS_RUN where only a run can say it. Lines that belong to an event's message are left
 * alone. */
size_t wbsay_parse(struct parse *p, const struct text *t, size_t i);

#endif
