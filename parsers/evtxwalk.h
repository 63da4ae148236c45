/* evtxwalk.h - the chunks of an event log and the records in each, in the order of the file
 *
 * In: the bytes of a log. Out: windows of whole chunks, read one after the other into a buffer of
 * the caller's; for a chunk, its records as places in it, and where their chain is broken. Goes on
 * behind damage. Decodes nothing.
 * Format: libevtx documentation, "Windows XML Event Log (EVTX) format", sections 3 and 4.
 */
#ifndef WBT_EVTXWALK_H
#define WBT_EVTXWALK_H

#include "parsers/binxml.h"
#include "parsers/file.h"

enum {
	EVTXWALK_HEADER = 4096,            /* bytes of the file header; the chunks follow */
	EVTXWALK_FIRST = 512,              /* offset of the first record in its chunk */
	EVTXWALK_WINDOW = 4 * BINXML_CHUNK /* bytes read at once: stays in the second-level cache */
};

/* 'bytes' (8 or more) start a log, a chunk. */
bool evtxwalk_is_file(const uint8_t *bytes);
bool evtxwalk_is_chunk(const uint8_t *bytes);

/* Reads [from, to) of a log window by window. */
struct evtxwalk_window {
	const struct file *f;
	uint8_t *bytes; /* EVTXWALK_WINDOW, the caller's */
	uint64_t next;  /* offset of the next one: whole chunks behind the header */
	uint64_t to;
	uint64_t offset; /* of the window in the file */
	size_t n;        /* bytes in it; what a cut last chunk lacks is zero */
	size_t cut;      /* bytes that the last chunk lacks */
	bool failed;     /* read error */
};

/* A buffer for it, of malloc; ends the program if there is no memory. */
uint8_t *evtxwalk_buffer(void);
/* false: no more, or failed. */
bool evtxwalk_window(struct evtxwalk_window *w);

/* One record in its chunk. */
struct evtx_record {
	uint64_t chunk;    /* its offset in the file */
	uint32_t at, size; /* in the chunk, with header and size copy */
	uint64_t number;   /* of its own header; need not be the EventRecordID */
	bool size_copy;    /* the size at its end agrees */
};

/* The record at r->at of the chunk: sets its size and all that follows; false if there is none. */
bool evtxwalk_record(const uint8_t *chunk, struct evtx_record *r);

/* What a pass over a chunk yields, in order: records, and places where the chain broke. */
struct evtxwalk {
	const uint8_t *chunk;
	uint64_t offset;  /* of the chunk in the file */
	uint32_t at, end; /* end: of the live records */
	bool slack;       /* go on into what older records left behind */
	bool broken;      /* bytes were skipped before the record just told */
	uint32_t broken_at;
};

void evtxwalk_start(struct evtxwalk *w, const uint8_t *chunk, uint64_t offset, bool slack);
/* The next record; false at the end. */
bool evtxwalk_next(struct evtxwalk *w, struct evtx_record *out);

/* Body of a record for evtxrec.h: [from, to) in its chunk. */
static inline uint32_t evtxwalk_body(const struct evtx_record *r)
{
	return r->at + 24;
}
static inline uint32_t evtxwalk_body_end(const struct evtx_record *r)
{
	return r->at + r->size - 4;
}

/* Calls 'each' for every record of the log, in the order of the file, with its chunk. Stops when it
 * returns false. For checks and for showing a single record; tells no damage. */
typedef bool evtxwalk_each(void *ctx, const uint8_t *chunk, const struct evtx_record *r);
void evtxwalk_all(const struct file *f, evtxwalk_each *each, void *ctx);

#endif
