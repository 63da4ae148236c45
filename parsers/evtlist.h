/* evtlist.h - events as PowerShell prints them: Get-WinEvent, Get-EventLog, Get-WmiObject
 *
 * In: lines of Format-List or of Format-Table. Out: an observation for each event. Tables cut their
 * messages, so that these are beginnings only.
 */
#ifndef WBT_EVTLIST_H
#define WBT_EVTLIST_H

#include "parsers/parse.h"

/* Text parser. */
size_t evtlist_parse(struct parse *p, const struct text *t, size_t i);

#endif
