/* cond.c - see cond.h */
#include "analyzer/cond.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/access.h"
#include "parsers/path.h"

/* Places listed per condition; the rest is counted. A subject is a service, volume or writer. */
enum { MAX_CITATIONS = 5, MAX_SUBJECTS = 64 };

struct eval {
	const struct evidence *e;
	const struct cond *c;
	const struct bindings *b;
	struct outcome *out;
	int64_t times; /* matching observations, counting repeats */
	bool maybe;    /* one would match if a field were known */
	bool refused;  /* and it is unknown because the query failed */
	bool counted;  /* events that may match were counted, not kept */
};

/* An event with room for nobody else takes the place of the one farthest from the failure, so that
 * what is listed is what matters, still in the order read. */
static void cite_instead(struct eval *v, const struct obs *o)
{
	struct citation *c = v->out->cite;
	int64_t mine = evidence_distance(v->e, o);
	size_t far = 0;

	for (size_t i = 1; i < MAX_CITATIONS; i++)
		if (evidence_distance(v->e, c[i].obs) > evidence_distance(v->e, c[far].obs))
			far = i;
	v->out->more++;
	if (mine >= evidence_distance(v->e, c[far].obs))
		return;
	memmove(&c[far], &c[far + 1], (MAX_CITATIONS - far - 1) * sizeof(*c));
	c[MAX_CITATIONS - 1] = evidence_cite(v->e, o);
}

static void cite(struct eval *v, const struct obs *o)
{
	if (!o)
		return;
	if (v->out->n_cite == MAX_CITATIONS) {
		cite_instead(v, o);
		return;
	}
	*(struct citation *)PUSH(v->e->arena, v->out->cite, v->out->n_cite, v->out->cap_cite) =
		evidence_cite(v->e, o);
}

static void count_match(struct eval *v, const struct obs *o)
{
	bool repeats = o->kind == OBS_EVENT && o->event.count > 1;

	v->times += repeats ? o->event.count : 1;
	cite(v, o);
}

/* Observations that can match: for events with a given id, only those. */
static struct obs_set candidates(const struct evidence *e, const struct cond *c)
{
	const struct test *id = NULL;

	for (size_t i = 0; c->kind == OBS_EVENT && i < c->n_test; i++)
		if (c->test[i].field && strcmp(c->test[i].field->name, "id") == 0)
			id = &c->test[i];
	if (!id || id->negate || id->how != TEST_RANGE || id->n_range != 1)
		return e->kind[c->kind];
	return evidence_events(e, id->range[0].low, id->range[0].high);
}

static enum tri placed(const struct evidence *e, const struct cond *c, const struct obs *o)
{
	if (!c->near_run || o->kind != OBS_EVENT)
		return TRI_YES;
	if (evidence_near_incident(e, o->event.time) ||
	    (o->event.count > 1 && evidence_near_incident(e, o->event.last)))
		return TRI_YES;
	return o->event.count > 1 ? evidence_near(e, o->event.first, o->event.last) : TRI_NO;
}

/* Several captures describe one service or host, each with some of its fields: a test holds if any
 * capture of that service says so. */
static bool is_entity(enum obs_kind kind)
{
	return kind == OBS_SERVICE || kind == OBS_HOST;
}

static bool is_identity(const struct test *t)
{
	return t->field && t->field->identity;
}

static enum tri identity(struct eval *v, const struct obs *o, struct bindings *found)
{
	enum tri all = TRI_YES;

	for (size_t i = 0; i < v->c->n_test; i++) {
		enum tri r;

		if (!is_identity(&v->c->test[i]))
			continue;
		r = match_test(v->e->arena, &v->c->test[i], o, v->b, found);
		if (r == TRI_NO)
			return TRI_NO;
		if (r == TRI_UNKNOWN)
			all = TRI_UNKNOWN;
	}
	return all;
}

static bool same_entity(const struct obs *a, const struct obs *b)
{
	if (a->kind != OBS_SERVICE)
		return true;
	if (str_known(a->service.key) && str_known(b->service.key))
		return str_ieq(a->service.key, b->service.key);
	return str_known(a->service.display) && str_known(b->service.display) &&
	       str_ieq(a->service.display, b->service.display);
}

/* ERROR_SERVICE_DOES_NOT_EXIST: then no state or start type can hold. */
static bool does_not_exist(const struct obs *o)
{
	return o->kind == OBS_SERVICE && o->service.query_code == (int64_t)0x80070424;
}

/* One test over all captures of an entity, which stand together from 'first' on. */
static enum tri entity_test(struct eval *v, const struct obs_set *set, size_t first,
			    const struct test *t, struct bindings *found, const struct obs **by)
{
	enum tri best = TRI_UNKNOWN;

	for (size_t i = first; i < set->n && same_entity(set->item[first], set->item[i]); i++) {
		const struct obs *o = set->item[i];
		enum tri r;

		r = match_test(v->e->arena, t, o, v->b, found);
		if (r == TRI_UNKNOWN && does_not_exist(o))
			r = TRI_NO;
		if (r == TRI_UNKNOWN && o->kind == OBS_SERVICE &&
		    o->service.query_code != OBS_UNKNOWN)
			v->refused = true;
		if (r == TRI_YES || (r == TRI_NO && best == TRI_UNKNOWN)) {
			best = r;
			*by = o;
		}
		if (r == TRI_YES)
			break;
	}
	return best;
}

static enum tri entity_matches(struct eval *v, const struct obs_set *set, size_t first,
			       struct bindings *found)
{
	const struct obs *like = set->item[first];
	enum tri all = TRI_YES;
	const struct obs *said[16];
	size_t n_said = 0;

	for (size_t i = 0; i < v->c->n_test; i++) {
		const struct obs *by = NULL;
		enum tri r = entity_test(v, set, first, &v->c->test[i], found, &by);

		if (r == TRI_NO)
			return TRI_NO;
		if (r == TRI_UNKNOWN)
			all = TRI_UNKNOWN;
		if (by && !is_identity(&v->c->test[i]) && n_said < ARRAY_SIZE(said))
			said[n_said++] = by;
	}
	if (all != TRI_YES)
		return all;
	v->times++;
	for (size_t i = 0; i < n_said; i++)
		if (i == 0 || said[i] != said[i - 1])
			cite(v, said[i]);
	if (n_said == 0)
		cite(v, like);
	return TRI_YES;
}

/* Entities are judged at the first of their captures. */
static bool first_of_entity(const struct obs_set *set, size_t i)
{
	return i == 0 || !same_entity(set->item[i - 1], set->item[i]);
}

typedef void on_match(void *ctx, const struct bindings *found);

static void scan(struct eval *v, on_match *hit, void *ctx)
{
	struct obs_set set = candidates(v->e, v->c);

	for (size_t i = 0; i < set.n; i++) {
		const struct obs *o = set.item[i];
		struct bindings found;
		enum tri r;

		found.n = 0;
		if (is_entity(o->kind)) {
			if (!first_of_entity(&set, i) || identity(v, o, NULL) != TRI_YES)
				continue;
			r = entity_matches(v, &set, i, &found);
		} else {
			enum tri where = placed(v->e, v->c, o);

			if (identity(v, o, NULL) != TRI_YES || where == TRI_NO)
				continue;
			r = match_obs(v->e->arena, v->c, o, v->b, &found);
			if (r == TRI_YES)
				r = where;
			if (r == TRI_UNKNOWN && o->kind == OBS_EVENT && o->event.count > 1)
				v->counted = true;
			if (r == TRI_YES)
				count_match(v, o);
		}
		if (r == TRI_UNKNOWN)
			v->maybe = true;
		if (r == TRI_YES && hit)
			hit(ctx, &found);
	}
}

static const struct test *find_test(const struct cond *c, const char *field)
{
	for (size_t i = 0; i < c->n_test; i++)
		if (c->test[i].field && strcmp(c->test[i].field->name, field) == 0)
			return &c->test[i];
	return NULL;
}

/* Channels that the condition's events would be in: as told, or by provider. */
static size_t channels_of(const struct cond *c, struct str *channel, size_t max)
{
	const struct test *told = find_test(c, "channel"), *provider = find_test(c, "provider");
	size_t n = 0;

	if (told && told->how == TEST_WORDS && !told->negate) {
		for (size_t i = 0; i < told->n_word && n < max; i++)
			channel[n++] = told->word[i];
		return n;
	}
	for (size_t i = 0; provider && i < provider->n_word && n < max; i++) {
		struct str home = evidence_channel(provider->word[i]);

		if (str_known(home))
			channel[n++] = home;
	}
	return n;
}

/* No matching event: only a log that covers the incident shows that there was none. */
static enum truth event_absent(struct eval *v)
{
	struct str channel[8];
	size_t n = channels_of(v->c, channel, ARRAY_SIZE(channel));
	enum truth worst = TRUTH_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct obs *log;
		enum truth t = evidence_covered(v->e, channel[i], &log);

		cite(v, log);
		if (t == TRUTH_TRUE)
			t = TRUTH_FALSE;
		if (worst == TRUTH_NONE || (t != TRUTH_FALSE && worst == TRUTH_FALSE))
			worst = t;
	}
	return worst == TRUTH_NONE ? TRUTH_NOT_COLLECTED : worst;
}

/* A writer is missing only from a list that is complete. */
static enum truth writer_absent(struct eval *v)
{
	enum truth best = TRUTH_NOT_COLLECTED;

	for (size_t i = 0; i < v->e->kind[OBS_WRITERS].n; i++) {
		const struct obs *o = v->e->kind[OBS_WRITERS].item[i];

		if (o->writers.complete == TRI_YES) {
			cite(v, o);
			v->out->cite[0].at.quote = STR("");
			v->out->cite[0].note =
				arena_printf(v->e->arena, "%lld writers are listed, without it",
					     (long long)o->writers.count);
			return TRUTH_FALSE;
		}
		best = o->writers.code != OBS_UNKNOWN ? TRUTH_UNREADABLE : TRUTH_OUT_OF_RANGE;
	}
	return best;
}

/* Observations with the same identity but other values speak against it. */
static bool cite_contrary(struct eval *v)
{
	struct obs_set set = candidates(v->e, v->c);
	bool any = false;

	for (size_t i = 0; i < set.n; i++)
		if (identity(v, set.item[i], NULL) == TRI_YES) {
			cite(v, set.item[i]);
			any = true;
		}
	return any;
}

/* The key was dumped, so a value that it does not show is not there. */
static enum truth registry_absent(struct eval *v)
{
	const struct test *key = find_test(v->c, "key");

	if (cite_contrary(v))
		return TRUTH_FALSE;
	for (size_t i = 0; key && i < v->e->kind[OBS_REGISTRY].n; i++) {
		const struct obs *o = v->e->kind[OBS_REGISTRY].item[i];

		if (match_test(v->e->arena, key, o, v->b, NULL) == TRI_YES) {
			cite(v, o);
			return TRUTH_FALSE;
		}
	}
	return TRUTH_NOT_COLLECTED;
}

static enum truth any_of_kind_absent(struct eval *v)
{
	if (v->e->kind[v->c->kind].n == 0)
		return TRUTH_NOT_COLLECTED;
	cite(v, v->e->kind[v->c->kind].item[0]);
	return TRUTH_FALSE;
}

static enum truth identity_absent(struct eval *v)
{
	return cite_contrary(v) ? TRUTH_FALSE : TRUTH_NOT_COLLECTED;
}

/* Runs and messages are in wbadmin captures and in the Backup log. */
static enum truth run_absent(struct eval *v)
{
	const struct obs *log;

	for (size_t i = 0; i < v->e->kind[OBS_RUN].n; i++)
		cite(v, v->e->kind[OBS_RUN].item[i]);
	if (v->e->kind[OBS_RUN].n)
		return TRUTH_FALSE;
	return evidence_covered(v->e, STR("Microsoft-Windows-Backup"), &log) == TRUTH_TRUE ?
		       TRUTH_FALSE :
		       TRUTH_NOT_COLLECTED;
}

static enum truth absent(struct eval *v)
{
	switch (v->c->kind) {
	case OBS_EVENT:
		return event_absent(v);
	case OBS_WRITER:
		return writer_absent(v);
	case OBS_REGISTRY:
		return registry_absent(v);
	case OBS_RUN:
	case OBS_MESSAGE:
		return run_absent(v);
	case OBS_SERVICE:
	case OBS_ACL:
	case OBS_FILE:
	case OBS_HOST:
		return identity_absent(v);
	default:
		return any_of_kind_absent(v);
	}
}

static void eval_access(struct eval *v)
{
	struct access_result r = { 0 };
	struct str path = v->c->path;

	if (know_has_variable(path))
		path = path_canonical(v->e->arena, match_fill(v->e->arena, path, v->b));
	access_judge(v->e, v->c->access, path, v->c->scope, v->c->rows, &r);
	v->out->truth = r.lacks;
	if (v->c->meets && r.lacks == TRUTH_TRUE)
		v->out->truth = TRUTH_FALSE;
	else if (v->c->meets && r.lacks == TRUTH_FALSE)
		v->out->truth = TRUTH_TRUE;
	v->out->access = r.row;
	v->out->n_access = r.n_row;
	v->out->cap_access = r.cap_row;
	v->out->cite = r.cite;
	v->out->n_cite = r.n_cite;
	v->out->cap_cite = r.cap_cite;
	v->out->more = r.more;
}

/* <acl path="..."> without a requirement: the path is an identity like any other. */
static void eval_acl_fields(struct eval *v)
{
	struct str root =
		know_has_variable(v->c->path) ?
			path_canonical(v->e->arena, match_fill(v->e->arena, v->c->path, v->b)) :
			v->c->path;
	size_t in_scope = 0;

	for (size_t i = 0; i < v->e->kind[OBS_ACL].n; i++) {
		const struct obs *o = v->e->kind[OBS_ACL].item[i];
		bool self;
		enum tri r;

		if (str_known(root) &&
		    (!access_in_scope(o->acl.path, root, &self) ||
		     (self && v->c->scope == SCOPE_FILES) || (!self && v->c->scope == SCOPE_SELF)))
			continue;
		r = match_obs(v->e->arena, v->c, o, v->b, NULL);
		/* a source of owners alone (dir /q) tells nothing about the rest */
		if (r == TRI_UNKNOWN && !o->acl.listed && !o->acl.readable)
			continue;
		in_scope++;
		if (r == TRI_YES)
			count_match(v, o);
		v->maybe |= r == TRI_UNKNOWN;
	}
	v->out->truth = v->times >= v->c->times_low && v->times <= v->c->times_high && v->times ?
				TRUTH_TRUE :
			in_scope && !v->maybe ? TRUTH_FALSE :
						TRUTH_NOT_COLLECTED;
}

static void eval_obs(struct eval *v)
{
	if (match_unbound(v->c, v->b)) {
		v->out->truth = TRUTH_NOT_COLLECTED;
		return;
	}
	if (v->c->kind == OBS_ACL && v->c->access) {
		eval_access(v);
		return;
	}
	if (v->c->kind == OBS_ACL) {
		eval_acl_fields(v);
		return;
	}
	scan(v, NULL, NULL);
	if (v->times >= v->c->times_low && v->times <= v->c->times_high && v->times > 0)
		v->out->truth = TRUTH_TRUE;
	else if (v->times > 0)
		v->out->truth = TRUTH_FALSE;
	else if (v->refused)
		v->out->truth = TRUTH_UNREADABLE;
	else if (v->maybe && v->c->kind != OBS_EVENT && v->c->kind != OBS_RUN &&
		 v->c->kind != OBS_MESSAGE)
		v->out->truth = TRUTH_NOT_COLLECTED;
	else
		v->out->truth = absent(v);
	if (v->counted && v->out->truth == TRUTH_FALSE)
		v->out->truth = TRUTH_OUT_OF_RANGE;
	/* times="0..n": none is what was asked for, once it is sure that there is none. */
	if (v->c->times_low == 0 && v->times == 0 && v->out->truth == TRUTH_FALSE)
		v->out->truth = TRUTH_TRUE;
}

static bool is_cited(const struct outcome *o, const struct citation *c)
{
	for (size_t i = 0; i < o->n_cite; i++)
		if (o->cite[i].obs == c->obs && o->cite[i].at.line == c->at.line)
			return true;
	return false;
}

static void take(struct arena *a, struct outcome *to, const struct outcome *from)
{
	for (size_t i = 0; i < from->n_cite; i++) {
		if (is_cited(to, &from->cite[i]))
			continue;
		if (to->n_cite == 2 * MAX_CITATIONS) {
			to->more += from->n_cite - i;
			break;
		}
		*(struct citation *)PUSH(a, to->cite, to->n_cite, to->cap_cite) = from->cite[i];
	}
	to->more += from->more;
	for (size_t i = 0; i < from->n_access; i++)
		*(struct access_row *)PUSH(a, to->access, to->n_access, to->cap_access) =
			from->access[i];
}

static enum truth negation(enum truth t)
{
	return t == TRUTH_TRUE ? TRUTH_FALSE : t == TRUTH_FALSE ? TRUTH_TRUE : t;
}

/* all: one false is false; else one unknown is unknown; else true. any: the other way round. Only
 * what decides is cited. */
static void eval_group(const struct evidence *e, const struct cond *c, const struct bindings *b,
		       struct outcome *out)
{
	enum truth decides = c->type == COND_ALL ? TRUTH_FALSE : TRUTH_TRUE;
	struct outcome *part = arena_array(e->arena, struct outcome, c->n_child);

	out->truth = negation(decides);
	for (size_t i = 0; i < c->n_child; i++) {
		part[i] = cond_eval(e, &c->child[i], b);
		if (part[i].truth == decides)
			out->truth = decides;
		else if (truth_unknown(part[i].truth) && out->truth != decides &&
			 !truth_unknown(out->truth))
			out->truth = part[i].truth;
	}
	for (size_t i = 0; i < c->n_child; i++)
		if (part[i].truth == out->truth)
			take(e->arena, out, &part[i]);
}

struct outcome cond_eval(const struct evidence *e, const struct cond *c, const struct bindings *b)
{
	struct outcome out = { .truth = TRUTH_NOT_COLLECTED };
	struct eval v = { .e = e, .c = c, .b = b, .out = &out };

	switch (c->type) {
	case COND_OBS:
		eval_obs(&v);
		break;
	case COND_NOT:
		out = cond_eval(e, &c->child[0], b);
		out.truth = negation(out.truth);
		break;
	case COND_ALL:
	case COND_ANY:
		eval_group(e, c, b, &out);
		break;
	case COND_NONE:
		break;
	}
	return out;
}

static bool same_bindings(const struct bindings *a, const struct bindings *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		const struct str *other = match_bound(b, a->name[i]);

		if (!other || !str_ieq(*other, a->value[i]))
			return false;
	}
	return true;
}

struct subject_sink {
	const struct evidence *e;
	struct subjects *out;
};

static void add_subject(void *ctx, const struct bindings *found)
{
	struct subject_sink *s = ctx;

	if (found->n == 0 || s->out->n == MAX_SUBJECTS)
		return;
	for (size_t i = 0; i < s->out->n; i++)
		if (same_bindings(&s->out->item[i], found))
			return;
	*(struct bindings *)PUSH(s->e->arena, s->out->item, s->out->n, s->out->cap) = *found;
}

static bool binds(const struct cond *c)
{
	for (size_t i = 0; i < c->n_test; i++)
		if (c->test[i].how == TEST_PATTERN && !c->test[i].negate &&
		    str_find(c->test[i].pattern.source, STR("(?<")) >= 0)
			return true;
	return false;
}

void cond_subjects(const struct evidence *e, const struct cond *c, struct subjects *out)
{
	static const struct bindings none;
	struct outcome unused = { 0 };
	struct eval v = { .e = e, .c = c, .b = &none, .out = &unused };
	struct subject_sink sink = { e, out };

	if (c->type == COND_NOT)
		return;
	for (size_t i = 0; i < c->n_child; i++)
		cond_subjects(e, &c->child[i], out);
	if (c->type == COND_OBS && binds(c) && !match_unbound(c, &none))
		scan(&v, add_subject, &sink);
}

static struct str reg_query(struct arena *a, struct str key)
{
	static const struct str hive = STR_INIT("hkey_local_machine\\");
	bool local = str_istarts(key, hive);

	return arena_printf(a, "reg query \"%s%.*s\" /s", local ? "HKLM\\" : "",
			    STR_ARG(str_sub(key, local ? hive.len : 0, key.len)));
}

/* What collects each kind of evidence; %.*s is the condition's subject. */
static struct str ask_of(struct arena *a, const struct cond *c, const struct bindings *b)
{
	static const struct {
		enum obs_kind kind;
		const char *subject; /* field that names it */
		const char *command;
	} row[] = {
		{ OBS_WRITER, NULL, "vssadmin list writers" },
		{ OBS_WRITERS, NULL, "vssadmin list writers" },
		{ OBS_PROVIDER, NULL, "vssadmin list providers" },
		{ OBS_SHADOW, NULL, "vssadmin list shadows" },
		{ OBS_STORAGE, NULL, "vssadmin list shadowstorage" },
		{ OBS_VOLUME, NULL, "vssadmin list volumes" },
		{ OBS_HOST, NULL, "systeminfo" },
		{ OBS_RUN, NULL, "wevtutil epl Microsoft-Windows-Backup Backup.evtx" },
		{ OBS_MESSAGE, NULL, "wbadmin start systemstatebackup ... > wbadmin.txt 2>&1" },
		{ OBS_SERVICE, "key", "sc queryex %.*s & sc qc %.*s" },
		{ OBS_REGISTRY, "key", "reg query \"%.*s\" /s" },
		{ OBS_FILE, "path", "dir /a \"%.*s\"" },
	};
	const struct test *t;
	struct str subject;

	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		if (row[i].kind != c->kind)
			continue;
		if (!row[i].subject)
			return str_of(row[i].command);
		t = find_test(c, row[i].subject);
		if (!t || t->how != TEST_WORDS)
			break;
		subject = match_fill_command(a, t->word[0], b);
		if (row[i].kind == OBS_SERVICE)
			return arena_printf(a, "sc queryex %.*s & sc qc %.*s", STR_ARG(subject),
					    STR_ARG(subject));
		if (row[i].kind == OBS_REGISTRY)
			return reg_query(a, subject);
		return arena_printf(a, "dir /a \"%.*s\"", STR_ARG(subject));
	}
	return (struct str){ 0 };
}

static struct str ask_for_event(struct arena *a, const struct cond *c)
{
	struct str channel[8], name;
	ptrdiff_t slash;

	if (channels_of(c, channel, ARRAY_SIZE(channel)) == 0)
		return (struct str){ 0 };
	/* "Microsoft-Windows-Windows Defender/Operational" */
	slash = str_chr(channel[0], '/');
	name = slash < 0 ? channel[0] : str_sub(channel[0], 0, (size_t)slash);
	return arena_printf(a, "wevtutil epl \"%.*s\" \"%.*s.evtx\"", STR_ARG(channel[0]),
			    STR_ARG(name));
}

static struct str ask_for_acl(struct arena *a, const struct cond *c, const struct bindings *b)
{
	struct str path = match_fill_command(a, c->path, b);

	if (!str_known(path))
		return (struct str){ 0 };
	if (c->access && c->access->object == ACL_SERVICE)
		return arena_printf(a, "sc sdshow %.*s", STR_ARG(path));
	if (c->rows == ROWS_OWNER)
		return arena_printf(a, "dir /q /a \"%.*s\"", STR_ARG(path));
	return arena_printf(a, "icacls \"%.*s\"%s /c", STR_ARG(path),
			    c->scope == SCOPE_SELF ? "" : " /t");
}

struct str cond_ask(struct arena *a, const struct cond *c, const struct bindings *b)
{
	struct str ask = { 0 };

	for (size_t i = 0; i < c->n_child && !str_known(ask); i++)
		ask = cond_ask(a, &c->child[i], b);
	if (c->type != COND_OBS)
		return ask;
	if (c->kind == OBS_EVENT)
		return ask_for_event(a, c);
	if (c->kind == OBS_ACL)
		return ask_for_acl(a, c, b);
	return ask_of(a, c, b);
}
