/* parse.h - what every parser is given, and the shape of a text parser
 *
 * A text parser looks at the line at index 'i' and either takes a block that starts there,
 * adds observations for it and returns how many lines it used, or returns 0 because the line
 * starts nothing that it knows. It never looks at lines before 'i'. It must use at least one
 * line when it takes anything, and must end by itself at the next prompt or foreign block.
 * format.c offers each line to the parsers in the order of its table.
 */
#ifndef WBT_PARSE_H
#define WBT_PARSE_H

#include "parsers/base.h"
#include "parsers/diag.h"
#include "parsers/msgid.h"
#include "parsers/obs.h"
#include "parsers/text.h"

/* What the user asked for besides; values may be joined. */
enum parse_ask {
	PARSE_CRC = 1,   /* check the checksums of event logs */
	PARSE_SLACK = 2, /* look for old records in the free space of event logs */
};

/* Parsers of lists of properties, for struct parse.refused. */
enum parse_list { LIST_SERVICE, LIST_HOST, LIST_REGISTRY, LIST_WBJOB, PARSE_LISTS };

struct parse {
	struct arena *arena; /* the ticket's: observations and their strings */
	struct diag *diag;
	struct obs_list *out;
	const struct interest *want; /* may be NULL */
	uint32_t file;               /* index for struct source */
	struct pos at;               /* .file set, for diagnostics */
	unsigned ask;                /* enum parse_ask */
	unsigned threads;            /* for one big file; 0 is 1 */

	/* Text parsers only: the command whose output this is, from the last prompt or
	 * collector's headline; unknown if none was seen. */
	struct str command;
	uint32_t command_line;
	const struct msgid_index *messages; /* may be NULL */
	bool whole; /* the text is the whole file, or its last window: its end is the end */
	/* Line of a mark by which the author left lines out, until the parser of the listing
	 * around it has said that the listing is not complete; 0: none is open. */
	uint32_t elided;
	/* Lines before that index belong to a list that the parser has refused: no part of it
	 * tells more than the whole. */
	size_t refused[PARSE_LISTS];
};

/* Position of a line for diagnostics. */
struct pos parse_pos(const struct parse *p, const struct line *l);
/* Source of a block of lines, quoting its first line. */
struct source parse_source(const struct parse *p, const struct text *t, size_t first, size_t n);
/* Adds an observation for a block of lines. */
struct obs *parse_add(struct parse *p, enum obs_kind kind, const struct text *t, size_t first,
		      size_t n);

enum { PARSE_PROPERTIES = 256 }; /* read of one list; a computer system has about 150 */

struct property; /* row.h */
/* Takes the n properties of lines [i, i + used); false if they are no list of its kind. */
typedef bool list_taker(struct parse *p, const struct text *t, size_t i, size_t used,
			const struct property *list, size_t n);
/* Reads the properties from line 'i' on and offers them, but no list twice. Returns the lines
 * used; 0 if they were refused. */
size_t parse_properties(struct parse *p, const struct text *t, size_t i, enum parse_list which,
			list_taker *take);

typedef size_t text_parser(struct parse *p, const struct text *t, size_t i);

#endif
