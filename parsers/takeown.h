/* takeown.h - what takeown prints
 *
 * In: lines of a capture. Out: OBS_ACL with the new owner alone; OBS_MESSAGE for refusals.
 * English texts of Windows Server 2008 to 2019; in other languages the words before the first
 * colon and the two quoted names are enough.
 */
#ifndef WBT_TAKEOWN_H
#define WBT_TAKEOWN_H

#include "parsers/parse.h"

size_t takeown_parse(struct parse *p, const struct text *t, size_t i);

#endif
