/* t_a_cond.c - the four-way truth of conditions, access lists, runs and time */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/access.h"
#include "analyzer/cond.h"
#include "analyzer/runs.h"

#define SW "{e8132975-6f93-4464-a53e-1050253ae220}"
#define RUN                                                                \
	"run kind=system-state outcome=failed start=2026-03-02T21:00:00Z " \
	"end=2026-03-02T21:02:00Z code=0x80780102 tool=event\n"
#define FULL_LOG                                                                        \
	"log channel=Application first=2026-02-01T00:00:00Z last=2026-03-09T00:00:00Z " \
	"records=10 complete=yes\n"
#define LATE_LOG                                                                        \
	"log channel=Application first=2026-03-05T00:00:00Z last=2026-03-09T00:00:00Z " \
	"records=10 complete=yes\n"
#define LOCAL_RUN                                                                         \
	"run kind=system-state outcome=failed start=2026-03-02T21:00:00 code=0x80780102 " \
	"tool=wbadmin\n"
#define EV513                                                                \
	"event provider=Microsoft-Windows-CAPI2 id=513 channel=Application " \
	"time=2026-03-02T21:00:30Z data=(=\"Access is denied.\")\n"
#define ACCESS                                                                            \
	"<access id=\"a\" object=\"file\" title=\"t\">"                                   \
	"<grant trustee=\"S-1-5-32-544\" rights=\"RX\" dc=\"DOMAIN-512\" owner=\"yes\"/>" \
	"<grant trustee=\"S-1-5-18\" rights=\"RX\"/></access>"
#define FM                                                     \
	"acl object=file listed=yes readable=yes tool=icacls " \
	"path=\"%windir%\\\\winsxs\\\\filemaps"

static const struct {
	const char *what;
	const char *cond;
	const char *obs;
	enum truth truth;
} row[] = {
	{ "event seen", "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>", EV513,
	  TRUTH_TRUE },
	{ "event by code", "<event provider=\"Microsoft-Windows-CAPI2\" code=\"5\"/>", EV513,
	  TRUTH_TRUE },
	{ "no log at all", "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>", RUN,
	  TRUTH_NOT_COLLECTED },
	{ "log covers the run", "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>",
	  RUN FULL_LOG, TRUTH_FALSE },
	{ "log starts after the run", "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>",
	  RUN LATE_LOG, TRUTH_OUT_OF_RANGE },
	{ "other channel's log proves nothing", "<event provider=\"volsnap\" id=\"25\"/>",
	  RUN FULL_LOG, TRUTH_NOT_COLLECTED },
	{ "near the run", "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\" near=\"run\"/>",
	  RUN FULL_LOG EV513, TRUTH_TRUE },
	{ "an hour before the run is not near",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\" near=\"run\"/>",
	  RUN FULL_LOG "event provider=Microsoft-Windows-CAPI2 id=513 time=2026-03-02T19:00:00Z\n",
	  TRUTH_FALSE },
	{ "days of log on both sides of a local time",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>", LOCAL_RUN FULL_LOG,
	  TRUTH_FALSE },
	{ "too late at any offset of a local time",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>", LOCAL_RUN LATE_LOG,
	  TRUTH_OUT_OF_RANGE },
	{ "hours from a local time, which may be after it",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\"/>",
	  LOCAL_RUN "log channel=Application first=2026-03-02T15:00:00Z last=2026-03-09T00:00:00Z "
		    "records=10 complete=yes\n",
	  TRUTH_OUT_OF_RANGE },
	{ "days from a local time is not near it",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\" near=\"run\"/>",
	  LOCAL_RUN FULL_LOG
	  "event provider=Microsoft-Windows-CAPI2 id=513 time=2026-02-05T19:00:00Z\n",
	  TRUTH_FALSE },
	{ "events that were counted may be the one",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\" near=\"run\" text=\"/denied/\"/>",
	  RUN FULL_LOG
	  "event provider=Microsoft-Windows-CAPI2 id=513 time=2026-02-05T19:00:00Z count=700 "
	  "first=2026-02-05T19:00:00Z last=2026-03-08T00:00:00Z\n",
	  TRUTH_OUT_OF_RANGE },
	{ "events that were counted before",
	  "<event provider=\"Microsoft-Windows-CAPI2\" id=\"513\" near=\"run\" text=\"/denied/\"/>",
	  RUN FULL_LOG
	  "event provider=Microsoft-Windows-CAPI2 id=513 time=2026-02-05T19:00:00Z count=700 "
	  "first=2026-02-05T19:00:00Z last=2026-03-01T00:00:00Z\n",
	  TRUTH_FALSE },
	{ "complete list without the writer", "<writer guid=\"" SW "\"/>",
	  "writers tool=vssadmin count=2 complete=yes\n", TRUTH_FALSE },
	{ "cut list proves no absence", "<writer guid=\"" SW "\"/>",
	  "writers tool=vssadmin count=2 complete=no\n", TRUTH_OUT_OF_RANGE },
	{ "not of unknown stays unknown", "<not><writer guid=\"" SW "\"/></not>",
	  "writers tool=vssadmin count=2 complete=no\n", TRUTH_OUT_OF_RANGE },
	{ "service of two captures", "<service key=\"vss\" state=\"stopped\" start=\"disabled\"/>",
	  "service key=vss state=stopped\nservice key=vss start=disabled\n", TRUTH_TRUE },
	{ "half known service", "<service key=\"vss\" state=\"stopped\" start=\"disabled\"/>",
	  "service key=vss state=stopped\n", TRUTH_NOT_COLLECTED },
	{ "contrary service", "<service key=\"vss\" start=\"disabled\"/>",
	  "service key=vss start=demand\n", TRUTH_FALSE },
	{ "query refused", "<service key=\"vss\" start=\"disabled\"/>",
	  "service key=vss query-code=0x80070005\n", TRUTH_UNREADABLE },
	{ "service does not exist", "<service key=\"vss\" start=\"disabled\"/>",
	  "service key=vss query-code=0x80070424\n", TRUTH_FALSE },
	{ "key dumped without the value", "<registry key=\"hklm\\x\" name=\"v\" data=\"1\"/>",
	  "registry key=\"hkey_local_machine\\\\x\" name=other data=2\n", TRUTH_FALSE },
	{ "key never queried", "<registry key=\"hklm\\x\" name=\"v\" data=\"1\"/>", RUN,
	  TRUTH_NOT_COLLECTED },
	{ "all with one unknown",
	  "<all><run code=\"0x80780102\"/><service key=\"vss\" "
	  "state=\"running\"/></all>",
	  RUN, TRUTH_NOT_COLLECTED },
	{ "any with one true",
	  "<any><run code=\"0x80780102\"/><service key=\"vss\" "
	  "state=\"running\"/></any>",
	  RUN, TRUTH_TRUE },
	{ "code within a range", "<run code=\"5|0x80780100..0x8078010F\"/>", RUN, TRUTH_TRUE },
	{ "code outside all ranges", "<message code=\"0x80042300..0x800423FF|0x8004230C\"/>",
	  "message code=0x80042409 text=x\n", TRUTH_NOT_COLLECTED },
	{ "negated alternatives", "<service key=\"vss\" start=\"!disabled|boot\"/>",
	  "service key=vss start=demand\n", TRUTH_TRUE },
	{ "blanks in a pattern match line breaks", "<message text=\"/System writer is not/\"/>",
	  "message text=\"System writer\\nis not found\"\n", TRUTH_TRUE },

	{ "folder grants", "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:RX allow:S-1-5-32-544:F)\n", TRUTH_TRUE },
	{ "SYSTEM is covered by Administrators",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-32-544:F)\n", TRUTH_TRUE },
	{ "deny before allow",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" lacks=\"a\"/>",
	  FM "\" ace=(deny:S-1-1-0:R allow:S-1-5-18:F allow:S-1-5-32-544:F)\n", TRUTH_TRUE },
	{ "allow before deny wins",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F deny:S-1-1-0:R)\n", TRUTH_TRUE },
	{ "inherit-only does not count",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" lacks=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-32-544:F:OI+CI+IO)\n", TRUTH_TRUE },
	{ "generic all", "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-32-544:0x10000000)\n", TRUTH_TRUE },
	{ "Domain Admins stand in where the role is unknown",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:DOMAIN-512:RX)\n", TRUTH_TRUE },
	{ "but not on a member",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" lacks=\"a\"/>",
	  "host role=member\n" FM "\" ace=(allow:S-1-5-18:F allow:DOMAIN-512:RX)\n", TRUTH_TRUE },
	{ "a name no table knows may be the one",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" lacks=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:\"BUILTIN\\\\Xyz\":RX)\n", TRUTH_NOT_COLLECTED },
	{ "folder right, files not collected",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n", TRUTH_NOT_COLLECTED },
	{ "one bad file among good ones",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" lacks=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n" FM
	     "\\\\a\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n" FM
	     "\\\\b\" ace=(allow:S-1-5-19:F)\n",
	  TRUTH_TRUE },
	{ "whole tree right",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" meets=\"a\"/>",
	  FM
	  "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n" FM
	  "\\\\a\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n"
	  "listing tool=icacls path=\"%windir%\\\\winsxs\\\\filemaps\" ok=2 failed=0 recursive=yes "
	  "complete=yes\n",
	  TRUTH_TRUE },
	{ "one file failed to list",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n" FM
	     "\\\\a\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n"
	     "listing tool=icacls path=\"%windir%\\\\winsxs\\\\filemaps\" ok=2 failed=1 "
	     "recursive=yes\n",
	  TRUTH_NOT_COLLECTED },
	{ "refused", "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" meets=\"a\"/>",
	  "acl object=file path=\"%windir%\\\\winsxs\\\\filemaps\" readable=no code=5\n",
	  TRUTH_UNREADABLE },
	{ "owner is not shown by icacls",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" rows=\"owner\" meets=\"a\"/>",
	  FM "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n", TRUTH_NOT_COLLECTED },
	{ "owner from dir /q",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" rows=\"owner\" meets=\"a\"/>",
	  FM
	  "\" ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n"
	  "acl object=file path=\"%windir%\\\\winsxs\\\\filemaps\" owner=S-1-5-32-544 tool=dir\n",
	  TRUTH_TRUE },
	{ "wrong owner",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"self\" rows=\"owner\" lacks=\"a\"/>",
	  FM "\" owner=S-1-5-21-1-2-3-1004 ace=(allow:S-1-5-18:F allow:S-1-5-32-544:F)\n",
	  TRUTH_TRUE },
	{ "saved names are relative",
	  "<acl path=\"%windir%\\winsxs\\filemaps\" scope=\"tree\" "
	  "lacks=\"a\"/>",
	  "acl object=file listed=yes tool=save path=\"filemaps\\\\x.cdf-ms\" "
	  "ace=(allow:S-1-5-19:F)\n",
	  TRUTH_TRUE },
};

static void read_all(struct arena *a, struct obs_list *list, const char *text)
{
	struct str rest = str_of(text);
	uint32_t no = 0;

	while (rest.s) {
		struct str line = str_cut(&rest, '\n');
		const char *reason = NULL;
		struct obs made, *o;

		no++;
		if (!str_trim(line).len)
			continue;
		if (!obs_read(a, line, &made, &reason))
			fail_msg("%.*s: %s", STR_ARG(line), reason);
		o = obs_add(list, made.kind, (struct source){ 0 });
		*o = made;
		o->at.line = no;
	}
}

static enum truth truth_of(const char *cond, const char *obs)
{
	static const struct str name[] = { STR_INIT("t") };
	static const struct bindings none;
	struct arena a = { 0 };
	struct know k = { .arena = { 0 } };
	struct obs_list list = { .arena = &a };
	struct evidence e;
	enum truth t;
	struct str xml = arena_printf(&a,
				      "<knowledge area=\"t\">" ACCESS
				      "<problem id=\"p\" severity=\"error\"><title>P</title>"
				      "<symptom>%s</symptom></problem></knowledge>",
				      cond);

	know_load(&k, STR("t.xml"), xml, true);
	if (k.n_error)
		fail_msg("%s: %s", cond, know_error_text(&a, &k.error[0]).s);
	read_all(&a, &list, obs);
	evidence_make(&e, &a, &list, name, 1);
	runs_make(&e);
	t = cond_eval(&e, &k.problem[0].symptom, &none).truth;
	know_free(&k);
	arena_free(&a);
	return t;
}

static void truths(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		enum truth t = truth_of(row[i].cond, row[i].obs);

		if (t != row[i].truth)
			fail_msg("%s: %s, expected %s", row[i].what, truth_name(t),
				 truth_name(row[i].truth));
	}
}

/* A capture's local start that pairs with an event's UTC start gives the zone; the two become one
 * run and the incident. */
static void runs_are_joined(void **state)
{
	static const struct str name[] = { STR_INIT("t") };
	struct arena a = { 0 };
	struct obs_list list = { .arena = &a };
	struct evidence e;

	(void)state;
	read_all(&a, &list,
		 "run kind=system-state outcome=failed start=2026-03-02T22:00:00 code=0x80780102 "
		 "tool=wbadmin\n"
		 "event provider=Microsoft-Windows-Backup id=517 time=2026-03-02T21:02:10Z "
		 "data=(BackupTime=2026-03-02T21:00:04Z ErrorCode=2155348226 "
		 "ErrorMessage=%%2155348226)\n"
		 "event provider=Microsoft-Windows-Backup id=4 time=2026-03-01T21:20:00Z "
		 "data=(=x)\n");
	evidence_make(&e, &a, &list, name, 1);
	runs_make(&e);
	assert_int_equal(e.utc_offset, 60);
	assert_int_equal(e.n_run, 2);
	assert_non_null(e.incident);
	assert_int_equal(e.incident->n_cite, 2);
	assert_true(e.incident->code == 0x80780102);
	assert_int_equal(e.run[0].outcome, OUTCOME_OK);
	arena_free(&a);
}

/* One event a day, the failed run among them: those around it are listed, in the order read. */
static void nearest_are_cited(void **state)
{
	static const struct str name[] = { STR_INIT("t") };
	static const struct bindings none;
	static const uint32_t want[] = { 6, 7, 8, 9, 10 };
	struct arena a = { 0 };
	struct know k = { .arena = { 0 } };
	struct obs_list list = { .arena = &a };
	struct buf text = { .arena = &a };
	struct outcome o;
	struct evidence e;

	(void)state;
	for (int day = 1; day <= 20; day++)
		buf_addf(&text, "event provider=VSS id=22 time=2026-03-%02dT21:00:00Z\n", day);
	buf_addf(&text, "run kind=system-state outcome=failed start=2026-03-08T21:00:00Z "
			"code=0x80780102\n");
	read_all(&a, &list, arena_str(&a, buf_str(&text)).s);
	know_load(&k, STR("t.xml"),
		  STR("<knowledge area=\"t\"><problem id=\"p\" "
		      "severity=\"error\"><title>P</title><symptom>"
		      "<event provider=\"VSS\" id=\"22\"/></symptom></problem></knowledge>"),
		  true);
	assert_int_equal(k.n_error, 0);
	evidence_make(&e, &a, &list, name, 1);
	runs_make(&e);
	o = cond_eval(&e, &k.problem[0].symptom, &none);
	assert_int_equal(o.n_cite, 5);
	assert_int_equal(o.more, 15);
	for (size_t i = 0; i < ARRAY_SIZE(want); i++)
		assert_int_equal(o.cite[i].at.line, want[i]);
	know_free(&k);
	arena_free(&a);
}

/* What was over long before, whatever the zone and the order of day and month. */
static void past_is_past(void **state)
{
	static const struct str name[] = { STR_INIT("t") };
	static const struct {
		const char *run, *time;
		bool past;
	} when[] = {
		{ "outcome=failed start=2026-03-02T21:00:00Z", "2026-01-30T21:00:00Z", true },
		{ "outcome=failed start=2026-03-02T21:00:00Z", "2026-02-01T21:00:00Z", false },
		{ "outcome=failed start=2026-03-02T21:00:00Z", "2026-03-09T21:00:00Z", false },
		{ "outcome=failed start=2026-03-02T21:00:00", "2026-01-31T15:00:00Z", false },
		{ "outcome=failed start=2026-03-02T21:00:00?", "2025-06-01T21:00:00Z", false },
		{ "outcome=failed start=2026-03-02T21:00:00?", "2025-01-01T21:00:00Z", true },
		{ "outcome=failed", "2020-01-01T21:00:00Z", false },
		{ "outcome=ok start=2026-03-02T21:00:00Z", "2026-03-01T20:00:00Z", true },
		{ "outcome=ok start=2026-03-02T21:00:00Z", "2026-03-02T21:00:01Z", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(when); i++) {
		struct arena a = { 0 };
		struct obs_list list = { .arena = &a };
		struct evidence e;

		read_all(&a, &list,
			 arena_printf(
				 &a, "run kind=system-state %s\nevent provider=VSS id=22 time=%s\n",
				 when[i].run, when[i].time)
				 .s);
		evidence_make(&e, &a, &list, name, 1);
		runs_make(&e);
		if (evidence_past(&e, e.kind[OBS_EVENT].item[0]->event.time) != when[i].past)
			fail_msg("%s, %s", when[i].run, when[i].time);
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(truths),
		cmocka_unit_test(runs_are_joined),
		cmocka_unit_test(nearest_are_cited),
		cmocka_unit_test(past_is_past),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
