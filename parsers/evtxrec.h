/* evtxrec.h - one record of an event log: what it is, cheaply; what it says, whole; as XML
 *
 * In: a chunk of 64 KiB and the place of a record in it. Out: the values that tell which event it
 * is, as views into the chunk; or a struct event; or the event's XML. The templates of a chunk are
 * looked at once and remembered by their offset in it.
 */
#ifndef WBT_EVTXREC_H
#define WBT_EVTXREC_H

#include "parsers/binxml.h"
#include "parsers/obs.h"

/* The parts of <System> that tell which event it is. */
enum evtxrec_part {
	EVTXREC_PROVIDER,
	EVTXREC_SOURCE,
	EVTXREC_ID,
	EVTXREC_LEVEL,
	EVTXREC_TIME,
	EVTXREC_RECORD,
	EVTXREC_CHANNEL,
	EVTXREC_PARTS
};

struct evtxrec_head {
	struct binxml_value part[EVTXREC_PARTS]; /* type 0: absent */
};

enum {
	EVTXREC_TEMPLATES = 512, /* remembered per chunk; a chunk has room for some 300 */
	EVTXREC_JOINED = 4096
};

/* What a template tells of the head: values by their number, in that order, and literals. */
struct evtxrec_template {
	uint32_t definition;
	uint32_t generation; /* chunk it belongs to; 0: free */
	bool damaged;
	uint32_t body_end;
	unsigned n;
	struct {
		uint32_t slot;
		enum evtxrec_part part;
	} value[EVTXREC_PARTS];
	struct evtxrec_head literal;
};

/* Zero-initialise. */
struct evtxrec_cache {
	uint32_t generation;
	uint32_t work; /* steps taken in this chunk, see binxml.h */
	uint32_t n_joined;
	uint8_t joined[EVTXREC_JOINED]; /* literals that lie in pieces, with entities between */
	struct evtxrec_template entry[EVTXREC_TEMPLATES];
};

/* Forgets the templates: another chunk follows. */
void evtxrec_chunk(struct evtxrec_cache *cache);
/* The record's head from its body [at, end); good until the next call. false: damaged. *hidden is
 * the number of bytes between the values and the record's end: a few in an honest record. */
bool evtxrec_head(struct evtxrec_cache *cache, const uint8_t *chunk, uint32_t at, uint32_t end,
		  struct evtxrec_head *out, uint32_t *hidden);
/* The whole event, not finished (event_finish() is the caller's); strings in the arena. false:
 * damaged, *e holds what precedes the damage. */
bool evtxrec_event(struct arena *a, const uint8_t *chunk, uint32_t at, uint32_t end,
		   struct event *e);
/* Its XML as Event Viewer shows it, on one line. false: damaged, the XML ends there. */
bool evtxrec_xml(struct buf *out, const uint8_t *chunk, uint32_t at, uint32_t end);

#endif
