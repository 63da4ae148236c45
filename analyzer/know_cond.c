/* know_cond.c - condition elements of rule files to struct cond
 *
 * Element names are the kinds of observations, attributes their fields (parsers/obs.c), so a
 * field added there can be tested by rules at once.
 */
#include "analyzer/know_load.h"

#include <string.h>

#include "parsers/code.h"
#include "parsers/limits.h"
#include "parsers/path.h"

static const char *const scope_word[] = { "self", "files", "tree", NULL };
static const char *const rows_word[] = { "required", "optional", "owner", "any", "entries", NULL };
static const char *const near_word[] = { "run", NULL };
static const char *const tri_word[] = { "no", "yes", NULL };

bool know_has_variable(struct str v)
{
	for (size_t i = 0; i < v.len; i++) {
		size_t j = i + 1;

		if (v.s[i] != '{')
			continue;
		while (j < v.len && ((v.s[j] >= 'a' && v.s[j] <= 'z') || v.s[j] == '_'))
			j++;
		if (j > i + 1 && j < v.len && v.s[j] == '}')
			return true;
	}
	return false;
}

/* Rule authors write HKLM and %windir%; observations have the canonical spelling. */
static struct str canonical(struct loader *l, enum obs_kind kind, const char *field, struct str v)
{
	static const struct {
		struct str is, full;
	} root[] = {
		{ STR_INIT("hklm\\"), STR_INIT("hkey_local_machine\\") },
		{ STR_INIT("hkcu\\"), STR_INIT("hkey_current_user\\") },
		{ STR_INIT("hku\\"), STR_INIT("hkey_users\\") },
	};
	bool is_key = kind == OBS_REGISTRY && strcmp(field, "key") == 0;
	bool is_path = (kind == OBS_ACL || kind == OBS_FILE) && strcmp(field, "path") == 0;

	if (is_path && !know_has_variable(v) && path_plausible(v))
		return path_canonical(&l->k->arena, v);
	if (!is_key)
		return v;
	for (size_t i = 0; i < ARRAY_SIZE(root); i++)
		if (str_istarts(v, root[i].is))
			v = arena_printf(&l->k->arena, "%.*s%.*s", STR_ARG(root[i].full),
					 STR_ARG(str_sub(v, root[i].is.len, v.len)));
	return arena_lower(&l->k->arena, v);
}

static bool read_number(struct str v, int64_t *out)
{
	return str_i64(str_trim(v), out);
}

/* 5 - 8..10 - >=2 - <5 */
static bool read_range(struct str v, struct range *r)
{
	ptrdiff_t dots = str_find(v, STR(".."));

	r->low = INT64_MIN + 1;
	r->high = INT64_MAX;
	if (dots >= 0)
		return read_number(str_sub(v, 0, (size_t)dots), &r->low) &&
		       read_number(str_sub(v, (size_t)dots + 2, v.len), &r->high);
	if (str_starts(v, STR(">=")))
		return read_number(str_sub(v, 2, v.len), &r->low);
	if (str_starts(v, STR("<=")))
		return read_number(str_sub(v, 2, v.len), &r->high);
	if (str_starts(v, STR(">")) && read_number(str_sub(v, 1, v.len), &r->low)) {
		r->low++;
		return true;
	}
	if (str_starts(v, STR("<")) && read_number(str_sub(v, 1, v.len), &r->high)) {
		r->high--;
		return true;
	}
	if (!read_number(v, &r->low))
		return false;
	r->high = r->low;
	return true;
}

static void read_ranges(struct loader *l, const xmlNode *node, const char *name, struct str v,
			struct test *t)
{
	t->how = TEST_RANGE;
	while (v.s) {
		struct str one = str_trim(str_cut(&v, '|'));

		if (!read_range(one, PUSH(&l->k->arena, t->range, t->n_range, t->cap_range)))
			load_fault(l, node, name, "'%.*s' is no number or range (8..10, >=2, <5)",
				   STR_ARG(one));
	}
}

static struct str words_text(struct loader *l, const xmlNode *node, const char *name, struct str id)
{
	for (size_t i = l->k->n_words; i-- > 0;)
		if (str_eq(l->k->words[i].id, id))
			return l->k->words[i].text;
	load_fault(l, node, name, "no <words id=\"%.*s\"> before this", STR_ARG(id));
	return STR("");
}

/* "(?&backup-services)": no group of PCRE2 can have a '-' in its name */
struct str load_words(struct loader *l, const xmlNode *node, const char *name, struct str v)
{
	static const struct str begin = STR_INIT("(?&");
	struct buf out = { .arena = &l->k->arena };
	ptrdiff_t at, end;

	if (str_find(v, begin) < 0)
		return v;
	while ((at = str_find(v, begin)) >= 0) {
		struct str rest = str_sub(v, (size_t)at + begin.len, v.len);

		end = str_chr(rest, ')');
		if (end < 0)
			break;
		buf_add(&out, str_sub(v, 0, (size_t)at));
		buf_add(&out, STR("(?:"));
		buf_add(&out, words_text(l, node, name, str_sub(rest, 0, (size_t)end)));
		v = str_sub(rest, (size_t)end, rest.len);
	}
	buf_add(&out, v);
	return buf_str(&out);
}

static void read_pattern(struct loader *l, const xmlNode *node, const char *name, struct str v,
			 struct test *t)
{
	struct str reason;
	size_t offset;

	t->how = TEST_PATTERN;
	t->pattern.source = load_words(l, node, name, str_sub(v, 1, v.len - 1));
	if (t->pattern.source.len == 0)
		load_fault(l, node, name, "empty pattern");
	else if (!t->has_variable && l->override &&
		 !pattern_check(&l->k->arena, t->pattern.source, &reason, &offset))
		load_fault(l, node, name, "pattern: %.*s at offset %zu", STR_ARG(reason), offset);
}

static void check_word(struct loader *l, const xmlNode *node, const struct field *f, struct str w)
{
	uint32_t code;

	if (f->type == FIELD_WORD)
		load_choice(l, node, f->name, w, f->word + 1);
	else if (f->type == FIELD_TRI)
		load_choice(l, node, f->name, w, tri_word);
	else if ((f->type == FIELD_CODE || f->type == FIELD_CODES) && !code_parse(w, &code))
		load_fault(l, node, f->name, "'%.*s' is no error code", STR_ARG(w));
}

static void read_codes(struct loader *l, struct test *t)
{
	t->code = arena_array(&l->k->arena, uint32_t, t->n_word);
	for (size_t i = 0; i < t->n_word; i++)
		code_parse(t->word[i], &t->code[i]);
}

static bool is_code(const struct test *t)
{
	return t->field && (t->field->type == FIELD_CODE || t->field->type == FIELD_CODES);
}

/* 0x80042300..0x8004232F */
static bool read_code_range(struct loader *l, struct str v, struct test *t)
{
	ptrdiff_t dots = str_find(v, STR(".."));
	uint32_t low, high;
	struct range *r;

	if (dots < 0 || !code_parse(str_sub(v, 0, (size_t)dots), &low) ||
	    !code_parse(str_sub(v, (size_t)dots + 2, v.len), &high) || low > high)
		return false;
	r = PUSH(&l->k->arena, t->range, t->n_range, t->cap_range);
	*r = (struct range){ low, high };
	return true;
}

static void read_words(struct loader *l, const xmlNode *node, enum obs_kind kind, const char *name,
		       struct str v, struct test *t)
{
	t->how = TEST_WORDS;
	while (v.s) {
		struct str one = str_trim(str_cut(&v, '|')), *w;

		if (is_code(t) && read_code_range(l, one, t))
			continue;
		w = PUSH(&l->k->arena, t->word, t->n_word, t->cap_word);
		*w = canonical(l, kind, name, one);
		if (t->field && !t->has_variable)
			check_word(l, node, t->field, *w);
	}
	if (is_code(t) && !t->has_variable)
		read_codes(l, t);
}

static void read_value(struct loader *l, const xmlNode *node, enum obs_kind kind, const char *name,
		       struct str v, struct test *t)
{
	enum field_type type = t->field ? t->field->type : FIELD_STR;

	if (v.len && v.s[0] == '!') {
		t->negate = true;
		v = str_sub(v, 1, v.len);
	}
	t->has_variable = know_has_variable(v);
	if (str_eq(v, STR("*")))
		t->how = TEST_KNOWN;
	else if (type == FIELD_TIME || type == FIELD_ACES || type == FIELD_DATA)
		load_fault(l, node, name, "this field can only be tested for being known (\"*\")");
	else if (v.len > 1 && v.s[0] == '/' && v.s[v.len - 1] == '/' && type == FIELD_STR)
		read_pattern(l, node, name, v, t);
	else if (type == FIELD_INT)
		read_ranges(l, node, name, v, t);
	else
		read_words(l, node, kind, name, v, t);
}

static bool read_times(struct str v, struct cond *out)
{
	struct range r;

	if (!read_range(v, &r))
		return false;
	out->times_low = r.low < 0 ? 0 : r.low;
	out->times_high = r.high;
	return true;
}

/* data-param1, data-2 */
static void read_data_test(struct loader *l, const xmlNode *node, const char *name, struct str v,
			   struct cond *out)
{
	struct test *t = PUSH(&l->k->arena, out->test, out->n_test, out->cap_test);
	struct str item = arena_str(&l->k->arena, str_of(name + strlen("data-")));
	uint64_t index;

	if (str_u64(item, &index) && index > 0 && index <= LIMIT_EVENT_DATA)
		t->data_index = (size_t)index;
	else
		t->data_name = item;
	read_value(l, node, OBS_EVENT, name, v, t);
}

static void unknown_field(struct loader *l, const xmlNode *node, const char *name,
			  enum obs_kind kind)
{
	const struct obs_type *type = obs_type(kind);
	const char *words[64];
	size_t n = 0;
	const char *near;

	for (size_t i = 0; i < type->n_field && n + 1 < ARRAY_SIZE(words); i++)
		words[n++] = type->field[i].name;
	words[n] = NULL;
	near = load_nearest(str_of(name), words);
	load_fault(l, node, name, "<%s> has no field '%s'%s%s%s", type->name, name,
		   near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static const struct access *requirement(struct loader *l, const xmlNode *node, const char *name,
					struct str id)
{
	const struct access *a = know_access(l->k, id);

	if (!a)
		load_fault(l, node, name, "no <access id=\"%.*s\"> before this line", STR_ARG(id));
	return a;
}

/* Attributes that are not fields. true if it was one. */
static bool read_special(struct loader *l, const xmlNode *node, const char *name, struct str v,
			 struct cond *out)
{
	bool is_acl = out->kind == OBS_ACL;

	if (strcmp(name, "times") == 0) {
		if (!read_times(v, out))
			load_fault(l, node, name, "'%.*s' is no number or range", STR_ARG(v));
	} else if (strcmp(name, "near") == 0 && out->kind == OBS_EVENT) {
		out->near_run = load_choice(l, node, name, v, near_word) == 0;
	} else if (strncmp(name, "data-", 5) == 0 && out->kind == OBS_EVENT) {
		read_data_test(l, node, name, v, out);
	} else if (strcmp(name, "scope") == 0 && is_acl) {
		out->scope = (enum acl_scope)load_choice(l, node, name, v, scope_word);
	} else if (strcmp(name, "rows") == 0 && is_acl) {
		out->rows = (enum acl_rows)load_choice(l, node, name, v, rows_word);
	} else if ((strcmp(name, "lacks") == 0 || strcmp(name, "meets") == 0) && is_acl) {
		out->access = requirement(l, node, name, v);
		out->meets = name[0] == 'm';
	} else if (strcmp(name, "path") == 0 && is_acl && v.len && v.s[0] != '/') {
		out->path = canonical(l, OBS_ACL, "path", v);
	} else {
		return false;
	}
	return true;
}

static void read_observation(struct loader *l, const xmlNode *node, struct cond *out)
{
	bool provider = false;

	out->type = COND_OBS;
	out->times_low = 1;
	out->times_high = INT64_MAX;
	for (const xmlAttr *at = node->properties; at; at = at->next) {
		const char *name = (const char *)at->name;
		struct str v = load_attr(l, node, name);
		const struct field *f = obs_field(out->kind, str_of(name));
		struct test *t;

		if (read_special(l, node, name, v, out))
			continue;
		if (!f) {
			unknown_field(l, node, name, out->kind);
			continue;
		}
		t = PUSH(&l->k->arena, out->test, out->n_test, out->cap_test);
		t->field = f;
		read_value(l, node, out->kind, f->name, v, t);
		if (strcmp(f->name, "provider") == 0)
			provider = t->how == TEST_WORDS && !t->negate && !t->has_variable;
	}
	if (out->kind == OBS_EVENT && !provider)
		load_fault(l, node, NULL,
			   "<event> needs provider=\"Name\" or \"Name|Name\": event "
			   "ids mean nothing without it");
	if (out->kind == OBS_ACL && !str_known(out->path) && out->access)
		load_fault(l, node, NULL, "<acl> with lacks or meets needs a path");
	if (!node->properties)
		load_fault(l, node, NULL, "<%s> tests nothing", (const char *)node->name);
	if (load_element(node->children))
		load_fault(l, node, NULL, "<%s> takes no elements", (const char *)node->name);
}

void load_cond(struct loader *l, const xmlNode *node, struct cond *out)
{
	static const char *const words[] = { "all",      "any",    "not",     "event",    "log",
					     "run",      "writer", "writers", "provider", "shadow",
					     "storage",  "volume", "service", "acl",      "listing",
					     "registry", "file",   "host",    "message",  NULL };
	static const char *const none[] = { NULL };
	struct str name = str_of((const char *)node->name);
	const char *near;

	out->line = (uint32_t)xmlGetLineNo(node);
	out->kind = obs_kind_of(name);
	if (out->kind != OBS_NONE) {
		read_observation(l, node, out);
		return;
	}
	if (!str_eq(name, STR("all")) && !str_eq(name, STR("any")) && !str_eq(name, STR("not"))) {
		near = load_nearest(name, words);
		load_fault(l, node, NULL, "unknown condition <%.*s>%s%s%s", STR_ARG(name),
			   near ? ", did you mean <" : "", near ? near : "", near ? ">?" : "");
		return;
	}
	load_only(l, node, none);
	load_cond_children(l, node, out);
	if (str_eq(name, STR("any")))
		out->type = COND_ANY;
	if (str_eq(name, STR("not"))) {
		out->type = COND_NOT;
		if (out->n_child > 1)
			load_fault(l, node, NULL, "<not> takes one condition");
	}
}

void load_cond_children(struct loader *l, const xmlNode *node, struct cond *out)
{
	out->type = COND_ALL;
	out->line = (uint32_t)xmlGetLineNo(node);
	for (const xmlNode *n = load_element(node->children); n; n = load_element(n->next)) {
		struct cond child = { 0 };

		load_cond(l, n, &child);
		*(struct cond *)PUSH(&l->k->arena, out->child, out->n_child, out->cap_child) =
			child;
	}
	if (out->n_child == 0)
		load_fault(l, node, NULL, "<%s> holds no condition", (const char *)node->name);
}
