/* evtcsv.c - see evtcsv.h */
#include "parsers/evtcsv.h"

#include <jansson.h>

#include "parsers/event.h"
#include "parsers/evtlabel.h"
#include "parsers/evtprop.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	COLUMNS = 64,        /* Export-Csv of an event has 27 */
	RECORD_LINES = 4096, /* of one event */
	HEAD_BYTES = 4096,
	JSON_PEEK = 1024, /* a property of an event stands within these */
};

/* Windows PowerShell's names for what a heading of Event Viewer means. */
static struct str property_of(struct str heading)
{
	static const struct str name[EVTLABELS] = {
		[EVTLABEL_LOG] = STR_INIT("LogName"),
		[EVTLABEL_SOURCE] = STR_INIT("ProviderName"),
		[EVTLABEL_DATE] = STR_INIT("TimeCreated"),
		[EVTLABEL_ID] = STR_INIT("Id"),
		[EVTLABEL_LEVEL] = STR_INIT("LevelDisplayName"),
		[EVTLABEL_COMPUTER] = STR_INIT("MachineName"),
		[EVTLABEL_USER] = STR_INIT("UserId"),
		[EVTLABEL_RECORD] = STR_INIT("RecordId"),
		[EVTLABEL_TEXT] = STR_INIT("Message"),
		[EVTLABEL_TASK] = STR_INIT("Task"),
		[EVTLABEL_KEYWORDS] = STR_INIT("Keywords"),
	};

	return evtprop_known(heading) ? heading : name[evtlabel_of(heading)];
}

struct sheet {
	struct str name[COLUMNS]; /* property by column; unknown for others */
	size_t n;
	char separator;
	bool viewer; /* the heading of Event Viewer: the message has no heading */
};

/* Level,Date and Time,Source,Event ID,Task Category
 * "Message","Id","Version","Qualifiers","Level", ... */
static bool heading(struct arena *a, struct str line, struct sheet *s)
{
	static const char separators[] = { ',', ';', '\t' };
	struct str v = str_trim(line);

	/* No heading has a colon in its names, and most other lines do. */
	if (v.len > HEAD_BYTES || v.len < 10 || str_chr(v, ':') >= 0)
		return false;
	for (size_t k = 0; k < sizeof(separators); k++) {
		bool id = false;
		size_t known = 0;

		if (str_chr(v, separators[k]) < 0)
			continue;
		s->separator = separators[k];
		s->n = row_csv(a, v, separators[k], s->name, COLUMNS - 1);
		s->viewer = true;
		for (size_t c = 0; c < s->n; c++) {
			struct str name = property_of(s->name[c]);

			s->viewer = s->viewer && !str_ieq(name, STR("Message"));
			known += str_known(name);
			/* Of a long line of other text no more than that need be looked at. */
			if ((c + 1 - known) * 2 > s->n)
				break;
			id = id || str_ieq(name, STR("Id")) || str_ieq(name, STR("EventID")) ||
			     str_ieq(name, STR("InstanceId")) || str_ieq(name, STR("EventCode"));
			s->name[c] = name;
		}
		if (id && known >= 3 && known * 2 >= s->n)
			return true;
	}
	return false;
}

/* The record that begins on line *j, with the lines that its quoted fields span; *j is moved behind
 * it. false: a quotation without an end; *j is moved behind what was looked at. */
static bool record(struct parse *p, const struct text *t, size_t *j, struct str *out)
{
	struct buf b = { .arena = p->arena };
	size_t first = *j;
	bool open = false;

	for (size_t k = first; k < t->n && k - first < RECORD_LINES && b.len < LIMIT_LINE_BYTES;
	     k++) {
		struct str line = t->line[k].s;

		for (size_t c = 0; c < line.len; c++)
			open ^= line.s[c] == '"';
		*j = k + 1;
		if (!open && k == first) {
			*out = line;
			return true;
		}
		buf_add(&b, line);
		if (!open) {
			*out = buf_str(&b);
			return true;
		}
		buf_addc(&b, '\n');
	}
	return false;
}

static bool take_record(struct parse *p, const struct text *t, size_t first, size_t end,
			const struct sheet *s, struct str line, struct event_log *log)
{
	struct str *cell = arena_array(p->arena, struct str, COLUMNS);
	size_t n = row_csv(p->arena, line, s->separator, cell, COLUMNS);
	struct evtprop e;

	evtprop_start(&e);
	for (size_t c = 0; c < n && c < s->n; c++)
		if (str_known(s->name[c]))
			evtprop_set(&e, s->name[c], cell[c]);
	if (s->viewer && n > s->n)
		evtprop_set(&e, STR("Message"), cell[s->n]);
	if (!evtprop_complete(&e))
		return false;
	event_log_count(log, &e.e);
	event_add(p, parse_source(p, t, first, end - first), &e.e);
	return true;
}

size_t evtcsv_parse(struct parse *p, const struct text *t, size_t i)
{
	struct event_log log = { 0 };
	struct sheet s;
	struct str line;
	size_t j = i + 1;

	if (!heading(p->arena, t->line[i].s, &s))
		return 0;
	while (j < t->n && !row_blank(t->line[j].s)) {
		size_t first = j;

		if (!record(p, t, &j, &line)) {
			struct pos at = parse_pos(p, &t->line[first]);

			if (j == t->n && !p->whole && first > i + 1) {
				j = first;
				break;
			}
			diag(p->diag, DIAG_EVENT_SYNTAX, &at, "%s", "quotation without an end");
			continue;
		}
		if (!take_record(p, t, first, j, &s, line, &log)) {
			j = first;
			break;
		}
	}
	event_log_add(p, parse_source(p, t, i, j - i), &log, TRI_UNKNOWN);
	return j - i;
}

/* A JSON value as text; objects are asked for the member that holds their value. */
static struct str json_text(struct arena *a, const json_t *v)
{
	static const char *const members[] = { "value", "DateTime", "Value" };

	if (json_is_string(v))
		return arena_str(a, (struct str){ json_string_value(v), json_string_length(v) });
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	for (size_t i = 0; json_is_object(v) && i < ARRAY_SIZE(members); i++) {
		const json_t *inner = json_object_get(v, members[i]);

		if (json_is_string(inner) || json_is_integer(inner))
			return json_text(a, inner);
	}
	return (struct str){ 0 };
}

/* "Properties": [{"Value": "..."}]: the strings of the event. */
static void json_strings(struct arena *a, struct event *e, const json_t *list)
{
	const json_t *item;
	size_t k;

	json_array_foreach(list, k, item)
	{
		struct str v = json_text(a, item);

		if (str_known(v))
			event_data(a, e, (struct str){ 0 }, v);
	}
}

/* evtx_dump and others: {"Event": {"System": {"Provider": {"#attributes": {"Name": ...}}}}} are not
 * read here; what is read are the properties of PowerShell's objects. */
static bool json_event(struct arena *a, json_t *object, struct evtprop *out)
{
	const char *name;
	json_t *v;

	evtprop_start(out);
	json_object_foreach(object, name, v)
	{
		struct str value;

		if (json_is_array(v)) {
			if (str_eq(str_of(name), STR("Properties")) ||
			    str_eq(str_of(name), STR("ReplacementStrings")))
				json_strings(a, &out->e, v);
			continue;
		}
		value = json_text(a, v);
		if (str_known(value))
			evtprop_set(out, str_of(name), value);
	}
	return evtprop_complete(out);
}

/* A place in the text. */
struct spot {
	size_t line, at;
};

/* The object that begins at *at, as text; *at is moved behind it. false: it has no end within the
 * size of an event. */
static bool take_object(struct parse *p, const struct text *t, struct spot *at, struct str *out)
{
	struct buf b = { .arena = p->arena };
	size_t first = at->line, from = at->at;
	unsigned depth = 0;
	bool quoted = false;

	for (size_t j = first; j < t->n && j - first < RECORD_LINES && b.len < LIMIT_LINE_BYTES;
	     j++) {
		struct str line = str_sub(t->line[j].s, from, t->line[j].s.len);

		for (size_t c = 0; c < line.len; c++) {
			char x = line.s[c];

			if (quoted) {
				c += x == '\\';
				quoted = x != '"';
			} else if (x == '"') {
				quoted = true;
			} else if (x == '{' || x == '[') {
				depth++;
			} else if ((x == '}' || x == ']') && --depth == 0) {
				buf_add(&b, str_sub(line, 0, c + 1));
				*at = (struct spot){ j, from + c + 1 };
				*out = buf_str(&b);
				return true;
			}
		}
		buf_add(&b, line);
		buf_addc(&b, '\n');
		*at = (struct spot){ j + 1, 0 };
		from = 0;
	}
	return false;
}

/* A name of an event's property in quotation marks stands near. */
static bool worth_reading(const struct text *t, size_t i)
{
	static const struct str names[] = {
		STR_INIT("\"Id\""),
		STR_INIT("\"EventID\""),
		STR_INIT("\"InstanceId\""),
		STR_INIT("\"ProviderName\""),
		STR_INIT("\"EventCode\""),
		STR_INIT("\"EventId\""),
		STR_INIT("\"TimeCreated\""),
		STR_INIT("\"TimeGenerated\""),
		STR_INIT("\"FirstTimeWritten\""),
	};
	size_t seen = 0;

	for (size_t j = i; j < t->n && j - i < 12 && seen < JSON_PEEK; j++) {
		struct str line = str_sub(t->line[j].s, 0, JSON_PEEK);

		for (size_t k = 0; k < ARRAY_SIZE(names); k++)
			if (str_find(line, names[k]) >= 0)
				return true;
		seen += line.len + 1;
	}
	return false;
}

/* Offset of the object that begins on the line at or behind 'from', behind what separates list
 * items only; -1 if none does. */
static ptrdiff_t object_start(struct str line, size_t from)
{
	while (from < line.len && (line.s[from] == ' ' || line.s[from] == '\t' ||
				   line.s[from] == '[' || line.s[from] == ','))
		from++;
	return from < line.len && line.s[from] == '{' ? (ptrdiff_t)from : -1;
}

/* One object. false: it is no event. */
static bool one_object(struct parse *p, const struct text *t, struct spot *at)
{
	size_t first = at->line;
	struct pos here = parse_pos(p, &t->line[first]);
	struct evtprop e;
	struct str text;
	json_t *object;
	bool ok;

	if (!take_object(p, t, at, &text)) {
		diag(p->diag, DIAG_EVENT_SYNTAX, &here, "%s", "JSON without an end");
		return true;
	}
	object = json_loadb(text.s, text.len, 0, NULL);
	ok = json_is_object(object) && json_event(p->arena, object, &e);
	if (ok)
		event_add(p, parse_source(p, t, first, at->line + (at->at > 0) - first), &e.e);
	else if (!object)
		diag(p->diag, DIAG_EVENT_SYNTAX, &here, "%s", "JSON not well formed");
	ok = ok || !object;
	json_decref(object);
	return ok;
}

/* {
 *     "EventID":  8193,
 *     "Source":  "VSS",
 * Each object of a list is read on its own, so that a bad one hides no other. */
size_t evtcsv_json(struct parse *p, const struct text *t, size_t i)
{
	struct spot at = { i, 0 };
	ptrdiff_t open = object_start(t->line[i].s, 0);

	if (open < 0 || !worth_reading(t, i))
		return 0;
	while (open >= 0) {
		at.at = (size_t)open;
		if (!one_object(p, t, &at) && at.line == i)
			return 0;
		open = at.line < t->n && at.at ? object_start(t->line[at.line].s, at.at) : -1;
	}
	return at.line + (at.at > 0) - i;
}
