/* accesschk.c - see accesschk.h */
#include "parsers/accesschk.h"

#include "parsers/acl.h"
#include "parsers/fold.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

/* clang-format off */
static const struct {
	struct str name;
	enum ace_type type;
} type_row[] = {
	{ STR_INIT("ACCESS_ALLOWED_ACE_TYPE"), ACE_ALLOW },
	{ STR_INIT("ACCESS_DENIED_ACE_TYPE"), ACE_DENY },
	{ STR_INIT("SYSTEM_AUDIT_ACE_TYPE"), ACE_AUDIT },
	{ STR_INIT("SYSTEM_MANDATORY_LABEL_ACE_TYPE"), ACE_LABEL },
};

static const struct {
	struct str name;
	uint8_t flag;
} flag_row[] = {
	{ STR_INIT("[OBJECT_INHERIT_ACE]"), ACE_OI }, { STR_INIT("[CONTAINER_INHERIT_ACE]"), ACE_CI },
	{ STR_INIT("[NO_PROPAGATE_INHERIT_ACE]"), ACE_NP }, { STR_INIT("[INHERIT_ONLY_ACE]"), ACE_IO },
	{ STR_INIT("[INHERITED_ACE]"), ACE_INHERITED },
};
/* clang-format on */

struct object {
	struct parse *p;
	const struct text *t;
	struct acl acl;
	bool service, key;
	size_t entries; /* numbered ones seen */
};

/* "[0] ACCESS_ALLOWED_ACE_TYPE: NT AUTHORITY\SYSTEM" */
static bool read_type(struct str v, uint64_t *number, enum ace_type *type, struct str *who)
{
	ptrdiff_t close = str_chr(v, ']');
	struct str rest;

	if (v.len < 4 || v.s[0] != '[' || close < 2 ||
	    !str_u64(str_sub(v, 1, (size_t)close), number))
		return false;
	rest = str_trim(str_sub(v, (size_t)close + 1, v.len));
	*type = ACE_OTHER;
	for (size_t i = 0; i < ARRAY_SIZE(type_row); i++)
		if (str_starts(rest, type_row[i].name))
			*type = type_row[i].type;
	close = str_find(rest, STR(": "));
	*who = str_sub(rest, (size_t)(close + 2), rest.len);
	return close > 0;
}

static void add_right(struct object *o, struct str v, size_t i)
{
	struct ace *e = o->acl.n ? &o->acl.ace[o->acl.n - 1] : NULL;
	struct pos at = parse_pos(o->p, &o->t->line[i]);
	uint32_t mask;

	if (!e)
		return;
	for (size_t k = 0; k < ARRAY_SIZE(flag_row); k++)
		if (str_eq(v, flag_row[k].name)) {
			e->flags |= flag_row[k].flag;
			if (flag_row[k].flag & (ACE_OI | ACE_CI))
				o->acl.is_folder = TRI_YES;
			return;
		}
	if (mask_sdk(v, &mask)) {
		e->mask |= mask;
		o->service |= str_starts(v, STR("SERVICE_"));
		o->key |= str_starts(v, STR("KEY_"));
	} else {
		diag(o->p->diag, DIAG_ACL_RIGHT, &at, "%.*s", STR_ARG(v));
		o->acl.listed = TRI_UNKNOWN;
	}
}

static void add_entry(struct object *o, enum ace_type type, struct str who, size_t i)
{
	struct pos at = parse_pos(o->p, &o->t->line[i]);
	struct ace *e = acl_ace(o->p, &o->acl, &at);

	if (!e)
		return;
	*e = (struct ace){ .type = type, .line = o->t->line[i].no };
	acl_trustee(o->p, who, e);
}

/* One line of the block; false if it does not belong to it. */
static bool read_line(struct object *o, size_t i)
{
	struct str line = o->t->line[i].s, v = str_trim(line), who;
	enum ace_type type;
	uint64_t number;

	if (transcript_elision(line)) {
		o->acl.listed = TRI_UNKNOWN;
		return true;
	}
	if (!v.len || !acl_indent(line))
		return false;
	if (str_starts(v, STR("OWNER: "))) {
		o->acl.owner_name = arena_str(o->p->arena, str_trim(str_sub(v, 7, v.len)));
		sid_of_name(o->p->arena, o->acl.owner_name, &o->acl.owner);
	} else if (read_type(v, &number, &type, &who)) {
		if (number != o->entries++)
			o->acl.listed = TRI_UNKNOWN;
		add_entry(o, type, who, i);
	} else if (str_starts(v, STR("[SE_"))) {
		if (str_eq(v, STR("[SE_DACL_PROTECTED]")))
			o->acl.is_protected = TRI_YES;
	} else if (!str_starts(v, STR("DESCRIPTOR FLAGS:"))) {
		add_right(o, v, i);
	}
	return true;
}

static void name_object(struct object *o, struct str name)
{
	struct arena *a = o->p->arena;

	o->acl.object = o->service           ? ACL_SERVICE :
			o->key               ? ACL_KEY :
			path_plausible(name) ? ACL_FILE :
					       ACL_NONE;
	o->acl.path = o->acl.object == ACL_FILE ? path_canonical(a, name) : fold_str(a, name);
}

/* cryptsvc
 *   DESCRIPTOR FLAGS:
 *       [SE_DACL_PRESENT]
 *   OWNER: NT AUTHORITY\SYSTEM
 *   [0] ACCESS_ALLOWED_ACE_TYPE: NT AUTHORITY\SYSTEM
 *         SERVICE_QUERY_STATUS */
size_t accesschk_parse(struct parse *p, const struct text *t, size_t i)
{
	struct object o = { .p = p, .t = t, .acl = acl_unknown() };
	struct str name = str_trim(t->line[i].s), command;
	size_t next = i + 1;

	if (!name.len || acl_indent(t->line[i].s) || next >= t->n ||
	    !str_eq(str_trim(t->line[next].s), STR("DESCRIPTOR FLAGS:")))
		return 0;
	o.acl.tool = STR("accesschk");
	o.acl.listed = TRI_YES;
	o.acl.readable = TRI_YES;
	while (next < t->n && !transcript_command(t->line[next].s, &command) && read_line(&o, next))
		next++;
	if (!o.entries)
		o.acl.listed = TRI_UNKNOWN;
	name_object(&o, name);
	acl_add(p, t, i, next - i, &o.acl);
	return next - i;
}
