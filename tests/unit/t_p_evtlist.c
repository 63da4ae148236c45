/* t_p_evtlist.c - events in lists, tables, CSV and JSON; what is close to one but none */
#include "parsers/evtcsv.h"
#include "parsers/evtlist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"

static void rows(void **state)
{
	/* clang-format off */
	static const struct {
		text_parser *parse;
		const char *text, *expected;
	} row[] = {
		/* properties of other objects between */
		{ evtlist_parse, "Id : 5\nNote : x\nProviderName : VSS\nLevelDisplayName : Fehler\n",
		  "1 event provider=VSS id=5 level=2 count=1\n" },
		/* the next one begins with the same property */
		{ evtlist_parse, "Id : 5\nSource : VSS\nMessage : a\nId : 6\nSource : VSS\nMessage : b\n",
		  "1 event provider=VSS id=5 count=1 text=a\n"
		  "4 event provider=VSS id=6 count=1 text=b\n" },
		/* more blank lines than a message has */
		{ evtlist_parse, "Id : 5\nSource : VSS\nMessage : a\n\n\n\n\n\n          b\n",
		  "1 event provider=VSS id=5 count=1 text=a\n" },
		/* a service, a process */
		{ evtlist_parse, "Name : VSS\nStatus : Running\nId : 4\n", "" },
		{ evtlist_parse, "Id: 5\nSource: VSS\nMessage: a\n", "" },
		/* numbers wider than their heading; a wrapped message */
		{ evtlist_parse, "TimeCreated          Id ProviderName Message\n"
		  "-----------          -- ------------ -------\n"
		  "2/23/2019 7:00:00 8193 VSS          one\n"
		  "                                     two\n\nend\n",
		  "3 event provider=VSS id=8193 time=2019-02-23T07:00:00 count=1 text=\"one two\"\n" },
		{ evtlist_parse, "Name Id\n---- --\na    5\n", "" },
		/* a message without an end, and one that is no event */
		{ evtcsv_parse, "Level,Date and Time,Source,Event ID,Task Category\n"
		  "Error,2/23/2019 7:00:00 AM,VSS,8193,None,\"x\n",
		  "e.txt:2: warning: event not understood: quotation without an end [event-syntax]\n" },
		{ evtcsv_parse, "Level;Date and Time;Source;Event ID;Task Category\nFehler;x;VSS;5;y;z\nno\n",
		  "2 event provider=VSS id=5 level=2 count=1 text=z\n1 log records=1\n" },
		{ evtcsv_parse, "Name,Id,Path\n", "" },
		{ evtcsv_parse, "a,b,c,d\n", "" },
		/* objects on one line; strings with braces and quotes */
		{ evtcsv_json, "[{\"Id\":1,\"ProviderName\":\"V\\\"}\"},{\"Id\":2,\"ProviderName\":\"W\"}]",
		  "1 event provider=\"V\\\"}\" id=1 count=1\n1 event provider=W id=2 count=1\n" },
		{ evtcsv_json, "{\"Id\":1,\"ProviderName\":\"V\"",
		  "e.txt:1: warning: event not understood: JSON without an end [event-syntax]\n" },
		{ evtcsv_json, "{\"Id\":1,\"Name\":\"x\"}", "" },
		{ evtcsv_json, "{\"a\":1}", "" },
		{ evtcsv_json, "{}", "" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, row[i].parse, "e.txt", "", row[i].text);

		if (!str_eq(got, str_of(row[i].expected)))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
