/* sysinfo.h - what a capture tells of the host itself
 *
 * In: lines. Out: OBS_HOST from systeminfo (text, table, CSV), the banner of cmd and ver, and
 * the property lists of Win32_OperatingSystem, Win32_ComputerSystem and Get-ComputerInfo.
 */
#ifndef WBT_SYSINFO_H
#define WBT_SYSINFO_H

#include "parsers/parse.h"

/* systeminfo prints its rows in one order in every language (Windows 7 to Server 2022) and pads
 * labels to one column; the value of the third row is the version. utc_offset is the zone's
 * standard offset there, without daylight saving. */
size_t sysinfo_parse(struct parse *p, const struct text *t, size_t i);

#endif
