/* ticket.h - one ticket from paths to report
 *
 * In: the paths of a bundle and the knowledge. Out: bundle, evidence and report, in one arena that
 * the ticket owns. Nothing is printed here.
 */
#ifndef WBT_TICKET_H
#define WBT_TICKET_H

#include "analyzer/correlate.h"
#include "parsers/bundle.h"

struct ticket {
	struct arena arena;
	struct bundle bundle;
	struct evidence evidence;
	struct report report;
};

struct ticket_options {
	struct correlate_options correlate;
	bool keep_all;       /* keep every observation, also what no rule asks for */
	unsigned ask;        /* enum parse_ask */
	unsigned threads;    /* for one big file; 0 is 1 */
	enum host_role role; /* overrides what the evidence says */
	int64_t utc_offset;  /* minutes; OBS_UNKNOWN: infer */
};

/* Reads and judges. report.exit_code is set as documented (0, 1, 3, 4, 5). */
void ticket_analyse(struct ticket *t, const char *const *path, size_t n, const struct know *k,
		    const struct ticket_options *o);
/* Only reads: bundle and evidence. */
void ticket_read(struct ticket *t, const char *const *path, size_t n, const struct know *k,
		 const struct ticket_options *o);
void ticket_free(struct ticket *t);

#endif
