/* mkevtx_value.c - text to the bytes of a BinXML value */
#include "tests/mkevtx.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct { const char *name; enum mk_type type; unsigned char size; } type[] = {
	/* size: bytes of a number, 0 for everything else */
	{ "null", MK_NULL, 0 },     { "string", MK_STRING, 0 },   { "ansi", MK_ANSI, 0 },
	{ "i8", MK_I8, 1 },         { "u8", MK_U8, 1 },           { "i16", MK_I16, 2 },
	{ "u16", MK_U16, 2 },       { "i32", MK_I32, 4 },         { "u32", MK_U32, 4 },
	{ "i64", MK_I64, 8 },       { "u64", MK_U64, 8 },         { "float", MK_FLOAT, 0 },
	{ "double", MK_DOUBLE, 0 }, { "bool", MK_BOOL, 0 },       { "binary", MK_BINARY, 0 },
	{ "guid", MK_GUID, 0 },     { "size", MK_SIZE, 8 },       { "time", MK_TIME, 0 },
	{ "systime", MK_SYSTIME, 0 }, { "sid", MK_SID, 0 },       { "hex32", MK_HEX32, 4 },
	{ "hex64", MK_HEX64, 8 },   { "strings", MK_STRINGS, 0 },
};
/* clang-format on */

bool mk_type_of(struct str name, enum mk_type *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(type); i++)
		if (str_eq(name, str_of(type[i].name))) {
			*out = type[i].type;
			return true;
		}
	*out = MK_NULL;
	return false;
}

static size_t number_size(enum mk_type t)
{
	for (size_t i = 0; i < ARRAY_SIZE(type); i++)
		if (type[i].type == t)
			return type[i].size;
	return 0;
}

static void add_le(struct buf *b, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addc(b, (char)(v >> (8 * i) & 0xff));
}

static void add_utf16(struct buf *b, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_get(text, &at);

		if (c >= 0x10000) {
			add_le(b, 0xd800 + ((c - 0x10000) >> 10), 2);
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		add_le(b, c, 2);
	}
}

struct str mk_utf16(struct arena *a, struct str text)
{
	struct buf b = { .arena = a };

	add_utf16(&b, text);
	return buf_str(&b);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Pairs of hex digits; blanks, braces and hyphens between them do not count. */
static bool add_hex(struct buf *b, struct str text)
{
	int high = -1;

	for (size_t i = 0; i < text.len; i++) {
		int d = hex_digit(text.s[i]);

		if (d < 0 && !strchr(" -{}\n", text.s[i]))
			return false;
		if (d >= 0 && high >= 0)
			buf_addc(b, (char)(high << 4 | d));
		if (d >= 0)
			high = high >= 0 ? -1 : d;
	}
	return high < 0;
}

/* The first three fields of a GUID are little-endian. */
static bool add_guid(struct buf *b, struct str text)
{
	static const unsigned char order[16] = { 3, 2, 1,  0,  5,  4,  7,  6,
						 8, 9, 10, 11, 12, 13, 14, 15 };
	struct buf raw = { .arena = b->arena };

	if (!add_hex(&raw, text) || raw.len != 16)
		return false;
	for (size_t i = 0; i < 16; i++)
		buf_addc(b, raw.s[order[i]]);
	return true;
}

static bool add_sid(struct buf *b, struct str text)
{
	uint64_t part[17], n = 0;
	struct str rest = str_sub(text, 2, text.len);

	if (!str_starts(text, STR("S-")))
		return false;
	while (rest.s && n < ARRAY_SIZE(part))
		if (!str_u64(str_cut(&rest, '-'), &part[n++]))
			return false;
	if (n < 2)
		return false;
	buf_addc(b, (char)part[0]);
	buf_addc(b, (char)(n - 2));
	for (int i = 5; i >= 0; i--)
		buf_addc(b, (char)(part[1] >> (8 * i) & 0xff));
	for (size_t i = 2; i < n; i++)
		add_le(b, part[i], 4);
	return true;
}

/* Days from 1601-01-01 to a date of the Gregorian calendar. */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
	int64_t year = m > 2 ? y : y - 1;
	int64_t month = m > 2 ? m - 3 : m + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + d - 584695;
}

static bool digits(struct str text, size_t at, size_t n, int64_t *out)
{
	return at + n <= text.len && str_i64(str_sub(text, at, at + n), out);
}

bool mk_time(struct str text, int64_t *filetime)
{
	static const struct {
		unsigned char at, n;
	} part[] = { { 0, 4 }, { 5, 2 }, { 8, 2 }, { 11, 2 }, { 14, 2 }, { 17, 2 } };
	int64_t v[6], fraction = 0, scale = 10000000;

	for (size_t i = 0; i < ARRAY_SIZE(part); i++)
		if (!digits(text, part[i].at, part[i].n, &v[i]))
			return false;
	for (size_t i = 20; i < text.len && text.s[i] >= '0' && text.s[i] <= '9' && scale > 1;
	     i++) {
		scale /= 10;
		fraction += scale * (text.s[i] - '0');
	}
	*filetime = ((days(v[0], v[1], v[2]) * 24 + v[3]) * 60 + v[4]) * 60 + v[5];
	*filetime = *filetime * 10000000 + fraction;
	return true;
}

/* Calendar fields of a FILETIME: year, month, day, hour, minute, second. */
static void civil(int64_t filetime, int64_t v[6])
{
	int64_t s = filetime / 10000000, day = s / 86400;

	for (v[0] = 1601; days(v[0] + 1, 1, 1) <= day;)
		v[0]++;
	for (v[1] = 1; v[1] < 12 && days(v[0], v[1] + 1, 1) <= day;)
		v[1]++;
	v[2] = day - days(v[0], v[1], 1) + 1;
	v[3] = s / 3600 % 24;
	v[4] = s / 60 % 60;
	v[5] = s % 60;
}

struct str mk_time_text(struct arena *a, int64_t filetime)
{
	int64_t v[6];

	civil(filetime, v);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%07dZ", (int)v[0], (int)v[1],
			    (int)v[2], (int)v[3], (int)v[4], (int)v[5], (int)(filetime % 10000000));
}

static bool add_time(struct buf *b, enum mk_type t, struct str text)
{
	int64_t filetime, v[6];

	if (!mk_time(text, &filetime))
		return false;
	if (t == MK_TIME) {
		add_le(b, (uint64_t)filetime, 8);
		return true;
	}
	civil(filetime, v);
	add_le(b, (uint64_t)v[0], 2);
	add_le(b, (uint64_t)v[1], 2);
	add_le(b, (uint64_t)(filetime / 864000000000 + 1) % 7, 2); /* 1601-01-01 was a Monday */
	for (int i = 2; i < 6; i++)
		add_le(b, (uint64_t)v[i], 2);
	add_le(b, (uint64_t)(filetime / 10000 % 1000), 2);
	return true;
}

static bool add_real(struct buf *b, enum mk_type t, struct str text)
{
	double d = strtod(arena_str(b->arena, text).s, NULL);
	float f = (float)d;
	uint64_t bits = 0;

	memcpy(&bits, t == MK_FLOAT ? (void *)&f : (void *)&d, t == MK_FLOAT ? 4 : 8);
	add_le(b, bits, t == MK_FLOAT ? 4 : 8);
	return true;
}

/* One string per line, each ended by a NUL. */
static bool add_strings(struct buf *b, struct str text)
{
	while (text.s) {
		add_utf16(b, str_cut(&text, '\n'));
		add_le(b, 0, 2);
	}
	return true;
}

static bool add_number(struct buf *b, enum mk_type t, struct str text)
{
	uint64_t u;
	int64_t i;

	if (str_i64(text, &i))
		u = (uint64_t)i;
	else if (!str_u64(text, &u))
		return false;
	add_le(b, u, number_size(t));
	return true;
}

static bool add_value(struct buf *b, enum mk_type t, struct str text)
{
	switch (t) {
	case MK_STRING:
		add_utf16(b, text);
		return true;
	case MK_ANSI:
		buf_add(b, text);
		return true;
	case MK_BOOL:
		add_le(b, str_eq(text, STR("true")), 4);
		return true;
	case MK_NULL:
	case MK_BINARY:
		return add_hex(b, text);
	case MK_GUID:
		return add_guid(b, text);
	case MK_SID:
		return add_sid(b, text);
	case MK_TIME:
	case MK_SYSTIME:
		return add_time(b, t, text);
	case MK_FLOAT:
	case MK_DOUBLE:
		return add_real(b, t, text);
	case MK_STRINGS:
		return add_strings(b, text);
	default:
		return add_number(b, t, text);
	}
}

bool mk_encode(struct arena *a, enum mk_type t, struct str text, struct str *bytes)
{
	struct buf b = { .arena = a };
	bool ok = add_value(&b, t, text);

	*bytes = b.len ? buf_str(&b) : STR("");
	return ok;
}
