/* fuzz_evtx.c - the records of one chunk of an event log; header and checks are built around them
 *
 * The first byte chooses: 1 only events of interest, 2 slack, 4 the header tells where records end,
 * 8 the bytes are the body of a single record, 16 the chunk comes nine times and the log is read in
 * three parts as well. The others lie at offset 512 of the chunk.
 */
#include "parsers/evtx.h"
#include "parsers/evtxrec.h"
#include "parsers/evtxwalk.h"

#include <string.h>

enum { HEADER = 4096, FIRST = 512, COPIES = 9 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void put32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static void build(uint8_t *log, const uint8_t *bytes, size_t size, unsigned how)
{
	uint8_t *c = log + HEADER;
	uint32_t body = how & 8 ? 24 : 0, n = (uint32_t)size;

	memcpy(log, "ElfFile", 8);
	memcpy(c, "ElfChnk", 8);
	memcpy(c + FIRST + body, bytes, n);
	if (body) {
		put32(c + FIRST, 0x2a2a);
		put32(c + FIRST + 4, n + 28);
		put32(c + FIRST + 24 + n, n + 28);
		n += 28;
	}
	if (how & 4)
		put32(c + 48, FIRST + n);
}

static bool as_xml(void *ctx, const uint8_t *chunk, const struct evtx_record *r)
{
	struct arena a = { 0 };
	struct buf b = { .arena = &a };

	(void)ctx;
	evtxrec_xml(&b, chunk, evtxwalk_body(r), evtxwalk_body_end(r));
	arena_free(&a);
	return true;
}

/* What reading the log in that many parts says. */
static struct str said(struct arena *out, const struct file *f, unsigned how, unsigned parts)
{
	struct interest want = { .max_level = 2 };
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct buf b = { .arena = out };

	p.want = how & 1 ? &want : NULL;
	p.ask = how & 2 ? PARSE_SLACK : 0;
	p.at.file = STR("x.evtx");
	if (!evtx_read_in(&p, f, parts))
		__builtin_trap();
	for (size_t i = 0; i < list.n; i++) {
		struct str line = obs_line(&arena, list.item[i]);

		if (!line.len)
			__builtin_trap();
		buf_addf(&b, "%.*s\n", STR_ARG(line));
	}
	for (size_t i = 0; i < diag.n; i++)
		buf_addf(&b, "%.*s\n", STR_ARG(diag_line(&arena, &diag.item[i])));
	arena_free(&arena);
	return buf_str(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static uint8_t log[HEADER + COPIES * BINXML_CHUNK];
	size_t copies = size && bytes[0] & 16 ? COPIES : 1;
	struct file f = file_of_memory((const char *)log, HEADER + copies * BINXML_CHUNK);
	struct arena arena = { 0 };
	struct str one;

	if (size < 1 || size > BINXML_CHUNK - FIRST - 28)
		return 0;
	memset(log, 0, HEADER + BINXML_CHUNK);
	build(log, bytes + 1, size - 1, bytes[0]);
	for (size_t i = 1; i < copies; i++)
		memcpy(log + HEADER + i * BINXML_CHUNK, log + HEADER, BINXML_CHUNK);
	one = said(&arena, &f, bytes[0], 1);
	if (copies > 1 && !str_eq(one, said(&arena, &f, bytes[0], 3)))
		__builtin_trap();
	evtxwalk_all(&f, as_xml, NULL);
	arena_free(&arena);
	return 0;
}
