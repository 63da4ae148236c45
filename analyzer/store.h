/* store.h - the results of many tickets in one SQLite file
 *
 * In: one result per ticket. Out: the file, written in transactions so that it is whole after a
 * kill, its exports in the order of the tickets' names, and views for questions. No clock and no
 * path of this machine is in it: the same tickets give the same rows wherever and in whatever order
 * they ran.
 */
#ifndef WBT_STORE_H
#define WBT_STORE_H

#include "analyzer/out.h"

struct store;

/* What a result rests on; if none of it changed, the result stands. */
struct store_basis {
	struct str content;   /* hash over the files' names and bytes */
	struct str knowledge; /* hash of the rules used */
	struct str judged_by; /* version of the program and options that can change a verdict */
};

struct store_ticket {
	struct str name;
	struct store_basis basis;
	struct str outcome; /* "judged", "timeout", "crashed", "failed" */
	int exit_code;
	struct str report; /* the JSON report; "" if there is none */
};

/* Opens the file; 'make': also makes it. NULL with a reason in the arena. The caller closes it. */
struct store *store_open(const char *path, bool make, struct arena *a, const char **reason);
void store_close(struct store *s);
/* Replaces the ticket's rows, all or none; they last from the next store_commit() on. The report is
 * taken apart into problems, causes, harmless signatures and unexplained errors. If other knowledge
 * had given another verdict on the same evidence, that one is kept beside it. */
bool store_put(struct store *s, const struct store_ticket *t);
bool store_commit(struct store *s);
/* What a ticket's stored result rests on, in the arena; false if it has no result. */
bool store_basis_of(struct store *s, struct arena *a, struct str name, struct store_basis *basis);
/* Deletes tickets whose name is not in the list. */
bool store_keep_only(struct store *s, const struct str *name, size_t n);
/* Copies all tickets of another store into this one; a ticket in both becomes the other's. false
 * with a reason in the arena. */
bool store_merge(struct store *s, struct arena *a, const char *path, const char **reason);
/* Worst exit code by the order 70, 3, 5, 2, 1, 4, 0; and how many tickets came to each outcome. */
struct store_totals {
	int worst;
	int64_t tickets, problems, nothing, inconclusive, unusable, lost;
};
struct store_totals store_totals(struct store *s);
/* Rows of a query as callbacks of texts, in its order. */
typedef void store_row(void *ctx, const struct str *column, size_t n);
bool store_query(struct store *s, struct arena *a, const char *sql, store_row *row, void *ctx);
/* The names of its columns, as one row. */
bool store_head(struct store *s, struct arena *a, const char *sql, store_row *row, void *ctx);
const char *store_error(struct store *s);

#endif
