/* rtf.c - see rtf.h */
#include "parsers/rtf.h"

#include "parsers/codepage.h"

enum {
	DEPTH = 64, /* groups within each other that have a state of their own; writers use ten */
	FONTS = 256,
	WORD_BYTES = 32,
};

/* Code pages by number, and by the character set of a font. */
static const struct {
	int page, charset;
	enum encoding encoding;
} pages[] = {
	{ 1252, 0, ENC_CP1252 }, { 1250, 238, ENC_CP1250 }, { 1251, 204, ENC_CP1251 },
	{ 932, 128, ENC_CP932 }, { 936, 134, ENC_CP936 },   { 437, 254, ENC_CP437 },
	{ 850, 255, ENC_CP850 }, { 852, -1, ENC_CP852 },    { 866, -1, ENC_CP866 },
};

/* Groups that hold no text of the document. */
static const struct str destinations[] = {
	STR_INIT("fonttbl"),   STR_INIT("colortbl"),     STR_INIT("stylesheet"),
	STR_INIT("info"),      STR_INIT("pict"),         STR_INIT("header"),
	STR_INIT("footer"),    STR_INIT("headerl"),      STR_INIT("headerr"),
	STR_INIT("footerl"),   STR_INIT("footerr"),      STR_INIT("fldinst"),
	STR_INIT("listtable"), STR_INIT("rsidtbl"),      STR_INIT("generator"),
	STR_INIT("xmlnstbl"),  STR_INIT("themedata"),    STR_INIT("datastore"),
	STR_INIT("objdata"),   STR_INIT("latentstyles"),
};

/* Words that stand for text. */
static const struct {
	struct str word, text;
} words[] = {
	{ STR_INIT("par"), STR_INIT("\n") },       { STR_INIT("line"), STR_INIT("\n") },
	{ STR_INIT("row"), STR_INIT("\n") },       { STR_INIT("sect"), STR_INIT("\n") },
	{ STR_INIT("page"), STR_INIT("\n") },      { STR_INIT("tab"), STR_INIT("\t") },
	{ STR_INIT("cell"), STR_INIT("\t") },      { STR_INIT("lquote"), STR_INIT("'") },
	{ STR_INIT("rquote"), STR_INIT("'") },     { STR_INIT("ldblquote"), STR_INIT("\"") },
	{ STR_INIT("rdblquote"), STR_INIT("\"") }, { STR_INIT("emdash"), STR_INIT("-") },
	{ STR_INIT("endash"), STR_INIT("-") },     { STR_INIT("bullet"), STR_INIT("*") },
	{ STR_INIT("emspace"), STR_INIT(" ") },    { STR_INIT("enspace"), STR_INIT(" ") },
};

struct state {
	bool skip;     /* a destination without text */
	int64_t spare; /* bytes behind a \u that say the same to old readers */
	enum encoding page;
};

struct reader {
	struct arena *arena;
	struct str v;
	size_t at;
	struct state state[DEPTH];
	size_t depth; /* may exceed DEPTH: the groups beyond share the last state */
	bool fresh;   /* a group has just begun */
	int64_t drop; /* spare bytes still to come */
	enum encoding ansi, font[FONTS];
	size_t defines; /* the font that the font table is at */
	uint32_t half;  /* first of a surrogate pair; 0: none */
	struct str letter[ENC_COUNT][256];
	enum encoding page;    /* of .bytes */
	struct buf bytes, out; /* not decoded yet; text */
};

static struct state *top(struct reader *r)
{
	return &r->state[r->depth < DEPTH ? r->depth : DEPTH - 1];
}

/* The letters of bytes that may be halves of one. */
static void decode(struct reader *r)
{
	size_t bad = 0;

	if (r->bytes.len)
		buf_add(&r->out, codepage_decode(r->arena, buf_str(&r->bytes), r->page, &bad));
	r->bytes.len = 0;
}

static void add(struct reader *r, struct str text)
{
	decode(r);
	if (!top(r)->skip)
		buf_add(&r->out, text);
}

/* Of a page where each byte is a letter; what it stands for is looked up once. */
static struct str letter_of(struct reader *r, enum encoding page, unsigned char c)
{
	struct str *known = &r->letter[page][c];
	char byte = (char)c;
	size_t bad = 0;

	if (!known->s)
		*known = codepage_decode(r->arena, (struct str){ &byte, 1 }, page, &bad);
	return *known;
}

static void add_byte(struct reader *r, char c)
{
	enum encoding page = top(r)->page;

	if (r->drop > 0) {
		r->drop--;
	} else if (top(r)->skip) {
		return;
	} else if (page == ENC_CP932 || page == ENC_CP936) {
		if (r->page != page)
			decode(r);
		r->page = page;
		buf_addc(&r->bytes, c);
	} else if ((unsigned char)c < 0x80) {
		add(r, (struct str){ &c, 1 });
	} else {
		add(r, letter_of(r, page, (unsigned char)c));
	}
}

/* \u1057\u-10179?  UTF-16 units, as signed numbers. */
static void add_unit(struct reader *r, int64_t number)
{
	uint32_t c = (uint32_t)(number < 0 ? number + 0x10000 : number);
	char out[4];

	r->drop = top(r)->spare;
	if (c >= 0xd800 && c < 0xdc00) {
		r->half = c;
		return;
	}
	if (c >= 0xdc00 && c < 0xe000 && r->half)
		c = 0x10000 + ((r->half - 0xd800) << 10) + (c - 0xdc00);
	r->half = 0;
	if (c >= 0x20)
		add(r, (struct str){ out, utf8_put(out, c) });
}

static enum encoding page_of(int64_t page, int64_t charset, enum encoding otherwise)
{
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		if (pages[i].page == page || (charset >= 0 && pages[i].charset == charset))
			return pages[i].encoding;
	return otherwise;
}

/* {\f1\fnil\fcharset204 Consolas;}  defines a font,  \f1  goes over to it */
static bool font_word(struct reader *r, struct str word, int64_t number)
{
	if (str_eq(word, STR("ansicpg"))) {
		r->ansi = page_of(number, -1, r->ansi);
		top(r)->page = r->ansi;
	} else if (str_eq(word, STR("fcharset"))) {
		if (r->defines < FONTS && number > 0)
			r->font[r->defines] = page_of(-1, number, ENC_NONE);
	} else if (str_eq(word, STR("f"))) {
		r->defines = number >= 0 && number < FONTS ? (size_t)number : FONTS;
		top(r)->page =
			r->defines < FONTS && r->font[r->defines] ? r->font[r->defines] : r->ansi;
	} else {
		return false;
	}
	return true;
}

static void skip_destination(struct reader *r, struct str word)
{
	for (size_t i = 0; i < ARRAY_SIZE(destinations); i++)
		if (str_eq(word, destinations[i]))
			top(r)->skip = true;
}

static void do_word(struct reader *r, struct str word, int64_t number, bool fresh)
{
	if (fresh)
		skip_destination(r, word);
	if (font_word(r, word, number))
		return;
	if (str_eq(word, STR("u")))
		add_unit(r, number);
	else if (str_eq(word, STR("uc")))
		top(r)->spare = number < 0 ? 0 : number;
	else if (str_eq(word, STR("bin")) && number > 0)
		r->at += (size_t)number < r->v.len - r->at ? (size_t)number : r->v.len - r->at;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_eq(word, words[i].word))
			add(r, words[i].text);
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* \fs20  \u-10179  \par   Behind the word a blank belongs to it. */
static void read_word(struct reader *r, bool fresh)
{
	struct str v = r->v;
	size_t from = r->at, digits;
	struct str word;
	int64_t number = 1;

	while (r->at < v.len && r->at - from < WORD_BYTES && letter(v.s[r->at]))
		r->at++;
	word = str_sub(v, from, r->at);
	digits = r->at;
	if (r->at < v.len && v.s[r->at] == '-')
		r->at++;
	while (r->at < v.len && r->at - digits < 12 && v.s[r->at] >= '0' && v.s[r->at] <= '9')
		r->at++;
	if (!str_i64(str_sub(v, digits, r->at), &number))
		number = 1;
	if (r->at < v.len && v.s[r->at] == ' ')
		r->at++;
	do_word(r, word, number, fresh);
}

/* \'e4  \*  \~  \{   What follows a backslash and is no letter. */
static void read_symbol(struct reader *r)
{
	char c = r->v.s[r->at++];
	int high, low;

	switch (c) {
	case '\'':
		if (r->at + 1 < r->v.len && (high = str_hex(r->v.s[r->at])) >= 0 &&
		    (low = str_hex(r->v.s[r->at + 1])) >= 0) {
			add_byte(r, (char)(high << 4 | low));
			r->at += 2;
		}
		break;
	case '*':
		top(r)->skip = true;
		break;
	case '~':
		add(r, STR(" "));
		break;
	case '_':
		add(r, STR("-"));
		break;
	case '\n':
	case '\r':
		add(r, STR("\n"));
		break;
	case '-':
	case ':':
		break;
	default:
		add_byte(r, c);
	}
}

static void begin_group(struct reader *r)
{
	struct state inherited = *top(r);

	r->depth++;
	if (r->depth < DEPTH)
		*top(r) = inherited;
}

static void end_group(struct reader *r)
{
	r->drop = 0;
	if (r->depth)
		r->depth--;
}

bool rtf_sniff(struct str head)
{
	return str_starts(head, STR("{\\rtf"));
}

struct str rtf_text(struct arena *a, struct str bytes)
{
	struct reader *r = arena_new(a, struct reader);

	r->arena = r->bytes.arena = r->out.arena = a;
	r->v = bytes;
	r->ansi = ENC_CP1252;
	r->state[0] = (struct state){ .spare = 1, .page = r->ansi };
	while (r->at < bytes.len) {
		char c = bytes.s[r->at++];
		bool fresh = r->fresh;

		r->fresh = c == '{';
		if (c == '{')
			begin_group(r);
		else if (c == '}')
			end_group(r);
		else if (c == '\\' && r->at < bytes.len && letter(bytes.s[r->at]))
			read_word(r, fresh);
		else if (c == '\\' && r->at < bytes.len)
			read_symbol(r);
		else if (c != '\r' && c != '\n' && c)
			add_byte(r, c);
	}
	decode(r);
	return buf_str(&r->out);
}
