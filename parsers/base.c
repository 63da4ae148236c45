/* base.c - see base.h */
#include "parsers/base.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { EXIT_INTERNAL = 70, BLOCK_BYTES = 64 * 1024 };

void die(const char *format, ...)
{
	va_list ap;

	fputs("wbtriage: ", stderr);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(EXIT_INTERNAL);
}

static unsigned char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : (unsigned char)c;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

struct str str_of(const char *terminated)
{
	return (struct str){ terminated, terminated ? strlen(terminated) : 0 };
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.s, b.s, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.s, b.s, n) : 0;

	if (c != 0)
		return c;
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return (a.s != NULL) - (b.s != NULL);
}

int str_icmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	for (size_t i = 0; i < n; i++)
		if (lower(a.s[i]) != lower(b.s[i]))
			return (int)lower(a.s[i]) - (int)lower(b.s[i]);
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return (a.s != NULL) - (b.s != NULL);
}

bool str_starts(struct str v, struct str prefix)
{
	return v.len >= prefix.len && (prefix.len == 0 || memcmp(v.s, prefix.s, prefix.len) == 0);
}

bool str_istarts_slow(struct str v, struct str prefix)
{
	for (size_t i = 0; i < prefix.len; i++)
		if (lower(v.s[i]) != lower(prefix.s[i]))
			return false;
	return true;
}

bool str_iends(struct str v, struct str suffix)
{
	return v.len >= suffix.len && str_istarts(str_sub(v, v.len - suffix.len, v.len), suffix);
}

ptrdiff_t str_find(struct str v, struct str needle)
{
	if (needle.len == 0)
		return 0;
	for (size_t i = 0; i + needle.len <= v.len; i++) {
		const char *hit = memchr(v.s + i, needle.s[0], v.len - needle.len - i + 1);

		if (!hit)
			return -1;
		i = (size_t)(hit - v.s);
		if (memcmp(hit, needle.s, needle.len) == 0)
			return hit - v.s;
	}
	return -1;
}

ptrdiff_t str_ifind(struct str v, struct str needle)
{
	char first = needle.len ? lower(needle.s[0]) : 0;

	for (size_t i = 0; i + needle.len <= v.len; i++)
		if ((!needle.len || lower(v.s[i]) == first) &&
		    str_istarts(str_sub(v, i, v.len), needle))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t str_chr(struct str v, char c)
{
	const char *hit = v.len ? memchr(v.s, c, v.len) : NULL;

	return hit ? hit - v.s : -1;
}

ptrdiff_t str_rchr(struct str v, char c)
{
	for (size_t i = v.len; i > 0; i--)
		if (v.s[i - 1] == c)
			return (ptrdiff_t)(i - 1);
	return -1;
}

struct str str_rtrim(struct str v)
{
	while (v.len && blank(v.s[v.len - 1]))
		v.len--;
	return v;
}

struct str str_trim(struct str v)
{
	v = str_rtrim(v);
	while (v.len && blank(v.s[0])) {
		v.s++;
		v.len--;
	}
	return v;
}

struct str str_cut(struct str *rest, char sep)
{
	struct str all = *rest;
	ptrdiff_t at = str_chr(all, sep);

	if (at < 0) {
		*rest = (struct str){ 0 };
		return all;
	}
	*rest = str_sub(all, (size_t)at + 1, all.len);
	return str_sub(all, 0, (size_t)at);
}

int str_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

static int digit(char c, unsigned base)
{
	int d = str_hex(c);

	return d >= 0 && (unsigned)d < base ? d : -1;
}

bool str_u64(struct str v, uint64_t *out)
{
	unsigned base = 10;
	uint64_t n = 0;

	if (str_istarts(v, STR("0x"))) {
		base = 16;
		v = str_sub(v, 2, v.len);
	}
	if (v.len == 0)
		return false;
	for (size_t i = 0; i < v.len; i++) {
		int d = digit(v.s[i], base);

		if (d < 0 || n > (UINT64_MAX - (unsigned)d) / base)
			return false;
		n = n * base + (unsigned)d;
	}
	*out = n;
	return true;
}

bool str_i64(struct str v, int64_t *out)
{
	bool negative = str_starts(v, STR("-"));
	uint64_t n;

	if (!str_u64(negative ? str_sub(v, 1, v.len) : v, &n) || n > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)n : (int64_t)n;
	return true;
}

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX - sizeof(*b))
		die("out of memory");
	b = malloc(sizeof(*b) + size);
	if (!b)
		die("out of memory");
	b->used = 0;
	b->size = size;
	b->next = NULL;
	return b;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct arena_block *b = a->blocks;
	size_t bytes;
	void *p;

	if (size && count > (SIZE_MAX - align) / size)
		die("out of memory");
	bytes = (count * size + align - 1) / align * align;
	if (!b || b->size - b->used < bytes) {
		b = block_new(bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES);
		/* A big block is filled at once: keep the half-empty one in front. */
		if (bytes > BLOCK_BYTES && a->blocks) {
			b->next = a->blocks->next;
			a->blocks->next = b;
		} else {
			b->next = a->blocks;
			a->blocks = b;
		}
	}
	p = b->bytes + b->used;
	b->used += bytes;
	a->used += bytes;
	return memset(p, 0, bytes);
}

struct str arena_str(struct arena *a, struct str v)
{
	char *s;

	if (!v.s)
		return v;
	s = arena_alloc(a, v.len + 1, 1);
	if (v.len)
		memcpy(s, v.s, v.len);
	return (struct str){ s, v.len };
}

struct str arena_lower(struct arena *a, struct str v)
{
	char *s;

	if (!v.s)
		return v;
	s = arena_alloc(a, v.len + 1, 1);
	for (size_t i = 0; i < v.len; i++)
		s[i] = (char)lower(v.s[i]);
	return (struct str){ s, v.len };
}

struct str arena_vprintf(struct arena *a, const char *format, va_list ap)
{
	va_list again;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n < 0)
		die("cannot format a message");
	s = arena_alloc(a, (size_t)n + 1, 1);
	vsnprintf(s, (size_t)n + 1, format, ap);
	return (struct str){ s, (size_t)n };
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	struct str v;
	va_list ap;

	va_start(ap, format);
	v = arena_vprintf(a, format, ap);
	va_end(ap);
	return v;
}

void arena_join(struct arena *a, struct arena *from)
{
	struct arena_block *last = from->blocks;

	while (last && last->next)
		last = last->next;
	if (last) {
		/* Behind the block that is being filled. */
		last->next = a->blocks ? a->blocks->next : NULL;
		if (a->blocks)
			a->blocks->next = from->blocks;
		else
			a->blocks = from->blocks;
	}
	a->used += from->used;
	*from = (struct arena){ 0 };
}

void arena_free(struct arena *a)
{
	struct arena_block *next;

	for (struct arena_block *b = a->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}

void *arena_grow(struct arena *a, void **items, size_t *n, size_t *cap, size_t size)
{
	if (*n == *cap) {
		size_t more = *cap ? *cap * 2 : 8;
		void *moved = arena_alloc(a, more, size);

		if (*n)
			memcpy(moved, *items, *n * size);
		*items = moved;
		*cap = more;
	}
	return memset((char *)*items + (*n)++ * size, 0, size);
}

static void buf_room(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 64;
	char *moved;

	if (b->cap - b->len >= more)
		return;
	while (cap - b->len < more) {
		if (cap > SIZE_MAX / 2)
			die("out of memory");
		cap *= 2;
	}
	moved = arena_alloc(b->arena, cap, 1);
	if (b->len)
		memcpy(moved, b->s, b->len);
	b->s = moved;
	b->cap = cap;
}

void buf_add(struct buf *b, struct str v)
{
	if (!v.len)
		return;
	buf_room(b, v.len);
	memcpy(b->s + b->len, v.s, v.len);
	b->len += v.len;
}

void buf_addc(struct buf *b, char c)
{
	buf_room(b, 1);
	b->s[b->len++] = c;
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n < 0)
		die("cannot format a message");
	buf_room(b, (size_t)n + 1);
	vsnprintf(b->s + b->len, (size_t)n + 1, format, ap);
	b->len += (size_t)n;
	va_end(ap);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->s ? b->s : "", b->len };
}

size_t utf8_put(char out[4], uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* Length of a well-formed sequence at v.s[at] and its code point, or 0 (Unicode 15, table 3-7). */
static size_t utf8_sequence(struct str v, size_t at, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)v.s + at;
	size_t left = v.len - at, n;
	uint32_t c, least;

	if (p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] < 0xe0) {
		n = 2;
		c = p[0] & 0x1f;
		least = 0x80;
	} else if (p[0] >= 0xe0 && p[0] < 0xf0) {
		n = 3;
		c = p[0] & 0x0f;
		least = 0x800;
	} else if (p[0] >= 0xf0 && p[0] < 0xf5) {
		n = 4;
		c = p[0] & 0x07;
		least = 0x10000;
	} else {
		return 0;
	}
	if (left < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*out = c;
	return n;
}

uint32_t utf8_get(struct str v, size_t *at)
{
	uint32_t c = 0xfffd;
	size_t n = utf8_sequence(v, *at, &c);

	*at += n ? n : 1;
	return n ? c : 0xfffd;
}

bool utf8_valid(struct str v)
{
	uint32_t c;
	size_t n;

	for (size_t i = 0; i < v.len; i += n) {
		n = utf8_sequence(v, i, &c);
		if (n == 0)
			return false;
	}
	return true;
}

static bool is_wide(uint32_t c)
{
	/* Unicode East Asian Width W and F, by block; enough for the languages of Windows. */
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) ||
	       (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
	       (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
	       (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

static bool is_combining(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

static size_t columns_of(uint32_t c)
{
	return is_combining(c) ? 0 : is_wide(c) ? 2 : 1;
}

size_t utf8_columns(struct str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.len;) {
		size_t plain = i;

		while (plain < v.len && (unsigned char)v.s[plain] < 0x80)
			plain++;
		n += plain - i;
		i = plain;
		if (i < v.len)
			n += columns_of(utf8_get(v, &i));
	}
	return n;
}

/* Characters that move the cursor, hide or reorder text: controls, line and paragraph
 * separators, direction marks and overrides, invisible joiners, tags (Trojan Source). */
static bool is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       c == 0x061c || (c >= 0xe0000 && c <= 0xe007f);
}

static void quote_one(struct buf *out, struct str v, size_t at, size_t next, uint32_t c)
{
	uint32_t again;

	if (next - at == 1 && utf8_sequence(v, at, &again) == 0)
		buf_addf(out, "\\x%02x", (unsigned char)v.s[at]);
	else if (c == '\t')
		buf_addc(out, ' ');
	else if (c < 0x80 && is_unsafe(c))
		buf_addf(out, "\\x%02x", (unsigned)c);
	else if (is_unsafe(c))
		buf_addf(out, "\\u{%04x}", (unsigned)c);
	else
		buf_add(out, str_sub(v, at, next));
}

/* Runs of line breaks and the blanks around them are one break. */
static size_t skip_breaks(struct str v, size_t at)
{
	while (at < v.len && blank(v.s[at]))
		at++;
	return at;
}

struct str str_quote(struct arena *a, struct str v, size_t columns)
{
	struct buf out = { .arena = a };
	size_t width = 0;

	v = str_trim(v);
	for (size_t i = 0; i < v.len;) {
		size_t next = i, before = out.len;
		uint32_t c = utf8_get(v, &next);

		if (c == '\n' || c == '\r') {
			next = skip_breaks(v, i);
			buf_add(&out, STR(" / "));
		} else {
			quote_one(&out, v, i, next, c);
		}
		width += utf8_columns(str_sub(buf_str(&out), before, out.len));
		if (columns && width > columns) {
			out.len = before;
			while (out.len && utf8_columns(buf_str(&out)) + 3 > columns)
				do
					out.len--;
				while (out.len && ((unsigned char)out.s[out.len] & 0xc0) == 0x80);
			buf_add(&out, STR("..."));
			break;
		}
		i = next;
	}
	return buf_str(&out);
}
