/* t_p_evtxml.c - event XML: the reader of one event, runs of events, damage */
#include "parsers/event.h"
#include "parsers/evtxml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"

#define EVENT(id, record)                                                                      \
	"<Event><System><Provider Name='VSS'/><EventID>" id "</EventID><EventRecordID>" record \
	"</EventRecordID></System></Event>"

static void runs(void **state)
{
	static const struct {
		const char *command, *text, *expected;
	} row[] = {
		/* a pasted event is no log */
		{ "", EVENT("22", "1"), "1 event provider=VSS id=22 record=1 count=1\n" },
		/* several on a line, words around them */
		{ "", "see " EVENT("22", "1") EVENT("13", "2") " and",
		  "1 event provider=VSS id=22 record=1 count=1\n"
		  "1 event provider=VSS id=13 record=2 count=1\n" },
		/* a query that leaves something out does not show the log */
		{ "wevtutil qe System /c:1 /f:xml", EVENT("22", "1"),
		  "1 event provider=VSS id=22 record=1 count=1\n"
		  "1 log records=1 first-id=1 last-id=1 lost-ids=0 complete=no\n" },
		/* without an end, up to the next one */
		{ "",
		  "<Event>\n<System><Provider Name='VSS'/><EventID>9</EventID>\n" EVENT("13", "2"),
		  "1 event provider=VSS id=9 count=1\n3 event provider=VSS id=13 record=2 count=1\n"
		  "e.xml:3: warning: XML not well formed: Premature end of data in tag System "
		  "line 2 [xml-syntax]\n" },
		{ "", "<Events>\n\n\n", "" },
		{ "", "<EventData>x</EventData>", "" },
		{ "", "<Event>no</Event>",
		  "e.xml:1: warning: event not understood: XML without the "
		  "parts of an event [event-syntax]\n" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, evtxml_parse, "e.xml", row[i].command, row[i].text);

		if (!str_eq(got, str_of(row[i].expected)))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&a);
	}
}

/* A window that ends within an event: the last one is left for the next window. */
static void windows(void **state)
{
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct obs_list list = { .arena = &a };
	struct parse p = { .arena = &a, .diag = &d, .out = &list };
	struct text t = { 0 };

	(void)state;
	text_read(&a, &d, &p.at, STR("<Events>\n" EVENT("1", "1") "\n" EVENT("2", "2") "\n"), &t);
	assert_int_equal(evtxml_parse(&p, &t, 0), 2);
	assert_int_equal(list.n, 2);
	assert_int_equal(list.item[0]->event.id, 1);
	assert_int_equal(list.item[1]->log.records, 1);
	arena_free(&a);
}

static void one(void **state)
{
	static const char xml[] =
		"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
		"<Provider Name='Example' EventSourceName='Old'/><EventID "
		"Qualifiers='16'>4</EventID>"
		"<Level>3</Level><TimeCreated SystemTime='2024-02-29T23:59:59.123456700Z'/>"
		"<EventRecordID>77</EventRecordID><Channel>C</Channel><Computer>h</Computer>"
		"<Security UserID='S-1-5-18'/></System><UserData><A "
		"xmlns='x'><B>1</B><C><D>2</D></C></A>"
		"</UserData></Event>";
	struct arena a = { 0 };
	struct event e;

	(void)state;
	assert_true(evtxml_event(&a, STR(xml), &e));
	assert_true(str_eq(e.provider, STR("Example")) && str_eq(e.source_name, STR("Old")));
	assert_int_equal(e.id, 4);
	assert_int_equal(e.qualifiers, 16);
	assert_int_equal(e.level, 3);
	assert_int_equal(e.record_id, 77);
	assert_int_equal(e.time.ticks % WHEN_SECOND, 1234567);
	assert_int_equal(e.n_data, 2);
	assert_true(str_eq(e.data[1].name, STR("D")) && str_eq(e.data[1].value, STR("2")));
	assert_false(evtxml_event(&a, STR("<Event><System/></Event>"), &e));
	assert_false(evtxml_event(&a, STR("<Event><System>"), &e));
	assert_false(
		evtxml_event(&a, STR("<!DOCTYPE Event [<!ENTITY x 'y'>]>" EVENT("1", "1")), &e));
	assert_false(evtxml_event(&a, STR(""), &e));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(runs), cmocka_unit_test(windows),
					    cmocka_unit_test(one) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
