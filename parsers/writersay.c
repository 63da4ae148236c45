/* writersay.c - see writersay.h */
#include "parsers/writersay.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/vss.h"

enum { MOST_LINES = 4, LINE_BYTES = 2000, LAST_STATE = 15 };

/* In the order of VSS_WRITER_STATE, from 0 on. */
static const struct str state_name[] = {
	STR_INIT("VSS_WS_UNKNOWN"),
	STR_INIT("VSS_WS_STABLE"),
	STR_INIT("VSS_WS_WAITING_FOR_FREEZE"),
	STR_INIT("VSS_WS_WAITING_FOR_THAW"),
	STR_INIT("VSS_WS_WAITING_FOR_POST_SNAPSHOT"),
	STR_INIT("VSS_WS_WAITING_FOR_BACKUP_COMPLETE"),
	STR_INIT("VSS_WS_FAILED_AT_IDENTIFY"),
	STR_INIT("VSS_WS_FAILED_AT_PREPARE_BACKUP"),
	STR_INIT("VSS_WS_FAILED_AT_PREPARE_SNAPSHOT"),
	STR_INIT("VSS_WS_FAILED_AT_FREEZE"),
	STR_INIT("VSS_WS_FAILED_AT_THAW"),
	STR_INIT("VSS_WS_FAILED_AT_POST_SNAPSHOT"),
	STR_INIT("VSS_WS_FAILED_AT_BACKUP_COMPLETE"),
	STR_INIT("VSS_WS_FAILED_AT_PRE_RESTORE"),
	STR_INIT("VSS_WS_FAILED_AT_POST_RESTORE"),
	STR_INIT("VSS_WS_FAILED_AT_BACKUPSHUTDOWN"),
};

/* The same as Bareos and Bacula put it. */
static const struct {
	struct str words;
	int64_t state;
} sentence[] = {
	{ STR_INIT("writer identification state"), 6 },
	{ STR_INIT("backup preparation state"), 7 },
	{ STR_INIT("during the PrepareForSnapshot state"), 8 },
	{ STR_INIT("during the freeze state"), 9 },
	{ STR_INIT("during the thaw state"), 10 },
	{ STR_INIT("during the PostSnapshot state"), 11 },
	{ STR_INIT("during the BackupComplete state"), 12 },
	{ STR_INIT("during the PreRestore state"), 13 },
	{ STR_INIT("during the PostRestore state"), 14 },
	{ STR_INIT("shutdown of the backup application"), 15 },
};

/* "Class ID: [{76fe1ac4-...}]": what stands in the brackets behind the words; unknown without them.
 */
static struct str bracketed(struct str text, struct str words)
{
	ptrdiff_t at = str_ifind(text, words);
	struct str rest;
	ptrdiff_t end;

	if (at < 0)
		return (struct str){ 0 };
	rest = str_trim(str_sub(text, (size_t)at + words.len, text.len));
	end = str_chr(rest, ']');
	if (!str_starts(rest, STR("[")) || end < 0)
		return (struct str){ 0 };
	return str_trim(str_sub(rest, 1, (size_t)end));
}

static int64_t state_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(state_name); i++)
		if (str_ieq(name, state_name[i]))
			return (int64_t)i;
	return OBS_UNKNOWN;
}

static size_t lines_of(const struct text *t, size_t i)
{
	size_t n = 1;

	while (n < MOST_LINES && i + n < t->n && !row_blank(t->line[i + n].s) &&
	       str_ifind(t->line[i + n - 1].s, STR("Error code:")) < 0)
		n++;
	return n;
}

static int64_t state_in(struct str text)
{
	for (size_t i = 0; i < ARRAY_SIZE(sentence); i++)
		if (str_ifind(text, sentence[i].words) >= 0)
			return sentence[i].state;
	return OBS_UNKNOWN;
}

/* Adds a writer that failed, known by its name, with what the program says of it; of others nothing
 * need be said. */
static void add_named(struct parse *p, const struct text *t, size_t i, size_t n, struct str name,
		      int64_t state, struct str said)
{
	struct writer *w;

	if (state < 6)
		return;
	w = &parse_add(p, OBS_WRITER, t, i, n)->writer;
	w->name = arena_str(p->arena, name);
	w->state = state;
	w->error = arena_str(p->arena, said);
	vss_writer_settle(p, w, (struct str){ 0 });
}

/* VSS Writer (PrepareForBackup): "MSSearch Service Writer", State: 0x7
 * (VSS_WS_FAILED_AT_PREPARE_BACKUP) */
static size_t by_number(struct parse *p, const struct text *t, size_t i, size_t at)
{
	struct str v = str_sub(t->line[i].s, at, t->line[i].s.len), name, constant;
	ptrdiff_t quote = str_find(v, STR("): \"")), state = str_find(v, STR("\", State: 0x"));
	ptrdiff_t open;

	if (quote < 0 || state < quote + 4)
		return 0;
	name = str_sub(v, (size_t)quote + 4, (size_t)state);
	v = str_sub(v, (size_t)state, v.len);
	open = str_chr(v, '(');
	constant = open < 0 ? v : str_sub(v, (size_t)open + 1, v.len);
	constant = str_cut(&constant, ')');
	add_named(p, t, i, 1, name, state_of(constant), constant);
	return 1;
}

/* VSS Writer "MSSearch Service Writer" has invalid state. ERR=The writer vetoed the shadow copy
 * creation process during the backup preparation state. */
static size_t by_sentence(struct parse *p, const struct text *t, size_t i, size_t at)
{
	struct str v = str_sub(t->line[i].s, at, t->line[i].s.len), name;
	ptrdiff_t end = str_find(v, STR("\" has invalid state. ERR="));

	if (end < 0)
		return 0;
	name = str_sub(v, 0, (size_t)end);
	for (size_t n = 1; n < MOST_LINES && i + n <= t->n; n++) {
		struct str text = row_join(p->arena, t, i, i + n);
		int64_t state = state_in(text);

		if (state == OBS_UNKNOWN)
			continue;
		text = str_sub(text, (size_t)str_find(text, STR("ERR=")) + 4, text.len);
		add_named(p, t, i, n, name, state, text);
		return n;
	}
	return 1;
}

/* Adds a writer with the code it failed with, and says that a backup ended so. 'id' may lack its
 * braces. */
static void add_failed(struct parse *p, const struct text *t, size_t i, size_t n, struct str name,
		       struct str id, int64_t state, uint32_t code)
{
	struct writer *w = &parse_add(p, OBS_WRITER, t, i, n)->writer;
	struct obs *said;

	w->name = arena_str(p->arena, name);
	w->state = state;
	w->code = code;
	if (id.len == 36)
		id = arena_printf(p->arena, "{%.*s}", STR_ARG(id));
	vss_writer_settle(p, w, id);
	if (!code)
		return;
	said = parse_add(p, OBS_MESSAGE, t, i, n);
	said->message.tool = STR("text");
	said->message.text = row_join(p->arena, t, i, i + n);
	said->message.n_code = code_scan(p->arena, said->message.text, &said->message.code);
}

/* The number in the last brackets: "(9)", "(0x800423f2)". */
static bool in_brackets(struct str v, uint32_t *out)
{
	ptrdiff_t close = str_rchr(v, ')'), open;
	int64_t n;

	if (close < 0)
		return false;
	open = str_rchr(str_sub(v, 0, (size_t)close), '(');
	if (open < 0 || !str_i64(str_sub(v, (size_t)open + 1, (size_t)close), &n) || n < 0 ||
	    n > UINT32_MAX)
		return false;
	*out = (uint32_t)n;
	return true;
}

/* What stands between 'from', where 'before' ends, and the words that follow. *at moves behind
 * them. */
static struct str up_to(struct str text, size_t *at, struct str words)
{
	ptrdiff_t end = str_ifind(str_sub(text, *at, text.len), words);
	struct str v;

	if (end < 0)
		return (struct str){ 0 };
	v = str_trim(str_sub(text, *at, *at + (size_t)end));
	*at += (size_t)end + words.len;
	return v;
}

/* Writer Name: System Writer, Writer ID: {E8132975-...}, Last error: The VSS Writer timed out
 * (0x800423f2), State: Failed during freeze operation (9). */
static size_t backup_exec(struct parse *p, const struct text *t, size_t i)
{
	static const struct str words = STR_INIT("Writer Name: "),
				behind = STR_INIT("Writer ID: {");
	ptrdiff_t at = str_ifind(t->line[i].s, words);

	if (at < 0 || str_ifind(t->line[i].s, behind) < at)
		return 0;
	for (size_t n = 1; n <= MOST_LINES && i + n <= t->n; n++) {
		struct str text = row_join(p->arena, t, i, i + n), name, id, error;
		size_t from = (size_t)str_ifind(text, words) + words.len;
		uint32_t code, state;

		name = up_to(text, &from, STR(", Writer ID: "));
		id = up_to(text, &from, STR(", Last error: "));
		error = up_to(text, &from, STR(", State: "));
		if (!name.len || !id.len || !error.len ||
		    !in_brackets(str_sub(text, from, text.len), &state) || state > LAST_STATE)
			continue;
		add_failed(p, t, i, n, name, id, state, in_brackets(error, &code) ? code : 0);
		return n;
	}
	return 0;
}

/* VSS writer 'SqlServerWriter' with class ID 'A65FAA63-...' has failed to process the snapshot. The
 * current state: 8. VSS error: 0x800423F4 (VSS_E_WRITERERROR_NONRETRYABLE). */
static size_t acronis(struct parse *p, const struct text *t, size_t i)
{
	static const struct str words = STR_INIT("VSS writer "),
				behind = STR_INIT("with class ID ");
	ptrdiff_t at = str_ifind(t->line[i].s, words), class;

	if (at < 0 || (class = str_ifind(t->line[i].s, behind)) < at)
		return 0;
	for (size_t n = 1; n <= MOST_LINES && i + n <= t->n; n++) {
		struct str text = row_join(p->arena, t, i, i + n), name, id, rest;
		ptrdiff_t state = str_ifind(text, STR("state: "));
		uint32_t *code;
		int64_t v;

		if (state < 0 || !code_scan(p->arena, text, &code))
			continue;
		rest = str_sub(text, (size_t)state + 7, text.len);
		if (!vss_quoted(str_sub(text, (size_t)str_ifind(text, words) + words.len, text.len),
				&name) ||
		    !vss_quoted(
			    str_sub(text, (size_t)str_ifind(text, behind) + behind.len, text.len),
			    &id) ||
		    !str_i64(str_cut(&rest, '.'), &v) || v < 0 || v > LAST_STATE)
			return 0;
		add_failed(p, t, i, n, name, id, v, code[0]);
		return n;
	}
	return 0;
}

static size_t bareos(struct parse *p, const struct text *t, size_t i)
{
	static const struct str number = STR_INIT("VSS Writer ("),
				words = STR_INIT("VSS Writer \"");
	ptrdiff_t at;

	if ((at = str_find(t->line[i].s, number)) >= 0)
		return by_number(p, t, i, (size_t)at);
	if ((at = str_find(t->line[i].s, words)) >= 0)
		return by_sentence(p, t, i, (size_t)at + words.len);
	return 0;
}

static size_t other_program(struct parse *p, const struct text *t, size_t i)
{
	size_t n = backup_exec(p, t, i);

	if (!n)
		n = acronis(p, t, i);
	return n ? n : bareos(p, t, i);
}

/* A VSS critical writer has failed. Writer name: [Microsoft Exchange Writer]. Class ID:
 * [{76fe1ac4-...}]. Instance ID: [{...}]. Writer's state: [VSS_WS_FAILED_AT_FREEZE]. Error code:
 * [0x800423f2]. */
size_t writersay_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str text, name, id, code;
	struct writer *w;
	uint32_t v;
	size_t n;

	if (t->line[i].s.len > LINE_BYTES)
		return 0;
	if (str_ifind(t->line[i].s, STR("Writer name: [")) < 0)
		return other_program(p, t, i);
	n = lines_of(t, i);
	text = row_join(p->arena, t, i, i + n);
	name = bracketed(text, STR("Writer name:"));
	id = bracketed(text, STR("Class ID:"));
	code = bracketed(text, STR("Error code:"));
	if (!name.len || !id.len || state_of(bracketed(text, STR("state:"))) == OBS_UNKNOWN)
		return 0;
	w = &parse_add(p, OBS_WRITER, t, i, n)->writer;
	w->name = name;
	w->guid = arena_lower(p->arena, id);
	w->instance = arena_lower(p->arena, bracketed(text, STR("Instance ID:")));
	w->state = state_of(bracketed(text, STR("state:")));
	if (code.len && code_parse(code, &v)) {
		struct obs *said = parse_add(p, OBS_MESSAGE, t, i, n);

		w->code = v;
		said->message.tool = STR("veeam");
		said->message.text = text;
		said->message.n_code = code_scan(p->arena, text, &said->message.code);
	}
	return n;
}
