/* t_p_xml.c - hostile and broken XML is refused or repaired, and reported */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parsers/limits.h"
#include "parsers/xml.h"

/* clang-format off */
static const struct {
	const char *xml;
	bool strict, repair;	/* a document comes out */
	enum diag_id id;
	uint32_t line;
} rows[] = {
	/* well formed, with a declaration that lies about the encoding */
	{ "<?xml version='1.0' encoding='utf-16'?><a><b x='1'>t</b></a>", true, true, DIAG_IDS, 0 },
	/* mismatched end */
	{ "<a>\n<b>t</c>\n</a>", false, true, DIAG_XML_SYNTAX, 2 },
	/* cut off */
	{ "<a><b>t", false, true, DIAG_XML_SYNTAX, 1 },
	/* DOCTYPE in any form, with entities, with an external subset */
	{ "<!DOCTYPE a><a/>", false, false, DIAG_XML_DOCTYPE, 0 },
	{ "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", false, false, DIAG_XML_DOCTYPE, 0 },
	{ "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", false, false, DIAG_XML_DOCTYPE, 0 },
	{ "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>", false, false,
	  DIAG_XML_DOCTYPE, 0 },
	/* nothing */
	{ "", false, false, DIAG_XML_SYNTAX, 0 },
	{ "   ", false, false, DIAG_XML_SYNTAX, 0 },
	{ "no xml", false, false, DIAG_XML_SYNTAX, 1 },
};
/* clang-format on */

static void documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows) * 2; i++) {
		size_t r = i / 2;
		bool repair = i % 2;
		struct arena a = { 0 };
		struct diag d = { .arena = &a };
		struct pos at = { .file = STR("x.xml") };
		xmlDoc *doc =
			xml_read(&d, &at, str_of(rows[r].xml), repair ? XML_REPAIR : XML_STRICT);

		if ((doc != NULL) != (repair ? rows[r].repair : rows[r].strict))
			print_message("row %zu repair %d\n", r, repair);
		assert_true((doc != NULL) == (repair ? rows[r].repair : rows[r].strict));
		assert_int_equal(d.n, rows[r].id == DIAG_IDS ? 0 : 1);
		if (d.n) {
			assert_int_equal(d.item[0].id, rows[r].id);
			if (rows[r].line)
				assert_int_equal(d.item[0].at.line, rows[r].line);
		}
		xml_free(doc);
		arena_free(&a);
	}
}

static void accessors(void **state)
{
	struct arena a = { 0 };
	struct str xml = STR(
		"<e xmlns='urn:x'><s>\n<p n='A&amp;B'/>x<p>1<i>2</i><![CDATA[<3]]></p></s></e>");
	xmlDoc *doc = xml_read(NULL, NULL, xml, XML_STRICT);
	xmlNode *s, *p;

	(void)state;
	assert_non_null(doc);
	s = xml_child(xmlDocGetRootElement(doc), "s");
	p = xml_child(s, "p");
	assert_true(str_eq(xml_attr(&a, p, "n"), STR("A&B")));
	assert_false(str_known(xml_attr(&a, p, "none")));
	assert_true(str_eq(xml_text(&a, p), STR("")));
	p = xml_next(p, "p");
	assert_true(str_eq(xml_text(&a, p), STR("12<3")));
	assert_null(xml_next(p, "p"));
	assert_null(xml_child(NULL, "p"));
	assert_false(str_known(xml_child_text(&a, s, "none")));
	xml_free(doc);
	arena_free(&a);
}

static void depth(void **state)
{
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct buf b = { .arena = &a };

	(void)state;
	for (int i = 0; i < LIMIT_XML_DEPTH + 1; i++)
		buf_add(&b, STR("<a>"));
	for (int i = 0; i < LIMIT_XML_DEPTH + 1; i++)
		buf_add(&b, STR("</a>"));
	assert_null(xml_read(&d, NULL, buf_str(&b), XML_STRICT));
	assert_int_equal(d.n, 1);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents),
		cmocka_unit_test(accessors),
		cmocka_unit_test(depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
