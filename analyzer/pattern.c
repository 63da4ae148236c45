/* pattern.c - see pattern.h; the only file that includes pcre2.h */
#include "analyzer/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* Enough for every real rule on a 64 KiB text; a hostile text stops here within milliseconds. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000 };
/* Machine code costs about as much as interpreting this many bytes: most patterns never see them.
 */
enum { WORTH_JIT = 8 * 1024 };

/* Replaces what transport changes: see the header. Inside a character class only the
 * characters themselves are kept, so a class says exactly what it matches. */
static struct str tolerant(struct arena *a, struct str source)
{
	struct buf out = { .arena = a };
	bool in_class = false;

	for (size_t i = 0; i < source.len; i++) {
		char c = source.s[i];

		if (c == '\\' && i + 1 < source.len) {
			buf_addc(&out, c);
			buf_addc(&out, source.s[++i]);
		} else if (in_class) {
			in_class = c != ']';
			buf_addc(&out, c);
		} else if (c == '[') {
			in_class = true;
			buf_addc(&out, c);
			if (i + 1 < source.len && source.s[i + 1] == ']')
				buf_addc(&out, source.s[++i]);
		} else if (c == ' ') {
			while (i + 1 < source.len && source.s[i + 1] == ' ')
				i++;
			/* "NETWORK ?SERVICE": what follows is about all of it. */
			buf_add(&out, STR("(?:\\s+)"));
		} else if (c == '\'') {
			buf_add(&out, STR("['\u2018\u2019]"));
		} else if (c == '"') {
			buf_add(&out, STR("[\"\u201c\u201d\u201e]"));
		} else {
			buf_addc(&out, c);
		}
	}
	return buf_str(&out);
}

static pcre2_code *compile(struct arena *a, struct str source, int *error, size_t *offset)
{
	struct str s = tolerant(a, source);

	return pcre2_compile((PCRE2_SPTR)s.s, s.len,
			     PCRE2_CASELESS | PCRE2_UTF | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C,
			     error, offset, NULL);
}

bool pattern_check(struct arena *a, struct str source, struct str *reason, size_t *offset)
{
	PCRE2_UCHAR text[120] = "";
	int error = 0;
	pcre2_code *code = compile(a, source, &error, offset);

	if (code) {
		pcre2_code_free(code);
		return true;
	}
	pcre2_get_error_message(error, text, sizeof(text));
	*reason = arena_str(a, str_of((const char *)text));
	return false;
}

/* Entries of PCRE2's name table: two bytes of group number, then the name, NUL-padded. */
static size_t copy_names(struct arena *a, pcre2_code *code, struct str *name, uint32_t *group)
{
	uint32_t n = 0, size = 0;
	PCRE2_SPTR entry = NULL;

	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &n);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entry);
	if (n > PATTERN_GROUPS)
		n = PATTERN_GROUPS;
	for (uint32_t i = 0; i < n; i++, entry += size) {
		name[i] = a ? arena_str(a, str_of((const char *)entry + 2)) :
			      str_of((const char *)entry + 2);
		if (group)
			group[i] = (uint32_t)entry[0] << 8 | entry[1];
	}
	return n;
}

static void groups(pcre2_code *code, pcre2_match_data *data, struct str text,
		   struct pattern_match *m)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
	uint32_t group[PATTERN_GROUPS];
	struct str name[PATTERN_GROUPS];
	size_t n = copy_names(NULL, code, name, group);

	m->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (at[2 * group[i]] == PCRE2_UNSET)
			continue;
		m->name[m->n] = name[i];
		m->value[m->n++] = str_trim(str_sub(text, at[2 * group[i]], at[2 * group[i] + 1]));
	}
}

/* Where the system grants no executable memory, or a match needs more than the code's stack, the
 * interpreter does it. */
static int match(struct pattern *p, struct str text, pcre2_match_data *data,
		 pcre2_match_context *limits)
{
	PCRE2_SPTR s = (PCRE2_SPTR)(text.s ? text.s : "");
	int found;

	if (p->searched < WORTH_JIT) {
		p->searched += text.len;
		if (p->searched >= WORTH_JIT)
			pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
	}
	found = pcre2_match(p->code, s, text.len, 0, 0, data, limits);
	if (found == PCRE2_ERROR_JIT_STACKLIMIT)
		found = pcre2_match(p->code, s, text.len, 0, PCRE2_NO_JIT, data, limits);
	return found;
}

bool pattern_search(struct arena *a, struct pattern *p, struct str text, struct pattern_match *m)
{
	pcre2_match_context *limits;
	pcre2_match_data *data;
	size_t offset;
	int error, found;

	if (!p->code && !p->broken) {
		p->code = compile(a, p->source, &error, &offset);
		p->broken = !p->code;
	}
	if (p->broken)
		return false;
	limits = pcre2_match_context_create(NULL);
	data = pcre2_match_data_create_from_pattern(p->code, NULL);
	if (!limits || !data)
		die("out of memory");
	pcre2_set_match_limit(limits, MATCH_LIMIT);
	pcre2_set_depth_limit(limits, DEPTH_LIMIT);
	found = match(p, text, data, limits);
	if (found > 0 && m)
		groups(p->code, data, text, m);
	pcre2_match_data_free(data);
	pcre2_match_context_free(limits);
	return found > 0;
}

struct str pattern_quote(struct arena *a, struct str text)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < text.len; i++) {
		if (text.s[i] && strchr("\\^$.[|()?*+{}#-/", text.s[i]))
			buf_addc(&out, '\\');
		buf_addc(&out, text.s[i]);
	}
	return buf_str(&out);
}

void pattern_free(struct pattern *p)
{
	pcre2_code_free(p->code);
	p->code = NULL;
	p->searched = 0;
}
