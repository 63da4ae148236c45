/* evtx.h - Windows event logs (.evtx): every record counted, those of interest read whole
 *
 * In: the bytes of a log. Out: an OBS_EVENT for each record that is wanted, one with a count for those alike
 * that are too many to keep, and an OBS_LOG for each channel. Damage is told by chunk and record,
 * with the offset in the file; reading goes on behind it. Memory does not grow with the log.
 *
 * The chunk count comes from the file's size, never from the header, which is stale in a log that was
 * copied while in use. Format: libevtx documentation, "Windows XML Event Log (EVTX) format".
 */
#ifndef WBT_EVTX_H
#define WBT_EVTX_H

#include "parsers/binxml.h"
#include "parsers/file.h"
#include "parsers/parse.h"

/* The head of a file (8 KiB or more, where there are) is a log's; also if its header is damaged but
 * the first chunk is not. */
bool evtx_sniff(struct str head);
/* false: read error (a diagnostic says so). p->ask tells what to check besides. */
bool evtx_read(struct parse *p, const struct file *f);

/* One record in its chunk. */
struct evtx_record {
	uint64_t chunk;		/* its offset in the file */
	uint32_t at, size;	/* in the chunk, with header and size copy */
	uint64_t number;	/* of its own header; need not be the EventRecordID */
	bool size_copy;		/* the size at its end agrees */
};

/* What a pass over a chunk yields, in order: records, and places where the chain broke. */
struct evtx_walk {
	const uint8_t *chunk;
	uint64_t offset;	/* of the chunk in the file */
	uint32_t at, end;	/* end: of the live records */
	bool slack;		/* go on into what older records left behind */
	bool broken;		/* bytes were skipped before the record just told */
	uint32_t broken_at;
};

void evtx_walk_start(struct evtx_walk *w, const uint8_t *chunk, uint64_t offset, bool slack);
/* The next record; false at the end. */
bool evtx_walk_next(struct evtx_walk *w, struct evtx_record *out);

/* Body of a record for evtxrec.h: [from, to) in its chunk. */
static inline uint32_t evtx_body(const struct evtx_record *r)
{
	return r->at + 24;
}
static inline uint32_t evtx_body_end(const struct evtx_record *r)
{
	return r->at + r->size - 4;
}

/* Calls 'each' for every record of the log, in the order of the file, with its chunk. Stops when it
 * returns false. For checks and for showing a single record; tells no damage. */
typedef bool evtx_each(void *ctx, const uint8_t *chunk, const struct evtx_record *r);
void evtx_for_each(const struct file *f, evtx_each *each, void *ctx);

#endif
