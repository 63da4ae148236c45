/* t_p_evtx.c - event logs: binary XML, the head and the whole of a record, a log's events and cover
 *
 * Logs are written by tests/mkevtx from descriptions; binary XML without templates is spelt out.
 */
#include "parsers/evtx.h"
#include "parsers/evtxrec.h"
#include "parsers/evtxwalk.h"
#include "parsers/limits.h"
#include "tests/mkevtx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* What a sink is told: <name, attribute=, > for content, 'value', &entity; and / for an end. */
static void trace_name(struct buf *b, const char *before, struct wide name, const char *after)
{
	buf_add(b, str_of(before));
	binxml_wide(b, name);
	buf_add(b, str_of(after));
}

static void trace_start(void *ctx, struct wide name)
{
	trace_name(ctx, "<", name, "");
}

static void trace_attribute(void *ctx, struct wide name)
{
	trace_name(ctx, "@", name, "");
}

static void trace_content(void *ctx)
{
	buf_addc(ctx, '>');
}

static void trace_value(void *ctx, const struct binxml_value *v)
{
	buf_addc(ctx, '\'');
	binxml_text(ctx, v);
	buf_addc(ctx, '\'');
}

static void trace_entity(void *ctx, struct wide name)
{
	trace_name(ctx, "&", name, ";");
}

static void trace_end(void *ctx)
{
	buf_addc(ctx, '/');
}

static struct binxml_sink trace_sink(struct buf *b)
{
	return (struct binxml_sink){ .ctx = b,
				     .start = trace_start,
				     .attribute = trace_attribute,
				     .content = trace_content,
				     .value = trace_value,
				     .entity = trace_entity,
				     .end = trace_end };
}

/* Bytes of a fragment at offset 512 of a chunk. */
struct spelt {
	uint8_t chunk[BINXML_CHUNK];
	uint32_t at;
};

static void le(struct spelt *s, uint64_t v, unsigned n)
{
	for (; n--; v >>= 8)
		s->chunk[s->at++] = (uint8_t)v;
}

static void units(struct spelt *s, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		le(s, (uint8_t)text[i], 2);
}

/* A name with its text behind the offset, as where it is used first. */
static size_t name(struct spelt *s, const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	le(s, s->at + 4, 4);
	le(s, 0, 6);
	le(s, n, 2);
	units(s, text, n);
	le(s, 0, 2);
	return n;
}

static unsigned hex(char c)
{
	return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* The notation of the trace, with %hh for a single byte and <name( for an element with attributes.
 */
static size_t spell_one(struct spelt *s, const char *p)
{
	size_t n;

	switch (*p) {
	case '<':
		n = 1 + strcspn(p + 1, "<@>'&/!%(");
		le(s, p[n] == '(' ? 0x41 : 0x01, 1);
		le(s, 0, 4);
		name(s, p + 1);
		if (p[n] == '(')
			le(s, 0, 4);
		return n + (p[n] == '(');
	case '@':
		le(s, 0x06, 1);
		return 1 + name(s, p + 1);
	case '&':
		le(s, 0x09, 1);
		return 2 + name(s, p + 1);
	case '\'':
		n = strcspn(p + 1, "'");
		le(s, 0x0105, 2);
		le(s, n, 2);
		units(s, p + 1, n);
		return n + 2;
	case '%':
		le(s, hex(p[1]) << 4 | hex(p[2]), 1);
		return 3;
	default:
		le(s, *p == '>' ? 2 : *p == '!' ? 3 : 4, 1);
		return 1;
	}
}

static void spell(struct spelt *s, const char *text)
{
	memset(s, 0, sizeof(*s));
	s->at = 512;
	le(s, 0x0001010f, 4);
	for (const char *p = text; *p;)
		p += spell_one(s, p);
}

static void fragments(void **state)
{
	static const struct {
		const char *spelt;
		bool sound;
		const char *trace;
	} row[] = {
		{ "", true, "" },
		{ "<A>'x'/", true, "<A>'x'/" },
		{ "<A!", true, "<A>/" },
		{ "<A(@b'1'@c'2'!", true, "<A@b'1'@c'2'>/" },
		{ "<A><B>'x'/<C!'y'/", true, "<A><B>'x'/<C>/'y'/" },
		/* in text and in an attribute */
		{ "<A(@b'x'&amp;'y'>&lt;/", true, "<A@b'x'&amp;'y'>&lt;/" },
		/* a character by its number; CDATA; an instruction, which is left out */
		{ "<A>%08%41%00/", true, "<A>'A'/" },
		{ "<A>%07%02%00%78%00/", false, "<A>" },
		{ "<A>%07%01%00%78%00/", true, "<A>'x'/" },
		{ "<A>%0b%01%00%78%00/", true, "<A>/" },
		/* the end of the fragment hides what is behind it */
		{ "<A!%00<B!", true, "<A>/" },
		{ "<A>", false, "<A>" },
		{ "/", false, "" },
		{ "<A!/", false, "<A>/" },
		{ "%1f", false, "" },
		{ "<A>%05%01%ff%ff/", false, "<A>" },
		{ "<A>%05", false, "<A>" },
		{ "%01", false, "" },
		/* names beyond the chunk, and up to its end */
		{ "%01%00%00%00%00%f9%ff%00%00", false, "" },
		{ "%01%00%00%00%00%f8%ff%00%00%03", true, "<>/" },
		{ "%01%00%00%00%00%ff%ff%ff%ff", false, "" },
		/* a template that is not there, and one that is its own */
		{ "%0c%01%00%00%00%00%00%ff%00%00", false, "" },
		{ "%0c%01%00%00%00%00%00%02%00%00", false, "" },
		/* values outside a template have none */
		{ "<A>%0d%00%00%01/", true, "<A>/" },
	};
	static struct spelt s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct buf b = { .arena = &a };
		struct binxml_sink sink = trace_sink(&b);

		spell(&s, row[i].spelt);
		if (binxml_walk(s.chunk, 512, s.at, &sink, NULL) != row[i].sound ||
		    !str_eq(b.len ? buf_str(&b) : STR(""), str_of(row[i].trace)))
			fail_msg("row %zu: %.*s", i, STR_ARG(buf_str(&b)));
		arena_free(&a);
	}
}

/* Elements may be nested 64 deep. */
static void depth(void **state)
{
	static const struct {
		unsigned deep;
		bool sound;
	} row[] = { { 64, true }, { 65, false } };
	struct binxml_sink silent = { 0 };
	static struct spelt s;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		spell(&s, "");
		for (unsigned d = 0; d < row[i].deep; d++)
			spell_one(&s, "<A>"), spell_one(&s, ">");
		for (unsigned d = 0; d < row[i].deep; d++)
			spell_one(&s, "/");
		assert_int_equal(binxml_walk(s.chunk, 512, s.at, &silent, NULL), row[i].sound);
	}
}

static void numbers(void **state)
{
	static const struct {
		uint8_t type;
		const char *bytes;
		uint32_t n;
		bool is;
		uint64_t number;
	} row[] = {
		{ BINXML_U16, "\x01\x02", 2, true, 0x0201 },
		{ BINXML_HEX64, "\xff\xff\xff\xff\xff\xff\xff\xff", 8, true, UINT64_MAX },
		{ BINXML_STRING, "5\0001\0003\0", 6, true, 513 },
		{ BINXML_STRING, "7\0\0\0", 4, true, 7 },
		{ BINXML_STRING, "7\0x\0", 4, false, 0 },
		{ BINXML_STRING, "7\1", 2, false, 0 },
		{ BINXML_STRING, "", 0, false, 0 },
		{ BINXML_U16, "", 0, false, 0 },
		{ BINXML_NULL, "", 0, false, 0 },
		{ BINXML_GUID, "0123456789abcdef", 16, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct binxml_value v = { row[i].type, row[i].n, (const uint8_t *)row[i].bytes };
		uint64_t n = 0;

		assert_int_equal(binxml_number(&v, &n), row[i].is);
		if (row[i].is)
			assert_true(n == row[i].number);
	}
}

struct reading {
	struct arena a;
	struct diag diag;
	struct obs_list list;
	struct mk_log log;
	struct interest want;
};

/* Writes the log described, damages it if asked to, and reads it. */
static void read_log(struct reading *r, const char *description, const char *mutation, bool all,
		     unsigned ask)
{
	struct parse p = { .arena = &r->a, .diag = &r->diag, .out = &r->list, .ask = ask };
	struct str error;
	struct file f;

	r->diag.arena = r->list.arena = &r->a;
	p.want = all ? NULL : &r->want;
	p.at.file = STR("x.evtx");
	if (!mk_build(&r->a, str_of(description), &r->log, &error))
		fail_msg("%.*s", STR_ARG(error));
	if (mutation)
		assert_true(mk_mutate(&r->log, str_of(mutation)));
	f = file_of_memory((const char *)r->log.bytes, r->log.n);
	assert_true(evtx_read(&p, &f));
}

static struct str said(struct reading *r)
{
	struct buf b = { .arena = &r->a };

	for (size_t i = 0; i < r->list.n; i++)
		buf_addf(&b, "%.*s\n", STR_ARG(obs_line(&r->a, r->list.item[i])));
	for (size_t i = 0; i < r->diag.n; i++)
		buf_addf(&b, "%.*s\n", STR_ARG(diag_line(&r->a, &r->diag.item[i])));
	for (int i = 0; i < DIAG_IDS; i++)
		if (r->diag.seen[i] > LIMIT_DIAG_REPEATS)
			buf_addf(&b, "%s: %zu in all\n", diag_name((enum diag_id)i),
				 (size_t)r->diag.seen[i]);
	return b.len ? buf_str(&b) : STR("");
}

#define HEAD  "computer: w7.fabrikam.example\nchannel: System\nprovider: Fabrikam\nlevel: 4\n"
#define FIRST HEAD "[event]\nid: 7\ntime: 2027-02-03T04:05:06Z\n"

/* Every type of value as text. */
static void values(void **state)
{
	static const struct {
		const char *type, *given, *text;
	} row[] = {
		{ "string", "C:\\Zürich \xf0\x9f\x92\xbe", "C:\\Zürich \xf0\x9f\x92\xbe" },
		{ "ansi",
		  "na\xef"
		  "ve",
		  "na\xc3\xafve" },
		{ "i8", "-128", "-128" },
		{ "u8", "255", "255" },
		{ "i16", "-2", "-2" },
		{ "u16", "65535", "65535" },
		{ "i32", "-2147483648", "-2147483648" },
		{ "u32", "4294967295", "4294967295" },
		{ "i64", "-9", "-9" },
		{ "u64", "18446744073709551615", "18446744073709551615" },
		{ "float", "1.5", "1.5" },
		{ "double", "-0.25", "-0.25" },
		{ "bool", "true", "true" },
		{ "bool", "false", "false" },
		{ "binary", "00ff10", "00FF10" },
		{ "guid", "{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}",
		  "{0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9}" },
		{ "size", "0x1000", "0x1000" },
		{ "time", "2027-02-03T04:05:06.7Z", "2027-02-03T04:05:06.7Z" },
		{ "systime", "2027-02-03T04:05:06.789Z", "2027-02-03T04:05:06.789Z" },
		{ "sid", "S-1-5-21-1-2-3-1013", "S-1-5-21-1-2-3-1013" },
		{ "hex32", "0x80070005", "0x80070005" },
		{ "hex64", "0x8000000000000000", "0x8000000000000000" },
		/* absent, although it takes room */
		{ "null", "aabbcc", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct reading r = { 0 };
		struct str d = arena_printf(&r.a, FIRST "data A (%s): %s\ndata B: behind\n",
					    row[i].type, row[i].given);
		const struct event *e;

		read_log(&r, d.s, NULL, true, 0);
		e = &r.list.item[0]->event;
		if (e->n_data != 2 || !str_eq(e->data[0].value, str_of(row[i].text)) ||
		    !str_eq(e->data[1].value, STR("behind")))
			fail_msg("%s: %.*s", row[i].type, STR_ARG(said(&r)));
		arena_free(&r.a);
	}
}

/* With an interest that wants nothing, warnings are counted and the rest only adds to the log. */
static void interest(void **state)
{
	static const struct {
		const char *description;
		int64_t max_level;
		const char *said;
	} row[] = {
		{ FIRST "repeat: 3\nevery: 1m\nlevel: 3\n", 2,
		  "event provider=Fabrikam id=7 level=3 time=2027-02-03T04:07:06Z count=3 "
		  "first=2027-02-03T04:05:06Z last=2027-02-03T04:07:06Z\n"
		  "log channel=System records=3 first=2027-02-03T04:05:06Z "
		  "last=2027-02-03T04:07:06Z "
		  "first-id=1 last-id=3 lost-ids=0 complete=yes\n" },
		{ FIRST, 2,
		  "log channel=System records=1 first=2027-02-03T04:05:06Z "
		  "last=2027-02-03T04:05:06Z "
		  "first-id=1 last-id=1 lost-ids=0 complete=yes\n" },
		{ FIRST "level: 2\ndata: x\n", 2,
		  "event channel=System provider=Fabrikam id=7 level=2 time=2027-02-03T04:05:06Z "
		  "computer=w7.fabrikam.example record=1 count=1 data=(=x) text=x\n"
		  "log channel=System records=1 first=2027-02-03T04:05:06Z "
		  "last=2027-02-03T04:05:06Z "
		  "first-id=1 last-id=1 lost-ids=0 complete=yes\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct reading r = { .want.max_level = row[i].max_level };
		struct str got;

		read_log(&r, row[i].description, NULL, false, 0);
		got = said(&r);
		if (!str_eq(got, str_of(row[i].said)))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&r.a);
	}
}

/* What a log covers. */
static void cover(void **state)
{
	static const struct {
		const char *description, *mutation;
		int64_t records, lost;
		enum tri complete;
	} row[] = {
		{ FIRST, NULL, 1, 0, TRI_YES },
		{ FIRST "[event]\nid: 8\ntime: +1s\nrecord: 5\n", NULL, 2, 3, TRI_NO },
		{ FIRST "record: 9223372036854775807\n[event]\nid: 8\ntime: +1s\nrecord: 1\n", NULL,
		  2, 9223372036854775805, TRI_NO },
		/* more than a window of chunks */
		{ FIRST "repeat: 9000\nevery: 1s\ndata: a text that is somewhat long\n", NULL, 9000,
		  0, TRI_YES },
		/* forwarded, filtered or merged: it proves nothing */
		{ FIRST "[event]\nid: 8\ntime: +1s\nchannel: Application\n", NULL, 1, OBS_UNKNOWN,
		  TRI_NO },
		{ FIRST "[event]\nid: 8\ntime: +1s\n[event]\nid: 9\ntime: +1s\n", "size-0-2", 2, 1,
		  TRI_NO },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct reading r = { .want.max_level = 1 };
		const struct log *l;

		read_log(&r, row[i].description, row[i].mutation, false, 0);
		assert_true(r.list.n > 0 && r.list.item[0]->kind == OBS_LOG);
		l = &r.list.item[0]->log;
		if (l->records != row[i].records || l->lost_ids != row[i].lost ||
		    l->complete != row[i].complete)
			fail_msg("row %zu\n%.*s", i, STR_ARG(said(&r)));
		arena_free(&r.a);
	}
}

/* Too many alike: the latest ones are kept whole, the others counted. */
static void many(void **state)
{
	struct reading r = { .want.max_level = 2 };
	const struct event *counted;

	(void)state;
	read_log(&r, FIRST "level: 2\nrepeat: 1700\nevery: 1s\n", NULL, false, 0);
	assert_int_equal(r.list.n, 500 + 2);
	assert_int_equal(r.list.item[0]->event.record_id, 1201);
	counted = &r.list.item[500]->event;
	assert_int_equal(counted->count, 1200);
	assert_int_equal((counted->last.ticks - counted->first.ticks) / 10000000, 1199);
	arena_free(&r.a);
}

/* Many events of level 2, each with another value of a field: providers, channels, ids or, for runs
 * of record ids that go down, records. */
static const char *crowd(struct arena *a, const char *field, int n)
{
	struct buf b = { .arena = a };

	buf_add(&b, STR(HEAD "[event]\nid: 7\nlevel: 2\ntime: 2027-02-03T04:05:06Z\n"));
	for (int i = 0; i < n; i++) {
		buf_addf(&b, "[event]\nid: %d\nlevel: 2\ntime: +1s\n",
			 strcmp(field, "id") ? 7 : 100 + i);
		if (strcmp(field, "record") == 0)
			buf_addf(&b, "record: %d\n", 2 * n - 2 * i);
		else if (strcmp(field, "id"))
			buf_addf(&b, "%s: P%d\n", field, i);
	}
	buf_addc(&b, '\0');
	return b.s;
}

/* Errors come in three stretches that are not in the order of their times, with the log cleared in
 * between: which are dropped, and from when to when, is known only at the end. */
#define STRETCH(time)                           \
	"[event]\nid: 7\nlevel: 2\ntime: " time \
	"\nrepeat: 2500\nevery: 1s\ndata: a text that is long\n"
#define CLEARED(time) \
	"[event]\nprovider: Microsoft-Windows-Eventlog\nid: 104\nlevel: 4\ntime: " time "\n"

enum { NO_DAMAGE, AT_END, EVERYWHERE };

/* Damage in the first chunk, in chunks further on, and at the end. */
static void damage(struct mk_log *log, int where)
{
	assert_true(log->n > 4096 + 25 * 65536);
	if (where == AT_END) {
		uint8_t *longer = arena_alloc(log->arena, log->n + 65536, 1);

		memset(longer, 0x55, log->n + 65536);
		memcpy(longer, log->bytes, log->n);
		log->bytes = longer;
		log->n += 65536;
		return;
	}
	assert_true(log->n > 4096 + 33 * 65536);
	log->bytes[log->record.at[1]] = 0;
	memset(log->bytes + 4096 + 9 * 65536, 0x55, 8);
	for (size_t chunk = 10; chunk < 33; chunk++)
		log->bytes[4096 + chunk * 65536 + 512 + 4] = 1;
	log->n -= 1000;
}

/* A log read in any number of parts says the same. */
static void parts(void **state)
{
	static const unsigned n[] = { 1, 2, 3, 7, 8 };
	struct arena texts = { 0 };
	const struct {
		const char *description;
		int damage;
	} row[] = {
		{ FIRST
		  "level: 2\nrepeat: 9000\nevery: 1s\ndata: a text that is somewhat long\n" HEAD
		  "level: 3\n[event]\nid: 8\ntime: +1s\nrepeat: 900\nrecord: 20000\n"
		  "[event]\nid: 9\ntime: +1s\nlevel: 1\n",
		  EVERYWHERE },
		{ HEAD STRETCH("2027-02-03T04:05:06Z") CLEARED("2027-02-04T04:05:06Z")
			  STRETCH("2027-02-02T04:05:06Z") CLEARED("2027-02-01T04:05:06Z")
				  STRETCH("2027-02-05T04:05:06Z"),
		  NO_DAMAGE },
		{ HEAD STRETCH("2027-02-03T04:05:06Z") STRETCH("2027-02-04T04:05:06Z")
			  STRETCH("2027-02-05T04:05:06Z"),
		  AT_END }, /* no record is lost */
		{ FIRST "repeat: 3\n", NO_DAMAGE },
		{ crowd(&texts, "provider", 5000), NO_DAMAGE },
		{ crowd(&texts, "channel", 400), NO_DAMAGE },
		{ crowd(&texts, "id", 9000), NO_DAMAGE },
		{ crowd(&texts, "record", 5000), NO_DAMAGE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct mk_log log;
		struct str error, first = { 0 };
		struct file f;
		size_t used = 0;

		if (!mk_build(&a, str_of(row[i].description), &log, &error))
			fail_msg("%.*s", STR_ARG(error));
		if (row[i].damage)
			damage(&log, row[i].damage);
		f = file_of_memory((const char *)log.bytes, log.n);
		for (size_t j = 0; j < ARRAY_SIZE(n); j++) {
			struct reading r = { .want.max_level = 2 };
			struct parse p = { .arena = &r.a,
					   .diag = &r.diag,
					   .out = &r.list,
					   .want = &r.want,
					   .ask = PARSE_CRC };
			struct str all;

			r.diag.arena = r.list.arena = &r.a;
			p.at.file = STR("x.evtx");
			assert_true(evtx_read_in(&p, &f, n[j]));
			all = arena_str(&a, said(&r));
			if (j == 0)
				first = all;
			else if (!str_eq(all, first))
				fail_msg("row %zu in %u parts\n%.*s\nin one\n%.*s", i, n[j],
					 STR_ARG(all), STR_ARG(first));
			if (j == 0)
				used = r.a.used;
			assert_int_equal(r.a.used, used);
			arena_free(&r.a);
		}
		arena_free(&a);
	}
	arena_free(&texts);
}

/* Old records behind the live ones, only if asked for. */
static void slack(void **state)
{
	static const struct {
		unsigned ask;
		int64_t records;
	} row[] = { { 0, 1 }, { PARSE_SLACK, 3 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct reading r = { .want.max_level = 1 };
		struct parse p = { .arena = &r.a,
				   .diag = &r.diag,
				   .out = &r.list,
				   .ask = row[i].ask,
				   .want = &r.want };
		struct str error;
		struct file f;
		uint32_t second;

		r.diag.arena = r.list.arena = &r.a;
		assert_true(mk_build(&r.a, STR(FIRST "repeat: 3\n"), &r.log, &error));
		second = r.log.record.at[1] - 4096;
		for (unsigned b = 0; b < 4; b++) {
			r.log.bytes[4096 + 48 + b] = (uint8_t)(second >> 8 * b);
			r.log.bytes[4096 + 44 + b] = (uint8_t)(512 >> 8 * b);
		}
		f = file_of_memory((const char *)r.log.bytes, r.log.n);
		assert_true(evtx_read(&p, &f));
		assert_int_equal(r.list.item[0]->log.records, row[i].records);
		arena_free(&r.a);
	}
}

static void sniff(void **state)
{
	static char head[8192];

	(void)state;
	assert_false(evtx_sniff((struct str){ head, sizeof(head) }));
	memcpy(head + 4096, "ElfChnk", 8);
	assert_true(evtx_sniff((struct str){ head, sizeof(head) }));
	assert_false(evtx_sniff((struct str){ head, 4100 }));
	memcpy(head, "ElfFile", 8);
	assert_true(evtx_sniff((struct str){ head, 8 }));
	assert_false(evtx_sniff((struct str){ head, 7 }));
}

static bool add_xml(void *ctx, const uint8_t *chunk, const struct evtx_record *r)
{
	struct buf *b = ctx;

	assert_true(evtxrec_xml(b, chunk, evtxwalk_body(r), evtxwalk_body_end(r)));
	return true;
}

static void xml(void **state)
{
	static const struct {
		const char *description, *end;
	} row[] = {
		{ FIRST "data A: a<b & \"c\"\n", "<EventData><Data Name=\"A\">a&lt;b &amp; "
						 "&quot;c&quot;</Data></EventData></Event>" },
		{ FIRST "style: userdata\nroot: R\nxmlns: urn:x\ndata K@k: 1\ndata K: 2\n",
		  "<UserData><R xmlns=\"urn:x\"><K k=\"1\">2</K></R></UserData></Event>" },
		{ FIRST "style: classic\ndata: p\ndata: q\nbinary: 0102\n",
		  "<EventData><Data>p</Data><Data>q</Data><Binary>0102</Binary></EventData></"
		  "Event>" },
		{ FIRST "style: bare\nentities: yes\ndata A: 1<2\n",
		  "<EventData><Data Name=\"A\">1&lt;2</Data></EventData></Event>" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct reading r = { .a = { 0 } };
		struct buf b = { .arena = &r.a };
		struct str error, end = str_of(row[i].end), got;
		struct file f;

		assert_true(mk_build(&r.a, str_of(row[i].description), &r.log, &error));
		f = file_of_memory((const char *)r.log.bytes, r.log.n);
		evtxwalk_all(&f, add_xml, &b);
		got = buf_str(&b);
		if (got.len < end.len || !str_eq(str_sub(got, got.len - end.len, got.len), end))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&r.a);
	}
}

int main(void)
{
	const struct CMUnitTest test[] = {
		cmocka_unit_test(fragments), cmocka_unit_test(depth),    cmocka_unit_test(numbers),
		cmocka_unit_test(values),    cmocka_unit_test(interest), cmocka_unit_test(cover),
		cmocka_unit_test(many),      cmocka_unit_test(slack),    cmocka_unit_test(sniff),
		cmocka_unit_test(xml),       cmocka_unit_test(parts),
	};

	return cmocka_run_group_tests(test, NULL, NULL);
}
