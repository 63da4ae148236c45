/* evtcsv.h - exports of events as CSV or tab-separated text, and as JSON
 *
 * In: lines of Event Viewer's "Save all events as" (its heading names five columns, the sixth is
 * the message), of Export-Csv, and of ConvertTo-Json. Out: an observation for each event, and for a
 * CSV export what it covers. Separators are found from the heading.
 */
#ifndef WBT_EVTCSV_H
#define WBT_EVTCSV_H

#include "parsers/parse.h"

/* Text parsers. */
size_t evtcsv_parse(struct parse *p, const struct text *t, size_t i);
size_t evtcsv_json(struct parse *p, const struct text *t, size_t i);

#endif
