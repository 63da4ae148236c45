/* correlate.h - evidence and knowledge to verdicts
 *
 * Pure: no files, no clock. In: the evidence of one ticket and the knowledge. Out: the report's
 * problems, harmless signatures, asks and unexplained errors, in final order, in the arena of the
 * evidence.
 */
#ifndef WBT_CORRELATE_H
#define WBT_CORRELATE_H

#include "analyzer/evidence.h"
#include "analyzer/know.h"

struct correlate_options {
	const struct str *only, *skip; /* ids of causes and harmless entries */
	size_t n_only, n_skip;
};

void correlate(const struct evidence *e, const struct know *k, const struct correlate_options *o,
	       struct report *r);

#endif
