/* report_json.c - the report for programs, schema "wbtriage/1" (report.schema.json)
 *
 * Keys come in the order of the schema and are always there; null says "not known". In
 * citations, keys that do not apply are left out. Times are RFC 3339; those without a zone
 * are the server's local time, where its offset is not known.
 */
#include "analyzer/json_out.h"
#include "analyzer/report.h"
#include "analyzer/report_view.h"
#include "parsers/code.h"

struct emit {
	struct json j;
	struct arena *a;
	const struct report *r;
	const struct report_options *o;
};

static void when(struct emit *w, const char *key, struct when t)
{
	json_str(&w->j, key, when_rfc3339(w->a, t));
}

static void code(struct emit *w, const char *key, int64_t value)
{
	struct str name, meaning;

	if (value == OBS_UNKNOWN) {
		json_null(&w->j, key);
		return;
	}
	name = code_name((uint32_t)value);
	meaning = code_meaning((uint32_t)value);
	json_object_line(&w->j, key);
	json_str(&w->j, "hex", view_code_hex(w->a, value));
	json_str(&w->j, "name", name.len ? name : (struct str){ 0 });
	json_str(&w->j, "meaning", meaning.len ? meaning : (struct str){ 0 });
	json_end(&w->j);
}

static void event(struct emit *w, const struct event *e)
{
	json_object(&w->j, "event");
	json_str(&w->j, "channel", e->channel);
	json_str(&w->j, "provider", e->provider);
	json_str(&w->j, "sourceName", e->source_name);
	json_int(&w->j, "id", e->id);
	json_int(&w->j, "level", e->level);
	json_str(&w->j, "computer", e->computer);
	json_int(&w->j, "count", e->count);
	json_array(&w->j, "data");
	for (size_t i = 0; i < e->n_data; i++) {
		json_object_line(&w->j, NULL);
		json_str(&w->j, "name", e->data[i].name);
		json_str(&w->j, "value", e->data[i].value);
		json_end(&w->j);
	}
	json_end(&w->j);
	if (e->reread)
		json_word(&w->j, "reread", e->reread->answer);
	json_end(&w->j);
}

static void cite(struct emit *w, const char *key, const struct citation *c)
{
	struct str time = when_rfc3339(w->a, view_time(c)), quote = view_quote(c);

	json_object(&w->j, key);
	json_str(&w->j, "file", c->file.s ? c->file : STR(""));
	if (c->at.line)
		json_int(&w->j, "line", c->at.line);
	if (c->at.last_line > c->at.line)
		json_int(&w->j, "lastLine", c->at.last_line);
	if (c->at.record)
		json_int(&w->j, "record", (int64_t)(c->at.record & INT64_MAX));
	if (time.s)
		json_str(&w->j, "time", time);
	if (quote.s)
		json_str(&w->j, "text", quote);
	if (c->note.len)
		json_str(&w->j, "note", c->note);
	if (view_event(c))
		event(w, view_event(c));
	json_end(&w->j);
}

static void cites(struct emit *w, const char *key, const struct citation *c, size_t n)
{
	json_array(&w->j, key);
	for (size_t i = 0; i < n; i++)
		cite(w, NULL, &c[i]);
	json_end(&w->j);
}

static void references(struct emit *w, const struct reference *ref, size_t n)
{
	json_array(&w->j, "references");
	for (size_t i = 0; i < n; i++) {
		json_object_line(&w->j, NULL);
		json_str(&w->j, "href", ref[i].href);
		json_str(&w->j, "title", ref[i].title);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void steps(struct emit *w, const char *key, const struct step_text *step, size_t n)
{
	json_array(&w->j, key);
	for (size_t i = 0; i < n; i++) {
		json_object_line(&w->j, NULL);
		json_word(&w->j, "kind", view_step_name(step[i].kind));
		json_str(&w->j, "text", step[i].text);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static const char *tri_name(enum tri t)
{
	return t == TRI_UNKNOWN ? "unknown" : view_tri(t);
}

static void access(struct emit *w, const struct finding *f)
{
	json_array(&w->j, "access");
	for (size_t i = 0; i < f->n_access; i++) {
		const struct access_row *row = &f->access[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "path", row->path);
		json_str(&w->j, "trustee", row->trustee);
		json_str(&w->j, "sid", row->sid);
		json_str(&w->j, "required", row->required);
		json_str(&w->j, "observed", row->observed);
		json_word(&w->j, "met", tri_name(row->met));
		json_bool(&w->j, "optional", row->optional);
		json_bool(&w->j, "ownership", row->is_owner);
		json_str(&w->j, "missingBits",
			 row->missing ? view_code_hex(w->a, row->missing) : (struct str){ 0 });
		cite(w, "citation", &row->cite);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void finding(struct emit *w, const struct finding *f)
{
	json_object(&w->j, NULL);
	json_str(&w->j, "says", f->says);
	json_word(&w->j, "truth", truth_name(f->truth));
	json_word(&w->j, "weight", weight_name(f->weight));
	json_str(&w->j, "command", f->ask);
	access(w, f);
	cites(w, "citations", f->cite, f->n_cite);
	json_int(&w->j, "moreCitations", (int64_t)f->more);
	json_end(&w->j);
}

static void findings(struct emit *w, const char *key, const struct cause_verdict *c, enum side side)
{
	json_array(&w->j, key);
	for (size_t i = 0; i < c->n_evidence; i++)
		if (view_side(&c->evidence[i]) == side)
			finding(w, &c->evidence[i]);
	json_end(&w->j);
}

static void resolutions(struct emit *w, const struct cause_verdict *c)
{
	json_array(&w->j, "resolve");
	for (size_t i = 0; i < c->n_resolve; i++) {
		json_object(&w->j, NULL);
		json_str(&w->j, "title", c->resolve[i].title);
		json_str(&w->j, "risk", c->resolve[i].risk);
		steps(w, "steps", c->resolve[i].step, c->resolve[i].n_step);
		json_end(&w->j);
	}
	json_end(&w->j);
	steps(w, "verify", c->verify, c->n_verify);
	json_array(&w->j, "avoid");
	for (size_t i = 0; i < c->n_avoid; i++)
		json_str(&w->j, NULL, c->avoid[i]);
	json_end(&w->j);
}

static void cause(struct emit *w, const struct cause_verdict *c)
{
	json_object(&w->j, NULL);
	json_str(&w->j, "id", c->id);
	json_str(&w->j, "title", c->title);
	json_word(&w->j, "status", status_name(c->status));
	json_real(&w->j, "score", c->score);
	json_bool(&w->j, "capped", c->capped);
	json_str(&w->j, "subject", c->subject.len ? c->subject : (struct str){ 0 });
	json_str(&w->j, "explanation", c->explanation);
	findings(w, "for", c, SIDE_FOR);
	findings(w, "against", c, SIDE_AGAINST);
	findings(w, "missing", c, SIDE_MISSING);
	findings(w, "neutral", c, SIDE_NONE);
	resolutions(w, c);
	references(w, c->reference, c->n_reference);
	json_end(&w->j);
}

static void chain(struct emit *w, const struct problem_verdict *p)
{
	json_array(&w->j, "chain");
	for (size_t i = 0; i < p->n_chain; i++) {
		const struct chain_link *l = &p->chain[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "text", l->text);
		when(w, "time", l->time);
		json_int(&w->j, "gapSeconds",
			 l->gap == OBS_UNKNOWN ? OBS_UNKNOWN : l->gap / WHEN_SECOND);
		cite(w, "citation", &l->cite);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void problems(struct emit *w)
{
	json_array(&w->j, "problems");
	for (size_t i = 0; i < w->r->n_problem; i++) {
		const struct problem_verdict *p = &w->r->problem[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "id", p->id);
		json_str(&w->j, "title", p->title);
		json_word(&w->j, "severity", severity_name(p->severity));
		json_word(&w->j, "seen", truth_name(p->seen));
		json_str(&w->j, "explainedBy",
			 p->explained_by.len ? p->explained_by : (struct str){ 0 });
		cites(w, "symptoms", p->symptom, p->n_symptom);
		json_array(&w->j, "codes");
		for (size_t k = 0; k < p->n_code; k++)
			code(w, NULL, p->code[k]);
		json_end(&w->j);
		json_array(&w->j, "causes");
		for (size_t k = 0; k < p->n_cause; k++)
			cause(w, &p->cause[k]);
		json_end(&w->j);
		chain(w, p);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void harmless(struct emit *w)
{
	json_array(&w->j, "harmless");
	for (size_t i = 0; i < w->r->n_harmless; i++) {
		const struct harmless_verdict *h = &w->r->harmless[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "id", h->id);
		json_str(&w->j, "title", h->title);
		json_str(&w->j, "why", h->why);
		json_int(&w->j, "count", h->count);
		cites(w, "citations", h->cite, h->n_cite);
		references(w, h->reference, h->n_reference);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void asks(struct emit *w)
{
	json_array(&w->j, "collect");
	for (size_t i = 0; i < w->r->n_ask; i++) {
		json_object(&w->j, NULL);
		json_str(&w->j, "command", w->r->ask[i].command);
		json_str(&w->j, "why", w->r->ask[i].why);
		json_real(&w->j, "value", w->r->ask[i].value);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void unexplained(struct emit *w)
{
	json_array(&w->j, "unexplained");
	for (size_t i = 0; i < w->r->n_unexplained; i++) {
		const struct unexplained *u = &w->r->unexplained[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "title", u->title);
		json_str(&w->j, "text", u->text);
		json_int(&w->j, "count", u->count);
		json_real(&w->j, "rank", u->rank);
		json_array(&w->j, "codes");
		for (size_t k = 0; k < u->n_code; k++)
			code(w, NULL, u->code[k]);
		json_end(&w->j);
		cite(w, "citation", &u->cite);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void runs(struct emit *w)
{
	json_array(&w->j, "runs");
	for (size_t i = 0; i < w->r->n_run; i++) {
		const struct run_verdict *run = &w->r->run[i];

		json_object(&w->j, NULL);
		json_word(&w->j, "kind", view_run_kind_name(run->kind));
		json_word(&w->j, "outcome", view_outcome_name(run->outcome));
		json_bool(&w->j, "incident", run->incident);
		when(w, "start", run->start);
		when(w, "end", run->end);
		json_str(&w->j, "target", run->target);
		code(w, "code", run->code);
		code(w, "detail", run->detail);
		json_str(&w->j, "message", run->message);
		cites(w, "citations", run->cite, run->n_cite);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void coverage(struct emit *w)
{
	json_array(&w->j, "coverage");
	for (size_t i = 0; i < w->r->n_coverage; i++) {
		const struct coverage *c = &w->r->coverage[i];

		json_object(&w->j, NULL);
		json_str(&w->j, "channel", c->channel);
		json_str(&w->j, "file", c->file);
		when(w, "first", c->first);
		when(w, "last", c->last);
		json_int(&w->j, "records", c->records);
		json_int(&w->j, "lostIds", c->lost_ids);
		json_word(&w->j, "complete", tri_name(c->complete));
		json_word(&w->j, "coversIncident", tri_name(c->covers_incident));
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void host(struct emit *w)
{
	const struct host *h = &w->r->host;

	json_object(&w->j, "host");
	json_str(&w->j, "name", h->name);
	json_str(&w->j, "os", h->os);
	json_str(&w->j, "version", h->version);
	json_int(&w->j, "build", h->build);
	json_word(&w->j, "role", view_role_name(h->role));
	json_str(&w->j, "domain", h->domain);
	json_str(&w->j, "domainSid", h->domain_sid);
	json_str(&w->j, "language", h->language);
	when(w, "boot", h->boot);
	when(w, "installed", h->installed);
	if (w->r->host_cite.file.s)
		cite(w, "citation", &w->r->host_cite);
	else
		json_null(&w->j, "citation");
	json_end(&w->j);
	json_object(&w->j, "time");
	when(w, "reference", w->r->reference);
	json_int(&w->j, "utcOffsetMinutes", w->r->utc_offset);
	json_str(&w->j, "note", w->r->time_note);
	json_end(&w->j);
}

static void bundle(struct emit *w, const struct view_files *files)
{
	json_object(&w->j, "bundle");
	json_str(&w->j, "name", files->name);
	json_array(&w->j, "files");
	for (size_t i = 0; i < files->n; i++) {
		json_object_line(&w->j, NULL);
		json_str(&w->j, "path", files->file[i].path);
		json_str(&w->j, "kind", files->file[i].kind);
		json_int(&w->j, "bytes", files->file[i].bytes);
		json_int(&w->j, "observations", files->file[i].observations);
		json_int(&w->j, "diagnostics", (int64_t)files->file[i].problems);
		json_end(&w->j);
	}
	json_end(&w->j);
	json_end(&w->j);
}

static void number_if(struct emit *w, const char *key, uint64_t v)
{
	if (v)
		json_int(&w->j, key, (int64_t)(v & INT64_MAX));
}

static void diagnostics(struct emit *w, const struct diag *d)
{
	json_array(&w->j, "diagnostics");
	for (size_t i = 0; d && i < d->n; i++) {
		const struct diag_item *item = &d->item[i];

		json_object_line(&w->j, NULL);
		json_word(&w->j, "id", diag_name(item->id));
		json_word(&w->j, "level", diag_level_name(diag_level(item->id)));
		json_word(&w->j, "text", diag_text(item->id));
		json_str(&w->j, "detail", item->detail);
		json_str(&w->j, "file", item->at.file);
		number_if(w, "line", item->at.line);
		number_if(w, "column", item->at.column);
		number_if(w, "record", item->at.record);
		number_if(w, "offset", item->at.offset);
		json_end(&w->j);
	}
	json_end(&w->j);
}

static void head(struct emit *w)
{
	const struct report *r = w->r;

	json_word(&w->j, "schema", "wbtriage/1");
	json_object_line(&w->j, "tool");
	json_word(&w->j, "name", "wbtriage");
	json_str(&w->j, "version", w->o->version);
	json_end(&w->j);
	json_object(&w->j, "knowledge");
	json_str(&w->j, "version", r->knowledge_version);
	json_str(&w->j, "sha256", r->knowledge_sha256);
	json_int(&w->j, "rules", (int64_t)r->knowledge_rules);
	json_int(&w->j, "failed", (int64_t)r->knowledge_failed);
	json_end(&w->j);
	json_object(&w->j, "outcome");
	json_int(&w->j, "exitCode", r->exit_code);
	json_word(&w->j, "name", view_exit_name(r->exit_code));
	json_int(&w->j, "rulesTrue", (int64_t)r->rules_true);
	json_int(&w->j, "rulesFalse", (int64_t)r->rules_false);
	json_int(&w->j, "rulesUnknown", (int64_t)r->rules_unknown);
	json_int(&w->j, "citedRecords", (int64_t)r->cited);
	json_int(&w->j, "citedReadAlike", (int64_t)r->cited_same);
	json_end(&w->j);
}

void report_json(const struct report *r, const struct report_options *o, struct out *out)
{
	struct emit w = { .j = { .out = out }, .a = out->scratch, .r = r, .o = o };
	struct view_files files = view_files(w.a, r);

	json_object(&w.j, NULL);
	head(&w);
	bundle(&w, &files);
	host(&w);
	coverage(&w);
	runs(&w);
	problems(&w);
	harmless(&w);
	unexplained(&w);
	asks(&w);
	diagnostics(&w, files.diag);
	json_end(&w.j);
}
