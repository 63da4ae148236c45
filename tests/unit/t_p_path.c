/* t_p_path.c - one spelling for Windows paths */
#include "parsers/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void canonical(void **state)
{
	static const struct {
		const char *printed, *canonical;
	} row[] = {
		{ "C:\\Windows\\WinSxS\\FileMaps", "%windir%\\winsxs\\filemaps" },
		{ "c:/windows/winsxs/", "%windir%\\winsxs" },
		{ "E:\\WINDOWS", "%windir%" },
		{ "C:\\Windows.old\\x", "c:\\windows.old\\x" }, /* only the whole name */
		{ "C:\\WindowsApps", "c:\\windowsapps" },
		{ "%SystemRoot%\\System32", "%windir%\\system32" },
		{ "$env:windir\\winsxs", "%windir%\\winsxs" },
		{ "\\SystemRoot\\system32\\drivers\\x.sys", "%windir%\\system32\\drivers\\x.sys" },
		{ "\\??\\C:\\Windows\\x", "%windir%\\x" },
		{ "\\\\?\\C:\\Data", "c:\\data" },
		{ "\\\\?\\UNC\\srv\\share\\a", "\\\\srv\\share\\a" },
		{ "\\\\SRV\\Share\\", "\\\\srv\\share" },
		{ "C:\\", "c:\\" },
		{ "d:", "d:" }, /* the current folder of the drive, not its root */
		{ "C:\\\\Windows\\\\x", "%windir%\\x" }, /* doubled by Markdown */
		{ "\"C:\\Program Files\\A\"", "c:\\program files\\a" },
		{ "  filemaps\\A.cdf-ms ", "filemaps\\a.cdf-ms" },
		{ "D:\\ÄÖ\\Отдел", "d:\\äö\\отдел" },
		{ "\\", "\\" },
		{ "", "" },
		{ "C:\\windows\\", "%windir%" },
		{ "\\\\systemroot\\x", "%windir%\\x" },
		{ "C:\\Windows\\winsxs\\filemaps\\..\\..\\..\\secrets", "c:\\secrets" },
		{ "C:\\..\\..\\a\\.\\b", "c:\\a\\b" },
		{ "\\\\srv\\share\\..\\..\\x", "\\\\x" },
		{ "C:\\a.b\\.c\\..d", "c:\\a.b\\.c\\..d" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_string_equal(arena_str(&a, path_canonical(&a, str_of(row[i].printed))).s,
				    row[i].canonical);
	assert_false(str_known(path_canonical(&a, str_of(NULL))));
	arena_free(&a);
}

static void within(void **state)
{
	static const struct {
		const char *path, *root;
		bool within;
	} row[] = {
		{ "%windir%\\winsxs\\filemaps\\a", "%windir%\\winsxs\\filemaps", true },
		{ "%windir%\\winsxs\\filemaps", "%windir%\\winsxs\\filemaps", true },
		{ "%windir%\\winsxs\\filemaps2", "%windir%\\winsxs\\filemaps", false },
		{ "c:\\x", "c:\\", true },
		{ "c:\\", "c:\\", true },
		{ "d:\\x", "c:\\", false },
		{ "x", "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_int_equal(path_within(str_of(row[i].path), str_of(row[i].root)),
				 row[i].within);
}

static void plausible(void **state)
{
	static const struct {
		const char *text;
		bool is;
	} row[] = {
		{ "C:\\", true },
		{ "d:/home", true },
		{ "\\\\srv\\share", true },
		{ "%windir%\\x", true },
		{ "%x%", true },
		{ "\\SystemRoot\\x", true },
		{ "\\??\\C:\\", true },
		{ "\\\\?\\C:\\x", true },
		{ "C: is full", false },
		{ "100% of it %", false },
		{ "BUILTIN\\Users", false },
		{ "", false },
		{ "\\\\ comment", false },
		{ "C:", false },
		{ "D:(A;;FA;;;SY)", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		if (path_plausible(str_of(row[i].text)) != row[i].is)
			fail_msg("%s", row[i].text);
}

int main(void)
{
	const struct CMUnitTest test[] = {
		cmocka_unit_test(canonical),
		cmocka_unit_test(within),
		cmocka_unit_test(plausible),
	};

	return cmocka_run_group_tests(test, NULL, NULL);
}
