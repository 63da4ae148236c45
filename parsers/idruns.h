/* idruns.h - which numbers of a sequence were seen, as runs of consecutive ones
 *
 * Record ids of a log: mostly in order, in pieces where a log wrapped, twice where chunks were
 * copied. Memory is bounded; beyond it the count is given up and said to be unknown.
 */
#ifndef WBT_IDRUNS_H
#define WBT_IDRUNS_H

#include "parsers/base.h"

struct idrun {
	int64_t low, high;
};

struct idruns {
	struct idrun *run;
	size_t n, cap;
	bool merged; /* room had to be made */
	bool overflow;
};

void idruns_add(struct arena *a, struct idruns *r, int64_t id);
/* Adds the numbers of 'next'. false if it may not be the same as adding them one by one: there are
 * too many runs. */
bool idruns_join(struct arena *a, struct idruns *r, const struct idruns *next);
/* How many different numbers were added; -1 if that is not known. */
int64_t idruns_count(struct idruns *r);

#endif
