/* t_p_diskshadow.c - lists of diskshadow, whole and cut, and its failures */
#include "parsers/diskshadow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"

#define REGISTRY                                                        \
	"* WRITER \"Registry Writer\"\n\t- Status: 1 (VSS_WS_STABLE)\n" \
	"\t- Writer Failure code: 0x00000000 (S_OK)\n"                  \
	"\t- Writer ID: {afbab4a2-367d-4d15-a586-71dbb18f8485}\n"       \
	"\t- Instance ID: {2b0f7d10-5a40-4f2e-8a11-90c1d2e3f405}\n"
#define REGISTRY_OBS                                                                    \
	" writer name=\"Registry Writer\" guid={afbab4a2-367d-4d15-a586-71dbb18f8485} " \
	"instance={2b0f7d10-5a40-4f2e-8a11-90c1d2e3f405} state=1 code=0x00000000 "      \
	"error=\"0x00000000 (S_OK)\"\n"

static void rows(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *expected;
	} row[] = {
		{ "Listing writer status ...\n" REGISTRY "1 writers listed.\n",
		  "2" REGISTRY_OBS "1 writers tool=diskshadow count=1 complete=yes\n" },
		/* more were counted; cut by the author; the end not seen */
		{ "Listing writer status ...\n" REGISTRY "3 writers listed.\n",
		  "2" REGISTRY_OBS "1 writers tool=diskshadow count=1 complete=no\n" },
		{ REGISTRY "...\n", "1" REGISTRY_OBS "1 writers tool=diskshadow count=1 complete=no\n" },
		{ REGISTRY, "1" REGISTRY_OBS "1 writers tool=diskshadow count=1\n" },
		/* a failed writer without quotes and without its ids */
		{ "* WRITER Data Writer\n - Status: 9 (VSS_WS_FAILED_AT_FREEZE)\n"
		  " - Writer Failure code: 0x800423f2 (VSS_E_WRITERERROR_TIMEOUT)\n",
		  "1 writer name=\"Data Writer\" state=9 code=0x800423f2 "
		  "error=\"0x800423f2 (VSS_E_WRITERERROR_TIMEOUT)\"\n"
		  "1 writers tool=diskshadow count=1 complete=no\n" },
		/* metadata with components */
		{ "Listing writer metadata ...\n\n\t* WRITER \"Registry Writer\"\n"
		  "\t\t- Writer ID   = {afbab4a2-367d-4d15-a586-71dbb18f8485}\n"
		  "\t\t- Writer instance ID = {2b0f7d10-5a40-4f2e-8a11-90c1d2e3f405}\n"
		  "\t\t+ Component \"Registry Writer:\\Registry\"\n\t\t\t- Name: Registry\n"
		  "\n1 writers listed.\n",
		  "3 writer name=\"Registry Writer\" guid={afbab4a2-367d-4d15-a586-71dbb18f8485} "
		  "instance={2b0f7d10-5a40-4f2e-8a11-90c1d2e3f405}\n"
		  "1 writers tool=diskshadow count=1 complete=yes\n" },
		{ "DISKSHADOW> create\nCOM call \"(*vssObject)->DoSnapshotSet\" failed.\n"
		  "The last operation failed.\n - Returned HRESULT = 0x80042306\n\nDISKSHADOW> exit\n",
		  "2 message tool=diskshadow command=create code=0x80042306 text=\"COM call "
		  "\\\"(*vssObject)->DoSnapshotSet\\\" failed. The last operation failed. - Returned HRESULT = "
		  "0x80042306\"\n" },
		/* an author's own list */
		{ "* bring milk = {x}\n* WRITE more\n- ok: 5\n", "" },
		{ "The last operation failed.\n", "" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, diskshadow_parse, "d.txt", "", row[i].text);

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
