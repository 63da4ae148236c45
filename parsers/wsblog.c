/* wsblog.c - see wsblog.h */
#include "parsers/wsblog.h"

#include "parsers/code.h"
#include "parsers/limits.h"
#include "parsers/path.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	WRAPPED = 3,       /* lines over which a mail program breaks an entry */
	CODE_BYTES = 12,   /* [0x80070005] */
	CODES = 32,        /* kinds of errors told apart in one log */
	LINE_BYTES = 2048, /* two long paths; a longer line is no entry */
};

/* One entry: which file, what was done with it, what went wrong. */
struct entry {
	struct str path;
	struct str text;
	uint32_t code;
	size_t lines;
};

struct wsblog {
	struct parse *p;
	const struct text *t;
	size_t first, last;
	uint32_t code[CODES];
	size_t kept[CODES];
	size_t codes, entries, left_out;
};

/* Offset of "[0x80070005]", or -1. */
static ptrdiff_t find_code(struct str v, uint32_t *code)
{
	for (size_t i = 0; i + CODE_BYTES <= v.len; i++) {
		ptrdiff_t at = str_find(str_sub(v, i, v.len), STR("[0x"));

		if (at < 0)
			return -1;
		i += (size_t)at;
		if (i + CODE_BYTES <= v.len && v.s[i + CODE_BYTES - 1] == ']' &&
		    code_parse(str_sub(v, i + 1, i + CODE_BYTES - 1), code))
			return (ptrdiff_t)i;
	}
	return -1;
}

/* The line with those that follow it, as far as they can be parts of the same entry. */
static struct str joined(struct wsblog *b, size_t i, size_t from, size_t n)
{
	struct buf out = { .arena = b->p->arena };

	if (n == 1)
		return str_trim(str_sub(b->t->line[i].s, from, b->t->line[i].s.len));
	buf_add(&out, str_trim(str_sub(b->t->line[i].s, from, b->t->line[i].s.len)));
	for (size_t k = 1; k < n; k++) {
		buf_addc(&out, ' ');
		buf_add(&out, str_trim(b->t->line[i + k].s));
	}
	return buf_str(&out);
}

static bool part(const struct wsblog *b, size_t i)
{
	struct str command;

	return i < b->t->n && !row_blank(b->t->line[i].s) && b->t->line[i].s.len < LINE_BYTES &&
	       !transcript_command(b->t->line[i].s, &command);
}

/* Error in backup of E:\Shares\plan.vsd during write: Error [0x80070020] The process cannot ...
 * The path may end in a blank, and hold " during " itself. */
static bool english(struct wsblog *b, size_t i, struct entry *e)
{
	static const struct str head = STR_INIT("Error in backup of ");
	static const struct str middle = STR_INIT(" during ");
	struct str line = b->t->line[i].s, v;
	ptrdiff_t from = line.len < LINE_BYTES ? str_ifind(line, head) : -1, at = -1, stage = -1;

	if (from < 0)
		return false;
	for (e->lines = 1; e->lines <= WRAPPED; e->lines++) {
		v = joined(b, i, (size_t)from, e->lines);
		at = find_code(v, &e->code);
		if (at >= 0 || !part(b, i + e->lines))
			break;
	}
	for (ptrdiff_t k = 0; at >= 0 && k < at; k++)
		if (str_starts(str_sub(v, (size_t)k, (size_t)at), middle))
			stage = k;
	if (stage < (ptrdiff_t)head.len)
		return false;
	e->path = str_trim(str_sub(v, head.len, (size_t)stage));
	e->text = v;
	return true;
}

/* D:\Daten\x.db のバックアップで列挙中にエラーが発生しました: エラー [0x80070020]
 * The path comes first, the words before the code end in ": Word ". */
static bool other(struct wsblog *b, size_t i, struct entry *e)
{
	static const struct str of = STR_INIT(" のバックアップ");
	struct str v = str_trim(b->t->line[i].s), before;
	ptrdiff_t at, colon, end;

	if (v.len >= LINE_BYTES || !path_plausible(v))
		return false;
	at = find_code(v, &e->code);
	if (at < 4)
		return false;
	before = str_rtrim(str_sub(v, 0, (size_t)at));
	colon = str_rchr(before, ':');
	end = str_find(before, of);
	if (colon < 4 || end < 0)
		return false;
	e->path = str_trim(str_sub(v, 0, (size_t)end));
	e->lines = 1;
	e->text = joined(b, i, 0, 1);
	return true;
}

/* The system's message is on the next line where the entry ends with its code. */
static void take_meaning(struct wsblog *b, size_t i, struct entry *e)
{
	struct str next;
	uint32_t code;

	if (!str_iends(e->text, STR("]")) || !part(b, i + e->lines))
		return;
	next = str_trim(b->t->line[i + e->lines].s);
	if (path_plausible(next) || !code_of_message(next, &code))
		return;
	e->text = arena_printf(b->p->arena, "%.*s %.*s", STR_ARG(e->text), STR_ARG(next));
	e->lines++;
}

static bool read_entry(struct wsblog *b, size_t i, struct entry *e)
{
	if (!english(b, i, e) && !other(b, i, e))
		return false;
	take_meaning(b, i, e);
	return true;
}

/* Whether one more entry with this code is kept. */
static bool keep(struct wsblog *b, uint32_t code)
{
	size_t k = 0;

	while (k < b->codes && b->code[k] != code)
		k++;
	if (k == b->codes) {
		if (k == CODES)
			return false;
		b->code[b->codes++] = code;
	}
	return b->kept[k]++ < LIMIT_WSBLOG_ENTRIES;
}

static bool missing(uint32_t code)
{
	return code == code_canonical(2) || code == code_canonical(3);
}

static void add_entry(struct wsblog *b, size_t i, const struct entry *e)
{
	struct obs *o;

	b->entries++;
	if (!keep(b, e->code)) {
		b->left_out++;
		return;
	}
	o = parse_add(b->p, OBS_MESSAGE, b->t, i, e->lines);
	o->message.tool = STR("wsblog");
	o->message.text = e->text;
	o->message.code = arena_new(b->p->arena, uint32_t);
	o->message.code[0] = e->code;
	o->message.n_code = 1;
	if (!missing(e->code) || !path_plausible(e->path))
		return;
	o = parse_add(b->p, OBS_FILE, b->t, i, e->lines);
	o->file.path = path_canonical(b->p->arena, e->path);
	o->file.present = TRI_NO;
}

static void add_run(struct wsblog *b)
{
	struct pos at = parse_pos(b->p, &b->t->line[b->first]);
	struct obs *o = parse_add(b->p, OBS_RUN, b->t, b->first, b->last - b->first + 1);

	o->run.kind = RUN_BACKUP;
	o->run.tool = STR("log");
	if (b->codes == 1)
		o->run.detail = b->code[0];
	if (str_iends(b->p->at.file, STR(".log")))
		o->run.log_path = b->p->at.file;
	if (b->left_out)
		diag(b->p->diag, DIAG_CAPTURE_MANY, &at, "%zu of %zu errors", b->left_out,
		     b->entries);
}

size_t wsblog_parse(struct parse *p, const struct text *t, size_t i)
{
	struct wsblog b = { .p = p, .t = t, .first = i, .last = i };
	struct entry e;

	if (!read_entry(&b, i, &e))
		return 0;
	do {
		add_entry(&b, i, &e);
		i += e.lines;
		b.last = i - 1;
		while (i < t->n && row_blank(t->line[i].s) && i - b.last < 3)
			i++;
	} while (i < t->n && read_entry(&b, i, &e));
	add_run(&b);
	return b.last - b.first + 1;
}
