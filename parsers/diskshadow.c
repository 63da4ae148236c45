/* diskshadow.c - see diskshadow.h */
#include "parsers/diskshadow.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/transcript.h"
#include "parsers/vss.h"

enum {
	AHEAD = 4,       /* blank lines between items */
	ERROR_LINES = 6, /* longest message with its wrapped lines */
	COMMAND_LINES = 4,
	TREE_LINES = 100000, /* components and files of one writer in a detailed list */
};

struct block {
	struct parse *p;
	const struct text *t;
	size_t first, last; /* lines used */
	size_t line;        /* the next one */
	size_t writers;
	int64_t counted; /* by the tool itself */
	bool cut, altered;
};

/* "- Status: 1 (VSS_WS_STABLE)" without its mark; "" for another line. Web pages make a dash of the
 * hyphen. */
static struct str item(struct str line, char mark)
{
	static const struct str dash[] = { STR_INIT("\xe2\x80\x93"), STR_INIT("\xe2\x80\x94") };
	struct str v = str_trim(line);

	for (size_t i = 0; i < ARRAY_SIZE(dash); i++)
		if (mark == '-' && str_starts(v, dash[i]))
			return str_trim(str_sub(v, dash[i].len, v.len));
	if (v.len < 3 || v.s[0] != mark || (v.s[1] != ' ' && v.s[1] != '\t'))
		return STR("");
	return str_trim(str_sub(v, 1, v.len));
}

/* ERROR: Selected writer 'SqlServerWriter' is in failed state! */
static bool selected_head(struct str line, struct str *name)
{
	static const struct str word = STR_INIT("Selected writer ");
	struct str v = str_trim(line);

	if (str_istarts(v, STR("ERROR: ")))
		v = str_sub(v, 7, v.len);
	return str_istarts(v, word) && str_find(v, STR("failed state")) > 0 &&
	       vss_quoted(str_sub(v, word.len, v.len), name);
}

/* * WRITER "System Writer"		* WRITER System Writer */
static bool writer_head(struct str line, struct str *name)
{
	static const struct str word = STR_INIT("WRITER ");
	struct str v = item(line, '*');

	if (selected_head(line, name))
		return true;
	if (!str_istarts(v, word))
		return false;
	v = str_trim(str_sub(v, word.len, v.len));
	if (!vss_quoted(v, name))
		*name = v;
	return name->len > 0;
}

/* * Shadow copy ID = {5d1e7f0a-33b2-4c1e-9d07-6f1f0a2b3c4d}		%VSS_SHADOW_1% */
static bool shadow_head(struct str line, struct str *id)
{
	struct str v = item(line, '*');
	ptrdiff_t at = str_find(v, STR("= {"));

	return at > 0 && vss_guid(str_sub(v, (size_t)at + 2, v.len), id);
}

/* * ProviderID: {b5946137-7b9f-4925-af80-51abd60b20d5} */
static bool provider_head(struct str line, struct str *id)
{
	static const struct str word = STR_INIT("ProviderID:");
	struct str v = item(line, '*');

	return str_istarts(v, word) && vss_guid(v, id);
}

/* 8 writers listed. */
static bool count_line(struct str line, int64_t *out)
{
	struct str v = str_trim(line), number = row_token(&v);
	uint64_t n;

	if (!row_digits(number) || !str_u64(number, &n) || n > 100000 ||
	    !str_istarts(str_trim(v), STR("writers listed")))
		return false;
	*out = (int64_t)n;
	return true;
}

static bool head(struct str line)
{
	struct str v;

	return writer_head(line, &v) || shadow_head(line, &v) || provider_head(line, &v);
}

/* A line that another item, command or list begins with. */
static bool ends_item(const struct block *b, size_t i)
{
	struct str command;
	int64_t n;

	return i >= b->t->n || head(b->t->line[i].s) || count_line(b->t->line[i].s, &n) ||
	       transcript_elision(b->t->line[i].s) || transcript_command(b->t->line[i].s, &command);
}

static void use(struct block *b, size_t i)
{
	b->last = i;
	b->line = i + 1;
}

static struct obs *add(struct block *b, enum obs_kind kind, size_t from)
{
	return parse_add(b->p, kind, b->t, from, b->last - from + 1);
}

/* "5 (VSS_WS_WAITING_FOR_BACKUP_COMPLETE)": the number. */
static bool leading(struct str v, int64_t *out)
{
	struct str token = row_token(&v);

	return row_digits(token) && token.len <= 3 && str_i64(token, out);
}

/* "Writer ID   = {...}" in lists with metadata, "Writer ID: {...}" in others. */
static bool split(struct str v, struct row *out)
{
	ptrdiff_t at = str_find(v, STR("= "));

	if (at > 0 && str_chr(str_sub(v, 0, (size_t)at), ':') < 0) {
		out->label = str_trim(str_sub(v, 0, (size_t)at));
		out->value = str_trim(str_sub(v, (size_t)at + 2, v.len));
		return true;
	}
	return v.len && row_split(v, out);
}

/* 	- Status: 5 (VSS_WS_WAITING_FOR_BACKUP_COMPLETE)
 * 	- Writer Failure code: 0x800423f2 (VSS_E_WRITERERROR_TIMEOUT)
 * 	- Writer ID: {e8132975-6f93-4464-a53e-1050253ae220}
 * 	- Instance ID: {0c7a4be1-2a0e-4c55-8f0a-71d1c9a3f6b2} */
static void writer_field(struct block *b, struct writer *w, struct row r, struct str *guid)
{
	struct str rest = r.value, token, id;
	uint32_t code;

	if (str_find(r.value, STR("VSS_WS_")) >= 0 && leading(r.value, &w->state))
		return;
	if (str_istarts(r.value, STR("0x"))) {
		token = row_token(&rest);
		if (w->code == OBS_UNKNOWN && code_parse(token, &code)) {
			w->code = code;
			w->error = r.value;
		}
	} else if (str_starts(r.value, STR("{")) && vss_guid(r.value, &id)) {
		if (!str_known(*guid))
			*guid = id;
		else if (!str_known(w->instance))
			w->instance = arena_lower(b->p->arena, id);
	}
}

/* * WRITER "Registry Writer"
 * 	- Status: 1 (VSS_WS_STABLE)
 * 	...
 * In a list with metadata a tree of components follows, marked by more dashes and plus signs. */
static void take_writer(struct block *b)
{
	struct writer w = { .state = OBS_UNKNOWN, .code = OBS_UNKNOWN };
	struct str guid = { 0 };
	size_t from = b->line, blank = 0;

	writer_head(b->t->line[from].s, &w.name);
	/* One writer of a failed backup is no list. */
	if (selected_head(b->t->line[from].s, &w.name))
		b->altered = true;
	use(b, from);
	for (size_t k = from + 1; k - from < TREE_LINES && blank < AHEAD && !ends_item(b, k); k++) {
		struct str v = b->t->line[k].s;
		struct row r;

		if (row_blank(v)) {
			blank++;
			continue;
		}
		if (row_indent(v) == 0 && !item(v, '-').len && str_trim(v).s[0] != '-' &&
		    str_trim(v).s[0] != '+')
			break;
		blank = 0;
		use(b, k);
		if (split(item(v, '-'), &r))
			writer_field(b, &w, r, &guid);
	}
	if (!vss_writer_settle(b->p, &w, guid))
		b->altered = true;
	b->writers++;
	add(b, OBS_WRITER, from)->writer = w;
}

/* * ProviderID: {b5946137-7b9f-4925-af80-51abd60b20d5}
 * 	Type: [1] VSS_PROV_SYSTEM
 * 	Name: Microsoft Software Shadow Copy provider 1.0
 * 	Version: 1.0.0.7
 * 	CLSID: {65ee1dba-8ff4-4a58-ac1c-3470ee2f376a} */
static void take_provider(struct block *b)
{
	struct provider v = { 0 };
	size_t from = b->line;
	struct str id;
	struct row r;

	provider_head(b->t->line[from].s, &id);
	v.guid = arena_lower(b->p->arena, id);
	use(b, from);
	for (size_t k = from + 1; !ends_item(b, k) && !row_blank(b->t->line[k].s); k++) {
		if (!row_split(b->t->line[k].s, &r) || !row_indent(b->t->line[k].s))
			break;
		use(b, k);
		if (r.value.len && r.value.s[0] == '[')
			v.type = r.value;
		else if (r.value.len && r.value.s[0] >= '0' && r.value.s[0] <= '9')
			v.version = r.value;
		else if (!str_known(v.name) && r.value.len && r.value.s[0] != '{')
			v.name = r.value;
	}
	add(b, OBS_PROVIDER, from)->provider = v;
}

/* 	- Shadow copy set: {...}			%VSS_SHADOW_SET%
 * 	- Original volume name: \\?\Volume{...}\ [D:\]
 * 	- Creation time: 1/27/2026 10:56:00 AM
 * 	- Provider ID: {...} */
static void shadow_field(struct block *b, struct shadow *s, struct row r)
{
	struct str name, id;

	if (str_starts(r.value, STR("\\\\?\\Volume{"))) {
		vss_volume(b->p->arena, r.value, &s->volume, &name);
	} else if (str_starts(r.value, STR("{")) && vss_guid(r.value, &id)) {
		struct str *to = str_known(s->set) ? &s->provider : &s->set;

		*to = arena_lower(b->p->arena, id);
	} else if (!s->time.basis) {
		when_parse(r.value, &s->time);
	}
}

/* * Shadow copy ID = {5d1e7f0a-33b2-4c1e-9d07-6f1f0a2b3c4d}	<No Alias> */
static void take_shadow(struct block *b)
{
	struct shadow s = { 0 };
	size_t from = b->line;
	struct str id;
	struct row r;

	shadow_head(b->t->line[from].s, &id);
	s.id = arena_lower(b->p->arena, id);
	use(b, from);
	for (size_t k = from + 1; !ends_item(b, k) && item(b->t->line[k].s, '-').len; k++) {
		use(b, k);
		if (split(item(b->t->line[k].s, '-'), &r))
			shadow_field(b, &s, r);
	}
	add(b, OBS_SHADOW, from)->shadow = s;
}

/* COM call "lvssObject4->GetRootAndLogicalPrefixPaths" failed. */
static bool is_failed_call(struct str text)
{
	ptrdiff_t at = str_find(text, STR("COM call \""));

	return at >= 0 && at <= 9 && str_ifind(text, STR("failed")) > at;
}

/* COM call "(*vssObject)->InitializeForBackup" failed.
 * The writer failed with error 0x800423f2. Without a code only a failed call is the tool's error.
 */
static bool take_error(struct block *b)
{
	size_t from = b->line, end = from;
	struct str text;
	struct obs *o;
	uint32_t *code;
	size_t n;

	while (end - from < ERROR_LINES && !ends_item(b, end) && !row_blank(b->t->line[end].s) &&
	       !str_starts(str_trim(b->t->line[end].s), STR("```")))
		end++;
	if (end == from)
		return false;
	text = row_join(b->p->arena, b->t, from, end);
	n = code_scan(b->p->arena, text, &code);
	if (!n && !is_failed_call(text))
		return false;
	use(b, end - 1);
	o = add(b, OBS_MESSAGE, from);
	o->message.tool = STR("diskshadow");
	o->message.command = b->p->command;
	o->message.text = text;
	o->message.code = code;
	o->message.n_code = n;
	return true;
}

/* Lines without facts that stand around the lists. */
static bool quiet(struct str v)
{
	static const struct str words[] = {
		STR_INIT("Listing writer "),
		STR_INIT("Microsoft DiskShadow version "),
		STR_INIT("Copyright (C) "),
		STR_INIT("On computer:"),
		STR_INIT("Querying all shadow copies "),
		STR_INIT("Number of shadow copies "),
		STR_INIT("All shadow copies in the "),
		STR_INIT("Alias VSS_SHADOW"),
	};
	static const struct str tails[] = { STR_INIT("provider registered."),
					    STR_INIT("providers registered.") };

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_istarts(v, words[i]))
			return true;
	for (size_t i = 0; i < ARRAY_SIZE(tails); i++)
		if (str_iends(v, tails[i]))
			return true;
	return false;
}

/* プロバイダー {...} からボリューム \\?\Volume{...}\ の シャドウ コピー {...} を削除しています
 * [Attributes: 0x0002001d]... */
static bool deletion(struct str v)
{
	return str_find(v, STR("[Attributes: 0x")) > 0 && str_chr(v, '{') > 0;
}

/* The tool's own prompt stands above, so that what follows is its output in whatever words. */
static bool prompted(const struct parse *p, const struct text *t, size_t i)
{
	static const struct str verbs[] = {
		STR_INIT("list"),  STR_INIT("create"), STR_INIT("add"),    STR_INIT("begin"),
		STR_INIT("end"),   STR_INIT("delete"), STR_INIT("import"), STR_INIT("expose"),
		STR_INIT("break"), STR_INIT("writer"), STR_INIT("resync"), STR_INIT("mask"),
	};
	struct str verb = transcript_arg(p->command, 0);

	if (!str_known(p->command) || t->line[i].no - p->command_line > COMMAND_LINES)
		return false;
	for (size_t k = 0; k < ARRAY_SIZE(verbs); k++)
		if (str_ieq(verb, verbs[k]))
			return true;
	return transcript_is(p->command, "diskshadow");
}

/* COM call "(*vssObject)->DoSnapshotSet(&pAsync)" failed.
 * The last operation failed.
 *         - Returned HRESULT = 0x80042306 */
static bool failure(struct str v)
{
	static const struct str words[] = {
		STR_INIT("COM call \""),
		STR_INIT("ERROR: COM call \""),
		STR_INIT("The last operation failed."),
		STR_INIT("ERROR: Selected writer '"),
	};

	if (str_starts(v, STR("> ")))
		v = str_sub(v, 2, v.len);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_istarts(v, words[i]))
			return true;
	return false;
}

/* One step: true if something was taken. 'ours': the lines are known to be the tool's. */
static bool step(struct block *b, bool ours)
{
	size_t i = b->line;
	struct str v, command;

	/* The count ends a list. */
	if (b->counted != OBS_UNKNOWN)
		return false;
	while (i < b->t->n && i - b->line < AHEAD && row_blank(b->t->line[i].s))
		i++;
	if (i >= b->t->n || row_blank(b->t->line[i].s) ||
	    transcript_command(b->t->line[i].s, &command))
		return false;
	b->line = i;
	v = str_trim(b->t->line[i].s);
	if (writer_head(v, &command))
		take_writer(b);
	else if (shadow_head(v, &command))
		take_shadow(b);
	else if (provider_head(v, &command))
		take_provider(b);
	else if (quiet(v) || deletion(v) || count_line(v, &b->counted))
		use(b, i);
	else if (transcript_elision(v) && b->last >= b->first && b->writers) {
		b->cut = true;
		use(b, i);
	} else
		return ours && take_error(b);
	return true;
}

static void add_list(struct block *b)
{
	struct obs *o;

	if (!b->writers && b->counted == OBS_UNKNOWN)
		return;
	o = parse_add(b->p, OBS_WRITERS, b->t, b->first, b->last - b->first + 1);
	o->writers.tool = STR("diskshadow");
	o->writers.count = (int64_t)b->writers;
	if (b->cut || b->altered ||
	    (b->counted != OBS_UNKNOWN && b->counted != (int64_t)b->writers))
		o->writers.complete = TRI_NO;
	else if (b->counted != OBS_UNKNOWN)
		o->writers.complete = TRI_YES;
}

size_t diskshadow_parse(struct parse *p, const struct text *t, size_t i)
{
	struct block b = { .p = p, .t = t, .first = i, .last = i, .line = i };
	struct str line = t->line[i].s, v;
	bool ours;

	b.counted = OBS_UNKNOWN;
	if (row_blank(line) || transcript_command(line, &v))
		return 0;
	ours = prompted(p, t, i) || failure(str_trim(line));
	if (!ours && !head(line) && !deletion(line) &&
	    !str_istarts(str_trim(line), STR("Listing writer ")))
		return 0;
	if (!step(&b, ours))
		return 0;
	while (step(&b, ours))
		;
	add_list(&b);
	return b.last - i + 1;
}
