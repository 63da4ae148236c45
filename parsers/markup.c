/* markup.c - see markup.h
 *
 * Sources: HTML living standard, sections 13.1.2 (tags), 13.1.4 (character references), 13.1.6
 * (comments); BBCode as vBulletin and phpBB write it.
 */
#include "parsers/markup.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "parsers/limits.h"

enum effect {
	NOTHING, /* within a line */
	BREAK,   /* a line of its own */
	PARA,    /* lines of its own, a blank one below */
	LINE,    /* the line ends here, blank or not */
	END,     /* the line ends with the element, blank or not */
	TAB,     /* stands for one */
	CELL,    /* a tab behind it */
	ROW,     /* a line of its own, however the cells are written */
	PRE,     /* line breaks of the text count */
	DROP,    /* left out with all up to its end */
};

struct tag {
	struct str name;
	enum effect effect;
	bool tells; /* no XML and no usage line has it: the text is marked up */
};

/* clang-format off */
static const struct tag html[] = {
	{ STR_INIT("span"), NOTHING, true },    { STR_INIT("div"), BREAK, true },
	{ STR_INIT("p"), PARA, true },          { STR_INIT("br"), LINE, true },
	{ STR_INIT("td"), CELL, true },         { STR_INIT("th"), CELL, true },
	{ STR_INIT("tr"), ROW, true },          { STR_INIT("table"), BREAK, true },
	{ STR_INIT("pre"), PRE, true },         { STR_INIT("li"), BREAK, true },
	{ STR_INIT("font"), NOTHING, true },    { STR_INIT("strong"), NOTHING, true },
	{ STR_INIT("em"), NOTHING, true },      { STR_INIT("blockquote"), BREAK, true },
	{ STR_INIT("details"), BREAK, true },   { STR_INIT("html"), BREAK, true },
	{ STR_INIT("body"), BREAK, true },      { STR_INIT("head"), BREAK, false },
	{ STR_INIT("meta"), NOTHING, false },   { STR_INIT("link"), NOTHING, false },
	{ STR_INIT("title"), BREAK, false },    { STR_INIT("script"), DROP, false },
	{ STR_INIT("style"), DROP, false },     { STR_INIT("ul"), BREAK, false },
	{ STR_INIT("ol"), BREAK, false },       { STR_INIT("dl"), BREAK, false },
	{ STR_INIT("dt"), BREAK, false },       { STR_INIT("dd"), BREAK, false },
	{ STR_INIT("thead"), BREAK, false },    { STR_INIT("tbody"), BREAK, false },
	{ STR_INIT("h1"), BREAK, false },       { STR_INIT("h2"), BREAK, false },
	{ STR_INIT("h3"), BREAK, false },       { STR_INIT("h4"), BREAK, false },
	{ STR_INIT("h5"), BREAK, false },       { STR_INIT("h6"), BREAK, false },
	{ STR_INIT("hr"), BREAK, false },       { STR_INIT("section"), BREAK, false },
	{ STR_INIT("article"), BREAK, false },  { STR_INIT("main"), BREAK, false },
	{ STR_INIT("nav"), BREAK, false },      { STR_INIT("header"), BREAK, false },
	{ STR_INIT("footer"), BREAK, false },   { STR_INIT("summary"), BREAK, false },
	{ STR_INIT("a"), NOTHING, false },      { STR_INIT("b"), NOTHING, false },
	{ STR_INIT("i"), NOTHING, false },      { STR_INIT("u"), NOTHING, false },
	{ STR_INIT("s"), NOTHING, false },      { STR_INIT("code"), NOTHING, false },
	{ STR_INIT("tt"), NOTHING, false },     { STR_INIT("kbd"), NOTHING, false },
	{ STR_INIT("samp"), NOTHING, false },   { STR_INIT("small"), NOTHING, false },
	{ STR_INIT("big"), NOTHING, false },    { STR_INIT("sub"), NOTHING, false },
	{ STR_INIT("sup"), NOTHING, false },    { STR_INIT("mark"), NOTHING, false },
	{ STR_INIT("textarea"), PRE, false },
	{ STR_INIT("center"), BREAK, false },   { STR_INIT("img"), NOTHING, false },
	{ STR_INIT("w:p"), END, true },         { STR_INIT("w:br"), LINE, false },
	{ STR_INIT("w:cr"), LINE, false },      { STR_INIT("w:tab"), TAB, false },
	{ STR_INIT("text:p"), END, true },      { STR_INIT("text:h"), END, false },
	{ STR_INIT("text:line-break"), LINE, false }, { STR_INIT("text:tab"), TAB, false },
	{ STR_INIT("text:s"), TAB, false },
	{ STR_INIT("wbr"), NOTHING, false },    { STR_INIT("col"), NOTHING, false },
	{ STR_INIT("colgroup"), NOTHING, false }, { STR_INIT("o:p"), NOTHING, false },
};

static const struct tag bbcode[] = {
	{ STR_INIT("color"), NOTHING, true },   { STR_INIT("font"), NOTHING, true },
	{ STR_INIT("size"), NOTHING, true },    { STR_INIT("quote"), BREAK, true },
	{ STR_INIT("code"), BREAK, true },      { STR_INIT("url"), NOTHING, true },
	{ STR_INIT("list"), BREAK, false },     { STR_INIT("b"), NOTHING, false },
	{ STR_INIT("i"), NOTHING, false },      { STR_INIT("u"), NOTHING, false },
	{ STR_INIT("img"), NOTHING, false },    { STR_INIT("left"), BREAK, false },
	{ STR_INIT("center"), BREAK, false },   { STR_INIT("indent"), BREAK, false },
};
/* clang-format on */

enum {
	TAG_LINES = 20,  /* mail programs break a tag at its attributes */
	NAME_BYTES = 16, /* of the longest name in the tables */
};

/* What ends a part that is passed over as a whole. */
enum closer { COMMENT_END, SCRIPT_END, STYLE_END, EVENT_END, CLOSERS };

static const struct str closers[CLOSERS] = {
	[COMMENT_END] = STR_INIT("-->"),
	[SCRIPT_END] = STR_INIT("</script>"),
	[STYLE_END] = STR_INIT("</style>"),
	[EVENT_END] = STR_INIT("</Event>"),
};

/* Where reading stands. */
struct reader {
	const struct text *in;
	size_t line, at; /* next byte */
	struct text *out;
	struct arena *arena;
	struct buf text; /* of the line being made */
	bool inked;      /* it holds more than blanks */
	size_t first;    /* line that it began in */
	bool made;       /* the current line of the input has given one, or holds a block's tag */
	bool para;       /* a blank line precedes what follows */
	bool page;       /* a whole page: a line break of the input is a blank */
	bool document;   /* of an office program: lines are its paragraphs, all brackets tags */
	bool row, pre;   /* within such an element */
	bool tight;      /* blank lines are paragraphs of their own */
	size_t opened;   /* lines there were when the paragraph began */
	bool none[CLOSERS]; /* looked for in vain up to the end */
};

static bool name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == ':' || c == '-';
}

static const struct tag *find(const struct tag *table, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(table[i].name, name))
			return &table[i];
	return NULL;
}

/* The tag whose bracket stands at v[at], opening or closing; *end is behind its name. NULL: it is
 * none that is known. */
static const struct tag *tag_at(struct str v, size_t at, bool *closing, size_t *end)
{
	bool square = v.s[at] == '[';
	struct str name;
	char next;

	*closing = at + 1 < v.len && v.s[at + 1] == '/';
	for (*end = at + 1 + *closing; *end < v.len && name_byte(v.s[*end]);)
		++*end;
	name = str_sub(v, at + 1 + *closing, *end);
	next = *end < v.len ? v.s[*end] : square ? 0 : ' ';
	if (!name.len || name.len > NAME_BYTES)
		return NULL;
	if (square)
		return next == ']' || (next == '=' && !*closing) ?
			       find(bbcode, ARRAY_SIZE(bbcode), name) :
			       NULL;
	return next == '>' || next == ' ' || next == '\t' || next == '/' ?
		       find(html, ARRAY_SIZE(html), name) :
		       NULL;
}

/* </span>  [/COLOR]  <br> */
static size_t telling_tags(struct str v)
{
	size_t n = 0;

	if (!memchr(v.s, '<', v.len) && str_find(v, STR("[/")) < 0)
		return 0;
	for (size_t i = 0; i + 2 < v.len; i++) {
		const struct tag *tag;
		bool closing;
		size_t end;

		if (v.s[i] != '<' && v.s[i] != '[')
			continue;
		tag = tag_at(v, i, &closing, &end);
		n += tag && tag->tells && (closing || tag->effect == LINE);
	}
	return n;
}

static bool marked_up(const struct text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n && n < 2; i++)
		if (t->line[i].s.len)
			n += telling_tags(t->line[i].s);
	return n >= 2;
}

/* --- what is made ------------------------------------------------------------------------- */

static void push(struct reader *r, struct str v, size_t line)
{
	const struct line *from = &r->in->line[line];
	struct line *l = PUSH(r->arena, r->out->line, r->out->n, r->out->cap);

	*l = (struct line){ .s = v, .no = from->no, .offset = from->offset };
	if (r->document)
		l->no = (uint32_t)r->out->n;
	r->made = true;
}

/* Ends the line being made; a blank one only if 'blank'. */
static void flush(struct reader *r, bool blank)
{
	struct str v = str_rtrim(buf_str(&r->text));
	bool below_blank = !r->out->n || !r->out->line[r->out->n - 1].s.len;

	if (r->inked) {
		if (r->para && !below_blank)
			push(r, STR(""), r->first);
		r->para = false;
		push(r, v, r->first);
	} else if (blank) {
		push(r, STR(""), r->line);
	}
	r->text = (struct buf){ .arena = r->arena };
	r->inked = false;
}

static void add(struct reader *r, struct str v, size_t line)
{
	if (!r->inked) {
		r->first = line;
		r->inked = str_trim(v).len > 0;
	}
	buf_add(&r->text, v);
}

/* Behind the line that a paragraph's tag has ended. */
static void paragraph(struct reader *r, bool closing)
{
	if (!closing)
		r->opened = r->out->n;
	else if (!r->tight)
		r->para = true;
	else if (r->out->n == r->opened)
		push(r, STR(""), r->line);
}

/* 'ends': a closing tag, or one that is empty. */
static void effect(struct reader *r, const struct tag *tag, bool closing, bool ends)
{
	switch (tag->effect) {
	case LINE:
		flush(r, true);
		break;
	case END:
		if (ends)
			flush(r, true);
		break;
	case TAB:
		buf_addc(&r->text, '\t');
		break;
	case CELL:
		if (closing)
			buf_addc(&r->text, '\t');
		break;
	case NOTHING:
	case DROP:
		break;
	default:
		flush(r, false);
		r->made = true;
	}
	if (tag->effect == PARA)
		paragraph(r, closing);
	if (tag->effect == ROW)
		r->row = !closing;
	if (tag->effect == PRE)
		r->pre = !closing;
}

/* --- what is read ------------------------------------------------------------------------- */

static struct str rest(const struct reader *r)
{
	struct str v = r->in->line[r->line].s;

	return str_sub(v, r->at, v.len);
}

/* Moves behind the next closer; false: there is none, nothing moved. */
static bool skip_past(struct reader *r, enum closer which)
{
	for (size_t i = r->line; i < r->in->n && !r->none[which]; i++) {
		struct str v = r->in->line[i].s;
		size_t from = i == r->line ? r->at : 0;
		ptrdiff_t at = str_ifind(str_sub(v, from, v.len), closers[which]);

		if (at < 0)
			continue;
		r->line = i;
		r->at = from + (size_t)at + closers[which].len;
		return true;
	}
	r->none[which] = true;
	return false;
}

/* Moves behind the bracket 'close' of a tag, if no 'open' stands before it. */
static bool skip_tag(struct reader *r, char open, char close)
{
	size_t lines = close == ']' ? 1 : TAG_LINES;

	for (size_t i = r->line; i < r->in->n && i < r->line + lines; i++) {
		struct str v = r->in->line[i].s;

		for (size_t k = i == r->line ? r->at + 1 : 0; k < v.len; k++) {
			if (v.s[k] == open)
				return false;
			if (v.s[k] != close)
				continue;
			r->line = i;
			r->at = k + 1;
			return true;
		}
	}
	return false;
}

/* A tag at the current byte. */
static bool read_tag(struct reader *r)
{
	struct str v = r->in->line[r->line].s;
	bool closing, empty, square = v.s[r->at] == '[';
	size_t end;
	const struct tag *tag = tag_at(v, r->at, &closing, &end);

	if (!tag && (!r->document || square))
		return false;
	if (!skip_tag(r, square ? '[' : '<', square ? ']' : '>'))
		return false;
	if (!tag)
		return true;
	empty = r->at >= 2 && r->in->line[r->line].s.s[r->at - 2] == '/';
	effect(r, tag, closing, closing || empty);
	if (tag->effect == DROP && !closing)
		skip_past(r, str_eq(tag->name, STR("style")) ? STYLE_END : SCRIPT_END);
	return true;
}

/* <!-- comment -->  <![endif]-->  <!DOCTYPE html>  <?xml version="1.0"?> */
static bool read_declaration(struct reader *r)
{
	struct str v = rest(r);

	if (str_starts(v, STR("<!--")))
		return skip_past(r, COMMENT_END);
	if ((r->page && str_starts(v, STR("<?"))) || str_starts(v, STR("<![")) ||
	    str_istarts(v, STR("<!doctype ")))
		return skip_tag(r, '<', '>');
	return false;
}

/* Event XML has a parser of its own. */
static bool read_event(struct reader *r)
{
	struct str v = rest(r);
	size_t from = r->line, at = r->at;

	if (!str_starts(v, STR("<Event ")) && !str_starts(v, STR("<Event>")))
		return false;
	if (!skip_past(r, EVENT_END))
		return false;
	for (size_t i = from; i < r->line; i++) {
		v = r->in->line[i].s;
		add(r, str_sub(v, i == from ? at : 0, v.len), i);
		flush(r, false);
	}
	add(r, str_sub(r->in->line[r->line].s, r->line == from ? at : 0, r->at), r->line);
	return true;
}

/* The code point of a reference without its "&" and ";"; 0: it is none. */
static uint32_t reference(struct str v)
{
	char name[12];
	const htmlEntityDesc *entity;
	uint32_t c = 0;

	if (v.len >= 2 && v.s[0] == '#') {
		bool hex = v.s[1] == 'x' || v.s[1] == 'X';
		uint64_t n;
		char digits[16];

		if (v.len >= sizeof(digits) - 2)
			return 0;
		snprintf(digits, sizeof(digits), "%s%.*s", hex ? "0x" : "", (int)v.len - 1 - hex,
			 v.s + 1 + hex);
		return str_u64(str_of(digits), &n) && n <= 0x10ffff ? (uint32_t)n : c;
	}
	if (!v.len || v.len >= sizeof(name))
		return 0;
	memcpy(name, v.s, v.len);
	name[v.len] = 0;
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : 0;
}

static bool read_reference(struct reader *r)
{
	struct str v = rest(r);
	ptrdiff_t end = str_chr(str_sub(v, 0, 12), ';');
	uint32_t c = end > 1 ? reference(str_sub(v, 1, (size_t)end)) : 0;
	char out[4];

	if (!c)
		return false;
	if (c < 0x20 || c == 0xa0)
		c = ' ';
	add(r, (struct str){ out, utf8_put(out, c) }, r->line);
	r->at += (size_t)end + 1;
	return true;
}

/* The bytes up to the next that may begin anything. */
static void read_plain(struct reader *r)
{
	struct str v = rest(r);
	size_t n = 1;

	while (n < v.len && v.s[n] != '<' && v.s[n] != '&' && v.s[n] != '[')
		n++;
	add(r, str_sub(v, 0, n), r->line);
	r->at += n;
}

static void next_line(struct reader *r)
{
	struct str v;

	if ((!r->page && !r->row) || r->pre || r->text.len > LIMIT_EVENT_TEXT)
		flush(r, !r->made);
	else if (r->inked)
		buf_addc(&r->text, ' ');
	r->line++;
	r->at = 0;
	r->made = false;
	if (r->line == r->in->n || r->pre || !r->text.len)
		return;
	v = rest(r);
	while (r->at < v.len && (v.s[r->at] == ' ' || v.s[r->at] == '\t'))
		r->at++;
}

static void read_next(struct reader *r)
{
	struct str v = rest(r);

	if (!v.len) {
		next_line(r);
		return;
	}
	if (v.s[0] == '<' && (read_declaration(r) || read_event(r) || read_tag(r)))
		return;
	if (v.s[0] == '[' && read_tag(r))
		return;
	if (v.s[0] == '&' && read_reference(r))
		return;
	read_plain(r);
}

/* <div style="font-family: Consolas; white-space: pre-wrap">
 * Line breaks count in it; that a style sheet says so of some class tells nothing. */
static bool keeps_lines(struct str v)
{
	static const struct str property = STR_INIT("white-space:");
	ptrdiff_t at;

	for (; (at = str_ifind(v, property)) >= 0; v = str_sub(v, (size_t)at + 1, v.len)) {
		struct str value = str_trim(str_sub(v, (size_t)at + property.len, v.len));
		struct str before = str_sub(v, 0, (size_t)at);

		if (str_istarts(value, STR("pre")) && str_rchr(before, '<') > str_rchr(before, '>'))
			return true;
	}
	return false;
}

/* Mail programs write each line as a paragraph without space around it, and a blank line as an
 * empty one. */
static bool is_tight(const struct text *t)
{
	static const struct str sign[] = {
		STR_INIT("MsoNormal"), STR_INIT("<o:p>&nbsp;"), STR_INIT("<p>&nbsp;</p>"),
		STR_INIT("<p></p>"),   STR_INIT("<p><br"),
	};

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < ARRAY_SIZE(sign); k++)
			if (str_ifind(t->line[i].s, sign[k]) >= 0)
				return true;
	return false;
}

/* <!DOCTYPE html>  <html xmlns:o="urn:schemas-microsoft-com:office:office"> */
static bool is_page(const struct text *t)
{
	struct str v = { 0 };

	for (size_t i = 0; i < t->n && !v.len; i++)
		v = str_trim(t->line[i].s);
	if (!str_istarts(v, STR("<!doctype html")) && !str_istarts(v, STR("<html")))
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (keeps_lines(t->line[i].s))
			return false;
	return true;
}

/* <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
 * (ECMA-376 part 1, 17.2.3)  <office:document-content ... (OpenDocument 1.3 part 3, 3.1.3.2) */
static bool is_document(const struct text *t)
{
	for (size_t i = 0; i < t->n && i < 4; i++)
		if (str_find(str_sub(t->line[i].s, 0, 400), STR("<w:document ")) >= 0 ||
		    str_find(str_sub(t->line[i].s, 0, 400), STR("<office:document-content ")) >= 0)
			return true;
	return false;
}

bool markup_strip(struct arena *a, struct text *t)
{
	struct text out = { .encoding = t->encoding, .bom = t->bom };
	struct reader r = { .in = t, .out = &out, .arena = a, .text = { .arena = a } };

	if (!marked_up(t))
		return false;
	r.document = is_document(t);
	r.page = r.document || is_page(t);
	r.tight = is_tight(t);
	while (r.line < t->n)
		read_next(&r);
	r.line = t->n - 1;
	flush(&r, false);
	*t = out;
	return true;
}
