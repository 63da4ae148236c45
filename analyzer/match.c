/* match.c - see match.h */
#include "analyzer/match.h"

#include <string.h>

#include "parsers/code.h"
#include "parsers/path.h"

const struct str *match_bound(const struct bindings *b, struct str name)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->name[i], name))
			return &b->value[i];
	return NULL;
}

/* Length of "{name}" at v.s[at], with the name; 0 if it is none. */
static size_t variable_at(struct str v, size_t at, struct str *name)
{
	size_t j = at + 1;

	if (v.s[at] != '{')
		return 0;
	while (j < v.len && ((v.s[j] >= 'a' && v.s[j] <= 'z') || v.s[j] == '_'))
		j++;
	if (j == at + 1 || j >= v.len || v.s[j] != '}')
		return 0;
	*name = str_sub(v, at + 1, j);
	return j + 1 - at;
}

static struct str fill(struct arena *a, struct str text, const struct bindings *b, bool quote,
		       bool prose)
{
	struct buf out = { .arena = a };
	struct str name;

	for (size_t i = 0; i < text.len;) {
		size_t n = variable_at(text, i, &name);
		const struct str *value = n ? match_bound(b, name) : NULL;

		if (value) {
			buf_add(&out, quote ? pattern_quote(a, *value) : *value);
			i += n;
		} else if (n && !quote) {
			/* Nothing was seen that would tell: a blank to fill in, in a command. */
			buf_addf(&out, prose ? "(%.*s not known)" : "<%.*s>", STR_ARG(name));
			i += n;
		} else {
			buf_addc(&out, text.s[i++]);
		}
	}
	return text.s ? buf_str(&out) : text;
}

struct str match_fill(struct arena *a, struct str text, const struct bindings *b)
{
	return fill(a, text, b, false, true);
}

/* Values come from the bundle. In a command that somebody will paste into a console, one that
 * could end the command or start another is replaced by a mark to be filled in by hand. */
static bool is_harmless_word(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] < 0x20 || strchr("&|<>^%\"`';!$(){}", v.s[i]))
			return false;
	return v.len > 0 && v.len < 200 && utf8_valid(v);
}

struct str match_fill_command(struct arena *a, struct str text, const struct bindings *b)
{
	struct bindings safe = *b;

	for (size_t i = 0; i < safe.n; i++)
		if (!is_harmless_word(safe.value[i]))
			safe.value[i] = arena_printf(a, "<%.*s>", STR_ARG(safe.name[i]));
	return fill(a, text, &safe, false, false);
}

static bool text_unbound(struct str text, const struct bindings *b)
{
	struct str name;

	for (size_t i = 0; i < text.len; i++)
		if (variable_at(text, i, &name) && !match_bound(b, name))
			return true;
	return false;
}

bool match_unbound(const struct cond *c, const struct bindings *b)
{
	if (text_unbound(c->path, b))
		return true;
	for (size_t i = 0; i < c->n_test; i++) {
		const struct test *t = &c->test[i];

		if (!t->has_variable)
			continue;
		if (text_unbound(t->pattern.source, b))
			return true;
		for (size_t j = 0; j < t->n_word; j++)
			if (text_unbound(t->word[j], b))
				return true;
	}
	return false;
}

/* Adds what a match bound; false if a variable would get a second value. */
static bool bind(struct arena *a, const struct pattern_match *m, const struct bindings *b,
		 struct bindings *found)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct str *old = match_bound(b, m->name[i]);

		if (!old && found)
			old = match_bound(found, m->name[i]);
		if (old && !str_ieq(*old, m->value[i]))
			return false;
		if (old || !found || found->n == PATTERN_GROUPS)
			continue;
		found->name[found->n] = arena_str(a, m->name[i]);
		found->value[found->n++] = m->value[i];
	}
	return true;
}

static bool search(struct arena *a, const struct test *t, struct str text, const struct bindings *b,
		   struct bindings *found)
{
	/* Compiled at first use: the only part of the knowledge that changes. */
	struct pattern *fixed = (struct pattern *)&t->pattern;
	struct pattern made = { 0 };
	struct pattern_match m = { .n = 0 };
	bool hit;

	if (!t->has_variable)
		return pattern_search(a, fixed, text, &m) && bind(a, &m, b, found);
	made.source = fill(a, t->pattern.source, b, true, false);
	hit = pattern_search(a, &made, text, &m) && bind(a, &m, b, found);
	pattern_free(&made);
	return hit;
}

static bool is_path_field(const struct test *t, const struct obs *o)
{
	return t->field && (o->kind == OBS_FILE || o->kind == OBS_ACL) &&
	       strcmp(t->field->name, "path") == 0;
}

static bool word_is(struct arena *a, const struct test *t, size_t i, const struct obs *o,
		    struct str value, const struct bindings *b)
{
	struct str word = t->word[i];

	if (t->has_variable) {
		word = fill(a, word, b, false, false);
		if (is_path_field(t, o))
			word = path_canonical(a, word);
	}
	/* Nearly all values are of another length and without blanks around. */
	if (value.len < word.len || (value.len > word.len && (unsigned char)value.s[0] > ' ' &&
				     (unsigned char)value.s[value.len - 1] > ' '))
		return false;
	return str_ieq(str_trim(value), word);
}

static enum tri match_text(struct arena *a, const struct test *t, const struct obs *o,
			   struct str value, const struct bindings *b, struct bindings *found)
{
	if (!str_known(value))
		return TRI_UNKNOWN;
	if (t->how == TEST_KNOWN)
		return TRI_YES;
	if (t->how == TEST_PATTERN)
		return search(a, t, value, b, found) ? TRI_YES : TRI_NO;
	for (size_t i = 0; i < t->n_word; i++)
		if (word_is(a, t, i, o, value, b))
			return TRI_YES;
	return TRI_NO;
}

static enum tri match_number(const struct test *t, int64_t value)
{
	if (value == OBS_UNKNOWN)
		return TRI_UNKNOWN;
	if (t->how == TEST_KNOWN)
		return TRI_YES;
	for (size_t i = 0; i < t->n_range; i++)
		if (value >= t->range[i].low && value <= t->range[i].high)
			return TRI_YES;
	return TRI_NO;
}

static bool wants_code(struct arena *a, const struct test *t, uint32_t code,
		       const struct bindings *b)
{
	uint32_t want;

	for (size_t i = 0; i < t->n_range; i++)
		if (code >= t->range[i].low && code <= t->range[i].high)
			return true;
	for (size_t i = 0; i < t->n_word; i++) {
		if (t->code)
			want = t->code[i];
		else if (!code_parse(fill(a, t->word[i], b, false, false), &want))
			continue;
		if (want == code)
			return true;
	}
	return false;
}

static enum tri match_codes(struct arena *a, const struct test *t, const struct obs *o,
			    const struct bindings *b)
{
	const uint32_t *code = o->kind == OBS_EVENT ? o->event.code : o->message.code;
	size_t n = o->kind == OBS_EVENT ? o->event.n_code : o->message.n_code;

	if (n == 0)
		return TRI_UNKNOWN;
	if (t->how == TEST_KNOWN)
		return TRI_YES;
	for (size_t i = 0; i < n; i++)
		if (wants_code(a, t, code[i], b))
			return TRI_YES;
	return TRI_NO;
}

static enum tri match_item(struct arena *a, const struct test *t, const struct obs *o,
			   const struct bindings *b, struct bindings *found)
{
	const struct event *ev = &o->event;

	if (t->data_index)
		return t->data_index <= ev->n_data ?
			       match_text(a, t, o, ev->data[t->data_index - 1].value, b, found) :
			       TRI_UNKNOWN;
	for (size_t i = 0; i < ev->n_data; i++)
		if (str_ieq(ev->data[i].name, t->data_name))
			return match_text(a, t, o, ev->data[i].value, b, found);
	return TRI_UNKNOWN;
}

static enum tri match_word(const struct test *t, const void *value)
{
	int v = *(const int *)value;
	static const char *const tri[] = { "-", "no", "yes" };
	struct str name;

	if (v == 0)
		return TRI_UNKNOWN;
	if (t->how == TEST_KNOWN)
		return TRI_YES;
	name = str_of(t->field->type == FIELD_TRI ? tri[v] : t->field->word[v]);
	for (size_t i = 0; i < t->n_word; i++)
		if (str_eq(t->word[i], name))
			return TRI_YES;
	return TRI_NO;
}

/* A rule may name an event's provider by either of its names. */
static enum tri match_provider(struct arena *a, const struct test *t, const struct obs *o,
			       const struct bindings *b, struct bindings *found)
{
	if (match_text(a, t, o, o->event.provider, b, found) == TRI_YES ||
	    match_text(a, t, o, o->event.source_name, b, found) == TRI_YES)
		return TRI_YES;
	return TRI_NO;
}

static enum tri raw_test(struct arena *a, const struct test *t, const struct obs *o,
			 const struct bindings *b, struct bindings *found)
{
	const void *value;

	if (!t->field)
		return match_item(a, t, o, b, found);
	if (o->kind == OBS_EVENT && t->field->offset == offsetof(struct obs, event.provider))
		return match_provider(a, t, o, b, found);
	value = obs_value(o, t->field);
	switch (t->field->type) {
	case FIELD_STR:
		return match_text(a, t, o, *(const struct str *)value, b, found);
	case FIELD_INT:
		return match_number(t, *(const int64_t *)value);
	case FIELD_CODE:
		if (*(const int64_t *)value == OBS_UNKNOWN)
			return TRI_UNKNOWN;
		return t->how == TEST_KNOWN ||
				       wants_code(a, t, (uint32_t) * (const int64_t *)value, b) ?
			       TRI_YES :
			       TRI_NO;
	case FIELD_CODES:
		return match_codes(a, t, o, b);
	case FIELD_TRI:
	case FIELD_WORD:
		return match_word(t, value);
	case FIELD_TIME:
	case FIELD_DATA:
	case FIELD_ACES:
		return obs_known(o, t->field) ? TRI_YES : TRI_UNKNOWN;
	}
	return TRI_UNKNOWN;
}

enum tri match_test(struct arena *a, const struct test *t, const struct obs *o,
		    const struct bindings *b, struct bindings *found)
{
	enum tri r = raw_test(a, t, o, b, t->negate ? NULL : found);

	if (!t->negate || r == TRI_UNKNOWN)
		return r;
	return r == TRI_YES ? TRI_NO : TRI_YES;
}

enum tri match_obs(struct arena *a, const struct cond *c, const struct obs *o,
		   const struct bindings *b, struct bindings *found)
{
	enum tri all = TRI_YES;

	for (size_t i = 0; i < c->n_test; i++) {
		enum tri r = match_test(a, &c->test[i], o, b, found);

		if (r == TRI_NO)
			return TRI_NO;
		if (r == TRI_UNKNOWN)
			all = TRI_UNKNOWN;
	}
	return all;
}
