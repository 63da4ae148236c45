/* t_a_report.c - every format from reports made by hand: golden files, inertness, schemas
 *
 * Run from the top of the tree. With WBT_ACCEPT=1 in the environment the golden files are written
 * instead of compared; look at the difference before committing it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xpath.h>

#include "report_sample.h"

enum { PLAIN, HOSTILE_TEXTS, EMPTY };

static void make(struct sample *s, int which)
{
	if (which == EMPTY)
		sample_empty(s, 3);
	else
		sample_report(s, which == HOSTILE_TEXTS);
}

/* The report in one format, in the sample's arena. */
static struct str render(struct sample *s, const char *format, struct report_options o)
{
	struct out out = out_buffer(&s->arena);

	o.format = report_format(str_of(format));
	o.version = STR("0.0.0");
	assert_non_null(o.format);
	assert_true(report_write(&s->report, &o, &out));
	return out_str(&out);
}

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = { .arena = a };
	int c;

	if (!f)
		return (struct str){ 0 };
	while ((c = getc(f)) != EOF)
		buf_addc(&b, (char)c);
	fclose(f);
	return buf_str(&b);
}

static void write_file(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text.s, 1, text.len, f), text.len);
	assert_int_equal(fclose(f), 0);
}

static void assert_golden(struct arena *a, const char *name, struct str got)
{
	struct str path = arena_printf(a, "tests/golden/report/%s", name), want;
	size_t at = 0;

	if (getenv("WBT_ACCEPT")) {
		write_file(path.s, got);
		return;
	}
	want = read_file(a, path.s);
	if (str_eq(got, want))
		return;
	while (at < got.len && at < want.len && got.s[at] == want.s[at])
		at++;
	fail_msg("%s differs from byte %zu: \"%.*s\"", path.s, at,
		 STR_ARG(str_sub(got, at, at + 60)));
}

static void golden(void **state)
{
	static const struct {
		const char *file, *format;
		int which;
		struct report_options o;
	} row[] = {
		{ "plain.txt", "text", PLAIN, { .width = 80 } },
		{ "plain-60.txt", "text", PLAIN, { .width = 60 } },
		{ "plain-120.txt", "text", PLAIN, { .width = 120 } },
		{ "plain-verbose.txt", "text", PLAIN, { .width = 100, .verbose = true } },
		{ "plain-all.txt", "text", PLAIN, { .width = 100, .all = true } },
		{ "plain-quiet.txt", "text", PLAIN, { .width = 100, .quiet = true } },
		{ "plain-colour.txt", "text", PLAIN, { .width = 100, .colour = true } },
		{ "plain.json", "json", PLAIN, { 0 } },
		{ "plain.xml", "xml", PLAIN, { 0 } },
		{ "plain.md", "md", PLAIN, { 0 } },
		{ "plain-verbose.md", "md", PLAIN, { .verbose = true } },
		{ "plain.csv", "csv", PLAIN, { 0 } },
		{ "plain.html", "html", PLAIN, { 0 } },
		{ "hostile.txt", "text", HOSTILE_TEXTS, { .width = 80 } },
		{ "hostile.json", "json", HOSTILE_TEXTS, { 0 } },
		{ "hostile.md", "md", HOSTILE_TEXTS, { 0 } },
		{ "hostile.csv", "csv", HOSTILE_TEXTS, { 0 } },
		{ "plain.cmd", "cmd", PLAIN, { 0 } },
		{ "hostile.cmd", "cmd", HOSTILE_TEXTS, { 0 } },
		{ "empty.cmd", "cmd", EMPTY, { 0 } },
		{ "empty.txt", "text", EMPTY, { 0 } },
		{ "empty.json", "json", EMPTY, { 0 } },
		{ "empty.md", "md", EMPTY, { 0 } },
		{ "empty.csv", "csv", EMPTY, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct sample s;
		struct str first;

		make(&s, row[i].which);
		first = render(&s, row[i].format, row[i].o);
		assert_true(str_eq(first, render(&s, row[i].format, row[i].o)));
		assert_golden(&s.arena, row[i].file, first);
		arena_free(&s.arena);
	}
}

/* No control bytes but line ends, no direction marks, valid UTF-8: in every format. */
static void assert_clean(struct str v, bool carriage)
{
	assert_true(utf8_valid(v));
	for (size_t at = 0; at < v.len;) {
		uint32_t c = utf8_get(v, &at);

		if (c == '\n' || c == '\t' || (carriage && c == '\r'))
			continue;
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x200b && c <= 0x200f))
			fail_msg("U+%04X at byte %zu", (unsigned)c, at);
	}
}

static void inert_bytes(void **state)
{
	(void)state;
	for (const struct report_format *f = report_formats; f->name; f++) {
		struct report_options o = { .verbose = true, .all = true };
		struct sample s;

		make(&s, HOSTILE_TEXTS);
		assert_clean(render(&s, f->name, o),
			     strcmp(f->name, "csv") == 0 || strcmp(f->name, "cmd") == 0);
		arena_free(&s.arena);
	}
}

/* Colour adds the six sequences of the terminal writer and nothing else. */
static void colour_only_own(void **state)
{
	static const char *const own[] = { "\033[0m",    "\033[1m",  "\033[2m", "\033[1;31m",
					   "\033[1;33m", "\033[32m", "\033[36m" };
	struct report_options o = { .colour = true, .verbose = true };
	struct sample s;
	struct str v;
	size_t seen = 0;

	(void)state;
	make(&s, HOSTILE_TEXTS);
	v = render(&s, "text", o);
	for (size_t i = 0; i < v.len; i++) {
		bool known = false;

		if (v.s[i] != '\033')
			continue;
		for (size_t k = 0; k < ARRAY_SIZE(own); k++)
			known = known || str_starts(str_sub(v, i, v.len), str_of(own[k]));
		assert_true(known);
		seen++;
	}
	assert_true(seen > 20);
	arena_free(&s.arena);
}

/* Only commands, which must not be wrapped, and single words may be wider than the terminal. */
static void width_kept(void **state)
{
	(void)state;
	for (size_t width = 60; width <= 200; width += 7) {
		struct report_options o = { .width = width, .verbose = width % 2 };
		struct sample s;
		struct str rest, line;

		make(&s, PLAIN);
		rest = render(&s, "text", o);
		while (rest.s) {
			line = str_cut(&rest, '\n');
			assert_true(!line.len || line.s[line.len - 1] != ' ');
			if (utf8_columns(line) <= width || str_find(line, STR(" /grant ")) >= 0)
				continue;
			if (str_starts(str_trim(line), STR("icacls ")) ||
			    str_starts(str_trim(line), STR("takeown ")))
				continue;
			if (str_chr(str_trim(line), ' ') >= 0)
				fail_msg("at %zu: \"%.*s\"", width, STR_ARG(line));
		}
		arena_free(&s.arena);
	}
}

/* Commands stand alone on their line, whole. */
static void commands_whole(void **state)
{
	static const char *const command[] = {
		"takeown /f %windir%\\winsxs\\filemaps\\* /a",
		"sc queryex cryptsvc",
		("icacls %windir%\\winsxs\\filemaps\\*.* /grant \"*S-1-5-18:(RX)\" "
		 "\"NT Service\\trustedinstaller:(F)\" \"*S-1-5-32-545:(RX)\""),
	};
	struct report_options o = { .width = 60 };
	struct sample s;
	struct str rest, line;
	size_t found = 0;

	(void)state;
	make(&s, PLAIN);
	rest = render(&s, "text", o);
	while (rest.s) {
		line = str_trim(str_cut(&rest, '\n'));
		for (size_t i = 0; i < ARRAY_SIZE(command); i++)
			found += str_eq(line, str_of(command[i]));
	}
	assert_int_equal(found, 4); /* the query is asked for twice */
	arena_free(&s.arena);
}

static void json_reads_back(void **state)
{
	(void)state;
	for (int which = PLAIN; which <= EMPTY; which++) {
		struct sample s;
		json_error_t error;
		json_t *root, *problems;
		struct str v;

		make(&s, which);
		v = render(&s, "json", (struct report_options){ 0 });
		root = json_loadb(v.s, v.len, JSON_REJECT_DUPLICATES, &error);
		if (!root)
			fail_msg("line %d: %s", error.line, error.text);
		problems = json_object_get(root, "problems");
		assert_int_equal(json_array_size(problems), which == EMPTY ? 0 : 3);
		json_decref(root);
		arena_free(&s.arena);
	}
}

/* A score that is no number must not break the file. */
static void json_numbers(void **state)
{
	struct sample s;
	json_t *root;
	struct str v;

	(void)state;
	make(&s, PLAIN);
	s.report.problem[0].cause[0].score = 1e300 * 1e300;
	v = render(&s, "json", (struct report_options){ 0 });
	root = json_loadb(v.s, v.len, 0, NULL);
	assert_non_null(root);
	json_decref(root);
	arena_free(&s.arena);
}

static void xml_valid(void **state)
{
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt("analyzer/report.rng");
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);

	(void)state;
	assert_non_null(schema);
	for (int which = PLAIN; which <= EMPTY; which++) {
		xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);
		struct sample s;
		struct str v;
		xmlDoc *doc;

		make(&s, which);
		v = render(&s, "xml", (struct report_options){ 0 });
		doc = xmlReadMemory(v.s, (int)v.len, "report.xml", NULL, XML_PARSE_NONET);
		assert_non_null(doc);
		assert_int_equal(xmlRelaxNGValidateDoc(valid, doc), 0);
		xmlFreeDoc(doc);
		xmlRelaxNGFreeValidCtxt(valid);
		arena_free(&s.arena);
	}
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
}

static double count(xmlDoc *doc, const char *path)
{
	xmlXPathContext *context = xmlXPathNewContext(doc);
	xmlXPathObject *result = xmlXPathEvalExpression(BAD_CAST path, context);
	double n = result ? result->floatval : -1;

	xmlXPathFreeObject(result);
	xmlXPathFreeContext(context);
	return n;
}

/* What the page may hold: one style, one script, no handlers, nothing loaded, no odd links. */
static void html_inert(void **state)
{
	static const struct {
		const char *path;
		int want;
	} row[] = {
		{ "count(//script)", 1 },
		{ "count(//style)", 1 },
		{ "count(//script[@src])", 0 },
		{ "count(//@*[starts-with(name(), 'on')])", 0 },
		{ "count(//@style)", 0 },
		{ "count(//img | //iframe | //object | //embed | //link | //base | //form)", 0 },
		{ "count(//@href[starts-with(., 'javascript')])", 0 },
		{ "count(//@src)", 0 },
		{ "count(//meta[@http-equiv = 'Content-Security-Policy'])", 1 },
		{ "count(//h1)", 1 },
		/* every id is used once, every link inside the page leads somewhere */
		{ "count(//@id[. = ../following::*/@id])", 0 },
		{ "count(//a[starts-with(@href, '#')][not(substring(@href, 2) = //@id)])", 0 },
		/* tables have heads for readers that do not see */
		{ "count(//table//th[not(@scope)])", 0 },
	};
	(void)state;
	for (int which = PLAIN; which <= EMPTY; which++) {
		struct sample s;
		struct str v;
		htmlDocPtr doc;

		make(&s, which);
		v = render(&s, "html", (struct report_options){ 0 });
		assert_true(str_find(v, STR("default-src 'none'; style-src 'sha256-")) > 0);
		assert_true(str_find(v, STR("<script>alert")) < 0);
		doc = htmlReadMemory(v.s, (int)v.len, NULL, "UTF-8",
				     HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
		assert_non_null(doc);
		for (size_t i = 0; i < ARRAY_SIZE(row); i++)
			if (count(doc, row[i].path) != row[i].want)
				fail_msg("%d: %s is %g", which, row[i].path,
					 count(doc, row[i].path));
		xmlFreeDoc(doc);
		arena_free(&s.arena);
	}
}

/* Takes code spans, blocks and escaped signs out of Markdown: what is left is live. */
static struct str live_markdown(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len; i++) {
		size_t ticks = 0, from, run;

		if (v.s[i] == '\\' && i + 1 < v.len && strchr("`*[]<>|~&$_:.)-+=\\", v.s[i + 1])) {
			i++;
			continue;
		}
		while (i + ticks < v.len && v.s[i + ticks] == '`')
			ticks++;
		if (!ticks) {
			buf_addc(&out, v.s[i]);
			continue;
		}
		for (from = i + ticks, run = 0; from < v.len; from += run ? run : 1) {
			for (run = 0; from + run < v.len && v.s[from + run] == '`';)
				run++;
			if (run == ticks)
				break;
		}
		assert_true(from < v.len); /* every span ends */
		i = from + ticks - 1;
	}
	return buf_str(&out);
}

static void markdown_inert(void **state)
{
	static const char *const live[] = { "<script",       "](",    "@admin", "#1",
					    "javascript://", "{{x}}|" };
	struct report_options o = { .verbose = true, .all = true };
	struct sample s;
	struct str v;

	(void)state;
	make(&s, HOSTILE_TEXTS);
	v = live_markdown(&s.arena, render(&s, "md", o));
	for (size_t i = 0; i < ARRAY_SIZE(live); i++)
		if (str_find(v, str_of(live[i])) >= 0)
			fail_msg("\"%s\" is live", live[i]);
	arena_free(&s.arena);
}

static void csv_inert(void **state)
{
	struct sample s;
	struct str v;
	size_t fields = 0, lines = 0;

	(void)state;
	make(&s, HOSTILE_TEXTS);
	v = render(&s, "csv", (struct report_options){ 0 });
	for (size_t i = 0; i < v.len;) {
		size_t end = i + 1;

		assert_int_equal(v.s[i], '"');
		/* A score may be negative: a number is no formula. */
		assert_true(!strchr("=+@", v.s[end]));
		assert_true(v.s[end] != '-' || (v.s[end + 1] >= '0' && v.s[end + 1] <= '9'));
		while (v.s[end] != '"' || v.s[end + 1] == '"')
			end += v.s[end] == '"' ? 2 : 1;
		fields++;
		i = end + 2;
		if (v.s[end + 1] == '\r') {
			lines++;
			i++;
		}
	}
	assert_int_equal(lines, 7);
	assert_int_equal(fields, 7 * 22);
	arena_free(&s.arena);
}

/* Each of the four unknowns has its own words. */
static void unknowns_differ(void **state)
{
	(void)state;
	for (int i = TRUTH_FALSE; i < TRUTH_COUNT; i++)
		for (int k = i + 1; k < TRUTH_COUNT; k++) {
			assert_string_not_equal(truth_text((enum truth)i),
						truth_text((enum truth)k));
			assert_string_not_equal(truth_name((enum truth)i),
						truth_name((enum truth)k));
		}
}

static void schema_of_json(void **state)
{
	(void)state;
	if (system("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
		print_message("python3-jsonschema is not installed: schema not checked\n");
		skip();
	}
	assert_int_equal(system("python3 tests/schema.py analyzer/report.schema.json "
				"tests/golden/report/*.json"),
			 0);
}

/* A thousand places: the page stays small enough to open at once, the text stays short. */
static void many_places(void **state)
{
	struct report_options o = { .width = 80 };
	struct finding *f;
	struct sample s;
	struct str text, rest;
	size_t lines = 0;

	(void)state;
	make(&s, PLAIN);
	f = &s.report.problem[0].cause[0].evidence[1];
	for (int i = 0; i < 1000; i++)
		SAMPLE_PUT(&s, struct citation, f, cite) = sample_event(
			&s, (uint64_t)(50000 + i), sample_when(WHEN_UTC, 2, i / 60, i % 60, 5),
			"Microsoft-Windows-CAPI2", 513,
			"AddCoreCsiFiles : BeginFileEnumeration() failed.");
	text = render(&s, "text", o);
	for (rest = text; rest.s; lines++)
		str_cut(&rest, '\n');
	assert_in_range(lines, 50, 150);
	assert_in_range(render(&s, "html", o).len, 100000, 2000000);
	arena_free(&s.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),          cmocka_unit_test(inert_bytes),
		cmocka_unit_test(colour_only_own), cmocka_unit_test(width_kept),
		cmocka_unit_test(commands_whole),  cmocka_unit_test(json_reads_back),
		cmocka_unit_test(json_numbers),    cmocka_unit_test(xml_valid),
		cmocka_unit_test(html_inert),      cmocka_unit_test(markdown_inert),
		cmocka_unit_test(csv_inert),       cmocka_unit_test(unknowns_differ),
		cmocka_unit_test(schema_of_json),  cmocka_unit_test(many_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
