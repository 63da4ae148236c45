/* wsblog.h - the error logs of Windows Server Backup: files that could not be backed up
 *
 * In: Backup_Error-DD-MM-YYYY_hh-mm-ss.log from %windir%\Logs\WindowsServerBackup, or lines quoted
 * from one. Out: an OBS_MESSAGE of the tool "wsblog" for each error up to a limit, an OBS_FILE
 * where a file was missing, and an OBS_RUN for the run that the log belongs to, whose outcome it
 * does not tell.
 */
#ifndef WBT_WSBLOG_H
#define WBT_WSBLOG_H

#include "parsers/parse.h"

/* A text parser (parse.h). English lines are told by their words, those of other languages by the
 * path in front and the code in brackets (Japanese was seen). Layouts: Windows Server 2012 to 2019,
 * KB 2747459 and KB 4053355. The time in the log's name is UTC or local by version, so it is not
 * used. */
size_t wsblog_parse(struct parse *p, const struct text *t, size_t i);

#endif
