/* cmd_knowledge.c - knowledge list | show ID | check FILE... | test DIR */
#include "analyzer/cli.h"

#include <stdio.h>
#include <string.h>

#include "analyzer/casefile.h"
#include "analyzer/embedded.h"
#include "parsers/file.h"
#include "parsers/port.h"

static int list(struct cli *c)
{
	struct buf out = { .arena = &c->arena };

	for (size_t i = 0; i < c->know.n_cause; i++)
		buf_addf(&out, "%-44.*s cause     %-16.*s %.*s\n", STR_ARG(c->know.cause[i].id),
			 STR_ARG(c->know.cause[i].area), STR_ARG(c->know.cause[i].title));
	for (size_t i = 0; i < c->know.n_harmless; i++)
		buf_addf(&out, "%-44.*s harmless  %-16.*s %.*s\n", STR_ARG(c->know.harmless[i].id),
			 STR_ARG(c->know.harmless[i].area), STR_ARG(c->know.harmless[i].title));
	for (size_t i = 0; i < c->know.n_problem; i++)
		buf_addf(&out, "%-44.*s problem   %-16s %.*s\n", STR_ARG(c->know.problem[i].id),
			 severity_name(c->know.problem[i].severity),
			 STR_ARG(c->know.problem[i].title));
	return cli_write(c, buf_str(&out), 0);
}

/* The entry as its author wrote it: the lines from its start tag to its end tag. */
static bool show_source(struct cli *c, struct str file, uint32_t line, const char *tag)
{
	const struct embedded *e = embedded_find(file.s);
	struct str rest, end = arena_printf(&c->arena, "</%s>", tag);
	struct buf out = { .arena = &c->arena };

	if (!e)
		return false;
	rest = (struct str){ e->data, e->len };
	for (uint32_t no = 1; rest.s; no++) {
		struct str text = str_cut(&rest, '\n');

		if (no >= line)
			buf_addf(&out, "%.*s\n", STR_ARG(text));
		if (no >= line && str_find(text, end) >= 0)
			break;
	}
	return cli_write(c, buf_str(&out), 0) == 0;
}

static int show(struct cli *c, const char *id)
{
	const struct cause *cause = know_cause(&c->know, str_of(id));
	const struct harmless *harmless = know_harmless(&c->know, str_of(id));
	const struct problem *problem = know_problem(&c->know, str_of(id));

	if (cause && show_source(c, cause->file, cause->line, "cause"))
		return 0;
	if (harmless && show_source(c, harmless->file, harmless->line, "harmless"))
		return 0;
	if (problem && show_source(c, problem->file, problem->line, "problem"))
		return 0;
	return cli_fail("no entry '%s' in the knowledge compiled in", id);
}

static bool read_whole(struct arena *a, const struct port_handle *folder, const char *name,
		       struct str *text)
{
	struct port_handle h;
	struct file f;
	bool ok;

	if (port_open(folder, name, true, &h) != PORT_OK || h.kind != PORT_FILE) {
		port_close(&h);
		return false;
	}
	f = file_of_handle(h);
	ok = file_part(a, &f, 0, (size_t)f.size, text);
	port_close(&h);
	return ok;
}

/* Files are checked on top of the knowledge compiled in, so that they may refer to it. */
static int check(struct cli *c)
{
	struct know k = { .arena = { 0 } };
	struct str text;
	int code = 0;

	know_load_embedded(&k);
	for (size_t i = 1; i < c->n_path; i++) {
		if (!read_whole(&k.arena, NULL, c->path[i], &text)) {
			code = cli_fail("%s: cannot be read", c->path[i]);
			continue;
		}
		know_load(&k, str_of(c->path[i]), text, true);
	}
	know_finish(&k);
	for (size_t i = 0; i < k.n_error; i++)
		fprintf(stderr, "%.*s\n", STR_ARG(know_error_text(&c->arena, &k.error[i])));
	if (k.n_error)
		code = 5;
	else if (!code)
		printf("%zu causes, %zu harmless signatures, %zu problems: no faults\n", k.n_cause,
		       k.n_harmless, k.n_problem);
	know_free(&k);
	return code;
}

struct tally {
	size_t passed, failed;
};

static void test_case(struct cli *c, const struct port_handle *folder, struct str id,
		      struct str name, struct tally *tally)
{
	struct arena a = { 0 };
	struct casefile_result r = { .ok = false, .reason = STR("cannot be read") };
	struct str text;

	if (read_whole(&a, folder, name.s, &text))
		r = casefile_run(&a, &c->know, id, text);
	if (r.ok) {
		tally->passed++;
	} else {
		tally->failed++;
		printf("%.*s/%.*s:%u: %.*s\n", STR_ARG(id), STR_ARG(name), (unsigned)r.line,
		       STR_ARG(r.reason));
	}
	arena_free(&a);
}

/* Every cause needs a case that fires, one that stays quiet and one that cannot judge; a
 * harmless signature the first two. */
static void test_coverage(struct str id, const struct str *name, size_t n, bool harmless,
			  struct tally *tally)
{
	static const struct str kind[] = { STR_INIT("fires-"), STR_INIT("quiet-"),
					   STR_INIT("unknown-") };

	for (size_t k = 0; k < ARRAY_SIZE(kind) - (harmless ? 1 : 0); k++) {
		bool found = false;

		for (size_t i = 0; i < n; i++)
			found |= str_starts(name[i], kind[k]);
		if (found)
			continue;
		tally->failed++;
		printf("%.*s: no case '%.*s*.obs'\n", STR_ARG(id), STR_ARG(kind[k]));
	}
}

static void test_entry(struct cli *c, const struct port_handle *root, struct str id, bool harmless,
		       struct tally *tally)
{
	struct port_handle folder;
	struct str *name = NULL;
	size_t n = 0;
	bool more;

	if (port_open(root, arena_str(&c->arena, id).s, true, &folder) == PORT_OK &&
	    folder.kind == PORT_FOLDER)
		port_list(&c->arena, &folder, 1000, &name, &n, &more);
	for (size_t i = 0; i < n; i++)
		if (str_iends(name[i], STR(".obs")))
			test_case(c, &folder, id, name[i], tally);
	test_coverage(id, name, n, harmless, tally);
	port_close(&folder);
}

static int test(struct cli *c, const char *path)
{
	struct port_handle root;
	struct tally tally = { 0 };

	if (port_open(NULL, path, true, &root) != PORT_OK || root.kind != PORT_FOLDER) {
		port_close(&root);
		return cli_fail("%s: not a folder that can be read", path);
	}
	for (size_t i = 0; i < c->know.n_cause; i++)
		test_entry(c, &root, c->know.cause[i].id, false, &tally);
	for (size_t i = 0; i < c->know.n_harmless; i++)
		test_entry(c, &root, c->know.harmless[i].id, true, &tally);
	port_close(&root);
	printf("%zu passed, %zu failed\n", tally.passed, tally.failed);
	return tally.failed || tally.passed == 0 || c->know.n_error ? 1 : 0;
}

int cmd_knowledge(struct cli *c)
{
	const char *verb = c->n_path ? c->path[0] : "";

	if (strcmp(verb, "check") == 0 && c->n_path > 1)
		return check(c);
	if (!cli_knowledge(c))
		return CLI_USAGE;
	if (strcmp(verb, "list") == 0 && c->n_path == 1)
		return list(c);
	if (strcmp(verb, "show") == 0 && c->n_path == 2)
		return show(c, c->path[1]);
	if (strcmp(verb, "test") == 0 && c->n_path == 2)
		return test(c, c->path[1]);
	return cli_fail("usage: wbtriage knowledge list | show ID | check FILE... | test DIR");
}
