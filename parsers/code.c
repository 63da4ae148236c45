/* code.c - see code.h */
#include "parsers/code.h"

#include "parsers/limits.h"

uint32_t code_canonical(uint32_t raw)
{
	if (raw == 0)
		return 0;
	if (raw < 0x10000)
		return 0x80070000u | raw;
	if ((raw & 0xf0000000u) == 0xd0000000u)
		return raw & ~0x10000000u;
	return raw;
}

static bool is_failure(uint32_t v)
{
	return (v & 0x80000000u) != 0;
}

bool code_parse(struct str v, uint32_t *out)
{
	int64_t n;

	v = str_trim(v);
	if (str_starts(v, STR("%%")))
		v = str_sub(v, 2, v.len);
	if (v.len > 11 || !str_i64(v, &n) || n < INT32_MIN || n > UINT32_MAX)
		return false;
	*out = code_canonical((uint32_t)n);
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char char_at(struct str v, size_t i)
{
	return i < v.len ? v.s[i] : '\0';
}

/* Words right before a number that make it a code. 'small': also a small decimal is meant. */
/* clang-format off */
static const struct {
	struct str word;
	bool small;
} keywords[] = {
	{ STR_INIT("hr"),		false },
	{ STR_INIT("hresult"),		false },
	{ STR_INIT("code"),		false },
	{ STR_INIT("status"),		false },
	{ STR_INIT("error"),		true },
	{ STR_INIT("error code"),	true },
	{ STR_INIT("errorcode"),	true },
	{ STR_INIT("errno"),		false },
	{ STR_INIT("failed"),		true },		/* [SC] OpenService FAILED 1060: */
	{ STR_INIT("fehler"),		true },
	{ STR_INIT("fehlercode"),	true },
	{ STR_INIT("systemfehler"),	true },		/* Systemfehler 5 aufgetreten. */
	{ STR_INIT("erreur"),		true },
	{ STR_INIT("erreur système"),	true },
	{ STR_INIT("código"),		false },
	{ STR_INIT("codice"),		false },
	{ STR_INIT("errore"),		true },
	{ STR_INIT("erro"),		true },
	{ STR_INIT("fout"),		true },
	{ STR_INIT("ошибка"),		true },
	{ STR_INIT("Ошибка"),		true },
	{ STR_INIT("ошибки"),		false },
	{ STR_INIT("エラー"),		true },
	{ STR_INIT("エラー コード"),	false },
	{ STR_INIT("错误"),		true },
	{ STR_INIT("错误代码"),		false },
};

/* Units and words behind a small number that make it a count instead. */
static const struct str counts[] = {
	STR_INIT("of"), STR_INIT("times"), STR_INIT("time"), STR_INIT("file"), STR_INIT("files"),
	STR_INIT("bytes"), STR_INIT("byte"), STR_INIT("B"), STR_INIT("KB"), STR_INIT("MB"),
	STR_INIT("GB"), STR_INIT("TB"), STR_INIT("seconds"), STR_INIT("second"), STR_INIT("ms"),
	STR_INIT("minutes"), STR_INIT("items"), STR_INIT("errors"), STR_INIT("warnings"),
	STR_INIT("Bytes"), STR_INIT("octets"), STR_INIT("Dateien"), STR_INIT("von"),
};
/* clang-format on */

enum keyword { KEYWORD_NONE, KEYWORD_HEX, KEYWORD_SMALL };

/* What stands between a keyword and its number: "error: [", "hr = ", "code=". */
static struct str skip_back(struct str before, bool brackets)
{
	size_t limit = 8;

	while (before.len && limit--) {
		char c = before.s[before.len - 1];
		bool skip = c == ' ' || c == '\t' || c == ':' || c == '=' || c == '(' || c == '#';

		if (!skip && !(brackets && (c == '[' || c == '\'' || c == '"')))
			break;
		before.len--;
	}
	return before;
}

static enum keyword keyword_before(struct str text, size_t at, bool brackets)
{
	struct str all = str_sub(text, 0, at), before = skip_back(all, brackets);
	enum keyword best = KEYWORD_NONE;

	if (before.len == all.len)
		return KEYWORD_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(keywords); i++) {
		size_t n = keywords[i].word.len;

		if (!str_iends(before, keywords[i].word))
			continue;
		if (before.len > n && is_word(before.s[before.len - n - 1]))
			continue;
		if (keywords[i].small)
			return KEYWORD_SMALL;
		best = KEYWORD_HEX;
	}
	return best;
}

/* Facilities of failures that occur in this field. A ten-digit number can as well be a size or a
 * counter; only these are believed. */
static bool believable(uint32_t v)
{
	static const uint16_t high[] = {
		0x8000, /* COM */ 0x8001,          /* RPC */ 0x8003,    /* structured storage */
		0x8004, /* ITF: VSS */ 0x8007,     /* Win32 */ 0x8008,  /* COM server */
		0x8009, /* security */ 0x800b,     /* trust */ 0x800f,  /* setup */
		0x8011, /* COM+ */ 0x8024,         /* update */ 0x8031, /* BitLocker */
		0x8038, /* VHD */ 0x8078,                               /* Windows Server Backup */
		0x8100, /* restore */ 0xc000,      /* NTSTATUS */ 0xc002,
		0xc003,                                                         /* RPC */
		0xc015, /* side by side */ 0xc01c, /* filter manager */ 0xc038, /* volumes */
	};

	if ((v & 0xffff) == 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(high); i++)
		if (v >> 16 == high[i])
			return true;
	return false;
}

/* A decimal that is part of something longer: date, version, path, GUID, time, group of digits. */
static bool stands_alone(struct str text, size_t from, size_t to)
{
	char before = from ? text.s[from - 1] : '\0', after = char_at(text, to);
	char next = char_at(text, to + 1);

	if (is_word(before) || before == '.' || before == '-' || before == '\\' || before == '/' ||
	    before == '{' || before == ',' || before == '%' || before == '+')
		return false;
	if (before == ':' && from >= 2 && is_digit(text.s[from - 2]))
		return false;
	if (is_word(after) || after == '%' || after == '\\' || after == '/' || after == '}')
		return false;
	return !((after == '.' || after == ',' || after == ':' || after == '-') && is_word(next));
}

static bool is_count(struct str text, size_t to)
{
	struct str rest = str_trim(str_sub(text, to, text.len));

	if (rest.len && rest.s[0] == '%')
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++)
		if (str_starts(rest, counts[i]) && !is_word(char_at(rest, counts[i].len)))
			return true;
	return false;
}

static size_t digits_at(struct str text, size_t at, bool hex)
{
	size_t n = 0;

	while (at + n < text.len && (hex ? is_hex(text.s[at + n]) : is_digit(text.s[at + n])))
		n++;
	return n;
}

struct scanner {
	struct arena *arena;
	struct str text;
	uint32_t *code;
	size_t n, cap;
};

static void found(struct scanner *s, uint32_t raw)
{
	uint32_t v = code_canonical(raw);

	if (v == 0 || s->n >= LIMIT_CODES)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (s->code[i] == v)
			return;
	*(uint32_t *)PUSH(s->arena, s->code, s->n, s->cap) = v;
}

/* hr = 0x80070005		error: [0x80780102]		Error 0x6ba */
static size_t scan_hex(struct scanner *s, size_t at)
{
	size_t n = digits_at(s->text, at + 2, true), end = at + 2 + n;
	uint64_t v;

	if (n == 0 || n > 8 || is_word(char_at(s->text, end)) ||
	    (at && is_word(s->text.s[at - 1])) || !str_u64(str_sub(s->text, at, end), &v))
		return 2 + n;
	if (n == 8 && is_failure((uint32_t)v) && (v & 0x7fffffffu) && v != 0xffffffffu)
		found(s, (uint32_t)v);
	else if ((v < 0x10000 || is_failure((uint32_t)v)) && keyword_before(s->text, at, true))
		found(s, (uint32_t)v);
	return 2 + n;
}

/* The service terminated with the following error: %%1058 */
static size_t scan_percent(struct scanner *s, size_t at)
{
	size_t n = digits_at(s->text, at + 2, false);
	uint32_t v;

	if (n && n <= 10 && code_parse(str_sub(s->text, at + 2, at + 2 + n), &v))
		found(s, v);
	return 2 + n;
}

/* 2155348226	-2139619070 */
static void scan_ten(struct scanner *s, size_t at, size_t end, bool negative)
{
	uint64_t n;
	uint32_t v;

	if (!str_u64(str_sub(s->text, at, end), &n) || n > UINT32_MAX || is_count(s->text, end))
		return;
	v = negative ? (uint32_t)(0 - n) : (uint32_t)n;
	if (is_failure(v) && believable(v) && (!negative || n <= 0x80000000u))
		found(s, v);
}

/* error 5	FAILED 1060:	Systemfehler 1058	error -1032 */
static void scan_small(struct scanner *s, size_t at, size_t end, bool negative)
{
	size_t from = negative ? at - 1 : at;
	uint64_t n;

	if (keyword_before(s->text, from, false) != KEYWORD_SMALL || is_count(s->text, end) ||
	    !str_u64(str_sub(s->text, at, end), &n))
		return;
	/* ESENT's errors lie between -100 and -3999 (esent.h). */
	if (negative && n >= 100 && n < 4000)
		found(s, (uint32_t)(0 - n));
	else if (!negative && n < 0x10000)
		found(s, (uint32_t)n);
}

/* Returns how far to go on; 'at' is the first digit. */
static size_t scan_decimal(struct scanner *s, size_t at)
{
	size_t n = digits_at(s->text, at, false);
	bool negative = at && s->text.s[at - 1] == '-';
	size_t from = negative ? at - 1 : at;

	if (!stands_alone(s->text, from, at + n))
		return n;
	if (n == 10)
		scan_ten(s, at, at + n, negative);
	else if (n <= 5)
		scan_small(s, at, at + n, negative);
	return n;
}

/* - Returned HRESULT: 80042306	Error code 8078004f. Without "0x" only behind a word for a code. */
static size_t scan_bare_hex(struct scanner *s, size_t at)
{
	size_t n = digits_at(s->text, at, true);
	uint64_t v;

	if (n != 8 || is_word(char_at(s->text, at + n)) || (at && is_word(s->text.s[at - 1])) ||
	    !str_u64(arena_printf(s->arena, "0x%.*s", STR_ARG(str_sub(s->text, at, at + n))), &v) ||
	    !believable((uint32_t)v) || !keyword_before(s->text, at, true))
		return 0;
	found(s, (uint32_t)v);
	return n;
}

static size_t scan_one(struct scanner *s, size_t at)
{
	struct str t = s->text;
	char c = t.s[at];
	uint32_t v;
	size_t n;

	if (c == '0' && (char_at(t, at + 1) == 'x' || char_at(t, at + 1) == 'X'))
		return scan_hex(s, at);
	if (c == '%' && char_at(t, at + 1) == '%')
		return scan_percent(s, at);
	if (c == '8' && (n = scan_bare_hex(s, at)) > 0)
		return n;
	if (is_digit(c))
		return scan_decimal(s, at);
	if (c == 'V' && (n = code_symbol_at(t, at, &v)) > 0) {
		found(s, v);
		return n;
	}
	if (code_message_lead((unsigned char)c) && (n = code_message_at(t, at, &v)) > 0) {
		found(s, v);
		return n;
	}
	return 1;
}

size_t code_scan(struct arena *a, struct str text, uint32_t **out)
{
	struct scanner s = { .arena = a, .text = text };

	for (size_t at = 0; at < text.len && s.n < LIMIT_CODES;)
		at += scan_one(&s, at);
	*out = s.code;
	return s.n;
}

bool code_of_message(struct str text, uint32_t *out)
{
	for (size_t at = 0; at < text.len; at++)
		if (code_message_lead((unsigned char)text.s[at]) && code_message_at(text, at, out))
			return true;
	return false;
}

struct str code_text(struct arena *a, uint32_t v)
{
	if (v >> 16 == 0x8007 && (v & 0xffff))
		return arena_printf(a, "%u (0x%08x)", (unsigned)(v & 0xffff), (unsigned)v);
	if (v >= 0xfffff000u)
		return arena_printf(a, "-%u (0x%08x)", (unsigned)(0 - v), (unsigned)v);
	return arena_printf(a, "0x%08x", (unsigned)v);
}
