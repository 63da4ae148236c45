/* t_p_base.c - string views, arenas, UTF-8, quoting, diagnostics, runs of ids */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "parsers/base.h"
#include "parsers/diag.h"
#include "parsers/idruns.h"
#include "parsers/limits.h"

static void assert_str(struct str v, const char *want)
{
	assert_int_equal(v.len, strlen(want));
	assert_memory_equal(v.s, want, v.len);
}

static void numbers(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		uint64_t value;
	} row[] = {
		{ "0", true, 0 },
		{ "18446744073709551615", true, UINT64_MAX },
		{ "18446744073709551616", false, 0 }, /* one too many */
		{ "0xff", true, 255 },
		{ "0x", false, 0 }, /* prefix without digits */
		{ "", false, 0 },
		{ "12a", false, 0 }, /* trailing letter */
		{ " 1", false, 0 },  /* blanks are the caller's business */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		uint64_t out = 0;

		assert_int_equal(str_u64(str_of(row[i].text), &out), row[i].ok);
		if (row[i].ok)
			assert_int_equal(out, row[i].value);
	}
}

static void finding(void **state)
{
	struct str v = STR("abcabd");

	(void)state;
	assert_int_equal(str_find(v, STR("abd")), 3);
	assert_int_equal(str_find(v, STR("abe")), -1);
	assert_int_equal(str_find(v, STR("abcabdx")), -1);
	assert_int_equal(str_ifind(v, STR("CAB")), 2);
	assert_int_equal(str_rchr(v, 'a'), 3);
	assert_str(str_sub(v, 4, 99), "bd");
	assert_str(str_sub(v, 9, 12), "");
}

static void cutting(void **state)
{
	struct str rest = STR("a,,b");

	(void)state;
	assert_str(str_cut(&rest, ','), "a");
	assert_str(str_cut(&rest, ','), "");
	assert_str(str_cut(&rest, ','), "b");
	assert_false(str_known(rest));
}

static void arenas(void **state)
{
	struct arena a = { 0 };
	int *list = NULL;
	size_t n = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		*(int *)PUSH(&a, list, n, cap) = i;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	assert_non_null(arena_alloc(&a, 1, 300000)); /* larger than a block */
	assert_str(arena_printf(&a, "%d-%s", 7, "x"), "7-x");
	arena_free(&a);
}

static void utf8(void **state)
{
	static const struct {
		const char *bytes;
		bool valid;
	} row[] = {
		{ "Zugriff verweigert", true },
		{ "\xc3\xa4", true },
		{ "\xc3", false },             /* cut off */
		{ "\xc0\xaf", false },         /* overlong slash */
		{ "\xed\xa0\x80", false },     /* surrogate */
		{ "\xf4\x90\x80\x80", false }, /* beyond U+10FFFF */
		{ "\xe3\x83\xa9", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_int_equal(utf8_valid(str_of(row[i].bytes)), row[i].valid);
	assert_int_equal(utf8_columns(STR("\xe3\x83\xa9"
					  "a")),
			 3);
}

/* What a bundle can try on a terminal. */
static void quoting(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *want;
	} row[] = {
		{ "plain", 0, "plain" },
		{ "\x1b]0;owned\x07", 0, "\\x1b]0;owned\\x07" },
		{ "a\r\n  b", 0, "a / b" },
		{ "a\xe2\x80\xae"
		  "b",
		  0, "a\\u{202e}b" }, /* right-to-left override */
		{ "bad\xff", 0, "bad\\xff" },
		{ "0123456789", 8, "01234..." },
		{ "  trimmed ", 0, "trimmed" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_str(str_quote(&a, str_of(row[i].text), row[i].columns), row[i].want);
	arena_free(&a);
}

static void diagnostics(void **state)
{
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct pos at = { .file = STR("icacls.txt"), .line = 7, .column = 3 };

	(void)state;
	for (int i = 0; i < LIMIT_DIAG_REPEATS + 5; i++)
		diag(&d, DIAG_ACL_RIGHT, &at, "'%s'", "ZZ");
	assert_int_equal(d.n, LIMIT_DIAG_REPEATS);
	assert_int_equal(d.seen[DIAG_ACL_RIGHT], LIMIT_DIAG_REPEATS + 5);
	assert_str(diag_line(&a, &d.item[0]),
		   "icacls.txt:7:3: warning: unknown right ignored: 'ZZ' [acl-right]");
	arena_free(&a);
}

/* Record ids as logs have them: in order, wrapped, copied twice, with a gap. */
static void ids(void **state)
{
	static const struct {
		int64_t id[12];
		size_t n;
		int64_t count;
	} row[] = {
		{ { 0 }, 0, 0 },
		{ { 1, 2, 3 }, 3, 3 },
		{ { 7, 8, 9, 1, 2, 3 }, 6, 6 },
		{ { 1, 2, 2, 2, 2, 6 }, 6, 3 },
		{ { 5, 6, 1, 2, 3, 4, 5, 6, 7 }, 9, 7 },
		{ { 4, 3, 2, 1 }, 4, 4 },
	};
	struct arena a = { 0 };
	struct idruns many = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct idruns r = { 0 };

		for (size_t k = 0; k < row[i].n; k++)
			idruns_add(&a, &r, row[i].id[k]);
		assert_int_equal(idruns_count(&r), row[i].count);
	}
	for (int64_t k = 0; k < 20000; k += 2)
		idruns_add(&a, &many, k);
	assert_int_equal(idruns_count(&many), -1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),     cmocka_unit_test(finding), cmocka_unit_test(cutting),
		cmocka_unit_test(arenas),      cmocka_unit_test(utf8),    cmocka_unit_test(quoting),
		cmocka_unit_test(diagnostics), cmocka_unit_test(ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
