/* t_p_sddl.c - descriptor strings: grammar, leniencies of Windows, wrapped output of sc */
#include "parsers/limits.h"
#include "parsers/sddl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"

static bool parse(struct arena *a, const char *text, struct acl *acl, struct str *problem)
{
	struct diag d = { .arena = a };
	struct parse p = { .arena = a, .diag = &d };
	struct pos at = { .file = STR("x"), .line = 7 };
	bool ok;

	*acl = (struct acl){ 0 };
	ok = sddl_parse(&p, str_of(text), &at, acl);
	*problem = d.n ? diag_line(a, &d.item[0]) : STR("");
	return ok;
}

static void accepted(void **state)
{
	static const struct {
		const char *sddl;
		const char *dacl; /* written back */
	} row[] = {
		{ "D:", "D:" },
		{ "D:P", "D:P" },
		{ "S:D:P", "D:P" }, /* sections in any order */
		{ "D:AIPAR(A;;FA;;;SY)", "D:P(A;;FA;;;S-1-5-18)" },
		{ "D:(a;oici;fa;;;sy)", "D:(A;CIOI;FA;;;S-1-5-18)" },
		{ "D:(A; ;GA;;;LG)", "D:(A;;GA;;;LG)" }, /* blanks before a field */
		{ "D:P (A;;FA;;;SY) (D;;FW;;;BU)", "D:P(A;;FA;;;S-1-5-18)(D;;FW;;;S-1-5-32-545)" },
		{ "O:S- 1- 5-18 D:", "D:" },
		{ "O:BAG:SYD:AI(A;ID;0x1200a9;;;BU)", "D:(A;ID;0x1200a9;;;S-1-5-32-545)" },
		{ "O:BAG:S-1-5-21-41-42-43-513D:PAI(A;;FR;;;WD)", "D:P(A;;FR;;;S-1-1-0)" },
		{ "O:S-1-0x5-0x1dD:(A;;FR;;;WD)", "D:(A;;FR;;;S-1-1-0)" }, /* D is a hex digit */
		{ "D:(A;;16;;;WD)(A;;01234567;;;WD)(A;;0x123456789;;;WD)(A;;-99;;;WD)",
		  "D:(A;;RP;;;S-1-1-0)(A;;0x53977;;;S-1-1-0)(A;;0xffffffff;;;S-1-1-0)"
		  "(A;;0xffffff9d;;;S-1-1-0)" },
		{ "D:(A;;FA;;;HO)", "D:(A;;FA;;;HO)" }, /* documented alias without a number */
		/* conditions are skipped, with parentheses in strings */
		{ "D:(XA;;FX;;;AU;(@User.T==\")(\" && (Member_of{SID(BA)})))(A;;FA;;;SY)",
		  "D:(OA;;FX;;;S-1-5-11)(A;;FA;;;S-1-5-18)" },
		{ "D:(OA;CI;RP;4c164200-20c0-11d0-a768-00aa006e0529;;AU)",
		  "D:(OA;CI;RP;;;S-1-5-11)" },
		{ "D:(A;;FA;;;SY)S:(RA;;;;;WD;(\"Secrecy\",TU,0,3))(AU;SAFA;CC;;;WD)",
		  "D:(A;;FA;;;S-1-5-18)" },
		{ "D:NO_ACCESS_CONTROL", "D:(A;;FA;;;S-1-1-0)" },
	};
	struct arena a = { 0 };
	struct str problem;
	struct acl acl;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		if (!parse(&a, row[i].sddl, &acl, &problem))
			fail_msg("%s: %s", row[i].sddl, arena_str(&a, problem).s);
		assert_int_equal(acl.listed, TRI_YES);
		assert_string_equal(arena_str(&a, sddl_text(&a, &acl)).s, row[i].dacl);
	}
	arena_free(&a);
}

static void refused(void **state)
{
	static const struct {
		const char *sddl;
		const char *column;
	} row[] = {
		{ "", "x:7:1:" },
		{ "D", "x:7:1:" },
		{ "d:(A;;FA;;;SY)", "x:7:1:" }, /* tags are capitals */
		{ "D:P:S:", "x:7:4:" },
		{ "D:D:", "x:7:3:" },
		{ "D:(A;;GA)", "x:7:3:" },
		{ "D:(A;;GA;;;LG;)", "x:7:3:" },
		{ "D:(A;;GA;;;)", "x:7:3:" },
		{ "D:(A;;FA;;;SY)(A;;QQ;;;SY)", "x:7:15:" },
		{ "D:(A;QQ;FA;;;SY)", "x:7:3:" },
		{ "D:(B;;FA;;;SY)", "x:7:3:" },
		{ "D:(A;;FA;;;SY)(AU;SA;CR;;;BA)", "x:7:15:" }, /* belongs into S: */
		{ "D:(A;;FA;;;SY)(A;;FA;;", "x:7:15:" },        /* cut */
		{ "O:S-1-D:", "x:7:3:" },
		{ "D:(A;;FA;;;SY)x", "x:7:15:" },
	};
	struct arena a = { 0 };
	struct str problem;
	struct acl acl;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		if (parse(&a, row[i].sddl, &acl, &problem))
			fail_msg("%s", row[i].sddl);
		/* half a list must not look like a whole one */
		assert_int_equal(acl.listed, TRI_UNKNOWN);
		if (!str_starts(problem, str_of(row[i].column)))
			fail_msg("%s: %s", row[i].sddl, arena_str(&a, problem).s);
	}
	arena_free(&a);
}

static void owner_and_label(void **state)
{
	struct arena a = { 0 };
	struct str problem;
	struct acl acl;

	(void)state;
	assert_true(parse(&a, "O:DAG:DUD:PS:(ML;OICI;NW;;;HI)", &acl, &problem));
	assert_true(str_eq(acl.owner, STR("DOMAIN-512")));
	assert_int_equal(acl.is_protected, TRI_YES);
	assert_int_equal(acl.n, 1);
	assert_int_equal(acl.ace[0].type, ACE_LABEL);
	assert_true(parse(&a, "O:BAG:SY", &acl, &problem));
	assert_int_equal(acl.listed, TRI_UNKNOWN); /* no DACL was given */
	arena_free(&a);
}

static void too_many_entries(void **state)
{
	struct arena a = { 0 };
	struct buf text = { .arena = &a };
	struct str problem;
	struct acl acl;

	(void)state;
	buf_add(&text, STR("D:"));
	for (int i = 0; i <= LIMIT_ACES; i++)
		buf_add(&text, STR("(A;;FA;;;SY)"));
	assert_true(parse(&a, arena_str(&a, buf_str(&text)).s, &acl, &problem));
	assert_int_equal(acl.n, LIMIT_ACES);
	assert_int_equal(acl.listed, TRI_UNKNOWN);
	assert_true(str_find(problem, STR("[acl-truncated]")) > 0);
	arena_free(&a);
}

static void starts(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} row[] = {
		{ "D:(A;;CCLC;;;SY)", true },
		{ "D:PAI(A;;FA;;;SY)", true },
		{ "O:BAG:SYD:(A;;FA;;;SY)", true },
		{ "O:S-1-5-21-1-2-3-512G:SYD:AI", true },
		{ "S:(AU;FA;CC;;;WD)", true },
		{ "D:NO_ACCESS_CONTROL", true },
		{ "D:(A", true }, /* wrapped there */
		{ "D:\\Data", false },
		{ "D: drive", false },
		{ "D:(see below)", false },
		{ "D:", false },
		{ "S: note", false },
		{ "O:Important", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		if (sddl_starts(str_of(row[i].text)) != row[i].is)
			fail_msg("%s", row[i].text);
}

#define SERVICE_ACES \
	"ace=(allow:S-1-5-18:0x201fd allow:S-1-5-32-544:0xf01ff allow:S-1-5-6:0x2018d)\n"

static void output_of_sc(void **state)
{
	static const struct {
		const char *file, *command, *text, *want;
	} row[] = {
		/* as printed */
		{ "a.txt", "sc sdshow DepotSvc",
		  "\nD:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)"
		  "(A;;CCLCSWLOCRRC;;;SU)\n",
		  "2 acl object=service path=depotsvc listed=yes protected=no "
		  "tool=sdshow " SERVICE_ACES },
		/* remote, wrapped by the console inside of an entry, then by the author */
		{ "a.txt", "sc.exe \\\\SRV07 sdshow depotsvc",
		  "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPW\nPDTLOCRSDRCWDWO;;;BA)\n\n"
		  "(A;;CCLCSWLOCRRC;;;SU)S\n:(AU;FA;CC;;;WD)\nNext line\n",
		  "1 acl object=service path=depotsvc listed=yes protected=no "
		  "tool=sdshow " SERVICE_ACES },
		/* a new prompt ends it */
		{ "a.txt", "sc sdshow one",
		  "D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)\nC:\\>sc sdshow two\nD:(A;;RP;;;WD)\n",
		  "1 acl object=service path=one listed=yes protected=no tool=sdshow "
		  "ace=(allow:S-1-5-18:0x201fd)\n"
		  "3 acl object=service path=two listed=yes protected=no tool=sdshow "
		  "ace=(allow:S-1-1-0:0x10)\n" },
		/* without a command line the object is unknown, unless the file is named for it */
		{ "ticket/notes.txt", NULL, "D:(A;;RP;;;WD)\n",
		  "1 acl listed=yes protected=no tool=sddl ace=(allow:S-1-1-0:0x10)\n" },
		{ "ticket/cryptsvc.txt", NULL, "D:(A;;RP;;;WD)\n",
		  "1 acl object=service path=cryptsvc listed=yes protected=no tool=sdshow "
		  "ace=(allow:S-1-1-0:0x10)\n" },
		{ "ticket/SRV_sdshow_DepotSvc.txt", NULL, "D:(A;;RP;;;WD)\n",
		  "1 acl object=service path=depotsvc listed=yes protected=no tool=sdshow "
		  "ace=(allow:S-1-1-0:0x10)\n" },
		/* cut: not a whole list */
		{ "a.txt", "sc sdshow one", "D:(A;;RP;;;WD)(A;;CC\n",
		  "1 acl object=service path=one protected=no tool=sdshow "
		  "ace=(allow:S-1-1-0:0x10)\n"
		  "a.txt:1:15: warning: security descriptor not understood: access entry cut off "
		  "at \"(A;;CC\" [sddl-syntax]\n" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_string_equal(
			observe(&a, sddl_lines, row[i].file, row[i].command, row[i].text).s,
			row[i].want);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest test[] = {
		cmocka_unit_test(accepted),        cmocka_unit_test(refused),
		cmocka_unit_test(owner_and_label), cmocka_unit_test(too_many_entries),
		cmocka_unit_test(starts),          cmocka_unit_test(output_of_sc),
	};

	return cmocka_run_group_tests(test, NULL, NULL);
}
