/* out.c - see out.h */
#include "analyzer/out.h"

struct out out_buffer(struct arena *a)
{
	return (struct out){ .buf = { .arena = a }, .scratch = a };
}

struct out out_file(FILE *file, struct arena *scratch)
{
	return (struct out){ .file = file, .scratch = scratch };
}

struct str out_str(const struct out *o)
{
	return buf_str(&o->buf);
}

bool out_end(struct out *o)
{
	if (o->file && fflush(o->file) != 0)
		o->failed = true;
	return !o->failed;
}

void out_raw(struct out *o, struct str v)
{
	if (o->failed || !v.len)
		return;
	if (!o->file)
		buf_add(&o->buf, v);
	else if (fwrite(v.s, 1, v.len, o->file) != v.len)
		o->failed = true;
}

void out_text(struct out *o, const char *terminated)
{
	out_raw(o, str_of(terminated));
}

void out_char(struct out *o, char c)
{
	out_raw(o, (struct str){ &c, 1 });
}

void out_repeat(struct out *o, char c, size_t n)
{
	while (n--)
		out_char(o, c);
}

void out_int(struct out *o, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)n);

	out_raw(o, (struct str){ digits, (size_t)len });
}

bool out_fixed(struct out *o, double v, unsigned places)
{
	uint64_t scale = 1, steps;
	char digits[48];
	int len;

	for (unsigned i = 0; i < places; i++)
		scale *= 10;
	/* Also false for a NaN. */
	if (!(v > -9e18 / (double)scale && v < 9e18 / (double)scale))
		return false;
	steps = (uint64_t)((v < 0 ? -v : v) * (double)scale + 0.5);
	len = snprintf(digits, sizeof(digits), "%s%llu", v < 0 && steps ? "-" : "",
		       (unsigned long long)(steps / scale));
	if (places)
		len += snprintf(digits + len, sizeof(digits) - (size_t)len, ".%0*llu", (int)places,
				(unsigned long long)(steps % scale));
	out_raw(o, (struct str){ digits, (size_t)len });
	return true;
}

/* Controls, separators, direction marks and invisible characters: the same set that
 * str_quote() shows, since hidden text is as misleading in a browser as in a terminal. */
static bool is_hidden(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       c == 0x061c || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ||
	       (c >= 0xe0000 && c <= 0xe007f);
}

/* Malformed: utf8_get() gives U+FFFD for one byte, a real U+FFFD has three. */
static bool is_malformed(uint32_t c, size_t bytes)
{
	return c == 0xfffd && bytes == 1;
}

static void json_unit(struct out *o, uint32_t unit)
{
	char text[8];

	snprintf(text, sizeof(text), "\\u%04x", (unsigned)(unit & 0xffff));
	out_text(o, text);
}

static void json_hidden(struct out *o, uint32_t c)
{
	if (c == '\n') {
		out_text(o, "\\n");
	} else if (c == '\t') {
		out_text(o, "\\t");
	} else if (c > 0xffff) {
		json_unit(o, 0xd800 + ((c - 0x10000) >> 10));
		json_unit(o, 0xdc00 + ((c - 0x10000) & 0x3ff));
	} else {
		json_unit(o, c);
	}
}

void out_json(struct out *o, struct str v)
{
	size_t plain = 0;

	if (!v.s) {
		out_text(o, "null");
		return;
	}
	out_char(o, '"');
	for (size_t at = 0, next = 0; at < v.len; at = next) {
		uint32_t c = utf8_get(v, &next);
		bool bad = is_malformed(c, next - at);

		if (!bad && !is_hidden(c) && c != '"' && c != '\\')
			continue;
		out_raw(o, str_sub(v, plain, at));
		plain = next;
		if (bad) {
			out_text(o, "\xef\xbf\xbd");
		} else if (c == '"' || c == '\\') {
			out_char(o, '\\');
			out_char(o, (char)c);
		} else {
			json_hidden(o, c);
		}
	}
	out_raw(o, str_sub(v, plain, v.len));
	out_char(o, '"');
}

static const char *xml_reference(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

static void xml_hidden(struct out *o, uint32_t c, unsigned char byte, bool bad, bool attribute)
{
	char text[16];

	if (bad)
		snprintf(text, sizeof(text), "\\x%02x", byte);
	else if (c == '\n' || c == '\t')
		snprintf(text, sizeof(text), attribute ? "&#%u;" : "%c", (unsigned)c);
	else if (c == '\r')
		text[0] = '\0';
	else if (c < 0x80)
		snprintf(text, sizeof(text), "\\x%02x", (unsigned)c);
	else
		snprintf(text, sizeof(text), "\\u{%04x}", (unsigned)c);
	out_text(o, text);
}

void out_xml(struct out *o, struct str v, bool attribute)
{
	size_t plain = 0;

	for (size_t at = 0, next = 0; at < v.len; at = next) {
		uint32_t c = utf8_get(v, &next);
		bool bad = is_malformed(c, next - at);
		const char *reference = xml_reference(c);

		if (!bad && !is_hidden(c) && !reference)
			continue;
		out_raw(o, str_sub(v, plain, at));
		plain = next;
		if (reference)
			out_text(o, reference);
		else
			xml_hidden(o, c, (unsigned char)v.s[at], bad, attribute);
	}
	out_raw(o, str_sub(v, plain, v.len));
}

static bool is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

/* Forges turn @name and #12 into links after Markdown is done, whether escaped or not; only
 * code is left alone. */
static bool is_mention(char c)
{
	return c == '@' || c == '#';
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/* True if everything before 'at' is digits: "1." and "1)" start a list. */
static bool is_numbered(struct str v, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (v.s[i] < '0' || v.s[i] > '9')
			return false;
	return at > 0;
}

/* Escapes what can mean something where it stands (CommonMark 0.30, GFM autolinks), and no more:
 * many read the source. */
static bool md_needs_escape(struct str v, size_t i)
{
	char before = i ? v.s[i - 1] : ' ', after = i + 1 < v.len ? v.s[i + 1] : ' ';

	switch (v.s[i]) {
	case '`':
	case '*':
	case '[':
	case ']':
	case '<':
	case '>':
	case '|':
	case '~':
	case '&':
	case '$':
		return true;
	case '_':
		return !is_alnum(before) || !is_alnum(after);
	case '\\':
		return is_punctuation(after) || i + 1 == v.len;
	case ':':
		return after == '/';
	case '.':
		return is_numbered(v, i) ||
		       str_istarts(str_sub(v, i < 3 ? 0 : i - 3, i), STR("www"));
	case ')':
		return is_numbered(v, i);
	case '-':
	case '+':
	case '=':
		return i == 0;
	}
	return false;
}

void out_md(struct out *o, struct str v)
{
	v = str_quote(o->scratch, v, 0);
	for (size_t i = 0; i < v.len; i++) {
		if (is_mention(v.s[i])) {
			out_char(o, '`');
			while (i < v.len && is_mention(v.s[i]))
				out_char(o, v.s[i++]);
			out_char(o, '`');
			i--;
			continue;
		}
		if (md_needs_escape(v, i))
			out_char(o, '\\');
		out_char(o, v.s[i]);
	}
}

static size_t longest_run(struct str v, char c)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < v.len; i++) {
		run = v.s[i] == c ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

void out_md_code(struct out *o, struct str v, bool cell)
{
	size_t ticks;
	bool pad;

	v = str_quote(o->scratch, v, 0);
	if (!v.len)
		return;
	ticks = longest_run(v, '`') + 1;
	pad = v.s[0] == '`' || v.s[v.len - 1] == '`';
	out_repeat(o, '`', ticks);
	if (pad)
		out_char(o, ' ');
	for (size_t i = 0; i < v.len; i++) {
		if (cell && v.s[i] == '|')
			out_char(o, '\\');
		out_char(o, v.s[i]);
	}
	if (pad)
		out_char(o, ' ');
	out_repeat(o, '`', ticks);
}

void out_md_fence(struct out *o, const struct str *line, size_t n)
{
	size_t ticks = 3;

	for (size_t i = 0; i < n; i++) {
		size_t run = longest_run(line[i], '`') + 1;

		if (run > ticks)
			ticks = run;
	}
	out_repeat(o, '`', ticks);
	out_char(o, '\n');
	for (size_t i = 0; i < n; i++) {
		out_raw(o, str_quote(o->scratch, line[i], 0));
		out_char(o, '\n');
	}
	out_repeat(o, '`', ticks);
	out_char(o, '\n');
}

/* Spreadsheets also take the full-width forms of these signs for formulas (U+FF1D, FF0B, FF0D,
 * FF20) when they run in Japanese or Chinese. */
static bool is_formula(struct str v)
{
	size_t at = 0;
	uint32_t c = v.len ? utf8_get(v, &at) : 0;

	return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '|' ||
	       c == 0xff1d || c == 0xff0b || c == 0xff0d || c == 0xff20;
}

void out_csv(struct out *o, struct str v)
{
	v = str_quote(o->scratch, v, 0);
	out_char(o, '"');
	if (is_formula(v))
		out_char(o, '\'');
	for (size_t i = 0; i < v.len; i++) {
		if (v.s[i] == '"')
			out_char(o, '"');
		out_char(o, v.s[i]);
	}
	out_char(o, '"');
}
