/* evtxml.c - see evtxml.h */
#include "parsers/evtxml.h"

#include "parsers/event.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/transcript.h"
#include "parsers/xml.h"

enum {
	MOST_LINES = 4096, /* of one event; the longest messages, those of chkdsk, have hundreds */
	EXPORT = 50,       /* nobody pastes as many events by hand */
	MOST_GAP = 8,      /* lines between two events of a run */
};

/* A place in the text. */
struct spot {
	size_t line, at;
};

/* Offset of "<Event " or "<Event>" at or behind 'from', also with the bracket as an HTML entity. */
static ptrdiff_t event_start(struct str v, size_t from, bool *escaped)
{
	static const struct str plain = STR_INIT("<Event"), html = STR_INIT("&lt;Event");

	*escaped = false;
	for (size_t i = from; i < v.len; i++) {
		struct str here = str_sub(v, i, i + html.len + 1);
		size_t n;

		if (v.s[i] != '<' && v.s[i] != '&')
			continue;
		*escaped = v.s[i] == '&';
		n = *escaped ? html.len : plain.len;
		if (!str_starts(here, *escaped ? html : plain))
			continue;
		if (i + n == v.len || v.s[i + n] == ' ' || v.s[i + n] == '>' ||
		    v.s[i + n] == '\t' || v.s[i + n] == '&')
			return (ptrdiff_t)i;
	}
	return -1;
}

bool evtxml_starts(struct str line)
{
	bool escaped;

	return event_start(line, 0, &escaped) >= 0;
}

/* "- <System>": browsers show a mark that folds the element. */
static struct str without_fold_mark(struct str line)
{
	struct str v = str_trim(line);

	if (v.len > 2 && (v.s[0] == '-' || v.s[0] == '+') &&
	    (v.s[1] == '<' || (v.s[1] == ' ' && v.s[2] == '<')))
		return str_sub(v, 1, v.len);
	return line;
}

static struct str unescape(struct arena *a, struct str v)
{
	static const struct {
		struct str entity;
		char c;
	} entities[] = {
		{ STR_INIT("&lt;"), '<' },   { STR_INIT("&gt;"), '>' },
		{ STR_INIT("&quot;"), '"' }, { STR_INIT("&#39;"), '\'' },
		{ STR_INIT("&amp;"), '&' },  { STR_INIT("&nbsp;"), ' ' },
	};
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len;) {
		size_t k = 0;

		while (k < ARRAY_SIZE(entities) && v.s[i] == '&' &&
		       !str_starts(str_sub(v, i, v.len), entities[k].entity))
			k++;
		if (v.s[i] == '&' && k < ARRAY_SIZE(entities)) {
			buf_addc(&out, entities[k].c);
			i += entities[k].entity.len;
		} else {
			buf_addc(&out, v.s[i++]);
		}
	}
	return buf_str(&out);
}

/* Web pages curl the quotes of attributes. */
static struct str straight_quotes(struct arena *a, struct str v)
{
	static const struct str curl = STR_INIT("\xe2\x80");
	struct buf out = { .arena = a };
	bool tag = false;

	if (str_find(v, STR("=\xe2\x80\x9c")) < 0 && str_find(v, STR("=\xe2\x80\x9d")) < 0)
		return v;
	for (size_t i = 0; i < v.len; i++) {
		tag = v.s[i] == '<' || (tag && v.s[i] != '>');
		if (tag && i + 2 < v.len && str_starts(str_sub(v, i, v.len), curl) &&
		    (v.s[i + 2] == '\x9c' || v.s[i + 2] == '\x9d')) {
			buf_addc(&out, '"');
			i += 2;
		} else {
			buf_addc(&out, v.s[i]);
		}
	}
	return buf_str(&out);
}

/* Takes the text of one event from *at, which is moved behind it. An event without an end goes on
 * to the last tag before the next event, command or end. */
static struct str take(struct parse *p, const struct text *t, struct spot *at, bool escaped)
{
	struct str end = escaped ? STR("&lt;/Event&gt;") : STR("</Event>");
	struct buf out = { .arena = p->arena };
	size_t first = at->line, keep = 0;
	struct spot after = { at->line + 1, 0 };
	size_t j;

	for (j = first; j < t->n && j - first < MOST_LINES && out.len < LIMIT_LINE_BYTES; j++) {
		struct str line = str_sub(t->line[j].s, j == first ? at->at : 0, t->line[j].s.len);
		struct str command, v = without_fold_mark(line);
		bool other;
		ptrdiff_t next, stop;

		if (j > first && str_chr(v, '<') < 0 && transcript_command(v, &command))
			break;
		next = event_start(v, j == first, &other);
		stop = str_find(str_sub(v, 0, next < 0 ? v.len : (size_t)next), end);
		if (stop >= 0) {
			buf_add(&out, str_sub(v, 0, (size_t)stop + end.len));
			*at = (struct spot){ j, (size_t)(v.s - t->line[j].s.s) + (size_t)stop +
							end.len };
			return buf_str(&out);
		}
		buf_add(&out, str_sub(v, 0, next < 0 ? v.len : (size_t)next));
		if (next >= 0) {
			*at = (struct spot){ j, (size_t)(v.s - t->line[j].s.s) + (size_t)next };
			return buf_str(&out);
		}
		buf_addc(&out, '\n');
		if (str_chr(v, '<') >= 0 || str_find(v, STR("&lt;")) >= 0) {
			keep = out.len;
			after.line = j + 1;
		}
	}
	/* It may go on in the next window. */
	if (j == t->n && !p->whole)
		after.line = j;
	*at = after;
	return str_sub(buf_str(&out), 0, keep);
}

/* Elements within a value, as in the list of volumes of a backup event, stay as XML. */
static struct str value_of(struct arena *a, const xmlNode *node)
{
	struct str v = { 0 };
	xmlBuffer *out;

	if (!xml_child(node, NULL))
		return xml_text(a, node);
	out = xmlBufferCreate();
	if (!out)
		die("out of memory");
	for (xmlNode *c = node->children; c; c = c->next)
		xmlNodeDump(out, node->doc, c, 0, 0);
	v.s = (const char *)xmlBufferContent(out);
	v.len = (size_t)xmlBufferLength(out);
	v = arena_str(a, str_trim(v));
	xmlBufferFree(out);
	return v;
}

/* <UserData><CbsPackageInitiateChanges xmlns=...><PackageIdentifier>... : the leaves. */
static void user_data(struct arena *a, struct event *e, const xmlNode *node, int depth)
{
	for (xmlNode *c = xml_child(node, NULL); c; c = xml_next(c, NULL)) {
		if (xml_child(c, NULL) && depth < LIMIT_XML_DEPTH)
			user_data(a, e, c, depth + 1);
		/* an event without data has its empty root there */
		else if (depth > 0 || str_trim(xml_text(a, c)).len)
			event_data(a, e, arena_str(a, str_of((const char *)c->name)),
				   xml_text(a, c));
	}
}

static void event_values(struct arena *a, struct event *e, const xmlNode *data)
{
	for (xmlNode *c = xml_child(data, NULL); c; c = xml_next(c, NULL)) {
		if (xml_is(c, "Binary"))
			event_binary(a, e, str_trim(xml_text(a, c)));
		else if (xml_is(c, "Data"))
			event_data(a, e, xml_attr(a, c, "Name"), value_of(a, c));
		else
			event_data(a, e, arena_str(a, str_of((const char *)c->name)),
				   value_of(a, c));
	}
}

static int64_t number(struct str v, uint64_t most)
{
	uint64_t n;

	return str_u64(str_trim(v), &n) && n <= most ? (int64_t)n : OBS_UNKNOWN;
}

/* <System>: the part that every event has. */
static void system_part(struct arena *a, struct event *e, const xmlNode *system)
{
	const xmlNode *provider = xml_child(system, "Provider"), *id = xml_child(system, "EventID");

	e->provider = xml_attr(a, provider, "Name");
	e->source_name = xml_attr(a, provider, "EventSourceName");
	if (!e->provider.len)
		e->provider = e->source_name;
	if (!e->source_name.len)
		e->source_name = (struct str){ 0 };
	e->id = number(xml_text(a, id), 0xffff);
	e->qualifiers = number(xml_attr(a, id, "Qualifiers"), 0xffff);
	e->level = number(xml_child_text(a, system, "Level"), 255);
	e->record_id = number(xml_child_text(a, system, "EventRecordID"), INT64_MAX);
	e->channel = xml_child_text(a, system, "Channel");
	e->computer = xml_child_text(a, system, "Computer");
	e->user = xml_attr(a, xml_child(system, "Security"), "UserID");
	if (!when_iso(str_trim(xml_attr(a, xml_child(system, "TimeCreated"), "SystemTime")),
		      &e->time))
		e->time = (struct when){ 0 };
}

static bool fill(struct arena *a, const xmlDoc *doc, struct event *e)
{
	const xmlNode *root = xmlDocGetRootElement(doc), *system;
	struct str message;

	*e = event_unknown();
	if (!xml_is(root, "Event"))
		root = xml_child(root, "Event");
	system = xml_child(root, "System");
	if (!system)
		return false;
	system_part(a, e, system);
	event_values(a, e, xml_child(root, "EventData"));
	user_data(a, e, xml_child(root, "UserData"), 0);
	message = str_trim(xml_child_text(a, xml_child(root, "RenderingInfo"), "Message"));
	if (message.len)
		e->text = message;
	return e->provider.len && e->id != OBS_UNKNOWN;
}

static bool read_xml(struct arena *a, struct str xml, enum xml_mode mode, struct event *e)
{
	xmlDoc *doc = xml_read(NULL, NULL, xml, mode);
	bool ok = doc && fill(a, doc, e);

	xml_free(doc);
	return ok;
}

bool evtxml_event(struct arena *a, struct str xml, struct event *e)
{
	return read_xml(a, xml, XML_STRICT, e);
}

bool evtxml_repaired(struct arena *a, struct str xml, struct event *e)
{
	return read_xml(a, xml, XML_REPAIR, e);
}

/* The same for text that may be damaged. */
static bool read_damaged(struct parse *p, const struct line *l, struct str xml, struct event *e)
{
	struct pos at = parse_pos(p, l);
	xmlDoc *doc;
	bool ok;

	xml = straight_quotes(p->arena, xml);
	if (evtxml_event(p->arena, xml, e))
		return true;
	doc = xml_read(p->diag, &at, xml, XML_REPAIR);
	ok = doc && fill(p->arena, doc, e);
	xml_free(doc);
	/* what was cut off within an item is none */
	if (ok && e->n_data && !str_trim(e->data[e->n_data - 1].value).len)
		e->n_data--;
	if (!ok)
		diag(p->diag, DIAG_EVENT_SYNTAX, &at, "%s", "XML without the parts of an event");
	return ok;
}

static bool read_at(struct parse *p, const struct text *t, struct spot *at, bool escaped,
		    struct event *e)
{
	const struct line *l = &t->line[at->line];
	struct str xml = take(p, t, at, escaped);

	return read_damaged(p, l, escaped ? unescape(p->arena, xml) : xml, e);
}

size_t evtxml_one(struct parse *p, const struct text *t, size_t i, struct event *e, bool *ok)
{
	bool escaped;
	ptrdiff_t start = event_start(t->line[i].s, 0, &escaped);
	struct spot at = { i, (size_t)(start < 0 ? 0 : start) };

	if (start < 0)
		return 0;
	*ok = read_at(p, t, &at, escaped, e);
	return at.line + (at.at ? 1 : 0) - i;
}

/* Moves *at to the next event of the same run: on the same line, or behind blank lines and the tags
 * of the list around them. */
static bool next_event(const struct text *t, struct spot *at, bool *escaped)
{
	for (size_t first = at->line; at->line < t->n && at->line - first <= MOST_GAP;) {
		struct str line = t->line[at->line].s, v;
		ptrdiff_t start = event_start(line, at->at, escaped);

		if (start >= 0) {
			at->at = (size_t)start;
			return true;
		}
		v = str_trim(str_sub(line, at->at, line.len));
		if (v.len && !str_starts(v, STR("<Events")) && !str_starts(v, STR("<?xml")) &&
		    !str_eq(v, STR("-")))
			return false;
		*at = (struct spot){ at->line + 1, 0 };
	}
	return false;
}

struct run_of_events {
	bool damaged; /* an event of it could not be read */
	struct event_log log;
	size_t first, last; /* lines */
	/* State before the events of the last line on which one began: they may be cut there. */
	size_t mark_line, mark_out;
	struct event_log mark_log;
};

static void take_event(struct parse *p, const struct text *t, struct spot *at, bool escaped,
		       struct run_of_events *r)
{
	size_t first = at->line, lines;
	struct event e;
	bool ok;

	if (first != r->mark_line) {
		r->mark_line = first;
		r->mark_out = p->out->n;
		r->mark_log = r->log;
	}
	ok = read_at(p, t, at, escaped, &e);
	r->last = at->line + (at->at ? 1 : 0);
	r->damaged = r->damaged || !ok;
	if (!ok)
		return;
	event_log_count(&r->log, &e);
	lines = r->last - first;
	event_add(p, parse_source(p, t, first, lines), &e);
}

/* A query with a filter or a count does not show the log. */
static enum tri filtered(const struct parse *p)
{
	struct str c = p->command;

	return str_ifind(c, STR("/q:")) >= 0 || str_ifind(c, STR("/query:")) >= 0 ||
			       str_ifind(c, STR("/c:")) >= 0 || str_ifind(c, STR("/count:")) >= 0 ?
		       TRI_NO :
		       TRI_UNKNOWN;
}

/* <Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>... */
size_t evtxml_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s);
	bool root = str_find(str_sub(line, 0, 512), STR("<Events")) >= 0, escaped;
	struct run_of_events r = { .first = i, .last = i, .mark_line = SIZE_MAX };
	struct spot at = { i, 0 };

	if (str_chr(line, '<') < 0 && str_find(line, STR("&lt;")) < 0)
		return 0;
	if (!root && event_start(t->line[i].s, 0, &escaped) < 0)
		return 0;
	while (next_event(t, &at, &escaped))
		take_event(p, t, &at, escaped, &r);
	if (r.mark_line == SIZE_MAX)
		return 0;
	if (at.line >= t->n && !p->whole && r.mark_line > i) {
		p->out->n = r.mark_out;
		r.log = r.mark_log;
		r.last = r.mark_line;
	} else if (at.line < t->n && str_find(t->line[at.line].s, STR("</Events")) >= 0) {
		r.last = at.line + 1;
	}
	/* Later windows of a large export do not begin with its root. */
	if (root || r.log.records >= EXPORT || transcript_is(p->command, "wevtutil"))
		event_log_add(p, parse_source(p, t, i, r.last - i), &r.log,
			      r.damaged ? TRI_NO : filtered(p));
	return r.last - i;
}
