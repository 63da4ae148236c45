/* t_a_know.c - the rule loader: what is wrong is told with its place, the rest works */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "analyzer/embedded.h"
#include "analyzer/know.h"
#include "parsers/obs.h"

#define HEAD                                                                            \
	"<knowledge area=\"t\">\n<problem id=\"p\" severity=\"error\"><title>P</title>" \
	"<symptom><run code=\"5\"/></symptom></problem>\n"
#define CAUSE_OPEN                                                             \
	"<cause id=\"c\" problem=\"p\" confidence=\"high\">\n<title>T</title>" \
	"<explanation>E</explanation>\n"
#define CAUSE_REST                                                    \
	"<collect command=\"x\" why=\"y\"/>"                          \
	"<resolve risk=\"none\" title=\"r\"><text>t</text></resolve>" \
	"<verify><text>v</text></verify>"                             \
	"<reference href=\"https://example.test/\" title=\"t\"/></cause>"
#define RULE(inner)    HEAD CAUSE_OPEN inner "\n" CAUSE_REST "\n</knowledge>"
#define SUPPORTS(cond) RULE("<supports weight=\"weak\" says=\"s\">" cond "</supports>")

static const struct {
	const char *what;
	const char *xml;
	const char *error; /* part of one of the errors; NULL: none */
	size_t causes;     /* loaded all the same */
} row[] = {
	{ "a good rule", SUPPORTS("<service key=\"x\" state=\"running\"/>"), NULL, 1 },
	{ "misspelt attribute", SUPPORTS("<service kye=\"x\"/>"),
	  "r.xml:5:43: <service> has no field 'kye', did you mean 'key'?", 0 },
	{ "misspelt condition", SUPPORTS("<servise key=\"x\"/>"),
	  "unknown condition <servise>, did you mean <service>?", 0 },
	{ "misspelt element",
	  RULE("<support weight=\"weak\" says=\"s\"><run code=\"5\"/></support>"),
	  "unexpected <support> in <cause>, did you mean <supports>?", 0 },
	{ "event without provider", SUPPORTS("<event id=\"513\"/>"), "needs provider", 0 },
	{ "bad range of codes", SUPPORTS("<run code=\"9..5\"/>"), "'9..5' is no error code", 0 },
	{ "bad code", SUPPORTS("<run code=\"0x8x\"/>"), "'0x8x' is no error code", 0 },
	{ "bad word", SUPPORTS("<service key=\"x\" state=\"runing\"/>"),
	  "'runing' is none of: stopped", 0 },
	{ "bad number", SUPPORTS("<writer state=\"a..b\"/>"), "no number or range", 0 },
	{ "bad pattern", SUPPORTS("<message text=\"/(/\"/>"), "pattern: ", 0 },
	{ "named words",
	  "<knowledge area=\"t\"><words id=\"a-b\" text=\"x|y\"/>"
	  "<problem id=\"p\" severity=\"error\"><title>P</title>"
	  "<symptom><message text=\"/^(?&amp;a-b)$/\"/></symptom></problem>" CAUSE_OPEN
	  "<supports weight=\"weak\" says=\"s\"><run code=\"5\"/></supports>" CAUSE_REST
	  "</knowledge>",
	  NULL, 1 },
	{ "unknown words", SUPPORTS("<message text=\"/(?&amp;a-b)/\"/>"),
	  "no <words id=\"a-b\"> before this", 0 },
	{ "condition that tests nothing", SUPPORTS("<service/>"), "tests nothing", 0 },
	{ "empty group", SUPPORTS("<any></any>"), "holds no condition", 0 },
	{ "unknown requirement", SUPPORTS("<acl path=\"c:\\x\" lacks=\"nope\"/>"),
	  "no <access id=\"nope\">", 0 },
	{ "bad weight", RULE("<supports weight=\"huge\" says=\"s\"><run code=\"5\"/></supports>"),
	  "'huge' is none of: weak", 0 },
	{ "nothing speaks for it", RULE(""), "has no <confirms> or <supports>", 0 },
	{ "unknown problem",
	  "<knowledge area=\"t\"><cause id=\"c\" problem=\"q\" confidence=\"low\"><title>T</title>"
	  "<explanation>E</explanation><supports weight=\"weak\" says=\"s\"><run code=\"5\"/>"
	  "</supports>" CAUSE_REST "</knowledge>",
	  "names the unknown problem 'q'", 0 },
	{ "two entries of one id",
	  RULE("<supports weight=\"weak\" says=\"s\"><run code=\"5\"/></supports>") "", NULL, 1 },
	{ "not XML", "<knowledge area=\"t\">", "not well-formed", 0 },
	{ "a DOCTYPE", "<!DOCTYPE knowledge [<!ENTITY a \"b\">]><knowledge area=\"t\"/>",
	  "a DOCTYPE is refused", 0 },
	{ "other root", "<rules/>", "the root element is <knowledge>", 0 },
	{ "reference that is none",
	  HEAD CAUSE_OPEN "<supports weight=\"weak\" says=\"s\"><run code=\"5\"/></supports>"
			  "<reference href=\"javascript:alert(1)\" title=\"t\"/>" CAUSE_REST
			  "</knowledge>",
	  "a reference is a web address", 0 },
};

static struct str all_errors(struct arena *a, const struct know *k)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < k->n_error; i++)
		buf_addf(&out, "%.*s; ", STR_ARG(know_error_text(a, &k->error[i])));
	return buf_str(&out);
}

static void faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct know k = { .arena = { 0 } };
		struct arena a = { 0 };

		know_load(&k, STR("r.xml"), str_of(row[i].xml), true);
		know_finish(&k);
		if (!row[i].error && k.n_error)
			fail_msg("%s: %s", row[i].what, know_error_text(&a, &k.error[0]).s);
		if (row[i].error) {
			struct str text;

			text = all_errors(&a, &k);
			if (str_find(text, str_of(row[i].error)) < 0)
				fail_msg("%s: got '%.*s'", row[i].what, STR_ARG(text));
		}
		assert_int_equal(k.n_cause, row[i].causes);
		know_free(&k);
		arena_free(&a);
	}
}

/* One bad rule never hides the others of its file. */
static void quarantine(void **state)
{
	static const char xml[] = HEAD CAUSE_OPEN
		"<supports weight=\"weak\" says=\"s\"><run kode=\"5\"/></supports>" CAUSE_REST
		"<cause id=\"d\" problem=\"p\" confidence=\"high\"><title>T</title>"
		"<explanation>E</explanation><supports weight=\"weak\" says=\"s\"><run code=\"5\"/>"
		"</supports>" CAUSE_REST "</knowledge>";
	struct know k = { .arena = { 0 } };

	(void)state;
	know_load(&k, STR("r.xml"), str_of(xml), false);
	know_finish(&k);
	assert_int_equal(k.n_error, 1);
	assert_int_equal(k.n_cause, 1);
	assert_non_null(know_cause(&k, STR("d")));
	know_free(&k);
}

/* What is compiled in has no fault, patterns included. */
static void embedded(void **state)
{
	struct know k = { .arena = { 0 } };

	(void)state;
	know_load_embedded(&k);
	know_finish(&k);
	if (k.n_error)
		fail_msg("%s", know_error_text(&k.arena, &k.error[0]).s);
	assert_true(k.n_cause > 30);
	assert_true(k.interest.n_event > 20);
	assert_non_null(know_cause(&k, STR("system-writer-filemaps-acl")));
	know_free(&k);
}

static void silent(void *ctx, const char *format, ...)
{
	(void)ctx;
	(void)format;
}

/* Editors check rule files with the schema, so it must not lag behind the loader. */
static void schema(void **state)
{
	const struct embedded *rng = embedded_find("knowledge.rng");
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt(rng->data, (int)rng->len);
	xmlRelaxNG *grammar = xmlRelaxNGParse(parser);

	(void)state;
	assert_non_null(grammar);
	for (const struct embedded *f = embedded_files; f->name; f++) {
		struct str name = str_of(f->name);
		xmlRelaxNGValidCtxt *valid;
		xmlDoc *doc;

		if (!str_iends(name, STR(".xml")))
			continue;
		doc = xmlReadMemory(f->data, (int)f->len, f->name, NULL, XML_PARSE_NONET);
		valid = xmlRelaxNGNewValidCtxt(grammar);
		xmlRelaxNGSetValidErrors(valid, silent, silent, NULL);
		if (xmlRelaxNGValidateDoc(valid, doc) != 0)
			fail_msg("%s is not valid", f->name);
		xmlRelaxNGFreeValidCtxt(valid);
		xmlFreeDoc(doc);
	}
	xmlRelaxNGFree(grammar);
	xmlRelaxNGFreeParserCtxt(parser);
}

static void schema_knows_every_field(void **state)
{
	const struct embedded *rng = embedded_find("knowledge.rng");
	struct str text = { rng->data, rng->len };

	(void)state;
	for (int k = OBS_NONE + 1; k < OBS_KINDS; k++) {
		const struct obs_type *type = obs_type((enum obs_kind)k);
		char want[80];
		ptrdiff_t at, end;

		snprintf(want, sizeof(want), "<define name=\"%s\">", type->name);
		at = str_find(text, str_of(want));
		assert_true(at >= 0);
		end = str_find(str_sub(text, (size_t)at, text.len), STR("</define>"));
		for (size_t i = 0; i < type->n_field; i++) {
			snprintf(want, sizeof(want), "<attribute name=\"%s\"", type->field[i].name);
			if (str_find(str_sub(text, (size_t)at, (size_t)(at + end)), str_of(want)) <
			    0)
				fail_msg("%s: %s", type->name, type->field[i].name);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults),
		cmocka_unit_test(quarantine),
		cmocka_unit_test(embedded),
		cmocka_unit_test(schema),
		cmocka_unit_test(schema_knows_every_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
