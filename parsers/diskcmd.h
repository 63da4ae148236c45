/* diskcmd.h - fsutil, mountvol, diskpart, chkdsk
 *
 * In: lines. Out: OBS_VOLUME for what names a volume (mountvol, diskpart list volume, fsutil
 * fsinfo and volume), OBS_MESSAGE for results and failures that are sentences.
 */
#ifndef WBT_DISKCMD_H
#define WBT_DISKCMD_H

#include "parsers/parse.h"

/* Tables are read by the columns of their rule, fsutil by its command, since labels are
 * translated. diskpart rounds sizes to three or four digits. */
size_t diskcmd_parse(struct parse *p, const struct text *t, size_t i);

#endif
