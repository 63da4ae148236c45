/* report_xml.c - the report as XML, the canonical form (report.rng)
 *
 * Everything that the other reports say stands here; the page for people is made from it
 * (report_html.c). Attributes hold single facts and are left out where a fact is not known;
 * elements hold texts. No namespace, no DOCTYPE.
 */
#include "analyzer/report.h"
#include "analyzer/report_time.h"
#include "analyzer/report_view.h"
#include "parsers/code.h"

enum { DEPTH = 16 };

struct emit {
	struct out *out;
	struct arena *a;
	const struct report *r;
	const struct report_options *o;
	const char *name[DEPTH];
	unsigned depth;
	bool open; /* the start tag is not closed yet */
};

static void close_tag(struct emit *e)
{
	if (e->open)
		out_text(e->out, ">\n");
	e->open = false;
}

static void begin(struct emit *e, const char *name)
{
	close_tag(e);
	if (e->depth == DEPTH)
		die("report nested too deep");
	out_repeat(e->out, '\t', e->depth);
	out_char(e->out, '<');
	out_text(e->out, name);
	e->name[e->depth++] = name;
	e->open = true;
}

static void end(struct emit *e)
{
	const char *name = e->name[--e->depth];

	if (e->open) {
		out_text(e->out, "/>\n");
		e->open = false;
		return;
	}
	out_repeat(e->out, '\t', e->depth);
	out_text(e->out, "</");
	out_text(e->out, name);
	out_text(e->out, ">\n");
}

/* Nothing for an unknown value. */
static void attr(struct emit *e, const char *name, struct str v)
{
	if (!v.s)
		return;
	out_char(e->out, ' ');
	out_text(e->out, name);
	out_text(e->out, "=\"");
	out_xml(e->out, v, true);
	out_char(e->out, '"');
}

static void attr_word(struct emit *e, const char *name, const char *terminated)
{
	attr(e, name, str_of(terminated));
}

static void attr_int(struct emit *e, const char *name, int64_t v)
{
	if (v != OBS_UNKNOWN)
		attr(e, name, arena_printf(e->a, "%lld", (long long)v));
}

static void attr_if(struct emit *e, const char *name, uint64_t v)
{
	if (v)
		attr_int(e, name, (int64_t)(v & INT64_MAX));
}

static void attr_yes(struct emit *e, const char *name, bool v)
{
	if (v)
		attr_word(e, name, "yes");
}

static void attr_real(struct emit *e, const char *name, double v)
{
	struct out number = out_buffer(e->a);

	if (out_fixed(&number, v, 3))
		attr(e, name, out_str(&number));
}

/* For people as well as for programs: the page shows 'shown'. */
static void attr_when(struct emit *e, const char *name, struct when t)
{
	attr(e, name, when_rfc3339(e->a, t));
}

/* An element with text only; nothing for an unknown text. */
static void text(struct emit *e, const char *name, struct str v)
{
	if (!v.s)
		return;
	begin(e, name);
	out_char(e->out, '>');
	e->open = false;
	out_xml(e->out, v, false);
	out_text(e->out, "</");
	out_text(e->out, name);
	out_text(e->out, ">\n");
	e->depth--;
}

static void code(struct emit *e, const char *name, int64_t value)
{
	struct str symbol, meaning;

	if (value == OBS_UNKNOWN)
		return;
	symbol = code_name((uint32_t)value);
	meaning = code_meaning((uint32_t)value);
	begin(e, name);
	attr(e, "hex", view_code_hex(e->a, value));
	attr(e, "shown", code_text(e->a, (uint32_t)value));
	if (symbol.len)
		attr(e, "name", symbol);
	if (meaning.len)
		attr(e, "meaning", meaning);
	end(e);
}

static void event(struct emit *e, const struct event *v)
{
	begin(e, "event");
	attr(e, "title", view_event_title(e->a, v));
	attr(e, "channel", v->channel);
	attr(e, "provider", v->provider);
	attr(e, "source-name", v->source_name);
	attr_int(e, "id", v->id);
	attr_int(e, "level", v->level);
	attr(e, "computer", v->computer);
	attr_int(e, "count", v->count);
	if (v->reread)
		attr_word(e, "reread", v->reread->answer);
	for (size_t i = 0; i < v->n_data; i++) {
		begin(e, "data");
		attr(e, "name", v->data[i].name);
		text(e, "value", v->data[i].value);
		end(e);
	}
	if (v->reread)
		text(e, "xml", v->reread->xml);
	end(e);
}

static void cite(struct emit *e, const struct citation *c)
{
	struct when time = view_time(c);
	struct str second = view_reread(e->a, c);

	begin(e, "cite");
	attr(e, "file", c->file.s ? c->file : STR(""));
	attr_if(e, "line", c->at.line);
	if (c->at.last_line > c->at.line)
		attr_if(e, "last-line", c->at.last_line);
	attr_if(e, "record", c->at.record);
	attr(e, "place", view_place(e->a, c));
	attr_when(e, "time", time);
	if (time.basis != WHEN_NONE)
		attr(e, "shown", when_text(e->a, time));
	text(e, "text", view_quote(c));
	if (c->note.len)
		text(e, "note", c->note);
	if (second.len)
		text(e, "warning", second);
	if (view_event(c))
		event(e, view_event(c));
	end(e);
}

static void cites(struct emit *e, const struct citation *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cite(e, &c[i]);
}

static void references(struct emit *e, const struct reference *ref, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		begin(e, "reference");
		attr(e, "href", ref[i].href);
		text(e, "title", ref[i].title);
		end(e);
	}
}

static void steps(struct emit *e, const struct step_text *step, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text(e, view_step_name(step[i].kind), step[i].text);
}

static void access_row(struct emit *e, const struct access_row *row)
{
	begin(e, "grant");
	attr(e, "trustee", row->trustee);
	attr(e, "sid", row->sid);
	attr(e, "required", row->required);
	attr(e, "observed", row->observed);
	attr_word(e, "met", view_tri(row->met));
	attr_yes(e, "optional", row->optional);
	attr_yes(e, "ownership", row->is_owner);
	if (row->missing)
		attr(e, "missing-bits", view_code_hex(e->a, row->missing));
	end(e);
}

/* Rows come object by object. */
static void access(struct emit *e, const struct finding *f)
{
	for (size_t i = 0, n; i < f->n_access; i += n) {
		begin(e, "object");
		attr(e, "path", f->access[i].path);
		cite(e, &f->access[i].cite);
		for (n = 0; i + n < f->n_access; n++) {
			if (!str_eq(f->access[i + n].path, f->access[i].path))
				break;
			access_row(e, &f->access[i + n]);
		}
		end(e);
	}
}

static void findings(struct emit *e, const char *name, const struct cause_verdict *c,
		     enum side side)
{
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct finding *f = &c->evidence[i];

		if (view_side(f) != side)
			continue;
		begin(e, name);
		attr_word(e, "truth", truth_name(f->truth));
		attr_word(e, "shown", truth_text(f->truth));
		attr_word(e, "weight", weight_name(f->weight));
		attr_yes(e, "absent", view_absent(f));
		attr_if(e, "more", f->more);
		text(e, "says", f->says);
		text(e, "ask", f->ask);
		cites(e, f->cite, f->n_cite);
		access(e, f);
		end(e);
	}
}

static void repair(struct emit *e, const struct cause_verdict *c)
{
	for (size_t i = 0; i < c->n_resolve; i++) {
		begin(e, "resolve");
		attr(e, "risk", c->resolve[i].risk);
		if (*view_risk(c->resolve[i].risk))
			attr_word(e, "shown", view_risk(c->resolve[i].risk));
		text(e, "title", c->resolve[i].title);
		steps(e, c->resolve[i].step, c->resolve[i].n_step);
		end(e);
	}
	if (c->n_verify) {
		begin(e, "verify");
		steps(e, c->verify, c->n_verify);
		end(e);
	}
	for (size_t i = 0; i < c->n_avoid; i++)
		text(e, "avoid", c->avoid[i]);
	references(e, c->reference, c->n_reference);
}

static void cause(struct emit *e, const struct cause_verdict *c)
{
	begin(e, "cause");
	attr(e, "id", c->id);
	attr_word(e, "status", status_name(c->status));
	attr_word(e, "shown", view_status(c->status));
	attr_yes(e, "active", view_active(c));
	attr_real(e, "score", c->score);
	if (c->subject.len)
		attr(e, "subject", c->subject);
	attr_yes(e, "capped", c->capped);
	text(e, "title", c->title);
	text(e, "explanation", c->explanation);
	findings(e, "for", c, SIDE_FOR);
	findings(e, "against", c, SIDE_AGAINST);
	findings(e, "missing", c, SIDE_MISSING);
	findings(e, "neutral", c, SIDE_NONE);
	repair(e, c);
	end(e);
}

static void chain(struct emit *e, const struct problem_verdict *p)
{
	if (!p->n_chain)
		return;
	begin(e, "chain");
	for (size_t i = 0; i < p->n_chain; i++) {
		const struct chain_link *l = &p->chain[i];

		begin(e, "link");
		attr_when(e, "time", l->time);
		attr(e, "shown", when_text(e->a, l->time));
		attr(e, "gap", view_gap(e->a, l->gap));
		text(e, "text", l->text);
		cite(e, &l->cite);
		end(e);
	}
	end(e);
}

static void problems(struct emit *e)
{
	begin(e, "problems");
	for (size_t i = 0; i < e->r->n_problem; i++) {
		const struct problem_verdict *p = &e->r->problem[i];

		begin(e, "problem");
		attr(e, "id", p->id);
		attr_word(e, "severity", severity_name(p->severity));
		attr_word(e, "seen", truth_name(p->seen));
		attr_word(e, "shown", truth_text(p->seen));
		if (p->explained_by.len)
			attr(e, "explained-by", p->explained_by);
		text(e, "title", p->title);
		begin(e, "symptoms");
		cites(e, p->symptom, p->n_symptom);
		end(e);
		for (size_t k = 0; k < p->n_code; k++)
			code(e, "code", p->code[k]);
		for (size_t k = 0; k < p->n_cause; k++)
			cause(e, &p->cause[k]);
		chain(e, p);
		end(e);
	}
	end(e);
}

static void harmless(struct emit *e)
{
	begin(e, "harmless");
	for (size_t i = 0; i < e->r->n_harmless; i++) {
		const struct harmless_verdict *h = &e->r->harmless[i];

		begin(e, "signature");
		attr(e, "id", h->id);
		attr_int(e, "count", h->count);
		text(e, "title", h->title);
		text(e, "why", h->why);
		cites(e, h->cite, h->n_cite);
		references(e, h->reference, h->n_reference);
		end(e);
	}
	end(e);
}

static void unexplained(struct emit *e)
{
	begin(e, "unexplained");
	for (size_t i = 0; i < e->r->n_unexplained; i++) {
		const struct unexplained *u = &e->r->unexplained[i];

		begin(e, "error");
		attr_int(e, "count", u->count);
		attr_real(e, "rank", u->rank);
		text(e, "title", u->title);
		text(e, "text", u->text);
		for (size_t k = 0; k < u->n_code; k++)
			code(e, "code", u->code[k]);
		cite(e, &u->cite);
		end(e);
	}
	end(e);
}

static void asks(struct emit *e)
{
	begin(e, "collect");
	for (size_t i = 0; i < e->r->n_ask; i++) {
		begin(e, "ask");
		attr_real(e, "value", e->r->ask[i].value);
		text(e, "command", e->r->ask[i].command);
		text(e, "why", e->r->ask[i].why);
		end(e);
	}
	end(e);
}

static void runs(struct emit *e)
{
	begin(e, "runs");
	for (size_t i = 0; i < e->r->n_run; i++) {
		const struct run_verdict *run = &e->r->run[i];

		begin(e, "run");
		attr_word(e, "kind", view_run_kind_name(run->kind));
		attr_word(e, "outcome", view_outcome_name(run->outcome));
		attr(e, "shown",
		     arena_printf(e->a, "%s %s", view_run_kind(run->kind),
				  view_outcome(run->outcome)));
		attr_yes(e, "incident", run->incident);
		attr_yes(e, "later", run == view_later_run(e->r));
		attr_when(e, "start", run->start);
		attr_when(e, "end", run->end);
		if (run->start.basis != WHEN_NONE)
			attr(e, "shown-start", when_text(e->a, run->start));
		if (run->end.basis != WHEN_NONE)
			attr(e, "shown-end", when_text(e->a, run->end));
		attr(e, "target", run->target);
		code(e, "code", run->code);
		code(e, "detail", run->detail);
		text(e, "message", run->message);
		cites(e, run->cite, run->n_cite);
		end(e);
	}
	end(e);
}

static void coverage(struct emit *e)
{
	begin(e, "coverage");
	for (size_t i = 0; i < e->r->n_coverage; i++) {
		const struct coverage *c = &e->r->coverage[i];

		begin(e, "log");
		attr(e, "channel", c->channel);
		attr(e, "file", c->file);
		attr_when(e, "first", c->first);
		attr_when(e, "last", c->last);
		attr(e, "shown-first", when_text(e->a, c->first));
		attr(e, "shown-last", when_text(e->a, c->last));
		attr_int(e, "records", c->records);
		attr_int(e, "lost-ids", c->lost_ids);
		attr_word(e, "complete", view_tri(c->complete));
		attr_word(e, "covers-incident", view_tri(c->covers_incident));
		end(e);
	}
	end(e);
}

static void time_lane(struct emit *e, const struct time_lane *lane)
{
	begin(e, "lane");
	attr(e, "label", lane->label);
	for (size_t i = 0; i < lane->n_span; i++) {
		const struct time_span *s = &lane->span[i];

		begin(e, "span");
		attr_int(e, "x", s->x);
		attr_int(e, "width", s->width);
		attr_word(e, "kind", s->kind);
		attr_yes(e, "before", s->before);
		attr_yes(e, "after", s->after);
		attr(e, "label", s->label);
		end(e);
	}
	for (size_t i = 0; i < lane->n_mark; i++) {
		const struct time_mark *m = &lane->mark[i];

		begin(e, "mark");
		attr_int(e, "x", m->x);
		attr_word(e, "kind", mark_name(m->kind));
		attr_int(e, "count", m->count);
		attr(e, "label", m->label);
		end(e);
	}
	end(e);
}

static void time_line(struct emit *e)
{
	struct time_line *line = arena_new(e->a, struct time_line);

	time_line_make(e->a, e->r, line);
	if (!line->n_lane)
		return;
	begin(e, "timeline");
	attr_when(e, "from", line->from);
	attr_when(e, "to", line->to);
	attr_if(e, "unplaced", line->unplaced);
	for (int i = 0; i < TIME_TICKS; i++) {
		begin(e, "tick");
		attr_int(e, "x", i * TIME_AXIS / (TIME_TICKS - 1));
		attr(e, "label", line->tick[i]);
		end(e);
	}
	for (size_t i = 0; i < line->n_lane; i++)
		time_lane(e, &line->lane[i]);
	end(e);
}

static void host(struct emit *e)
{
	const struct report *r = e->r;
	const struct host *h = &r->host;

	begin(e, "host");
	attr(e, "name", h->name);
	attr(e, "os", h->os);
	attr(e, "version", h->version);
	attr_int(e, "build", h->build);
	attr(e, "shown-os", view_os(e->a, h));
	attr_word(e, "role", view_role_name(h->role));
	attr_word(e, "shown-role", view_role(h->role));
	attr(e, "domain", h->domain);
	attr(e, "domain-sid", h->domain_sid);
	attr(e, "language", h->language);
	attr_when(e, "boot", h->boot);
	attr_when(e, "installed", h->installed);
	if (r->host_cite.file.s)
		cite(e, &r->host_cite);
	end(e);
	begin(e, "time");
	attr_when(e, "reference", r->reference);
	if (r->reference.basis != WHEN_NONE)
		attr(e, "shown", when_text(e->a, r->reference));
	attr_int(e, "utc-offset-minutes", r->utc_offset);
	text(e, "note", r->time_note);
	end(e);
}

static void files(struct emit *e, const struct view_files *v)
{
	begin(e, "bundle");
	attr(e, "name", v->name);
	for (size_t i = 0; i < v->n; i++) {
		begin(e, "file");
		attr(e, "path", v->file[i].path);
		attr(e, "kind", v->file[i].kind);
		attr_int(e, "bytes", v->file[i].bytes);
		attr_int(e, "observations", v->file[i].observations);
		attr_if(e, "diagnostics", v->file[i].problems);
		end(e);
	}
	end(e);
}

static void diagnostics(struct emit *e, const struct diag *d)
{
	begin(e, "diagnostics");
	for (size_t i = 0; d && i < d->n; i++) {
		const struct diag_item *item = &d->item[i];

		begin(e, "diagnostic");
		attr_word(e, "id", diag_name(item->id));
		attr_word(e, "level", diag_level_name(diag_level(item->id)));
		attr(e, "file", item->at.file);
		attr_if(e, "line", item->at.line);
		attr_if(e, "column", item->at.column);
		attr_if(e, "record", item->at.record);
		attr_if(e, "offset", item->at.offset);
		text(e, "text", str_of(diag_text(item->id)));
		if (item->detail.len)
			text(e, "detail", item->detail);
		end(e);
	}
	end(e);
}

static void head(struct emit *e)
{
	const struct report *r = e->r;

	begin(e, "tool");
	attr_word(e, "name", "wbtriage");
	attr(e, "version", e->o->version);
	end(e);
	begin(e, "knowledge");
	attr(e, "version", r->knowledge_version);
	attr(e, "sha256", r->knowledge_sha256);
	attr_int(e, "rules", (int64_t)r->knowledge_rules);
	attr_int(e, "failed", (int64_t)r->knowledge_failed);
	end(e);
	begin(e, "outcome");
	attr_int(e, "exit-code", r->exit_code);
	attr_word(e, "name", view_exit_name(r->exit_code));
	attr_word(e, "shown", view_exit(r->exit_code));
	attr_yes(e, "evidence", view_any_evidence(r));
	attr_int(e, "rules-true", (int64_t)r->rules_true);
	attr_int(e, "rules-false", (int64_t)r->rules_false);
	attr_int(e, "rules-unknown", (int64_t)r->rules_unknown);
	if (r->cited)
		attr(e, "cited", view_rereads(e->a, r));
	end(e);
}

void report_xml(const struct report *r, const struct report_options *o, struct out *out)
{
	struct emit e = { .out = out, .a = out->scratch, .r = r, .o = o };
	struct view_files v = view_files(e.a, r);

	out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	begin(&e, "report");
	attr_word(&e, "schema", "wbtriage/1");
	head(&e);
	host(&e);
	runs(&e);
	problems(&e);
	unexplained(&e);
	harmless(&e);
	asks(&e);
	coverage(&e);
	time_line(&e);
	files(&e, &v);
	diagnostics(&e, v.diag);
	end(&e);
}
