/* acl.c - see acl.h */
#include "parsers/acl.h"

#include "parsers/limits.h"
#include "parsers/path.h"
#include "parsers/sid.h"

enum { TAB = 8 };

struct acl acl_unknown(void)
{
	return (struct acl){ .code = OBS_UNKNOWN };
}

static struct str single_backslashes(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	if (str_find(v, STR("\\\\")) < 0)
		return v;
	for (size_t i = 0; i < v.len; i++)
		if (v.s[i] != '\\' || i == 0 || v.s[i - 1] != '\\')
			buf_addc(&out, v.s[i]);
	return buf_str(&out);
}

void acl_trustee(struct parse *p, struct str printed, struct ace *e)
{
	e->name = single_backslashes(p->arena, str_trim(printed));
	if (!sid_of_name(p->arena, e->name, &e->sid))
		e->sid = (struct str){ 0 };
	if (str_starts(e->sid, STR("S-1-16-")))
		e->type = ACE_LABEL;
}

struct ace *acl_ace(struct parse *p, struct acl *acl, const struct pos *at)
{
	if (acl->n >= LIMIT_ACES) {
		diag(p->diag, DIAG_ACL_TRUNCATED, at, "more than %d entries", LIMIT_ACES);
		acl->listed = TRI_UNKNOWN;
		return NULL;
	}
	return PUSH(p->arena, acl->ace, acl->n, acl->cap);
}

static struct str base_name(struct str path)
{
	while (path.len && path.s[path.len - 1] == '\\')
		path.len--;
	return str_sub(path, (size_t)(str_rchr(path, '\\') + 1), path.len);
}

/* "filemaps\x.cdf-ms" may be the tail of a wanted "%windir%\winsxs\filemaps". */
static bool wanted_tail(const struct interest *want, struct str path)
{
	for (size_t i = 0; i < want->n_path; i++)
		if (path_within(path, base_name(want->path[i])))
			return true;
	for (size_t i = 0; i < want->n_self; i++)
		if (str_ieq(path, base_name(want->self[i])))
			return true;
	return false;
}

/* Whether the access list of this canonical path, absolute or relative, may interest the knowledge.
 */
static bool is_wanted(const struct parse *p, struct str path)
{
	if (interest_acl(p->want, path))
		return true;
	return !path_plausible(path) && wanted_tail(p->want, path);
}

bool acl_file_wanted(const struct parse *p, struct str path)
{
	if (interest_file(p->want, path))
		return true;
	return !path_plausible(path) && wanted_tail(p->want, path);
}

struct obs *acl_add(struct parse *p, const struct text *t, size_t i, size_t n,
		    const struct acl *acl)
{
	struct obs *o;

	if (acl->object == ACL_FILE && !is_wanted(p, acl->path))
		return NULL;
	o = parse_add(p, OBS_ACL, t, i, n);
	o->acl = *acl;
	return o;
}

size_t acl_indent(struct str line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (line.s[i] == '\t')
			column += TAB - column % TAB;
		else if (line.s[i] == ' ')
			column++;
		else
			return column;
	}
	return 0;
}

ptrdiff_t acl_principal(struct arena *a, struct str head)
{
	struct str sid;

	/* Domain and account are shorter than this. */
	for (size_t i = head.len > 600 ? head.len - 600 : 1; i < head.len; i++)
		if (head.s[i - 1] == ' ' && head.s[i] != ' ' &&
		    sid_of_name(a, str_sub(head, i, head.len), &sid))
			return (ptrdiff_t)i;
	return -1;
}

/* Byte at display column 'column' of a line; -1 if no character starts there. */
static ptrdiff_t byte_at(struct str line, size_t column)
{
	size_t at = 0;

	while (at < line.len && column) {
		size_t before = at, width;

		utf8_get(line, &at);
		width = utf8_columns(str_sub(line, before, at));
		if (width > column)
			return -1;
		column -= width;
	}
	return column || at >= line.len ? -1 : (ptrdiff_t)at;
}

static ptrdiff_t split_by_indent(struct str head, size_t indent)
{
	ptrdiff_t at;

	if (!indent || str_chr(head, '\t') >= 0)
		return -1;
	at = byte_at(head, indent);
	return at > 0 && head.s[at - 1] == ' ' ? at : -1;
}

static ptrdiff_t split_by_command(struct str head, struct str asked)
{
	struct str v = str_trim(head);

	if (!asked.len || !str_istarts(v, asked) || v.len <= asked.len + 1 || v.s[asked.len] != ' ')
		return -1;
	return v.s - head.s + (ptrdiff_t)asked.len + 1;
}

/* A domain holds no blank, so that the last blank before the last backslash ends the path; in
 * "C:\data anna" the last backslash is the path's and the last blank ends it. */
static ptrdiff_t split_by_blank(struct str head)
{
	ptrdiff_t slash = str_rchr(head, '\\');
	struct str before = slash < 0 ? head : str_sub(head, 0, (size_t)slash);
	ptrdiff_t at = str_rchr(before, ' ');

	if (at < 0 || str_trim(str_sub(head, 0, (size_t)at)).len == 0)
		at = str_rchr(head, ' ');
	return at < 0 ? -1 : at + 1;
}

ptrdiff_t acl_split(struct arena *a, struct str head, size_t indent, struct str asked, bool *sure)
{
	ptrdiff_t at = split_by_indent(head, indent), known;

	head = str_rtrim(head);
	if (at < 0)
		at = split_by_command(head, asked);
	known = acl_principal(a, head);
	/* A wrong indent, of a list typed by hand, may cut "NT AUTHORITY" in two. */
	if (at < 0 || (known > 0 && known < at))
		at = known;
	*sure = at > 0;
	if (at < 0)
		at = split_by_blank(head);
	if (at <= 0 || !str_trim(str_sub(head, 0, (size_t)at)).len ||
	    !str_trim(str_sub(head, (size_t)at, head.len)).len)
		return -1;
	return at;
}
