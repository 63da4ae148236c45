/* casefile.h - cases of the knowledge: observations in, status of an entry out
 *
 * A case is text: '#' starts a comment, "expect: STATUS|STATUS" is what the entry must come to,
 * "expect-other: ID STATUS|STATUS" the same for another entry, every other line is one
 * observation as 'wbtriage evidence' prints it. Rules are tested without any parser this way.
 */
#ifndef WBT_CASEFILE_H
#define WBT_CASEFILE_H

#include "analyzer/know.h"

struct casefile_result {
	bool ok;
	struct str reason; /* what differs or is wrong in the case file */
	uint32_t line;     /* of the case file, if it is about one */
};

/* 'id' is the entry under test, 'text' the case. Reasons live in 'a'. */
struct casefile_result casefile_run(struct arena *a, const struct know *k, struct str id,
				    struct str text);

#endif
