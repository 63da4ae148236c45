/* store.h - the results of many tickets in one SQLite file
 *
 * In: one result per ticket. Out: the file, written in transactions so that it is whole after a kill, its
 * exports in the order of the tickets' names, and views for questions. No clock and no path of this
 * machine is in it: the same tickets give the same rows wherever and in whatever order they ran.
 */
#ifndef WBT_STORE_H
#define WBT_STORE_H

#include "analyzer/out.h"

struct store;

struct store_ticket {
	struct str name;
	struct str content;	/* hash over the files' names and bytes */
	struct str knowledge;	/* hash of the rules used */
	struct str outcome;	/* "judged", "timeout", "crashed", "failed" */
	int exit_code;
	struct str report;	/* the JSON report; "" if there is none */
};

/* Opens or makes the file. NULL with a reason. The caller closes it. */
struct store *store_open(const char *path, const char **reason);
void store_close(struct store *s);
/* Replaces the ticket's rows in one transaction. The report is taken apart into causes, harmless
 * signatures and unexplained errors. */
bool store_put(struct store *s, const struct store_ticket *t);
/* The hashes of a ticket's stored result, in the arena; false if it is not there or has no report. */
bool store_hashes(struct store *s, struct arena *a, struct str name, struct str *content,
		  struct str *knowledge);
/* Deletes tickets whose name is not in the list. */
bool store_keep_only(struct store *s, const struct str *name, size_t n);
/* Copies all tickets of another store into this one. */
bool store_merge(struct store *s, const char *path, const char **reason);
/* Worst exit code by the order 70, 3, 5, 2, 1, 4, 0; and how many tickets came to each outcome. */
struct store_totals {
	int worst;
	int64_t tickets, problems, nothing, inconclusive, unusable, lost;
};
struct store_totals store_totals(struct store *s);
/* Rows of a query as callbacks of texts, in its order. */
typedef void store_row(void *ctx, const struct str *column, size_t n);
bool store_query(struct store *s, struct arena *a, const char *sql, store_row *row, void *ctx);
const char *store_error(struct store *s);

#endif
