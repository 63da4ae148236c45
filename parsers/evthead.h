/* evthead.h - the head of an event log entry in text: a handful of labelled fields
 *
 * In: lines. Out: what they tell of the event, as views. A field a line, or several on one line,
 * with blank lines between them or values on lines of their own; it counts as a head if it gives an
 * event id and enough of the rest.
 */
#ifndef WBT_EVTHEAD_H
#define WBT_EVTHEAD_H

#include "parsers/evtlabel.h"
#include "parsers/parse.h"

struct evthead {
	struct event e;
	struct str date, clock;
	uint32_t seen; /* bits of enum evtlabel */
	unsigned labels;
	struct str text; /* what stands behind the label of the message */
	size_t body;     /* the line behind the head */
	bool id;         /* a number was given */
};

/* The head at line i. false: there is none. Looks at a bounded number of lines and needs no memory.
 */
bool evthead_read(const struct text *t, size_t i, struct evthead *h);
/* Sets h->e.time from the date and the time of day. */
void evthead_time(struct arena *a, struct evthead *h);

#endif
