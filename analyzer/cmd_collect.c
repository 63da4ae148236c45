/* cmd_collect.c - a .cmd script made from the knowledge's own collect commands */
#include "analyzer/cli.h"

static bool seen(const struct str *list, size_t n, struct str one)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(list[i], one))
			return true;
	return false;
}

/* Commands with a variable or that change something are not for a script run blindly. */
static bool collectable(struct str command)
{
	static const struct str tool[] = {
		STR_INIT("icacls "),  STR_INIT("sc q"),	       STR_INIT("sc sdshow "),
		STR_INIT("vssadmin list "), STR_INIT("reg query "), STR_INIT("wevtutil epl "),
		STR_INIT("dir "),     STR_INIT("wbadmin get "), STR_INIT("systeminfo"),
		STR_INIT("fltmc"),    STR_INIT("fsutil "),     STR_INIT("mountvol"),
		STR_INIT("tasklist "), STR_INIT("whoami "),
	};

	if (know_has_variable(command) || str_chr(command, '<') >= 0 ||
	    str_find(command, STR("/save")) >= 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(tool); i++)
		if (str_istarts(command, tool[i]))
			return true;
	return false;
}

static void add(struct buf *out, struct str command)
{
	if (str_istarts(command, STR("wevtutil epl ")))
		buf_addf(out, "%.*s /ow:true\r\n", STR_ARG(command));
	else
		buf_addf(out, "echo.>>captures.txt & echo C:\\^>%.*s>>captures.txt\r\n"
			      "%.*s>>captures.txt 2>&1\r\n", STR_ARG(command), STR_ARG(command));
}

int cmd_collect(struct cli *c)
{
	static const char *const always[] = {
		"systeminfo", "wbadmin get versions", "vssadmin list writers",
		"vssadmin list providers", "vssadmin list shadowstorage", "sc queryex cryptsvc",
		"sc qc cryptsvc", "wevtutil epl Application Application.evtx",
		"wevtutil epl System System.evtx",
		"wevtutil epl Microsoft-Windows-Backup Backup.evtx",
	};
	struct buf out = { .arena = &c->arena };
	struct str *done = NULL;
	size_t n = 0, cap = 0;

	if (c->n_path)
		return cli_fail("collect takes no paths");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	buf_addf(&out, "@echo off\r\nrem Collects the evidence that wbtriage asks for. Reads only; "
		       "run as administrator.\r\nmkdir \"%%TEMP%%\\wbtriage\" 2>nul\r\n"
		       "cd /d \"%%TEMP%%\\wbtriage\"\r\ndel captures.txt 2>nul\r\n");
	for (size_t i = 0; i < ARRAY_SIZE(always); i++) {
		*(struct str *)PUSH(&c->arena, done, n, cap) = str_of(always[i]);
		add(&out, str_of(always[i]));
	}
	for (size_t i = 0; i < c->know.n_cause; i++)
		for (size_t j = 0; j < c->know.cause[i].n_collect; j++) {
			struct str command = c->know.cause[i].collect[j].command;

			if (!collectable(command) || seen(done, n, command))
				continue;
			*(struct str *)PUSH(&c->arena, done, n, cap) = command;
			add(&out, command);
		}
	buf_addf(&out, "copy \"%%windir%%\\Logs\\WindowsServerBackup\\*.log\" . >nul 2>&1\r\n"
		       "echo Done. Send the folder %%CD%%\r\n");
	return cli_write(c, buf_str(&out), 0);
}
