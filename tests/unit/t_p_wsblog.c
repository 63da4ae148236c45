/* t_p_wsblog.c - entries of error logs, and lines that are close to one but none */
#include "parsers/wsblog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"
#include "parsers/limits.h"

static void rows(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *expected;
	} row[] = {
		{ "Error in backup of E:\\Shares\\plan.vsd during write: Error [0x80070020] The process cannot "
		  "access the file because it is being used by another process.\n",
		  "1 message tool=wsblog code=0x80070020 text=\"Error in backup of E:\\\\Shares\\\\plan.vsd during "
		  "write: Error [0x80070020] The process cannot access the file because it is being used by "
		  "another process.\"\n"
		  "1 run kind=backup detail=0x80070020 log=Backup_Error.log tool=log\n" },
		/* a missing file; " during " in the path; two blanks before the stage */
		{ "Error in backup of D:\\notes during may\\  during enumerate: Error [0x80070003] The system "
		  "cannot find the path specified.\n",
		  "1 message tool=wsblog code=0x80070003 text=\"Error in backup of D:\\\\notes during may\\\\  during "
		  "enumerate: Error [0x80070003] The system cannot find the path specified.\"\n"
		  "1 file path=\"d:\\\\notes during may\" present=no\n"
		  "1 run kind=backup detail=0x80070003 log=Backup_Error.log tool=log\n" },
		/* wrapped by a mail program; different codes; within prose */
		{ "The log has Error in backup of D:\\a\\b.txt\nduring write: Error\n[0x80070005] Access is denied.\n"
		  "Error in backup of D:\\a\\c.txt during write: Error [0x80070017] Data error.\n",
		  "1 message tool=wsblog code=0x80070005 text=\"Error in backup of D:\\\\a\\\\b.txt during write: Error "
		  "[0x80070005] Access is denied.\"\n"
		  "4 message tool=wsblog code=0x80070017 text=\"Error in backup of D:\\\\a\\\\c.txt during write: Error "
		  "[0x80070017] Data error.\"\n"
		  "1 run kind=backup log=Backup_Error.log tool=log\n" },
		/* Japanese; the message on a line of its own */
		{ "D:\\data\\x.db のバックアップで書き込み中にエラーが発生しました: エラー [0x80070005]\n"
		  "アクセスが拒否されました。\n",
		  "1 message tool=wsblog code=0x80070005 text=\"D:\\\\data\\\\x.db のバックアップで書き込み中にエラーが発生しました: "
		  "エラー [0x80070005] アクセスが拒否されました。\"\n"
		  "1 run kind=backup detail=0x80070005 log=Backup_Error.log tool=log\n" },
		{ "Error in backup of the week during summer\n", "" },
		{ "Error in backup of D:\\x: Error [0x80070005] Access is denied.\n", "" },
		{ "C:\\x.c: warning [0x80070005]\n", "" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, wsblog_parse, "Backup_Error.log", "", row[i].text);

		if (!str_eq(got, str_of(row[i].expected)))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&a);
	}
}

/* Only so many of one code are kept, but the first of each. */
static void many(void **state)
{
	struct arena a = { 0 };
	struct buf text = { .arena = &a };
	struct str got;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < LIMIT_WSBLOG_ENTRIES + 9; i++)
		buf_addf(&text,
			 "Error in backup of D:\\x\\%d during write: Error [0x80070005] no\n", i);
	buf_addf(&text, "Error in backup of D:\\y during write: Error [0x80070017] no\n%c", 0);
	got = observe(&a, wsblog_parse, "b.log", "", text.s);
	for (size_t i = 0; i < got.len; i++)
		n += got.s[i] == '\n';
	assert_int_equal(n, LIMIT_WSBLOG_ENTRIES + 3);
	assert_true(str_find(got, STR("code=0x80070017")) > 0);
	assert_true(str_find(got, STR("9 of 74 errors [capture-many]")) > 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows), cmocka_unit_test(many) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
