/* evtxrec.c - see evtxrec.h */
#include "parsers/evtxrec.h"

#include <string.h>

#include "parsers/event.h"
#include "parsers/limits.h"

/* Where the head's parts stand: <System><element attribute="part"> or <element>part</element>. */
static const struct place {
	const char *element, *attribute;
	enum evtxrec_part part;
} places[] = {
	{ "Provider", "Name", EVTXREC_PROVIDER },
	{ "Provider", "EventSourceName", EVTXREC_SOURCE },
	{ "EventID", NULL, EVTXREC_ID },
	{ "Level", NULL, EVTXREC_LEVEL },
	{ "TimeCreated", "SystemTime", EVTXREC_TIME },
	{ "EventRecordID", NULL, EVTXREC_RECORD },
	{ "Channel", NULL, EVTXREC_CHANNEL },
};

/* The head being looked for: in a definition, or in a record that has no template. */
struct head_walk {
	struct evtxrec_cache *cache;
	struct evtxrec_template *t;
	unsigned depth;
	bool in_system;
	struct wide element; /* child of System */
	struct wide attribute;
	bool in_attribute;
};

static void head_start(void *ctx, struct wide name)
{
	struct head_walk *h = ctx;

	h->depth++;
	h->in_attribute = false;
	if (h->depth == 2)
		h->in_system = binxml_is(name, "System");
	if (h->depth == 3)
		h->element = name;
}

static void head_attribute(void *ctx, struct wide name)
{
	struct head_walk *h = ctx;

	h->attribute = name;
	h->in_attribute = true;
}

static void head_content(void *ctx)
{
	((struct head_walk *)ctx)->in_attribute = false;
}

static void head_end(void *ctx)
{
	((struct head_walk *)ctx)->depth--;
}

static const struct place *head_place(const struct head_walk *h)
{
	if (h->depth != 3 || !h->in_system)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		const struct place *p = &places[i];

		if (h->in_attribute != (p->attribute != NULL) || !binxml_is(h->element, p->element))
			continue;
		if (!p->attribute || binxml_is(h->attribute, p->attribute))
			return p;
	}
	return NULL;
}

static char entity_char(struct wide name)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
	};

	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (binxml_is(name, known[i].name))
			return known[i].c;
	return '?';
}

/* A literal in several pieces; without room for all of them the first ones stand. */
static void join(struct evtxrec_cache *cache, struct binxml_value *to,
		 const struct binxml_value *more)
{
	uint8_t *at = cache->joined + cache->n_joined;
	uint32_t n = to->n + more->n;

	if (n > EVTXREC_JOINED - cache->n_joined)
		return;
	if (to->n)
		memcpy(at, to->p, to->n);
	memcpy(at + to->n, more->p, more->n);
	cache->n_joined += n;
	*to = (struct binxml_value){ BINXML_STRING, n, at };
}

static void head_value(void *ctx, const struct binxml_value *v)
{
	struct head_walk *h = ctx;
	const struct place *p = head_place(h);
	struct binxml_value *literal;

	if (!p)
		return;
	literal = &h->t->literal.part[p->part];
	if (literal->type == BINXML_NULL)
		*literal = *v;
	else
		join(h->cache, literal, v);
}

static void head_entity(void *ctx, struct wide name)
{
	struct head_walk *h = ctx;
	const struct place *p = head_place(h);
	uint8_t unit[2] = { (uint8_t)entity_char(name), 0 };
	struct binxml_value v = { BINXML_STRING, 2, unit };

	if (p)
		join(h->cache, &h->t->literal.part[p->part], &v);
}

/* Kept in the order of the slots, so that one pass over the values finds them all. */
static void head_slot(void *ctx, unsigned slot, unsigned type)
{
	struct head_walk *h = ctx;
	const struct place *p = head_place(h);
	struct evtxrec_template *t = h->t;
	unsigned i;

	(void)type;
	if (!p || t->n == EVTXREC_PARTS)
		return;
	for (i = t->n++; i > 0 && t->value[i - 1].slot > slot; i--)
		t->value[i] = t->value[i - 1];
	t->value[i].slot = slot;
	t->value[i].part = p->part;
}

static struct binxml_sink head_sink(struct head_walk *h)
{
	return (struct binxml_sink){ .ctx = h,
				     .start = head_start,
				     .attribute = head_attribute,
				     .content = head_content,
				     .value = head_value,
				     .entity = head_entity,
				     .end = head_end,
				     .slot = head_slot };
}

void evtxrec_chunk(struct evtxrec_cache *cache)
{
	cache->work = 0;
	cache->n_joined = 0;
	if (++cache->generation == 0) {
		memset(cache->entry, 0, sizeof(cache->entry));
		cache->generation = 1;
	}
}

static void look_at(struct evtxrec_cache *cache, struct evtxrec_template *t, const uint8_t *chunk,
		    uint32_t definition)
{
	struct head_walk h = { .cache = cache, .t = t };
	struct binxml_sink sink = head_sink(&h);

	memset(t, 0, sizeof(*t));
	t->definition = definition;
	t->generation = cache->generation;
	t->damaged = !binxml_definition(chunk, definition, &sink, &cache->work, &t->body_end);
}

/* The remembered template, or a new one; NULL if there are too many. */
static const struct evtxrec_template *find(struct evtxrec_cache *cache, const uint8_t *chunk,
					   uint32_t definition)
{
	uint32_t i = definition * 2654435761u >> 23; /* 512 places */

	for (size_t n = 0; n < EVTXREC_TEMPLATES; n++, i = (i + 1) % EVTXREC_TEMPLATES) {
		struct evtxrec_template *t = &cache->entry[i];

		if (t->generation == cache->generation && t->definition != definition)
			continue;
		if (t->generation != cache->generation)
			look_at(cache, t, chunk, definition);
		return t;
	}
	return NULL;
}

/* Values stand one after the other; the head's are picked by their number. */
static void pick(const struct evtxrec_template *t, const uint8_t *chunk,
		 const struct binxml_instance *in, struct evtxrec_head *out)
{
	const uint8_t *d = chunk + in->sizes;
	uint32_t at = in->first, i = 0;

	*out = t->literal;
	for (unsigned k = 0; k < t->n && t->value[k].slot < in->values; k++) {
		for (; i < t->value[k].slot; i++, d += 4)
			at += binxml_u16(d);
		out->part[t->value[k].part] =
			(struct binxml_value){ d[2], binxml_u16(d), chunk + at };
	}
}

/* An event without a template, as forwarded ones are. */
static bool bare_head(struct evtxrec_cache *cache, const uint8_t *chunk, uint32_t at, uint32_t end,
		      struct evtxrec_head *out)
{
	struct evtxrec_template bare = { 0 };
	struct head_walk h = { .cache = cache, .t = &bare };
	struct binxml_sink sink = head_sink(&h);
	uint32_t joined = cache->n_joined;
	bool ok = binxml_walk(chunk, at, end, &sink, &cache->work);

	cache->n_joined = joined;
	*out = bare.literal;
	return ok && out->part[EVTXREC_ID].type != BINXML_NULL;
}

bool evtxrec_head(struct evtxrec_cache *cache, const uint8_t *chunk, uint32_t at, uint32_t end,
		  struct evtxrec_head *out, uint32_t *hidden)
{
	const struct evtxrec_template *t;
	struct binxml_instance in;

	*hidden = 0;
	if (!binxml_instance(chunk, at, end, &in))
		return bare_head(cache, chunk, at, end, out);
	t = find(cache, chunk, in.definition);
	if (!t || t->damaged)
		return false;
	in.body_end = t->body_end;
	if (!binxml_values(chunk, end, &in))
		return false;
	pick(t, chunk, &in, out);
	*hidden = end - in.end;
	return true;
}

enum section { S_NONE, S_SYSTEM, S_EVENTDATA, S_USERDATA, S_RENDERING };

/* The event being built: the path to where the walk is, and the text gathered there. */
struct event_walk {
	struct arena *arena;
	struct event *e;
	unsigned depth;
	enum section section;
	struct wide name[LIMIT_XML_DEPTH + 2]; /* by depth */
	struct wide attribute;
	bool in_attribute;
	bool leaf; /* nothing but text in the innermost element so far */
	struct buf text;
	struct buf inner; /* value of a Data element that holds elements, as XML */
	struct str data_name;
	bool has_name;
};

static const struct {
	const char *name;
	enum section section;
} sections[] = {
	{ "System", S_SYSTEM },
	{ "EventData", S_EVENTDATA },
	{ "UserData", S_USERDATA },
	{ "RenderingInfo", S_RENDERING },
};

static struct str taken(struct event_walk *w)
{
	struct str v = arena_str(w->arena, buf_str(&w->text));

	w->text.len = 0;
	return str_known(v) ? v : STR("");
}

static int64_t number(struct str v, uint64_t most)
{
	uint64_t n;

	return str_u64(str_trim(v), &n) && n <= most ? (int64_t)n : OBS_UNKNOWN;
}

static void system_attribute(struct event_walk *w, struct str v)
{
	struct wide element = w->name[3];

	if (binxml_is(element, "Provider") && binxml_is(w->attribute, "Name"))
		w->e->provider = v;
	else if (binxml_is(element, "Provider") && binxml_is(w->attribute, "EventSourceName"))
		w->e->source_name = v.len ? v : (struct str){ 0 };
	else if (binxml_is(element, "EventID") && binxml_is(w->attribute, "Qualifiers"))
		w->e->qualifiers = number(v, 0xffff);
	else if (binxml_is(element, "TimeCreated") && binxml_is(w->attribute, "SystemTime"))
		when_iso(str_trim(v), &w->e->time);
	else if (binxml_is(element, "Security") && binxml_is(w->attribute, "UserID"))
		w->e->user = v.len ? v : (struct str){ 0 };
}

static void system_element(struct event_walk *w, struct str v)
{
	struct wide element = w->name[3];

	if (binxml_is(element, "EventID"))
		w->e->id = number(v, 0xffff);
	else if (binxml_is(element, "Level"))
		w->e->level = number(v, 255);
	else if (binxml_is(element, "EventRecordID"))
		w->e->record_id = number(v, INT64_MAX);
	else if (binxml_is(element, "Channel"))
		w->e->channel = v;
	else if (binxml_is(element, "Computer"))
		w->e->computer = v;
}

/* An attribute's text is complete when the next one, or the content, begins. */
static void end_attribute(struct event_walk *w)
{
	struct str v;

	if (!w->in_attribute)
		return;
	w->in_attribute = false;
	v = taken(w);
	if (w->section == S_SYSTEM && w->depth == 3)
		system_attribute(w, v);
	else if (w->section == S_EVENTDATA && w->depth == 3 && binxml_is(w->attribute, "Name")) {
		w->data_name = v;
		w->has_name = true;
	}
}

static struct wide here(const struct event_walk *w)
{
	return w->name[w->depth < LIMIT_XML_DEPTH ? w->depth : LIMIT_XML_DEPTH];
}

/* Below <Data>, elements stay as XML. */
static bool in_data_xml(const struct event_walk *w)
{
	return w->section == S_EVENTDATA && w->depth > 3;
}

static void flush_inner(struct event_walk *w)
{
	buf_add(&w->inner, taken(w));
}

static void event_start(void *ctx, struct wide name)
{
	struct event_walk *w = ctx;

	end_attribute(w);
	w->depth++;
	w->name[w->depth < LIMIT_XML_DEPTH ? w->depth : LIMIT_XML_DEPTH] = name;
	if (w->depth == 2) {
		w->section = S_NONE;
		for (size_t i = 0; i < ARRAY_SIZE(sections); i++)
			if (binxml_is(name, sections[i].name))
				w->section = sections[i].section;
	}
	if (in_data_xml(w)) {
		flush_inner(w);
		buf_addc(&w->inner, '<');
		binxml_wide(&w->inner, name);
		buf_addc(&w->inner, '>');
	}
	if (w->depth == 3) {
		w->has_name = false;
		w->inner.len = 0;
	}
	w->text.len = 0;
	w->leaf = true;
}

static void event_attribute(void *ctx, struct wide name)
{
	struct event_walk *w = ctx;

	end_attribute(w);
	w->in_attribute = true;
	w->attribute = name;
	w->text.len = 0;
}

static void event_content(void *ctx)
{
	end_attribute(ctx);
}

static void event_value(void *ctx, const struct binxml_value *v)
{
	struct event_walk *w = ctx;

	if (w->text.len <= LIMIT_EVENT_TEXT)
		binxml_text(&w->text, v);
}

static void event_entity(void *ctx, struct wide name)
{
	struct event_walk *w = ctx;

	buf_addc(&w->text, entity_char(name));
}

static void data_end(struct event_walk *w)
{
	struct str name = { 0 }, v;

	if (w->inner.len) {
		flush_inner(w);
		v = str_trim(arena_str(w->arena, buf_str(&w->inner)));
	} else {
		v = taken(w);
	}
	if (binxml_is(w->name[3], "Binary")) {
		event_binary(w->arena, w->e, str_trim(v));
		return;
	}
	if (w->has_name)
		name = w->data_name;
	else if (!binxml_is(w->name[3], "Data")) {
		struct buf b = { .arena = w->arena };

		binxml_wide(&b, w->name[3]);
		name = buf_str(&b);
	}
	event_data(w->arena, w->e, name, v);
}

static void user_end(struct event_walk *w)
{
	struct buf name = { .arena = w->arena };

	/* an event without data has its empty root there */
	if (!w->leaf || w->depth < 3 || (w->depth == 3 && !str_trim(buf_str(&w->text)).len))
		return;
	binxml_wide(&name, here(w));
	event_data(w->arena, w->e, buf_str(&name), taken(w));
}

static void event_end(void *ctx)
{
	struct event_walk *w = ctx;

	end_attribute(w);
	if (w->section == S_SYSTEM && w->depth == 3)
		system_element(w, taken(w));
	else if (w->section == S_EVENTDATA && w->depth == 3)
		data_end(w);
	else if (w->section == S_USERDATA)
		user_end(w);
	else if (w->section == S_RENDERING && w->depth == 3 && binxml_is(w->name[3], "Message"))
		w->e->text = str_trim(taken(w));
	else if (in_data_xml(w)) {
		flush_inner(w);
		buf_add(&w->inner, STR("</"));
		binxml_wide(&w->inner, here(w));
		buf_addc(&w->inner, '>');
	}
	w->leaf = false;
	if (w->depth)
		w->depth--;
}

bool evtxrec_event(struct arena *a, const uint8_t *chunk, uint32_t at, uint32_t end,
		   struct event *e)
{
	struct event_walk w = {
		.arena = a, .e = e, .text = { .arena = a }, .inner = { .arena = a }
	};
	struct binxml_sink sink = { .ctx = &w,
				    .start = event_start,
				    .attribute = event_attribute,
				    .content = event_content,
				    .value = event_value,
				    .entity = event_entity,
				    .end = event_end };
	bool ok;

	*e = event_unknown();
	ok = binxml_walk(chunk, at, end, &sink, NULL);
	if (!e->provider.len)
		e->provider = e->source_name;
	if (!e->text.len)
		e->text = (struct str){ 0 };
	return ok && e->provider.len && e->id != OBS_UNKNOWN;
}

struct xml_walk {
	struct buf *out;
	bool in_tag, in_attribute;
	struct wide name[LIMIT_XML_DEPTH + 2];
	unsigned depth;
};

static void xml_escape(struct buf *out, struct str v)
{
	for (size_t i = 0; i < v.len; i++) {
		unsigned char c = (unsigned char)v.s[i];

		if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (c == '>')
			buf_add(out, STR("&gt;"));
		else if (c == '"')
			buf_add(out, STR("&quot;"));
		else if (c < 0x20 && c != '\n' && c != '\t')
			buf_add(out, STR("\xef\xbf\xbd"));
		else if (c != '\r')
			buf_addc(out, v.s[i]);
	}
}

static void xml_close_attribute(struct xml_walk *w)
{
	if (w->in_attribute)
		buf_addc(w->out, '"');
	w->in_attribute = false;
}

static void xml_content(void *ctx)
{
	struct xml_walk *w = ctx;

	xml_close_attribute(w);
	if (w->in_tag)
		buf_addc(w->out, '>');
	w->in_tag = false;
}

static struct wide *xml_name(struct xml_walk *w)
{
	return &w->name[w->depth < LIMIT_XML_DEPTH ? w->depth : LIMIT_XML_DEPTH];
}

static void xml_start(void *ctx, struct wide name)
{
	struct xml_walk *w = ctx;

	xml_content(w);
	w->depth++;
	*xml_name(w) = name;
	buf_addc(w->out, '<');
	binxml_wide(w->out, name);
	w->in_tag = true;
}

static void xml_attribute(void *ctx, struct wide name)
{
	struct xml_walk *w = ctx;

	xml_close_attribute(w);
	buf_addc(w->out, ' ');
	binxml_wide(w->out, name);
	buf_add(w->out, STR("=\""));
	w->in_attribute = true;
}

static void xml_value(void *ctx, const struct binxml_value *v)
{
	struct xml_walk *w = ctx;
	struct buf text = { .arena = w->out->arena };

	if (!w->in_attribute)
		xml_content(w);
	binxml_text(&text, v);
	xml_escape(w->out, buf_str(&text));
}

static void xml_entity(void *ctx, struct wide name)
{
	struct xml_walk *w = ctx;
	char c = entity_char(name);

	if (!w->in_attribute)
		xml_content(w);
	xml_escape(w->out, (struct str){ &c, 1 });
}

static void xml_end(void *ctx)
{
	struct xml_walk *w = ctx;

	xml_content(w);
	buf_add(w->out, STR("</"));
	binxml_wide(w->out, *xml_name(w));
	buf_addc(w->out, '>');
	if (w->depth)
		w->depth--;
}

bool evtxrec_xml(struct buf *out, const uint8_t *chunk, uint32_t at, uint32_t end)
{
	struct xml_walk w = { .out = out };
	struct binxml_sink sink = { .ctx = &w,
				    .start = xml_start,
				    .attribute = xml_attribute,
				    .content = xml_content,
				    .value = xml_value,
				    .entity = xml_entity,
				    .end = xml_end };

	return binxml_walk(chunk, at, end, &sink, NULL);
}
