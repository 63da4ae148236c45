/* writersay.c - see writersay.h */
#include "parsers/writersay.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/vss.h"

enum { MOST_LINES = 4, LINE_BYTES = 2000 };

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

/* "Class ID: [{76fe1ac4-...}]": what stands in the brackets behind the words; unknown without them. */
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

/* VSS Writer (PrepareForBackup): "MSSearch Service Writer", State: 0x7 (VSS_WS_FAILED_AT_PREPARE_BACKUP) */
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

/* VSS Writer "MSSearch Service Writer" has invalid state. ERR=The writer vetoed the shadow copy creation process
 * during the backup preparation state. */
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

static size_t bareos(struct parse *p, const struct text *t, size_t i)
{
	static const struct str number = STR_INIT("VSS Writer ("), words = STR_INIT("VSS Writer \"");
	ptrdiff_t at;

	if ((at = str_find(t->line[i].s, number)) >= 0)
		return by_number(p, t, i, (size_t)at);
	if ((at = str_find(t->line[i].s, words)) >= 0)
		return by_sentence(p, t, i, (size_t)at + words.len);
	return 0;
}

/* A VSS critical writer has failed. Writer name: [Microsoft Exchange Writer]. Class ID: [{76fe1ac4-...}]. Instance
 * ID: [{...}]. Writer's state: [VSS_WS_FAILED_AT_FREEZE]. Error code: [0x800423f2]. */
size_t writersay_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str text, name, id, code;
	struct writer *w;
	uint32_t v;
	size_t n;

	if (t->line[i].s.len > LINE_BYTES)
		return 0;
	if (str_ifind(t->line[i].s, STR("Writer name: [")) < 0)
		return bareos(p, t, i);
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
