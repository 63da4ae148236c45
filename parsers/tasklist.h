/* tasklist.h - tasklist /svc, as table or CSV
 *
 * In: lines. Out: one OBS_SERVICE (state running, process id) for each service that a process
 * hosts. Processes without services give nothing.
 */
#ifndef WBT_TASKLIST_H
#define WBT_TASKLIST_H

#include "parsers/parse.h"

/* Columns of 25, 8 and 44 under a rule of '=' in every language; services that do not fit
 * continue on indented lines (Windows 7 to Server 2019). Without a heading, as findstr leaves
 * it, the command line must say tasklist. */
size_t tasklist_parse(struct parse *p, const struct text *t, size_t i);

#endif
