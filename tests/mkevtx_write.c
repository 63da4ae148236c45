/* mkevtx_write.c - events to the bytes of a log file
 *
 * Layout: file header of 4096 bytes, chunks of 65536 bytes that stand alone: every offset in
 * BinXML counts from the chunk's start. Names and template definitions are written where they
 * are first used in a chunk and referred to afterwards.
 */
#include "tests/mkevtx.h"

#include <string.h>
#include <zlib.h>

enum {
	FILE_HEADER = 4096,
	CHUNK = 65536,
	FIRST_RECORD = 512,
	NAMES = 128,
	TEMPLATES = 384,
	/* A record that ends behind this leaves no room for the next one's signature. */
	RECORDS_END = CHUNK - 8,
	/* Room beyond the chunk: an event that turns out too large is taken back. */
	SPARE = 2 * CHUNK,
};

/* Tokens of BinXML; 0x40 on an element: has attributes; on an attribute: more follow. */
enum {
	TOKEN_END = 0x00,
	TOKEN_ELEMENT = 0x01,
	TOKEN_CONTENT = 0x02,
	TOKEN_EMPTY = 0x03,
	TOKEN_CLOSE = 0x04,
	TOKEN_TEXT = 0x05,
	TOKEN_ATTRIBUTE = 0x06,
	TOKEN_ENTITY = 0x09,
	TOKEN_TEMPLATE = 0x0c,
	TOKEN_VALUE = 0x0d,
	TOKEN_OPTIONAL = 0x0e,
	MORE = 0x40,
	FRAGMENT = 0x0001010f,
};

/* Values of the outer template; the order is that of Windows. */
enum slot {
	SLOT_LEVEL,
	SLOT_OPCODE,
	SLOT_TASK,
	SLOT_ID,
	SLOT_QUALIFIERS,
	SLOT_KEYWORDS,
	SLOT_TIME,
	SLOT_ACTIVITY,
	SLOT_PID,
	SLOT_TID,
	SLOT_RECORD,
	SLOT_VERSION,
	SLOT_USER,
	SLOT_RELATED,
	SLOT_PROVIDER,
	SLOT_GUID,
	SLOT_CHANNEL,
	SLOT_PAYLOAD,
	SLOTS,
};
static const enum mk_type slot_type[SLOTS] = {
	MK_U8,  MK_U8,  MK_U16, MK_U16, MK_U16,  MK_HEX64,  MK_TIME, MK_GUID,   MK_U32,
	MK_U32, MK_U64, MK_U8,  MK_SID, MK_GUID, MK_STRING, MK_GUID, MK_STRING, MK_XML,
};

struct chunk {
	uint8_t b[CHUNK + SPARE];
	uint32_t pos, last;
	uint64_t number; /* records so far */
	uint64_t first_id, last_id;
};

struct writer {
	struct arena *arena;
	struct chunk *c, *saved;
	struct mk_log *log;
	const struct mk_event *e;
	struct str *error;
	uint64_t chunks;
	uint64_t next; /* EventRecordID */
	int64_t time;
	bool bare; /* now writing elements without dependency ids */
	bool too_large;
};

static void put(struct writer *w, const void *p, size_t n)
{
	if (w->c->pos + n > sizeof(w->c->b)) {
		w->too_large = true;
		return;
	}
	if (n)
		memcpy(w->c->b + w->c->pos, p, n);
	w->c->pos += (uint32_t)n;
}

static void set_le(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static uint32_t get_le(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = n; i-- > 0;)
		v = v << 8 | p[i];
	return v;
}

static void put_le(struct writer *w, uint64_t v, size_t n)
{
	uint8_t b[8];

	set_le(b, v, 8);
	put(w, b, n);
}

/* Sizes are known behind what they measure; they do not count themselves. */
static void fix_size(struct writer *w, uint32_t at)
{
	set_le(w->c->b + at, w->c->pos - at - 4, 4);
}

static void mark(struct writer *w, struct mk_marks *m, uint32_t at)
{
	if (w->chunks == 0)
		*(uint32_t *)PUSH(w->arena, m->at, m->n, m->cap) = FILE_HEADER + at;
}

/* The bucket of a name is its hash % 64; new names come in at the head. */
static uint32_t name_hash(struct str units)
{
	uint32_t h = 0;

	for (size_t i = 0; i + 1 < units.len; i += 2)
		h = h * 65599 + get_le((const uint8_t *)units.s + i, 2);
	return h & 0xffff;
}

static void put_name(struct writer *w, const char *name)
{
	struct chunk *c = w->c;
	struct str u = mk_utf16(w->arena, str_of(name));
	uint32_t hash = name_hash(u);
	uint8_t *head = c->b + NAMES + 4 * (hash % 64);

	for (uint32_t o = get_le(head, 4); o; o = get_le(c->b + o, 4))
		if (get_le(c->b + o + 6, 2) == u.len / 2 && !memcmp(c->b + o + 8, u.s, u.len)) {
			put_le(w, o, 4);
			return;
		}
	put_le(w, c->pos + 4, 4);
	mark(w, &w->log->name, c->pos);
	put_le(w, get_le(head, 4), 4);
	set_le(head, c->pos - 4, 4);
	put_le(w, hash, 2);
	put_le(w, u.len / 2, 2);
	put(w, u.s, u.len);
	put_le(w, 0, 2);
}

static void put_plain(struct writer *w, struct str text)
{
	struct str u = mk_utf16(w->arena, text);

	put_le(w, TOKEN_TEXT, 1);
	put_le(w, MK_STRING, 1);
	put_le(w, u.len / 2, 2);
	put(w, u.s, u.len);
}

static const char *entity_of(char c)
{
	return c == '&' ? "amp" : c == '<' ? "lt" : c == '>' ? "gt" : c == '"' ? "quot" : NULL;
}

static void put_text(struct writer *w, struct str text)
{
	size_t start = 0;

	for (size_t i = 0; w->e->entities && i < text.len; i++) {
		if (!entity_of(text.s[i]))
			continue;
		if (i > start)
			put_plain(w, str_sub(text, start, i));
		put_le(w, TOKEN_ENTITY, 1);
		put_name(w, entity_of(text.s[i]));
		start = i + 1;
	}
	if (start < text.len || start == 0)
		put_plain(w, str_sub(text, start, text.len));
}

static void put_slot(struct writer *w, bool optional, size_t slot, enum mk_type type)
{
	put_le(w, optional ? TOKEN_OPTIONAL : TOKEN_VALUE, 1);
	put_le(w, slot, 2);
	put_le(w, type, 1);
}

struct element {
	uint32_t size_at, attributes_at;
};

/* 'depends': the slot whose absence makes the element vanish; -1: none. */
static struct element open_element(struct writer *w, const char *name, bool attributes, int depends)
{
	struct element el = { 0, 0 };

	mark(w, &w->log->element, w->c->pos);
	put_le(w, TOKEN_ELEMENT | (attributes ? MORE : 0), 1);
	if (!w->bare)
		put_le(w, (uint64_t)depends, 2);
	el.size_at = w->c->pos;
	put_le(w, 0, 4);
	put_name(w, name);
	if (attributes) {
		el.attributes_at = w->c->pos;
		mark(w, &w->log->attributes, w->c->pos);
		put_le(w, 0, 4);
	}
	return el;
}

static void end_attributes(struct writer *w, struct element *el, int token)
{
	if (el->attributes_at)
		fix_size(w, el->attributes_at);
	put_le(w, (uint64_t)token, 1);
}

static void put_content(struct writer *w, struct element *el)
{
	end_attributes(w, el, TOKEN_CONTENT);
}

static void put_empty(struct writer *w, struct element *el)
{
	end_attributes(w, el, TOKEN_EMPTY);
	fix_size(w, el->size_at);
}

static void close_element(struct writer *w, struct element *el)
{
	put_le(w, TOKEN_CLOSE, 1);
	fix_size(w, el->size_at);
}

static void put_attribute(struct writer *w, const char *name, bool more)
{
	put_le(w, TOKEN_ATTRIBUTE | (more ? MORE : 0), 1);
	put_name(w, name);
}

/* What a slot holds, as text; unknown if the event has none. */
static struct str slot_text(struct writer *w, enum slot slot)
{
	const struct mk_event *e = w->e;
	const int64_t number[SLOTS] = {
		[SLOT_LEVEL] = e->level, [SLOT_OPCODE] = e->opcode,         [SLOT_TASK] = e->task,
		[SLOT_ID] = e->id,       [SLOT_QUALIFIERS] = e->qualifiers, [SLOT_PID] = e->pid,
		[SLOT_TID] = e->tid,     [SLOT_VERSION] = e->version
	};

	switch (slot) {
	case SLOT_KEYWORDS:
		return arena_printf(w->arena, "0x%llx", (unsigned long long)e->keywords);
	case SLOT_RECORD:
		return arena_printf(w->arena, "%llu", (unsigned long long)w->next);
	case SLOT_TIME:
		return mk_time_text(w->arena, w->time);
	case SLOT_ACTIVITY:
		return e->activity;
	case SLOT_USER:
		return e->user;
	case SLOT_PROVIDER:
		return e->provider;
	case SLOT_GUID:
		return e->guid;
	case SLOT_CHANNEL:
		return e->channel;
	case SLOT_RELATED:
	case SLOT_PAYLOAD:
	case SLOTS:
		return (struct str){ NULL, 0 };
	default:
		if (number[slot] < 0)
			return (struct str){ NULL, 0 };
		return arena_printf(w->arena, "%lld", (long long)number[slot]);
	}
}

/* A place that a value of the outer template fills: text when there is no template. */
static void put_field(struct writer *w, enum slot slot)
{
	struct str text = slot_text(w, slot);

	if (!w->bare)
		put_slot(w, true, slot, slot_type[slot]);
	else if (str_known(text))
		put_text(w, text);
}

static void put_field_element(struct writer *w, const char *name, enum slot slot)
{
	struct element el = open_element(w, name, false, (int)slot);

	put_content(w, &el);
	put_field(w, slot);
	close_element(w, &el);
}

/* An element with one or two attributes and no content; without a template, attributes that
 * have no value are left out. */
static void put_field_attributes(struct writer *w, const char *name, const char *first,
				 enum slot one, const char *second, enum slot two)
{
	bool a = !w->bare || str_known(slot_text(w, one));
	bool b = second && (!w->bare || str_known(slot_text(w, two)));
	struct element el = open_element(w, name, a || b, -1);

	if (a) {
		put_attribute(w, first, b);
		put_field(w, one);
	}
	if (b) {
		put_attribute(w, second, false);
		put_field(w, two);
	}
	put_empty(w, &el);
}

static void put_literal_element(struct writer *w, const char *name, struct str text)
{
	struct element el = open_element(w, name, false, -1);

	put_content(w, &el);
	put_text(w, text);
	close_element(w, &el);
}

static void put_provider(struct writer *w)
{
	const struct mk_event *e = w->e;
	struct element el = open_element(w, "Provider", true, -1);
	bool slots = e->values && !w->bare;

	put_attribute(w, "Name", str_known(e->guid) || str_known(e->source));
	if (slots)
		put_field(w, SLOT_PROVIDER);
	else
		put_text(w, e->provider);
	if (str_known(e->guid)) {
		put_attribute(w, "Guid", str_known(e->source));
		if (slots)
			put_field(w, SLOT_GUID);
		else
			put_text(w, e->guid);
	}
	if (str_known(e->source)) {
		put_attribute(w, "EventSourceName", false);
		put_text(w, e->source);
	}
	put_empty(w, &el);
}

static void put_event_id(struct writer *w)
{
	bool qualifiers = !w->bare || w->e->qualifiers >= 0;
	struct element el = open_element(w, "EventID", qualifiers, SLOT_ID);

	if (qualifiers) {
		put_attribute(w, "Qualifiers", false);
		put_field(w, SLOT_QUALIFIERS);
	}
	put_content(w, &el);
	put_field(w, SLOT_ID);
	close_element(w, &el);
}

static void put_system(struct writer *w)
{
	struct element el = open_element(w, "System", false, -1);

	put_content(w, &el);
	put_provider(w);
	put_event_id(w);
	put_field_element(w, "Version", SLOT_VERSION);
	put_field_element(w, "Level", SLOT_LEVEL);
	put_field_element(w, "Task", SLOT_TASK);
	put_field_element(w, "Opcode", SLOT_OPCODE);
	put_field_element(w, "Keywords", SLOT_KEYWORDS);
	put_field_attributes(w, "TimeCreated", "SystemTime", SLOT_TIME, NULL, SLOTS);
	put_field_element(w, "EventRecordID", SLOT_RECORD);
	put_field_attributes(w, "Correlation", "ActivityID", SLOT_ACTIVITY, "RelatedActivityID",
			     SLOT_RELATED);
	put_field_attributes(w, "Execution", "ProcessID", SLOT_PID, "ThreadID", SLOT_TID);
	if (w->e->values && !w->bare)
		put_field_element(w, "Channel", SLOT_CHANNEL);
	else
		put_literal_element(w, "Channel", w->e->channel);
	put_literal_element(w, "Computer", w->e->computer);
	put_field_attributes(w, "Security", "UserID", SLOT_USER, NULL, SLOTS);
	close_element(w, &el);
}

static struct element open_event(struct writer *w)
{
	struct element el = open_element(w, "Event", true, -1);

	put_attribute(w, "xmlns", false);
	put_plain(w, STR("http://schemas.microsoft.com/win/2004/08/events/event"));
	put_content(w, &el);
	return el;
}

/* The GUID of a template is made from its literals, so that equal ones are shared. */
static void template_guid(uint8_t guid[16], struct str literals)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < literals.len; i++)
		h = (h ^ (uint8_t)literals.s[i]) * 1099511628211u;
	set_le(guid, h, 8);
	set_le(guid + 8, h * 1099511628211u ^ h >> 29, 8);
}

/* Writes the head of a template instance. True if the definition must follow here. The
 * bucket is the name hash over the GUID's eight 16-bit words, % 32. */
static bool open_template(struct writer *w, struct str literals, uint32_t *size_at)
{
	struct chunk *c = w->c;
	uint8_t guid[16], *head;

	template_guid(guid, literals);
	head = c->b + TEMPLATES + 4 * (name_hash((struct str){ (const char *)guid, 16 }) % 32);
	put_le(w, TOKEN_TEMPLATE, 1);
	put_le(w, 1, 1);
	put(w, guid, 4);
	for (uint32_t o = get_le(head, 4); o; o = get_le(c->b + o, 4))
		if (!memcmp(c->b + o + 4, guid, 16)) {
			put_le(w, o, 4);
			return false;
		}
	put_le(w, c->pos + 4, 4);
	if (!w->log->definition)
		w->log->definition = FILE_HEADER + c->pos;
	put_le(w, get_le(head, 4), 4);
	set_le(head, c->pos - 4, 4);
	put(w, guid, 16);
	*size_at = c->pos;
	put_le(w, 0, 4);
	put_le(w, FRAGMENT, 4);
	return true;
}

static void close_template(struct writer *w, uint32_t size_at)
{
	put_le(w, TOKEN_END, 1);
	fix_size(w, size_at);
}

static struct str encode(struct writer *w, enum mk_type type, struct str text)
{
	struct str bytes = { NULL, 0 };

	if (str_known(text) && !mk_encode(w->arena, type, text, &bytes))
		*w->error = arena_printf(w->arena, "event %llu: malformed value: %.*s",
					 (unsigned long long)w->next, STR_ARG(text));
	return bytes;
}

/* <Data Name="a">value</Data> for every item; <Data>value</Data> without a name. */
static void put_data_element(struct writer *w, const struct mk_item *item, size_t slot)
{
	bool named = str_known(item->name);
	struct element el = open_element(w, "Data", named, -1);

	if (named) {
		put_attribute(w, "Name", false);
		put_text(w, item->name);
	}
	put_content(w, &el);
	if (w->bare)
		put_text(w, item->value);
	else
		put_slot(w, false, slot, item->type);
	close_element(w, &el);
}

static void put_manifest(struct writer *w)
{
	struct element el = open_element(w, "EventData", false, -1);

	put_content(w, &el);
	for (size_t i = 0; i < w->e->n; i++)
		put_data_element(w, &w->e->item[i], i);
	close_element(w, &el);
}

/* As events of the old API look: one array of strings, and binary data. */
static void put_classic(struct writer *w)
{
	struct element el = open_element(w, "EventData", false, -1), part;

	put_content(w, &el);
	part = open_element(w, "Data", false, 0);
	put_content(w, &part);
	put_slot(w, true, 0, MK_STRINGS);
	close_element(w, &part);
	part = open_element(w, "Binary", false, 2);
	put_content(w, &part);
	put_slot(w, true, 2, MK_BINARY);
	close_element(w, &part);
	close_element(w, &el);
}

/* "Name@attribute": the attribute's part, or unknown. */
static struct str attribute_of(struct str name)
{
	ptrdiff_t at = str_chr(name, '@');

	return at < 0 ? (struct str){ NULL, 0 } : str_sub(name, (size_t)at + 1, name.len);
}

static struct str element_of(struct str name)
{
	ptrdiff_t at = str_chr(name, '@');

	return at < 0 ? name : str_sub(name, 0, (size_t)at);
}

static void put_item(struct writer *w, size_t i)
{
	if (w->bare)
		put_text(w, w->e->item[i].value);
	else
		put_slot(w, true, i, w->e->item[i].type);
}

/* One element below the root of UserData from the items i.. of its name: attributes first,
 * then at most one text. Returns the number of items used. */
static size_t put_user_element(struct writer *w, size_t i)
{
	const struct mk_item *item = w->e->item;
	struct str name = element_of(item[i].name);
	size_t n = 0, at = i;
	struct element el;

	while (i + n < w->e->n && str_eq(element_of(item[i + n].name), name) &&
	       str_known(attribute_of(item[i + n].name)))
		n++;
	el = open_element(w, arena_str(w->arena, name).s, n > 0, -1);
	for (; at < i + n; at++) {
		put_attribute(w, arena_str(w->arena, attribute_of(item[at].name)).s,
			      at + 1 < i + n);
		put_item(w, at);
	}
	if (at < w->e->n && str_eq(item[at].name, name)) {
		put_content(w, &el);
		put_item(w, at);
		close_element(w, &el);
		return n + 1;
	}
	put_empty(w, &el);
	return n;
}

static void put_user_data(struct writer *w)
{
	bool ns = str_known(w->e->xmlns);
	struct element el = open_element(w, "UserData", false, -1), root;

	put_content(w, &el);
	root = open_element(w, str_known(w->e->root) ? arena_str(w->arena, w->e->root).s : "Root",
			    ns, -1);
	if (ns) {
		put_attribute(w, "xmlns", false);
		put_plain(w, w->e->xmlns);
	}
	put_content(w, &root);
	for (size_t i = 0; i < w->e->n;)
		i += put_user_element(w, i);
	close_element(w, &root);
	close_element(w, &el);
}

static void put_payload_body(struct writer *w)
{
	switch (w->e->style) {
	case MK_CLASSIC:
		put_classic(w);
		break;
	case MK_USERDATA:
	case MK_BARE_USERDATA:
		put_user_data(w);
		break;
	default:
		put_manifest(w);
	}
}

/* Everything literal in the payload's template. */
static struct str payload_literals(struct writer *w)
{
	struct buf b = { .arena = w->arena };

	buf_addf(&b, "payload %d %.*s %.*s", (int)w->e->style, STR_ARG(w->e->root),
		 STR_ARG(w->e->xmlns));
	for (size_t i = 0; w->e->style != MK_CLASSIC && i < w->e->n; i++)
		buf_addf(&b, "\n%.*s %d", STR_ARG(w->e->item[i].name), (int)w->e->item[i].type);
	return buf_str(&b);
}

static struct str joined_items(struct writer *w)
{
	struct buf b = { .arena = w->arena };

	for (size_t i = 0; i < w->e->n; i++) {
		if (i)
			buf_addc(&b, '\n');
		buf_add(&b, w->e->item[i].value);
	}
	return w->e->n ? buf_str(&b) : (struct str){ NULL, 0 };
}

struct value {
	enum mk_type type;
	struct str bytes;
};

static void put_values(struct writer *w, const struct value *v, size_t n)
{
	put_le(w, n, 4);
	for (size_t i = 0; i < n; i++) {
		put_le(w, v[i].bytes.len, 2);
		put_le(w, v[i].type, 2);
		if (v[i].bytes.len > 0xffff)
			w->too_large = true;
	}
	for (size_t i = 0; i < n; i++)
		put(w, v[i].bytes.s, v[i].bytes.len);
}

static void put_classic_values(struct writer *w)
{
	struct str binary = encode(w, MK_BINARY, w->e->binary);
	struct value v[3] = { { MK_STRINGS, encode(w, MK_STRINGS, joined_items(w)) },
			      { MK_U32,
				encode(w, MK_U32, arena_printf(w->arena, "%zu", binary.len)) },
			      { str_known(binary) ? MK_BINARY : MK_NULL, binary } };

	put_values(w, v, 3);
}

static void put_item_values(struct writer *w)
{
	struct value *v = arena_array(w->arena, struct value, w->e->n + 1);

	for (size_t i = 0; i < w->e->n; i++) {
		v[i].type = w->e->item[i].type;
		v[i].bytes = encode(w, v[i].type, w->e->item[i].value);
	}
	put_values(w, v, w->e->n);
}

static void put_payload(struct writer *w)
{
	uint32_t size_at;

	put_le(w, FRAGMENT, 4);
	if (w->e->style == MK_BARE_USERDATA) {
		w->bare = true;
		put_payload_body(w);
		w->bare = false;
	} else {
		if (open_template(w, payload_literals(w), &size_at)) {
			put_payload_body(w);
			close_template(w, size_at);
		}
		if (w->e->style == MK_CLASSIC)
			put_classic_values(w);
		else
			put_item_values(w);
	}
	put_le(w, TOKEN_END, 1);
}

static struct str system_literals(struct writer *w)
{
	const struct mk_event *e = w->e;

	if (e->values)
		return arena_printf(w->arena, "values|%.*s|%.*s|%d", STR_ARG(e->source),
				    STR_ARG(e->computer), str_known(e->guid));
	return arena_printf(w->arena, "literals|%.*s|%.*s|%.*s|%.*s|%.*s", STR_ARG(e->provider),
			    STR_ARG(e->guid), STR_ARG(e->source), STR_ARG(e->channel),
			    STR_ARG(e->computer));
}

static void put_instance(struct writer *w)
{
	struct value v[SLOTS];
	uint32_t size_at, descriptors, payload;

	if (open_template(w, system_literals(w), &size_at)) {
		struct element el = open_event(w);

		put_system(w);
		put_slot(w, true, SLOT_PAYLOAD, MK_XML);
		close_element(w, &el);
		close_template(w, size_at);
	}
	for (int i = 0; i < SLOTS; i++) {
		struct str text = slot_text(w, (enum slot)i);

		v[i].type = str_known(text) ? slot_type[i] : MK_NULL;
		v[i].bytes = encode(w, slot_type[i], text);
	}
	v[SLOT_PAYLOAD].type = MK_XML;
	descriptors = w->c->pos + 4;
	put_values(w, v, SLOTS);
	payload = w->c->pos;
	put_payload(w);
	if (w->c->pos - payload > 0xffff)
		w->too_large = true;
	else
		set_le(w->c->b + descriptors + 4 * SLOT_PAYLOAD, w->c->pos - payload, 2);
}

/* As a collector stores forwarded events: text all over, with the message rendered. */
static void put_bare_event(struct writer *w)
{
	struct element el, rendering;

	w->bare = true;
	el = open_event(w);
	put_system(w);
	put_manifest(w);
	if (str_known(w->e->message)) {
		rendering = open_element(w, "RenderingInfo", true, -1);
		put_attribute(w, "Culture", false);
		put_plain(w, STR("en-US"));
		put_content(w, &rendering);
		put_literal_element(w, "Message", w->e->message);
		put_literal_element(w, "Level", STR("Some level"));
		close_element(w, &rendering);
	}
	close_element(w, &el);
	w->bare = false;
}

static void put_record(struct writer *w, uint64_t id)
{
	struct chunk *c = w->c;
	uint32_t start = c->pos;

	put_le(w, 0x2a2a, 4);
	put_le(w, 0, 4);
	put_le(w, id, 8);
	put_le(w, (uint64_t)w->time, 8);
	put_le(w, FRAGMENT, 4);
	if (w->e->style == MK_BARE)
		put_bare_event(w);
	else
		put_instance(w);
	put_le(w, TOKEN_END, 1);
	for (int64_t i = 0; i < w->e->slack; i++)
		put_le(w, 0xee, 1);
	while ((c->pos - start + 4) % 8)
		put_le(w, 0, 1);
	put_le(w, c->pos - start + 4, 4);
	set_le(c->b + start + 4, c->pos - start, 4);
	c->last = start;
	mark(w, &w->log->record, start);
	c->last_id = id;
	if (!c->first_id)
		c->first_id = id;
}

static void begin_chunk(struct writer *w)
{
	memset(w->c, 0, sizeof(*w->c));
	memcpy(w->c->b, "ElfChnk", 8);
	w->c->pos = FIRST_RECORD;
}

static void add_bytes(struct mk_log *log, const void *p, size_t n)
{
	if (log->n + n > log->cap) {
		uint8_t *grown = arena_alloc(log->arena, 2 * (log->n + n), 1);

		if (log->n)
			memcpy(grown, log->bytes, log->n);
		log->bytes = grown;
		log->cap = 2 * (log->n + n);
	}
	memcpy(log->bytes + log->n, p, n);
	log->n += n;
}

static void end_chunk(struct writer *w)
{
	struct chunk *c = w->c;
	uint32_t crc;

	set_le(c->b + 8, c->first_id, 8);
	set_le(c->b + 16, c->last_id, 8);
	set_le(c->b + 24, c->first_id, 8);
	set_le(c->b + 32, c->last_id, 8);
	set_le(c->b + 40, 128, 4);
	set_le(c->b + 44, c->last, 4);
	set_le(c->b + 48, c->pos, 4);
	set_le(c->b + 52, crc32(0, c->b + FIRST_RECORD, c->pos - FIRST_RECORD), 4);
	set_le(c->b + 120, 1, 4);
	crc = (uint32_t)crc32(0, c->b, 120);
	set_le(c->b + 124, crc32(crc, c->b + 128, 384), 4);
	add_bytes(w->log, c->b, CHUNK);
	w->chunks++;
	begin_chunk(w);
}

static bool fits(const struct writer *w)
{
	return !w->too_large && w->c->pos <= RECORDS_END;
}

/* One record; in a new chunk if this one has no room for it. */
static bool add_record(struct writer *w, uint64_t id)
{
	size_t marks[4] = { w->log->record.n, w->log->element.n, w->log->attributes.n,
			    w->log->name.n };

	memcpy(w->saved, w->c, sizeof(*w->c));
	put_record(w, id);
	if (fits(w))
		return true;
	memcpy(w->c, w->saved, sizeof(*w->c));
	if (w->c->pos > FIRST_RECORD) {
		w->log->record.n = marks[0];
		w->log->element.n = marks[1];
		w->log->attributes.n = marks[2];
		w->log->name.n = marks[3];
		end_chunk(w);
		w->too_large = false;
		put_record(w, id);
	}
	return fits(w);
}

static void end_file(struct writer *w)
{
	uint8_t *h = w->log->bytes;

	memcpy(h, "ElfFile", 8);
	set_le(h + 16, w->chunks ? w->chunks - 1 : 0, 8);
	set_le(h + 24, w->next, 8);
	set_le(h + 32, 128, 4);
	set_le(h + 36, 1, 2);
	set_le(h + 38, 3, 2);
	set_le(h + 40, FILE_HEADER, 2);
	set_le(h + 42, w->chunks, 2);
	set_le(h + 124, crc32(0, h, 120), 4);
}

static bool add_event(struct writer *w, const struct mk_event *e)
{
	w->e = e;
	if (e->record)
		w->next = (uint64_t)e->record;
	if (e->new_chunk && w->c->pos > FIRST_RECORD)
		end_chunk(w);
	for (int64_t i = 0; i < e->repeat; i++) {
		w->time = e->time + i * e->every;
		if (!add_record(w, e->header ? (uint64_t)(e->header + i) : w->next)) {
			*w->error = arena_printf(w->arena, "event %llu does not fit into a chunk",
						 (unsigned long long)w->next);
			return false;
		}
		w->next++;
	}
	return !str_known(*w->error);
}

bool mk_write(struct arena *a, const struct mk_event *event, size_t n, struct mk_log *out,
	      struct str *error)
{
	static const uint8_t header[FILE_HEADER];
	struct writer w = { .arena = a, .log = out, .error = error, .next = 1 };

	*out = (struct mk_log){ .arena = a };
	*error = (struct str){ NULL, 0 };
	w.c = arena_new(a, struct chunk);
	w.saved = arena_new(a, struct chunk);
	add_bytes(out, header, sizeof(header));
	begin_chunk(&w);
	for (size_t i = 0; i < n; i++)
		if (!add_event(&w, &event[i]))
			return false;
	if (w.c->pos > FIRST_RECORD)
		end_chunk(&w);
	end_file(&w);
	return true;
}

bool mk_build(struct arena *a, struct str text, struct mk_log *out, struct str *error)
{
	struct mk_event *event;
	size_t n;

	return mk_describe(a, text, &event, &n, error) && mk_write(a, event, n, out, error);
}
