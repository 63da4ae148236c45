/* netcmd.h - net start, net stop, net accounts
 *
 * In: lines. Out: OBS_SERVICE (state running) for each line of the list of started services,
 * OBS_MESSAGE for a start or stop that failed, OBS_HOST with the role from net accounts.
 */
#ifndef WBT_NETCMD_H
#define WBT_NETCMD_H

#include "parsers/parse.h"

/* Texts are translated: the list is known by its command or heading, failures by the numbers
 * in them ("System error 1058", "NET HELPMSG 3534"), the role by its word in capitals, which
 * stays English (Windows 7 to Server 2022). */
size_t netcmd_parse(struct parse *p, const struct text *t, size_t i);

#endif
