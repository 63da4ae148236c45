/* hostcmd.h - hostname, whoami, nltest, netdom, w32tm
 *
 * In: lines. Out: OBS_HOST with the one or two facts that each tool tells, OBS_MESSAGE for a
 * failure of nltest.
 */
#ifndef WBT_HOSTCMD_H
#define WBT_HOSTCMD_H

#include "parsers/parse.h"

/* The domain's SID is taken only from groups that a domain alone has (Domain Admins 512,
 * Schema Admins 518, ...: [MS-DTYP] 2.4.2.4), since a local account's SID holds the machine's. */
size_t hostcmd_parse(struct parse *p, const struct text *t, size_t i);

#endif
