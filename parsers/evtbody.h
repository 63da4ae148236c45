/* evtbody.h - the message of an event log entry in text, which has no mark for its end
 *
 * In: lines. Out: the message with the details below it, up to the next entry, command or listing.
 * Where the message is one that is known as a whole, what follows is taken only as far as it has
 * the form of such details, since people write their own text under what they paste.
 */
#ifndef WBT_EVTBODY_H
#define WBT_EVTBODY_H

#include "parsers/msgid.h"
#include "parsers/parse.h"

struct evtbody {
	struct str text; /* lines joined by line feeds, in the arena; "" for none */
	struct str hex;  /* the bytes under "Data:", for event_binary() */
	size_t end;      /* index behind the last line of it */
};

/* 'first' is what stands on the line before 'j' already, or "". 'headed' is false if the message
 * stands alone, so that a blank line ends it unless details follow. */
void evtbody_read(struct parse *p, const struct text *t, struct str first, size_t j, bool headed,
		  struct evtbody *out);
/* A message that is known by its wording begins with line j, at offset *at behind marks and an
 * opening quotation mark; it may go on below. */
bool evtbody_begins(struct parse *p, const struct text *t, size_t j, size_t *at, struct msgid *m);

#endif
