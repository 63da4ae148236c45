/* second.h - what a report cites from event logs, decoded once more by libevtx
 *
 * In: a report and the bundle it was made of. Out: each cited event of a log knows how libevtx
 * reads it, and its XML; the report counts how often both decoders agree. The bundle is read a
 * second time, only the chunks of what is cited; nothing is done where no log is cited.
 */
#ifndef WBT_SECOND_H
#define WBT_SECOND_H

#include "analyzer/verdict.h"

struct obs_list;

/* 'path' as given to bundle_read(). Everything made lives in the report's arena. */
void second_opinion(struct report *r, const struct obs_list *obs, const char *const *path,
		    size_t n);

#endif
