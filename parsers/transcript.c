/* transcript.c - see transcript.h */
#include "parsers/transcript.h"

#include <string.h>

/* Tools whose name at the start of a line makes it a command, with the first arguments that
 * prove it: the banner "wbadmin 1.0 - Backup command-line tool" and PowerShell's error frame
 * "icacls.exe : ..." are no commands. "/" stands for an option, "\" for a path, "." for no
 * argument at all. */
/* clang-format off */
static const struct tool {
	struct str name;
	const char *verbs;
} tools[] = {
	{ STR_INIT("wbadmin"),	  "start stop get enable disable delete restart restore" },
	{ STR_INIT("vssadmin"),	  "list add create delete resize revert query" },
	{ STR_INIT("diskshadow"), ". /" },
	{ STR_INIT("icacls"),	  "\\ /" },
	{ STR_INIT("cacls"),	  "\\ /" },
	{ STR_INIT("xcacls"),	  "\\ /" },
	{ STR_INIT("takeown"),	  "/" },
	{ STR_INIT("accesschk"),  "\\ /" },
	{ STR_INIT("accesschk64"), "\\ /" },
	{ STR_INIT("subinacl"),	  "/" },
	{ STR_INIT("dir"),	  "\\ /" },
	{ STR_INIT("attrib"),	  "\\ /" },
	{ STR_INIT("sc"),	  "query queryex qc qdescription qfailure qtriggerinfo qsidtype qprivs "
				  "sdshow sdset showsid enumdepend config start stop getkeyname "
				  "getdisplayname create delete \\\\" },
	{ STR_INIT("net"),	  "start stop user localgroup group use view share session config "
				  "accounts time statistics" },
	{ STR_INIT("tasklist"),	  ". /" },
	{ STR_INIT("systeminfo"), ". /" },
	{ STR_INIT("whoami"),	  ". /" },
	{ STR_INIT("hostname"),	  "." },
	{ STR_INIT("ver"),	  "." },
	{ STR_INIT("wevtutil"),	  "qe query-events el enum-logs gl get-log sl set-log gli "
				  "get-log-info epl export-log ep gp cl" },
	{ STR_INIT("reg"),	  "query add delete export save" },
	{ STR_INIT("fsutil"),	  "fsinfo volume usn dirty behavior file hardlink reparsepoint "
				  "resource transaction quota 8dot3name" },
	{ STR_INIT("chkdsk"),	  "\\ / ." },
	{ STR_INIT("sfc"),	  "/" },
	{ STR_INIT("dism"),	  "/" },
	{ STR_INIT("bcdedit"),	  ". /" },
	{ STR_INIT("mountvol"),	  ". \\ /" },
	{ STR_INIT("diskpart"),	  ". /" },
	{ STR_INIT("nltest"),	  "/" },
	{ STR_INIT("ipconfig"),	  ". /" },
	{ STR_INIT("schtasks"),	  "/" },
	{ STR_INIT("w32tm"),	  "/" },
	{ STR_INIT("wmic"),	  "os volume logicaldisk service qfe computersystem shadowcopy process "
				  "diskdrive partition path /" },
	{ STR_INIT("repadmin"),	  "/" },
	{ STR_INIT("dcdiag"),	  ". /" },
	{ STR_INIT("robocopy"),	  "\\" },
	{ STR_INIT("esentutl"),	  "/" },
	{ STR_INIT("get-acl"),	  ". \\ /" },
	{ STR_INIT("get-service"), ". / *" },
	{ STR_INIT("get-winevent"), ". /" },
	{ STR_INIT("get-eventlog"), ". / *" },
	{ STR_INIT("get-wbjob"),  ". /" },
	{ STR_INIT("get-wbsummary"), ". /" },
	{ STR_INIT("get-wbpolicy"), ". /" },
	{ STR_INIT("get-volume"), ". /" },
	{ STR_INIT("get-item"),	  "\\ /" },
	{ STR_INIT("get-childitem"), ". \\ /" },
	{ STR_INIT("get-itemproperty"), "\\ /" },
	{ STR_INIT("get-ciminstance"), "/ *" },
	{ STR_INIT("get-wmiobject"), "/ *" },
};

/* What authors and shells without a path put before a command. */
static const struct str marks[] = {
	STR_INIT("[~] - "), STR_INIT("/> "), STR_INIT("# "), STR_INIT("$ "), STR_INIT("> "),
	STR_INIT("REM "), STR_INIT("rem "), STR_INIT("PS> "), STR_INIT("cmd> "),
};
/* clang-format on */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_alpha(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The first word of *rest, which is moved behind it. Quotes hold a word together and are not part
 * of it. A missing closing quote ends with the line. */
static struct str next_word(struct str *rest)
{
	struct str v = str_trim(*rest), word;
	size_t n = 0;
	char quote;

	if (!v.len) {
		*rest = v;
		return (struct str){ 0 };
	}
	quote = v.s[0];
	if (quote == '"' || quote == '\'') {
		ptrdiff_t end = str_chr(str_sub(v, 1, v.len), quote);

		n = end < 0 ? v.len - 1 : (size_t)end;
		word = str_sub(v, 1, n + 1);
		*rest = str_sub(v, n + 2, v.len);
		return word;
	}
	for (; n < v.len && !is_blank(v.s[n]); n++)
		if (v.s[n] == '"') {
			ptrdiff_t end = str_chr(str_sub(v, n + 1, v.len), '"');

			n += end < 0 ? 0 : (size_t)end + 1;
		}
	*rest = str_sub(v, n, v.len);
	return str_sub(v, 0, n);
}

/* Path and .exe taken off: "C:\Windows\System32\icacls.exe" gives "icacls". */
static struct str bare_name(struct str word)
{
	for (size_t i = word.len; i > 0; i--)
		if (word.s[i - 1] == '\\' || word.s[i - 1] == '/') {
			word = str_sub(word, i, word.len);
			break;
		}
	if (str_iends(word, STR(".exe")) || str_iends(word, STR(".cmd")) ||
	    str_iends(word, STR(".com")))
		word.len -= 4;
	return word;
}

static const struct tool *tool_of(struct str word)
{
	word = bare_name(word);
	for (size_t i = 0; i < ARRAY_SIZE(tools); i++)
		if (str_ieq(tools[i].name, word))
			return &tools[i];
	return NULL;
}

static bool looks_like_path(struct str v)
{
	if (v.len >= 2 && is_alpha(v.s[0]) && v.s[1] == ':')
		return true;
	if (str_chr(v, '\\') >= 0)
		return true;
	return v.len && (v.s[0] == '%' || v.s[0] == '*' || v.s[0] == '.' || v.s[0] == '$');
}

/* One element of a row's verbs against the first argument. */
static bool verb_fits(struct str verb, struct str arg)
{
	if (str_eq(verb, STR(".")))
		return !arg.len;
	if (!arg.len)
		return false;
	if (str_eq(verb, STR("/")))
		return arg.len > 1 && (arg.s[0] == '/' || arg.s[0] == '-');
	if (str_eq(verb, STR("\\")))
		return looks_like_path(arg);
	if (str_eq(verb, STR("\\\\")))
		return str_starts(arg, verb);
	if (str_eq(verb, STR("*")))
		return is_alpha(arg.s[0]) || arg.s[0] == '*';
	return str_ieq(verb, arg);
}

/* "vssadmin list writers", "icacls C:\x /t", "SC sdshow MSLLDP" */
static bool is_tool_call(struct str v)
{
	struct str rest = v, verbs, arg;
	const struct tool *tool = tool_of(next_word(&rest));

	if (!tool)
		return false;
	arg = next_word(&rest);
	verbs = str_of(tool->verbs);
	while (verbs.s)
		if (verb_fits(str_cut(&verbs, ' '), arg))
			return true;
	return false;
}

/* The end of a prompt's path: no character that a path cannot have before the '>', and no arrow
 * ("C:\a -> D:\b"). -1: this is no prompt. */
static ptrdiff_t prompt_end(struct str v, size_t from)
{
	enum { LONGEST = 300 };

	if (from >= v.len || !memchr(v.s + from, '>', v.len - from))
		return -1;
	for (size_t i = from; i < v.len && i < from + LONGEST; i++) {
		char c = v.s[i];

		if (c == '<' || c == '|' || c == '"' || c == '*' || c == '?' || c == '\t')
			return -1;
		if (c == '>')
			return i > from && (v.s[i - 1] == '-' || v.s[i - 1] == '=') ? -1 :
										      (ptrdiff_t)i;
	}
	return -1;
}

/* C:\Windows\system32>sc query cryptsvc */
static bool cmd_prompt(struct str v, struct str *command)
{
	ptrdiff_t end;

	if (v.len < 4 || !is_alpha(v.s[0]) || v.s[1] != ':' || (v.s[2] != '\\' && v.s[2] != '/'))
		return false;
	end = prompt_end(v, 3);
	if (end < 0)
		return false;
	*command = str_trim(str_sub(v, (size_t)end + 1, v.len));
	return true;
}

/* PS C:\Users\Admin> icacls C:\x	[SRV2]: PS C:\>	   *Evil-WinRM* PS C:\> */
static bool ps_prompt(struct str v, struct str *command)
{
	ptrdiff_t end;

	if (str_starts(v, STR("*Evil-WinRM* ")))
		v = str_sub(v, 13, v.len);
	else if (v.len && v.s[0] == '[' && (end = str_find(v, STR("]: PS "))) > 0)
		v = str_sub(v, (size_t)end + 3, v.len);
	if (!str_starts(v, STR("PS ")))
		return false;
	end = prompt_end(v, 3);
	if (end < 0 || (str_chr(str_sub(v, 3, (size_t)end), '\\') < 0 &&
			str_chr(str_sub(v, 3, (size_t)end), ':') < 0 && end > 4))
		return false;
	*command = str_trim(str_sub(v, (size_t)end + 1, v.len));
	return true;
}

/* DISKSHADOW> list writers */
static bool tool_prompt(struct str v, struct str *command)
{
	static const struct str names[] = { STR_INIT("DISKSHADOW>"), STR_INIT("DISKPART>"),
					    STR_INIT("wmic:root\\cli>") };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_istarts(v, names[i])) {
			*command = str_trim(str_sub(v, names[i].len, v.len));
			return true;
		}
	return false;
}

/* Takes a run of 'c' off both ends; false if either run is shorter than three. */
static bool strip_frame(struct str *v, char c)
{
	size_t head = 0, tail = 0;

	while (head < v->len && v->s[head] == c)
		head++;
	while (tail < v->len - head && v->s[v->len - 1 - tail] == c)
		tail++;
	*v = str_trim(str_sub(*v, head, v->len - tail));
	return head >= 3 && tail >= 3 && v->len;
}

/* ===sc query cryptsvc===    --- vssadmin list writers --- */
static bool headline(struct str v, struct str *command)
{
	struct str inner = v;

	if (v.s[0] == '=' && strip_frame(&inner, '=')) {
		*command = inner;
		return true;
	}
	inner = v;
	if ((v.s[0] == '-' || v.s[0] == '*' || v.s[0] == '#') && strip_frame(&inner, v.s[0]) &&
	    is_tool_call(inner)) {
		*command = inner;
		return true;
	}
	return false;
}

static bool marked_call(struct str v, struct str *command)
{
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_starts(v, marks[i]))
			v = str_trim(str_sub(v, marks[i].len, v.len));
	if (!is_tool_call(v))
		return false;
	*command = v;
	return true;
}

bool transcript_command(struct str line, struct str *command)
{
	struct str v = str_trim(line);

	*command = (struct str){ 0 };
	if (!v.len)
		return false;
	*command = STR("");
	if (is_alpha(v.s[0]) && cmd_prompt(v, command))
		return true;
	if (ps_prompt(v, command) || tool_prompt(v, command))
		return true;
	if (headline(v, command) || marked_call(v, command))
		return true;
	*command = (struct str){ 0 };
	return false;
}

/* Calls through another program: cmd /c X, powershell -Command X, & X. */
static struct str without_wrapper(struct str command)
{
	struct str rest = command, word = next_word(&rest), name = bare_name(word);

	if (str_eq(word, STR("&")) || str_eq(word, STR(".")))
		return rest;
	if (str_ieq(name, STR("cmd"))) {
		word = next_word(&rest);
		return str_ieq(word, STR("/c")) || str_ieq(word, STR("/k")) ? rest : command;
	}
	if (str_ieq(name, STR("powershell"))) {
		word = next_word(&rest);
		return str_ieq(word, STR("-command")) || str_ieq(word, STR("-c")) ? rest : command;
	}
	return command;
}

struct str transcript_tool(struct arena *a, struct str command)
{
	struct str rest = without_wrapper(command);

	return arena_lower(a, bare_name(next_word(&rest)));
}

bool transcript_is(struct str command, const char *tool)
{
	struct str rest = without_wrapper(command);

	return str_ieq(bare_name(next_word(&rest)), str_of(tool));
}

struct str transcript_arg(struct str command, size_t n)
{
	struct str rest = without_wrapper(command), word;

	do
		word = next_word(&rest);
	while (n-- && word.s);
	return word;
}

static bool only(struct str v, const char *set)
{
	for (size_t i = 0; i < v.len; i++)
		if (!v.s[i] || !strchr(set, v.s[i]))
			return false;
	return v.len > 0;
}

bool transcript_elision(struct str line)
{
	/* as marks of their own, and inside brackets */
	static const struct str dots[] = { STR_INIT("\xe2\x80\xa6"), STR_INIT("\xef\xbc\x9a"),
					   STR_INIT("\xe2\x8b\xae"), STR_INIT("[\xe2\x80\xa6]") };
	struct str v = str_trim(line);
	bool framed;

	if (!v.len || v.len > 80)
		return false;
	if (only(v, ". ") || str_eq(v, STR(":")))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(dots); i++)
		if (str_eq(v, dots[i]))
			return true;
	framed = strchr("<[({-*=#", v.s[0]) != NULL && strchr(">])}-*=#", v.s[v.len - 1]) != NULL;
	if (!framed)
		return str_ieq(v, STR("snip")) || str_ieq(v, STR("snipped"));
	return str_find(v, STR("...")) >= 0 || str_ifind(v, STR("snip")) >= 0 ||
	       str_ifind(v, STR("omitted")) >= 0 || str_ifind(v, STR("truncated")) >= 0;
}

bool transcript_rule(struct str line)
{
	struct str v = str_trim(line);

	return !v.len || only(v, "-=_*#~ ");
}
