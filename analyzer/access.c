/* access.c - see access.h */
#include "analyzer/access.h"

#include <stdlib.h>

#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sid.h"

enum { MAX_OBJECTS_LISTED = 10, MAX_TOKEN = 16 };

/* Groups that a token of the trustee always holds. Only memberships that hold on every Windows:
 * services run by the system hold SYSTEM and Administrators; every logon holds Everyone and
 * Authenticated Users, which are members of Users ([MS-DTYP] 2.4.2.4). */
static const struct {
	const char *sid;
	const char *group[5];
} membership[] = {
	{ SID_SYSTEM, { SID_ADMINISTRATORS, SID_EVERYONE, SID_AUTHENTICATED } },
	{ SID_TRUSTED_INSTALLER,
	  { SID_SYSTEM, SID_ADMINISTRATORS, SID_EVERYONE, SID_AUTHENTICATED, SID_SERVICE } },
	{ SID_ADMINISTRATORS, { SID_EVERYONE, SID_AUTHENTICATED } },
	{ SID_USERS, { SID_EVERYONE, SID_AUTHENTICATED } },
};

static bool holds(const struct str *sid, size_t n, struct str one)
{
	for (size_t i = 0; i < n; i++)
		if (sid_same(sid[i], one))
			return true;
	return false;
}

static enum mask_object mask_kind(enum acl_object o)
{
	return o == ACL_SERVICE ? MASK_SERVICE : o == ACL_KEY ? MASK_KEY : MASK_FILE;
}

/* Bits of 'mask' that the list grants to a token that holds these SIDs; *denied gets those that an
 * entry denies. */
static uint32_t granted_to(const struct acl *acl, const struct str *sid, size_t n_sid,
			   uint32_t mask, uint32_t *denied)
{
	uint32_t allow = 0, deny = 0;

	for (size_t i = 0; i < acl->n; i++) {
		const struct ace *a = &acl->ace[i];
		uint32_t bits = mask_map_generic(a->mask, mask_kind(acl->object));

		if ((a->flags & ACE_IO) || !str_known(a->sid) || !holds(sid, n_sid, a->sid))
			continue;
		/* icacls prints every deny as if it denied SYNCHRONIZE as well. */
		if (a->type == ACE_DENY)
			deny |= bits & ~allow & ~MASK_SYNCHRONIZE;
		else if (a->type == ACE_ALLOW)
			allow |= bits & ~deny;
	}
	*denied = deny & mask;
	return allow & mask;
}

bool access_in_scope(struct str path, struct str root, bool *self)
{
	ptrdiff_t slash = str_rchr(root, '\\');
	struct str base = str_sub(root, (size_t)(slash + 1), root.len);

	*self = str_ieq(path, root);
	if (*self || path_within(path, root))
		return true;
	if (path_plausible(path) || slash < 0)
		return false;
	*self = str_ieq(path, base);
	return *self || path_within(path, base);
}

/* A name that no table knows, in an authority where well-known accounts live. */
static bool of_windows(struct str name)
{
	static const struct str authority[] = {
		STR_INIT("BUILTIN\\"), STR_INIT("NT AUTHORITY\\"), STR_INIT("NT SERVICE\\"),
		STR_INIT("NT-"),       STR_INIT("AUTORI"),         STR_INIT("VORDEFINIERT\\"),
		STR_INIT("NT "),       STR_INIT("ZARZ"),
	};

	if (str_chr(name, '\\') < 0)
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(authority); i++)
		if (str_istarts(name, authority[i]))
			return true;
	return false;
}

/* An entry for a name that could be the very account that is judged, or one of its groups. */
static bool has_unknown_name(const struct acl *acl, enum ace_type type, uint32_t mask)
{
	for (size_t i = 0; i < acl->n; i++) {
		const struct ace *a = &acl->ace[i];

		if (!str_known(a->sid) && !(a->flags & ACE_IO) && a->type == type &&
		    (mask_map_generic(a->mask, mask_kind(acl->object)) & mask) &&
		    of_windows(a->name))
			return true;
	}
	return false;
}

struct judge {
	const struct evidence *e;
	const struct access *need;
	enum acl_rows rows;
	struct access_result *out;
	bool unknown, unreadable;
};

/* The groups through which accounts of the system get what nobody wrote down for them. */
static bool is_powerful(const char *sid)
{
	return str_eq(str_of(sid), STR(SID_ADMINISTRATORS)) || str_eq(str_of(sid), STR(SID_SYSTEM));
}

static size_t token_of(const struct judge *j, const struct grant *g, struct str sid,
		       struct str token[MAX_TOKEN])
{
	size_t n = 0;

	for (size_t i = 0; i < g->n_token && n < MAX_TOKEN; i++)
		token[n++] = g->token[i];
	if (n)
		return n;
	token[n++] = sid;
	for (size_t i = 0; i < ARRAY_SIZE(membership); i++) {
		if (!sid_same(sid, str_of(membership[i].sid)))
			continue;
		for (size_t m = 0; m < ARRAY_SIZE(membership[i].group) && membership[i].group[m];
		     m++)
			if (j->rows != ROWS_ENTRIES || !is_powerful(membership[i].group[m]))
				token[n++] = str_of(membership[i].group[m]);
	}
	return n;
}

static uint32_t needed_mask(const struct judge *j, const struct grant *g)
{
	/* SYNCHRONIZE is implied by opening a file and not printed reliably. */
	return mask_map_generic(g->mask, mask_kind(j->need->object)) & ~MASK_SYNCHRONIZE;
}

static bool dc_counts(const struct judge *j)
{
	return j->e->host.role != ROLE_MEMBER && j->e->host.role != ROLE_WORKSTATION;
}

/* Trustee number i that satisfies the grant: itself, others, and on a DC further ones. */
static struct str candidate(const struct judge *j, const struct grant *g, size_t i)
{
	if (i == 0)
		return g->trustee;
	i--;
	if (i < g->n_other)
		return g->other[i];
	i -= g->n_other;
	if (dc_counts(j) && i < g->n_dc)
		return g->dc[i];
	return (struct str){ 0 };
}

struct best {
	uint32_t granted, denied;
	struct str sid;
	uint32_t allowed;         /* granted, were nothing denied */
	const struct ace *denier; /* first entry that denies some of the bits; or NULL */
};

static void without_denials(const struct acl *acl, const struct str *sid, size_t n, uint32_t mask,
			    struct best *b)
{
	b->allowed = 0;
	b->denier = NULL;
	for (size_t i = 0; i < acl->n; i++) {
		const struct ace *a = &acl->ace[i];
		uint32_t bits = mask_map_generic(a->mask, mask_kind(acl->object)) & mask;

		if ((a->flags & ACE_IO) || !str_known(a->sid) || !holds(sid, n, a->sid))
			continue;
		if (a->type == ACE_ALLOW)
			b->allowed |= bits;
		else if (a->type == ACE_DENY && (bits & b->denied) && !b->denier)
			b->denier = a;
	}
}

static struct best best_candidate(const struct judge *j, const struct grant *g,
				  const struct acl *acl, uint32_t mask)
{
	struct best best = { 0 };
	struct str sid;

	for (size_t i = 0; (sid = candidate(j, g, i)).s; i++) {
		struct str token[MAX_TOKEN];
		size_t n = token_of(j, g, sid, token);
		uint32_t denied, granted = granted_to(acl, token, n, mask, &denied);

		if (i == 0 || granted == mask || (granted & ~best.granted)) {
			best.granted = granted;
			best.denied = denied;
			best.sid = sid;
			without_denials(acl, token, n, mask, &best);
		}
		if (granted == mask)
			break;
	}
	return best;
}

/* The line of the list that speaks of the trustee, for the citation. */
static struct citation cite_entry(const struct judge *j, const struct obs *o, struct str sid)
{
	struct citation c = evidence_cite(j->e, o);

	for (size_t i = 0; i < o->acl.n; i++)
		if (o->acl.ace[i].line && str_known(o->acl.ace[i].sid) &&
		    sid_same(o->acl.ace[i].sid, sid)) {
			c.at.line = c.at.last_line = o->acl.ace[i].line;
			return c;
		}
	return c;
}

static struct str observed_text(struct arena *a, const struct judge *j, const struct grant *g,
				const struct acl *acl, const struct best *b, uint32_t mask)
{
	struct str own[1] = { b->sid };
	uint32_t denied, literal = granted_to(acl, own, 1, UINT32_MAX, &denied);
	bool file = j->need->object == ACL_FILE;
	struct str letters;

	if (g->n_token) {
		literal = b->granted;
		denied = b->denied;
	}
	letters = file ? mask_text(a, literal) : mask_sddl_text(a, literal);
	if (b->denied)
		return arena_printf(
			a, "denied %.*s",
			STR_ARG(file ? mask_text(a, b->denied) : mask_sddl_text(a, b->denied)));
	if (g->n_token && b->granted == mask)
		return g->rights;
	if (literal == 0 && b->granted == mask && !g->n_token)
		return STR("by its groups");
	if (literal == 0)
		return STR("none");
	if (!sid_same(b->sid, g->trustee))
		return arena_printf(a, "%.*s by %.*s", STR_ARG(letters),
				    STR_ARG(sid_name(a, b->sid)));
	return letters;
}

static struct access_row rights_row(struct judge *j, const struct obs *o, const struct grant *g,
				    bool with_text)
{
	struct arena *a = j->e->arena;
	uint32_t mask = needed_mask(j, g);
	struct best b = best_candidate(j, g, &o->acl, mask);
	struct access_row row = { .path = o->acl.path,
				  .trustee = g->name,
				  .sid = g->trustee,
				  .required = g->rights,
				  .optional = g->optional,
				  .effective = g->n_token > 0 };

	row.missing = mask & ~b.granted;
	row.met = row.missing == 0 ? TRI_YES : TRI_NO;
	if (row.met == TRI_NO ? !b.denied && has_unknown_name(&o->acl, ACE_ALLOW, mask) :
				has_unknown_name(&o->acl, ACE_DENY, mask))
		row.met = TRI_UNKNOWN;
	if (!with_text)
		return row;
	row.lacking = mask & ~b.allowed;
	if (b.denier) {
		row.denied_by = b.denier->sid;
		row.denied_above = b.denier->flags & ACE_INHERITED;
	}
	row.observed = observed_text(a, j, g, &o->acl, &b, mask);
	row.cite = cite_entry(j, o, b.sid.s ? b.sid : g->trustee);
	return row;
}

static bool owner_fits(const struct judge *j, const struct grant *g, struct str owner)
{
	struct str sid;

	for (size_t i = 0; (sid = candidate(j, g, i)).s; i++)
		if (sid_same(sid, owner))
			return true;
	return holds(g->owner_also, g->n_owner_also, owner);
}

/* icacls shows no owner: dir /q, Get-Acl or takeown may tell it for the same path. */
static const struct obs *owner_source(const struct judge *j, const struct obs *o)
{
	struct obs_set same;

	if (str_known(o->acl.owner) || str_known(o->acl.owner_name))
		return o;
	same = evidence_acls(j->e, o->acl.path);
	for (size_t i = 0; i < same.n; i++)
		if (str_known(same.item[i]->acl.owner) || str_known(same.item[i]->acl.owner_name))
			return same.item[i];
	return NULL;
}

static struct access_row owner_row(struct judge *j, const struct obs *o, const struct grant *g,
				   bool with_text)
{
	struct arena *a = j->e->arena;
	const struct obs *src = owner_source(j, o);
	struct access_row row = { .path = o->acl.path,
				  .trustee = g->name,
				  .sid = g->trustee,
				  .required = STR("owner"),
				  .optional = g->optional,
				  .is_owner = true };

	row.cite = evidence_cite(j->e, src ? src : o);
	row.observed = STR("not shown");
	if (!src)
		return row;
	row.owner = str_known(src->acl.owner) ? src->acl.owner : src->acl.owner_name;
	if (with_text)
		row.observed = arena_printf(a, "owner %.*s",
					    STR_ARG(str_known(src->acl.owner) ?
							    sid_name(a, src->acl.owner) :
							    src->acl.owner_name));
	if (str_known(src->acl.owner))
		row.met = owner_fits(j, g, src->acl.owner) ? TRI_YES : TRI_NO;
	else if (!of_windows(src->acl.owner_name))
		row.met = TRI_NO;
	return row;
}

static bool row_counts(const struct judge *j, const struct access_row *row)
{
	switch (j->rows) {
	case ROWS_REQUIRED:
	case ROWS_ENTRIES:
		return !row->optional && !row->is_owner;
	case ROWS_OPTIONAL:
		return row->optional && !row->is_owner;
	case ROWS_OWNER:
		return row->is_owner;
	case ROWS_ANY:
		break;
	}
	return true;
}

struct rows {
	bool fault, unknown;
};

/* Most objects are sound and leave nothing behind: rows are kept on a second call only. */
static void judge_object(struct judge *j, const struct obs *o, struct rows *r, bool keep)
{
	for (size_t i = 0; i < 2 * j->need->n_grant; i++) {
		const struct grant *g = &j->need->grant[i / 2];
		struct access_row row;

		if (i % 2 && !g->owner)
			continue;
		row = i % 2 ? owner_row(j, o, g, keep) : rights_row(j, o, g, keep);
		row.counts = row_counts(j, &row);
		if (row.counts) {
			r->fault |= row.met == TRI_NO;
			r->unknown |= row.met == TRI_UNKNOWN;
		}
		if (keep)
			*(struct access_row *)PUSH(j->e->arena, j->out->row, j->out->n_row,
						   j->out->cap_row) = row;
	}
}

static bool judgeable(const struct obs *o, const struct access *need)
{
	return o->acl.object == need->object || o->acl.object == ACL_NONE;
}

struct scope_state {
	size_t listed, children, faulty, unreadable;
	bool self;
	uint32_t file; /* of the last child */
};

static void judge_one(struct judge *j, const struct obs *o, bool self, struct scope_state *st)
{
	struct rows r = { 0 };

	if (o->acl.readable == TRI_NO) {
		st->unreadable++;
		j->unreadable = true;
		*(struct citation *)PUSH(j->e->arena, j->out->cite, j->out->n_cite,
					 j->out->cap_cite) = evidence_cite(j->e, o);
		return;
	}
	if (o->acl.listed != TRI_YES)
		return;
	st->listed++;
	st->self |= self;
	st->children += !self;
	st->file = o->at.file;
	judge_object(j, o, &r, false);
	j->unknown |= r.unknown;
	if (r.fault && st->faulty++ >= MAX_OBJECTS_LISTED) {
		j->out->more++;
		return;
	}
	if (r.fault || self)
		judge_object(j, o, &r, true);
	/* A fault is proved by the faulty objects, its absence by all. */
	if (r.fault && st->faulty == 1)
		j->out->n_cite = 0;
	if (j->out->n_cite < MAX_OBJECTS_LISTED && (r.fault || !st->faulty))
		*(struct citation *)PUSH(j->e->arena, j->out->cite, j->out->n_cite,
					 j->out->cap_cite) = evidence_cite(j->e, o);
}

/* "icacls ROOT /t", "icacls ROOT\*": the listing shows every file below the root. */
static bool listing_covers(const struct obs *l, struct str root, const struct scope_state *st)
{
	struct str path = l->listing.path;
	bool self, within;

	if (l->listing.complete == TRI_NO ||
	    (l->listing.failed != OBS_UNKNOWN && l->listing.failed > 0))
		return false;
	if (!str_known(path))
		return l->at.file == st->file && st->children >= 2 &&
		       l->listing.ok != OBS_UNKNOWN && (size_t)l->listing.ok >= st->children;
	if (str_iends(path, STR("\\*.*")) || str_iends(path, STR("\\*")))
		path = str_sub(path, 0, (size_t)str_rchr(path, '\\'));
	within = access_in_scope(path, root, &self) || path_within(root, path);
	return within && (self || path_within(root, path)) && l->listing.recursive == TRI_YES;
}

static bool files_covered(const struct evidence *e, struct str root, const struct scope_state *st)
{
	for (size_t i = 0; i < e->kind[OBS_LISTING].n; i++)
		if (listing_covers(e->kind[OBS_LISTING].item[i], root, st))
			return true;
	return false;
}

static enum truth conclude(const struct judge *j, const struct scope_state *st, struct str root,
			   enum acl_scope scope)
{
	if (st->faulty)
		return TRUTH_TRUE;
	if (j->unreadable)
		return TRUTH_UNREADABLE;
	if (!st->listed)
		return TRUTH_NOT_COLLECTED;
	if ((scope != SCOPE_FILES && !st->self) ||
	    (scope != SCOPE_SELF && !files_covered(j->e, root, st)))
		return TRUTH_NOT_COLLECTED;
	return j->unknown ? TRUTH_NOT_COLLECTED : TRUTH_FALSE;
}

void access_judge(const struct evidence *e, const struct access *need, struct str path,
		  enum acl_scope scope, enum acl_rows rows, struct access_result *out)
{
	struct judge j = { .e = e, .need = need, .rows = rows, .out = out };
	struct scope_state st = { 0 };

	for (size_t i = 0; i < e->kind[OBS_ACL].n; i++) {
		const struct obs *o = e->kind[OBS_ACL].item[i];
		bool self;

		if (!judgeable(o, need) || !access_in_scope(o->acl.path, path, &self))
			continue;
		if ((self && scope != SCOPE_FILES) || (!self && scope != SCOPE_SELF))
			judge_one(&j, o, self, &st);
	}
	out->lacks = conclude(&j, &st, path, scope);
}
