/* evtxwalk.c - see evtxwalk.h */
#include "parsers/evtxwalk.h"

#include <stdlib.h>
#include <string.h>

enum {
	RECORD_LEAST = 28 /* header and size copy */
};

bool evtxwalk_is_file(const uint8_t *bytes)
{
	return memcmp(bytes, "ElfFile", 8) == 0;
}

bool evtxwalk_is_chunk(const uint8_t *bytes)
{
	return memcmp(bytes, "ElfChnk", 8) == 0;
}

static bool record_at(const uint8_t *c, uint32_t at, uint32_t *size)
{
	if (at + RECORD_LEAST > BINXML_CHUNK || binxml_u32(c + at) != 0x2a2a)
		return false;
	*size = binxml_u32(c + at + 4);
	return *size >= RECORD_LEAST && *size <= BINXML_CHUNK - at;
}

static bool size_copied(const uint8_t *c, uint32_t at, uint32_t size)
{
	return binxml_u32(c + at + size - 4) == size;
}

bool evtxwalk_record(const uint8_t *chunk, struct evtx_record *r)
{
	if (r->at < EVTXWALK_FIRST || !record_at(chunk, r->at, &r->size))
		return false;
	r->number = binxml_u64(chunk + r->at + 8);
	r->size_copy = size_copied(chunk, r->at, r->size);
	return true;
}

void evtxwalk_start(struct evtxwalk *w, const uint8_t *chunk, uint64_t offset, bool slack)
{
	uint32_t free_at = binxml_u32(chunk + 48), last = binxml_u32(chunk + 44), size;

	*w = (struct evtxwalk){
		.chunk = chunk, .offset = offset, .at = EVTXWALK_FIRST, .slack = slack
	};
	w->end = free_at;
	/* A stale header: the chain itself tells where the records end. */
	if (free_at <= EVTXWALK_FIRST || free_at > BINXML_CHUNK)
		w->end = record_at(chunk, EVTXWALK_FIRST, &size) ? BINXML_CHUNK : EVTXWALK_FIRST;
	else if (last >= free_at && last < BINXML_CHUNK && record_at(chunk, last, &size))
		w->end = last + size;
}

/* Where the chain goes on: the next place, in steps of eight, that looks like a record whose size
 * copy agrees. The end if there is none. */
static uint32_t next_sound(const struct evtxwalk *w, uint32_t at, uint32_t end)
{
	uint32_t size;

	for (at = (at + 8) & ~7u; at + RECORD_LEAST <= end; at += 8)
		if (record_at(w->chunk, at, &size) && size_copied(w->chunk, at, size))
			return at;
	return end;
}

/* The header's end is kept by chunks that were written properly; in stale ones (end at the chunk's
 * end) the first bytes that are no record end it. */
static bool ended(const struct evtxwalk *w)
{
	uint32_t size;

	if (w->at + RECORD_LEAST > w->end)
		return true;
	return w->end == BINXML_CHUNK && !record_at(w->chunk, w->at, &size) &&
	       binxml_u32(w->chunk + w->at) == 0;
}

bool evtxwalk_next(struct evtxwalk *w, struct evtx_record *out)
{
	uint32_t size, limit = w->slack ? BINXML_CHUNK : w->end;
	bool sound;

	w->broken = false;
	if (!w->slack && ended(w))
		return false;
	sound = record_at(w->chunk, w->at, &size);
	/* A wrong size would swallow what follows. */
	if (sound && !size_copied(w->chunk, w->at, size))
		sound = w->at + size == w->end || (w->at + size < BINXML_CHUNK - RECORD_LEAST &&
						   binxml_u32(w->chunk + w->at + size) == 0x2a2a);
	if (!sound) {
		w->broken_at = w->at;
		w->at = next_sound(w, w->at, limit);
		w->broken = w->broken_at < w->end;
		if (w->at + RECORD_LEAST > limit || !record_at(w->chunk, w->at, &size)) {
			w->at = limit;
			return false;
		}
	}
	*out = (struct evtx_record){ .chunk = w->offset,
				     .at = w->at,
				     .size = size,
				     .number = binxml_u64(w->chunk + w->at + 8),
				     .size_copy = size_copied(w->chunk, w->at, size) };
	w->at += size;
	return true;
}

bool evtxwalk_window(struct evtxwalk_window *w)
{
	size_t got, whole, n = EVTXWALK_WINDOW;

	if (w->next >= w->to)
		return false;
	if (w->to - w->next < n)
		n = (size_t)(w->to - w->next);
	if (!file_read(w->f, w->next, w->bytes, n, &got)) {
		w->failed = true;
		return false;
	}
	whole = (got + BINXML_CHUNK - 1) / BINXML_CHUNK * BINXML_CHUNK;
	memset(w->bytes + got, 0, whole - got);
	w->offset = w->next;
	w->next += got;
	w->n = whole;
	w->cut = whole - got;
	return got > 0;
}

uint8_t *evtxwalk_buffer(void)
{
	uint8_t *p = malloc(EVTXWALK_WINDOW);

	if (!p)
		die("out of memory");
	return p;
}

/* The records of one window; false once 'each' has had enough. */
static bool all_of_window(const struct evtxwalk_window *w, evtxwalk_each *each, void *ctx)
{
	for (size_t c = 0; c < w->n; c += BINXML_CHUNK) {
		struct evtxwalk walk;
		struct evtx_record r;

		if (!evtxwalk_is_chunk(w->bytes + c))
			continue;
		evtxwalk_start(&walk, w->bytes + c, w->offset + c, false);
		while (evtxwalk_next(&walk, &r))
			if (!each(ctx, w->bytes + c, &r))
				return false;
	}
	return true;
}

void evtxwalk_all(const struct file *f, evtxwalk_each *each, void *ctx)
{
	struct evtxwalk_window w = {
		.f = f, .bytes = evtxwalk_buffer(), .next = EVTXWALK_HEADER, .to = f->size
	};

	while (evtxwalk_window(&w) && all_of_window(&w, each, ctx))
		;
	free(w.bytes);
}
