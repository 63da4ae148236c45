/* writersay.c - see writersay.h */
#include "parsers/writersay.h"

#include "parsers/code.h"
#include "parsers/row.h"

enum { MOST_LINES = 4, LINE_BYTES = 2000 };

/* In the order of VSS_WRITER_STATE, from 0 on. */
static const struct str state[] = {
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
	for (size_t i = 0; i < ARRAY_SIZE(state); i++)
		if (str_ieq(name, state[i]))
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

/* A VSS critical writer has failed. Writer name: [Microsoft Exchange Writer]. Class ID: [{76fe1ac4-...}]. Instance
 * ID: [{...}]. Writer's state: [VSS_WS_FAILED_AT_FREEZE]. Error code: [0x800423f2]. */
size_t writersay_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str text, name, id, code;
	struct writer *w;
	uint32_t v;
	size_t n;

	if (t->line[i].s.len > LINE_BYTES || str_ifind(t->line[i].s, STR("Writer name: [")) < 0)
		return 0;
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
