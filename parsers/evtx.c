/* evtx.c - see evtx.h */
#include "parsers/evtx.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "parsers/event.h"
#include "parsers/evtxrec.h"
#include "parsers/idruns.h"
#include "parsers/limits.h"

enum {
	FILE_HEADER = 4096,
	WINDOW = 4 * BINXML_CHUNK,
	FIRST_RECORD = 512,
	RECORD_LEAST = 28,	/* header and size copy */
	HIDDEN_LEAST = 32,	/* honest records end with the fragment's end and up to 7 bytes */
	CHANNELS = 32,		/* of one log; a collector's own log holds a few */
	KINDS = 1 << 14,	/* (provider, source, id, level) in one log; power of two */
	WORDS = 1 << 13,	/* providers and channels in one log; power of two */
	NOWHERE = 0xffffffff
};

static bool has_magic(const uint8_t *p, const char *magic)
{
	return memcmp(p, magic, 8) == 0;
}

bool evtx_sniff(struct str head)
{
	const uint8_t *p = (const uint8_t *)head.s;

	if (head.len < 8)
		return false;
	return has_magic(p, "ElfFile") ||
	       (head.len >= FILE_HEADER + 8 && has_magic(p + FILE_HEADER, "ElfChnk"));
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

void evtx_walk_start(struct evtx_walk *w, const uint8_t *chunk, uint64_t offset, bool slack)
{
	uint32_t free_at = binxml_u32(chunk + 48), last = binxml_u32(chunk + 44), size;

	*w = (struct evtx_walk){ .chunk = chunk, .offset = offset, .at = FIRST_RECORD,
				 .slack = slack };
	w->end = free_at;
	/* A stale header: the chain itself tells where the records end. */
	if (free_at <= FIRST_RECORD || free_at > BINXML_CHUNK)
		w->end = record_at(chunk, FIRST_RECORD, &size) ? BINXML_CHUNK : FIRST_RECORD;
	else if (last >= free_at && last < BINXML_CHUNK && record_at(chunk, last, &size))
		w->end = last + size;
}

/* Where the chain goes on: the next place, in steps of eight, that looks like a record whose size
 * copy agrees. The end if there is none. */
static uint32_t next_sound(const struct evtx_walk *w, uint32_t at, uint32_t end)
{
	uint32_t size;

	for (at = (at + 8) & ~7u; at + RECORD_LEAST <= end; at += 8)
		if (record_at(w->chunk, at, &size) && size_copied(w->chunk, at, size))
			return at;
	return end;
}

/* The header's end is kept by chunks that were written properly; in stale ones (end at the chunk's
 * end) the first bytes that are no record end it. */
static bool ended(const struct evtx_walk *w)
{
	uint32_t size;

	if (w->at + RECORD_LEAST > w->end)
		return true;
	return w->end == BINXML_CHUNK && !record_at(w->chunk, w->at, &size) &&
	       binxml_u32(w->chunk + w->at) == 0;
}

bool evtx_walk_next(struct evtx_walk *w, struct evtx_record *out)
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
	*out = (struct evtx_record){ .chunk = w->offset, .at = w->at, .size = size,
				     .number = binxml_u64(w->chunk + w->at + 8),
				     .size_copy = size_copied(w->chunk, w->at, size) };
	w->at += size;
	return true;
}

/* Reads the chunks of a log window by window into one buffer. */
struct window {
	const struct file *f;
	uint8_t *bytes;
	uint64_t offset;	/* of the window in the file */
	size_t n;		/* bytes in it; what a cut last chunk lacks is zero */
	size_t cut;		/* bytes that the last chunk lacks */
	bool failed;
};

static bool window_next(struct window *w)
{
	size_t got, whole;

	w->offset = w->n ? w->offset + w->n : FILE_HEADER;
	if (!file_read(w->f, w->offset, w->bytes, WINDOW, &got)) {
		w->failed = true;
		return false;
	}
	whole = (got + BINXML_CHUNK - 1) / BINXML_CHUNK * BINXML_CHUNK;
	memset(w->bytes + got, 0, whole - got);
	w->n = whole;
	w->cut = whole - got;
	return got > 0;
}

static uint8_t *new_window(void)
{
	uint8_t *p = malloc(WINDOW);

	if (!p)
		die("out of memory");
	return p;
}

void evtx_for_each(const struct file *f, evtx_each *each, void *ctx)
{
	struct window w = { .f = f, .bytes = new_window() };
	bool go = true;

	while (go && window_next(&w)) {
		for (size_t c = 0; go && c < w.n; c += BINXML_CHUNK) {
			struct evtx_walk walk;
			struct evtx_record r;

			if (!has_magic(w.bytes + c, "ElfChnk"))
				continue;
			evtx_walk_start(&walk, w.bytes + c, w.offset + c, false);
			while (go && evtx_walk_next(&walk, &r))
				go = each(ctx, w.bytes + c, &r);
		}
	}
	free(w.bytes);
}

/* A name met in a log, by its UTF-16 bytes. */
struct word {
	struct wide raw;	/* copy; p == NULL: free */
	struct str text;
};

struct ref {
	int64_t time;
	uint64_t offset;	/* in the file */
};

/* Records that have provider, source, id and level in common. */
struct kind {
	uint32_t provider, source;	/* words; NOWHERE: none */
	uint32_t id, level;
	bool used, wanted, clears;
	uint64_t count;
	int64_t first, last;
	struct ref *ref;	/* of those to be read whole */
	size_t n, cap;
	int64_t dropped_first, dropped_last;
	uint64_t dropped;
};

struct channel {
	uint32_t word;
	uint64_t records, ids;
	int64_t first, last, first_id, last_id, cleared;
	struct idruns seen;
};

struct scan {
	struct parse *p;
	const struct file *f;
	struct arena scratch;		/* dies with the scan */
	struct evtxrec_cache cache;
	struct word *word;
	struct kind *kind;
	size_t n_word, n_kind;
	struct channel channel[CHANNELS];
	size_t n_channel;
	size_t keep;			/* records of one kind to read whole */
	/* Records mostly repeat what the one before said. */
	uint32_t last_word[EVTXREC_PARTS];
	struct kind *last_kind;
	bool damaged;
	bool crowded;			/* too much to keep apart or to keep: some was left out */
};

static uint32_t hash_bytes(const uint8_t *p, size_t n)
{
	uint64_t h = n * 0x9e3779b97f4a7c15u, v = 0;

	for (; n >= 8; p += 8, n -= 8)
		h = (h ^ binxml_u64(p)) * 0xff51afd7ed558ccdu, h ^= h >> 32;
	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	h = (h ^ v) * 0xff51afd7ed558ccdu;
	return (uint32_t)(h >> 32);
}

static struct str text_of(struct arena *a, const struct binxml_value *v)
{
	struct buf b = { .arena = a };

	binxml_text(&b, v);
	return b.len ? buf_str(&b) : (struct str){ 0 };
}

static bool is_word(const struct word *w, const uint8_t *p, uint32_t n)
{
	return w->raw.p && w->raw.units == n / 2 && memcmp(w->raw.p, p, n) == 0;
}

/* Place of the name; NOWHERE if there are too many. */
static uint32_t find_word(struct scan *s, const uint8_t *p, uint32_t n)
{
	struct binxml_value v = { BINXML_STRING, n, NULL };
	uint32_t i = hash_bytes(p, n) % WORDS;
	uint8_t *copy;

	for (; s->word[i].raw.p; i = (i + 1) % WORDS)
		if (is_word(&s->word[i], p, n))
			return i;
	if (s->n_word >= WORDS / 2)
		return NOWHERE;
	s->n_word++;
	copy = arena_alloc(&s->scratch, n, 1);
	memcpy(copy, p, n);
	v.p = copy;
	s->word[i] = (struct word){ { copy, n / 2 }, text_of(&s->scratch, &v) };
	return i;
}

/* Number of the name in that part of the head; NOWHERE if there is none. A log that invents more
 * names than fit has none for the others. */
static uint32_t word_of(struct scan *s, const struct evtxrec_head *h, enum evtxrec_part part)
{
	const struct binxml_value *v = &h->part[part];
	uint32_t n = v->n & ~1u;

	if (v->type != BINXML_STRING)
		return NOWHERE;
	while (n && v->p[n - 1] == 0 && v->p[n - 2] == 0)
		n -= 2;
	if (!n)
		return NOWHERE;
	if (s->last_word[part] == NOWHERE || !is_word(&s->word[s->last_word[part]], v->p, n))
		s->last_word[part] = find_word(s, v->p, n);
	return s->last_word[part];
}

static struct str word_text(const struct scan *s, uint32_t word)
{
	return word == NOWHERE ? (struct str){ 0 } : s->word[word].text;
}

static int64_t level_of(uint32_t level)
{
	return level == 0xff ? OBS_UNKNOWN : level;
}

static void new_kind(struct scan *s, struct kind *k)
{
	struct str provider = word_text(s, k->provider), source = word_text(s, k->source);

	s->n_kind++;
	k->used = true;
	k->first = k->dropped_first = INT64_MAX;
	k->last = k->dropped_last = INT64_MIN;
	if (!provider.len)
		provider = source;
	k->clears = (k->id == 1102 || k->id == 104) &&
		    str_ieq(provider, STR("Microsoft-Windows-Eventlog"));
	k->wanted = interest_event(s->p->want, event_provider(provider), source, k->id,
				   level_of(k->level));
}

static uint64_t number_of(const struct binxml_value *v, uint64_t otherwise)
{
	uint64_t n;

	return binxml_number(v, &n) ? n : otherwise;
}

static bool is_kind(const struct kind *k, const struct kind *like)
{
	return k->provider == like->provider && k->source == like->source && k->id == like->id &&
	       k->level == like->level;
}

/* The kind alike, made if it is the first; NULL if there are too many. */
static struct kind *find_kind(struct scan *s, const struct kind *like)
{
	uint32_t i = (like->provider * 31u + like->source * 17u + like->id * 2654435761u +
		      like->level * 97u) %
		     KINDS;

	for (; s->kind[i].used; i = (i + 1) % KINDS)
		if (is_kind(&s->kind[i], like))
			return &s->kind[i];
	if (s->n_kind >= KINDS / 2)
		return NULL;
	s->kind[i] = *like;
	new_kind(s, &s->kind[i]);
	return &s->kind[i];
}

static struct kind *kind_of(struct scan *s, const struct evtxrec_head *h)
{
	struct kind like = { .provider = word_of(s, h, EVTXREC_PROVIDER),
			     .source = word_of(s, h, EVTXREC_SOURCE),
			     .id = (uint32_t)number_of(&h->part[EVTXREC_ID], 0) & 0xffff,
			     .level = (uint32_t)number_of(&h->part[EVTXREC_LEVEL], 0xff) & 0xff };

	if (!s->last_kind || !is_kind(s->last_kind, &like))
		s->last_kind = find_kind(s, &like);
	return s->last_kind;
}

static int by_time(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The latest ones stay: what is asked is why the backup fails now. */
static void drop_oldest(struct kind *k, size_t keep)
{
	size_t drop = k->n > keep ? k->n - keep : 0;

	if (!drop)
		return;
	qsort(k->ref, k->n, sizeof(*k->ref), by_time);
	k->dropped += drop;
	if (k->ref[0].time < k->dropped_first)
		k->dropped_first = k->ref[0].time;
	if (k->ref[drop - 1].time > k->dropped_last)
		k->dropped_last = k->ref[drop - 1].time;
	memmove(k->ref, k->ref + drop, keep * sizeof(*k->ref));
	k->n = keep;
}

static void remember(struct scan *s, struct kind *k, int64_t time, uint64_t offset)
{
	struct ref *r;

	if (k->n >= 2 * s->keep)
		drop_oldest(k, s->keep);
	r = PUSH(&s->scratch, k->ref, k->n, k->cap);
	*r = (struct ref){ time, offset };
}

static struct channel *channel_of(struct scan *s, uint32_t word)
{
	for (size_t i = 0; i < s->n_channel; i++)
		if (s->channel[i].word == word)
			return &s->channel[i];
	/* The last one takes all that come after it. */
	if (s->n_channel == CHANNELS)
		return &s->channel[CHANNELS - 1];
	s->channel[s->n_channel] = (struct channel){ .word = word, .first = INT64_MAX,
						     .last = INT64_MIN, .first_id = INT64_MAX,
						     .last_id = INT64_MIN, .cleared = INT64_MIN };
	return &s->channel[s->n_channel++];
}

/* TimeCreated: a FILETIME, or text in records without a template. */
static int64_t time_of(struct scan *s, const struct binxml_value *v)
{
	struct when t;

	if (v->type == BINXML_TIME && v->n == 8)
		return (int64_t)(binxml_u64(v->p) & INT64_MAX);
	if (v->type == BINXML_STRING && when_iso(text_of(&s->scratch, v), &t))
		return t.ticks;
	return INT64_MIN;
}

static void count(struct scan *s, struct kind *k, struct channel *c, int64_t time, int64_t id)
{
	k->count++;
	c->records++;
	if (time != INT64_MIN) {
		k->first = time < k->first ? time : k->first;
		k->last = time > k->last ? time : k->last;
		c->first = time < c->first ? time : c->first;
		c->last = time > c->last ? time : c->last;
		if (k->clears && time > c->cleared)
			c->cleared = time;
	}
	if (id >= 0) {
		c->ids++;
		idruns_add(&s->scratch, &c->seen, id);
		c->first_id = id < c->first_id ? id : c->first_id;
		c->last_id = id > c->last_id ? id : c->last_id;
	}
}

static struct pos record_pos(const struct scan *s, const struct evtx_record *r)
{
	struct pos at = s->p->at;

	at.offset = r->chunk + r->at;
	at.record = r->number;
	return at;
}

static void bad_record(struct scan *s, const struct evtx_record *r, enum diag_id id,
		       const char *why)
{
	struct pos at = record_pos(s, r);

	if (id == DIAG_EVTX_RECORD)
		s->damaged = true;
	diag(s->p->diag, id, &at, "%s", why);
}

static void one_record(struct scan *s, const uint8_t *chunk, const struct evtx_record *r)
{
	struct evtxrec_head h;
	uint32_t hidden;
	struct kind *k;
	int64_t time;

	if (!r->size_copy)
		bad_record(s, r, DIAG_EVTX_RECORD, "its size is not repeated at its end");
	if (!evtxrec_head(&s->cache, chunk, evtx_body(r), evtx_body_end(r), &h, &hidden) ||
	    h.part[EVTXREC_ID].type == BINXML_NULL) {
		bad_record(s, r, DIAG_EVTX_RECORD, "its event cannot be decoded");
		return;
	}
	if (hidden >= HIDDEN_LEAST)
		bad_record(s, r, DIAG_EVTX_HIDDEN, "");
	k = kind_of(s, &h);
	if (!k) {
		s->crowded = true;
		return;
	}
	time = time_of(s, &h.part[EVTXREC_TIME]);
	count(s, k, channel_of(s, word_of(s, &h, EVTXREC_CHANNEL)), time,
	      (int64_t)number_of(&h.part[EVTXREC_RECORD], UINT64_MAX));
	if (k->wanted)
		remember(s, k, time, r->chunk + r->at);
}

static void check_crc(struct scan *s, const uint8_t *c, const struct pos *at)
{
	uint32_t free_at = binxml_u32(c + 48), flags = binxml_u32(c + 120);

	/* 4: no checksums are kept */
	if (flags & 4)
		return;
	if (crc32(crc32(0, c, 120), c + 128, 384) != binxml_u32(c + 124))
		diag(s->p->diag, DIAG_EVTX_CRC, at, "%s", "of the chunk's header");
	if (free_at >= FIRST_RECORD && free_at <= BINXML_CHUNK &&
	    crc32(0, c + FIRST_RECORD, free_at - FIRST_RECORD) != binxml_u32(c + 52))
		diag(s->p->diag, DIAG_EVTX_CRC, at, "%s", "of the chunk's records");
}

static bool all_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void one_chunk(struct scan *s, const uint8_t *c, uint64_t offset)
{
	struct pos at = s->p->at;
	struct evtx_walk w;
	struct evtx_record r;

	at.offset = offset;
	if (!has_magic(c, "ElfChnk")) {
		/* Logs grow in steps and are zero where nothing was written yet. */
		if (!all_zero(c, BINXML_CHUNK)) {
			s->damaged = true;
			diag(s->p->diag, DIAG_EVTX_CHUNK, &at, "%s", "it has no chunk signature");
		}
		return;
	}
	if (s->p->ask & PARSE_CRC)
		check_crc(s, c, &at);
	evtxrec_chunk(&s->cache);
	evtx_walk_start(&w, c, offset, s->p->ask & PARSE_SLACK);
	for (bool more = true; more;) {
		more = evtx_walk_next(&w, &r);
		if (w.broken) {
			s->damaged = true;
			at.offset = offset + w.broken_at;
			diag(s->p->diag, DIAG_EVTX_CHUNK, &at, "%u bytes are no record",
			     (unsigned)((more ? r.at : w.at) - w.broken_at));
		}
		if (more)
			one_record(s, c, &r);
	}
}

static void file_header(struct scan *s)
{
	uint8_t h[128];
	size_t got;
	struct pos at = s->p->at;

	if (!file_read(s->f, 0, h, sizeof(h), &got))
		return;
	if (got < sizeof(h) || s->f->size < FILE_HEADER)
		diag(s->p->diag, DIAG_EVTX_TRUNCATED, &at, "%s", "it ends within the file header");
	else if (!has_magic(h, "ElfFile"))
		diag(s->p->diag, DIAG_EVTX_HEADER, &at, "%s", "no file signature");
	else if (binxml_u32(h + 120) & 1)
		diag(s->p->diag, DIAG_EVTX_DIRTY, &at, "%s", "");
	if (got < sizeof(h) || !(s->p->ask & PARSE_CRC) || binxml_u32(h + 120) & 4)
		return;
	if (crc32(0, h, 120) != binxml_u32(h + 124))
		diag(s->p->diag, DIAG_EVTX_CRC, &at, "%s", "of the file header");
}

static bool count_all(struct scan *s)
{
	struct window w = { .f = s->f, .bytes = new_window() };

	while (window_next(&w)) {
		struct pos at = s->p->at;

		for (size_t c = 0; c < w.n; c += BINXML_CHUNK)
			one_chunk(s, w.bytes + c, w.offset + c);
		at.offset = w.offset + w.n - w.cut;
		if (w.cut && has_magic(w.bytes + w.n - BINXML_CHUNK, "ElfChnk")) {
			s->damaged = true;
			diag(s->p->diag, DIAG_EVTX_TRUNCATED, &at, "%zu bytes of the last chunk missing",
			     w.cut);
		}
	}
	free(w.bytes);
	return !w.failed;
}

static void keep_event(struct scan *s, const uint8_t *chunk, const struct evtx_record *r)
{
	struct event e;
	struct source at = { .file = s->p->file, .offset = r->chunk + r->at };

	if (!evtxrec_event(s->p->arena, chunk, evtx_body(r), evtx_body_end(r), &e))
		bad_record(s, r, DIAG_EVTX_RECORD, "its data cannot be decoded whole");
	at.record = e.record_id > 0 ? (uint64_t)e.record_id : r->number;
	event_add(s->p, at, &e);
}

static int by_offset(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The second pass: only the chunks that hold a record to be kept are read again. */
static void read_kept(struct scan *s, const struct ref *ref, size_t n)
{
	uint8_t *chunk = new_window();
	uint64_t loaded = 0;
	size_t most = s->p->arena->used + LIMIT_EVENT_KEEP_BYTES;

	for (size_t i = 0; i < n && !s->crowded; i++) {
		uint64_t offset =
			(ref[i].offset - FILE_HEADER) / BINXML_CHUNK * BINXML_CHUNK + FILE_HEADER;
		struct evtx_record r = { .chunk = offset,
					 .at = (uint32_t)(ref[i].offset - offset) };
		size_t got;

		if (offset != loaded) {
			if (!file_read(s->f, offset, chunk, BINXML_CHUNK, &got))
				break;
			memset(chunk + got, 0, BINXML_CHUNK - got);
			loaded = offset;
		}
		/* The log may have changed since. */
		if (!record_at(chunk, r.at, &r.size))
			continue;
		r.number = binxml_u64(chunk + r.at + 8);
		r.size_copy = true;
		keep_event(s, chunk, &r);
		s->crowded = s->p->arena->used > most;
	}
	free(chunk);
}

static struct when when_or_none(int64_t t)
{
	return t == INT64_MAX || t == INT64_MIN ? (struct when){ 0 } : when_filetime((uint64_t)t);
}

/* Those alike that are only counted: too many, or of no interest but as a warning. */
static void add_counted(struct scan *s, const struct kind *k, uint64_t n, int64_t first,
			int64_t last)
{
	struct event *e = &obs_add(s->p->out, OBS_EVENT,
				   (struct source){ .file = s->p->file })->event;

	e->provider = arena_str(s->p->arena, event_provider(word_text(s, k->provider)));
	e->source_name = arena_str(s->p->arena, word_text(s, k->source));
	if (!e->provider.len)
		e->provider = e->source_name;
	e->id = k->id;
	e->level = level_of(k->level);
	e->count = (int64_t)n;
	e->first = when_or_none(first);
	e->last = e->time = when_or_none(last);
}

static int kind_order(const void *a, const void *b)
{
	const struct kind *x = *(const struct kind *const *)a, *y = *(const struct kind *const *)b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x < y ? -1 : x > y;
}

static size_t kept_with(const struct scan *s, size_t keep)
{
	size_t n = 0;

	for (size_t i = 0; i < KINDS; i++)
		n += s->kind[i].n < keep ? s->kind[i].n : keep;
	return n;
}

static void add_events(struct scan *s)
{
	struct kind **all = arena_array(&s->scratch, struct kind *, s->n_kind + 1);
	struct { struct ref *ref; size_t n, cap; } kept = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < KINDS; i++)
		if (s->kind[i].used)
			all[n++] = &s->kind[i];
	while (s->keep > 1 && kept_with(s, s->keep) > LIMIT_EVENT_KEEP_LOG)
		s->keep /= 2;
	qsort(all, n, sizeof(*all), kind_order);
	for (size_t i = 0; i < n; i++) {
		drop_oldest(all[i], s->keep);
		for (size_t j = 0; j < all[i]->n; j++)
			*(struct ref *)PUSH(&s->scratch, kept.ref, kept.n, kept.cap) = all[i]->ref[j];
	}
	if (kept.n)
		qsort(kept.ref, kept.n, sizeof(*kept.ref), by_offset);
	read_kept(s, kept.ref, kept.n);
	for (size_t i = 0; i < n; i++) {
		if (all[i]->dropped)
			add_counted(s, all[i], all[i]->dropped, all[i]->dropped_first,
				    all[i]->dropped_last);
		else if (!all[i]->wanted && all[i]->level == 3)
			add_counted(s, all[i], all[i]->count, all[i]->first, all[i]->last);
	}
}

static void add_log(struct scan *s, struct channel *c)
{
	int64_t distinct;

	struct log *l = &obs_add(s->p->out, OBS_LOG,
				 (struct source){ .file = s->p->file })->log;

	l->channel = arena_str(s->p->arena, word_text(s, c->word));
	l->records = (int64_t)c->records;
	l->first = when_or_none(c->first);
	l->last = when_or_none(c->last);
	l->cleared = when_or_none(c->cleared);
	l->complete = s->damaged ? TRI_NO : TRI_UNKNOWN;
	/* A log of several channels was filled by forwarding or by a filter: it proves no absence. */
	if (s->n_channel > 1) {
		l->complete = TRI_NO;
		return;
	}
	if (!c->ids || c->ids != c->records)
		return;
	l->first_id = c->first_id;
	l->last_id = c->last_id;
	distinct = idruns_count(&c->seen);
	if (distinct < 0) {
		l->complete = TRI_NO;
		return;
	}
	l->lost_ids = c->last_id - c->first_id + 1 - distinct;
	if (l->complete == TRI_UNKNOWN)
		l->complete = l->lost_ids ? TRI_NO : TRI_YES;
}

bool evtx_read(struct parse *p, const struct file *f)
{
	struct scan *s = calloc(1, sizeof(*s));
	bool ok;

	if (!s)
		die("out of memory");
	s->p = p;
	s->f = f;
	s->keep = p->want ? LIMIT_EVENT_KEEP : LIMIT_EVENT_KEEP_ALL;
	s->word = arena_array(&s->scratch, struct word, WORDS);
	s->kind = arena_array(&s->scratch, struct kind, KINDS);
	file_header(s);
	ok = count_all(s);
	add_events(s);
	if (s->crowded) {
		s->damaged = true;
		diag(p->diag, DIAG_CAPTURE_MANY, &p->at, "%s", "events");
	}
	for (size_t i = 0; i < s->n_channel; i++)
		add_log(s, &s->channel[i]);
	arena_free(&s->scratch);
	free(s);
	if (!ok)
		diag(p->diag, DIAG_PATH_READ, &p->at, "%s", "");
	return ok;
}
