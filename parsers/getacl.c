/* getacl.c - see getacl.h */
#include "parsers/getacl.h"

#include "parsers/acl.h"
#include "parsers/fold.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sddl.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum { ROW_NONE, ROW_PATH, ROW_OWNER, ROW_ACCESS, ROW_SDDL, ROW_OTHER };
enum {
	KEY_RIGHTS = 0xf003f, /* FullControl of a registry key */
	COMMAND_ARGS = 16,
};

/* clang-format off */
static const struct {
	struct str name;
	int row;
} row_name[] = {
	{ STR_INIT("Path"), ROW_PATH }, { STR_INIT("PSPath"), ROW_PATH },
	{ STR_INIT("Owner"), ROW_OWNER }, { STR_INIT("Access"), ROW_ACCESS },
	{ STR_INIT("AccessToString"), ROW_ACCESS }, { STR_INIT("Sddl"), ROW_SDDL },
	{ STR_INIT("Group"), ROW_OTHER }, { STR_INIT("Audit"), ROW_OTHER },
	{ STR_INIT("AuditToString"), ROW_OTHER }, { STR_INIT("PSParentPath"), ROW_OTHER },
	{ STR_INIT("PSChildName"), ROW_OTHER }, { STR_INIT("PSDrive"), ROW_OTHER },
	{ STR_INIT("PSProvider"), ROW_OTHER }, { STR_INIT("CentralAccessPolicyId"), ROW_OTHER },
	{ STR_INIT("CentralAccessPolicyName"), ROW_OTHER },
	{ STR_INIT("AccessRightType"), ROW_OTHER }, { STR_INIT("AccessRuleType"), ROW_OTHER },
	{ STR_INIT("AuditRuleType"), ROW_OTHER }, { STR_INIT("AreAccessRulesProtected"), ROW_OTHER },
	{ STR_INIT("AreAuditRulesProtected"), ROW_OTHER },
	{ STR_INIT("AreAccessRulesCanonical"), ROW_OTHER },
	{ STR_INIT("AreAuditRulesCanonical"), ROW_OTHER },
};

static const struct {
	struct str word;
	enum ace_type type;
} kind_word[] = {
	{ STR_INIT(" Allow"), ACE_ALLOW }, { STR_INIT(" Deny"), ACE_DENY },
};

static const struct {
	struct str drive, hive;
} hive_row[] = {
	{ STR_INIT("HKLM:"), STR_INIT("HKEY_LOCAL_MACHINE") },
	{ STR_INIT("HKCU:"), STR_INIT("HKEY_CURRENT_USER") },
};
/* clang-format on */

/* "Sddl   : O:BAG:SYD:AI(A;ID;FA;;;SY)" -> row and value; the value starts at *column. */
static int row_of(struct str line, struct str *value, size_t *column)
{
	ptrdiff_t colon = str_chr(line, ':');
	struct str label;

	*value = (struct str){ 0 };
	if (colon <= 0 || line.s[0] == ' ')
		return ROW_NONE;
	label = str_rtrim(str_sub(line, 0, (size_t)colon));
	for (size_t i = 0; i < ARRAY_SIZE(row_name); i++)
		if (str_eq(label, row_name[i].name)) {
			*column = (size_t)colon + 2;
			*value = str_sub(line, *column, line.len);
			return row_name[i].row;
		}
	return ROW_NONE;
}

struct list {
	struct parse *p;
	const struct text *t;
	struct acl acl;
	struct buf path, sddl, entry;
	size_t entry_line, sddl_line;
	struct str provider;
	struct acl access; /* what the Access rows say */
};

/* "NT AUTHORITY\SYSTEM Allow  FullControl": the blank before Allow is the last such one, since a
 * name may hold the word. */
static bool cut_entry(struct str v, struct str *name, enum ace_type *type, struct str *rights)
{
	for (size_t i = v.len; i-- > 1;)
		for (size_t k = 0; k < ARRAY_SIZE(kind_word); k++) {
			struct str word = kind_word[k].word, rest = str_sub(v, i, v.len);

			if (!str_starts(rest, word) ||
			    (rest.len > word.len && rest.s[word.len] != ' '))
				continue;
			*name = str_trim(str_sub(v, 0, i));
			*type = kind_word[k].type;
			*rights = str_trim(str_sub(rest, word.len, rest.len));
			return name->len > 0;
		}
	return false;
}

static void end_entry(struct list *l)
{
	struct str v = str_trim(buf_str(&l->entry)), name, rights, bad;
	struct pos at;
	struct ace *e, one = { 0 };

	l->entry = (struct buf){ .arena = l->p->arena };
	if (!v.len || !cut_entry(v, &name, &one.type, &rights))
		return;
	at = parse_pos(l->p, &l->t->line[l->entry_line]);
	if (!mask_dotnet(rights, &one.mask, &bad)) {
		diag(l->p->diag, DIAG_ACL_RIGHT, &at, "%.*s", STR_ARG(rights));
		l->access.listed = TRI_UNKNOWN;
		return;
	}
	/* Generic bits stay only in entries that wait to be inherited. */
	if (mask_map_generic(one.mask, MASK_FILE) != one.mask)
		one.flags = ACE_IO;
	one.line = l->t->line[l->entry_line].no;
	e = acl_ace(l->p, &l->access, &at);
	if (!e)
		return;
	*e = one;
	acl_trustee(l->p, name, e);
}

/* An entry goes on in the next line if that one has no kind of its own. */
static void add_access(struct list *l, struct str v, size_t line)
{
	struct str name, rights;
	enum ace_type type;

	if (l->entry.len && !cut_entry(v, &name, &type, &rights)) {
		buf_addc(&l->entry, ' ');
		buf_add(&l->entry, str_trim(v));
		return;
	}
	end_entry(l);
	l->entry_line = line;
	buf_add(&l->entry, v);
}

static void add_part(struct list *l, int row, struct str v, size_t line)
{
	switch (row) {
	case ROW_PATH:
		buf_add(&l->path, v);
		break;
	case ROW_OWNER:
		if (!str_known(l->acl.owner_name))
			l->acl.owner_name = arena_str(l->p->arena, str_trim(v));
		break;
	case ROW_ACCESS:
		l->access.listed = TRI_YES;
		add_access(l, v, line);
		break;
	case ROW_SDDL:
		if (!l->sddl.len)
			l->sddl_line = line;
		buf_add(&l->sddl, str_trim(v));
		break;
	default:
		break;
	}
}

/* Get-Acl C:\x | fl; Get-Acl -Path HKLM:\x; (Get-Acl C:\x).Access */
static struct str path_of_command(struct str command)
{
	bool tool = false;

	for (size_t n = 0; n < COMMAND_ARGS; n++) {
		struct str arg = transcript_arg(command, n);

		if (!str_known(arg))
			break;
		if (str_iends(arg, STR("Get-Acl")))
			tool = true;
		else if (tool && arg.len && arg.s[0] != '-')
			return arg.s[0] == '|' ? (struct str){ 0 } : arg;
	}
	return (struct str){ 0 };
}

static void name_object(struct list *l)
{
	struct str path = str_trim(buf_str(&l->path));
	ptrdiff_t provider = str_find(path, STR("::"));

	if (!path.len)
		path = path_of_command(l->p->command);
	for (size_t i = 0; i < ARRAY_SIZE(hive_row); i++)
		if (str_istarts(path, hive_row[i].drive)) {
			l->acl.object = ACL_KEY;
			path = arena_printf(
				l->p->arena, "%.*s%.*s", STR_ARG(hive_row[i].hive),
				STR_ARG(str_sub(path, hive_row[i].drive.len, path.len)));
		}
	if (provider >= 0) {
		struct str name = str_sub(path, 0, (size_t)provider);

		l->acl.object = str_iends(name, STR("Registry")) ? ACL_KEY : ACL_FILE;
		path = str_sub(path, (size_t)provider + 2, path.len);
	} else if (path_plausible(path)) {
		l->acl.object = ACL_FILE;
	}
	l->acl.path = l->acl.object == ACL_KEY ? fold_str(l->p->arena, path) :
						 path_canonical(l->p->arena, path);
}

static void take_entries(struct list *l)
{
	struct str sddl = buf_str(&l->sddl);
	struct pos at = parse_pos(l->p, &l->t->line[l->sddl_line]);
	struct acl parsed = acl_unknown();

	if (sddl.len && sddl_parse(l->p, sddl, &at, &parsed) && parsed.listed == TRI_YES) {
		for (size_t k = 0; k < parsed.n; k++)
			parsed.ace[k].line = l->t->line[l->sddl_line].no;
		l->access = parsed;
	} else if (l->acl.object == ACL_KEY) {
		for (size_t k = 0; k < l->access.n; k++)
			if (l->access.ace[k].mask == MASK_FULL)
				l->access.ace[k].mask = KEY_RIGHTS;
	}
	l->acl.ace = l->access.ace;
	l->acl.n = l->access.n;
	l->acl.cap = l->access.cap;
	/* "Access :" with nothing behind it was cut; an empty list would be told by Sddl. */
	l->acl.listed = l->access.n || str_known(parsed.owner) ? l->access.listed : TRI_UNKNOWN;
	l->acl.is_protected = l->access.is_protected;
	if (l->acl.object != ACL_KEY)
		l->acl.is_folder = l->access.is_folder;
	if (str_known(parsed.owner)) {
		l->acl.owner = parsed.owner;
		if (!str_known(l->acl.owner_name))
			l->acl.owner_name = parsed.owner_name;
	} else if (str_known(l->acl.owner_name)) {
		sid_of_name(l->p->arena, l->acl.owner_name, &l->acl.owner);
	}
}

/* The first row must be unmistakable: "Path : ...::...", or an entry, or a descriptor. */
static bool opens(struct str line, const struct text *t, size_t i)
{
	struct str value, next, name, rights;
	size_t column;
	enum ace_type type;
	int row = row_of(line, &value, &column), below;

	value = str_trim(value);
	switch (row) {
	case ROW_PATH:
		return str_find(value, STR("::")) > 0;
	case ROW_ACCESS:
		return cut_entry(value, &name, &type, &rights);
	case ROW_SDDL:
		return sddl_starts(value);
	case ROW_OWNER:
		below = i + 1 < t->n ? row_of(t->line[i + 1].s, &next, &column) : ROW_NONE;
		return below == ROW_ACCESS || below == ROW_SDDL ||
		       (below == ROW_OTHER && str_starts(t->line[i + 1].s, STR("Group")));
	default:
		return false;
	}
}

/* Path   : Microsoft.PowerShell.Core\FileSystem::C:\Data
 * Owner  : BUILTIN\Administrators
 * Access : NT AUTHORITY\SYSTEM Allow  FullControl
 *          BUILTIN\Users Allow  ReadAndExecute, Synchronize */
size_t getacl_parse(struct parse *p, const struct text *t, size_t i)
{
	struct list l = { .p = p,
			  .t = t,
			  .acl = acl_unknown(),
			  .path = { .arena = p->arena },
			  .sddl = { .arena = p->arena },
			  .entry = { .arena = p->arena },
			  .access = acl_unknown() };
	struct str command;
	size_t next = i, column = 0;
	int row = ROW_NONE;

	if (str_chr(t->line[i].s, ':') < 0 || !opens(t->line[i].s, t, i))
		return 0;
	for (; next < t->n; next++) {
		struct str line = t->line[next].s, value;
		int new_row = row_of(line, &value, &column);

		if (new_row == ROW_PATH && next > i && l.path.len && str_starts(line, STR("Path")))
			break;
		if (new_row == ROW_NONE) {
			if (!str_trim(line).len || line.s[0] != ' ' ||
			    transcript_command(line, &command))
				break;
			value = str_sub(line, acl_indent(line) < column ? acl_indent(line) : column,
					line.len);
		} else {
			/* PSPath repeats Path. */
			row = new_row == ROW_PATH && l.path.len ? ROW_OTHER : new_row;
		}
		add_part(&l, row, value, next);
	}
	end_entry(&l);
	l.acl.tool = STR("get-acl");
	l.acl.readable = TRI_YES;
	name_object(&l);
	take_entries(&l);
	acl_add(p, t, i, next - i, &l.acl);
	return next - i;
}
