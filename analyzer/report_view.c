/* report_view.c - see report_view.h */
#include "analyzer/report_view.h"

#include "parsers/code.h"

/* Searched for each citation; a report lists some dozens. */
enum { MOST_QUOTED = 2000 };

bool view_absent(const struct finding *f)
{
	return f->against && f->truth == TRUTH_FALSE;
}

enum side view_side(const struct finding *f)
{
	if (truth_unknown(f->truth))
		return SIDE_MISSING;
	/* Support that is absent without weight was never expected. */
	if (f->against)
		return view_absent(f) && f->weight == WEIGHT_NONE ? SIDE_NONE : SIDE_AGAINST;
	return f->truth == TRUTH_TRUE ? SIDE_FOR : SIDE_NONE;
}

size_t view_count(const struct cause_verdict *c, enum side side)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_evidence; i++)
		n += view_side(&c->evidence[i]) == side;
	return n;
}

bool view_active(const struct cause_verdict *c)
{
	return c->status >= STATUS_CONFIRMED && c->status <= STATUS_POSSIBLE;
}

const char *view_status(enum status s)
{
	static const char *const text[STATUS_COUNT] = {
		[STATUS_NONE] = "not judged",    [STATUS_CONFIRMED] = "CONFIRMED",
		[STATUS_LIKELY] = "LIKELY",      [STATUS_POSSIBLE] = "POSSIBLE",
		[STATUS_UNLIKELY] = "unlikely",  [STATUS_RULED_OUT] = "ruled out",
		[STATUS_UNKNOWN] = "not judged",
	};

	return text[s < STATUS_COUNT ? s : STATUS_NONE];
}

struct word_pair {
	const char *word, *text;
};

static const char *look_up(const struct word_pair *table, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word, str_of(table[i].word)))
			return table[i].text;
	return NULL;
}

const char *view_risk(struct str risk)
{
	static const struct word_pair table[] = {
		{ "restart", "needs a restart" },
		{ "acl", "changes permissions" },
		{ "service", "changes or restarts a service" },
		{ "registry", "changes the registry" },
		{ "storage", "gives shadow copies more room" },
		{ "data", "can lose data" },
	};
	const char *text = look_up(table, ARRAY_SIZE(table), risk);

	return text ? text : "";
}

const char *view_step(struct str kind)
{
	static const struct word_pair table[] = {
		{ "save", "Save first" },
		{ "command", "Run" },
		{ "undo", "To undo" },
	};

	return look_up(table, ARRAY_SIZE(table), kind);
}

const char *view_step_name(struct str kind)
{
	static const char *const name[] = { "save", "command", "undo" };

	for (size_t i = 0; i < ARRAY_SIZE(name); i++)
		if (str_eq(kind, str_of(name[i])))
			return name[i];
	return "text";
}

const struct run_verdict *view_incident(const struct report *r)
{
	for (size_t i = 0; i < r->n_run; i++)
		if (r->run[i].incident)
			return &r->run[i];
	return NULL;
}

const struct run_verdict *view_shown_run(const struct report *r)
{
	if (view_incident(r))
		return view_incident(r);
	for (size_t i = r->n_run; i > 0; i--)
		if (r->run[i - 1].outcome == OUTCOME_OK)
			return &r->run[i - 1];
	return NULL;
}

const struct run_verdict *view_later_run(const struct report *r)
{
	const struct run_verdict *failed = view_incident(r), *last = NULL;

	for (size_t i = 0; failed && i < r->n_run; i++)
		if (r->run[i].outcome == OUTCOME_OK && when_after(r->run[i].start, failed->start) &&
		    (!last || when_after(r->run[i].start, last->start)))
			last = &r->run[i];
	return last;
}

const struct citation *view_deciding(const struct cause_verdict *c, struct str *object)
{
	const struct citation *first = NULL;

	*object = (struct str){ 0 };
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct finding *f = &c->evidence[i];

		if (view_side(f) != SIDE_FOR)
			continue;
		for (size_t k = 0; k < f->n_access; k++)
			if (f->access[k].counts && f->access[k].met == TRI_NO) {
				*object = f->access[k].path;
				return &f->access[k].cite;
			}
		if (!first && f->n_cite)
			first = &f->cite[0];
	}
	return first;
}

const char *view_no_problem(const struct report *r)
{
	if (!view_any_evidence(r))
		return "Nothing was collected that could be judged. This is no statement about the "
		       "server.";
	return r->exit_code == 4 || r->rules_unknown ?
		       "No known problem was found, but evidence that would tell is missing." :
		       "No known problem was found.";
}

/* The words of the observation tables, so that all parts of the program use the same. */
static const char *field_word(enum obs_kind kind, const char *field, unsigned value)
{
	const struct field *f = obs_field(kind, str_of(field));

	return value && f ? f->word[value] : NULL;
}

const char *view_run_kind_name(enum run_kind k)
{
	return field_word(OBS_RUN, "kind", k);
}

const char *view_run_kind(enum run_kind k)
{
	switch (k) {
	case RUN_SYSTEM_STATE:
		return "System state backup";
	case RUN_RECOVERY:
		return "Recovery";
	case RUN_OTHER:
		return "Other operation";
	case RUN_NONE:
	case RUN_BACKUP:
		break;
	}
	return "Backup";
}

const char *view_outcome_name(enum run_outcome o)
{
	return field_word(OBS_RUN, "outcome", o);
}

const char *view_outcome(enum run_outcome o)
{
	switch (o) {
	case OUTCOME_OK:
		return "completed";
	case OUTCOME_WARNINGS:
		return "completed with warnings";
	case OUTCOME_FAILED:
		return "failed";
	case OUTCOME_CANCELED:
		return "canceled";
	case OUTCOME_NONE:
		break;
	}
	return "outcome not known";
}

const char *view_role_name(enum host_role role)
{
	return field_word(OBS_HOST, "role", role);
}

const char *view_role(enum host_role role)
{
	switch (role) {
	case ROLE_WORKSTATION:
		return "workstation";
	case ROLE_MEMBER:
		return "member or stand-alone server";
	case ROLE_DC:
		return "domain controller";
	case ROLE_NONE:
		break;
	}
	return NULL;
}

const char *view_tri(enum tri t)
{
	return t == TRI_YES ? "yes" : t == TRI_NO ? "no" : NULL;
}

static const struct {
	int code;
	const char *name, *text;
} outcome[] = {
	{ 0, "nothing-found", "Judged; no known problem found." },
	{ 1, "problems-found", "Problems found." },
	{ 3, "input-unusable", "The input could not be used; nothing was judged." },
	{ 4, "inconclusive", "Not conclusive: evidence that would tell is missing." },
	{ 5, "knowledge-failed",
	  "A part of the knowledge could not be loaded; the rest was used." },
};

const char *view_exit_name(int exit_code)
{
	for (size_t i = 0; i < ARRAY_SIZE(outcome); i++)
		if (outcome[i].code == exit_code)
			return outcome[i].name;
	return "internal-error";
}

const char *view_exit(int exit_code)
{
	for (size_t i = 0; i < ARRAY_SIZE(outcome); i++)
		if (outcome[i].code == exit_code)
			return outcome[i].text;
	return "Internal error.";
}

bool view_any_evidence(const struct report *r)
{
	struct arena a = { 0 };
	struct view_files files = view_files(&a, r);
	bool any = r->n_run || r->n_coverage || r->n_problem;

	for (size_t i = 0; i < files.n; i++)
		any = any || files.file[i].observations > 0;
	arena_free(&a);
	return any;
}

struct str view_os(struct arena *a, const struct host *h)
{
	struct str version = h->version;

	if (!version.s && h->build != OBS_UNKNOWN)
		version = arena_printf(a, "build %lld", (long long)h->build);
	if (!h->os.s)
		return version.s ? arena_printf(a, "Windows %.*s", STR_ARG(version)) : version;
	if (!version.s)
		return h->os;
	return arena_printf(a, "%.*s (%.*s)", STR_ARG(h->os), STR_ARG(version));
}

struct str view_code_hex(struct arena *a, int64_t code)
{
	if (code == OBS_UNKNOWN)
		return (struct str){ 0 };
	return arena_printf(a, "0x%08x", (unsigned)(uint32_t)code);
}

struct str view_code(struct arena *a, int64_t code)
{
	struct buf out = { .arena = a };
	struct str name, meaning;

	if (code == OBS_UNKNOWN)
		return (struct str){ 0 };
	name = code_name((uint32_t)code);
	meaning = code_meaning((uint32_t)code);
	buf_add(&out, code_text(a, (uint32_t)code));
	if (name.len)
		buf_addf(&out, " %.*s", STR_ARG(name));
	if (meaning.len)
		buf_addf(&out, ": %.*s", STR_ARG(meaning));
	return buf_str(&out);
}

struct str view_gap(struct arena *a, int64_t ticks)
{
	uint64_t s;
	char sign = ticks < 0 ? '-' : '+';

	if (ticks == OBS_UNKNOWN)
		return (struct str){ 0 };
	s = (uint64_t)(ticks < 0 ? -ticks : ticks) / (uint64_t)WHEN_SECOND;
	if (s < 120)
		return arena_printf(a, "%c%llu s", sign, (unsigned long long)s);
	if (s < 2 * 3600)
		return arena_printf(a, "%c%llu min", sign, (unsigned long long)(s / 60));
	if (s < 2 * 86400)
		return arena_printf(a, "%c%llu h", sign, (unsigned long long)(s / 3600));
	return arena_printf(a, "%c%llu days", sign, (unsigned long long)(s / 86400));
}

struct str view_place(struct arena *a, const struct citation *c)
{
	struct str file = c->file.s ? c->file : STR("(file not named)");

	if (c->at.record)
		return arena_printf(a, "%.*s #%llu", STR_ARG(file),
				    (unsigned long long)c->at.record);
	if (c->at.line && c->at.last_line > c->at.line)
		return arena_printf(a, "%.*s:%u-%u", STR_ARG(file), (unsigned)c->at.line,
				    (unsigned)c->at.last_line);
	if (c->at.line)
		return arena_printf(a, "%.*s:%u", STR_ARG(file), (unsigned)c->at.line);
	return file;
}

struct when view_time(const struct citation *c)
{
	const struct obs *o = c->obs;
	struct when never = { 0 };

	if (!o)
		return never;
	switch (o->kind) {
	case OBS_EVENT:
		return o->event.time;
	case OBS_RUN:
		return o->run.end.basis ? o->run.end : o->run.start;
	case OBS_WRITERS:
		return o->writers.time;
	case OBS_SHADOW:
		return o->shadow.time;
	case OBS_FILE:
		return o->file.time;
	default:
		return never;
	}
}

struct str view_quote(const struct citation *c)
{
	const struct obs *o = c->obs;

	if (str_known(c->at.quote) || !o)
		return c->at.quote;
	if (o->at.quote.len)
		return o->at.quote;
	switch (o->kind) {
	case OBS_EVENT:
		return o->event.text;
	case OBS_RUN:
		return o->run.message;
	case OBS_MESSAGE:
		return o->message.text;
	default:
		return (struct str){ 0 };
	}
}

bool view_was_quoted(struct view_quoted *q, struct arena *a, struct str quote)
{
	for (size_t i = 0; i < q->n; i++)
		if (q->text[i] == quote.s)
			return true;
	if (q->n < MOST_QUOTED)
		*(const char **)PUSH(a, q->text, q->n, q->cap) = quote.s;
	return false;
}

const struct event *view_event(const struct citation *c)
{
	return c->obs && c->obs->kind == OBS_EVENT ? &c->obs->event : NULL;
}

static const char *level_name(int64_t level)
{
	static const char *const text[] = { "log always", "critical",    "error",
					    "warning",    "information", "verbose" };

	return level >= 0 && level < (int64_t)ARRAY_SIZE(text) ? text[level] : NULL;
}

struct str view_reread(struct arena *a, const struct citation *c)
{
	const struct event *e = view_event(c);
	struct str answer = e && e->reread ? str_of(e->reread->answer) : (struct str){ 0 };

	if (str_eq(answer, STR("different")))
		return arena_printf(a, "libevtx reads this record differently: %.*s",
				    STR_ARG(e->reread->what));
	if (str_eq(answer, STR("undecoded")))
		return STR("libevtx cannot decode this record");
	if (str_eq(answer, STR("neither")) || str_eq(answer, STR("unread")))
		return STR("this record is damaged");
	return (struct str){ 0 };
}

struct str view_rereads(struct arena *a, const struct report *r)
{
	if (!r->cited)
		return (struct str){ 0 };
	return arena_printf(a, "%zu of %zu cited log records are read alike by libevtx",
			    r->cited_same, r->cited);
}

struct str view_event_title(struct arena *a, const struct event *e)
{
	struct buf out = { .arena = a };
	struct str source;

	if (!e)
		return (struct str){ 0 };
	source = e->source_name.len ? e->source_name : e->provider;
	buf_add(&out, source.len ? source : STR("event"));
	if (e->id != OBS_UNKNOWN)
		buf_addf(&out, " %lld", (long long)e->id);
	if (level_name(e->level))
		buf_addf(&out, " %s", level_name(e->level));
	return buf_str(&out);
}
