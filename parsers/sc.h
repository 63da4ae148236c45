/* sc.h - sc query, queryex, qc, enumdepend and the errors of sc
 *
 * In: lines. Out: one OBS_SERVICE for each service block or failed query, OBS_MESSAGE for a
 * failed change. Rows are known by label where possible, else by place and the value's shape:
 * labels are translated, but type, state and start words stay English in every language seen.
 */
#ifndef WBT_SC_H
#define WBT_SC_H

#include "parsers/parse.h"

/* Layouts: captures of Windows 7 to Server 2019 in English, Russian and Spanish; numbers are
 * those of SERVICE_STATUS_PROCESS and QUERY_SERVICE_CONFIG (winsvc.h). */
size_t sc_parse(struct parse *p, const struct text *t, size_t i);

#endif
