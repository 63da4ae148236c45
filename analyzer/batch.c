/* batch.c - see batch.h */
#include "analyzer/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/content.h"
#include "analyzer/process.h"
#include "analyzer/report.h"

/* COMMIT_EVERY: what a kill costs at most; a transaction per ticket would wait for the disk each
 * time. */
enum {
	MAX_JOBS = 64,
	SHOW_AFTER = 1000,
	SHOW_EVERY = 200,
	TELL_EVERY = 10000,
	COMMIT_EVERY = 1000
};
/* Exit codes of workers beside 0; 70 is that of die(), which ends what ran out of memory. */
enum { WORK_MEMORY = 70, WORK_FAILED = 71 };

/* What a worker is given; copied into it by fork. */
struct job {
	const struct know *k;
	const struct batch_ticket *ticket;
	const struct batch_options *o;
	struct store_basis basis; /* of the stored result; unknown if there is none */
};

static bool same_judge(const struct know *k, const struct batch_options *o,
		       const struct store_basis *basis)
{
	return str_eq(k->sha256, basis->knowledge) && str_eq(o->judged_by, basis->judged_by);
}

/* First line: hash of the content. Second: "same" or the exit code. Then the report. */
static bool judge(const struct job *j, struct ticket *t, struct str hash, int fd)
{
	struct report_options ro = { .format = report_format(STR("json")),
				     .version = j->o->version };
	const char *path = j->ticket->path.s;
	struct out out;

	ticket_analyse(t, &path, 1, j->k, &j->o->ticket);
	out = out_buffer(&t->arena);
	return report_write(&t->report, &ro, &out) &&
	       process_write(fd, arena_printf(&t->arena, "%.*s\n%d\n", STR_ARG(hash),
					      t->report.exit_code)) &&
	       process_write(fd, out_str(&out));
}

static int work(void *ctx, int fd)
{
	struct job *j = ctx;
	struct ticket t = { .arena = { 0 } };
	struct str hash = content_hash(&t.arena, j->ticket->path.s);
	bool ok;

	if (!j->o->again && str_eq(hash, j->basis.content) && same_judge(j->k, j->o, &j->basis))
		ok = process_write(fd, arena_printf(&t.arena, "%.*s\nsame\n", STR_ARG(hash)));
	else
		ok = judge(j, &t, hash, fd);
	ticket_free(&t);
	return ok ? 0 : WORK_FAILED;
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
	int64_t begun, shown, committed;
};

static void record(struct schedule *r, const struct batch_ticket *t, const char *outcome, int code,
		   struct str hash, struct str report)
{
	struct store_ticket row = { .name = t->name,
				    .basis = { hash, r->k->sha256, r->o->judged_by },
				    .outcome = str_of(outcome),
				    .exit_code = code,
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

static const char *lost_as(const struct process *p)
{
	return p->end == PROCESS_TIMEOUT                          ? "timeout" :
	       p->end == PROCESS_CRASHED                          ? "crashed" :
	       p->end == PROCESS_FAILED && p->code == WORK_MEMORY ? "memory" :
								    "failed";
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
	if (p->end != PROCESS_DONE)
		record(r, t, lost_as(p), 70, STR(""), STR(""));
	else if (str_eq(word, STR("same")))
		r->c->unchanged++;
	else if (rest.s && str_u64(word, &code))
		record(r, t, "judged", (int)code, hash, rest);
	else
		record(r, t, "failed", 70, STR(""), STR(""));
	free(p->bytes);
	*p = (struct process){ .fd = -1 };
}

static bool launch(struct schedule *r, size_t i, const struct store_basis *basis)
{
	struct process_limits limits = { r->o->seconds, r->o->memory };
	struct job j = { r->k, &r->ticket[r->next], r->o, *basis };

	if (!process_start(&r->slot[i], &limits, work, &j))
		return false;
	r->job_of[i] = r->next++;
	return true;
}

static const struct store_basis no_basis;

/* Starts the next ticket in a free slot. false if there is none, or no process could be made. */
static bool start_next(struct schedule *r, size_t i)
{
	struct arena scratch = { 0 };
	struct store_basis basis;
	bool ok = true;

	while (r->next < r->n) {
		bool known = store_basis_of(r->s, &scratch, r->ticket[r->next].name, &basis);

		if (!known)
			basis = no_basis;
		if (!(known && r->o->since_knowledge && same_judge(r->k, r->o, &basis))) {
			ok = launch(r, i, &basis);
			break;
		}
		r->next++;
		r->done++;
		r->c->unchanged++;
	}
	arena_free(&scratch);
	return ok;
}

static void commit(struct schedule *r, bool last)
{
	int64_t now = process_now();

	if (!last && now - r->committed < COMMIT_EVERY)
		return;
	r->committed = now;
	if (!store_commit(r->s)) {
		r->c->store_failed = true;
		fprintf(stderr, "wbtriage: store: %s\n", store_error(r->s));
	}
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
		if (!start_next(r, i) && !busy(r, jobs)) {
			record(r, &r->ticket[r->next++], "failed", 70, STR(""), STR(""));
			r->done++;
		}
	}
}

void batch_run(struct arena *a, const struct know *k, struct store *s,
	       const struct batch_ticket *ticket, size_t n, const struct batch_options *o,
	       struct batch_counts *c)
{
	struct schedule r = { .a = a,
			      .k = k,
			      .s = s,
			      .ticket = ticket,
			      .n = n,
			      .o = o,
			      .c = c,
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
		commit(&r, false);
		show(&r, false);
	}
	commit(&r, true);
	c->stopped = process_stopped();
	show(&r, true);
}
