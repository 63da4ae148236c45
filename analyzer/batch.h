/* batch.h - many tickets: one worker process each, results in a store
 *
 * In: ticket names and paths, the knowledge, a store. Out: rows in the store, progress on stderr.
 * One bad ticket costs only itself: it is recorded as "timeout", "crashed", "memory" or "failed",
 * and the rest goes on.
 */
#ifndef WBT_BATCH_H
#define WBT_BATCH_H

#include "analyzer/store.h"
#include "analyzer/ticket.h"

struct batch_ticket {
	struct str name;
	struct str path; /* terminated */
};

struct batch_options {
	unsigned jobs;        /* workers at once */
	unsigned seconds;     /* per ticket */
	size_t memory;        /* bytes per worker */
	bool again;           /* also tickets that did not change */
	bool since_knowledge; /* do not even read those judged with this knowledge */
	bool progress;        /* stderr is a terminal */
	bool quiet;
	struct ticket_options ticket;
	struct str version;   /* of the program */
	struct str judged_by; /* version and options as in store_basis */
};

struct batch_counts {
	size_t judged, unchanged, lost;
	bool stopped; /* by a signal: the rest can be resumed */
	bool store_failed;
};

void batch_run(struct arena *a, const struct know *k, struct store *s,
	       const struct batch_ticket *ticket, size_t n, const struct batch_options *o,
	       struct batch_counts *c);

#endif
