/* report_cmd.c - the repair as a .cmd script: save, change, verify; the undo as comments
 *
 * For each confirmed cause the steps of the knowledge. Where access lists are at fault, the changes are made
 * from the rows that are not met: this account on that object, by SID, and nothing else. Causes that are only
 * likely, and commands with a blank to fill in, stand there as comments. Nothing runs the script here.
 *
 * cmd.exe: in a quoted word only '%' and '"' are special; after 'rem' and a word the rest of a line is inert but
 * for '%' (a batch file's '%%').
 */
#include "analyzer/report.h"

#include <string.h>

#include "analyzer/report_view.h"
#include "parsers/bundle.h"

struct script {
	struct out *out;
	struct arena arena;	/* lines being made */
	bool live;		/* commands run; else they are comments */
	size_t commands;
};

static void line(struct script *s, const char *begin, struct str text)
{
	out_text(s->out, begin);
	out_raw(s->out, text);
	out_text(s->out, "\r\n");
}

/* Texts of the bundle and of the knowledge as a comment. */
static void comment(struct script *s, const char *begin, struct str text)
{
	struct str safe = str_quote(&s->arena, text, 0);
	struct buf out = { .arena = &s->arena };

	for (size_t i = 0; i < safe.len; i++) {
		if (safe.s[i] == '%')
			buf_addc(&out, '%');
		buf_addc(&out, safe.s[i] == '^' ? ' ' : safe.s[i]);
	}
	line(s, begin, buf_str(&out));
}

/* In a console '^%' keeps a variable from being replaced, in a batch file '%%' does. */
static struct str for_batch(struct arena *a, struct str command)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < command.len; i++) {
		if (command.s[i] == '^' && i + 1 < command.len && command.s[i + 1] == '%') {
			buf_add(&out, STR("%%"));
			i++;
		} else {
			buf_addc(&out, command.s[i]);
		}
	}
	return buf_str(&out);
}

/* "<service>", "X:": somebody has to fill it in first. */
static bool is_template(struct str command)
{
	return str_chr(command, '<') >= 0 || str_find(command, STR("X:")) >= 0;
}

static void command(struct script *s, struct str text)
{
	if (!s->live || is_template(text)) {
		line(s, "rem run: ", for_batch(&s->arena, text));
		return;
	}
	s->commands++;
	line(s, "", for_batch(&s->arena, text));
}

/* The path in quotes; unknown if cmd.exe could take part of it for something else. */
static struct str quoted_path(struct arena *a, struct str path)
{
	static const struct str windir = STR_INIT("%windir%");
	struct str rest = path;

	if (str_starts(path, windir))
		rest = str_sub(path, windir.len, path.len);
	if (!path.len || path.len > 1024 || !utf8_valid(path))
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

static void repair_row(struct script *s, const struct access_row *r)
{
	struct str path = quoted_path(&s->arena, r->path);

	if (!str_known(path)) {
		comment(s, "rem left out, its name is not safe in a script: ", r->path);
		return;
	}
	if (r->is_owner) {
		command(s, arena_printf(&s->arena, "takeown /f %.*s /a", STR_ARG(path)));
		comment(s, "rem undo, since a saved list has no owner: icacls /setowner; it was: ", r->observed);
		return;
	}
	if (!is_sid(r->sid)) {
		comment(s, "rem the account needs a name of this domain: ",
			arena_printf(&s->arena, "%.*s %.*s", STR_ARG(path), STR_ARG(r->trustee)));
		return;
	}
	if (str_starts(r->observed, STR("denied")))
		comment(s, "rem a deny entry must go first; find it with icacls, then: ",
			arena_printf(&s->arena, "icacls %.*s /remove:d *SID", STR_ARG(path)));
	command(s, arena_printf(&s->arena, "icacls %.*s /grant *%.*s:(%.*s)", STR_ARG(path),
				STR_ARG(r->sid), STR_ARG(r->required)));
}

/* A row on what a process gets by all its groups needs no entry of its own: the groups have rows. */
static bool is_fault(const struct access_row *r)
{
	return r->met == TRI_NO && r->required.len && !(r->optional && r->effective);
}

/* Ownership first: whoever owns the object may change its list. */
static size_t repair_access(struct script *s, const struct cause_verdict *c)
{
	size_t n = 0;

	for (int owners = 1; owners >= 0; owners--)
		for (size_t i = 0; i < c->n_evidence; i++) {
			const struct finding *f = &c->evidence[i];

			for (size_t k = 0; f->truth == TRUTH_TRUE && !f->against && k < f->n_access; k++)
				if (is_fault(&f->access[k]) && f->access[k].is_owner == owners &&
				    f->access[k].required.len <= 8) {
					repair_row(s, &f->access[k]);
					n++;
				}
		}
	return n;
}

static void step(struct script *s, const struct step_text *t, bool changes)
{
	if (str_eq(t->kind, STR("text")))
		comment(s, "rem note: ", t->text);
	else if (str_eq(t->kind, STR("undo")))
		line(s, "rem undo: ", for_batch(&s->arena, t->text));
	else if (str_eq(t->kind, STR("save")) || changes)
		command(s, t->text);
}

static bool is_service_restart(struct str text)
{
	return str_starts(text, STR("net ")) || str_starts(text, STR("sc "));
}

static void resolution(struct script *s, const struct cause_verdict *c, const struct resolution *r)
{
	bool acl = str_eq(r->risk, STR("acl")), made = false;

	comment(s, "rem fix: ", r->title);
	for (size_t i = 0; i < r->n_step; i++) {
		bool change = str_eq(r->step[i].kind, STR("command"));

		if (change && acl && !made) {
			made = true;
			acl = repair_access(s, c) > 0;
		}
		/* The rows replace the general commands, but not what follows them. */
		step(s, &r->step[i], !acl || is_service_restart(r->step[i].text));
	}
}

static void cause(struct script *s, const struct cause_verdict *c)
{
	s->live = c->status == STATUS_CONFIRMED;
	line(s, "", STR(""));
	comment(s, "rem cause: ", arena_printf(&s->arena, "%.*s [%.*s] - %s", STR_ARG(c->title),
					   STR_ARG(c->id), view_status(c->status)));
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].truth == TRUTH_TRUE && !c->evidence[i].against &&
		    c->evidence[i].n_cite)
			comment(s, "rem because ",
				arena_printf(&s->arena, "%.*s (%.*s)", STR_ARG(c->evidence[i].says),
					     STR_ARG(view_place(&s->arena, &c->evidence[i].cite[0]))));
	if (!s->live)
		line(s, "rem ", STR("Not confirmed: its commands are comments. Settle it first."));
	for (size_t i = 0; i < c->n_resolve; i++)
		resolution(s, c, &c->resolve[i]);
	if (c->n_verify)
		line(s, "rem verify:", STR(""));
	for (size_t i = 0; i < c->n_verify; i++)
		step(s, &c->verify[i], true);
	for (size_t i = 0; i < c->n_avoid; i++)
		comment(s, "rem avoid: ", c->avoid[i]);
}

void report_cmd(const struct report *r, const struct report_options *o, struct out *out)
{
	struct script s = { .out = out };

	(void)o;
	line(&s, "", STR("@echo off"));
	line(&s, "", STR("rem Repair script made by wbtriage from the evidence of one server."));
	line(&s, "", STR("rem Read every line before you run it, as administrator, on that server only."));
	comment(&s, "rem bundle: ", r->bundle ? r->bundle->name : STR("-"));
	line(&s, "", STR("chcp 65001 >nul"));
	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t k = 0; k < r->problem[i].n_cause; k++)
			if (r->problem[i].cause[k].status == STATUS_CONFIRMED ||
			    r->problem[i].cause[k].status == STATUS_LIKELY)
				cause(&s, &r->problem[i].cause[k]);
	if (!s.commands)
		line(&s, "", STR("rem Nothing is confirmed, so this script changes nothing."));
	arena_free(&s.arena);
}
