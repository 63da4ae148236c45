/* text.c - see text.h */
#include "parsers/text.h"

#include <string.h>

#include "parsers/limits.h"

static const char *const names[ENC_COUNT] = {
	[ENC_NONE] = "unknown",     [ENC_ASCII] = "ascii",      [ENC_UTF8] = "utf-8",
	[ENC_UTF16LE] = "utf-16le", [ENC_UTF16BE] = "utf-16be", [ENC_CP437] = "cp437",
	[ENC_CP850] = "cp850",      [ENC_CP852] = "cp852",      [ENC_CP866] = "cp866",
	[ENC_CP932] = "cp932",      [ENC_CP936] = "cp936",      [ENC_CP1250] = "cp1250",
	[ENC_CP1251] = "cp1251",    [ENC_CP1252] = "cp1252",    [ENC_MIXED] = "mixed",
};

const char *encoding_name(enum encoding e)
{
	return names[e];
}

/* How text is taken apart: what is lost on the way is counted and said once. */
struct decoder {
	struct arena *arena;
	struct buf out;
	enum encoding page; /* of the 8-bit lines; ENC_NONE: not needed yet */
	size_t bad;         /* bytes or units that fit no encoding */
};

static unsigned char byte_at(struct str v, size_t i)
{
	return (unsigned char)v.s[i];
}

/* 64 bits at a time: captures are mostly ASCII and can be a gigabyte. */
static bool all_ascii(struct str v)
{
	size_t i = 0;
	uint64_t word;

	for (; i + sizeof(word) <= v.len; i += sizeof(word)) {
		memcpy(&word, v.s + i, sizeof(word));
		if (word & 0x8080808080808080u)
			return false;
	}
	for (; i < v.len; i++)
		if (byte_at(v, i) >= 0x80)
			return false;
	return true;
}

static bool has_byte(struct str v, char c)
{
	return v.len && memchr(v.s, c, v.len) != NULL;
}

/* Length of a sequence that a lead byte announces. */
static size_t utf8_want(unsigned char lead)
{
	return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
}

/* Without a character that the end of the bytes cuts in two: the head of a file must not look
 * malformed because of where it was cut. */
static struct str without_cut_tail(struct str v)
{
	for (size_t back = 1; back <= 3 && back <= v.len; back++) {
		unsigned char c = byte_at(v, v.len - back);

		if (c < 0x80)
			break;
		if (c >= 0xc2)
			return utf8_want(c) > back ? str_sub(v, 0, v.len - back) : v;
	}
	return v;
}

/* --- where UTF-16 stands ------------------------------------------------------------------ */

enum { HEAD_BYTES = 4096 }; /* the NUL pattern shows in the first block */

/* Share of UTF-16 units, in percent, whose high byte is NUL and low byte is not. */
static unsigned nul_share(struct str v, size_t high)
{
	size_t units = v.len / 2, n = 0;

	for (size_t i = 0; i < units; i++)
		n += v.s[2 * i + high] == 0 && v.s[2 * i + 1 - high] != 0;
	return units ? (unsigned)(n * 100 / units) : 0;
}

/* A line of UTF-16LE ends in 0D 00 0A 00 whatever its letters are. */
static bool ends_crlf_le(struct str v, size_t from, size_t lf)
{
	return lf >= from + 2 && v.s[lf - 2] == '\r' && v.s[lf - 1] == 0;
}

/* The kind of line that starts at 'from', and its length with the line end. UTF-16 starts and
 * stops at line ends, since one command writes whole lines. */
static enum encoding line_kind(struct str v, size_t from, size_t *len, size_t *text)
{
	const char *hit = memchr(v.s + from, '\n', v.len - from);
	size_t lf = hit ? (size_t)(hit - v.s) : v.len, n = lf - from;
	struct str body = str_sub(v, from, lf);
	bool nul_after = lf + 1 < v.len && v.s[lf + 1] == 0;

	*len = *text = hit ? n + 1 : n;
	if (nul_after && n % 2 == 0 && (ends_crlf_le(v, from, lf) || nul_share(body, 1) >= 30)) {
		*len = *text = n + 2;
		return ENC_UTF16LE;
	}
	/* The C runtime turns 0A into 0D 0A inside UTF-16 too: sfc's 0D 00 0D 0A 00. */
	if (nul_after && n % 2 == 1 && v.s[lf - 1] == '\r' && nul_share(body, 1) >= 30) {
		*len = n + 2;
		*text = n - 1;
		return ENC_UTF16LE;
	}
	if (hit && n % 2 == 1 && v.s[lf - 1] == 0 && nul_share(body, 0) >= 30)
		return ENC_UTF16BE;
	if (!hit && n >= 4 && nul_share(body, 1) >= 30)
		return ENC_UTF16LE;
	return ENC_NONE;
}

/* Bytes without NULs in which a line ends are 8-bit text. */
static bool has_8bit_line(struct str v)
{
	for (size_t i = 4; i + 4 < v.len; i++) {
		const char *hit = memchr(v.s + i, '\n', v.len - 4 - i);
		bool plain = true;

		if (!hit)
			return false;
		i = (size_t)(hit - v.s);
		for (size_t k = i - 4; k < i + 5 && plain; k++)
			plain = v.s[k] > 0;
		if (plain)
			return true;
	}
	return false;
}

static bool starts_8bit(struct str v)
{
	ptrdiff_t lf = str_chr(v, '\n');

	return lf > 0 && !has_byte(str_sub(v, 0, (size_t)lf), 0);
}

static bool has_utf16_line(struct str v)
{
	size_t len, text;

	for (size_t i = 0; i < v.len; i += len)
		if (line_kind(v, i, &len, &text) != ENC_NONE && text > 4)
			return true;
	return false;
}

/* UTF-16 without a BOM shows by its NULs; by the line ends where letters have no NULs. */
static enum encoding utf16_without_bom(struct str bytes)
{
	struct str head = str_sub(bytes, 0, HEAD_BYTES);
	unsigned le = nul_share(head, 1), be = nul_share(head, 0);
	size_t len, text;

	if (le >= 30 && be < 10)
		return ENC_UTF16LE;
	if (be >= 30 && le < 10)
		return ENC_UTF16BE;
	if (line_kind(bytes, 0, &len, &text) == ENC_UTF16LE && text == len)
		return ENC_UTF16LE;
	return ENC_NONE;
}

static enum encoding detect_with_nuls(struct str bytes)
{
	enum encoding wide = utf16_without_bom(bytes);

	if (wide != ENC_NONE)
		return has_8bit_line(bytes) || starts_8bit(bytes) ? ENC_MIXED : wide;
	return has_utf16_line(bytes) ? ENC_MIXED : ENC_NONE;
}

/* Two characters of several bytes that are well formed are no accident in a code page of
 * single bytes; where characters have two bytes anyway, it takes three-byte ones. */
static bool line_is_utf8(struct str line, enum encoding page)
{
	unsigned char least = page == ENC_CP932 || page == ENC_CP936 ? 0xe0 : 0xc2;
	int n = 0;

	if (!utf8_valid(line))
		return false;
	for (size_t i = 0; i < line.len; i++)
		n += byte_at(line, i) >= least;
	return n >= 2;
}

/* Lines that are no UTF-8, joined. */
static struct str lines_no_utf8(struct arena *a, struct str v, bool *any_utf8)
{
	struct buf out = { .arena = a };

	*any_utf8 = false;
	while (v.s) {
		struct str line = str_cut(&v, '\n');

		if (all_ascii(line))
			continue;
		if (line_is_utf8(line, ENC_NONE)) {
			*any_utf8 = true;
			continue;
		}
		buf_add(&out, line);
		buf_addc(&out, '\n');
	}
	return buf_str(&out);
}

/* The page for the lines that are no UTF-8. A file of UTF-8 with some damage is no reason to
 * guess: only words found prove another page then. */
static enum encoding page_for(struct str v)
{
	struct arena scratch = { 0 };
	bool any_utf8;
	unsigned hits = 0;
	enum encoding page = ENC_UTF8;
	struct str odd = lines_no_utf8(&scratch, v, &any_utf8);

	if (!utf8_valid(odd)) {
		page = codepage_guess(odd, &hits);
		if (any_utf8 && hits == 0)
			page = ENC_UTF8;
	}
	arena_free(&scratch);
	return page;
}

static enum encoding detect_8bit(struct str bytes)
{
	if (all_ascii(bytes))
		return ENC_ASCII;
	bytes = without_cut_tail(bytes);
	return utf8_valid(bytes) ? ENC_UTF8 : page_for(bytes);
}

enum encoding text_detect(struct str bytes, bool *bom)
{
	enum encoding e = ENC_NONE;

	*bom = true;
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		return has_byte(bytes, 0) && has_utf16_line(bytes) ? ENC_MIXED : ENC_UTF8;
	if (str_starts(bytes, STR("\xff\xfe")))
		return has_8bit_line(bytes) ? ENC_MIXED : ENC_UTF16LE;
	if (str_starts(bytes, STR("\xfe\xff")))
		return has_8bit_line(bytes) ? ENC_MIXED : ENC_UTF16BE;
	*bom = false;
	if (has_byte(bytes, 0))
		e = detect_with_nuls(bytes);
	return e != ENC_NONE ? e : detect_8bit(bytes);
}

/* --- decoding ----------------------------------------------------------------------------- */

static uint32_t unit_at(struct str v, size_t i, bool big)
{
	unsigned a = byte_at(v, i), b = byte_at(v, i + 1);

	return big ? a << 8 | b : b << 8 | a;
}

static void put(struct decoder *d, uint32_t c)
{
	char s[4];
	size_t n = utf8_put(s, c);

	buf_add(&d->out, (struct str){ s, n });
}

/* A unit that is half a surrogate pair, and a last odd byte, fit nothing. */
static void decode_utf16(struct decoder *d, struct str v, bool big)
{
	for (size_t i = 0; i + 1 < v.len; i += 2) {
		uint32_t c = unit_at(v, i, big), low;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < v.len) {
			low = unit_at(v, i + 2, big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		d->bad += c >= 0xd800 && c < 0xe000;
		if (c < 0x80)
			buf_addc(&d->out, (char)c);
		else
			put(d, c);
	}
	d->bad += v.len % 2;
}

static void decode_bad_utf8(struct decoder *d, struct str v)
{
	for (size_t i = 0; i < v.len;) {
		size_t next = i;
		uint32_t c = utf8_get(v, &next);

		if (c == 0xfffd && next - i == 1) {
			put(d, 0xfffd);
			d->bad++;
		} else {
			buf_add(&d->out, str_sub(v, i, next));
		}
		i = next;
	}
}

static void decode_8bit_line(struct decoder *d, struct str line)
{
	if (all_ascii(line) || (d->page == ENC_UTF8 && utf8_valid(line)))
		buf_add(&d->out, line);
	else if (d->page == ENC_UTF8)
		decode_bad_utf8(d, line);
	else if (line_is_utf8(line, d->page))
		buf_add(&d->out, line);
	else
		buf_add(&d->out, codepage_decode(d->arena, line, d->page, &d->bad));
}

/* Neighbouring lines of a code page are decoded in one go: setting up a table per line would
 * cost more than the decoding. */
static void decode_8bit(struct decoder *d, struct str bytes)
{
	struct str run = str_sub(bytes, 0, 0), rest = bytes;

	while (rest.s && rest.len) {
		ptrdiff_t lf = str_chr(rest, '\n');
		struct str line = str_sub(rest, 0, lf < 0 ? rest.len : (size_t)lf + 1);

		rest = str_sub(rest, line.len, rest.len);
		if (d->page != ENC_UTF8 && (all_ascii(line) || !line_is_utf8(line, d->page))) {
			run.len += line.len;
			continue;
		}
		if (run.len)
			buf_add(&d->out, codepage_decode(d->arena, run, d->page, &d->bad));
		decode_8bit_line(d, line);
		run = str_sub(rest, 0, 0);
	}
	if (run.len)
		buf_add(&d->out, codepage_decode(d->arena, run, d->page, &d->bad));
}

/* All lines of one of the two kinds, joined, to choose a code page by. */
static struct str lines_8bit(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	size_t len, text;

	for (size_t i = 0; i < v.len; i += len)
		if (line_kind(v, i, &len, &text) == ENC_NONE)
			buf_add(&out, str_sub(v, i, i + len));
	return buf_str(&out);
}

static void decode_mixed(struct decoder *d, struct str v)
{
	size_t len, text, run = 0;

	for (size_t i = 0; i < v.len; i += len) {
		enum encoding kind = line_kind(v, i, &len, &text);

		if (kind == ENC_NONE)
			continue;
		decode_8bit(d, str_sub(v, run, i));
		decode_utf16(d, str_sub(v, i, i + text), kind == ENC_UTF16BE);
		if (text != len)
			buf_addc(&d->out, '\n');
		run = i + len;
	}
	decode_8bit(d, str_sub(v, run, v.len));
}

static struct str without_bom(struct str v)
{
	if (str_starts(v, STR("\xef\xbb\xbf")))
		return str_sub(v, 3, v.len);
	if (str_starts(v, STR("\xff\xfe")) || str_starts(v, STR("\xfe\xff")))
		return str_sub(v, 2, v.len);
	return v;
}

static void decode_any(struct decoder *d, struct str v, enum encoding e)
{
	struct arena scratch = { 0 };

	if (e == ENC_UTF16LE || e == ENC_UTF16BE) {
		decode_utf16(d, without_bom(v), e == ENC_UTF16BE);
	} else if (has_byte(v, 0) && has_utf16_line(v)) {
		v = without_bom(v);
		d->page = codepage_is(e) ? e : page_for(lines_8bit(&scratch, v));
		decode_mixed(d, v);
	} else {
		v = without_bom(v);
		d->page = codepage_is(e) ? e : page_for(v);
		decode_8bit(d, v);
	}
	arena_free(&scratch);
}

struct str text_decode(struct arena *a, struct diag *dg, const struct pos *at, struct str bytes,
		       enum encoding e)
{
	struct decoder d = { .arena = a, .out = { .arena = a } };
	bool wide = e == ENC_UTF16LE || e == ENC_UTF16BE;

	if (!wide && !has_byte(bytes, 0)) {
		struct str plain = str_starts(bytes, STR("\xff\xfe")) ? bytes : without_bom(bytes);

		if (all_ascii(plain) || (!codepage_is(e) && utf8_valid(plain)))
			return plain;
	}
	decode_any(&d, bytes, e);
	if (d.bad)
		diag(dg, DIAG_TEXT_BYTES, at, "%zu", d.bad);
	return buf_str(&d.out);
}

/* --- lines -------------------------------------------------------------------------------- */

/* What a line may hold that has to be folded or left out. */
static bool is_dropped(uint32_t c)
{
	return c == 0 || c == 0xfeff || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0x061c;
}

/* NBSP, figure space, narrow NBSP: French and Polish Windows group digits with them. */
static bool is_blank(uint32_t c)
{
	return c == 0xa0 || c == 0x2007 || c == 0x202f;
}

/* ESC [ parameters letter: returns the offset behind it, or 'at' + 1. */
static size_t skip_escape(struct str v, size_t at)
{
	size_t i = at + 1;

	if (i >= v.len || v.s[i] != '[')
		return i;
	for (i++; i < v.len; i++)
		if (byte_at(v, i) >= 0x40 && byte_at(v, i) < 0x7f)
			return i + 1;
		else if (byte_at(v, i) < 0x20 || byte_at(v, i) >= 0x40)
			break;
	return at + 1;
}

/* Only these bytes start anything that clean() changes. */
static bool needs_clean(struct str v)
{
	return has_byte(v, 0) || has_byte(v, '\x1b') || has_byte(v, '\xc2') ||
	       has_byte(v, '\xe2') || has_byte(v, '\xef') || has_byte(v, '\xd8');
}

static struct str clean(struct arena *a, struct str v, size_t *nuls)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len;) {
		size_t next = i;
		uint32_t c = utf8_get(v, &next);

		*nuls += c == 0;
		if (c == 0x1b)
			next = skip_escape(v, i);
		else if (is_blank(c))
			buf_addc(&out, ' ');
		else if (!is_dropped(c))
			buf_add(&out, str_sub(v, i, next));
		i = next;
	}
	return buf_str(&out);
}

/* Shortened to the limit without cutting a character in two. */
static struct str cut_long(struct str v)
{
	size_t n = LIMIT_LINE_BYTES;

	while (n && (byte_at(v, n) & 0xc0) == 0x80)
		n--;
	return str_sub(v, 0, n);
}

struct splitter {
	struct arena *arena;
	struct diag *diag;
	const struct pos *at;
	struct text *out;
	bool dirty;
	size_t nuls;
};

/* Event Viewer saves XML as one line, <Events><Event ...>...</Event><Event ..., and so do programs
 * that write pages and documents. */
static size_t last_element_end(struct str v)
{
	static const struct str end[] = {
		STR_INIT("</Event>"), STR_INIT("</w:p>"), STR_INIT("</text:p>"),
		STR_INIT("</p>"),     STR_INIT("</tr>"),  STR_INIT("</div>"),
	};

	for (size_t i = LIMIT_LINE_BYTES - 16; i > LIMIT_LINE_BYTES / 16; i--)
		for (size_t k = 0; v.s[i] == '<' && k < ARRAY_SIZE(end); k++)
			if (str_starts(str_sub(v, i, i + 16), end[k]))
				return i + end[k].len;
	return 0;
}

static void add_piece(struct splitter *sp, struct str piece, uint32_t no, uint64_t offset)
{
	struct line *l;
	size_t end;

	while (piece.len > LIMIT_LINE_BYTES && (end = last_element_end(piece)) > 0) {
		add_piece(sp, str_sub(piece, 0, end), no, offset);
		piece = str_sub(piece, end, piece.len);
		offset += end;
	}
	if (piece.len > LIMIT_LINE_BYTES) {
		struct pos at = *sp->at;

		at.line = no;
		diag(sp->diag, DIAG_TEXT_LINE_LONG, &at, "%zu bytes", piece.len);
		piece = cut_long(piece);
	}
	if (sp->dirty && needs_clean(piece))
		piece = clean(sp->arena, piece, &sp->nuls);
	l = PUSH(sp->arena, sp->out->line, sp->out->n, sp->out->cap);
	l->s = piece;
	l->no = no;
	l->offset = offset;
}

/* One line up to its LF: the CRs before the end belong to the line end, one inside it splits
 * it. A piece without any text between two CRs is no line. */
static void add_line(struct splitter *sp, struct str whole, uint32_t no, uint64_t offset)
{
	struct str rest, piece;

	while (whole.len && whole.s[whole.len - 1] == '\r')
		whole.len--;
	if (!has_byte(whole, '\r')) {
		add_piece(sp, whole, no, offset);
		return;
	}
	rest = whole;
	while (rest.s) {
		uint64_t from = offset + (uint64_t)(rest.s - whole.s);

		piece = str_cut(&rest, '\r');
		if (piece.len)
			add_piece(sp, piece, no, from);
	}
}

static size_t count_lines(struct str v)
{
	size_t n = 1;

	for (ptrdiff_t lf; (lf = str_chr(v, '\n')) >= 0; n++)
		v = str_sub(v, (size_t)lf + 1, v.len);
	return n;
}

void text_lines(struct arena *a, struct diag *d, const struct pos *at, struct str utf8,
		uint32_t first_line, struct text *out)
{
	struct splitter sp = { a, d, at, out, needs_clean(utf8), 0 };
	struct str rest = utf8;
	uint32_t no = first_line;

	if (out->cap == 0) {
		out->cap = count_lines(utf8);
		out->line = arena_array(a, struct line, out->cap);
	}
	while (rest.s && rest.len) {
		uint64_t offset = (uint64_t)(rest.s - utf8.s);

		add_line(&sp, str_cut(&rest, '\n'), no++, offset);
	}
	if (sp.nuls)
		diag(d, DIAG_TEXT_NUL, at, "%zu", sp.nuls);
}

void text_read(struct arena *a, struct diag *d, const struct pos *at, struct str bytes,
	       struct text *out)
{
	out->encoding = text_detect(bytes, &out->bom);
	text_lines(a, d, at, text_decode(a, d, at, bytes, out->encoding), 1, out);
}
