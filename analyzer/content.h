/* content.h - a hash over everything a ticket holds, to know whether it changed
 *
 * In: a path. Out: SHA-256 over the names, sizes and bytes of its files in a fixed order, so that
 * copying a ticket changes nothing and changing one byte does.
 */
#ifndef WBT_CONTENT_H
#define WBT_CONTENT_H

#include "parsers/base.h"

/* 64 hex digits in the arena. Files that cannot be read count by their name. */
struct str content_hash(struct arena *a, const char *path);

#endif
