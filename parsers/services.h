/* services.h - lists of services from PowerShell, WMI and exports
 *
 * In: lines. Out: one OBS_SERVICE for each service of Get-Service, Get-CimInstance
 * Win32_Service and wmic service, as table, list or CSV, and of the service console's export.
 */
#ifndef WBT_SERVICES_H
#define WBT_SERVICES_H

#include "parsers/parse.h"

/* Property names are never translated; headings of the console's export are. A name that a table
 * cut ("AudioEndpointBu...") is left unknown. */
size_t services_parse(struct parse *p, const struct text *t, size_t i);

#endif
