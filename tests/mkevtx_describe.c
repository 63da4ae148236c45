/* mkevtx_describe.c - reads the description of a log; see mkevtx.c for its language */
#include "tests/mkevtx.h"

enum key_kind { KEY_TEXT, KEY_NUMBER, KEY_TIME, KEY_SPAN, KEY_STYLE, KEY_FLAG };

#define K(name, member, kind)                                       \
	{                                                           \
		name, offsetof(struct mk_event, member), KEY_##kind \
	}
/* clang-format off */
static const struct key {
	const char *name;
	size_t offset;
	enum key_kind kind;
} key[] = {
	K("channel", channel, TEXT),     K("provider", provider, TEXT), K("guid", guid, TEXT),
	K("source", source, TEXT),       K("computer", computer, TEXT), K("user", user, TEXT),
	K("activity", activity, TEXT),   K("root", root, TEXT),         K("xmlns", xmlns, TEXT),
	K("message", message, TEXT),     K("binary", binary, TEXT),     K("id", id, NUMBER),
	K("level", level, NUMBER),       K("task", task, NUMBER),       K("opcode", opcode, NUMBER),
	K("version", version, NUMBER),   K("qualifiers", qualifiers, NUMBER),
	K("pid", pid, NUMBER),           K("tid", tid, NUMBER),         K("keywords", keywords, NUMBER),
	K("record", record, NUMBER),     K("header", header, NUMBER),   K("repeat", repeat, NUMBER),
	K("slack", slack, NUMBER),       K("every", every, SPAN),       K("time", time, TIME),
	K("style", style, STYLE),        K("values", values, FLAG),     K("entities", entities, FLAG),
	K("new-chunk", new_chunk, FLAG),
};
static const struct { const char *name; enum mk_style style; } style[] = {
	{ "manifest", MK_MANIFEST }, { "classic", MK_CLASSIC }, { "userdata", MK_USERDATA },
	{ "bare", MK_BARE }, { "bare-userdata", MK_BARE_USERDATA },
};
/* clang-format on */

struct reader {
	struct arena *arena;
	struct str rest;
	int line;
	struct mk_event *current;
	int64_t clock; /* time of the event before */
	struct str error;
};

static bool fail(struct reader *r, const char *what, struct str detail)
{
	r->error = arena_printf(r->arena, "line %d: %s: %.*s", r->line, what, STR_ARG(detail));
	return false;
}

static struct str next_line(struct reader *r)
{
	r->line++;
	return str_rtrim(str_cut(&r->rest, '\n'));
}

/* "90s" "10m" "2h" "1d" "5": a span in 100 ns. */
static bool span(struct str v, int64_t *out)
{
	static const struct {
		char unit;
		int64_t seconds;
	} unit[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	int64_t factor = 1;

	for (size_t i = 0; i < ARRAY_SIZE(unit); i++)
		if (v.len && v.s[v.len - 1] == unit[i].unit) {
			factor = unit[i].seconds;
			v.len--;
			break;
		}
	if (!str_i64(v, out))
		return false;
	*out *= factor * 10000000;
	return true;
}

/* An absolute time, or "+10m" after the event before. */
static bool set_time(struct reader *r, struct str v, int64_t *out)
{
	if (str_starts(v, STR("+"))) {
		if (!span(str_sub(v, 1, v.len), out))
			return false;
		*out += r->clock;
		return true;
	}
	return mk_time(v, out);
}

static bool set_number(struct str v, int64_t *out)
{
	uint64_t u;

	if (str_i64(v, out))
		return true;
	if (!str_u64(v, &u))
		return false;
	*out = (int64_t)u;
	return true;
}

static bool set_style(struct str v, enum mk_style *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(style); i++)
		if (str_eq(v, str_of(style[i].name))) {
			*out = style[i].style;
			return true;
		}
	return false;
}

static bool set_key(struct reader *r, const struct key *k, struct str v)
{
	void *at = (char *)r->current + k->offset;

	switch (k->kind) {
	case KEY_TEXT:
		*(struct str *)at = v;
		return true;
	case KEY_NUMBER:
		return set_number(v, at);
	case KEY_SPAN:
		return span(v, at);
	case KEY_TIME:
		return set_time(r, v, at);
	case KEY_STYLE:
		return set_style(v, at);
	case KEY_FLAG:
		*(bool *)at = str_eq(v, STR("yes"));
		return true;
	}
	return false;
}

/* "<<END": the lines up to one that is END, joined by line breaks. */
static struct str value_text(struct reader *r, struct str v)
{
	struct buf b = { .arena = r->arena };
	struct str end = str_sub(v, 2, v.len);
	bool first = true;

	if (!str_starts(v, STR("<<")))
		return v;
	while (r->rest.s) {
		struct str line = next_line(r);

		if (str_eq(line, end))
			break;
		if (!first)
			buf_addc(&b, '\n');
		buf_add(&b, line);
		first = false;
	}
	return b.len ? buf_str(&b) : STR("");
}

/* "data Name (u32): 5" gives name "data Name (u32)" here. */
static bool add_item(struct reader *r, struct str name, struct str v)
{
	struct mk_event *e = r->current;
	struct mk_item *item = PUSH(r->arena, e->item, e->n, e->cap);
	ptrdiff_t open = str_rchr(name, '(');

	item->type = MK_STRING;
	item->value = v;
	if (open >= 0 && name.s[name.len - 1] == ')') {
		struct str type = str_sub(name, (size_t)open + 1, name.len - 1);

		if (!mk_type_of(type, &item->type))
			return fail(r, "no such type", type);
		name.len = (size_t)open;
	}
	name = str_trim(str_sub(name, 4, name.len));
	if (name.len)
		item->name = name;
	return true;
}

static bool set_line(struct reader *r, struct str line)
{
	ptrdiff_t colon = str_find(line, STR(":"));
	struct str name, v;

	if (colon < 0)
		return fail(r, "no colon", line);
	name = str_trim(str_sub(line, 0, (size_t)colon));
	v = value_text(r, str_trim(str_sub(line, (size_t)colon + 1, line.len)));
	if (str_eq(name, STR("data")) || str_starts(name, STR("data ")))
		return add_item(r, name, v);
	for (size_t i = 0; i < ARRAY_SIZE(key); i++)
		if (str_eq(name, str_of(key[i].name)))
			return set_key(r, &key[i], v) || fail(r, "malformed value", line);
	return fail(r, "no such key", name);
}

bool mk_describe(struct arena *a, struct str text, struct mk_event **event, size_t *n,
		 struct str *error)
{
	struct mk_event defaults = { .channel = STR_INIT("Application"),
				     .level = 4,
				     .qualifiers = -1,
				     .keywords = (int64_t)0x8000000000000000u,
				     .computer = STR_INIT("host.example.test"),
				     .repeat = 1,
				     .every = 10000000,
				     .time = 133800000000000000 };
	struct reader r = { .arena = a, .rest = text, .current = &defaults };
	size_t cap = 0;

	*event = NULL;
	*n = 0;
	r.clock = defaults.time;
	while (r.rest.s) {
		struct str line = next_line(&r);

		if (str_eq(line, STR("[event]"))) {
			if (*n)
				r.clock = r.current->time +
					  (r.current->repeat - 1) * r.current->every;
			r.current = PUSH(a, *event, *n, cap);
			*r.current = defaults;
			r.current->cap = r.current->n; /* a copy on growth */
		} else if (line.len && line.s[0] != '#' && !set_line(&r, line)) {
			*error = r.error;
			return false;
		}
	}
	return true;
}
