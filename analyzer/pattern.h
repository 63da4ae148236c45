/* pattern.h - regular expressions of the knowledge, over PCRE2 with limits
 *
 * Patterns are caseless UTF-8 and '.' matches line breaks too. A run of blanks in a pattern
 * matches any white space, and ' or " also their typographic forms, since pasted evidence is
 * re-wrapped and "prettified" on its way. Compiled at first use, so that a large knowledge
 * costs no start-up time. The owner of a pattern frees it.
 */
#ifndef WBT_PATTERN_H
#define WBT_PATTERN_H

#include "parsers/base.h"

enum { PATTERN_GROUPS = 8 }; /* named groups of one pattern; rules use one or two */

struct pattern {
	struct str source;
	void *code;      /* compiled; NULL until first use */
	size_t searched; /* bytes, until it is worth machine code */
	bool broken;
};

struct pattern_match {
	struct str name[PATTERN_GROUPS];
	struct str value[PATTERN_GROUPS];
	size_t n;
};

/* Compiles and reports the first fault of a pattern: false with reason and offset. */
bool pattern_check(struct arena *a, struct str source, struct str *reason, size_t *offset);
/* Searches text. 'm' may be NULL. Groups that took no part are left out of it. A match limit hit
 * counts as no match: bundles are hostile, and a rule must not hang on one. */
bool pattern_search(struct arena *a, struct pattern *p, struct str text, struct pattern_match *m);
/* 'text' with everything special quoted, to be put into a pattern. */
struct str pattern_quote(struct arena *a, struct str text);
void pattern_free(struct pattern *p);

#endif
