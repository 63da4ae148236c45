/* cacls.c - see cacls.h */
#include "parsers/cacls.h"

#include "parsers/acl.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum { BLANK_LINES = 3 }; /* seen between an entry and its rights */

/* clang-format off */
static const struct {
	struct str name;
	uint8_t flag;
} flag_row[] = {
	{ STR_INIT("(OI)"), ACE_OI }, { STR_INIT("(CI)"), ACE_CI }, { STR_INIT("(NP)"), ACE_NP },
	{ STR_INIT("(IO)"), ACE_IO }, { STR_INIT("(ID)"), ACE_INHERITED },
};

/* One letter for the usual sets. R is read and execute here, C is what icacls calls M. */
static const struct {
	char letter;
	uint32_t mask;
} letter_row[] = {
	{ 'F', MASK_FULL }, { 'C', MASK_MODIFY }, { 'R', MASK_READ_EXECUTE },
	{ 'W', 0x120116 }, { 'N', MASK_FULL },
};
/* clang-format on */

/* ":(OI)(CI)F", ":R ", ":(DENY)(special access:)" */
struct tail {
	size_t colon;
	bool deny, special;
	uint8_t flags;
	uint32_t mask;
};

static struct str take_flags(struct str v, struct tail *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(flag_row);) {
		if (str_istarts(v, flag_row[i].name)) {
			out->flags |= flag_row[i].flag;
			v = str_sub(v, flag_row[i].name.len, v.len);
			i = 0;
		} else {
			i++;
		}
	}
	if (str_istarts(v, STR("(DENY)"))) {
		out->deny = true;
		v = str_sub(v, 6, v.len);
	}
	return str_rtrim(v);
}

static bool read_tail(struct str v, struct tail *out)
{
	v = take_flags(v, out);
	/* The words between the parentheses are translated, the colon is not. */
	if (v.len > 3 && v.s[0] == '(' && v.s[v.len - 1] == ')' && v.s[v.len - 2] == ':') {
		out->special = true;
		return str_chr(v, ')') == (ptrdiff_t)v.len - 1;
	}
	for (size_t i = 0; i < ARRAY_SIZE(letter_row); i++)
		if (v.len == 1 && v.s[0] == letter_row[i].letter) {
			out->mask = letter_row[i].mask;
			out->deny |= v.s[0] == 'N';
			return true;
		}
	return false;
}

static bool find_tail(struct str line, struct tail *out)
{
	for (size_t i = 1; i + 1 < line.len; i++) {
		struct tail one = { .colon = i };

		if (line.s[i] != ':' || !read_tail(str_sub(line, i + 1, line.len), &one))
			continue;
		*out = one;
		return true;
	}
	return false;
}

static bool is_cacls(struct parse *p)
{
	struct str tool = transcript_tool(p->arena, p->command);

	return str_eq(tool, STR("cacls")) || str_eq(tool, STR("xcacls"));
}

/* An entry without a path: indented, an account and rights. */
static bool is_entry(struct str line, struct tail *tail)
{
	struct str head;

	if (!acl_indent(line) || !find_tail(line, tail))
		return false;
	head = str_trim(str_sub(line, 0, tail->colon));
	return head.len && !path_plausible(head);
}

struct object {
	struct parse *p;
	const struct text *t;
	struct acl acl;
	size_t next; /* first line not used yet */
};

static size_t skip_blank(const struct text *t, size_t i)
{
	size_t n = 0;

	while (i + n < t->n && n < BLANK_LINES && str_trim(t->line[i + n].s).len == 0)
		n++;
	return i + n;
}

/* The rights below "(special access:)", one name a line. */
static uint32_t special_rights(struct object *o)
{
	uint32_t mask = 0, one;

	for (;;) {
		size_t i = skip_blank(o->t, o->next);

		if (i >= o->t->n || !mask_sdk(str_trim(o->t->line[i].s), &one))
			return mask;
		mask |= one;
		o->next = i + 1;
	}
}

static void add_entry(struct object *o, struct str principal, const struct tail *tail, size_t line)
{
	struct pos at = parse_pos(o->p, &o->t->line[line]);
	struct ace *e = acl_ace(o->p, &o->acl, &at);
	uint32_t mask = tail->special ? special_rights(o) : tail->mask;

	if (!e)
		return;
	*e = (struct ace){ .type = tail->deny ? ACE_DENY : ACE_ALLOW,
			   .flags = tail->flags,
			   .mask = mask,
			   .line = o->t->line[line].no };
	acl_trustee(o->p, principal, e);
	if (tail->flags & (ACE_OI | ACE_CI))
		o->acl.is_folder = TRI_YES;
	if (tail->special && !mask) {
		diag(o->p->diag, DIAG_ACL_TRUNCATED, &at, "%.*s", STR_ARG(e->name));
		o->acl.listed = TRI_UNKNOWN;
	}
}

/* C:\Data BUILTIN\Users:(OI)(CI)R
 * or, from a terminal that broke the line: the path alone. */
static bool read_first(struct object *o, size_t i)
{
	struct str line = o->t->line[i].s, path = str_trim(line), command;
	size_t below = i + 1 < o->t->n ? acl_indent(o->t->line[i + 1].s) : 0;
	struct tail tail, next;
	bool sure, alone;
	ptrdiff_t at;

	if (transcript_command(line, &command))
		return false;
	o->next = i + 1;
	if (!find_tail(line, &tail)) {
		alone = path_plausible(path) && below && is_entry(o->t->line[i + 1].s, &next);
		if (alone)
			o->acl.path = path_canonical(o->p->arena, path);
		return alone;
	}
	if (i + 1 >= o->t->n || !is_entry(o->t->line[i + 1].s, &next))
		below = 0;
	at = acl_split(o->p->arena, str_sub(line, 0, tail.colon), below, (struct str){ 0 }, &sure);
	if (at < 0)
		return false;
	path = str_trim(str_sub(line, 0, (size_t)at));
	if (!path_plausible(path) && !is_cacls(o->p))
		return false;
	o->acl.path = path_canonical(o->p->arena, path);
	add_entry(o, str_sub(line, (size_t)at, tail.colon), &tail, i);
	return true;
}

size_t cacls_parse(struct parse *p, const struct text *t, size_t i)
{
	struct object o = { .p = p, .t = t, .acl = acl_unknown() };
	struct str command;
	struct tail tail;

	if (str_chr(t->line[i].s, ':') < 0)
		return 0;
	o.acl.object = ACL_FILE;
	o.acl.tool = STR("cacls");
	o.acl.listed = TRI_YES;
	o.acl.readable = TRI_YES;
	if (!read_first(&o, i))
		return 0;
	for (;;) {
		size_t line = skip_blank(t, o.next);

		if (line >= t->n || !is_entry(t->line[line].s, &tail) ||
		    transcript_command(t->line[line].s, &command))
			break;
		o.next = line + 1;
		add_entry(&o, str_sub(t->line[line].s, 0, tail.colon), &tail, line);
	}
	acl_add(p, t, i, o.next - i, &o.acl);
	return o.next - i;
}
