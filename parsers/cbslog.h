/* cbslog.h - the logs of Windows servicing and setup: CBS.log, dism.log, setupact.log
 *
 * In: lines. Out: only what a line of any log can tell, a code of VSS or Windows Server Backup.
 * These logs are long (a hundred MB are common) and in bundles by habit; knowing their lines saves
 * asking every other parser about each.
 */
#ifndef WBT_CBSLOG_H
#define WBT_CBSLOG_H

#include "parsers/parse.h"

/* Text parser for a single line. */
size_t cbslog_parse(struct parse *p, const struct text *t, size_t i);

#endif
