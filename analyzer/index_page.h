/* index_page.h - the overview of a batch as one HTML file
 *
 * In: the store. Out: a page with every ticket, sortable and filterable, grouped by cause, and the
 * errors that no rule explains; it links to the tickets' reports beside it and loads nothing from
 * elsewhere.
 */
#ifndef WBT_INDEX_PAGE_H
#define WBT_INDEX_PAGE_H

#include "analyzer/store.h"

/* false: a query failed. 'reports' is the folder of the reports as linked: "reports". */
bool index_page_write(struct store *s, struct arena *a, struct out *out);
/* summary.csv: one row per ticket with its first cause. */
bool index_page_csv(struct store *s, struct arena *a, struct out *out);
/* Name of a ticket's report file in reports/: only letters, digits, '.', '-', '_', with a hash
 * where that changed the name. */
struct str index_page_report_name(struct arena *a, struct str ticket);

#endif
