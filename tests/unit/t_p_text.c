/* t_p_text.c - bytes to lines: the same text in any encoding gives the same lines */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <iconv.h>
#include <cmocka.h>

#include "parsers/limits.h"
#include "parsers/text.h"

static struct str encode(struct arena *a, struct str utf8, const char *name)
{
	size_t room = utf8.len * 4 + 16, nin = utf8.len, nout = room;
	char *out = arena_alloc(a, room, 1), *pin = (char *)utf8.s, *pout = out;
	iconv_t cd = iconv_open(name, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &pin, &nin, &pout, &nout) != (size_t)-1);
	iconv_close(cd);
	return (struct str){ out, room - nout };
}

static struct str read_all(struct arena *a, struct diag *d, struct str bytes, struct text *t)
{
	struct pos at = { .file = STR("x.txt") };
	struct buf out = { .arena = a };

	*t = (struct text){ 0 };
	text_read(a, d, &at, bytes, t);
	for (size_t i = 0; i < t->n; i++) {
		assert_true(utf8_valid(t->line[i].s));
		buf_add(&out, t->line[i].s);
		buf_addc(&out, '\n');
	}
	return buf_str(&out);
}

#define GERMAN                                              \
	"C:\\Daten VORDEFINIERT\\Administratoren:(F)\n"     \
	"D:\\Ablage: Zugriff verweigert\n"                  \
	"Schl\xc3\xbcsselw\xc3\xb6rter: Gr\xc3\xb6\xc3\x9f" \
	"e f\xc3\xbcr Ger\xc3\xa4t\n"
#define FRENCH  "Acc\xc3\xa8s refus\xc3\xa9.\nSyst\xc3\xa8me : erreur de l'op\xc3\xa9ration\n"
#define SPANISH "Par\xc3\xa1metro no v\xc3\xa1lido \"Server\"\nAcceso denegado.\n"
#define POLISH                                                         \
	"Odmowa dost\xc4\x99pu.\nU\xc5\xbcytkownik: B\xc5\x82\xc4\x85" \
	"d us\xc5\x82ugi\n"
#define RUSSIAN                                                                                 \
	"\xd0\x98\xd0\xbc\xd1\x8f_\xd1\x81\xd0\xbb\xd1\x83\xd0\xb6\xd0\xb1\xd1\x8b: cryptsvc\n" \
	"\xd0\x9e\xd1\x82\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xbd\xd0\xbe \xd0\xb2 "            \
	"\xd0\xb4\xd0\xbe\xd1\x81\xd1\x82\xd1\x83\xd0\xbf\xd0\xb5.\n"
#define JAPANESE                                                                               \
	"\xe3\x83\xa9\xe3\x82\xa4\xe3\x82\xbf\xe3\x83\xbc\xe5\x90\x8d: 'System Writer'\n"      \
	"\xe3\x82\xa2\xe3\x82\xaf\xe3\x82\xbb\xe3\x82\xb9\xe3\x81\x8c\xe6\x8b\x92\xe5\x90\xa6" \
	"\xe3\x81\x95\xe3\x82\x8c\xe3\x81\xbe\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82\n"
#define CHINESE                                                                       \
	"\xe6\x8b\x92\xe7\xbb\x9d\xe8\xae\xbf\xe9\x97\xae\xe3\x80\x82\n"              \
	"\xe5\xb7\xb2\xe6\x88\x90\xe5\x8a\x9f\xe5\xa4\x84\xe7\x90\x86 1 \xe4\xb8\xaa" \
	"\xe6\x96\x87\xe4\xbb\xb6\n"
/* no word that the table knows: letters alone must tell */
#define UNKNOWN_WEST                     \
	"M\xc3\xbcller hat Stra\xc3\x9f" \
	"e ge\xc3\xa4ndert und sch\xc3\xb6n\n"
#define UNKNOWN_RUSSIAN \
	"\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82 \xd0\xbc\xd0\xb8\xd1\x80\n"

/* clang-format off */
static const struct {
	const char *text, *iconv;
	enum encoding want;	/* ENC_NONE: any page that gives the same text */
} rows[] = {
	{ GERMAN,   "UTF-8", ENC_UTF8 },      { GERMAN, "UTF-16LE", ENC_UTF16LE },
	{ GERMAN,   "UTF-16BE", ENC_UTF16BE },{ GERMAN, "CP850", ENC_NONE },
	{ GERMAN,   "CP437", ENC_NONE },      { GERMAN, "CP1252", ENC_CP1252 },
	{ FRENCH,   "CP850", ENC_NONE },      { FRENCH, "CP1252", ENC_CP1252 },
	{ FRENCH,   "UTF-16LE", ENC_UTF16LE },
	{ SPANISH,  "CP850", ENC_NONE },      { SPANISH, "CP1252", ENC_CP1252 },
	{ POLISH,   "CP852", ENC_CP852 },     { POLISH, "CP1250", ENC_CP1250 },
	{ RUSSIAN,  "CP866", ENC_CP866 },     { RUSSIAN, "CP1251", ENC_CP1251 },
	{ RUSSIAN,  "UTF-8", ENC_UTF8 },      { RUSSIAN, "UTF-16LE", ENC_NONE },
	{ JAPANESE, "CP932", ENC_CP932 },     { JAPANESE, "UTF-16LE", ENC_UTF16LE },
	{ CHINESE,  "CP936", ENC_CP936 },     { CHINESE, "UTF-8", ENC_UTF8 },
	{ UNKNOWN_WEST, "CP850", ENC_NONE },  { UNKNOWN_WEST, "CP1252", ENC_CP1252 },
	{ UNKNOWN_RUSSIAN, "CP866", ENC_CP866 }, { UNKNOWN_RUSSIAN, "CP1251", ENC_CP1251 },
};
/* clang-format on */

static struct str with_ends(struct arena *a, struct str v, const char *end)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len; i++)
		if (v.s[i] == '\n')
			buf_add(&out, str_of(end));
		else
			buf_addc(&out, v.s[i]);
	return buf_str(&out);
}

static void same_lines_in_any_encoding(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r\r\n" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		for (size_t e = 0; e < ARRAY_SIZE(ends); e++) {
			struct arena a = { 0 };
			struct diag d = { .arena = &a };
			struct str want = str_of(rows[i].text), got, bytes;
			struct text t;

			bytes = encode(&a, with_ends(&a, want, ends[e]), rows[i].iconv);
			got = read_all(&a, &d, bytes, &t);
			if (!str_eq(got, want))
				print_message("row %zu as %s read as %s:\n%.*s", i, rows[i].iconv,
					      encoding_name(t.encoding), STR_ARG(got));
			assert_true(str_eq(got, want));
			if (rows[i].want != ENC_NONE)
				assert_int_equal(t.encoding, rows[i].want);
			assert_int_equal(d.n, 0);
			arena_free(&a);
		}
}

/* clang-format off */
static const struct {
	struct str bytes, lines;
	size_t diags;
} odd[] = {
	/* line ends: LF, CR LF, CR CR LF in one file; no end at the end */
	{ STR_INIT("a\nb\r\nc\r\r\nd"), STR_INIT("a\nb\nc\nd\n"), 0 },
	/* progress rewrites */
	{ STR_INIT("5%\r10%\r100%\r\nok\n"), STR_INIT("5%\n10%\n100%\nok\n"), 0 },
	/* empty lines stay */
	{ STR_INIT("a\n\n\r\nb\n"), STR_INIT("a\n\n\nb\n"), 0 },
	{ STR_INIT(""), STR_INIT(""), 0 },
	/* BOM of UTF-8, NBSP, direction marks, byte order mark in the middle */
	{ STR_INIT("\xef\xbb\xbf" "a\xc2\xa0:\xe2\x80\x8e" "b\xef\xbb\xbf\n"), STR_INIT("a :b\n"), 0 },
	/* stray NULs as newer wevtutil prints them */
	{ STR_INIT("Task: None\0\r\nLevel: Error\0\r\n"), STR_INIT("Task: None\nLevel: Error\n"), 1 },
	/* colours of a terminal */
	{ STR_INIT("\x1b[32;1mName\x1b[0m ok\n"), STR_INIT("Name ok\n"), 0 },
	/* 8-bit head, UTF-16 tail */
	{ STR_INIT("abc\r\nd\0e\0f\0\r\0\n\0g\0h\0i\0\r\0\n\0"), STR_INIT("abc\ndef\nghi\n"), 0 },
	/* UTF-16 head with BOM, 8-bit tail */
	{ STR_INIT("\xff\xfe" "a\0b\0c\0\r\0\n\0plain text\r\nmore\r\n"),
	  STR_INIT("abc\nplain text\nmore\n"), 0 },
	/* sfc: the line end of UTF-16 text written through a text stream */
	{ STR_INIT("head\r\nW\0i\0n\0\r\0\r\n\0d\0o\0w\0\r\0\r\n\0"), STR_INIT("head\nWin\ndow\n"), 0 },
	/* a damaged byte in UTF-8 */
	{ STR_INIT("gr\xc3\xbc\xc3\x9f" "e\nx\xff y\n"),
	  STR_INIT("gr\xc3\xbc\xc3\x9f" "e\nx\xef\xbf\xbd y\n"), 1 },
	/* odd last byte, half a surrogate pair */
	{ STR_INIT("\xff\xfe" "a\0\x00\xd8" "b\0c"), STR_INIT("a\xef\xbf\xbd" "b\n"), 1 },
};
/* clang-format on */

static void odd_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(odd); i++) {
		struct arena a = { 0 };
		struct diag d = { .arena = &a };
		struct text t;
		struct str got = read_all(&a, &d, odd[i].bytes, &t);

		if (!str_eq(got, odd[i].lines))
			print_message("row %zu as %s: %.*s", i, encoding_name(t.encoding),
				      STR_ARG(got));
		assert_true(str_eq(got, odd[i].lines));
		assert_int_equal(d.n, odd[i].diags);
		arena_free(&a);
	}
}

static void rewritten_pieces_share_a_number(void **state)
{
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct text t;

	(void)state;
	read_all(&a, &d, STR("x\n1\r2\r3\r\ny\n"), &t);
	assert_int_equal(t.n, 5);
	assert_int_equal(t.line[1].no, 2);
	assert_int_equal(t.line[3].no, 2);
	assert_int_equal(t.line[4].no, 3);
	assert_int_equal(t.line[4].offset, 9);
	arena_free(&a);
}

static void long_line_is_cut(void **state)
{
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	size_t n = LIMIT_LINE_BYTES + 10;
	char *s = arena_alloc(&a, n + 2, 1);
	struct text t;

	(void)state;
	memset(s, 'a', n);
	memcpy(s + LIMIT_LINE_BYTES - 1, "\xc3\xbc\xc3\xbc", 4);
	memcpy(s + n, "\nb", 2);
	read_all(&a, &d, (struct str){ s, n + 2 }, &t);
	assert_int_equal(t.n, 2);
	assert_int_equal(t.line[0].s.len, LIMIT_LINE_BYTES - 1);
	assert_int_equal(d.seen[DIAG_TEXT_LINE_LONG], 1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_lines_in_any_encoding),
		cmocka_unit_test(odd_bytes),
		cmocka_unit_test(rewritten_pieces_share_a_number),
		cmocka_unit_test(long_line_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
