/* report_cmd.c - the repair as a .cmd script: save, change, verify; the undo as comments
 *
 * In: a report. Out: for each confirmed cause the steps of its resolutions. Causes that are only
 * likely, what can lose data, and commands with a blank to fill in stand there as comments. Nothing
 * runs the script here.
 *
 * cmd.exe: in a quoted word only '%' and '"' are special; after 'rem' and a word the rest of a line
 * is inert but for '%' (a batch file's '%%').
 */
#include "analyzer/report.h"

#include "analyzer/report_view.h"
#include "parsers/bundle.h"

struct script {
	struct out *out;
	struct arena arena; /* lines being made */
	bool live;          /* commands run; else they are comments */
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

/* "mountvol S: /D": a letter other than C: is an example, or is not the same after a restart. */
static bool names_other_volume(struct str command)
{
	for (size_t i = 0; i + 1 < command.len; i++) {
		char before = i ? command.s[i - 1] : ' ';
		char after = i + 2 < command.len ? command.s[i + 2] : ' ';

		if (command.s[i] >= 'D' && command.s[i] <= 'Z' && command.s[i + 1] == ':' &&
		    (after == ' ' || after == '\\') && str_chr(STR(" =:\""), before) >= 0)
			return true;
	}
	return false;
}

/* "<service>": somebody has to fill it in first. A backup takes hours and room: its start is the
 * reader's. */
static bool is_readers(struct str command)
{
	return str_chr(command, '<') >= 0 || names_other_volume(command) ||
	       str_istarts(command, STR("wbadmin start "));
}

static void command(struct script *s, struct str text)
{
	if (!s->live || is_readers(text)) {
		line(s, "rem run: ", for_batch(&s->arena, text));
		return;
	}
	s->commands++;
	out_raw(s->out, for_batch(&s->arena, text));
	out_text(s->out, " || set failed=1\r\n");
}

static void step(struct script *s, const struct step_text *t)
{
	if (str_eq(t->kind, STR("text")))
		comment(s, "rem note: ", t->text);
	else if (str_eq(t->kind, STR("undo")))
		line(s, "rem undo: ", for_batch(&s->arena, t->text));
	else
		command(s, t->text);
}

/* What can lose data or restarts the server is run by hand, and so is a second way to the same end.
 */
static void resolution(struct script *s, const struct resolution *r, bool first)
{
	bool live = s->live;

	s->live =
		live && first && !str_eq(r->risk, STR("data")) && !str_eq(r->risk, STR("restart"));
	comment(s, first ? "rem fix: " : "rem another way: ", r->title);
	if (live && !s->live)
		line(s, "rem ", STR("Its commands are comments: run by hand what fits."));
	for (size_t i = 0; i < r->n_step; i++)
		step(s, &r->step[i]);
	s->live = live;
}

static void cause(struct script *s, const struct cause_verdict *c)
{
	s->live = c->status == STATUS_CONFIRMED;
	line(s, "", STR(""));
	comment(s, "rem cause: ",
		arena_printf(&s->arena, "%.*s [%.*s] - %s", STR_ARG(c->title), STR_ARG(c->id),
			     view_status(c->status)));
	for (size_t i = 0; i < c->n_evidence; i++)
		if (c->evidence[i].truth == TRUTH_TRUE && !c->evidence[i].against &&
		    c->evidence[i].n_cite)
			comment(s, "rem because ",
				arena_printf(
					&s->arena, "%.*s (%.*s)", STR_ARG(c->evidence[i].says),
					STR_ARG(view_place(&s->arena, &c->evidence[i].cite[0]))));
	if (!s->live)
		line(s, "rem ", STR("Not confirmed: its commands are comments. Settle it first."));
	for (size_t i = 0; i < c->n_resolve; i++)
		resolution(s, &c->resolve[i], i == 0);
	if (c->n_verify)
		line(s, "rem verify:", STR(""));
	for (size_t i = 0; i < c->n_verify; i++)
		step(s, &c->verify[i]);
	for (size_t i = 0; i < c->n_avoid; i++)
		comment(s, "rem avoid: ", c->avoid[i]);
}

void report_cmd(const struct report *r, const struct report_options *o, struct out *out)
{
	struct script s = { .out = out };

	(void)o;
	line(&s, "", STR("@echo off"));
	line(&s, "", STR("rem Repair script made by wbtriage from the evidence of one server."));
	line(&s, "",
	     STR("rem Read every line before you run it, as administrator, on that server only."));
	comment(&s, "rem bundle: ", r->bundle ? r->bundle->name : STR("-"));
	line(&s, "", STR("chcp 65001 >nul"));
	line(&s, "", STR("net session >nul 2>&1 || (echo Run this as administrator. & exit /b 1)"));
	line(&s, "", STR("rem A second run would save over what the first one saved."));
	line(&s, "",
	     STR("if exist \"%temp%\\wbtriage-repair\" (echo This ran before; see "
		 "%temp%\\wbtriage-repair. & exit /b 1)"));
	line(&s, "",
	     STR("echo What was saved is in %temp%. Delete this file to run the script "
		 "again.>\"%temp%\\wbtriage-repair\""));
	line(&s, "", STR("set failed="));
	for (size_t i = 0; i < r->n_problem; i++)
		for (size_t k = 0; k < r->problem[i].n_cause; k++)
			if (r->problem[i].cause[k].status == STATUS_CONFIRMED ||
			    r->problem[i].cause[k].status == STATUS_LIKELY)
				cause(&s, &r->problem[i].cause[k]);
	line(&s, "",
	     s.commands ? STR("if defined failed echo Some steps failed, see above.") :
			  STR("rem Nothing is confirmed, so this script changes nothing."));
	arena_free(&s.arena);
}
