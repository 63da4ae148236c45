/* repair.c - see repair.h
 *
 * icacls: "/grant *SID:(RX)" adds to what the account has, "/remove:d *SID" takes its deny entries
 * away,
 * "/setowner *SID" needs the restore privilege, which administrators have. takeown /a gives an
 * object to the administrators, who may then change its list. Source: Windows commands reference,
 * icacls and takeown.
 */
#include "analyzer/repair.h"

#include <string.h>

#include "parsers/path.h"

/* More objects than this are better served by the general commands. */
enum { MOST_OBJECTS = 6, MOST_RIGHTS = 8, LONGEST_PATH = 1024 };

/* dir /q cuts longer names. */
enum { LONGEST_OWNER = 21 };

struct plan {
	struct arena *a;
	struct step_text *step;
	size_t n, cap;
	struct step_text *undo;
	size_t n_undo, cap_undo;
	struct str done[MOST_OBJECTS]; /* objects */
	size_t n_done;
	bool failed;
};

static void add_step(struct plan *p, const char *kind, struct str text)
{
	struct step_text *s;

	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->step[i].text, text))
			return;
	s = PUSH(p->a, p->step, p->n, p->cap);
	s->kind = str_of(kind);
	s->text = text;
}

static void add(struct plan *p, struct str command)
{
	add_step(p, "command", command);
}

static void add_undo(struct plan *p, struct str command)
{
	struct step_text *s = PUSH(p->a, p->undo, p->n_undo, p->cap_undo);

	s->kind = STR("undo");
	s->text = command;
}

/* In quotes only '"' and '%' are special to cmd.exe; a relative name would depend on the folder it
 * runs in. */
static struct str quoted(struct arena *a, struct str path)
{
	static const struct str windir = STR_INIT("%windir%");
	struct str rest = str_starts(path, windir) ? str_sub(path, windir.len, path.len) : path;

	if (!path_plausible(path) || path.len > LONGEST_PATH || !utf8_valid(path))
		return (struct str){ 0 };
	for (size_t i = 0; i < rest.len; i++)
		if ((unsigned char)rest.s[i] < 0x20 || strchr("\"%<>|*?", rest.s[i]))
			return (struct str){ 0 };
	return arena_printf(a, "\"%.*s\"", STR_ARG(path));
}

static bool is_sid(struct str v)
{
	if (!str_starts(v, STR("S-1-")))
		return false;
	for (size_t i = 4; i < v.len; i++)
		if ((v.s[i] < '0' || v.s[i] > '9') && v.s[i] != '-')
			return false;
	return true;
}

/* A row on what a process gets by all its groups needs no entry of its own: the groups have rows.
 */
static bool is_fault(const struct access_row *r)
{
	return r->met == TRI_NO && r->required.len && r->required.len <= MOST_RIGHTS &&
	       !r->effective;
}

/* "CONTOSO\svc-hardening" */
static bool is_whole_name(struct str v)
{
	if (str_chr(v, '\\') <= 0 || v.len > LONGEST_OWNER)
		return false;
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] < 0x20 || strchr("\"%<>|*?&^", v.s[i]))
			return false;
	return true;
}

static void take_ownership(struct plan *p, const struct access_row *r, struct str path)
{
	if (r->met == TRI_YES)
		return;
	if (!is_sid(r->owner) && !is_whole_name(r->owner))
		add_step(p, "text",
			 STR("The evidence does not tell who owns these: see that the owners are "
			     "noted (dir /q) before they change."));
	add(p, arena_printf(p->a, "takeown /f %.*s /a", STR_ARG(path)));
	if (is_sid(r->owner))
		add_undo(p, arena_printf(p->a, "icacls %.*s /setowner *%.*s", STR_ARG(path),
					 STR_ARG(r->owner)));
	else if (is_whole_name(r->owner))
		add_undo(p, arena_printf(p->a, "icacls %.*s /setowner \"%.*s\"", STR_ARG(path),
					 STR_ARG(r->owner)));
}

static void grant(struct plan *p, const struct access_row *r, struct str path)
{
	if (r->denied_above) {
		p->failed = true;
		return;
	}
	if (str_known(r->denied_by)) {
		add(p, arena_printf(p->a, "icacls %.*s /remove:d *%.*s", STR_ARG(path),
				    STR_ARG(r->denied_by)));
		if (!r->lacking)
			return;
	}
	if (!is_sid(r->sid)) {
		p->failed = true;
		return;
	}
	add(p, arena_printf(p->a, "icacls %.*s /grant *%.*s:(%.*s)", STR_ARG(path), STR_ARG(r->sid),
			    STR_ARG(r->required)));
}

/* Ownership first: whoever owns the object may change its list. */
static void repair_object(struct plan *p, const struct access_row *row, size_t n)
{
	struct str path = quoted(p->a, row[0].path);
	bool fault = false;

	for (size_t i = 0; i < n; i++)
		fault |= row[i].counts && is_fault(&row[i]);
	if (!fault)
		return;
	if (!str_known(path) || p->n_done == MOST_OBJECTS) {
		p->failed = true;
		return;
	}
	p->done[p->n_done++] = row[0].path;
	for (size_t i = 0; i < n; i++)
		if (row[i].is_owner)
			take_ownership(p, &row[i], path);
	for (size_t i = 0; i < n; i++)
		if (!row[i].is_owner && (is_fault(&row[i]) || str_known(row[i].denied_by)))
			grant(p, &row[i], path);
}

static bool is_done(const struct plan *p, struct str path)
{
	for (size_t i = 0; i < p->n_done; i++)
		if (str_eq(p->done[i], path))
			return true;
	return false;
}

/* The rows of an object stand together; a folder comes before what is in it. */
static void plan_finding(struct plan *p, const struct finding *f)
{
	size_t n = 1;

	for (size_t i = 0; i < f->n_access; i += n) {
		for (n = 1; i + n < f->n_access && str_eq(f->access[i].path, f->access[i + n].path);
		     n++)
			;
		if (!is_done(p, f->access[i].path))
			repair_object(p, &f->access[i], n);
	}
}

/* What the plan does better: the commands for everything, and what is said of "<file>". */
static bool is_general(const struct step_text *s)
{
	return str_find(s->text, STR("<file>")) >= 0 ||
	       (str_eq(s->kind, STR("command")) &&
		(str_starts(s->text, STR("takeown ")) || str_starts(s->text, STR("icacls "))));
}

static void put(struct arena *a, struct resolution *r, const struct step_text *s)
{
	*(struct step_text *)PUSH(a, r->step, r->n_step, r->cap_step) = *s;
}

/* The steps of the plan stand where the first general one stood; its owners are brought back after
 * the rest. */
static void replace(struct plan *p, struct resolution *r)
{
	const struct step_text *old = r->step;
	size_t n = r->n_step;
	bool made = false;

	r->step = NULL;
	r->n_step = r->cap_step = 0;
	for (size_t i = 0; i < n; i++) {
		if (!is_general(&old[i])) {
			put(p->a, r, &old[i]);
			continue;
		}
		for (size_t k = 0; !made && k < p->n; k++)
			put(p->a, r, &p->step[k]);
		made = true;
	}
	for (size_t i = 0; made && i < p->n_undo; i++)
		put(p->a, r, &p->undo[i]);
}

void repair_access(struct arena *a, struct cause_verdict *c)
{
	struct plan p = { .a = a };

	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].truth == TRUTH_TRUE && !c->evidence[i].against)
			plan_finding(&p, &c->evidence[i]);
	for (size_t i = 0; p.n && !p.failed && i < c->n_resolve; i++)
		if (str_eq(c->resolve[i].risk, STR("acl")))
			replace(&p, &c->resolve[i]);
}
