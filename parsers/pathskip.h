/* pathskip.h - passing quickly over lists of paths
 *
 * In: lines of a text. Out: how many of them are paths and nothing else. The log of a successful
 * backup has a line for each file, a few hundred thousand; none of them tells anything by itself.
 */
#ifndef WBT_PATHSKIP_H
#define WBT_PATHSKIP_H

#include "parsers/text.h"

/* The lines from 'i' on that are bare paths on a drive with such a line below, since the last one
 * may belong to what follows, as in a listing of icacls /save. 0: line 'i' must be parsed. */
size_t pathskip_lines(const struct text *t, size_t i);

#endif
