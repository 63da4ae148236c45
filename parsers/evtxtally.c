/* evtxtally.c - see evtxtally.h */
#include "parsers/evtxtally.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "parsers/event.h"
#include "parsers/limits.h"

enum {
	HIDDEN_LEAST = 32, /* honest records end with the fragment's end and up to 7 bytes */
	NOWHERE = 0xffffffff
};

/* A name met in a log, by its UTF-16 bytes. */
struct evtxtally_word {
	struct wide raw; /* copy; p == NULL: free */
	struct str text;
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

static bool is_word(const struct evtxtally_word *w, const uint8_t *p, uint32_t n)
{
	return w->raw.p && w->raw.units == n / 2 && memcmp(w->raw.p, p, n) == 0;
}

/* Place of the name; NOWHERE if there are too many. */
static uint32_t find_word(struct evtxtally *t, const uint8_t *p, uint32_t n)
{
	struct binxml_value v = { BINXML_STRING, n, NULL };
	uint32_t i = hash_bytes(p, n) % EVTXTALLY_WORDS;
	uint8_t *copy;

	for (; t->word[i].raw.p; i = (i + 1) % EVTXTALLY_WORDS)
		if (is_word(&t->word[i], p, n))
			return i;
	if (t->n_word >= EVTXTALLY_WORDS / 2) {
		t->crowded = true;
		return NOWHERE;
	}
	t->n_word++;
	copy = arena_alloc(&t->scratch, n, 1);
	memcpy(copy, p, n);
	v.p = copy;
	t->word[i] = (struct evtxtally_word){ { copy, n / 2 }, text_of(&t->scratch, &v) };
	return i;
}

/* Number of the name in that part of the head; NOWHERE if there is none. A log that invents more
 * names than fit has none for the others. */
static uint32_t word_of(struct evtxtally *t, const struct evtxrec_head *h, enum evtxrec_part part)
{
	const struct binxml_value *v = &h->part[part];
	uint32_t n = v->n & ~1u;

	if (v->type != BINXML_STRING)
		return NOWHERE;
	while (n && v->p[n - 1] == 0 && v->p[n - 2] == 0)
		n -= 2;
	if (!n)
		return NOWHERE;
	if (t->last_word[part] == NOWHERE || !is_word(&t->word[t->last_word[part]], v->p, n))
		t->last_word[part] = find_word(t, v->p, n);
	return t->last_word[part];
}

struct str evtxtally_text(const struct evtxtally *t, uint32_t word)
{
	return word == NOWHERE ? (struct str){ 0 } : t->word[word].text;
}

struct wide evtxtally_raw(const struct evtxtally *t, uint32_t word)
{
	return word == NOWHERE ? (struct wide){ NULL, 0 } : t->word[word].raw;
}

int64_t evtxtally_level(const struct evtxtally_kind *k)
{
	return k->level == 0xff ? OBS_UNKNOWN : k->level;
}

static void new_kind(struct evtxtally *t, struct evtxtally_kind *k)
{
	struct str provider = evtxtally_text(t, k->provider), source = evtxtally_text(t, k->source);

	t->n_kind++;
	k->used = true;
	k->first = k->dropped_first = INT64_MAX;
	k->last = k->dropped_last = INT64_MIN;
	if (!provider.len)
		provider = source;
	k->clears = (k->id == 1102 || k->id == 104) &&
		    str_ieq(provider, STR("Microsoft-Windows-Eventlog"));
	k->wanted = interest_event(t->want, event_provider(provider), source, k->id,
				   evtxtally_level(k));
}

static uint64_t number_of(const struct binxml_value *v, uint64_t otherwise)
{
	uint64_t n;

	return binxml_number(v, &n) ? n : otherwise;
}

static bool is_kind(const struct evtxtally_kind *k, const struct evtxtally_kind *like)
{
	return k->provider == like->provider && k->source == like->source && k->id == like->id &&
	       k->level == like->level;
}

/* The kind alike, made if it is the first; NULL if there are too many. */
static struct evtxtally_kind *find_kind(struct evtxtally *t, const struct evtxtally_kind *like)
{
	uint32_t i = (like->provider * 31u + like->source * 17u + like->id * 2654435761u +
		      like->level * 97u) %
		     EVTXTALLY_KINDS;

	for (; t->kind[i].used; i = (i + 1) % EVTXTALLY_KINDS)
		if (is_kind(&t->kind[i], like))
			return &t->kind[i];
	if (t->n_kind >= EVTXTALLY_KINDS / 2)
		return NULL;
	t->kind[i] = *like;
	new_kind(t, &t->kind[i]);
	return &t->kind[i];
}

static struct evtxtally_kind *kind_of(struct evtxtally *t, const struct evtxrec_head *h)
{
	struct evtxtally_kind like = { .provider = word_of(t, h, EVTXREC_PROVIDER),
				       .source = word_of(t, h, EVTXREC_SOURCE),
				       .id = (uint32_t)number_of(&h->part[EVTXREC_ID], 0) & 0xffff,
				       .level = (uint32_t)number_of(&h->part[EVTXREC_LEVEL], 0xff) &
						0xff };

	if (!t->last_kind || !is_kind(t->last_kind, &like))
		t->last_kind = find_kind(t, &like);
	return t->last_kind;
}

static int by_time(const void *a, const void *b)
{
	const struct evtxtally_ref *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The latest ones stay: what is asked is why the backup fails now. */
void evtxtally_drop(struct evtxtally_kind *k, size_t keep)
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

static void remember(struct evtxtally *t, struct evtxtally_kind *k, int64_t time, uint64_t offset)
{
	struct evtxtally_ref *r;

	if (k->n >= 2 * t->keep)
		evtxtally_drop(k, t->keep);
	r = PUSH(&t->scratch, k->ref, k->n, k->cap);
	*r = (struct evtxtally_ref){ time, offset };
}

static struct evtxtally_channel *channel_of(struct evtxtally *t, uint32_t word)
{
	if (t->last_channel && t->last_channel->word == word)
		return t->last_channel;
	for (size_t i = 0; i < t->n_channel; i++)
		if (t->channel[i].word == word)
			return t->last_channel = &t->channel[i];
	/* The last one takes all that come after it. */
	if (t->n_channel == EVTXTALLY_CHANNELS) {
		t->crowded = true;
		return &t->channel[EVTXTALLY_CHANNELS - 1];
	}
	t->channel[t->n_channel] = (struct evtxtally_channel){ .word = word,
							       .first = INT64_MAX,
							       .last = INT64_MIN,
							       .first_id = INT64_MAX,
							       .last_id = INT64_MIN,
							       .cleared = INT64_MIN };
	return &t->channel[t->n_channel++];
}

/* "2031-04-05T06:07:08.123456789Z" */
static int64_t time_in(const uint8_t *utf16, size_t bytes)
{
	char text[40];
	size_t n = 0;
	struct when when;

	for (size_t i = 0; i + 1 < bytes && n < sizeof(text); i += 2)
		text[n++] = utf16[i + 1] || utf16[i] >= 0x80 ? '?' : (char)utf16[i];
	while (n && !text[n - 1])
		n--;
	return when_iso((struct str){ text, n }, &when) ? when.ticks : INT64_MIN;
}

/* TimeCreated: a FILETIME, or text in records without a template. */
static int64_t time_of(const struct binxml_value *v)
{
	if (v->type == BINXML_TIME && v->n == 8)
		return (int64_t)(binxml_u64(v->p) & INT64_MAX);
	return v->type == BINXML_STRING ? time_in(v->p, v->n) : INT64_MIN;
}

static void count(struct evtxtally *t, struct evtxtally_kind *k, struct evtxtally_channel *c,
		  int64_t time, int64_t id)
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
		idruns_add(&t->scratch, &c->seen, id);
		c->first_id = id < c->first_id ? id : c->first_id;
		c->last_id = id > c->last_id ? id : c->last_id;
	}
}

static struct pos record_pos(const struct evtxtally *t, const struct evtx_record *r)
{
	struct pos at = t->at;

	at.offset = r->chunk + r->at;
	at.record = r->number;
	return at;
}

static void bad_record(struct evtxtally *t, const struct evtx_record *r, enum diag_id id,
		       const char *why)
{
	struct pos at = record_pos(t, r);

	if (id == DIAG_EVTX_RECORD)
		t->damaged = true;
	diag(&t->diag, id, &at, "%s", why);
}

static void one_record(struct evtxtally *t, const uint8_t *chunk, const struct evtx_record *r)
{
	struct evtxrec_head h;
	uint32_t hidden;
	struct evtxtally_kind *k;
	int64_t time;

	if (!r->size_copy)
		bad_record(t, r, DIAG_EVTX_RECORD, "its size is not repeated at its end");
	if (!evtxrec_head(&t->cache, chunk, evtxwalk_body(r), evtxwalk_body_end(r), &h, &hidden) ||
	    h.part[EVTXREC_ID].type == BINXML_NULL) {
		bad_record(t, r, DIAG_EVTX_RECORD, "its event cannot be decoded");
		return;
	}
	if (hidden >= HIDDEN_LEAST)
		bad_record(t, r, DIAG_EVTX_HIDDEN, "");
	k = kind_of(t, &h);
	if (!k) {
		t->crowded = true;
		return;
	}
	time = time_of(&h.part[EVTXREC_TIME]);
	count(t, k, channel_of(t, word_of(t, &h, EVTXREC_CHANNEL)), time,
	      (int64_t)number_of(&h.part[EVTXREC_RECORD], UINT64_MAX));
	if (k->wanted)
		remember(t, k, time, r->chunk + r->at);
}

static void check_crc(struct evtxtally *t, const uint8_t *c, const struct pos *at)
{
	uint32_t free_at = binxml_u32(c + 48), flags = binxml_u32(c + 120);

	/* 4: no checksums are kept */
	if (flags & 4)
		return;
	if (crc32(crc32(0, c, 120), c + 128, 384) != binxml_u32(c + 124))
		diag(&t->diag, DIAG_EVTX_CRC, at, "%s", "of the chunk's header");
	if (free_at >= EVTXWALK_FIRST && free_at <= BINXML_CHUNK &&
	    crc32(0, c + EVTXWALK_FIRST, free_at - EVTXWALK_FIRST) != binxml_u32(c + 52))
		diag(&t->diag, DIAG_EVTX_CRC, at, "%s", "of the chunk's records");
}

static bool all_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

void evtxtally_chunk(struct evtxtally *t, const uint8_t *c, uint64_t offset)
{
	struct pos at = t->at;
	struct evtxwalk w;
	struct evtx_record r;

	at.offset = offset;
	if (!evtxwalk_is_chunk(c)) {
		/* Logs grow in steps and are zero where nothing was written yet. */
		if (!all_zero(c, BINXML_CHUNK)) {
			t->damaged = true;
			diag(&t->diag, DIAG_EVTX_CHUNK, &at, "%s", "it has no chunk signature");
		}
		return;
	}
	if (t->ask & PARSE_CRC)
		check_crc(t, c, &at);
	evtxrec_chunk(&t->cache);
	evtxwalk_start(&w, c, offset, t->ask & PARSE_SLACK);
	for (bool more = true; more;) {
		more = evtxwalk_next(&w, &r);
		if (w.broken) {
			t->damaged = true;
			at.offset = offset + w.broken_at;
			diag(&t->diag, DIAG_EVTX_CHUNK, &at, "%u bytes are no record",
			     (unsigned)((more ? r.at : w.at) - w.broken_at));
		}
		if (more)
			one_record(t, c, &r);
	}
}

struct evtxtally *evtxtally_new(const struct parse *p)
{
	struct evtxtally *t = calloc(1, sizeof(*t));

	if (!t)
		die("out of memory");
	t->want = p->want;
	t->diag.arena = &t->scratch;
	t->at = p->at;
	t->ask = p->ask;
	t->keep = p->want ? LIMIT_EVENT_KEEP : LIMIT_EVENT_KEEP_ALL;
	t->word = arena_array(&t->scratch, struct evtxtally_word, EVTXTALLY_WORDS);
	t->kind = arena_array(&t->scratch, struct evtxtally_kind, EVTXTALLY_KINDS);
	return t;
}

void evtxtally_free(struct evtxtally *t)
{
	arena_free(&t->scratch);
	free(t);
}

/* Number in t of a name that has number 'word' in 'other'. */
static uint32_t same_word(struct evtxtally *t, const struct evtxtally *other, uint32_t word)
{
	const struct wide *raw = word == NOWHERE ? NULL : &other->word[word].raw;

	return raw ? find_word(t, raw->p, (uint32_t)raw->units * 2) : NOWHERE;
}

static void widen(int64_t *first, int64_t *last, int64_t other_first, int64_t other_last)
{
	*first = other_first < *first ? other_first : *first;
	*last = other_last > *last ? other_last : *last;
}

static void join_kind(struct evtxtally *t, const struct evtxtally *next,
		      const struct evtxtally_kind *k)
{
	struct evtxtally_kind like = { .provider = same_word(t, next, k->provider),
				       .source = same_word(t, next, k->source),
				       .id = k->id,
				       .level = k->level };
	struct evtxtally_kind *mine = find_kind(t, &like);

	if (!mine) {
		t->inexact = true;
		return;
	}
	mine->count += k->count;
	widen(&mine->first, &mine->last, k->first, k->last);
	for (size_t i = 0; i < k->n; i++)
		remember(t, mine, k->ref[i].time, k->ref[i].offset);
	mine->dropped += k->dropped;
	widen(&mine->dropped_first, &mine->dropped_last, k->dropped_first, k->dropped_last);
}

static void join_channel(struct evtxtally *t, const struct evtxtally *next,
			 const struct evtxtally_channel *c)
{
	struct evtxtally_channel *mine = channel_of(t, same_word(t, next, c->word));

	mine->records += c->records;
	mine->ids += c->ids;
	widen(&mine->first, &mine->last, c->first, c->last);
	widen(&mine->first_id, &mine->last_id, c->first_id, c->last_id);
	mine->cleared = c->cleared > mine->cleared ? c->cleared : mine->cleared;
	if (!idruns_join(&t->scratch, &mine->seen, &c->seen))
		mine->seen_inexact = true;
}

/* Gaps in the record ids are told only of a log of one channel. */
bool evtxtally_exact(const struct evtxtally *t)
{
	return !t->inexact && !(t->n_channel == 1 && t->channel[0].seen_inexact);
}

void evtxtally_join(struct evtxtally *t, const struct evtxtally *next)
{
	for (size_t i = 0; i < EVTXTALLY_KINDS; i++)
		if (next->kind[i].used)
			join_kind(t, next, &next->kind[i]);
	for (size_t i = 0; i < next->n_channel; i++)
		join_channel(t, next, &next->channel[i]);
	diag_join(&t->diag, &next->diag);
	t->damaged |= next->damaged;
	/* A full table turned something away, and what depends on the order. */
	t->inexact |= t->crowded || next->crowded || next->inexact;
}
