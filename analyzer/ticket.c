/* ticket.c - see ticket.h */
#include "analyzer/ticket.h"

#include "analyzer/runs.h"
#include "analyzer/score.h"
#include "analyzer/second.h"

enum {
	EXIT_JUDGED = 0,
	EXIT_PROBLEMS = 1,
	EXIT_UNUSABLE = 3,
	EXIT_INCONCLUSIVE = 4,
	EXIT_KNOWLEDGE = 5
};

void ticket_read(struct ticket *t, const char *const *path, size_t n, const struct know *k,
		 const struct ticket_options *o)
{
	struct bundle_ask ask = { .want = o->keep_all ? NULL : &k->interest,
				  .ask = o->ask,
				  .threads = o->threads };

	bundle_read(&t->bundle, &t->arena, path, n, &ask);
	evidence_make(&t->evidence, &t->arena, &t->bundle.obs, bundle_names(&t->bundle),
		      t->bundle.n_file);
	if (o->role != ROLE_NONE)
		t->evidence.host.role = o->role;
	if (o->utc_offset != OBS_UNKNOWN)
		t->evidence.host.utc_offset = o->utc_offset;
	runs_make(&t->evidence);
}

static bool last_backup_good(const struct evidence *e)
{
	for (size_t i = e->n_run; i > 0; i--)
		if (e->run[i - 1].kind != RUN_RECOVERY && e->run[i - 1].kind != RUN_OTHER &&
		    e->run[i - 1].outcome != OUTCOME_NONE)
			return e->run[i - 1].outcome == OUTCOME_OK;
	return false;
}

/* Nothing found is only good news if the evidence shows a backup that worked. */
static int exit_code(const struct ticket *t, const struct know *k)
{
	if (k->n_error)
		return EXIT_KNOWLEDGE;
	if (t->report.n_problem)
		return EXIT_PROBLEMS;
	if (t->bundle.n_recognised == 0)
		return EXIT_UNUSABLE;
	return !t->evidence.incident && last_backup_good(&t->evidence) ? EXIT_JUDGED :
									 EXIT_INCONCLUSIVE;
}

void ticket_analyse(struct ticket *t, const char *const *path, size_t n, const struct know *k,
		    const struct ticket_options *o)
{
	struct report *r = &t->report;

	ticket_read(t, path, n, k, o);
	r->arena = &t->arena;
	r->bundle = &t->bundle;
	r->knowledge_sha256 = k->sha256;
	r->knowledge_version = str_sub(k->sha256, 0, 12);
	r->knowledge_rules = k->n_cause + k->n_harmless;
	r->knowledge_failed = k->n_error;
	correlate(&t->evidence, k, &o->correlate, r);
	second_opinion(r, &t->bundle.obs, path, n);
	r->exit_code = exit_code(t, k);
}

void ticket_free(struct ticket *t)
{
	arena_free(&t->arena);
}
