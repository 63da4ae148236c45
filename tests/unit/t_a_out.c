/* t_a_out.c - escaping for each kind of reader: one row per trap */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/json_out.h"

static void assert_out(const struct out *o, const char *want)
{
	struct str got = out_str(o);

	if (!str_eq(got, str_of(want)))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void json_strings(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{ "plain", "\"plain\"" },
		{ "q\" b\\", "\"q\\\" b\\\\\"" },
		{ "a\nb\tc\rd", "\"a\\nb\\tc\\u000dd\"" },
		{ "\x1b]0;x\x07\x7f", "\"\\u001b]0;x\\u0007\\u007f\"" },
		/* right-to-left override: kept, but cannot reorder the file in an editor */
		{ "a\xe2\x80\xae"
		  "b",
		  "\"a\\u202eb\"" },
		/* a tag character needs a surrogate pair */
		{ "\xf3\xa0\x81\x81", "\"\\udb40\\udc41\"" },
		/* a stray byte, a cut sequence, an encoded surrogate: each byte is one U+FFFD */
		{ "\xff.\xc3", "\"\xef\xbf\xbd.\xef\xbf\xbd\"" },
		{ "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"" },
		/* a real U+FFFD and other letters stay */
		{ "\xef\xbf\xbd\xc3\xa4\xe6\x97\xa5", "\"\xef\xbf\xbd\xc3\xa4\xe6\x97\xa5\"" },
		{ NULL, "null" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct out o = out_buffer(&a);

		out_json(&o, str_of(row[i].text));
		assert_out(&o, row[i].want);
		arena_free(&a);
	}
}

static void xml_texts(void **state)
{
	static const struct {
		const char *text;
		bool attribute;
		const char *want;
	} row[] = {
		{ "<b>&\"'", false, "&lt;b&gt;&amp;&quot;&#39;" },
		{ "]]>", false, "]]&gt;" },
		{ "a\r\nb\tc", false, "a\nb\tc" },
		{ "a\nb\tc", true, "a&#10;b&#9;c" },
		/* XML 1.0 cannot hold these at all */
		{ "\x01\x1b\x7f", false, "\\x01\\x1b\\x7f" },
		{ "\xef\xbf\xbe", false, "\\u{fffe}" },
		{ "\xe2\x80\xae\xc2\x85", false, "\\u{202e}\\u{0085}" },
		{ "\xff", false, "\\xff" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct out o = out_buffer(&a);

		out_xml(&o, str_of(row[i].text), row[i].attribute);
		assert_out(&o, row[i].want);
		arena_free(&a);
	}
}

static void markdown(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{ "C:\\Windows\\winsxs", "C:\\Windows\\winsxs" },
		{ "\\*x\\", "\\\\\\*x\\\\" },
		{ "[x](javascript:1)", "\\[x\\](javascript:1)" },
		{ "<script>&amp;", "\\<script\\>\\&amp;" },
		{ "https://evil.example www.evil.example",
		  "https\\://evil.example www\\.evil.example" },
		/* forges link these whether escaped or not */
		{ "@admin #12", "`@`admin `#`12" },
		{ "@@#x", "`@@#`x" },
		/* marks at the start of a line */
		{ "- x", "\\- x" },
		{ "12. x", "12\\. x" },
		{ "3) x", "3\\) x" },
		{ "# x", "`#` x" },
		{ "a_b _c_", "a_b \\_c\\_" },
		{ "a|b ~~c~~ $d$", "a\\|b \\~\\~c\\~\\~ \\$d\\$" },
		{ "two\r\n\r\n  lines", "two / lines" },
		{ "\x1b[31m", "\\x1b\\[31m" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct out o = out_buffer(&a);

		out_md(&o, str_of(row[i].text));
		assert_out(&o, row[i].want);
		arena_free(&a);
	}
}

static void markdown_code(void **state)
{
	static const struct {
		const char *text;
		bool cell;
		const char *want;
	} row[] = {
		{ "plain", false, "`plain`" },       { "a`b", false, "``a`b``" },
		{ "a``b`c", false, "```a``b`c```" }, { "`a", false, "`` `a ``" },
		{ "a|b", false, "`a|b`" },           { "a|b", true, "`a\\|b`" },
		{ "a\nb", false, "`a / b`" },        { "", false, "" },
	};
	static const struct str line[] = { STR_INIT("a ```` b"), STR_INIT("c\nd") };
	struct arena a = { 0 };
	struct out o;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		o = out_buffer(&a);
		out_md_code(&o, str_of(row[i].text), row[i].cell);
		assert_out(&o, row[i].want);
	}
	o = out_buffer(&a);
	out_md_fence(&o, line, ARRAY_SIZE(line));
	assert_out(&o, "`````\na ```` b\nc / d\n`````\n");
	arena_free(&a);
}

static void csv_fields(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{ "plain", "\"plain\"" },
		{ "a\"b", "\"a\"\"b\"" },
		{ "=cmd|'/C calc'!A0", "\"'=cmd|'/C calc'!A0\"" },
		{ "+1", "\"'+1\"" },
		{ "-1", "\"'-1\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		/* blanks in front do not hide it: they are trimmed first */
		{ "\t =1", "\"'=1\"" },
		/* full-width equals sign */
		{ "\xef\xbc\x9d"
		  "1",
		  "\"'\xef\xbc\x9d"
		  "1\"" },
		{ "two\nlines", "\"two / lines\"" },
		{ NULL, "\"\"" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct out o = out_buffer(&a);

		out_csv(&o, str_of(row[i].text));
		assert_out(&o, row[i].want);
		arena_free(&a);
	}
}

static void fractions(void **state)
{
	static const struct {
		double v;
		unsigned places;
		const char *want; /* NULL: refused */
	} row[] = {
		{ 7.6009024595420813, 3, "7.601" },
		{ -4.6, 3, "-4.600" },
		{ 0, 2, "0.00" },
		{ -0.0001, 3, "0.000" },
		{ 2.5, 0, "3" },
		{ 1e30, 3, NULL },
		{ INFINITY, 3, NULL },
		{ NAN, 3, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct out o = out_buffer(&a);

		assert_int_equal(out_fixed(&o, row[i].v, row[i].places), row[i].want != NULL);
		assert_out(&o, row[i].want ? row[i].want : "");
		arena_free(&a);
	}
}

static void json_nesting(void **state)
{
	struct arena a = { 0 };
	struct out o = out_buffer(&a);
	struct json j = { .out = &o };

	(void)state;
	json_object(&j, NULL);
	json_array(&j, "none");
	json_end(&j);
	json_array(&j, "two");
	json_int(&j, NULL, 1);
	json_bool(&j, NULL, true);
	json_end(&j);
	json_object_line(&j, "line");
	json_int(&j, "a", INT64_MIN);
	json_real(&j, "b", 1.5);
	json_end(&j);
	json_end(&j);
	assert_out(&o, "{\n  \"none\": [],\n  \"two\": [\n    1,\n    true\n  ],\n"
		       "  \"line\": {\"a\": null, \"b\": 1.500}\n}\n");
	arena_free(&a);
}

/* A full disk: the error is kept and reported at the end, whatever comes later. */
static void sticky_error(void **state)
{
	struct arena a = { 0 };
	FILE *full = fopen("/dev/full", "w");
	struct out o = out_file(full, &a);

	(void)state;
	if (!full)
		skip();
	for (int i = 0; i < 100000; i++)
		out_text(&o, "0123456789");
	assert_true(o.failed);
	assert_false(out_end(&o));
	fclose(full);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_strings), cmocka_unit_test(xml_texts),
		cmocka_unit_test(markdown),     cmocka_unit_test(markdown_code),
		cmocka_unit_test(csv_fields),   cmocka_unit_test(fractions),
		cmocka_unit_test(json_nesting), cmocka_unit_test(sticky_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
