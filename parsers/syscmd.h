/* syscmd.h - dism, sfc, fltmc, driverquery
 *
 * In: lines. Out: OBS_MESSAGE for results of dism and sfc and for each loaded filter driver
 * (its row), OBS_SERVICE for each driver of driverquery, whose module names are service keys.
 */
#ifndef WBT_SYSCMD_H
#define WBT_SYSCMD_H

#include "parsers/parse.h"

/* Of the features that dism lists, only those in an unfinished state and those about backups
 * are kept. Tables are read by the columns of their rule. */
size_t syscmd_parse(struct parse *p, const struct text *t, size_t i);

#endif
