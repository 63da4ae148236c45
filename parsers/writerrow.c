/* writerrow.c - see writerrow.h */
#include "parsers/writerrow.h"

#include <string.h>

#include "parsers/row.h"
#include "parsers/vss.h"

enum { LONGEST_LINE = 300, LONGEST_NAME = 80, MOST_WORDS = 2, LAST_STATE = 15 };

/* What bullets, tables, Markdown and quotes put around names and values. */
static bool is_mark(char c)
{
	return c && strchr(" \t-*|`'\"_>.,;:+#=", c) != NULL;
}

static struct str trim_marks(struct str v)
{
	while (v.len && is_mark(v.s[0]))
		v = str_sub(v, 1, v.len);
	while (v.len && is_mark(v.s[v.len - 1]))
		v.len--;
	return v;
}

/* Where a name ends: at a mark other than a single blank, or at the state's bracket. */
static size_t name_end(struct str v)
{
	size_t n = 0;

	for (; n < v.len && n < LONGEST_NAME; n++) {
		char c = v.s[n], next = n + 1 < v.len ? v.s[n + 1] : ' ';

		if (c == '[' || c == '\t' || (c == '(' && next >= '0' && next <= '9'))
			break;
		if (c != ' ' && c != '-' && is_mark(c))
			break;
		if (c == ' ' && (next == ' ' || next == '-' || next == '='))
			break;
	}
	return n;
}

static bool is_writer(struct str name)
{
	return vss_writer_named(name) ||
	       (name.len > 7 && name.len < LONGEST_NAME && str_iends(name, STR(" writer")));
}

/* "[7]" or "(7)", or with 'bare' the number alone; *used is its length. */
static bool state_at(struct str v, size_t at, bool bare, int64_t *state, size_t *used)
{
	char open = v.s[at];
	size_t from = open == '[' || open == '(' ? at + 1 : at, n = from;
	uint64_t value;

	while (n < v.len && v.s[n] >= '0' && v.s[n] <= '9')
		n++;
	if (n == from || n - from > 2 || !str_u64(str_sub(v, from, n), &value) || value < 1 ||
	    value > LAST_STATE)
		return false;
	if (from == at ? !bare || (n < v.len && !is_mark(v.s[n])) :
			 n >= v.len || v.s[n] != (open == '[' ? ']' : ')'))
		return false;
	*state = (int64_t)value;
	*used = n - at + (from > at);
	return true;
}

/* The state behind the name, with no more than two words between them: "State:", "Failed". */
static bool find_state(struct str v, bool bare, int64_t *state, struct str *behind)
{
	size_t words = 0, used;

	for (size_t i = 0; i < v.len; i++) {
		if (is_mark(v.s[i]))
			continue;
		if (state_at(v, i, bare, state, &used)) {
			*behind = str_sub(v, i + used, v.len);
			return true;
		}
		if (words++ == MOST_WORDS)
			return false;
		while (i + 1 < v.len && !is_mark(v.s[i + 1]))
			i++;
	}
	return false;
}

/* Up to what closes a cell or a word in bold. */
static size_t error_len(struct str v)
{
	size_t n = 0;

	while (n < v.len && v.s[n] != '*' && v.s[n] != '|' && v.s[n] != '`' && v.s[n] != '(')
		n++;
	return n;
}

/* The last error, which begins at a word. */
static struct str find_error(struct str v, uint32_t *code)
{
	for (size_t i = 0; i < v.len; i++)
		if ((i == 0 || is_mark(v.s[i - 1])) && !is_mark(v.s[i]) &&
		    vss_last_error(str_sub(v, i, v.len), code))
			return trim_marks(str_sub(v, i, i + error_len(str_sub(v, i, v.len))));
	return (struct str){ 0 };
}

/* System Writer: State: [1] Stable, Last error: No error
 * - **`ASR Writer`**: State: **[7] Failed**, Last error: **Timed out**
 * | WMI Writer | [9] Failed | Non-retryable error |
 * System Writer    5    Waiting for completion    Timed out */
size_t writerrow_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s, v, name, error, behind;
	uint32_t code = 0;
	int64_t state;
	struct writer *w;

	if (line.len > LONGEST_LINE)
		return 0;
	v = trim_marks(line);
	name = trim_marks(str_sub(v, 0, name_end(v)));
	if (!is_writer(name) || !find_state(str_sub(v, name.len, v.len), true, &state, &behind))
		return 0;
	error = find_error(behind, &code);
	/* "The System Writer [1] is described in chapter 3" */
	if (!error.len && (!vss_writer_named(name) ||
			   !find_state(str_sub(v, name.len, v.len), false, &state, &behind)))
		return 0;
	w = &parse_add(p, OBS_WRITER, t, i, 1)->writer;
	w->name = arena_str(p->arena, name);
	w->state = state;
	if (error.len) {
		w->error = arena_str(p->arena, error);
		w->code = code;
	}
	vss_writer_settle(p, w, (struct str){ 0 });
	return 1;
}
