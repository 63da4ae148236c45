/* wbjob.h - Get-WBSummary and Get-WBJob, PowerShell's view of Windows Server Backup
 *
 * In: lines of property lists, whose names no language translates. Out: an OBS_RUN for the job, or
 * for the last job of the summary and the last good one before it. Properties: module
 * WindowsServerBackup of Windows Server 2008 R2 and later, Microsoft.Windows.ServerBackup.Commands.
 */
#ifndef WBT_WBJOB_H
#define WBT_WBJOB_H

#include "parsers/parse.h"

/* Text parser: a list from its first property on. */
size_t wbjob_parse(struct parse *p, const struct text *t, size_t i);

#endif
