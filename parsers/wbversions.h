/* wbversions.h - the entries of wbadmin get versions, in any language
 *
 * In: lines. Out: an OBS_RUN with the outcome ok for each kept version.
 */
#ifndef WBT_WBVERSIONS_H
#define WBT_WBVERSIONS_H

#include "parsers/parse.h"

/* A text parser (parse.h). An entry is told by its version identifier, MM/DD/YYYY-hh:mm in UTC
 * whatever the language (Windows Server 2008 R2 to 2022); its time is taken as the start of the
 * run. Words are looked at for the target only. */
size_t wbversions_parse(struct parse *p, const struct text *t, size_t i);

#endif
