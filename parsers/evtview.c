/* evtview.c - see evtview.h */
#include "parsers/evtview.h"

#include "parsers/event.h"
#include "parsers/evthead.h"
#include "parsers/evtlabel.h"
#include "parsers/evtxml.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	SYSTEM_LINES = 96, /* 25 fields at most, with up to three blank lines behind each */
	DATA_LINES = 400,
};

/* One line without its fold mark: "- TimeCreated", "[ SystemTime] 2022-...", "EventID 12292". */
struct item {
	struct str name; /* of the element, or of the attribute in brackets */
	struct str value;
	bool attribute;
	bool marked; /* it stood behind a fold mark */
};

static struct item read_item(struct str line)
{
	struct str v = str_trim(line), rest;
	struct item item = { 0 };
	ptrdiff_t end;

	if (v.len > 1 && (v.s[0] == '+' || v.s[0] == '-') && v.s[1] == ' ') {
		v = str_trim(str_sub(v, 1, v.len));
		item.marked = true;
	}
	end = str_chr(v, ']');
	if (v.len && v.s[0] == '[' && end > 0) {
		item.attribute = true;
		item.name = str_trim(str_sub(v, 1, (size_t)end));
		item.value = str_trim(str_sub(v, (size_t)end + 1, v.len));
		return item;
	}
	rest = v;
	item.name = row_token(&rest);
	item.value = str_trim(rest);
	return item;
}

static bool is(const struct item *item, const char *name)
{
	return str_eq(item->name, str_of(name));
}

static int64_t number(struct str v, uint64_t most)
{
	uint64_t n;

	return str_u64(v, &n) && n <= most ? (int64_t)n : OBS_UNKNOWN;
}

static void set_attribute(struct event *e, const struct item *item)
{
	if (is(item, "Name"))
		e->provider = item->value;
	else if (is(item, "EventSourceName"))
		e->source_name = item->value;
	else if (is(item, "Qualifiers"))
		e->qualifiers = number(item->value, 0xffff);
	else if (is(item, "UserID"))
		e->user = item->value;
	else if (is(item, "SystemTime") && !when_iso(item->value, &e->time) &&
		 !when_parse(item->value, &e->time))
		e->time = (struct when){ 0 };
}

static void set_element(struct event *e, const struct item *item)
{
	if (is(item, "EventID"))
		e->id = number(item->value, 0xffff);
	else if (is(item, "Level"))
		e->level = number(item->value, 255);
	else if (is(item, "EventRecordID"))
		e->record_id = number(item->value, INT64_MAX);
	else if (is(item, "Channel"))
		e->channel = item->value;
	else if (is(item, "Computer"))
		e->computer = item->value;
}

/* Elements that hold nothing that is used here. */
static bool other_element(const struct item *item)
{
	static const char *const names[] = { "Provider", "Version",     "Task",        "Opcode",
					     "Keywords", "TimeCreated", "Correlation", "Execution",
					     "Security", NULL };

	return row_word(item->name, names) >= 0;
}

static bool data_begins(const struct item *item)
{
	return (is(item, "EventData") || is(item, "UserData")) && !item->value.len;
}

/* The lines up to "- EventData". Returns the index of that line; 0 if this is no such view. */
static size_t read_system(const struct text *t, size_t i, struct event *e)
{
	for (size_t j = i; j < t->n && j - i < SYSTEM_LINES; j++) {
		struct item item = read_item(t->line[j].s);

		if (!item.name.len)
			continue;
		if (data_begins(&item))
			return e->id != OBS_UNKNOWN && e->provider.len ? j : 0;
		if (item.attribute) {
			set_attribute(e, &item);
			continue;
		}
		set_element(e, &item);
		if (!other_element(&item) && !is(&item, "EventID") && !is(&item, "Level") &&
		    !is(&item, "EventRecordID") && !is(&item, "Channel") && !is(&item, "Computer"))
			return 0;
	}
	return 0;
}

/* "HRESULT 0x8078011e", "param1 Volume Shadow Copy": a name has no blank and is no plain word. */
static bool is_name(struct str v)
{
	size_t upper = 0, lower = 0, digit = 0;

	for (size_t i = 0; i < v.len; i++) {
		char c = v.s[i];

		if (c >= 'A' && c <= 'Z')
			upper += i > 0;
		else if (c >= 'a' && c <= 'z')
			lower++;
		else if (c >= '0' && c <= '9' && i)
			digit++;
		else
			return false;
	}
	return (upper && (lower || upper > 3)) || (digit && str_starts(v, STR("param")));
}

/* The bytes of <Binary> in hexadecimal digits, the last of the data. */
static bool is_binary(struct str v)
{
	if (v.len < 16 || v.len % 2)
		return false;
	for (size_t i = 0; i < v.len; i++)
		if (!((v.s[i] >= '0' && v.s[i] <= '9') || (v.s[i] >= 'A' && v.s[i] <= 'F')))
			return false;
	return true;
}

static void add_value(struct arena *a, struct event *e, struct str line)
{
	struct item item = read_item(line);

	if (is_binary(str_trim(line)))
		event_binary(a, e, str_trim(line));
	else if (is_name(item.name) && item.value.len)
		event_data(a, e, item.name, item.value);
	else
		event_data(a, e, (struct str){ 0 }, str_trim(line));
}

static bool ends(const struct text *t, size_t j)
{
	struct str line = t->line[j].s, v = str_trim(line), command;
	struct evthead h;

	return transcript_command(line, &command) || evtxml_starts(line) ||
	       str_eq(v, STR("+ System")) || str_eq(v, STR("- System")) ||
	       str_istarts(v, STR("Binary data:")) || evthead_read(t, j, &h);
}

/* Strings of one line each; in a view without blank lines, a string of several lines becomes
 * several. A blank line in a view that had none so far ends it. Returns the index behind the data.
 */
static size_t read_data(struct arena *a, const struct text *t, size_t i, bool spaced,
			struct event *e)
{
	size_t end = i;

	for (size_t j = i; j < t->n && j - i < DATA_LINES; j++) {
		if (row_blank(t->line[j].s)) {
			if (!spaced && e->n_data)
				break;
			continue;
		}
		if (ends(t, j))
			break;
		add_value(a, e, t->line[j].s);
		end = j + 1;
		if (is_binary(str_trim(t->line[j].s)))
			break;
	}
	return end;
}

/* + System
 *   - Provider
 *      [ Name]  VSS
 *   - EventID 12292 */
size_t evtview_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str v = str_trim(t->line[i].s);
	struct event e = event_unknown();
	size_t j = i + 1, data, end;
	bool spaced;

	if (!str_eq(v, STR("+ System")) && !str_eq(v, STR("- System")))
		return 0;
	data = read_system(t, j, &e);
	if (!data)
		return 0;
	spaced = row_blank(t->line[data - 1].s);
	end = read_data(p->arena, t, data + 1, spaced, &e);
	event_add(p, parse_source(p, t, i, end - i), &e);
	return end - i;
}
