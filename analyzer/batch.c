/* batch.c - see batch.h */
#include "analyzer/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/content.h"
#include "analyzer/process.h"
#include "analyzer/report.h"

enum { MAX_JOBS = 64, SHOW_AFTER = 1000, SHOW_EVERY = 200, TELL_EVERY = 10000 };

/* What a worker is given; copied into it by fork. */
struct job {
	const struct know *k;
	const struct batch_ticket *ticket;
	const struct batch_options *o;
	struct str content, knowledge;	/* of the stored result; unknown if there is none */
};

/* First line: hash of the content. Second: "same" or the exit code. Then the report. */
static int work(void *ctx, int fd)
{
	struct job *j = ctx;
	struct ticket t = { .arena = { 0 } };
	struct report_options ro = { .format = report_format(STR("json")),
				     .version = j->o->version };
	const char *path = j->ticket->path.s;
	struct str hash = content_hash(&t.arena, path);
	struct out out;

	if (!j->o->again && str_eq(hash, j->content) && str_eq(j->k->sha256, j->knowledge))
		return process_write(fd, arena_printf(&t.arena, "%.*s\nsame\n", STR_ARG(hash))) ? 0 :
												  70;
	ticket_analyse(&t, &path, 1, j->k, &j->o->ticket);
	out = out_buffer(&t.arena);
	if (!report_write(&t.report, &ro, &out))
		return 70;
	if (!process_write(fd, arena_printf(&t.arena, "%.*s\n%d\n", STR_ARG(hash),
					    t.report.exit_code)) ||
	    !process_write(fd, out_str(&out)))
		return 70;
	return 0;
}

struct schedule {
	struct arena *a;
	const struct know *k;
	struct store *s;
	const struct batch_ticket *ticket;
	size_t n, next, done;
	const struct batch_options *o;
	struct batch_counts *c;
	struct process slot[MAX_JOBS];
	size_t job_of[MAX_JOBS];
	int64_t begun, shown;
};

static void record(struct schedule *r, const struct batch_ticket *t, const char *outcome, int code,
		   struct str hash, struct str report)
{
	struct store_ticket row = { .name = t->name, .content = hash, .knowledge = r->k->sha256,
				    .outcome = str_of(outcome), .exit_code = code,
				    .report = report };

	if (!store_put(r->s, &row)) {
		r->c->store_failed = true;
		fprintf(stderr, "wbtriage: store: %s\n", store_error(r->s));
	}
	if (strcmp(outcome, "judged") == 0) {
		r->c->judged++;
		return;
	}
	r->c->lost++;
	if (!r->o->quiet)
		fprintf(stderr, "%swbtriage: %.*s: %s\n", r->o->progress ? "\r\033[K" : "",
			STR_ARG(str_quote(r->a, t->name, 80)), outcome);
}

static void finish(struct schedule *r, size_t i)
{
	struct process *p = &r->slot[i];
	const struct batch_ticket *t = &r->ticket[r->job_of[i]];
	struct str rest = { p->bytes, p->len }, hash, word;
	uint64_t code = 70;

	r->done++;
	hash = p->len ? str_cut(&rest, '\n') : STR("");
	word = rest.s ? str_cut(&rest, '\n') : STR("");
	if (p->end == PROCESS_TIMEOUT)
		record(r, t, "timeout", 70, STR(""), STR(""));
	else if (p->end == PROCESS_CRASHED)
		record(r, t, "crashed", 70, STR(""), STR(""));
	else if (p->end == PROCESS_FAILED || !rest.s)
		record(r, t, "failed", 70, STR(""), STR(""));
	else if (str_eq(word, STR("same")))
		r->c->unchanged++;
	else if (str_u64(word, &code))
		record(r, t, "judged", (int)code, hash, rest);
	else
		record(r, t, "failed", 70, STR(""), STR(""));
	free(p->bytes);
	*p = (struct process){ .fd = -1 };
}

static bool launch(struct schedule *r, size_t i)
{
	struct arena scratch = { 0 };
	struct process_limits limits = { r->o->seconds, r->o->memory };
	struct job j = { r->k, &r->ticket[r->next], r->o, { 0 }, { 0 } };
	bool ok;

	store_hashes(r->s, &scratch, j.ticket->name, &j.content, &j.knowledge);
	ok = process_start(&r->slot[i], &limits, work, &j);
	arena_free(&scratch);
	if (ok)
		r->job_of[i] = r->next++;
	return ok;
}

static void show(struct schedule *r, bool last)
{
	int64_t now = process_now(), spent = now - r->begun;
	int64_t every = r->o->progress ? SHOW_EVERY : TELL_EVERY;
	double rate, left;

	if (r->o->quiet || spent < SHOW_AFTER || (!last && now - r->shown < every))
		return;
	r->shown = now;
	rate = (double)r->done * 1000.0 / (double)spent;
	left = rate > 0 ? (double)(r->n - r->done) / rate : 0;
	fprintf(stderr, "%s%zu of %zu tickets, %.0f per second, %.0f s left%s",
		r->o->progress ? "\r\033[K" : "wbtriage: ", r->done, r->n, rate, left,
		r->o->progress && !last ? "" : "\n");
}

static bool busy(const struct schedule *r, unsigned jobs)
{
	for (unsigned i = 0; i < jobs; i++)
		if (r->slot[i].pid)
			return true;
	return false;
}

static void fill_slots(struct schedule *r, unsigned jobs)
{
	for (unsigned i = 0; i < jobs; i++) {
		if (r->slot[i].pid || r->slot[i].end || r->next >= r->n || process_stopped())
			continue;
		if (!launch(r, i) && !busy(r, jobs)) {
			record(r, &r->ticket[r->next++], "failed", 70, STR(""), STR(""));
			r->done++;
		}
	}
}

void batch_run(struct arena *a, const struct know *k, struct store *s,
	       const struct batch_ticket *ticket, size_t n, const struct batch_options *o,
	       struct batch_counts *c)
{
	struct schedule r = { .a = a, .k = k, .s = s, .ticket = ticket, .n = n, .o = o, .c = c,
			 .begun = process_now() };
	unsigned jobs = o->jobs ? o->jobs : process_cores();

	if (jobs > MAX_JOBS)
		jobs = MAX_JOBS;
	process_catch_stop();
	fflush(NULL);
	for (;;) {
		fill_slots(&r, jobs);
		if (!busy(&r, jobs))
			break;
		process_wait(r.slot, jobs, 100);
		if (process_stopped())
			process_kill(r.slot, jobs);
		for (unsigned i = 0; i < jobs; i++)
			if (r.slot[i].end && !process_stopped())
				finish(&r, i);
			else if (r.slot[i].end)
				r.slot[i].end = PROCESS_NONE;
		show(&r, false);
	}
	c->stopped = process_stopped();
	show(&r, true);
}
