/* cmd_batch.c - batch: many tickets into a results folder; merge: shards into one; query: questions
 */
#include "analyzer/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/batch.h"
#include "analyzer/index_page.h"
#include "analyzer/process.h"
#include "analyzer/save.h"
#include "parsers/archive.h"
#include "parsers/mail.h"
#include "parsers/file.h"
#include "parsers/limits.h"
#include "parsers/port.h"

struct list {
	struct batch_ticket *item;
	size_t n, cap;
};

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct batch_ticket *)a)->name,
		       ((const struct batch_ticket *)b)->name);
}

static void add_ticket(struct cli *c, struct list *l, struct str name, struct str path)
{
	struct batch_ticket *t = PUSH(&c->arena, l->item, l->n, l->cap);

	t->name = name;
	t->path = arena_str(&c->arena, path);
}

/* The file is an archive or a mail. */
static bool holds_files(const struct port_handle *h)
{
	struct file f = file_of_handle(*h);
	char head[512];
	size_t got = 0;

	return h->kind == PORT_FILE && port_read(h, 0, head, sizeof(head), &got) &&
	       (archive_sniff((struct str){ head, got }) || mail_sniff(&f));
}

/* A folder, an archive or a mail, not followed through a link; the results of an earlier run are
 * none. */
static bool is_ticket(const struct port_handle *folder, struct str name)
{
	struct port_handle h, store;
	bool yes;

	if (port_open(folder, name.s, false, &h) != PORT_OK)
		return true;
	if (h.kind == PORT_FOLDER) {
		yes = port_open(&h, "results.sqlite", false, &store) != PORT_OK;
		port_close(&store);
	} else {
		yes = holds_files(&h);
	}
	port_close(&h);
	return yes;
}

/* Each folder, archive or mail in a folder is a ticket, and an archive or mail itself; each line of
 * a list file is the path of one. */
static int add_path(struct cli *c, struct list *l, const char *path)
{
	struct port_handle h;
	struct str *name = NULL, text, rest;
	struct file f;
	size_t n;
	bool more;

	if (port_open(NULL, path, true, &h) != PORT_OK)
		return cli_fail("%s: cannot be opened", path);
	if (h.kind == PORT_FOLDER && port_list(&c->arena, &h, 10000000, &name, &n, &more)) {
		size_t tickets = l->n;

		for (size_t i = 0; i < n; i++)
			if (is_ticket(&h, name[i]))
				add_ticket(
					c, l, name[i],
					arena_printf(&c->arena, "%s/%.*s", path, STR_ARG(name[i])));
		port_close(&h);
		return n && l->n == tickets ? cli_fail("%s: holds files, but no folders or "
						       "archives, one a ticket; if it is one "
						       "ticket, leave out 'batch'",
						       path) :
					      0;
	}
	if (holds_files(&h)) {
		struct str whole = str_of(path);

		port_close(&h);
		add_ticket(c, l, str_sub(whole, (size_t)(str_rchr(whole, '/') + 1), whole.len),
			   whole);
		return 0;
	}
	f = file_of_handle(h);
	if (h.kind != PORT_FILE || h.size > 256 * MIB ||
	    !file_part(&c->arena, &f, 0, (size_t)h.size, &text)) {
		port_close(&h);
		return cli_fail("%s: neither a folder of tickets, an archive nor a list", path);
	}
	port_close(&h);
	for (rest = text; rest.s;) {
		struct str line = str_trim(str_cut(&rest, '\n'));

		if (line.len)
			add_ticket(c, l, line, line);
	}
	return 0;
}

static uint64_t number_of(const char *name)
{
	const char *v = getenv(name);
	uint64_t n;

	return v && str_u64(str_of(v), &n) ? n : UINT64_MAX;
}

/* I/N, or "auto": what Slurm's job arrays and Kubernetes' indexed jobs set. Tasks are counted from
 * the array's least index. */
static bool shard_of(const char *text, uint64_t *part, uint64_t *parts)
{
	struct str rest = str_of(text), first = str_cut(&rest, '/');

	if (strcmp(text, "auto") == 0) {
		uint64_t id = number_of("SLURM_ARRAY_TASK_ID"),
			 least = number_of("SLURM_ARRAY_TASK_MIN");

		*parts = number_of("SLURM_ARRAY_TASK_COUNT");
		*part = id == UINT64_MAX ? id : id - (least == UINT64_MAX ? 0 : least) + 1;
		if (id == UINT64_MAX) {
			id = number_of("JOB_COMPLETION_INDEX");
			*parts = number_of("JOB_COMPLETIONS");
			*part = id == UINT64_MAX ? id : id + 1;
		}
		return *parts != UINT64_MAX && *part >= 1 && *part <= *parts;
	}
	return rest.s && str_u64(first, part) && str_u64(rest, parts) && *part >= 1 &&
	       *part <= *parts;
}

static void keep_shard(struct list *l, uint64_t part, uint64_t parts)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->n; i++)
		if (i % parts == part - 1)
			l->item[kept++] = l->item[i];
	l->n = kept;
}

static int write_file(struct cli *c, const char *folder, const char *name, struct str text)
{
	struct str path = arena_printf(&c->arena, "%s/%s", folder, name);
	const char *reason = save_file(path.s, text, true);

	return reason ? cli_fail("%s: %s", path.s, reason) : 0;
}

/* The report of a ticket that is gone, or that has none now, shall not lie there as if it held. */
static void drop_report(struct cli *c, struct str ticket)
{
	struct str name = index_page_report_name(&c->arena, ticket);

	remove(arena_printf(&c->arena, "%s/reports/%.*s", c->output, STR_ARG(name)).s);
}

struct exporting {
	struct cli *c;
	const char *folder;
	int code;
};

static void export_report(void *ctx, const struct str *column, size_t n)
{
	struct exporting *x = ctx;
	struct arena a = { 0 };
	struct str name = index_page_report_name(&a, column[0]);

	if (n != 2 || x->code)
		;
	else if (!column[1].len)
		drop_report(x->c, column[0]);
	else
		x->code = write_file(x->c, x->folder,
				     arena_printf(&a, "reports/%.*s", STR_ARG(name)).s, column[1]);
	arena_free(&a);
}

static int export_all(struct cli *c, struct store *s, const char *folder)
{
	struct arena a = { 0 };
	struct exporting x = { c, folder, 0 };
	struct out page = out_buffer(&a), csv = out_buffer(&a);

	if (!process_folder(arena_printf(&a, "%s/reports", folder).s))
		x.code = cli_fail("%s/reports: cannot be made", folder);
	if (!index_page_write(s, &a, &page) || !index_page_csv(s, &a, &csv) ||
	    !store_query(s, &a, "SELECT name, report FROM ticket ORDER BY name", export_report, &x))
		x.code = cli_fail("store: %s", store_error(s));
	if (!x.code)
		x.code = write_file(c, folder, "summary.csv", out_str(&csv));
	if (!x.code)
		x.code = write_file(c, folder, "index.html", out_str(&page));
	arena_free(&a);
	return x.code;
}

static struct store *open_store(struct cli *c, const char *folder, bool make)
{
	const char *reason = NULL;
	struct store *s;

	if (make && !process_folder(folder)) {
		cli_fail("%s: the results folder cannot be made", folder);
		return NULL;
	}
	s = store_open(arena_printf(&c->arena, "%s/results.sqlite", folder).s, make, &c->arena,
		       &reason);
	if (!s)
		cli_fail("%s/results.sqlite: %s", folder, reason);
	return s;
}

static int closing_line(const struct batch_counts *n, const struct store_totals *t)
{
	fprintf(stderr,
		"wbtriage: %lld tickets: %lld with problems, %lld nothing found, %lld "
		"inconclusive, %lld unusable, %lld lost; %zu judged now, %zu unchanged\n",
		(long long)t->tickets, (long long)t->problems, (long long)t->nothing,
		(long long)t->inconclusive, (long long)t->unusable, (long long)t->lost, n->judged,
		n->unchanged);
	return t->worst;
}

static int read_list(struct cli *c, struct list *l)
{
	uint64_t part = 1, parts = 1;
	int code = 0;

	if (c->n_path == 0 || !c->output)
		return cli_fail("batch needs a folder or list of tickets, and -o RESULTS");
	if (c->shard && !shard_of(c->shard, &part, &parts))
		return cli_fail("--shard is I/N with I from 1 to N, or auto inside a job array");
	for (size_t i = 0; i < c->n_path && !code; i++)
		code = add_path(c, l, c->path[i]);
	if (l->n)
		qsort(l->item, l->n, sizeof(*l->item), by_name);
	for (size_t i = 1; i < l->n && !code; i++)
		if (str_eq(l->item[i - 1].name, l->item[i].name))
			code = cli_fail("two tickets are called '%.*s'",
					STR_ARG(str_quote(&c->arena, l->item[i].name, 80)));
	keep_shard(l, part, parts);
	return code;
}

static void add_ids(struct buf *out, const char *what, const struct str *id, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "%s%.*s", i ? "," : what, STR_ARG(id[i]));
}

/* Version and options that can change a verdict: results of others are not reused. */
static struct str judged_by(struct cli *c)
{
	const struct ticket_options *t = &c->ticket;
	struct buf out = { .arena = &c->arena };

	buf_addf(&out, "wbtriage %.*s", STR_ARG(c->report.version));
	if (t->role)
		buf_addf(&out, " role=%d", (int)t->role);
	if (t->utc_offset != OBS_UNKNOWN)
		buf_addf(&out, " tz=%lld", (long long)t->utc_offset);
	if (t->ask)
		buf_addf(&out, " ask=%u", t->ask);
	add_ids(&out, " only=", c->only, c->n_only);
	add_ids(&out, " skip=", c->skip, c->n_skip);
	return buf_str(&out);
}

struct dropping {
	struct cli *c;
	const struct list *l;
};

static void drop_if_gone(void *ctx, const struct str *column, size_t n)
{
	struct dropping *d = ctx;
	struct batch_ticket key = { .name = column[0] };

	if (n == 1 && (!d->l->n || !bsearch(&key, d->l->item, d->l->n, sizeof(key), by_name)))
		drop_report(d->c, column[0]);
}

static bool keep_only(struct cli *c, struct store *s, const struct list *l)
{
	struct str *names = arena_array(&c->arena, struct str, l->n);
	struct dropping d = { c, l };

	for (size_t i = 0; i < l->n; i++)
		names[i] = l->item[i].name;
	return store_query(s, &c->arena, "SELECT name FROM ticket ORDER BY name", drop_if_gone,
			   &d) &&
	       store_keep_only(s, names, l->n);
}

int cmd_batch(struct cli *c)
{
	struct list l = { 0 };
	struct batch_counts counts = { 0 };
	struct batch_options o = { .jobs = c->jobs,
				   .seconds = c->seconds ? c->seconds : 300,
				   .memory = (size_t)(c->megabytes ? c->megabytes : 2048) * MIB,
				   .again = c->force,
				   .since_knowledge = c->since_knowledge,
				   .progress = port_is_terminal(2),
				   .quiet = c->report.quiet,
				   .ticket = c->ticket,
				   .version = c->report.version,
				   .judged_by = judged_by(c) };
	struct store *s;
	int code = read_list(c, &l);

	/* The workers keep the processors busy. */
	o.ticket.threads = 1;
	if (code)
		return code;
	if (!cli_knowledge(c) || !(s = open_store(c, c->output, true)))
		return CLI_USAGE;
	if (!keep_only(c, s, &l)) {
		code = cli_fail("store: %s", store_error(s));
		store_close(s);
		return code;
	}
	batch_run(&c->arena, &c->know, s, l.item, l.n, &o, &counts);
	code = counts.stopped      ? cli_fail("stopped; the same command goes on from here") :
	       counts.store_failed ? CLI_USAGE :
				     export_all(c, s, c->output);
	if (!code) {
		struct store_totals t = store_totals(s);

		code = closing_line(&counts, &t);
	}
	store_close(s);
	return code;
}

static int check_part(struct cli *c, const char *folder)
{
	struct str path = arena_printf(&c->arena, "%s/results.sqlite", folder);
	struct port_handle h;
	bool is_store = port_open(NULL, path.s, true, &h) == PORT_OK && h.kind == PORT_FILE;

	port_close(&h);
	if (strcmp(folder, c->output) == 0)
		return cli_fail("%s: the results of a merge cannot be one of its parts", folder);
	return is_store ? 0 : cli_fail("%s: no store there", path.s);
}

/* As after a batch, the results hold the tickets of this call: a former merge may know some that
 * are gone. */
int cmd_merge(struct cli *c)
{
	struct store_totals t;
	struct batch_counts none = { 0 };
	const struct list nothing = { 0 };
	struct store *s;
	int code = 0;

	if (c->n_path == 0 || !c->output)
		return cli_fail("merge needs the results folders of shards, and -o RESULTS");
	for (size_t i = 0; i < c->n_path && !code; i++)
		code = check_part(c, c->path[i]);
	if (code || !(s = open_store(c, c->output, true)))
		return CLI_USAGE;
	if (!keep_only(c, s, &nothing))
		code = cli_fail("store: %s", store_error(s));
	for (size_t i = 0; i < c->n_path && !code; i++) {
		const char *reason = NULL;
		struct str path = arena_printf(&c->arena, "%s/results.sqlite", c->path[i]);

		if (!store_merge(s, &c->arena, path.s, &reason))
			code = cli_fail("%s: %s", path.s, reason);
	}
	if (!code)
		code = export_all(c, s, c->output);
	t = store_totals(s);
	store_close(s);
	return code ? code : closing_line(&none, &t);
}

enum { MOST_COLUMNS = 8 };

struct row {
	struct str column[MOST_COLUMNS];
	size_t n;
};

struct printing {
	struct out out;
	struct arena *a;
	struct row *row;
	size_t n, cap;
};

static void print_csv(void *ctx, const struct str *column, size_t n)
{
	struct printing *p = ctx;

	for (size_t i = 0; i < n; i++) {
		out_text(&p->out, i ? "," : "");
		out_csv(&p->out, column[i]);
	}
	out_text(&p->out, "\r\n");
}

static void keep_row(void *ctx, const struct str *column, size_t n)
{
	struct printing *p = ctx;
	struct row *r = PUSH(p->a, p->row, p->n, p->cap);

	for (r->n = 0; r->n < n && r->n < MOST_COLUMNS; r->n++)
		r->column[r->n] = column[r->n].len ? str_quote(p->a, column[r->n], 100) : STR("-");
}

/* A heading, and columns as wide as the widest of what stands in them. */
static void print_table(struct printing *p)
{
	size_t width[MOST_COLUMNS] = { 0 };

	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->row[i].n; k++) {
			size_t columns = utf8_columns(p->row[i].column[k]);

			width[k] = columns > width[k] ? columns : width[k];
		}
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->row[i].n; k++) {
			const struct str v = p->row[i].column[k];
			bool last = k + 1 == p->row[i].n;

			out_raw(&p->out, v);
			for (size_t pad = last ? 0 : width[k] - utf8_columns(v) + 2; pad > 0; pad--)
				out_text(&p->out, " ");
			out_text(&p->out, last ? "\n" : "");
		}
}

/* Questions that the store answers. */
static const struct {
	const char *name, *sql;
} question[] = {
	{ "causes", "SELECT tickets, cause, title FROM tickets_by_cause" },
	{ "servers", "SELECT tickets, with_problems, with_cause, host FROM tickets_by_server" },
	{ "errors", "SELECT tickets, events, signature, example FROM tickets_by_unexplained" },
	{ "unexplained", "SELECT ticket, problem, host FROM unexplained_tickets" },
	{ "changed",
	  "SELECT ticket, status_before, cause_before, status, cause FROM verdict_changes" },
	{ "explained", "SELECT ticket, status, cause FROM newly_explained" },
	{ "lost", "SELECT ticket, outcome FROM lost_tickets" },
	{ "tickets", "SELECT ticket, status, cause FROM first_cause ORDER BY ticket" },
};

static const char *sql_of(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(question); i++)
		if (strcmp(name, question[i].name) == 0)
			return question[i].sql;
	return NULL;
}

int cmd_query(struct cli *c)
{
	struct printing p = { .out = out_buffer(&c->arena), .a = &c->arena };
	const char *sql = c->n_path == 2 ? sql_of(c->path[1]) : NULL;
	struct store *s;
	bool csv;
	int code;

	if (!sql)
		return cli_fail("query needs a results folder and one of causes, servers, errors, "
				"unexplained, "
				"changed, explained, lost, tickets%s%s",
				c->n_path == 2 ? "; not " : "", c->n_path == 2 ? c->path[1] : "");
	csv = c->report.format && strcmp(c->report.format->name, "csv") == 0;
	if (!csv && c->report.format && strcmp(c->report.format->name, "text") != 0)
		return cli_fail("query knows -f text and csv");
	if (!(s = open_store(c, c->path[0], false)))
		return CLI_USAGE;
	if (!store_head(s, &c->arena, sql, csv ? print_csv : keep_row, &p) ||
	    !store_query(s, &c->arena, sql, csv ? print_csv : keep_row, &p)) {
		code = cli_fail("store: %s", store_error(s));
	} else {
		print_table(&p);
		code = cli_write(c, out_str(&p.out), 0);
	}
	store_close(s);
	return code;
}
