/* wbadmin.h - output of wbadmin start, get, enable, disable, delete and stop
 *
 * In: console captures, whole or in part. Out: an OBS_RUN for a backup or recovery, an OBS_MESSAGE
 * for each failure and for what changed, OBS_VOLUME for the volumes of 'get disks'.
 */
#ifndef WBT_WBADMIN_H
#define WBT_WBADMIN_H

#include "parsers/parse.h"

/* A text parser (parse.h). Begins at the tool's banner or at a line of a run. Layouts: Windows
 * Server 2008 to 2025 and the clients of their time; of other languages than English only the
 * banner, the codes and the system's own messages are understood, and the last words are kept as
 * they are. Times are local. The outcome is known only where the tool states it or a sentence that
 * ends a run was printed; 100 per cent copied is no success. */
size_t wbadmin_parse(struct parse *p, const struct text *t, size_t i);

#endif
