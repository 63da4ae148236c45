/* evtxcite.c - see evtxcite.h */
#include "parsers/evtxcite.h"

#include <libbfio.h>
#include <libevtx.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/event.h"
#include "parsers/evtxml.h"
#include "parsers/evtxrec.h"

enum {
	LAST_PLACE = 65532,     /* the record behind ends here: libevtx wants 4 bytes after it */
	XML_BYTES = 1024 * 1024 /* a record is at most 64 KiB of binary XML */
};

static void put32(uint8_t *p, uint32_t v)
{
	for (unsigned i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

/* A record's header that spans [at, to). */
static void span(uint8_t *c, uint32_t at, uint32_t to)
{
	put32(c + at, 0x2a2a);
	put32(c + at + 4, to - at);
	put32(c + to - 4, to - at);
}

/* File header and chunk in one image, in which the record is number *index of up to three. Only
 * record headers and size copies are overwritten, never a name or template that it refers to. */
static uint8_t *image(const uint8_t *chunk, const struct evtx_record *r, int *index)
{
	uint8_t *p = calloc(1, EVTXWALK_HEADER + BINXML_CHUNK), *c = p + EVTXWALK_HEADER;
	uint32_t after = r->at + r->size;

	if (!p)
		die("out of memory");
	memcpy(p, "ElfFile", 8);
	put32(p + 32, 128);
	put32(p + 36, 3u << 16 | 1);
	p[41] = EVTXWALK_HEADER >> 8;
	p[42] = 1;
	memcpy(c, chunk, BINXML_CHUNK);
	put32(c + 40, 128);
	put32(c + 48, EVTXWALK_FIRST);
	*index = r->at > EVTXWALK_FIRST ? 1 : 0;
	if (r->at >= EVTXWALK_FIRST + 28)
		span(c, EVTXWALK_FIRST, r->at);
	put32(c + r->at + r->size - 4, r->size);
	put32(c + 44, r->at);
	if (after + 28 <= LAST_PLACE) {
		span(c, after, LAST_PLACE);
		put32(c + 44, after);
	}
	return p;
}

static struct str render(struct arena *a, libevtx_file_t *file, int index)
{
	libevtx_record_t *record = NULL;
	struct str xml = { 0 };
	uint8_t *text = NULL;
	size_t n = 0;

	if (libevtx_file_get_record_by_index(file, index, &record, NULL) != 1)
		return xml;
	if (libevtx_record_get_utf8_xml_string_size(record, &n, NULL) == 1 && n > 0 &&
	    n <= XML_BYTES) {
		text = arena_alloc(a, n + 1, 1);
		if (libevtx_record_get_utf8_xml_string(record, text, n, NULL) == 1)
			xml = (struct str){ (const char *)text, strlen((const char *)text) };
	}
	libevtx_record_free(&record, NULL);
	return xml;
}

bool evtxcite_xml(struct arena *a, const uint8_t *chunk, const struct evtx_record *r,
		  struct str *xml)
{
	int index;
	uint8_t *bytes = image(chunk, r, &index);
	libbfio_handle_t *range = NULL;
	libevtx_file_t *file = NULL;

	*xml = (struct str){ 0 };
	if (libbfio_memory_range_initialize(&range, NULL) == 1 &&
	    libbfio_memory_range_set(range, bytes, EVTXWALK_HEADER + BINXML_CHUNK, NULL) == 1 &&
	    libevtx_file_initialize(&file, NULL) == 1 &&
	    libevtx_file_open_file_io_handle(file, range, LIBEVTX_OPEN_READ, NULL) == 1) {
		*xml = render(a, file, index);
		libevtx_file_close(file, NULL);
	}
	if (file)
		libevtx_file_free(&file, NULL);
	if (range)
		libbfio_handle_free(&range, NULL);
	free(bytes);
	return xml->len > 0;
}

/* XML has no carriage returns of its own. */
static struct str without_returns(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	if (str_chr(v, '\r') < 0)
		return v;
	for (size_t i = 0; i < v.len; i++)
		if (v.s[i] != '\r')
			buf_addc(&out, v.s[i]);
	return buf_str(&out);
}

/* Without leading zeros of hexadecimal numbers, trailing ones of fractions, and blanks: what the
 * two decoders print differently on purpose. */
static struct str plain(struct arena *a, struct str v)
{
	struct when t;
	uint64_t n;

	v = str_trim(without_returns(a, v));
	if (str_istarts(v, STR("0x")) && v.len > 3 && v.len <= 18 && str_u64(v, &n))
		return arena_printf(a, "0x%llx", (unsigned long long)n);
	if (v.len >= 20 && v.len <= 30 && v.s[4] == '-' && when_iso(v, &t))
		return when_rfc3339(a, t);
	if (v.len == 38 && v.s[0] == '{')
		return arena_lower(a, v);
	return v;
}

static bool same(struct arena *a, struct str x, struct str y)
{
	return str_eq(plain(a, x), plain(a, y)) || (!x.len && !y.len);
}

/* A pointer-sized number, which libevtx prints in decimal. */
static bool same_number(struct str x, struct str y)
{
	uint64_t m, n;

	return str_u64(str_trim(x), &m) && str_u64(str_trim(y), &n) && m == n;
}

/* A negative number: libevtx 20181227 prints its distance from the lowest one of its type. */
static bool same_negative(struct str ours, struct str theirs)
{
	static const int64_t lowest[] = { INT8_MIN, INT16_MIN, INT32_MIN, INT64_MIN };
	int64_t m, n;

	if (!str_i64(str_trim(ours), &m) || !str_i64(str_trim(theirs), &n) || m >= 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(lowest); i++)
		if (m >= lowest[i] && n == lowest[i] - m)
			return true;
	return false;
}

/* Text whose markup libevtx does not escape comes back as elements, or with parts missing. */
static bool unescaped(struct str v)
{
	return str_chr(v, '<') >= 0 || str_chr(v, '&') >= 0 || str_chr(v, '>') >= 0;
}

static bool has_control(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] < 0x20 && v.s[i] != '\n' && v.s[i] != '\t')
			return true;
	return false;
}

static bool is_fraction(struct str v)
{
	return str_chr(v, '.') >= 0 || str_chr(v, 'e') >= 0;
}

static enum evtxcite_answer quirk(struct str ours, struct str theirs)
{
	bool known = same_number(ours, theirs) || same_negative(ours, theirs) || unescaped(ours) ||
		     has_control(ours) || (is_fraction(ours) && is_fraction(theirs));

	return known ? EVTXCITE_QUIRK : EVTXCITE_DIFFERS;
}

static enum evtxcite_answer compare_data(struct arena *a, const struct event *x,
					 const struct event *y, struct str *what)
{
	enum evtxcite_answer worst = EVTXCITE_SAME;

	if (x->n_data != y->n_data) {
		*what = arena_printf(a, "%zu data items against %zu", x->n_data, y->n_data);
		for (size_t i = 0; i < x->n_data; i++)
			if (unescaped(x->data[i].value))
				return EVTXCITE_QUIRK;
		return EVTXCITE_DIFFERS;
	}
	for (size_t i = 0; i < x->n_data; i++) {
		struct str ours = x->data[i].value, theirs = y->data[i].value;
		enum evtxcite_answer one;

		if (same(a, ours, theirs) &&
		    str_eq(str_trim(x->data[i].name), str_trim(y->data[i].name)))
			continue;
		one = quirk(ours, theirs);
		if (worst == EVTXCITE_SAME || one == EVTXCITE_DIFFERS) {
			*what = arena_printf(a, "data item %zu: \"%.*s\" against \"%.*s\"", i + 1,
					     STR_ARG(str_sub(ours, 0, 80)),
					     STR_ARG(str_sub(theirs, 0, 80)));
			worst = one;
		}
	}
	return worst;
}

static const char *head_difference(struct arena *a, const struct event *x, const struct event *y)
{
	if (!same(a, x->provider, y->provider))
		return "provider";
	if (!same(a, x->source_name, y->source_name))
		return "event source name";
	if (x->id != y->id)
		return "event id";
	if (x->qualifiers != y->qualifiers)
		return "qualifiers";
	if (x->level != y->level)
		return "level";
	if (x->record_id != y->record_id)
		return "record id";
	if (x->time.basis != y->time.basis || x->time.ticks != y->time.ticks)
		return "time";
	if (!same(a, x->channel, y->channel))
		return "channel";
	if (!same(a, x->computer, y->computer))
		return "computer";
	if (!same(a, x->user, y->user))
		return "user";
	return NULL;
}

enum evtxcite_answer evtxcite_compare(struct arena *a, const uint8_t *chunk,
				      const struct evtx_record *r, struct str *what,
				      struct str *xml)
{
	struct event ours, theirs;
	bool read = evtxrec_event(a, chunk, evtxwalk_body(r), evtxwalk_body_end(r), &ours);
	bool decoded = evtxcite_xml(a, chunk, r, xml);
	const char *head;

	*what = (struct str){ 0 };
	if (!decoded)
		return read ? EVTXCITE_UNDECODED : EVTXCITE_NEITHER;
	if (!read)
		return EVTXCITE_UNREAD;
	/* Control characters in a text make libevtx's XML not well formed. */
	if (!evtxml_event(a, *xml, &theirs) && !evtxml_repaired(a, *xml, &theirs)) {
		*what = STR("not well formed");
		return EVTXCITE_QUIRK;
	}
	head = head_difference(a, &ours, &theirs);
	if (head) {
		*what = str_of(head);
		return EVTXCITE_DIFFERS;
	}
	return compare_data(a, &ours, &theirs, what);
}

static const struct {
	const char *name, *word;
} answers[EVTXCITE_ANSWERS] = {
	[EVTXCITE_NONE] = { "", "" },
	[EVTXCITE_SAME] = { "same", "the same" },
	[EVTXCITE_DIFFERS] = { "different", "different" },
	[EVTXCITE_QUIRK] = { "quirk", "different in a way known of libevtx" },
	[EVTXCITE_UNDECODED] = { "undecoded", "not decoded by libevtx" },
	[EVTXCITE_UNREAD] = { "unread", "decoded by libevtx only" },
	[EVTXCITE_NEITHER] = { "neither", "decoded by neither" },
};

const char *evtxcite_word(enum evtxcite_answer answer)
{
	return answers[answer].word;
}

static const char *name_of(enum evtxcite_answer answer)
{
	return answers[answer].name;
}

static struct reread *reread(struct arena *a, const uint8_t *chunk, const struct evtx_record *r)
{
	struct arena scratch = { 0 };
	struct reread *out = arena_new(a, struct reread);
	struct str xml;

	out->answer = name_of(evtxcite_compare(&scratch, chunk, r, &out->what, &xml));
	out->what = arena_str(a, out->what);
	if (!xml.len) {
		struct buf own = { .arena = &scratch };

		evtxrec_xml(&own, chunk, evtxwalk_body(r), evtxwalk_body_end(r));
		xml = buf_str(&own);
	}
	out->xml = arena_str(a, str_trim(xml));
	arena_free(&scratch);
	return out;
}

const struct reread *evtxcite_reread(struct arena *a, const struct file *f, uint64_t offset)
{
	uint64_t number = offset < EVTXWALK_HEADER ? 0 : (offset - EVTXWALK_HEADER) / BINXML_CHUNK;
	struct evtx_record r = { .chunk = EVTXWALK_HEADER + number * BINXML_CHUNK };
	uint8_t *chunk = calloc(1, BINXML_CHUNK);
	struct reread *out = NULL;
	size_t got;

	if (!chunk)
		die("out of memory");
	r.at = (uint32_t)(offset - r.chunk);
	if (offset > EVTXWALK_HEADER && file_read(f, r.chunk, chunk, BINXML_CHUNK, &got) &&
	    evtxwalk_record(chunk, &r))
		out = reread(a, chunk, &r);
	free(chunk);
	return out;
}
