/* dirq.c - see dirq.h */
#include "parsers/dirq.h"

#include "parsers/acl.h"
#include "parsers/code.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum {
	OWNER_WIDTH = 23, /* longer owners are cut and the name follows without a blank */
	KIND_WIDTH = 15,  /* "<DIR>" and the like with the blanks up to the next column */
	BLANK_LINES = 2,  /* between the heading and the first entry */
	COMMAND_ARGS = 16,
};

/* clang-format off */
/* Behind the path in languages that put the folder first. */
static const struct str heading_end[] = {
	STR_INIT(" のディレクトリ"), STR_INIT(" 的目录"), STR_INIT(" 的目錄"),
};

/* cmd.exe's own sentence, in place of the entries. */
static const struct str not_found[] = {
	STR_INIT("File Not Found"), STR_INIT("Datei nicht gefunden"),
	STR_INIT("Fichier introuvable"), STR_INIT("No se encuentra el archivo"),
	STR_INIT("File non trovato"), STR_INIT("Arquivo não encontrado"),
	STR_INIT("Ficheiro não encontrado"), STR_INIT("Bestand niet gevonden"),
	STR_INIT("Nie znaleziono pliku"), STR_INIT("Файл не найден"),
	STR_INIT("Filen hittades inte"), STR_INIT("ファイルが見つかりません"),
	STR_INIT("找不到文件"),
};
/* clang-format on */

struct entry {
	struct when time;
	bool folder;
	int64_t size;
	struct str owner; /* unknown without the column */
	bool owner_cut;
	struct str name;
	struct str link;
};

/* The folder of a heading: " Directory of C:\Data", " C:\Data のディレクトリ". */
static bool heading(struct str line, struct str *folder)
{
	struct str v = str_trim(line);
	ptrdiff_t at = 0;

	/* The heading is the only line of a listing that starts with a blank and names a path. */
	if (line.len < 4 || line.s[0] != ' ')
		return false;
	while (at >= 0 && !path_plausible(v)) {
		at = str_chr(v, ' ');
		v = at < 0 ? v : str_trim(str_sub(v, (size_t)at, v.len));
	}
	if (at < 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(heading_end); i++)
		if (str_iends(v, heading_end[i]))
			v.len -= heading_end[i].len;
	*folder = v;
	return str_chr(v, '"') < 0;
}

static struct str word(struct str *rest)
{
	struct str v = str_trim(*rest);
	ptrdiff_t end = str_chr(v, ' ');

	*rest = end < 0 ? str_sub(v, v.len, v.len) : str_sub(v, (size_t)end, v.len);
	return end < 0 ? v : str_sub(v, 0, (size_t)end);
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool clock_word(struct str v)
{
	ptrdiff_t colon = str_chr(v, ':');

	return v.len >= 4 && v.len <= 8 && digit(v.s[0]) && (colon == 1 || colon == 2);
}

/* "06/18/2025  12:22 PM", "18.06.2025  12:22" */
static bool read_time(struct str line, struct str *rest, struct entry *e)
{
	struct str v = line, date = word(&v), clock = word(&v), after = v, half = word(&after);
	bool has_half = str_ieq(half, STR("AM")) || str_ieq(half, STR("PM")) ||
			str_ieq(half, STR("a.m.")) || str_ieq(half, STR("p.m."));

	if (date.len < 6 || date.len > 16 || !digit(date.s[0]) || !clock_word(clock))
		return false;
	if (has_half)
		v = after;
	*rest = v;
	return when_parse(str_sub(line, (size_t)(date.s - line.s), (size_t)(v.s - line.s)),
			  &e->time);
}

/* Thousands are grouped by the locale's sign: 17,079 - 17.079 - 17 079 - 17'079. */
static bool read_size(struct str v, size_t *end, int64_t *size)
{
	uint64_t value = 0;
	size_t i = 0, last = 0;

	while (i < v.len && i < 24) {
		if (digit(v.s[i])) {
			value = value * 10 + (unsigned)(v.s[i] - '0');
			last = ++i;
		} else if (i + 3 < v.len && i > 0 && digit(v.s[i - 1]) &&
			   str_chr(STR(",.' "), v.s[i]) >= 0 && digit(v.s[i + 1]) &&
			   digit(v.s[i + 2]) && digit(v.s[i + 3])) {
			i++;
		} else {
			break;
		}
	}
	*end = last;
	*size = (int64_t)value;
	return last > 0 && last < v.len && v.s[last] == ' ';
}

/* "<DIR>          ", "<JUNCTION>     ", "        36 ": what the entry is; leaves the columns
 * behind it. */
static bool read_kind(struct str v, struct str *rest, struct entry *e)
{
	size_t lead = 0, end;

	while (lead < v.len && v.s[lead] == ' ')
		lead++;
	v = str_sub(v, lead, v.len);
	if (lead && v.len && v.s[0] == '<') {
		ptrdiff_t close = str_chr(v, '>');
		size_t at;

		if (close < 4 || close > 10)
			return false;
		e->folder = !str_starts(v, STR("<SYMLINK>"));
		at = (size_t)close + 1;
		while (at < v.len && v.s[at] == ' ' && at < KIND_WIDTH)
			at++;
		*rest = str_sub(v, at, v.len);
		return at > (size_t)close + 1;
	}
	if (!lead || !read_size(v, &end, &e->size))
		return false;
	*rest = str_sub(v, end + 1, v.len);
	return true;
}

/* Bytes of the first 'points' characters. */
static size_t bytes_of(struct str v, size_t points)
{
	size_t at = 0;

	while (at < v.len && points--)
		utf8_get(v, &at);
	return at;
}

/* A file name holds no backslash, an owner mostly does; "..." is an owner that cannot be
 * resolved. Targets of links stand behind a bracket. */
static bool has_owner(struct str v)
{
	ptrdiff_t slash = str_chr(v, '\\'), bracket = str_chr(v, '[');

	if (str_starts(v, STR("... ")))
		return true;
	return slash > 0 && (bracket < 0 || slash < bracket);
}

static void cut_owner(struct str v, struct entry *e)
{
	size_t width = bytes_of(v, OWNER_WIDTH);
	ptrdiff_t gap = str_find(v, STR("  "));

	e->name = str_trim(v);
	if (!has_owner(v))
		return;
	/* Blanks were squeezed out by a copy if the row is too short for the column. */
	if (width >= v.len && gap > 0)
		width = (size_t)gap;
	e->owner = str_trim(str_sub(v, 0, width));
	e->owner_cut = width > 0 && width < v.len && v.s[width - 1] != ' ' && v.s[width] != ' ';
	e->name = str_trim(str_sub(v, width, v.len));
}

/* 06/18/2025  12:22 PM    <DIR>          NT SERVICE\TrustedInstaWinSxS
 * 18.06.2025  12:22            36.000 notes.txt */
static bool read_entry(struct str line, struct entry *e)
{
	struct str rest;
	ptrdiff_t link;

	*e = (struct entry){ .size = OBS_UNKNOWN };
	if (!line.len || !digit(line.s[0]) || !read_time(line, &rest, e) ||
	    !read_kind(rest, &rest, e))
		return false;
	cut_owner(rest, e);
	link = str_find(e->name, STR(" ["));
	if (link > 0 && str_iends(e->name, STR("]")) && e->size == OBS_UNKNOWN) {
		e->link = str_sub(e->name, (size_t)link + 2, e->name.len - 1);
		e->name = str_trim(str_sub(e->name, 0, (size_t)link));
	}
	return e->name.len > 0;
}

static struct str path_of(struct parse *p, struct str folder, struct str name)
{
	if (str_eq(name, STR(".")))
		return path_canonical(p->arena, folder);
	return path_canonical(p->arena,
			      arena_printf(p->arena, "%.*s\\%.*s", STR_ARG(folder), STR_ARG(name)));
}

static void add_owner(struct parse *p, const struct text *t, size_t i, struct str path,
		      const struct entry *e)
{
	struct acl acl = acl_unknown();
	bool service = str_istarts(e->owner, STR("NT SERVICE\\"));

	acl.object = ACL_FILE;
	acl.path = path;
	acl.tool = STR("dir");
	acl.owner_name = arena_str(p->arena, e->owner);
	acl.is_folder = e->folder ? TRI_YES : TRI_NO;
	/* The SID of a service follows from its whole name. */
	if (!sid_of_name(p->arena, e->owner, &acl.owner) ||
	    (service && e->owner_cut && !str_eq(acl.owner, STR(SID_TRUSTED_INSTALLER))))
		acl.owner = (struct str){ 0 };
	acl_add(p, t, i, 1, &acl);
}

static void add_entry(struct parse *p, const struct text *t, size_t i, struct str folder,
		      const struct entry *e)
{
	struct str path;
	struct obs *o;

	if (str_eq(e->name, STR("..")))
		return;
	path = path_of(p, folder, e->name);
	if (!acl_file_wanted(p, path))
		return;
	o = parse_add(p, OBS_FILE, t, i, 1);
	o->file.path = path;
	o->file.size = e->size;
	o->file.is_folder = e->folder ? TRI_YES : TRI_NO;
	o->file.present = TRI_YES;
	o->file.time = e->time;
	o->file.link = arena_str(p->arena, e->link);
	if (str_known(e->owner))
		add_owner(p, t, i, path, e);
}

static bool says_not_found(struct str line)
{
	for (size_t i = 0; i < ARRAY_SIZE(not_found); i++)
		if (str_istarts(str_trim(line), not_found[i]))
			return true;
	return false;
}

/* The path that 'dir' was asked for; unknown if it has a wildcard or the command is another. */
static struct str asked_path(struct parse *p)
{
	bool dir = false;

	for (size_t n = 0; n < COMMAND_ARGS; n++) {
		struct str arg = transcript_arg(p->command, n);

		if (!str_known(arg))
			break;
		if (str_ieq(arg, STR("dir")))
			dir = true;
		else if (dir && path_plausible(arg))
			return str_chr(arg, '*') < 0 && str_chr(arg, '?') < 0 ? arg :
										(struct str){ 0 };
	}
	return (struct str){ 0 };
}

static void add_absent(struct parse *p, const struct text *t, size_t i)
{
	struct str path = path_canonical(p->arena, asked_path(p));
	struct obs *o;

	if (!path.len || !acl_file_wanted(p, path))
		return;
	o = parse_add(p, OBS_FILE, t, i, 1);
	o->file.path = path;
	o->file.present = TRI_NO;
}

/* File Not Found
 * The system cannot find the file specified. */
static size_t read_absent(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s);
	uint32_t code;
	bool missing;

	if (!line.len || !str_known(asked_path(p)))
		return 0;
	missing = says_not_found(line) ||
		  (code_of_message(line, &code) && (code == 0x80070002u || code == 0x80070003u));
	if (!missing)
		return 0;
	add_absent(p, t, i);
	return 1;
}

/* "               3 File(s)      1,204 bytes" in any language: begins with a number and names no
 * path. */
static bool is_total(struct str line)
{
	struct str v = str_trim(line);

	return line.len > 8 && line.s[0] == ' ' && v.len && digit(v.s[0]) && !path_plausible(v) &&
	       str_chr(v, '\\') < 0;
}

/*  Directory of C:\Data
 *
 * 06/18/2025  12:22 PM    <DIR>          . */
size_t dirq_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str folder, command;
	struct entry e;
	size_t next = i + 1, gap = 0, used;

	if (!heading(t->line[i].s, &folder))
		return read_absent(p, t, i);
	while (gap < BLANK_LINES && next + gap < t->n && !str_trim(t->line[next + gap].s).len)
		gap++;
	next += gap;
	if (next >= t->n)
		return 0;
	if (says_not_found(t->line[next].s)) {
		add_absent(p, t, next);
		return next + 1 - i;
	}
	used = next;
	for (; next < t->n; next++) {
		struct str line = t->line[next].s;

		if (transcript_command(line, &command) || !read_entry(line, &e))
			break;
		add_entry(p, t, next, folder, &e);
		used = next + 1;
	}
	if (used <= i + 1 + gap)
		return 0;
	while (used < t->n && is_total(t->line[used].s))
		used++;
	return used - i;
}
