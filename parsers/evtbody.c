/* evtbody.c - see evtbody.h */
#include "parsers/evtbody.h"

#include "parsers/code.h"
#include "parsers/evthead.h"
#include "parsers/evtlabel.h"
#include "parsers/evtxml.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	BODY_LINES = 1500, /* the report of chkdsk over a large volume has some hundreds */
	JOIN_LINES = 8,    /* a message wrapped by a console */
	JOIN_BYTES = 1536,
	MATCH_BYTES = 4096,
	MATCHES = 12, /* tries to tell the message while it is read */
};

/* What ends a message: the first lines of other tools' output that may follow without a prompt. */
static bool foreign(struct str line)
{
	static const struct str heads[] = {
		STR_INIT("wbadmin 1.0"),      STR_INIT("vssadmin 1.1"),
		STR_INIT("Writer name: '"),   STR_INIT("* WRITER "),
		STR_INIT("SERVICE_NAME:"),    STR_INIT("[SC] "),
		STR_INIT("Listing writer"),   STR_INIT("Backup time:"),
		STR_INIT("Event["),           STR_INIT("Successfully processed "),
		STR_INIT("+ System"),         STR_INIT("- System"),
		STR_INIT("Verfassername: '"), STR_INIT("Microsoft DiskShadow"),
		STR_INIT("#TYPE "),
	};
	struct str v = str_trim(line);

	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		if (str_starts(v, heads[i]))
			return true;
	return false;
}

/* Lines [j, ...) up to the next blank one, for telling a message that was wrapped. */
static struct str joined(struct arena *a, const struct text *t, size_t j)
{
	struct buf out = { .arena = a };
	size_t first = j;
	struct str command;

	for (; j < t->n && j - first < JOIN_LINES && out.len < JOIN_BYTES; j++) {
		if (j > first &&
		    (row_blank(t->line[j].s) || transcript_command(t->line[j].s, &command)))
			break;
		buf_add(&out, str_sub(evtlabel_bare(t->line[j].s), 0, JOIN_BYTES));
		buf_addc(&out, '\n');
	}
	return buf_str(&out);
}

/* Without marks and the quotation mark in front. */
static struct str unquoted(struct str line)
{
	struct str v = evtlabel_bare(line);

	if (str_starts(v, STR("\"")))
		return str_sub(v, 1, v.len);
	return str_starts(v, STR("\xe2\x80\x9c")) ? str_sub(v, 3, v.len) : v;
}

/* A line with which many messages begin, so that it is worth joining the next ones to it. */
static bool may_begin(struct str line)
{
	static const struct str begins[] = {
		STR_INIT("Volume Shadow Copy"),
		STR_INIT("The "),
		STR_INIT("A VSS"),
		STR_INIT("Backup "),
		STR_INIT("Cryptographic Services"),
		STR_INIT("Volumeschattenkopie"),
		STR_INIT("Erreur du service"),
		STR_INIT("ボリューム"),
		STR_INIT("エラー"),
		STR_INIT("VSS "),
		STR_INIT("Ran out"),
		STR_INIT("Failed "),
	};
	struct str v = line;

	for (size_t i = 0; v.len > 24 && i < ARRAY_SIZE(begins); i++)
		if (str_starts(v, begins[i]))
			return true;
	return false;
}

bool evtbody_begins(struct parse *p, const struct text *t, size_t j, size_t *at, struct msgid *m)
{
	struct str v = unquoted(t->line[j].s);

	if (!may_begin(v))
		return false;
	*at = (size_t)(v.s - t->line[j].s.s);
	return msgid_match(v, m) || msgid_match(unquoted(joined(p->arena, t, j)), m);
}

/* Whether a line still belongs to a message that is known as a whole. */
struct tail {
	bool strict;   /* the message is known and complete up to here */
	bool section;  /* below a heading such as "Context:" */
	bool fresh;    /* it has had no line yet */
	bool pairs;    /* it has had a line "Key: value" */
	bool blank;    /* the line before was blank */
	size_t width;  /* of the line before */
	size_t widest; /* of all lines */
};

static bool pair(struct str line)
{
	struct row r;
	struct str v = evtlabel_bare(line);

	return v.len < 400 && row_split(v, &r) && r.label.len > 0 && r.label.len <= 60;
}

/* ", Access is denied." - ". Die Ursache hierfür ..." - "]." - "hr = 0x80070005, ..." */
static bool same_sentence(struct str line)
{
	struct str v = str_trim(line);
	uint32_t code;
	char c = v.len ? v.s[0] : ' ';

	return c == '.' || c == ',' || c == ']' || c == ')' || (c >= 'a' && c <= 'z') ||
	       code_message_at(v, 0, &code) > 0;
}

/* In a section: lines of words under "Operation:", pairs under "Context:"; nothing else once a pair
 * was seen. */
static bool in_section(struct tail *w, struct str line)
{
	bool is_pair = pair(line);

	if (!w->section || (!is_pair && !w->fresh && (w->pairs || (w->blank && !row_indent(line)))))
		return false;
	w->fresh = false;
	w->pairs = w->pairs || is_pair;
	return true;
}

static bool goes_on(struct tail *w, struct str line)
{
	static const struct str help[] = { STR_INIT("For more information"),
					   STR_INIT("Weitere Informationen"),
					   STR_INIT("Check the event log"),
					   STR_INIT("Changes that") };
	struct str v = evtlabel_bare(line);

	if (!w->strict)
		return true;
	if (evtlabel_section(line)) {
		w->section = w->fresh = true;
		w->pairs = false;
		return true;
	}
	for (size_t i = 0; i < ARRAY_SIZE(help); i++)
		if (str_starts(v, help[i]))
			return true;
	if (in_section(w, line))
		return true;
	if (w->blank)
		return false;
	return same_sentence(v) || w->width == 79 || w->width == 80 || w->width == 119 ||
	       w->width == 120;
}

static bool only_ascii(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] >= 0x80)
			return false;
	return true;
}

struct reader {
	struct parse *p;
	const struct text *t;
	struct buf text, hex;
	struct tail tail;
	size_t blanks;
	bool headed;
	unsigned tries;
};

static bool hex_digits(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if (str_hex(v.s[i]) < 0)
			return false;
	return v.len > 0;
}

/* 0000: 00000000 00580002 00000000 c006001c */
static bool hex_line(struct str v)
{
	struct str rest = str_sub(v, 5, v.len), word = row_token(&rest);

	return v.len > 6 && hex_digits(str_sub(v, 0, 4)) && v.s[4] == ':' && hex_digits(word) &&
	       word.len % 2 == 0;
}

/* "Data: 0000: ..." and the lines below it; the bytes are no part of the message. */
static bool take_hex(struct reader *r, struct str line, size_t j)
{
	struct str v = evtlabel_bare(line);

	if (str_istarts(v, STR("Data:")) || str_istarts(v, STR("Daten:")))
		v = str_trim(str_sub(v, (size_t)str_chr(v, ':') + 1, v.len));
	if (!v.len && j + 1 < r->t->n && hex_line(str_trim(r->t->line[j + 1].s)))
		return true;
	if (!hex_line(v) || r->hex.len > LIMIT_EVENT_TEXT)
		return false;
	buf_addc(&r->hex, ' ');
	buf_add(&r->hex, v);
	return true;
}

/* A console breaks every line at its width and nowhere else. */
static bool broken(const struct tail *w)
{
	return (w->width == 80 || w->width == 120) && w->widest == w->width;
}

/* Line breaks of HTML within a line become such. */
static void add_parts(struct buf *out, struct str line)
{
	ptrdiff_t at;

	while ((at = str_find(line, STR("<br"))) >= 0) {
		ptrdiff_t end = str_chr(str_sub(line, (size_t)at, (size_t)at + 6), '>');

		if (end < 0)
			break;
		buf_add(out, str_rtrim(str_sub(line, 0, (size_t)at)));
		buf_addc(out, '\n');
		line = str_sub(line, (size_t)(at + end) + 1, line.len);
	}
	buf_add(out, line);
}

static void add_line(struct reader *r, struct str line)
{
	struct str v = str_trim(line);

	if (v.len && (v.s[0] == '>' || v.s[0] == '|'))
		line = evtlabel_bare(line);
	if (r->text.len && r->blanks)
		buf_add(&r->text, STR("\n\n"));
	else if (r->text.len && !broken(&r->tail))
		buf_addc(&r->text, '\n');
	add_parts(&r->text, r->text.len ? str_rtrim(line) : str_trim(line));
	r->blanks = 0;
	r->tail.width = utf8_columns(str_sub(line, 0, 200));
	if (r->tail.width > r->tail.widest)
		r->tail.widest = r->tail.width;
}

/* Another entry begins at line j, or something else that is no message. */
static bool stops(struct reader *r, size_t j)
{
	struct str line = r->t->line[j].s, bare = evtlabel_bare(line), command;
	enum evtlabel label;
	struct evthead h;
	struct msgid m;
	size_t at;

	if (transcript_command(line, &command) || foreign(line) || evtxml_starts(line))
		return true;
	if (evtlabel_at(bare, &label) && (label == EVTLABEL_XML || evthead_read(r->t, j, &h)))
		return true;
	return r->text.len && evtbody_begins(r->p, r->t, j, &at, &m) && m.used >= 40;
}

/* Once the message is known to be whole, only what belongs below it is taken. Without a head a
 * blank line ends it in any case. */
static void look_for_end(struct reader *r)
{
	struct str text = str_trim(buf_str(&r->text));
	struct msgid m;

	if (r->tail.strict || !text.len || (r->headed && !r->blanks))
		return;
	if (!r->headed && r->blanks)
		r->tail.strict = true;
	if (r->tries++ >= MATCHES || !msgid_match(str_sub(text, 0, MATCH_BYTES), &m))
		return;
	/* Of other languages only the beginnings of messages are known. */
	if (m.complete && (r->blanks || only_ascii(text)))
		r->tail.strict = true;
}

void evtbody_read(struct parse *p, const struct text *t, struct str first, size_t j, bool headed,
		  struct evtbody *out)
{
	struct reader r = { .p = p,
			    .t = t,
			    .headed = headed,
			    .text = { .arena = p->arena },
			    .hex = { .arena = p->arena } };
	size_t from = j;

	out->end = j;
	if (first.len && !take_hex(&r, first, j - 1))
		add_line(&r, first);
	for (; j < t->n && j - from < BODY_LINES && r.text.len < LIMIT_EVENT_TEXT; j++) {
		struct str line = t->line[j].s;

		/* ">" alone is a blank line of a quotation. */
		if (row_blank(line) || str_eq(str_trim(line), STR(">"))) {
			r.blanks++;
			continue;
		}
		if (!take_hex(&r, line, j)) {
			r.tail.blank = r.blanks > 0;
			if (stops(&r, j))
				break;
			look_for_end(&r);
			if (r.text.len && !goes_on(&r.tail, line))
				break;
			add_line(&r, line);
		}
		r.blanks = 0;
		out->end = j + 1;
	}
	/* It may go on in the next window. */
	if (j == t->n && !p->whole)
		out->end = j;
	out->text = buf_str(&r.text);
	out->hex = buf_str(&r.hex);
}
