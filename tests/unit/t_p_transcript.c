/* t_p_transcript.c - prompts, commands and authors' marks */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parsers/transcript.h"

/* clang-format off */
static const struct {
	const char *line, *command, *tool;	/* command NULL: no command line */
} rows[] = {
	/* prompts of cmd, PowerShell, remote shells */
	{ "C:\\Windows\\system32>sc query cryptsvc", "sc query cryptsvc", "sc" },
	{ "C:\\>", "", NULL },
	{ "D:\\My Files (x86)>icacls.exe C:\\x", "icacls.exe C:\\x", "icacls" },
	{ "PS C:\\Users\\Op> Get-Acl C:\\x | fl", "Get-Acl C:\\x | fl", "get-acl" },
	{ "PS HKLM:\\> whoami", "whoami", "whoami" },
	{ "PS> whoami", "whoami", "whoami" },
	{ "PS Microsoft.PowerShell.Core\\FileSystem::\\\\nas\\b> dir", "dir", "dir" },
	{ "*Evil-WinRM* PS C:\\> vssadmin list writers", "vssadmin list writers", "vssadmin" },
	{ "[SRV2]: PS C:\\> vssadmin list writers", "vssadmin list writers", "vssadmin" },
	{ "DISKSHADOW> list writers", "list writers", "list" },
	/* collectors' headlines */
	{ "===sc query cryptsvc===", "sc query cryptsvc", "sc" },
	{ "==== Volumes ====", "Volumes", "volumes" },
	{ "--- vssadmin list writers ---", "vssadmin list writers", "vssadmin" },
	{ "--- some words ---", NULL, NULL },
	/* authors' marks and bare commands */
	{ "# sc qc cryptsvc", "sc qc cryptsvc", "sc" },
	{ "> icacls \"C:\\a b\" /t", "icacls \"C:\\a b\" /t", "icacls" },
	{ "SC sdshow MSLLDP", "SC sdshow MSLLDP", "sc" },
	{ "wbadmin start systemstatebackup -backupTarget:E:", "wbadmin start systemstatebackup -backupTarget:E:", "wbadmin" },
	{ "systeminfo", "systeminfo", "systeminfo" },
	{ "  wevtutil.exe qe Application /f:text", "wevtutil.exe qe Application /f:text", "wevtutil" },
	/* calls through another program */
	{ "C:\\>cmd /c vssadmin list writers", "cmd /c vssadmin list writers", "vssadmin" },
	{ "C:\\>C:\\Windows\\System32\\icacls.exe x", "C:\\Windows\\System32\\icacls.exe x", "icacls" },
	/* what looks like it and is not */
	{ "wbadmin 1.0 - Backup command-line tool", NULL, NULL },
	{ "vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool", NULL, NULL },
	{ "icacls.exe : C:\\x: Access is denied.", NULL, NULL },
	{ "C:\\Windows\\x NT AUTHORITY\\SYSTEM:(F)", NULL, NULL },
	{ "C:\\a -> D:\\b", NULL, NULL },
	{ "<a>C:\\x</a>", NULL, NULL },
	{ "systeminfo of the server is below", NULL, NULL },
	{ "Directory of C:\\", NULL, NULL },
	{ "=====", NULL, NULL }, { "---", NULL, NULL }, { "", NULL, NULL }, { "=", NULL, NULL },
	{ "PS", NULL, NULL }, { "PSComputerName : localhost", NULL, NULL },
};

static const struct {
	const char *command;
	size_t n;
	const char *arg;
} args[] = {
	{ "icacls \"C:\\a b\" /t", 1, "C:\\a b" },	{ "icacls \"C:\\a b\" /t", 2, "/t" },
	{ "icacls \"C:\\a b\" /t", 3, NULL },		{ "icacls 'C:\\x' /t", 1, "C:\\x" },
	{ "icacls \"C:\\open", 1, "C:\\open" },		{ "sc", 0, "sc" },
	{ "cmd /c sc qc vss", 2, "vss" },		{ "reg query \"HKLM\\A B\" /v x", 2, "HKLM\\A B" },
	{ "wbadmin start -include:\"C:\\a b\",D: -q", 2, "-include:\"C:\\a b\",D:" },
};

static const struct {
	const char *line;
	bool elision, rule;
} looks[] = {
	{ "...", true, false }, { " . . . ", true, false }, { ".", true, false }, { ":", true, false },
	{ "<snip>", true, false }, { "[...]", true, false }, { "<... more similar stuff...>", true, false },
	{ "--- snip ---", true, false }, { "\xef\xbc\x9a", true, false }, { "\xe2\x80\xa6", true, false },
	{ "Searching...", false, false }, { "(c) 2013 Microsoft Corporation.", false, false },
	{ "Writer name: 'x'", false, false }, { "----", false, true }, { "", false, true },
	{ "=== ===", false, true },
};
/* clang-format on */

static void commands(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct arena a = { 0 };
		struct str command;
		bool is = transcript_command(str_of(rows[i].line), &command);

		if (is != (rows[i].command != NULL) || !str_eq(command, str_of(rows[i].command)))
			print_message("%s: %.*s\n", rows[i].line, STR_ARG(command));
		assert_true(is == (rows[i].command != NULL));
		assert_true(str_eq(command, str_of(rows[i].command)));
		if (rows[i].tool)
			assert_true(str_eq(transcript_tool(&a, command), str_of(rows[i].tool)));
		arena_free(&a);
	}
}

static void arguments(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(args); i++) {
		struct str got = transcript_arg(str_of(args[i].command), args[i].n);

		if (!str_eq(got, str_of(args[i].arg)))
			print_message("%s [%zu]: %.*s\n", args[i].command, args[i].n, STR_ARG(got));
		assert_true(str_eq(got, str_of(args[i].arg)));
		assert_true(str_known(got) == (args[i].arg != NULL));
	}
}

static void marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(looks); i++) {
		struct str line = str_of(looks[i].line);

		if (transcript_elision(line) != looks[i].elision)
			print_message("elision: %s\n", looks[i].line);
		assert_true(transcript_elision(line) == looks[i].elision);
		assert_true(transcript_rule(line) == looks[i].rule);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands),
		cmocka_unit_test(arguments),
		cmocka_unit_test(marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
