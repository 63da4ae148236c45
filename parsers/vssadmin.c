/* vssadmin.c - see vssadmin.h
 *
 * A reader turns lines into pieces, one field each: it rejoins lines that the console broke
 * inside a GUID or a name, and takes apart lines into which a mail or web page flattened a
 * block. The parser then looks at one piece and a few behind it.
 */
#include "parsers/vssadmin.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/transcript.h"
#include "parsers/vss.h"

enum {
	AHEAD = 5,        /* pieces looked at to tell what a block is */
	REMARK_LINES = 4, /* an author's remark between two blocks is not longer */
	ERROR_LINES = 6,  /* longest message with its wrapped lines */
};

enum label {
	LAB_NONE,
	LAB_WRITER,
	LAB_ID,
	LAB_INSTANCE,
	LAB_STATE,
	LAB_LAST_ERROR,
	LAB_PROVIDER,
	LAB_PROVIDER_ID,
	LAB_PROVIDER_TYPE,
	LAB_VERSION,
	LAB_FAILURE
};

/* clang-format off */
/* English, German and Japanese from captures; the others are accepted, not relied on. */
static const struct {
	enum label label;
	struct str text;
} labels[] = {
	{ LAB_WRITER, STR_INIT("Writer name") },
	{ LAB_ID, STR_INIT("Writer Id") },
	{ LAB_INSTANCE, STR_INIT("Writer Instance Id") },
	{ LAB_STATE, STR_INIT("State") },
	{ LAB_LAST_ERROR, STR_INIT("Last error") },
	{ LAB_PROVIDER, STR_INIT("Provider name") },
	{ LAB_PROVIDER_TYPE, STR_INIT("Provider type") },
	{ LAB_PROVIDER_ID, STR_INIT("Provider Id") },
	{ LAB_VERSION, STR_INIT("Version") },
	{ LAB_FAILURE, STR_INIT("Error") },
	{ LAB_WRITER, STR_INIT("Verfassername") },
	{ LAB_ID, STR_INIT("Verfasserkennung") },
	{ LAB_INSTANCE, STR_INIT("Verfasserinstanzkennung") },
	{ LAB_STATE, STR_INIT("Status") },
	{ LAB_LAST_ERROR, STR_INIT("Letzter Fehler") },
	{ LAB_PROVIDER, STR_INIT("Anbietername") },
	{ LAB_PROVIDER_TYPE, STR_INIT("Anbietertyp") },
	{ LAB_PROVIDER_ID, STR_INIT("Anbieterkennung") },
	{ LAB_FAILURE, STR_INIT("Fehler") },
	{ LAB_WRITER, STR_INIT("ライター名") },
	{ LAB_ID, STR_INIT("ライター Id") },
	{ LAB_INSTANCE, STR_INIT("ライター インスタンス Id") },
	{ LAB_STATE, STR_INIT("状態") },
	{ LAB_LAST_ERROR, STR_INIT("最後のエラー") },
	{ LAB_PROVIDER, STR_INIT("プロバイダー名") },
	{ LAB_PROVIDER_TYPE, STR_INIT("プロバイダーの種類") },
	{ LAB_PROVIDER_ID, STR_INIT("プロバイダー Id") },
	{ LAB_VERSION, STR_INIT("バージョン") },
	{ LAB_FAILURE, STR_INIT("エラー") },
	{ LAB_WRITER, STR_INIT("Nom du rédacteur") },
	{ LAB_ID, STR_INIT("ID du rédacteur") },
	{ LAB_INSTANCE, STR_INIT("ID d'instance du rédacteur") },
	{ LAB_INSTANCE, STR_INIT("ID d’instance du rédacteur") },
	{ LAB_STATE, STR_INIT("État") },
	{ LAB_LAST_ERROR, STR_INIT("Dernière erreur") },
	{ LAB_FAILURE, STR_INIT("Erreur") },
	{ LAB_WRITER, STR_INIT("Nombre de escritor") },
	{ LAB_WRITER, STR_INIT("Nombre del escritor") },
	{ LAB_STATE, STR_INIT("Estado") },
	{ LAB_LAST_ERROR, STR_INIT("Último error") },
	{ LAB_WRITER, STR_INIT("Nome writer") },
	{ LAB_WRITER, STR_INIT("Nome del writer") },
	{ LAB_STATE, STR_INIT("Stato") },
	{ LAB_LAST_ERROR, STR_INIT("Ultimo errore") },
	{ LAB_FAILURE, STR_INIT("Errore") },
	{ LAB_WRITER, STR_INIT("Nome do gravador") },
	{ LAB_LAST_ERROR, STR_INIT("Último erro") },
	{ LAB_FAILURE, STR_INIT("Erro") },
	{ LAB_WRITER, STR_INIT("Naam van schrijver") },
	{ LAB_LAST_ERROR, STR_INIT("Laatste fout") },
	{ LAB_FAILURE, STR_INIT("Fout") },
	{ LAB_WRITER, STR_INIT("Nazwa składnika zapisywania") },
	{ LAB_STATE, STR_INIT("Stan") },
	{ LAB_LAST_ERROR, STR_INIT("Ostatni błąd") },
	{ LAB_FAILURE, STR_INIT("Błąd") },
	{ LAB_WRITER, STR_INIT("Имя компонента записи") },
	{ LAB_WRITER, STR_INIT("Имя средства записи") },
	{ LAB_STATE, STR_INIT("Состояние") },
	{ LAB_LAST_ERROR, STR_INIT("Последняя ошибка") },
	{ LAB_FAILURE, STR_INIT("Ошибка") },
	{ LAB_WRITER, STR_INIT("Skrivarnamn") },
	{ LAB_STATE, STR_INIT("Tillstånd") },
	{ LAB_LAST_ERROR, STR_INIT("Senaste fel") },
	{ LAB_FAILURE, STR_INIT("Fel") },
	{ LAB_WRITER, STR_INIT("编写器名称") },
	{ LAB_STATE, STR_INIT("状态") },
	{ LAB_LAST_ERROR, STR_INIT("上一个错误") },
	{ LAB_FAILURE, STR_INIT("错误") },
	{ LAB_WRITER, STR_INIT("寫入器名稱") },
	{ LAB_STATE, STR_INIT("狀態") },
	{ LAB_LAST_ERROR, STR_INIT("上次錯誤") },
	{ LAB_FAILURE, STR_INIT("錯誤") },
};

/* clang-format on */

/* One field: a line, a line with its wrapped rest, or a part of a flattened line. */
struct piece {
	struct str s;      /* trimmed */
	struct str label;  /* before the first colon; unknown without one */
	struct str value;  /* behind it */
	size_t line, last; /* indexes of the lines it was read from */
	bool after_blank;
};

struct reader {
	const struct text *t;
	struct arena *arena;
	size_t line;     /* next one to read */
	struct str rest; /* of the line before it */
	size_t rest_first;
};

/* Offset behind "label:" if a known label stands at the head of v, else 0. */
static size_t label_at(struct str v, enum label *which)
{
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		size_t n = labels[i].text.len;

		if (!str_istarts(v, labels[i].text))
			continue;
		while (n < v.len && v.s[n] == ' ')
			n++;
		if (n < v.len && v.s[n] == ':') {
			*which = labels[i].label;
			return n + 1;
		}
	}
	return 0;
}

static enum label label_of(const struct piece *c)
{
	for (size_t i = 0; str_known(c->label) && i < ARRAY_SIZE(labels); i++)
		if (str_ieq(c->label, labels[i].text))
			return labels[i].label;
	return LAB_NONE;
}

/* Writer name: 'WMI Writer' Writer Id: {...} Writer Instance Id: {...} State: [1] Stable
 * Where the next field of a flattened line begins; its length if there is none. */
static size_t next_field(struct str v)
{
	for (size_t i = 1; i < v.len; i++) {
		enum label which;

		if (v.s[i - 1] == ' ' && v.s[i] != ' ' && label_at(str_sub(v, i, v.len), &which) &&
		    which != LAB_FAILURE && which != LAB_VERSION)
			return i;
	}
	return v.len;
}

/*    For volume: (C:)\\?\Volume{5d1e7f0a-33b2-4c1e-9d
 * 07-6f1f0a2b3c4d}\
 * The first line's brace is open and the second one begins with the rest of the GUID; or the
 * console broke the line just before the brace, or inside a quoted name. */
static bool wrapped(struct str head, struct str tail)
{
	ptrdiff_t open = str_rchr(head, '{'), end = str_chr(tail, '}');
	size_t width = utf8_columns(head);
	struct str name, value;

	if (tail.len == 0)
		return false;
	if (open >= 0 && str_chr(str_sub(head, (size_t)open, head.len), '}') < 0) {
		for (ptrdiff_t k = 0; k < end; k++)
			if (tail.s[k] == ' ')
				return false;
		return end >= 0 && end <= 37;
	}
	if (width != 80 && width != 120)
		return false;
	if (tail.s[0] == '{')
		return true;
	value = str_trim(str_sub(head, (size_t)(str_chr(head, ':') + 1), head.len));
	return str_chr(head, ':') >= 0 &&
	       (str_starts(value, STR("'")) || str_starts(value, STR("\""))) &&
	       !vss_quoted(value, &name);
}

static void split_label(struct piece *c)
{
	static const struct str wide = STR_INIT("：");
	ptrdiff_t at = str_chr(c->s, ':'), w = str_find(c->s, wide);
	size_t n = 1;

	c->label = c->value = (struct str){ 0 };
	if (w >= 0 && (at < 0 || w < at)) {
		at = w;
		n = wide.len;
	}
	if (at <= 0)
		return;
	c->label = str_trim(str_sub(c->s, 0, (size_t)at));
	c->value = str_trim(str_sub(c->s, (size_t)at + n, c->s.len));
}

/* Reads lines up to the next one that holds text, and joins its wrapped rest. */
static bool read_line(struct reader *r, struct piece *out)
{
	const struct text *t = r->t;
	struct str command, head;

	out->after_blank = false;
	while (r->line < t->n && row_blank(t->line[r->line].s)) {
		out->after_blank = true;
		r->line++;
	}
	if (r->line >= t->n || transcript_command(t->line[r->line].s, &command))
		return false;
	r->rest_first = r->line;
	head = t->line[r->line++].s;
	while (r->line < t->n && r->line - r->rest_first < 3) {
		struct str tail = str_trim(t->line[r->line].s);

		if (!wrapped(head, tail) || transcript_command(tail, &command))
			break;
		head = arena_printf(r->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(tail));
		r->line++;
	}
	r->rest = str_trim(head);
	return true;
}

/* The next piece; false at a prompt and at the end of the text. */
static bool next(struct reader *r, struct piece *out)
{
	size_t n;

	*out = (struct piece){ 0 };
	if (r->rest.len == 0 && !read_line(r, out))
		return false;
	n = next_field(r->rest);
	out->s = str_trim(str_sub(r->rest, 0, n));
	out->line = r->rest_first;
	out->last = r->line - 1;
	r->rest = str_sub(r->rest, n, r->rest.len);
	split_label(out);
	return true;
}

static bool peek(struct reader r, struct piece *out)
{
	return next(&r, out);
}

static bool digit(struct str v, size_t i)
{
	return i < v.len && v.s[i] >= '0' && v.s[i] <= '9';
}

/* [11] Failed */
static bool state_value(struct str v, int64_t *out)
{
	ptrdiff_t end = str_chr(v, ']');
	uint64_t n;

	if (!str_starts(v, STR("[")) || end < 2 || end > 4 ||
	    !row_digits(str_sub(v, 1, (size_t)end)) || !str_u64(str_sub(v, 1, (size_t)end), &n))
		return false;
	*out = (int64_t)n;
	return true;
}

static bool volume_value(struct str v)
{
	return str_find(str_sub(v, 0, 24), STR("\\\\?\\Volume")) >= 0;
}

/* 25-08-2022 12:16:16 */
static bool time_value(struct str v)
{
	return digit(v, 0) && str_chr(v, ':') > 0 && str_chr(v, '{') < 0;
}

enum item { ITEM_NONE, ITEM_WRITER, ITEM_PROVIDER, ITEM_SET, ITEM_STORAGE, ITEM_VOLUME };

/* A name is a writer's if a bracketed state follows before the next name, a provider's if a
 * GUID follows without one. */
static enum item name_kind(struct reader r, enum label label)
{
	struct piece c;
	bool guid = false;

	for (int k = 0; k < AHEAD && next(&r, &c); k++) {
		struct str ignore;
		int64_t state;

		if (state_value(c.value, &state))
			return ITEM_WRITER;
		if (vss_quoted(c.value, &ignore))
			break;
		guid = guid || (vss_guid(c.value, &ignore) && !vss_writer_known(ignore));
	}
	if (label == LAB_WRITER || label == LAB_PROVIDER)
		return label == LAB_WRITER ? ITEM_WRITER : ITEM_PROVIDER;
	return guid ? ITEM_PROVIDER : ITEM_NONE;
}

/* Contents of shadow copy set ID: {3f6e2b1c-...}
 *    Contained 1 shadow copies at creation time: 14/02/2024 21:00:41
 *       Shadow Copy ID: {...} */
static bool set_follows(struct reader r)
{
	struct piece c;
	struct str guid;

	return next(&r, &c) && time_value(c.value) && next(&r, &c) && vss_guid(c.value, &guid);
}

/* Shadow Copy Storage association
 *    For volume: (D:)\\?\Volume{...}\
 *    Shadow Copy Storage volume: (D:)\\?\Volume{...}\
 *    Used Shadow Copy Storage space: 310 MB (0%) */
static bool storage_follows(struct reader r)
{
	struct piece c;

	return next(&r, &c) && volume_value(c.value) && next(&r, &c) && volume_value(c.value) &&
	       next(&r, &c) && digit(c.value, 0);
}

/* What begins with the piece c; r stands behind it. */
static enum item item_kind(const struct piece *c, struct reader r)
{
	enum label label = label_of(c);
	struct str text;
	struct piece second;

	if (vss_quoted(c->value, &text) && label != LAB_ID && label != LAB_INSTANCE)
		return name_kind(r, label);
	if (label == LAB_WRITER && c->value.len)
		return name_kind(r, LAB_NONE);
	if (vss_guid(c->value, &text) && label == LAB_NONE && set_follows(r))
		return ITEM_SET;
	if (!c->value.len && storage_follows(r))
		return ITEM_STORAGE;
	if (str_known(c->label) &&
	    (str_eq(str_sub(c->value, 1, 3), STR(":\\")) ||
	     str_starts(c->value, STR("\\\\?\\Volume{"))) &&
	    peek(r, &second) && str_starts(second.value, STR("\\\\?\\Volume{")) &&
	    (str_eq(str_sub(c->value, 1, 3), STR(":\\")) || str_eq(c->value, second.value)))
		return ITEM_VOLUME;
	return ITEM_NONE;
}

/* One run of the tool, or an excerpt of one. */
struct block {
	struct parse *p;
	struct reader r;
	size_t first, last; /* lines used so far */
	bool banner, writers_asked, other_asked, filtered;
	bool cut;     /* elided by its author */
	bool altered; /* fields or GUIDs missing, or GUIDs replaced */
	bool remark;  /* text that is no list */
	bool failed;
	int64_t code;
	int64_t writers;
	bool items;
};

static void use(struct block *b, struct piece *c)
{
	next(&b->r, c);
	b->last = c->last;
}

static struct obs *add(struct block *b, enum obs_kind kind, const struct piece *from)
{
	return parse_add(b->p, kind, b->r.t, from->line, b->last - from->line + 1);
}

static void writer_field(struct block *b, struct writer *w, const struct piece *c, struct str *guid,
			 bool *ids)
{
	enum label label = label_of(c);
	struct str id;
	uint32_t code;

	if (label == LAB_ID || label == LAB_INSTANCE || str_starts(c->value, STR("{"))) {
		bool instance = label == LAB_INSTANCE || (label != LAB_ID && *ids);

		*ids = true;
		if (vss_guid(c->value, &id)) {
			if (instance)
				w->instance = arena_lower(b->p->arena, id);
			else
				*guid = id;
		}
	} else if (w->state == OBS_UNKNOWN && state_value(c->value, &w->state)) {
		return;
	} else if (w->state != OBS_UNKNOWN && !str_known(w->error) && c->value.len) {
		w->error = c->value;
		if (vss_last_error(c->value, &code) || code_parse(c->value, &code))
			w->code = code;
	}
}

/* A field of a writer: anything with a value, except behind a blank line, where only fields
 * that cannot be anything else go on (some pages double every line end). */
static bool writer_goes_on(const struct piece *c, const struct writer *w)
{
	enum label label = label_of(c);
	int64_t state;

	if (!str_known(c->label) || transcript_elision(c->s))
		return false;
	if (label == LAB_ID || label == LAB_INSTANCE || state_value(c->value, &state) ||
	    label == LAB_LAST_ERROR || str_starts(c->value, STR("{")))
		return true;
	return w->state != OBS_UNKNOWN && !str_known(w->error) && !c->after_blank;
}

/* The next piece without taking it, and what begins with it. */
static bool peek_item(const struct block *b, struct piece *c, enum item *kind)
{
	struct reader behind = b->r;

	if (!next(&behind, c))
		return false;
	*kind = item_kind(c, behind);
	return true;
}

/* Writer name: 'System Writer'
 *    Writer Id: {e8132975-6f93-4464-a53e-1050253ae220}
 *    Writer Instance Id: {0c7a4be1-2a0e-4c55-8f0a-71d1c9a3f6b2}
 *    State: [1] Stable
 *    Last error: No error */
static void take_writer(struct block *b)
{
	struct writer w = { .state = OBS_UNKNOWN, .code = OBS_UNKNOWN };
	struct piece name, c;
	struct str guid = { 0 };
	enum item kind;
	bool ids = false;

	use(b, &name);
	if (!vss_quoted(name.value, &w.name))
		w.name = name.value;
	while (peek_item(b, &c, &kind) && kind == ITEM_NONE && writer_goes_on(&c, &w)) {
		use(b, &c);
		writer_field(b, &w, &c, &guid, &ids);
	}
	if (!vss_writer_settle(b->p, &w, guid) || w.state == OBS_UNKNOWN || !str_known(w.error))
		b->altered = true;
	b->writers++;
	add(b, OBS_WRITER, &name)->writer = w;
}

/* Provider name: 'Microsoft Software Shadow Copy provider 1.0'
 *    Provider type: System
 *    Provider Id: {b5946137-7b9f-4925-af80-51abd60b20d5}
 *    Version: 1.0.0.7 */
static void take_provider(struct block *b)
{
	struct provider v = { 0 };
	struct piece name, c;
	struct str guid;

	use(b, &name);
	vss_quoted(name.value, &v.name);
	while (peek(b->r, &c) && str_known(c.label) && c.value.len && !c.after_blank &&
	       !vss_quoted(c.value, &guid)) {
		use(b, &c);
		if (vss_guid(c.value, &guid))
			v.guid = arena_lower(b->p->arena, guid);
		else if (!str_known(v.guid) && !str_known(v.type))
			v.type = c.value;
		else if (digit(c.value, 0))
			v.version = c.value;
	}
	add(b, OBS_PROVIDER, &name)->provider = v;
}

/* The volume of a shadow copy holds a GUID too; an id begins with it. */
static bool id_value(struct str v, struct str *guid)
{
	return str_starts(v, STR("{")) && vss_guid(v, guid);
}

/*       Shadow Copy ID: {...}
 *          Original Volume: (C:)\\?\Volume{...}\
 *          Shadow Copy Volume: \\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy4
 *          Provider: 'Microsoft Software Shadow Copy provider 1.0' */
static void take_shadow(struct block *b, struct shadow v)
{
	struct piece id, c;
	struct str guid, name;

	use(b, &id);
	id_value(id.value, &guid);
	v.id = arena_lower(b->p->arena, guid);
	while (peek(b->r, &c) && !c.after_blank && !id_value(c.value, &guid) &&
	       !transcript_elision(c.s)) {
		use(b, &c);
		if (!str_known(v.volume))
			vss_volume(b->p->arena, c.value, &v.volume, &name);
		if (vss_quoted(c.value, &name))
			v.provider = name;
	}
	add(b, OBS_SHADOW, &id)->shadow = v;
}

static void take_set(struct block *b)
{
	struct shadow v = { 0 };
	struct piece c;
	struct str guid;
	enum item kind;

	use(b, &c);
	vss_guid(c.value, &guid);
	v.set = arena_lower(b->p->arena, guid);
	use(b, &c);
	when_parse(c.value, &v.time);
	while (peek_item(b, &c, &kind) && kind == ITEM_NONE && id_value(c.value, &guid))
		take_shadow(b, v);
}

/*    Maximum Shadow Copy Storage space: UNBOUNDED (100%)
 * Used, allocated and maximum come in this order; only the last one can be without a number. */
static void take_storage(struct block *b)
{
	struct storage v = { .used = OBS_UNKNOWN,
			     .allocated = OBS_UNKNOWN,
			     .maximum = OBS_UNKNOWN };
	int64_t *const size[] = { &v.used, &v.allocated, &v.maximum };
	struct piece head, c;
	struct str name;
	size_t n = 0;

	use(b, &head);
	use(b, &c);
	vss_volume(b->p->arena, c.value, &v.volume, &name);
	use(b, &c);
	vss_volume(b->p->arena, c.value, &v.on, &name);
	while (n < ARRAY_SIZE(size) && peek(b->r, &c) && c.value.len && !c.after_blank) {
		use(b, &c);
		if (!vss_size(c.value, size[n]) && n == 2)
			*size[n] = INT64_MAX;
		n++;
	}
	add(b, OBS_STORAGE, &head)->storage = v;
}

/* Volume path: D:\
 *     Volume name: \\?\Volume{...}\ */
static void take_volume(struct block *b)
{
	struct piece path, c;
	struct str p = { 0 }, name = { 0 };
	struct obs *o;

	use(b, &path);
	use(b, &c);
	vss_volume(b->p->arena, c.value, &p, &name);
	vss_volume(b->p->arena, path.value, &p, &c.s);
	o = add(b, OBS_VOLUME, &path);
	o->volume.path = p;
	o->volume.name = name;
}

static void (*const take_item[])(struct block *) = {
	[ITEM_WRITER] = take_writer,   [ITEM_PROVIDER] = take_provider, [ITEM_SET] = take_set,
	[ITEM_STORAGE] = take_storage, [ITEM_VOLUME] = take_volume,
};

/* vssadmin 1.1 - Volume Shadow Copy Service administrative command-line tool */
static bool banner(struct str line)
{
	return str_istarts(str_trim(line), STR("vssadmin 1.1 "));
}

/* wbadmin 1.0 - ..., vssadmin 1.1 - ...: a new run without a prompt before it. */
static bool foreign_banner(struct str s)
{
	return banner(s) || str_istarts(s, STR("wbadmin 1.0 "));
}

/* Error: You don't have the correct permissions to run this command. ...
 * Error: 0x8000FFFF
 * Behind the banner any "word: text" that is no field is an error, in every language. */
static bool is_failure(const struct block *b, const struct piece *c)
{
	enum label label = label_of(c);

	if (!c->value.len)
		return false;
	if (label == LAB_FAILURE)
		return true;
	return b->banner && !b->items && !b->remark && label == LAB_NONE &&
	       str_chr(c->label, ' ') < 0 && c->value.s[0] != '{' && c->value.s[0] != '[';
}

static void take_failure(struct block *b)
{
	struct piece head, c;
	struct obs *o;

	use(b, &head);
	while (peek(b->r, &c) && !c.after_blank && c.last - head.line < ERROR_LINES &&
	       !foreign_banner(c.s))
		use(b, &c);
	o = add(b, OBS_MESSAGE, &head);
	o->message.tool = STR("vssadmin");
	o->message.command = b->p->command;
	o->message.text = row_join(b->p->arena, b->r.t, head.line, b->last + 1);
	o->message.n_code = code_scan(b->p->arena, o->message.text, &o->message.code);
	b->failed = true;
	if (o->message.n_code)
		b->code = o->message.code[0];
}

/* An author's remark: taken if a list goes on behind it, or if it is all that the tool said
 * ("No items found that satisfy the query."). */
static bool take_remark(struct block *b)
{
	struct reader r = b->r;
	struct piece c;

	for (int k = 0; k < REMARK_LINES && next(&r, &c) && !foreign_banner(c.s); k++) {
		struct reader behind = r;
		struct piece item;

		if (!next(&behind, &item))
			break;
		if (transcript_elision(item.s) || item_kind(&item, behind) != ITEM_NONE) {
			b->r = r;
			b->last = c.last;
			return true;
		}
	}
	if (!b->banner || b->items || b->failed || b->remark)
		return false;
	use(b, &c);
	b->remark = true;
	return true;
}

static void ask(struct block *b)
{
	struct str tool = transcript_tool(b->p->arena, b->p->command);
	struct str verb = transcript_arg(b->p->command, 1), what = transcript_arg(b->p->command, 2);

	if (str_ieq(tool, STR("vssadmin")) && str_known(verb)) {
		b->writers_asked = str_ieq(verb, STR("list")) && str_istarts(what, STR("writer"));
		b->other_asked = !b->writers_asked;
	} else {
		b->writers_asked = str_ifind(b->p->at.file, STR("writer")) >= 0;
	}
	if (str_chr(b->p->command, '|') >= 0)
		b->filtered = str_ifind(b->p->command, STR("find")) >= 0 ||
			      str_ifind(b->p->command, STR("select")) >= 0 ||
			      str_ifind(b->p->command, STR("where")) >= 0;
}

/* Without a banner an "Error:" line is this tool's only if the command or the file's name says
 * so, since many tools print such lines. */
static bool ours(struct parse *p)
{
	return str_ieq(transcript_tool(p->arena, p->command), STR("vssadmin")) ||
	       str_ifind(p->at.file, STR("vssadmin")) >= 0;
}

/* A list that other words follow may have been shortened in words that nobody can match. */
static enum tri complete(const struct block *b)
{
	struct piece c;
	bool more = peek(b->r, &c);
	bool window_end = !more && b->r.line >= b->r.t->n && !b->p->whole;

	if (b->cut || b->altered || b->filtered || b->failed || window_end)
		return TRI_NO;
	if (!b->banner || b->remark || (more && !foreign_banner(c.s) && !transcript_rule(c.s)))
		return TRI_UNKNOWN;
	return TRI_YES;
}

static void add_list(struct block *b)
{
	struct obs *o;
	bool empty = !b->items && (b->banner || b->failed) && !b->other_asked;

	if (!b->writers && !(empty && (b->writers_asked || (!b->failed && !b->remark))))
		return;
	o = parse_add(b->p, OBS_WRITERS, b->r.t, b->first, b->last - b->first + 1);
	o->writers.tool = STR("vssadmin");
	o->writers.complete = complete(b);
	o->writers.code = b->code;
	if (b->writers || !b->failed)
		o->writers.count = b->writers;
}

/* The banner with the copyright line behind it. */
static void take_banner(struct block *b)
{
	struct piece c;

	use(b, &c);
	if (peek(b->r, &c) && (str_istarts(c.s, STR("(C)")) || str_starts(c.s, STR("\xc2\xa9"))))
		use(b, &c);
	b->banner = true;
}

/* One step: true if something was taken. */
static bool step(struct block *b)
{
	struct piece c;
	enum item kind;

	if (!peek_item(b, &c, &kind) || foreign_banner(c.s))
		return false;
	if (transcript_elision(c.s)) {
		b->cut = true;
		use(b, &c);
	} else if (kind != ITEM_NONE) {
		b->items = true;
		take_item[kind](b);
	} else if (is_failure(b, &c)) {
		take_failure(b);
	} else {
		return !transcript_rule(c.s) && take_remark(b);
	}
	return true;
}

static bool starts(const struct block *b)
{
	struct piece c;
	enum item kind;

	if (banner(b->r.t->line[b->first].s))
		return true;
	if (row_blank(b->r.t->line[b->first].s) || !peek_item(b, &c, &kind))
		return false;
	return kind != ITEM_NONE || (label_of(&c) == LAB_FAILURE && c.value.len && ours(b->p));
}

size_t vssadmin_parse(struct parse *p, const struct text *t, size_t i)
{
	struct block b = { .p = p, .first = i, .last = i, .code = OBS_UNKNOWN };

	b.r = (struct reader){ .t = t, .arena = p->arena, .line = i };
	if (!starts(&b))
		return 0;
	ask(&b);
	if (banner(t->line[i].s))
		take_banner(&b);
	while (step(&b))
		;
	add_list(&b);
	return b.last - i + 1;
}
