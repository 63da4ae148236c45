/* cmd_collect.c - a .cmd script made from the knowledge's own collect commands */
#include "analyzer/cli.h"

#include <string.h>

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
		STR_INIT("icacls "),        STR_INIT("sc q"),         STR_INIT("sc sdshow "),
		STR_INIT("vssadmin list "), STR_INIT("reg query "),   STR_INIT("wevtutil epl "),
		STR_INIT("dir "),           STR_INIT("wbadmin get "), STR_INIT("systeminfo"),
		STR_INIT("fltmc"),          STR_INIT("fsutil "),      STR_INIT("mountvol"),
		STR_INIT("tasklist "),      STR_INIT("whoami "),
	};

	if (know_has_variable(command) || str_chr(command, '<') >= 0 ||
	    str_chr(command, '>') >= 0 || str_find(command, STR("/save")) >= 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(tool); i++)
		if (str_istarts(command, tool[i]))
			return true;
	return false;
}

/* The second word, without quotes: the channel. */
static struct str channel_of(struct str command)
{
	struct str rest = str_trim(str_sub(command, STR("wevtutil epl ").len, command.len));
	bool quoted = rest.len && rest.s[0] == '"';

	if (quoted)
		rest = str_sub(rest, 1, rest.len);
	return str_cut(&rest, quoted ? '"' : ' ');
}

/* A file name for a channel: "Microsoft-Windows-Backup/Operational" has a character that a name
 * cannot have. */
static struct str file_name(struct arena *a, struct str channel)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < channel.len; i++)
		buf_addc(&out, strchr("/\\:*?<>|% ", channel.s[i]) ? '-' : channel.s[i]);
	return buf_str(&out);
}

struct script {
	struct arena *a;
	struct buf out;
	struct str *done;
	size_t n, cap;
};

/* Each command once, each log once. */
static void add(struct script *s, struct str command)
{
	bool log = str_istarts(command, STR("wevtutil epl "));
	struct str key = log ? channel_of(command) : command;

	if (seen(s->done, s->n, key))
		return;
	*(struct str *)PUSH(s->a, s->done, s->n, s->cap) = key;
	if (log)
		buf_addf(&s->out, "wevtutil epl \"%.*s\" \"%.*s.evtx\" /ow:true\r\n", STR_ARG(key),
			 STR_ARG(file_name(s->a, key)));
	else
		buf_addf(&s->out, "call :capture %.*s\r\n", STR_ARG(command));
}

int cmd_collect(struct cli *c)
{
	static const char *const always[] = {
		"systeminfo",
		"whoami /groups",
		"wbadmin get versions",
		"wbadmin get status",
		"vssadmin list writers",
		"vssadmin list providers",
		"vssadmin list shadowstorage",
		"vssadmin list shadows",
		"tasklist /svc",
		"wevtutil epl Application a",
		"wevtutil epl System a",
		"wevtutil epl Microsoft-Windows-Backup a",
	};
	/* Those that a backup needs; each is asked for by some rule. */
	static const char *const service[] = {
		"cryptsvc",   "vss",      "swprv", "eventsystem",
		"comsysapp",  "wbengine", "rpcss", "rpceptmapper",
		"dcomlaunch", "winmgmt",  "vds",   "trustedinstaller",
	};
	struct script s = { .a = &c->arena, .out = { .arena = &c->arena } };

	if (c->n_path)
		return cli_fail("collect takes no paths");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	buf_addf(&s.out,
		 "@echo off\r\nrem Collects the evidence that wbtriage asks for. Reads only.\r\n"
		 "net session >nul 2>&1 || (echo Run this as administrator. & exit /b 1)\r\n"
		 "mkdir \"%%TEMP%%\\wbtriage\" 2>nul\r\ncd /d \"%%TEMP%%\\wbtriage\" || exit /b "
		 "1\r\n"
		 "del captures.txt 2>nul\r\n");
	for (size_t i = 0; i < ARRAY_SIZE(always); i++)
		add(&s, str_of(always[i]));
	for (size_t i = 0; i < ARRAY_SIZE(service); i++) {
		add(&s, arena_printf(s.a, "sc queryex %s", service[i]));
		add(&s, arena_printf(s.a, "sc qc %s", service[i]));
	}
	for (size_t i = 0; i < c->know.n_cause; i++)
		for (size_t j = 0; j < c->know.cause[i].n_collect; j++)
			if (collectable(c->know.cause[i].collect[j].command))
				add(&s, str_trim(c->know.cause[i].collect[j].command));
	buf_addf(&s.out, "copy \"%%windir%%\\Logs\\WindowsServerBackup\\*.log\" . >nul 2>&1\r\n"
			 "echo Done. Send the folder %%CD%%\r\nexit /b 0\r\n"
			 ":capture\r\necho.>>captures.txt\r\necho C:\\^>%%*>>captures.txt\r\n"
			 "%%*>>captures.txt 2>&1\r\nexit /b 0\r\n");
	return cli_write(c, buf_str(&s.out), 0);
}
