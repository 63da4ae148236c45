/* icacls.c - see icacls.h */
#include "parsers/icacls.h"

#include "parsers/acl.h"
#include "parsers/code.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum {
	JOIN_LINES = 4,    /* lines of one entry that a console of 80 columns wrapped */
	GROUP_BYTES = 256, /* of one pair of brackets; all specific rights take 80 */
	COMMAND_ARGS = 64,
	SUMMARY_BYTES = 300, /* longest summary is the Japanese one, 120 bytes */
	MESSAGE_BYTES = 1024,
};

/* clang-format off */
static const struct {
	struct str name;
	uint8_t flag;
	bool deny;
} flag_row[] = {
	{ STR_INIT("I"), ACE_INHERITED, false }, { STR_INIT("OI"), ACE_OI, false },
	{ STR_INIT("CI"), ACE_CI, false }, { STR_INIT("NP"), ACE_NP, false },
	{ STR_INIT("IO"), ACE_IO, false }, { STR_INIT("DENY"), 0, true },
};

/* Parts of the summary that are in no other line: en, de, fr, es, ru, ja, zh. */
static const struct str summary_row[] = {
	STR_INIT("Successfully processed "), STR_INIT("erfolgreich verarbeitet, bei "),
	STR_INIT("correctement trait"), STR_INIT("Se procesaron correctamente "),
	STR_INIT("Успешно обработано "), STR_INIT("正常に処理されました"), STR_INIT("已成功处理"),
};

/* What precedes the path when something was changed or checked, and per hit of /findsid. */
static const struct str processed_row[] = {
	STR_INIT("processed file: "), STR_INIT("обработанный файл: "),
	STR_INIT("archivo procesado: "), STR_INIT("fichier traité : "),
	STR_INIT("Bearbeitete Datei: "), STR_INIT("已处理的文件: "), STR_INIT("SID Found: "),
};

/* Own texts of the tool about its arguments. */
static const struct str argument_row[] = {
	STR_INIT("Invalid parameter \""), STR_INIT("Parámetro no válido \""),
};

/* Options that change something, and those that read but show no entries. */
static const struct {
	struct str name;
	bool modifies;
} option_row[] = {
	{ STR_INIT("/grant"), true }, { STR_INIT("/deny"), true }, { STR_INIT("/remove"), true },
	{ STR_INIT("/reset"), true }, { STR_INIT("/inheritance"), true },
	{ STR_INIT("/setowner"), true }, { STR_INIT("/setintegritylevel"), true },
	{ STR_INIT("/restore"), true }, { STR_INIT("/save"), false },
	{ STR_INIT("/verify"), false }, { STR_INIT("/findsid"), false },
};

/* Before the message when PowerShell or a collector marks where a line came from. */
static const struct str origin_row[] = {
	STR_INIT("[stderr] "), STR_INIT("[stdout] "), STR_INIT("icacls.exe : "),
	STR_INIT("icacls : "),
};
/* clang-format on */

static bool starts_with_any(struct str v, const struct str *row, size_t n, struct str *rest)
{
	for (size_t i = 0; i < n; i++)
		if (str_istarts(v, row[i])) {
			*rest = str_sub(v, row[i].len, v.len);
			return true;
		}
	return false;
}

static struct str without_origin(struct str line)
{
	struct str rest;

	return starts_with_any(line, origin_row, ARRAY_SIZE(origin_row), &rest) ? rest : line;
}

static bool is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

/* The command whose output this is. */
struct command {
	bool icacls; /* it is one */
	bool modifies;
	bool display; /* entries are shown */
	struct str path;
	bool recursive;
};

static bool is_tool(struct str arg)
{
	return str_iends(arg, STR("icacls")) || str_iends(arg, STR("icacls.exe"));
}

static void read_option(struct command *c, struct str arg)
{
	struct str rest;

	c->recursive |= str_ieq(arg, STR("/t"));
	for (size_t i = 0; i < ARRAY_SIZE(option_row); i++)
		if (starts_with_any(arg, &option_row[i].name, 1, &rest) &&
		    (rest.len == 0 || rest.s[0] == ':')) {
			c->modifies |= option_row[i].modifies;
			c->display = false;
		}
}

/* icacls "%windir%\winsxs\filemaps\*" /t /c > filemaps.txt */
static struct command read_command(struct str line)
{
	struct command c = { .display = true };
	struct str arg;
	size_t tools = 0;

	for (size_t n = 0; n < COMMAND_ARGS && str_known(arg = transcript_arg(line, n)); n++) {
		if (is_tool(arg)) {
			struct str path = transcript_arg(line, n + 1);

			tools++;
			if (str_known(path) && path.len && path.s[0] != '/')
				c.path = path;
		} else if (tools) {
			read_option(&c, arg);
		}
	}
	c.icacls = tools > 0;
	/* "icacls a & icacls b": which of them printed a line is not known. Nor is the path if
	 * its closing quote was lost. */
	if (tools > 1 || str_find(c.path, STR(":(")) >= 0)
		c.path = (struct str){ 0 };
	if (str_known(c.path))
		c.recursive |=
			str_chr(str_sub(c.path, (size_t)(str_rchr(c.path, '\\') + 1), c.path.len),
				'*') >= 0;
	return c;
}

/* What follows a principal: ":(I)(OI)(CI)(RX)". */
enum tail_kind { TAIL_NONE, TAIL_OK, TAIL_CUT, TAIL_BAD };

struct tail {
	enum tail_kind kind;
	size_t colon, end;
	enum ace_type type;
	uint8_t flags;
	uint32_t mask;
	struct str bad;
};

static bool read_flag(struct str group, struct tail *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(flag_row); i++)
		if (str_ieq(group, flag_row[i].name)) {
			out->flags |= flag_row[i].flag;
			if (flag_row[i].deny)
				out->type = ACE_DENY;
			return true;
		}
	return false;
}

/* The groups from 'at' on. Web pages put blanks between them. */
static struct tail read_groups(struct str line, size_t at)
{
	struct tail out = { .type = ACE_ALLOW };
	size_t groups = 0;

	for (;; groups++) {
		ptrdiff_t close;
		struct str group;

		while (at < line.len && line.s[at] == ' ')
			at++;
		if (at >= line.len) {
			out.kind = groups ? TAIL_CUT : TAIL_NONE;
			return out;
		}
		if (line.s[at] != '(')
			return out;
		close = str_chr(str_sub(line, at, at + GROUP_BYTES), ')');
		if (close < 0) {
			out.kind = groups && line.len - at < GROUP_BYTES ? TAIL_CUT : TAIL_NONE;
			return out;
		}
		group = str_trim(str_sub(line, at + 1, at + (size_t)close));
		at += (size_t)close + 1;
		if (read_flag(group, &out))
			continue;
		out.end = at;
		out.kind = mask_icacls(group, &out.mask, &out.bad) ? TAIL_OK :
			   groups                                  ? TAIL_BAD :
								     TAIL_NONE;
		/* Denied full control is shown as (N), without (DENY). */
		if (str_ieq(group, STR("N")))
			out.type = ACE_DENY;
		return out;
	}
}

/* The first complete tail behind 'from'; else the first one that is cut or odd. */
static struct tail find_tail(struct str line, size_t from)
{
	struct tail first = { 0 };

	for (size_t i = from; i + 1 < line.len; i++) {
		struct tail one;

		if (line.s[i] != ':' || (line.s[i + 1] != '(' && line.s[i + 1] != ' '))
			continue;
		one = read_groups(line, i + 1);
		one.colon = i;
		if (one.kind == TAIL_OK)
			return one;
		if (one.kind != TAIL_NONE && first.kind == TAIL_NONE)
			first = one;
	}
	return first;
}

static bool at_margin(struct str line)
{
	size_t columns = utf8_columns(line);

	return columns == 79 || columns == 80 || columns == 119 || columns == 120;
}

/* Line i with what a console wrapped off it; *used lines. A trailing blank at the margin was
 * trimmed by the copy, so that the joint gets it back. */
static struct str unwrapped(struct arena *a, const struct text *t, size_t i, bool first,
			    size_t *used)
{
	struct str line = t->line[i].s, joined = line;
	struct tail tail = find_tail(line, 0);

	*used = 1;
	if (tail.kind == TAIL_OK || tail.kind == TAIL_BAD || !at_margin(line) ||
	    (first && tail.kind == TAIL_NONE && !path_plausible(str_trim(line))))
		return line;
	for (size_t n = 1; n < JOIN_LINES && i + n < t->n; n++) {
		struct str last = t->line[i + n - 1].s, next = t->line[i + n].s;
		const char *gap = utf8_columns(last) % 40 == 39 ? " " : "";

		if (is_blank(next) || path_plausible(str_trim(next)) || (n > 1 && !at_margin(last)))
			break;
		joined = arena_printf(a, "%.*s%s%.*s", STR_ARG(joined), gap, STR_ARG(next));
		if (find_tail(joined, 0).kind == TAIL_OK) {
			*used = n + 1;
			return joined;
		}
	}
	return line;
}

static bool is_principal(struct arena *a, struct str head)
{
	struct str sid;

	return sid_of_name(a, head, &sid);
}

/* One object: where it starts and how its lines are laid out. */
struct object {
	struct parse *p;
	const struct text *t;
	size_t i;
	size_t base;   /* indent of the first line */
	size_t indent; /* of the entries below; 0: not known */
	struct command command;
	struct acl acl;
	size_t used;
};

/* C:\Data NT AUTHORITY\SYSTEM:(OI)(CI)(F) -> path, principal. A line that is not clearly an
 * object's first one is refused: an entry whose object is not known proves nothing. */
static bool split_first(const struct object *o, struct str head, struct str *path,
			struct str *principal)
{
	bool sure;
	ptrdiff_t at = acl_split(o->p->arena, head, o->indent, o->command.path, &sure);

	if (at < 0 || (!o->indent && is_principal(o->p->arena, str_trim(head))))
		return false;
	*path = str_trim(str_sub(head, 0, (size_t)at));
	*principal = str_trim(str_sub(head, (size_t)at, head.len));
	return sure || path_plausible(*path) || o->command.icacls;
}

/* The line belongs to the object above: an entry without a path of its own. */
static bool is_entry(const struct object *o, struct str line, const struct tail *tail,
		     bool after_blank)
{
	struct str head = str_trim(str_sub(line, 0, tail->colon));
	size_t indent = acl_indent(line);
	ptrdiff_t slash;

	if (!head.len || path_plausible(head) ||
	    (head.len > 2 && head.s[1] == ':' && head.s[2] == ' '))
		return false;
	if (is_principal(o->p->arena, head) || indent > o->base)
		return true;
	if (after_blank || acl_principal(o->p->arena, head) > 0)
		return false;
	slash = str_rchr(head, '\\');
	return str_chr(slash < 0 ? head : str_sub(head, 0, (size_t)slash), ' ') < 0;
}

static void find_indent(struct object *o, size_t next)
{
	struct tail tail;

	if (next >= o->t->n || is_blank(o->t->line[next].s))
		return;
	tail = find_tail(o->t->line[next].s, 0);
	if (tail.kind != TAIL_NONE && acl_indent(o->t->line[next].s) > o->base &&
	    is_entry(o, o->t->line[next].s, &tail, false))
		o->indent = acl_indent(o->t->line[next].s);
}

static void add_entry(struct object *o, struct str principal, const struct tail *tail, size_t line)
{
	struct pos at = parse_pos(o->p, &o->t->line[line]);
	struct ace *e;

	if (tail->kind == TAIL_BAD)
		diag(o->p->diag, DIAG_ACL_RIGHT, &at, "%.*s", STR_ARG(tail->bad));
	if (tail->kind == TAIL_CUT)
		diag(o->p->diag, DIAG_ACL_TRUNCATED, &at, "%.*s", STR_ARG(principal));
	if (tail->kind != TAIL_OK) {
		o->acl.listed = TRI_UNKNOWN;
		return;
	}
	e = acl_ace(o->p, &o->acl, &at);
	if (!e)
		return;
	*e = (struct ace){ .type = tail->type,
			   .flags = tail->flags,
			   .mask = tail->mask,
			   .line = o->t->line[line].no };
	acl_trustee(o->p, principal, e);
	if (tail->flags & (ACE_OI | ACE_CI))
		o->acl.is_folder = TRI_YES;
	if (tail->flags & ACE_INHERITED)
		o->acl.is_protected = TRI_NO;
}

/* All entries of one line: documents join them. 'tail' is the first one, its principal starts
 * at 'from'. */
static void add_entries(struct object *o, struct str line, size_t from, struct tail tail,
			size_t number)
{
	for (;;) {
		add_entry(o, str_sub(line, from, tail.colon), &tail, number);
		if (tail.kind != TAIL_OK)
			return;
		from = tail.end;
		tail = find_tail(line, from);
		/* A note of the author may follow; an entry has a known account. */
		if (tail.kind != TAIL_OK ||
		    !is_principal(o->p->arena, str_trim(str_sub(line, from, tail.colon))))
			return;
	}
}

static void elided(struct object *o, size_t line)
{
	struct pos at = parse_pos(o->p, &o->t->line[line]);

	diag(o->p->diag, DIAG_CAPTURE_CUT, &at, "%s", "");
	o->p->elided = o->t->line[line].no;
	o->acl.listed = TRI_UNKNOWN;
}

/* The entries below the first line. */
static void read_entries(struct object *o)
{
	struct str command;
	bool after_blank = false;

	for (size_t next = o->i + o->used; next < o->t->n;) {
		struct str line = o->t->line[next].s;
		struct tail tail;
		size_t used = 1;

		if (is_blank(line)) {
			/* More than one blank line never stands between entries. */
			if (after_blank)
				return;
			after_blank = true;
			next++;
			continue;
		}
		if (transcript_elision(line)) {
			elided(o, next++);
			o->used = next - o->i;
			continue;
		}
		line = unwrapped(o->p->arena, o->t, next, false, &used);
		tail = find_tail(line, 0);
		if (tail.kind == TAIL_NONE || !is_entry(o, line, &tail, after_blank) ||
		    transcript_command(o->t->line[next].s, &command))
			return;
		add_entries(o, line, 0, tail, next);
		next += used;
		o->used = next - o->i;
		after_blank = false;
	}
}

/* Two numbers and no path: "3 Dateien erfolgreich verarbeitet, bei 0 Dateien ..." in any
 * language. */
static bool two_numbers(struct str line, int64_t out[2])
{
	size_t n = 0, words = 0;

	if (line.len > SUMMARY_BYTES)
		return false;
	for (size_t i = 0; i < line.len;) {
		uint64_t value = 0;
		size_t first = i;

		if (line.s[i] == '\\' || line.s[i] == '/' || line.s[i] == '(')
			return false;
		while (i < line.len && line.s[i] >= '0' && line.s[i] <= '9' && i - first < 18)
			value = value * 10 + (unsigned)(line.s[i++] - '0');
		if (i > first) {
			/* "wbadmin 1.0" is a version, not two counts. */
			if (n == 2 || (i + 1 < line.len && line.s[i] == '.' &&
				       line.s[i + 1] >= '0' && line.s[i + 1] <= '9'))
				return false;
			out[n++] = (int64_t)value;
		} else {
			words += line.s[i++] != ' ';
		}
	}
	return n == 2 && words > 10;
}

static bool known_summary(struct str line)
{
	for (size_t i = 0; i < ARRAY_SIZE(summary_row); i++)
		if (str_find(line, summary_row[i]) >= 0)
			return true;
	return false;
}

/* Successfully processed 3 files; Failed processing 0 files
 * 'shown': entries or an object's error precede it. 'changed': lines of processed files do. */
static size_t read_summary(struct parse *p, const struct text *t, size_t i, bool shown,
			   bool changed)
{
	struct str line = str_trim(without_origin(str_trim(t->line[i].s)));
	struct command c = read_command(p->command);
	int64_t number[2];
	struct obs *o;

	if (!two_numbers(line, number) || !(known_summary(line) || shown || changed || c.icacls))
		return 0;
	o = parse_add(p, OBS_LISTING, t, i, 1);
	o->listing.tool = STR("icacls");
	o->listing.ok = number[0];
	o->listing.failed = number[1];
	if (c.icacls) {
		o->listing.recursive = c.recursive ? TRI_YES : TRI_NO;
		o->listing.path = path_canonical(p->arena, c.path);
	}
	/* A run that shows no entries covers nothing, whatever it counted. */
	if (changed || (c.icacls && !c.display) || p->elided)
		o->listing.complete = TRI_NO;
	else if (shown || c.icacls)
		o->listing.complete = TRI_YES;
	p->elided = 0;
	return 1;
}

/* The summary may follow a block, behind a blank line. */
static size_t with_summary(struct parse *p, const struct text *t, size_t i, size_t used, bool shown,
			   bool changed)
{
	size_t next = i + used;
	struct str command;

	while (next < t->n && next < i + used + 2 && is_blank(t->line[next].s))
		next++;
	if (next >= t->n || transcript_command(t->line[next].s, &command) ||
	    find_tail(t->line[next].s, 0).kind != TAIL_NONE)
		return used;
	return read_summary(p, t, next, shown, changed) ? next + 1 - i : used;
}

/* C:\Data NT AUTHORITY\SYSTEM:(I)(OI)(CI)(F)
 *         BUILTIN\Users:(I)(RX) */
static size_t read_object(struct parse *p, const struct text *t, size_t i)
{
	struct object o = { .p = p, .t = t, .i = i, .acl = acl_unknown() };
	struct str line = unwrapped(p->arena, t, i, true, &o.used), head, path, principal, command;
	struct tail tail = find_tail(line, 0);

	if (tail.kind == TAIL_NONE || transcript_command(t->line[i].s, &command))
		return 0;
	o.base = acl_indent(line);
	o.command = read_command(p->command);
	if (o.used == 1)
		find_indent(&o, i + 1);
	head = str_sub(line, 0, tail.colon);
	if (!split_first(&o, head, &path, &principal))
		return 0;
	o.acl.object = ACL_FILE;
	o.acl.path = path_canonical(p->arena, path);
	o.acl.tool = STR("icacls");
	o.acl.listed = TRI_YES;
	o.acl.readable = TRI_YES;
	add_entries(&o, line, (size_t)(principal.s - line.s), tail, i);
	read_entries(&o);
	acl_add(p, t, i, o.used, &o.acl);
	return with_summary(p, t, i, o.used, true, false);
}

static void add_message(struct parse *p, const struct text *t, size_t i, size_t used,
			struct str text, uint32_t code)
{
	struct obs *o = parse_add(p, OBS_MESSAGE, t, i, used);

	o->message.tool = STR("icacls");
	o->message.command = p->command;
	o->message.text = arena_str(p->arena, text);
	o->message.code = arena_new(p->arena, uint32_t);
	o->message.code[0] = code;
	o->message.n_code = 1;
}

static uint32_t win32(uint32_t n)
{
	return 0x80070000u | n;
}
enum { NOT_FOUND = 2, PATH_NOT_FOUND = 3, BAD_PARAMETER = 87, BAD_NAME = 123, NONE_MAPPED = 1332 };

/* PowerShell puts a frame around each line of stderr:
 *     + CategoryInfo          : NotSpecified: (...) [], RemoteException
 *     + FullyQualifiedErrorId : NativeCommandError */
static size_t frame_lines(const struct text *t, size_t i)
{
	size_t n = i;

	while (n < t->n && str_starts(str_trim(t->line[n].s), STR("+ ")))
		n++;
	return n - i;
}

static bool absent(uint32_t code)
{
	return code == win32(NOT_FOUND) || code == win32(PATH_NOT_FOUND);
}

/* An object that could not be read. One that does not exist has no access list to be wrong. */
static void add_failure(struct parse *p, const struct text *t, size_t i, size_t used,
			struct str path, int64_t code)
{
	struct acl acl = acl_unknown();
	struct obs *o;

	path = path_canonical(p->arena, path);
	if (code != OBS_UNKNOWN && absent((uint32_t)code) && str_chr(path, '*') < 0) {
		if (!acl_file_wanted(p, path))
			return;
		o = parse_add(p, OBS_FILE, t, i, used);
		o->file.path = path;
		o->file.present = TRI_NO;
		return;
	}
	acl.object = ACL_FILE;
	acl.path = path;
	acl.readable = TRI_NO;
	acl.code = code;
	acl.tool = STR("icacls");
	acl_add(p, t, i, used, &acl);
}

/* "C:\Data\x: Zugriff verweigert" -> path and message. */
static bool split_error(struct str line, struct str *path, struct str *message)
{
	size_t from = path_plausible(line) ? 2 : 0;
	ptrdiff_t at = str_find(str_sub(line, from, line.len), STR(": "));

	if (at <= 0 || line.len > MESSAGE_BYTES)
		return false;
	*path = str_trim(str_sub(line, 0, from + (size_t)at));
	*message = str_trim(str_sub(line, from + (size_t)at + 2, line.len));
	return path->len && message->len;
}

static bool summary_follows(const struct text *t, size_t i)
{
	int64_t number[2];

	while (i < t->n && is_blank(t->line[i].s))
		i++;
	return i < t->n && two_numbers(str_trim(without_origin(str_trim(t->line[i].s))), number);
}

/* C:\Data\secret.txt: Access is denied.
 * anna: No mapping between account names and security IDs was done. */
static size_t read_error(struct parse *p, const struct text *t, size_t i)
{
	struct str line = without_origin(str_trim(without_origin(str_trim(t->line[i].s))));
	struct command c = read_command(p->command);
	struct str path, message;
	bool plausible, follows;
	uint32_t code;
	size_t used = 1;

	if (!split_error(line, &path, &message) || (str_known(p->command) && !c.icacls))
		return 0;
	used += frame_lines(t, i + 1);
	follows = summary_follows(t, i + used);
	plausible = path_plausible(path);
	if (!code_of_message(message, &code)) {
		if (!plausible || !c.icacls || !follows)
			return 0;
		add_failure(p, t, i, used, path, OBS_UNKNOWN);
	} else if (code == win32(NONE_MAPPED)) {
		add_message(p, t, i, used, line, code);
	} else if (!plausible && !c.icacls && !follows) {
		return 0;
	} else if (c.modifies) {
		/* Refused to write; whether it can be read was not tried. */
		add_message(p, t, i, used, line, code);
	} else {
		add_failure(p, t, i, used, path, code);
	}
	return with_summary(p, t, i, used, true, false);
}

/* Invalid parameter "(CI)(OI)" */
static size_t read_argument(struct parse *p, const struct text *t, size_t i)
{
	struct str line = without_origin(str_trim(t->line[i].s)), rest;

	if (!starts_with_any(line, argument_row, ARRAY_SIZE(argument_row), &rest))
		return 0;
	add_message(p, t, i, 1, line, win32(BAD_PARAMETER));
	return with_summary(p, t, i, 1, true, false);
}

/* processed file: C:\Data\x */
static size_t read_processed(struct parse *p, const struct text *t, size_t i)
{
	struct str line = without_origin(str_trim(t->line[i].s)), rest;

	if (!starts_with_any(line, processed_row, ARRAY_SIZE(processed_row), &rest) || !rest.len)
		return 0;
	return with_summary(p, t, i, 1, false, true);
}

size_t icacls_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s;
	size_t used;

	if (transcript_elision(line))
		p->elided = t->line[i].no;
	if (str_chr(line, ':') >= 0) {
		used = read_object(p, t, i);
		if (!used)
			used = read_processed(p, t, i);
		if (!used)
			used = read_error(p, t, i);
		if (used)
			return used;
	}
	used = read_argument(p, t, i);
	return used ? used : read_summary(p, t, i, false, false);
}
