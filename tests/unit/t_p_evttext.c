/* t_p_evttext.c - event log entries as text: heads, ends of messages, bare messages */
#include "parsers/evtlabel.h"
#include "parsers/evttext.h"
#include "parsers/evtview.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"

struct row {
	const char *text;
	const char *expected;
};

static void check(text_parser *parse, const struct row *row, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, parse, "e.txt", "", row[i].text);

		if (!str_eq(got, str_of(row[i].expected)))
			fail_msg("row %zu\n%.*s\nexpected\n%s", i, STR_ARG(got), row[i].expected);
		arena_free(&a);
	}
}

static void heads(void **state)
{
	/* clang-format off */
	static const struct row row[] = {
		/* a label longer than its column has no blank behind it */
		{ "Quelle:        VSS\nEreignis-ID:   8193\nAufgabenkategorie:Keine\nBeschreibung:\nx\n",
		  "1 event provider=VSS id=8193 count=1 text=x\n" },
		/* the first letter was lost */
		{ "Event Type: Error\nvent Source: VolSnap\nEvent ID: 28\n",
		  "1 event provider=volsnap id=28 level=2 count=1 text=\"\"\n" },
		/* the id with severity and facility */
		{ "Source: volsnap\nEvent ID: 3221618724\nLevel: Error\n",
		  "1 event provider=volsnap id=36 level=2 qualifiers=49158 count=1 text=\"\"\n" },
		/* values on lines of their own */
		{ "Source:\nVSS\nEvent ID:\n12293\nLevel:\nWarning\n",
		  "1 event provider=VSS id=12293 level=3 count=1 text=\"\"\n" },
		/* date and time apart */
		{ "Event Source:\tVSS\nEvent ID:\t22\nDate:\t\t12/28/2008\nTime:\t\t2:14:09 AM\n",
		  "1 event provider=VSS id=22 time=2008-12-28T02:14:09 count=1 text=\"\"\n" },
		/* a masked id is told by the message */
		{ "Log Name: Application\nSource: VSS\nEvent ID: <ID>\nDescription:\nVolume Shadow "
		  "Copy Service error: Error calling a routine on a Shadow Copy Provider {x}. Routine "
		  "details Abort [hr = 0x80070002].\n",
		  "1 event channel=Application provider=VSS id=12293 level=2 code=0x80070002 count=1 "
		  "guessed=yes text=\"Volume Shadow Copy Service error: Error calling a routine on a "
		  "Shadow Copy Provider {x}. Routine details Abort [hr = 0x80070002].\"\n" },
		/* two entries without a blank line between */
		{ "Source: VSS\nEvent ID: 1\nDescription: a\nSource: VSS\nEvent ID: 2\nDescription: b\n",
		  "1 event provider=VSS id=1 count=1 text=a\n4 event provider=VSS id=2 count=1 text=b\n" },
		/* no heads */
		{ "Source: C:\\a\nDestination: D:\\b\n", "" },
		{ "ID: 5\nName: x\n", "" },
		{ "Event ID: many\nSource: Example\n", "" },
		{ "Date: 1/2/2019\nTime: 3:00\nUser: x\n", "" },
	};
	/* clang-format on */

	(void)state;
	check(evttext_parse, row, ARRAY_SIZE(row));
}

/* What people write below an entry is no part of it. */
static void ends(void **state)
{
	/* clang-format off */
	static const struct row row[] = {
		{ "Source: VSS\nEvent ID: 8230\nLevel: Warning\nDescription:\nVolume Shadow Copy Service "
		  "error: Failed resolving account a with status 1376. Check connection to domain "
		  "controller and VssAccessControl registry key.\n\nI also see 0x80070005 elsewhere.\n",
		  "1 event provider=VSS id=8230 level=3 count=1 text=\"Volume Shadow Copy Service error: "
		  "Failed resolving account a with status 1376. Check connection to domain controller "
		  "and VssAccessControl registry key.\"\n" },
		/* a message that is not known goes on over blank lines */
		{ "Source: Example\nEvent ID: 7\nDescription:\none\n\ntwo\n\nC:\\>sc query vss\nthree\n",
		  "1 event provider=Example id=7 count=1 text=\"one\\n\\ntwo\"\n" },
		/* another tool's output without a prompt */
		{ "Source: Example\nEvent ID: 7\nDescription:\none\n\nWriter name: 'System Writer'\n",
		  "1 event provider=Example id=7 count=1 text=one\n" },
		{ "Source: Example\nEvent ID: 7\nDescription:\none\n<Event xmlns='x'></Event>\n",
		  "1 event provider=Example id=7 count=1 text=one\n" },
	};
	/* clang-format on */

	(void)state;
	check(evttext_parse, row, ARRAY_SIZE(row));
}

static void bare(void **state)
{
	/* clang-format off */
	static const struct row row[] = {
		/* the words in front name another event: the message is believed */
		{ "After event 8193 there is: The VSS service is shutting down due to idle timeout. and more",
		  "1 event provider=VSS id=8224 level=4 count=1 guessed=yes text=\"The VSS service is "
		  "shutting down due to idle timeout. and more\"\n" },
		{ "The volume shadow copy service is a part of Windows.", "" },
		{ "Access is denied.", "" },
		{ "The backup operation successfully completed.", "" },
		{ "", "" },
	};
	/* clang-format on */

	(void)state;
	check(evttext_message, row, ARRAY_SIZE(row));
}

static void views(void **state)
{
	/* clang-format off */
	static const struct row row[] = {
		{ "+ System\n- Provider\n[ Name] volsnap\nEventID 25\nLevel 2\n- EventData\nE:\n\nmore\n",
		  "1 event provider=volsnap id=25 level=2 count=1 data=(=E:) text=\"The shadow copies of "
		  "volume  were deleted because the shadow copy storage could not grow in time. Consider "
		  "reducing the IO load on the system or choose a shadow copy storage volume that is not "
		  "being shadow copied.\"\n" },
		{ "+ System\nUptime 12 days\n", "" },
		{ "+ System\n- Provider\n[ Name] VSS\nEventID x\n- EventData\n", "" },
	};
	/* clang-format on */

	(void)state;
	check(evtview_parse, row, ARRAY_SIZE(row));
}

static void labels(void **state)
{
	static const struct {
		const char *text;
		enum evtlabel label;
		const char *value;
	} row[] = {
		{ "Event ID: 5", EVTLABEL_ID, "5" },
		{ "EventID : 5", EVTLABEL_ID, "5" },
		{ "**Event ID**: 5", EVTLABEL_ID, "5" },
		{ "[b]Event ID:[/b] 5", EVTLABEL_ID, "5" },
		{ "<b>Event ID:</b> 5", EVTLABEL_ID, "5" },
		{ "イベントID：5", EVTLABEL_ID, "5" },
		{ "ID de l'événement :5", EVTLABEL_ID, "5" },
		{ "ID de l’événement :5", EVTLABEL_ID, "5" },
		{ "Event ID | 5", EVTLABEL_ID, "5" },
		{ "Event ID 5", EVTLABEL_NONE, "" },
		{ "Events: 5", EVTLABEL_NONE, "" },
		{ ": 5", EVTLABEL_NONE, "" },
		{ "", EVTLABEL_NONE, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str v = str_of(row[i].text);
		enum evtlabel label = EVTLABEL_NONE;
		size_t at = evtlabel_at(v, &label);

		assert_int_equal(label, row[i].label);
		assert_true(!at || str_eq(str_trim(str_sub(v, at, v.len)), str_of(row[i].value)));
	}
	assert_int_equal(evtlabel_of(STR("Date and Time")), EVTLABEL_DATE);
	assert_int_equal(evtlabel_of(STR("Ereignis-ID")), EVTLABEL_ID);
	assert_int_equal(evtlabel_of(STR("")), EVTLABEL_NONE);
	assert_true(evtlabel_section(STR("Opération :")));
	assert_false(evtlabel_section(STR("Operation failed")));
	assert_true(str_eq(evtlabel_bare(STR("> **Computer: a**")), STR("**Computer: a")));
	assert_true(str_eq(evtlabel_bare(STR("Computer: a.****")), STR("Computer: a.****")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads), cmocka_unit_test(ends),   cmocka_unit_test(bare),
		cmocka_unit_test(views), cmocka_unit_test(labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
