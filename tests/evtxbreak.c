/* evtxbreak.c - reads event logs that were cut or changed at random
 *
 * usage: evtxbreak CHANGES LOG...
 * Chunks stand alone, so each is tried in a log of its own: cut at every 4 KiB, where no record may
 * be lost that lies before the cut, and changed CHANGES times in all, the same ones in every run,
 * where nothing may crash or hang. Prints what was tried; exit code 1 if records were lost.
 */
#include "parsers/evtx.h"
#include "parsers/evtxrec.h"
#include "parsers/evtxwalk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 4096, LOG = HEADER + BINXML_CHUNK, STEP = 4096, MOST_CHANGED = 16 };

struct attempt {
	uint8_t bytes[LOG];
	size_t cuts, changes, records, lost;
	uint64_t seed;
};

static uint32_t chance(struct attempt *t, uint32_t below)
{
	t->seed ^= t->seed << 13;
	t->seed ^= t->seed >> 7;
	t->seed ^= t->seed << 17;
	return (uint32_t)(t->seed >> 32) % below;
}

struct tally {
	size_t n;        /* records */
	uint32_t before; /* only those that end before this offset in the chunk */
	bool xml;
};

static bool count_record(void *ctx, const uint8_t *chunk, const struct evtx_record *r)
{
	struct tally *tally = ctx;

	tally->n += r->at + r->size <= tally->before;
	if (tally->xml) {
		struct arena a = { 0 };
		struct buf b = { .arena = &a };

		evtxrec_xml(&b, chunk, evtxwalk_body(r), evtxwalk_body_end(r));
		arena_free(&a);
	}
	return true;
}

static size_t records(const struct attempt *t, size_t size, uint32_t before, bool xml)
{
	struct file f = file_of_memory((const char *)t->bytes, size);
	struct tally tally = { .before = before, .xml = xml };

	evtxwalk_all(&f, count_record, &tally);
	return tally.n;
}

/* As the analyser does; without an interest all events are kept. */
static void read_whole(const struct attempt *t, size_t size, bool all)
{
	struct interest want = { .max_level = 2 };
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct obs_list list = { .arena = &a };
	struct parse p = { .arena = &a,
			   .diag = &d,
			   .out = &list,
			   .want = all ? NULL : &want,
			   .ask = PARSE_CRC | (all ? PARSE_SLACK : 0) };
	struct file f = file_of_memory((const char *)t->bytes, size);

	p.at.file = STR("broken.evtx");
	evtx_read(&p, &f);
	for (size_t i = 0; i < list.n; i++)
		obs_line(&a, list.item[i]);
	arena_free(&a);
}

static void cut(struct attempt *t)
{
	t->records += records(t, LOG, BINXML_CHUNK, false);
	for (uint32_t at = STEP; at < BINXML_CHUNK; at += STEP) {
		size_t whole = records(t, LOG, at, false);
		size_t left = records(t, HEADER + at, at, false);

		t->cuts++;
		if (left < whole)
			t->lost += whole - left;
		read_whole(t, HEADER + at, false);
	}
}

/* Single bytes mostly, since those get furthest; then small numbers, 0 and -1. */
static void change(struct attempt *t, uint32_t used)
{
	uint8_t saved[LOG];

	memcpy(saved, t->bytes, LOG);
	for (uint32_t n = 1 + chance(t, MOST_CHANGED); n > 0; n--) {
		static const uint8_t telling[] = { 0, 1, 0x0c, 0x0f, 0x41, 0x7f, 0x80, 0xff };
		uint8_t *p = t->bytes + HEADER;

		p += chance(t, 8) ? 512 + chance(t, used) : chance(t, 512);
		*p = chance(t, 2) ? (uint8_t)chance(t, 256) : telling[chance(t, sizeof(telling))];
	}
	t->changes++;
	read_whole(t, LOG, true);
	records(t, LOG, BINXML_CHUNK, true);
	memcpy(t->bytes, saved, LOG);
}

static void try_log(struct attempt *t, const struct file *f, size_t changes)
{
	uint64_t chunks = (f->size + BINXML_CHUNK - 1 - HEADER) / BINXML_CHUNK;
	size_t got;

	file_read(f, 0, t->bytes, HEADER, &got);
	for (uint64_t i = 0; i < chunks; i++) {
		uint8_t *c = t->bytes + HEADER;
		uint32_t used;

		file_read(f, HEADER + i * BINXML_CHUNK, c, BINXML_CHUNK, &got);
		memset(c + got, 0, BINXML_CHUNK - got);
		if (memcmp(c, "ElfChnk", 8) != 0)
			continue;
		cut(t);
		used = binxml_u32(c + 48);
		used = used > 600 && used <= BINXML_CHUNK ? used - 512 : BINXML_CHUNK - 512;
		/* all of them on the first chunk: most logs have but one */
		for (; changes; changes--)
			change(t, used);
	}
}

int main(int argc, char **argv)
{
	struct attempt *t = calloc(1, sizeof(*t));
	size_t lost, changes = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	size_t logs = argc > 2 ? (size_t)argc - 2 : 1;

	if (!t || argc < 3)
		return 2;
	t->seed = 0x9e3779b97f4a7c15u;
	for (int i = 2; i < argc; i++) {
		size_t mine = changes / logs + ((size_t)i - 2 < changes % logs);
		struct port_handle h;
		struct file f;

		if (port_open(NULL, argv[i], true, &h) != PORT_OK)
			continue;
		f = file_of_handle(h);
		if (f.size > HEADER)
			try_log(t, &f, mine);
		port_close(&h);
	}
	printf("%zu records, %zu cuts, %zu records lost, %zu changes\n", t->records, t->cuts,
	       t->lost, t->changes);
	lost = t->lost;
	free(t);
	return lost > 0;
}
