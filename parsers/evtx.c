/* evtx.c - see evtx.h */
#include "parsers/evtx.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "parsers/event.h"
#include "parsers/evtxrec.h"
#include "parsers/evtxtally.h"
#include "parsers/evtxwalk.h"
#include "parsers/limits.h"

bool evtx_sniff(struct str head)
{
	const uint8_t *p = (const uint8_t *)head.s;

	if (head.len < 8)
		return false;
	return evtxwalk_is_file(p) ||
	       (head.len >= EVTXWALK_HEADER + 8 && evtxwalk_is_chunk(p + EVTXWALK_HEADER));
}

static void file_header(struct parse *p, const struct file *f)
{
	uint8_t h[128];
	size_t got;

	if (!file_read(f, 0, h, sizeof(h), &got))
		return;
	if (got < sizeof(h) || f->size < EVTXWALK_HEADER)
		diag(p->diag, DIAG_EVTX_TRUNCATED, &p->at, "%s", "it ends within the file header");
	else if (!evtxwalk_is_file(h))
		diag(p->diag, DIAG_EVTX_HEADER, &p->at, "%s", "no file signature");
	else if (binxml_u32(h + 120) & 1)
		diag(p->diag, DIAG_EVTX_DIRTY, &p->at, "%s", "");
	if (got < sizeof(h) || !(p->ask & PARSE_CRC) || binxml_u32(h + 120) & 4)
		return;
	if (crc32(0, h, 120) != binxml_u32(h + 124))
		diag(p->diag, DIAG_EVTX_CRC, &p->at, "%s", "of the file header");
}

/* A stretch of whole chunks, counted by one thread. */
struct part {
	struct evtxtally *tally;
	const struct file *f;
	uint64_t from, to;
	bool ok;
};

static void count_part(void *ctx)
{
	struct part *part = ctx;
	struct evtxtally *t = part->tally;
	struct evtxwalk_window w = {
		.f = part->f, .bytes = evtxwalk_buffer(), .next = part->from, .to = part->to
	};

	while (evtxwalk_window(&w)) {
		struct pos at = t->at;

		for (size_t c = 0; c < w.n; c += BINXML_CHUNK)
			evtxtally_chunk(t, w.bytes + c, w.offset + c);
		at.offset = w.offset + w.n - w.cut;
		if (w.cut && evtxwalk_is_chunk(w.bytes + w.n - BINXML_CHUNK)) {
			t->damaged = true;
			diag(&t->diag, DIAG_EVTX_TRUNCATED, &at,
			     "%zu bytes of the last chunk missing", w.cut);
		}
	}
	free(w.bytes);
	part->ok = !w.failed;
}

/* Counts the log in n parts at once. NULL if the result might depend on n. */
static struct evtxtally *count_parts(const struct parse *p, const struct file *f, unsigned n,
				     bool *ok)
{
	uint64_t windows = (f->size + EVTXWALK_WINDOW - 1) / EVTXWALK_WINDOW;
	struct part part[LIMIT_THREADS] = { 0 };
	struct evtxtally *all;
	bool exact = true;

	for (unsigned i = 0; i < n; i++)
		part[i] = (struct part){
			.tally = evtxtally_new(p),
			.f = f,
			.from = EVTXWALK_HEADER + windows * i / n * EVTXWALK_WINDOW,
			.to = i + 1 == n ?
				      f->size :
				      EVTXWALK_HEADER + windows * (i + 1) / n * EVTXWALK_WINDOW,
		};
	port_each(count_part, part, sizeof(part[0]), n);
	all = part[0].tally;
	*ok = part[0].ok;
	for (unsigned i = 1; i < n; i++) {
		evtxtally_join(all, part[i].tally);
		evtxtally_free(part[i].tally);
		exact = exact && *ok && part[i].ok && evtxtally_exact(all);
	}
	if (exact)
		return all;
	evtxtally_free(all);
	return NULL;
}

static struct evtxtally *count_all(const struct parse *p, const struct file *f, unsigned n,
				   bool *ok)
{
	struct evtxtally *t = count_parts(p, f, n, ok);

	return t ? t : count_parts(p, f, 1, ok);
}

/* A stretch of the records to be kept, read whole by one thread. */
struct keep {
	struct parse p;      /* with what follows in place of the ticket's */
	struct arena arena;  /* of the events alone: its size is the same in any parts */
	struct arena told;   /* of the diagnostics */
	struct obs_list out; /* with room for all in the tally's memory */
	struct diag diag;
	const struct file *f;
	const struct evtxtally_ref *ref;
	size_t n;
	size_t most;  /* bytes of events */
	bool damaged; /* a record was not read whole */
	bool crowded; /* over 'most': some are left out */
	bool failed;  /* the log could not be read again */
};

static void keep_event(struct keep *k, const uint8_t *chunk, const struct evtx_record *r)
{
	struct event e;
	struct source at = { .file = k->p.file, .offset = r->chunk + r->at };

	if (!evtxrec_event(&k->arena, chunk, evtxwalk_body(r), evtxwalk_body_end(r), &e)) {
		struct pos pos = k->p.at;

		pos.offset = at.offset;
		pos.record = r->number;
		k->damaged = true;
		diag(&k->diag, DIAG_EVTX_RECORD, &pos, "%s", "its data cannot be decoded whole");
	}
	at.record = e.record_id > 0 ? (uint64_t)e.record_id : r->number;
	event_add(&k->p, at, &e);
}

/* The second pass: only the chunks that hold a record to be kept are read again. */
static void keep_part(void *ctx)
{
	struct keep *k = ctx;
	uint8_t *chunk = evtxwalk_buffer();
	uint64_t loaded = 0;

	for (size_t i = 0; i < k->n && !k->crowded && !k->failed; i++) {
		uint64_t offset = k->ref[i].offset;
		struct evtx_record r = { .at = (uint32_t)((offset - EVTXWALK_HEADER) %
							  BINXML_CHUNK) };
		size_t got;

		r.chunk = offset - r.at;
		if (r.chunk != loaded) {
			k->failed = !file_read(k->f, r.chunk, chunk, BINXML_CHUNK, &got);
			if (k->failed)
				break;
			memset(chunk + got, 0, BINXML_CHUNK - got);
			loaded = r.chunk;
		}
		/* The log may have changed since. */
		if (evtxwalk_record(chunk, &r))
			keep_event(k, chunk, &r);
		else
			k->damaged = true;
		k->crowded = k->arena.used > k->most;
	}
	free(chunk);
}

static void keep_start(struct keep *k, const struct parse *p, const struct file *f,
		       struct evtxtally *t, size_t n)
{
	*k = (struct keep){ .p = *p, .f = f, .n = n };
	k->out = (struct obs_list){ .arena = &k->arena, .cap = n + 1 };
	k->out.item = arena_array(&t->scratch, struct obs *, n + 1);
	k->diag.arena = &k->told;
	k->p.arena = &k->arena;
	k->p.out = &k->out;
	k->p.diag = &k->diag;
}

static void keep_drop(struct keep *k)
{
	arena_free(&k->arena);
	arena_free(&k->told);
}

/* Hands what was read over to the ticket. */
static void keep_join(struct keep *k, struct parse *p, struct evtxtally *t)
{
	for (size_t i = 0; i < k->out.n; i++)
		*(struct obs **)PUSH(p->out->arena, p->out->item, p->out->n, p->out->cap) =
			k->out.item[i];
	diag_join(p->diag, &k->diag);
	t->damaged |= k->damaged || k->failed;
	t->crowded |= k->crowded;
	arena_join(p->arena, &k->arena);
	keep_drop(k);
}

/* Reads n records, sorted by their place in the file, in 'threads' parts at once. KEEP_AGAIN, and
 * nothing done: where the reading ends, for want of memory or by an error, would depend on the
 * number of parts. A part may use half of its share of the limit, so that all together never come
 * near it. */
enum kept { KEEP_DONE, KEEP_FAILED, KEEP_AGAIN };

static enum kept keep_parts(struct parse *p, const struct file *f, struct evtxtally *t,
			    const struct evtxtally_ref *ref, size_t n, unsigned threads)
{
	struct keep *part = arena_array(&t->scratch, struct keep, threads);
	bool ended = false;

	for (unsigned i = 0; i < threads; i++) {
		size_t from = n * i / threads;

		keep_start(&part[i], p, f, t, n * (i + 1) / threads - from);
		part[i].ref = ref + from;
		part[i].most =
			threads > 1 ? LIMIT_EVENT_KEEP_BYTES / 2 / threads : LIMIT_EVENT_KEEP_BYTES;
	}
	port_each(keep_part, part, sizeof(part[0]), threads);
	for (unsigned i = 0; i < threads; i++)
		ended |= part[i].crowded || part[i].failed;
	for (unsigned i = 0; i < threads; i++) {
		if (ended && threads > 1)
			keep_drop(&part[i]);
		else
			keep_join(&part[i], p, t);
	}
	if (ended && threads > 1)
		return KEEP_AGAIN;
	return part[0].failed ? KEEP_FAILED : KEEP_DONE;
}

static struct when when_or_none(int64_t t)
{
	return t == INT64_MAX || t == INT64_MIN ? (struct when){ 0 } : when_filetime((uint64_t)t);
}

/* A kind with its names, for sorting. */
struct named {
	struct evtxtally_kind *kind;
	struct str provider, source;
	struct wide raw[2]; /* of both */
};

/* Those alike that are only counted: too many, or of no interest but as a warning. */
static void add_counted(struct parse *p, const struct named *k, uint64_t n, int64_t first,
			int64_t last)
{
	struct event *e = &obs_add(p->out, OBS_EVENT, (struct source){ .file = p->file })->event;

	e->provider = arena_str(p->arena, event_provider(k->provider));
	e->source_name = arena_str(p->arena, k->source);
	if (!e->provider.len)
		e->provider = e->source_name;
	e->id = k->kind->id;
	e->level = evtxtally_level(k->kind);
	e->count = (int64_t)n;
	e->first = when_or_none(first);
	e->last = e->time = when_or_none(last);
}

static int compare(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

static int compare_raw(struct wide x, struct wide y)
{
	size_t n = x.units < y.units ? x.units : y.units;
	int c = n ? memcmp(x.p, y.p, 2 * n) : 0;

	return c ? c : compare((int64_t)x.units, (int64_t)y.units);
}

/* By first time, then by what they are: never by where they lie in memory. */
static int kind_order(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int c = compare(x->kind->first, y->kind->first);

	if (!c)
		c = compare(x->kind->id, y->kind->id);
	if (!c)
		c = str_cmp(x->provider, y->provider);
	if (!c)
		c = str_cmp(x->source, y->source);
	if (!c)
		c = compare(x->kind->level, y->kind->level);
	/* Two names of a hostile log may read alike. */
	if (!c)
		c = compare_raw(x->raw[0], y->raw[0]);
	return c ? c : compare_raw(x->raw[1], y->raw[1]);
}

static int by_offset(const void *a, const void *b)
{
	const struct evtxtally_ref *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static struct named *sorted_kinds(struct evtxtally *t)
{
	struct named *out = arena_array(&t->scratch, struct named, t->n_kind + 1);
	size_t n = 0;

	for (size_t i = 0; i < EVTXTALLY_KINDS; i++)
		if (t->kind[i].used)
			out[n++] = (struct named){ &t->kind[i],
						   evtxtally_text(t, t->kind[i].provider),
						   evtxtally_text(t, t->kind[i].source),
						   { evtxtally_raw(t, t->kind[i].provider),
						     evtxtally_raw(t, t->kind[i].source) } };
	qsort(out, n, sizeof(*out), kind_order);
	return out;
}

static size_t kept_with(const struct evtxtally *t, size_t keep)
{
	size_t n = 0;

	for (size_t i = 0; i < EVTXTALLY_KINDS; i++)
		n += t->kind[i].n < keep ? t->kind[i].n : keep;
	return n;
}

/* The records to be read whole, by their place in the file. */
static struct evtxtally_ref *kept_refs(struct evtxtally *t, size_t *n)
{
	struct evtxtally_ref *ref;

	while (t->keep > 1 && kept_with(t, t->keep) > LIMIT_EVENT_KEEP_LOG)
		t->keep /= 2;
	ref = arena_array(&t->scratch, struct evtxtally_ref, kept_with(t, t->keep) + 1);
	*n = 0;
	for (size_t i = 0; i < EVTXTALLY_KINDS; i++) {
		evtxtally_drop(&t->kind[i], t->keep);
		for (size_t j = 0; j < t->kind[i].n; j++)
			ref[(*n)++] = t->kind[i].ref[j];
	}
	qsort(ref, *n, sizeof(*ref), by_offset);
	return ref;
}

/* false: read error. */
static bool add_events(struct parse *p, const struct file *f, struct evtxtally *t, unsigned threads)
{
	size_t n;
	struct evtxtally_ref *ref = kept_refs(t, &n);
	struct named *all = sorted_kinds(t);
	enum kept kept = keep_parts(p, f, t, ref, n, threads);

	if (kept == KEEP_AGAIN)
		kept = keep_parts(p, f, t, ref, n, 1);
	for (size_t i = 0; i < t->n_kind; i++) {
		const struct evtxtally_kind *k = all[i].kind;

		if (k->dropped)
			add_counted(p, &all[i], k->dropped, k->dropped_first, k->dropped_last);
		else if (!k->wanted && k->level == 3)
			add_counted(p, &all[i], k->count, k->first, k->last);
	}
	return kept == KEEP_DONE;
}

static void add_log(struct parse *p, const struct evtxtally *t, struct evtxtally_channel *c)
{
	struct log *l = &obs_add(p->out, OBS_LOG, (struct source){ .file = p->file })->log;
	int64_t distinct;

	l->channel = arena_str(p->arena, evtxtally_text(t, c->word));
	l->records = (int64_t)c->records;
	l->first = when_or_none(c->first);
	l->last = when_or_none(c->last);
	l->cleared = when_or_none(c->cleared);
	l->complete = t->damaged ? TRI_NO : TRI_UNKNOWN;
	/* A log of several channels was filled by forwarding or by a filter: it proves no absence.
	 */
	if (t->n_channel > 1) {
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
	/* Ids may span all numbers from 0 on. */
	l->lost_ids = (int64_t)((uint64_t)(c->last_id - c->first_id) + 1 - (uint64_t)distinct);
	if (l->complete == TRI_UNKNOWN)
		l->complete = l->lost_ids ? TRI_NO : TRI_YES;
}

bool evtx_read_in(struct parse *p, const struct file *f, unsigned threads)
{
	struct evtxtally *t;
	bool ok;

	file_header(p, f);
	t = count_all(p, f, threads, &ok);
	diag_join(p->diag, &t->diag);
	ok = add_events(p, f, t, threads) && ok;
	if (t->crowded) {
		t->damaged = true;
		diag(p->diag, DIAG_CAPTURE_MANY, &p->at, "%s", "events");
	}
	for (size_t i = 0; i < t->n_channel; i++)
		add_log(p, t, &t->channel[i]);
	evtxtally_free(t);
	if (!ok)
		diag(p->diag, DIAG_PATH_READ, &p->at, "%s", "");
	return ok;
}

bool evtx_read(struct parse *p, const struct file *f)
{
	uint64_t worth = f->size / LIMIT_THREAD_BYTES;
	unsigned n = p->threads < LIMIT_THREADS ? p->threads : LIMIT_THREADS;

	if (n > worth)
		n = (unsigned)worth;
	return evtx_read_in(p, f, n ? n : 1);
}
