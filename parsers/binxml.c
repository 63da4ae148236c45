/* binxml.c - see binxml.h */
#include "parsers/binxml.h"

#include <string.h>

#include "parsers/when.h"

enum token {
	T_END = 0x00,
	T_OPEN = 0x01,
	T_CONTENT = 0x02,
	T_EMPTY = 0x03,
	T_CLOSE = 0x04,
	T_VALUE = 0x05,
	T_ATTRIBUTE = 0x06,
	T_CDATA = 0x07,
	T_CHARACTER = 0x08,
	T_ENTITY = 0x09,
	T_PI_TARGET = 0x0a,
	T_PI_DATA = 0x0b,
	T_INSTANCE = 0x0c,
	T_SLOT = 0x0d,
	T_OPTIONAL_SLOT = 0x0e,
	T_FRAGMENT = 0x0f,
	T_MORE = 0x40 /* flag: attributes or more of them follow */
};

enum {
	MOST_NESTED = 8, /* fragments within values; real logs have one */
	MOST_OPEN = 64,  /* elements within elements */
	MOST_VALUES = 4096,
	/* Steps, which are tokens and bytes of values. Over several walks: each definition of a
	 * chunk once and each record once are 64 KiB of either; hostile records that all name one
	 * long definition end here. */
	MOST_WORK = 256 * 1024,
	/* In one walk: a template of a hundred elements takes some 5000, its values little more
	 * than the record has bytes; a hostile one that repeats a value a thousand times ends
	 * here. */
	WALK_WORK = 16 * 1024,
	WALK_REPEATS = 8,
	NONE = 0xffff /* no dependency */
};

struct walk {
	const uint8_t *c;
	const struct binxml_sink *sink;
	/* Values of the template that is walked; none: a definition on its own, or no template. */
	const struct binxml_instance *values;
	const uint32_t *at; /* offset of each value */
	bool dependencies;  /* elements carry the number of the value that they depend on */
	bool alone;         /* a definition without values */
	uint32_t *work;     /* done so far, in all nested ones */
	unsigned nested;
	unsigned open;
	unsigned muted; /* innermost open elements that are absent with their value */
	uint32_t end;   /* behind the token that ended the walk */
	bool in_tag;    /* of the innermost element: its content has not begun */
	/* Of the open elements, to repeat one for each array item: name, and what is behind it. */
	struct wide name[MOST_OPEN];
	uint32_t tag[MOST_OPEN];
};

static bool range(struct walk *w, uint32_t at, uint32_t end);
static bool token(struct walk *w, uint32_t *at, uint32_t end);
static uint32_t body_end(const uint8_t *c, uint32_t definition, uint32_t *work);

/* A name is stored where it is used first; others refer to that place. */
static bool read_name(const struct walk *w, uint32_t *at, uint32_t end, struct wide *out)
{
	uint32_t offset, p = *at;

	if (p + 4 > end)
		return false;
	offset = binxml_u32(w->c + p);
	p += 4;
	if (offset > BINXML_CHUNK - 8)
		return false;
	out->units = binxml_u16(w->c + offset + 6);
	out->p = w->c + offset + 8;
	if (offset + 8 + 2 * out->units > BINXML_CHUNK)
		return false;
	if (offset == p)
		p += 8 + 2 * out->units + 2;
	*at = p;
	return p <= end;
}

static struct binxml_value value_of(const struct walk *w, unsigned slot)
{
	const uint8_t *d;

	if (!w->values || slot >= w->values->values)
		return (struct binxml_value){ 0 };
	d = w->c + w->values->sizes + 4 * slot;
	return (struct binxml_value){ .type = d[2], .n = binxml_u16(d), .p = w->c + w->at[slot] };
}

static bool absent(struct binxml_value v)
{
	return v.type == BINXML_NULL;
}

static void put(const struct walk *w, struct binxml_value v)
{
	*w->work += v.n;
	if (*w->work <= MOST_WORK && !w->muted && w->sink->value)
		w->sink->value(w->sink->ctx, &v);
}

static uint32_t item_size(unsigned type)
{
	switch (type) {
	case BINXML_I8:
	case BINXML_U8:
		return 1;
	case BINXML_I16:
	case BINXML_U16:
		return 2;
	case BINXML_I64:
	case BINXML_U64:
	case BINXML_DOUBLE:
	case BINXML_TIME:
	case BINXML_HEX64:
		return 8;
	case BINXML_GUID:
	case BINXML_SYSTIME:
		return 16;
	default:
		return 4;
	}
}

/* Bytes of the first item of an array, with the NUL that ends a string. */
static uint32_t first_item(const struct binxml_value *v, unsigned type)
{
	uint32_t step = type == BINXML_STRING ? 2 : 1;

	if (type != BINXML_STRING && type != BINXML_ANSI)
		return item_size(type) < v->n ? item_size(type) : v->n;
	for (uint32_t i = 0; i + step <= v->n; i += step)
		if (v->p[i] == 0 && (step == 1 || v->p[i + 1] == 0))
			return i + step;
	return v->n;
}

/* Ends the innermost element and begins it again, with its attributes. */
static void repeat_element(struct walk *w)
{
	uint32_t at = w->tag[w->open - 1];

	if (w->sink->end)
		w->sink->end(w->sink->ctx);
	if (w->sink->start)
		w->sink->start(w->sink->ctx, w->name[w->open - 1]);
	w->in_tag = true;
	while (w->in_tag && at < BINXML_CHUNK && ++*w->work <= MOST_WORK)
		if (!token(w, &at, BINXML_CHUNK))
			break;
	w->in_tag = false;
}

/* The element around an array stands once for each item, as in Event Viewer. */
static void put_array(struct walk *w, struct binxml_value v)
{
	unsigned type = v.type & 0x7fu;
	bool first = true;

	while (v.n && *w->work <= MOST_WORK) {
		struct binxml_value item = { .type = (uint8_t)type, .p = v.p };

		item.n = first_item(&v, type);
		if (!first && w->open && !w->in_tag)
			repeat_element(w);
		put(w, item);
		first = false;
		v.p += item.n;
		v.n -= item.n;
	}
}

static bool nested(struct walk *w, const struct binxml_value *v)
{
	struct walk inner = {
		.c = w->c, .sink = w->sink, .work = w->work, .nested = w->nested + 1
	};
	uint32_t at = (uint32_t)(v->p - w->c);

	return inner.nested <= MOST_NESTED && range(&inner, at, at + v->n);
}

static bool slot(struct walk *w, uint32_t at)
{
	unsigned number = binxml_u16(w->c + at + 1), type = w->c[at + 3];
	struct binxml_value v;

	if (w->alone) {
		if (w->sink->slot)
			w->sink->slot(w->sink->ctx, number, type);
		return true;
	}
	v = value_of(w, number);
	if (w->muted || absent(v))
		return true;
	if (v.type == BINXML_XML)
		return !v.n || nested(w, &v);
	if (v.type & BINXML_ARRAY)
		put_array(w, v);
	else
		put(w, v);
	return true;
}

/* An element whose value is absent is absent itself. */
static bool dependent(const struct walk *w, uint32_t at)
{
	unsigned on = binxml_u16(w->c + at + 1);

	/* A slot that the record does not have at all is damage, not absence. */
	return !w->alone && on != NONE && w->values && on < w->values->values &&
	       absent(value_of(w, on));
}

static bool open_element(struct walk *w, uint32_t *at, uint32_t end, bool attributes)
{
	uint32_t p = *at + 1 + (w->dependencies ? 2 : 0) + 4;
	struct wide name;

	if (p > end || w->open >= MOST_OPEN)
		return false;
	/* The element's size is not trusted: an absent one is walked silently. */
	if (w->muted || (w->dependencies && dependent(w, *at)))
		w->muted++;
	if (!read_name(w, &p, end, &name))
		return false;
	w->name[w->open++] = name;
	if (!w->muted && w->sink->start)
		w->sink->start(w->sink->ctx, name);
	*at = p + (attributes ? 4 : 0);
	w->tag[w->open - 1] = *at;
	w->in_tag = true;
	return *at <= end;
}

static bool close_element(struct walk *w, bool empty)
{
	if (!w->open)
		return false;
	w->open--;
	w->in_tag = false;
	if (w->muted) {
		w->muted--;
		return true;
	}
	if (empty && w->sink->content)
		w->sink->content(w->sink->ctx);
	if (w->sink->end)
		w->sink->end(w->sink->ctx);
	return true;
}

/* Text with its length in front: values (with a type) and CDATA. */
static bool text(struct walk *w, uint32_t *at, uint32_t end, uint32_t head)
{
	struct binxml_value v = { .type = BINXML_STRING };

	if (*at + head > end)
		return false;
	v.n = 2u * binxml_u16(w->c + *at + head - 2);
	v.p = w->c + *at + head;
	if (v.n > end - (*at + head))
		return false;
	put(w, v);
	*at += head + v.n;
	return true;
}

/* &#60; and &lt; */
static bool reference(struct walk *w, uint32_t *at, uint32_t end, bool character)
{
	uint32_t p = *at + 1;
	struct wide name;

	if (character) {
		struct binxml_value v = { .type = BINXML_STRING, .n = 2, .p = w->c + p };

		if (p + 2 > end)
			return false;
		put(w, v);
		*at = p + 2;
		return true;
	}
	if (!read_name(w, &p, end, &name))
		return false;
	if (!w->muted && w->sink->entity)
		w->sink->entity(w->sink->ctx, name);
	*at = p;
	return true;
}

static bool attribute(struct walk *w, uint32_t *at, uint32_t end)
{
	uint32_t p = *at + 1;
	struct wide name;

	if (!read_name(w, &p, end, &name))
		return false;
	if (!w->muted && w->sink->attribute)
		w->sink->attribute(w->sink->ctx, name);
	*at = p;
	return true;
}

static bool instance(struct walk *w, uint32_t at, uint32_t end)
{
	uint32_t offset[MOST_VALUES], v;
	struct binxml_instance in;
	struct walk body = { .c = w->c,
			     .sink = w->sink,
			     .values = &in,
			     .at = offset,
			     .dependencies = true,
			     .work = w->work,
			     .nested = w->nested + 1 };

	if (body.nested > MOST_NESTED || !binxml_instance(w->c, at, end, &in))
		return false;
	in.body_end = body_end(w->c, in.definition, w->work);
	if (!in.body_end || !binxml_values(w->c, end, &in))
		return false;
	v = in.first;
	for (uint32_t i = 0; i < in.values; i++) {
		offset[i] = v;
		v += binxml_u16(w->c + in.sizes + 4 * i);
	}
	w->end = in.end;
	return range(&body, in.definition + 24, in.body_end);
}

/* One token; *at moves behind it. */
static bool token(struct walk *w, uint32_t *at, uint32_t end)
{
	uint8_t t = w->c[*at];

	switch (t & ~T_MORE) {
	case T_OPEN:
		return open_element(w, at, end, t & T_MORE);
	case T_CONTENT:
		w->in_tag = false;
		if (!w->muted && w->sink->content)
			w->sink->content(w->sink->ctx);
		++*at;
		return true;
	case T_EMPTY:
	case T_CLOSE:
		++*at;
		return close_element(w, (t & ~T_MORE) == T_EMPTY);
	case T_VALUE:
		return text(w, at, end, 4);
	case T_CDATA:
		return text(w, at, end, 3);
	case T_ATTRIBUTE:
		return attribute(w, at, end);
	case T_CHARACTER:
	case T_ENTITY:
		return reference(w, at, end, (t & ~T_MORE) == T_CHARACTER);
	case T_SLOT:
	case T_OPTIONAL_SLOT:
		if (*at + 4 > end || !slot(w, *at))
			return false;
		*at += 4;
		return true;
	case T_FRAGMENT:
		*at += 4;
		return *at <= end;
	default:
		return false;
	}
}

/* Processing instructions are walked over; no log has been seen with one. */
static bool instruction(struct walk *w, uint32_t *at, uint32_t end)
{
	uint32_t p = *at + 1;
	struct wide name;

	if ((w->c[*at] & ~T_MORE) == T_PI_TARGET) {
		if (!read_name(w, &p, end, &name))
			return false;
	} else {
		if (p + 2 > end)
			return false;
		p += 2 + 2u * binxml_u16(w->c + p);
	}
	*at = p;
	return p <= end;
}

static bool range(struct walk *w, uint32_t at, uint32_t end)
{
	if (end > BINXML_CHUNK)
		return false;
	while (at < end) {
		uint8_t t = w->c[at] & (uint8_t)~T_MORE;

		if (++*w->work > MOST_WORK)
			return false;
		if (t == T_END) {
			at++;
			break;
		}
		if (t == T_INSTANCE)
			return instance(w, at, end);
		if (t == T_PI_TARGET || t == T_PI_DATA) {
			if (!instruction(w, &at, end))
				return false;
		} else if (!token(w, &at, end)) {
			return false;
		}
	}
	w->end = at;
	return w->open == 0;
}

/* Where the body of a definition ends; some writers leave its size out. 0: nowhere. */
static uint32_t body_end(const uint8_t *c, uint32_t definition, uint32_t *work)
{
	uint32_t size;
	struct binxml_sink silent = { 0 };
	struct walk w = {
		.c = c, .sink = &silent, .dependencies = true, .alone = true, .work = work
	};

	if (definition > BINXML_CHUNK - 24)
		return 0;
	size = binxml_u32(c + definition + 20);
	if (size > BINXML_CHUNK - 24 - definition)
		return 0;
	if (size)
		return definition + 24 + size;
	return range(&w, definition + 24, BINXML_CHUNK) ? w.end : 0;
}

bool binxml_instance(const uint8_t *c, uint32_t at, uint32_t end, struct binxml_instance *out)
{
	if (end > BINXML_CHUNK || at + 4 > end)
		return false;
	if (c[at] == T_FRAGMENT)
		at += 4;
	if (at + 10 > end || c[at] != T_INSTANCE)
		return false;
	out->definition = binxml_u32(c + at + 6);
	out->sizes = at + 10;
	return true;
}

bool binxml_values(const uint8_t *c, uint32_t end, struct binxml_instance *in)
{
	uint32_t at = in->definition == in->sizes ? in->body_end : in->sizes;
	uint64_t v;

	if (end > BINXML_CHUNK || at + 4 > end)
		return false;
	in->values = binxml_u32(c + at);
	in->sizes = at + 4;
	if (in->values > MOST_VALUES || in->values * 4 > end - in->sizes)
		return false;
	in->first = in->sizes + 4 * in->values;
	v = in->first;
	for (uint32_t i = 0; i < in->values; i++)
		v += binxml_u16(c + in->sizes + 4 * i);
	in->end = (uint32_t)v;
	return v <= end;
}

bool binxml_definition(const uint8_t *c, uint32_t definition, const struct binxml_sink *sink,
		       uint32_t *work, uint32_t *end)
{
	uint32_t own = 0;
	struct walk w = { .c = c,
			  .sink = sink,
			  .dependencies = true,
			  .alone = true,
			  .work = work ? work : &own };

	*end = body_end(c, definition, w.work);
	return *end && range(&w, definition + 24, *end);
}

bool binxml_walk(const uint8_t *c, uint32_t at, uint32_t end, const struct binxml_sink *sink,
		 uint32_t *work)
{
	uint32_t own, most = WALK_WORK;
	struct walk w = { .c = c, .sink = sink, .work = work ? work : &own };

	if (end > BINXML_CHUNK || at > end)
		return false;
	most += WALK_REPEATS * (end - at);
	own = most < MOST_WORK ? MOST_WORK - most : 0;
	return range(&w, at, end);
}

void binxml_wide(struct buf *out, struct wide v)
{
	for (uint32_t i = 0; i < v.units; i++) {
		uint32_t u = binxml_u16(v.p + 2 * i);
		char utf8[4];

		if (u == 0)
			continue;
		if (u >= 0xd800 && u < 0xdc00 && i + 1 < v.units) {
			uint32_t low = binxml_u16(v.p + 2 * (i + 1));

			if (low >= 0xdc00 && low < 0xe000) {
				u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
				i++;
			}
		}
		if (u < 0x80)
			buf_addc(out, (char)u);
		else
			buf_add(out, (struct str){ utf8, utf8_put(utf8, u) });
	}
}

bool binxml_is(struct wide name, const char *ascii)
{
	uint32_t i = 0;

	for (; i < name.units && ascii[i]; i++)
		if (name.p[2 * i] != (uint8_t)ascii[i] || name.p[2 * i + 1])
			return false;
	return i == name.units && !ascii[i];
}

static uint64_t unsigned_of(const struct binxml_value *v)
{
	uint64_t n = 0;

	if (v->n == 2)
		return binxml_u16(v->p);
	if (v->n == 8)
		return binxml_u64(v->p);
	for (uint32_t i = v->n < 8 ? v->n : 8; i-- > 0;)
		n = n << 8 | v->p[i];
	return n;
}

static int64_t signed_of(const struct binxml_value *v)
{
	uint64_t n = unsigned_of(v);
	unsigned bits = 8 * (v->n < 8 ? v->n : 8);

	if (bits && bits < 64 && n >> (bits - 1))
		n |= ~(uint64_t)0 << bits;
	return (int64_t)n;
}

bool binxml_number(const struct binxml_value *v, uint64_t *out)
{
	char digits[24];
	uint32_t n = v->n / 2;

	if (v->type >= BINXML_I8 && v->type <= BINXML_U64) {
		*out = unsigned_of(v);
		return v->n > 0;
	}
	if (v->type == BINXML_HEX32 || v->type == BINXML_HEX64) {
		*out = unsigned_of(v);
		return v->n > 0;
	}
	if (v->type != BINXML_STRING || n >= sizeof(digits))
		return false;
	for (uint32_t i = 0; i < n; i++) {
		if (v->p[2 * i + 1])
			return false;
		digits[i] = (char)v->p[2 * i];
	}
	while (n && digits[n - 1] == 0)
		n--;
	return str_u64((struct str){ digits, n }, out);
}

static void put_guid(struct buf *out, const uint8_t *p)
{
	buf_addf(out, "{%08x-%04x-%04x-%02x%02x-", (unsigned)binxml_u32(p), binxml_u16(p + 4),
		 binxml_u16(p + 6), p[8], p[9]);
	for (unsigned i = 10; i < 16; i++)
		buf_addf(out, "%02x", p[i]);
	buf_addc(out, '}');
}

/* [MS-DTYP] 2.4.2: revision, number of parts, authority as big-endian 48 bits, parts. */
static void put_sid(struct buf *out, const uint8_t *p, uint32_t n)
{
	uint64_t authority = 0;

	if (n < 8 || n < 8u + 4u * p[1])
		return;
	for (unsigned i = 2; i < 8; i++)
		authority = authority << 8 | p[i];
	buf_addf(out, "S-%u-%llu", p[0], (unsigned long long)authority);
	for (unsigned i = 0; i < p[1]; i++)
		buf_addf(out, "-%u", (unsigned)binxml_u32(p + 8 + 4 * i));
}

static void put_systime(struct buf *out, const uint8_t *p)
{
	buf_addf(out, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ", binxml_u16(p), binxml_u16(p + 2),
		 binxml_u16(p + 6), binxml_u16(p + 8), binxml_u16(p + 10), binxml_u16(p + 12),
		 binxml_u16(p + 14));
}

/* Zero, which stands for "never", is a time as well. */
static void put_time(struct buf *out, const uint8_t *p)
{
	struct when t = { .ticks = (int64_t)(binxml_u64(p) & INT64_MAX), .basis = WHEN_UTC };

	buf_add(out, when_rfc3339(out->arena, t));
}

static void put_float(struct buf *out, const struct binxml_value *v)
{
	double d = 0;
	float f = 0;

	if (v->type == BINXML_FLOAT && v->n >= 4) {
		memcpy(&f, v->p, 4);
		buf_addf(out, "%.7g", (double)f);
	} else if (v->type == BINXML_DOUBLE && v->n >= 8) {
		memcpy(&d, v->p, 8);
		buf_addf(out, "%.15g", d);
	}
}

/* Code page 1252; what it leaves undefined stays the control character of the same number. */
static uint32_t of_1252(uint8_t c)
{
	static const uint16_t high[32] = {
		0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
		0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
	};

	return c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c;
}

static void put_ansi(struct buf *out, const struct binxml_value *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		char utf8[4];

		if (v->p[i] == 0)
			continue;
		buf_add(out, (struct str){ utf8, utf8_put(utf8, of_1252(v->p[i])) });
	}
}

void binxml_text(struct buf *out, const struct binxml_value *v)
{
	switch (v->type) {
	case BINXML_STRING:
		binxml_wide(out, (struct wide){ v->p, v->n / 2 });
		break;
	case BINXML_ANSI:
		put_ansi(out, v);
		break;
	case BINXML_I8:
	case BINXML_I16:
	case BINXML_I32:
	case BINXML_I64:
		buf_addf(out, "%lld", (long long)signed_of(v));
		break;
	case BINXML_U8:
	case BINXML_U16:
	case BINXML_U32:
	case BINXML_U64:
		buf_addf(out, "%llu", (unsigned long long)unsigned_of(v));
		break;
	case BINXML_FLOAT:
	case BINXML_DOUBLE:
		put_float(out, v);
		break;
	case BINXML_BOOL:
		buf_add(out, unsigned_of(v) ? STR("true") : STR("false"));
		break;
	case BINXML_GUID:
		if (v->n >= 16)
			put_guid(out, v->p);
		break;
	case BINXML_SIZE:
	case BINXML_HEX32:
	case BINXML_HEX64:
		buf_addf(out, "0x%llx", (unsigned long long)unsigned_of(v));
		break;
	case BINXML_TIME:
		if (v->n >= 8)
			put_time(out, v->p);
		break;
	case BINXML_SYSTIME:
		if (v->n >= 16)
			put_systime(out, v->p);
		break;
	case BINXML_SID:
		put_sid(out, v->p, v->n);
		break;
	default:
		for (uint32_t i = 0; i < v->n; i++)
			buf_addf(out, "%02X", v->p[i]);
	}
}
