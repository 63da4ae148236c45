/* aclskip.c - see aclskip.h */
#include "parsers/aclskip.h"

#include <string.h>

#include "parsers/mask.h"
#include "parsers/transcript.h"

enum {
	MOST_ENTRIES = 64, /* of one object; more are left to the parser, which bounds them */
	MOST_ROOTS = 64,   /* a line is compared with; with more all is left to the parser */
	LONGEST_LINE = 1024,
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

/* C:\Data ... */
static bool on_drive(struct str v)
{
	return v.len > 3 && is_letter(v.s[0]) && v.s[1] == ':' && v.s[2] == '\\';
}

/* Bytes that make a path or an account anything but plain: other spellings, prompts, quotes. */
static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '/' && c != '"' && c != '<' && c != '>' &&
	       c != '|' && c != '*' && c != '?' && c != '%';
}

/* Offset of the colon that ends path and account, from 'at' on; 0 if something odd precedes it. */
static size_t find_colon(struct str line, size_t at)
{
	for (; at < line.len; at++) {
		char c = line.s[at];

		if (c == ':')
			return at;
		if (!is_plain(c) || (c == '\\' && line.s[at - 1] == '\\'))
			return 0;
	}
	return 0;
}

static bool is_flag(const char *s, size_t n)
{
	return (n == 1 && s[0] == 'I') || (n == 2 && memcmp(s, "OI", 2) == 0) ||
	       (n == 2 && memcmp(s, "CI", 2) == 0) || (n == 2 && memcmp(s, "IO", 2) == 0) ||
	       (n == 2 && memcmp(s, "NP", 2) == 0) || (n == 4 && memcmp(s, "DENY", 4) == 0);
}

/* ":(I)(OI)(CI)(RX)" from 'at' up to the end of the line, and nothing else. */
static bool is_tail(struct str line, size_t at)
{
	for (at++; at < line.len && line.s[at] == '(';) {
		const char *from = line.s + at + 1;
		const char *close = memchr(from, ')', line.len - at - 1);
		size_t n = close ? (size_t)(close - from) : 0;
		struct str bad;
		uint32_t mask;

		if (!n)
			return false;
		at += n + 2;
		if (!is_flag(from, n))
			return at == line.len && mask_icacls((struct str){ from, n }, &mask, &bad);
	}
	return false;
}

/* A path of interest: "c:\windows" or nothing, and what follows it. */
struct root {
	struct str head, rest;
	bool below; /* what lies below is of interest too */
};

/* What one call keeps. Objects of a folder mostly have the same entries, and a text that was read
 * once needs no second look. */
struct skip {
	struct root root[MOST_ROOTS];
	size_t n_root;
	struct str entry[MOST_ENTRIES + 2]; /* by line of the object */
	size_t n_entry;
};

static void add_root(struct skip *s, struct str path, bool below)
{
	static const struct str windir = STR_INIT("%windir%");
	struct root *r = &s->root[s->n_root++];

	*r = (struct root){ STR(""), path, below };
	if (str_istarts(path, windir)) {
		r->head = STR("c:\\windows");
		r->rest = str_sub(path, windir.len, path.len);
	}
}

/* False: there are more paths than a line should be compared with. */
static bool take_roots(struct skip *s, const struct interest *want)
{
	if (want->n_path + want->n_self > MOST_ROOTS)
		return false;
	for (size_t i = 0; i < want->n_path; i++)
		add_root(s, want->path[i], true);
	for (size_t i = 0; i < want->n_self; i++)
		add_root(s, want->self[i], false);
	return true;
}

/* True if the object that line begins with may be the root or begin with it. Where the path ends is
 * not known yet, so that "C:\Data NT AUTHORITY\SYSTEM" is compared. */
static bool may_be(struct str line, const struct root *r)
{
	size_t n = r->head.len + r->rest.len;

	/* The roots share their beginning with most objects, but not the last letter. */
	if (line.len < n ||
	    (r->rest.len && lower(line.s[n - 1]) != lower(r->rest.s[r->rest.len - 1])))
		return false;
	/* Windows may be on any drive. */
	if (r->head.len && !str_istarts(str_sub(line, 1, n), str_sub(r->head, 1, r->head.len)))
		return false;
	if (!str_istarts(str_sub(line, r->head.len, n), r->rest))
		return false;
	line = str_sub(line, n, line.len);
	return r->below || str_starts(line, STR(" ")) || str_starts(line, STR("\\ "));
}

static bool may_be_wanted(const struct skip *s, struct str line)
{
	for (size_t i = 0; i < s->n_root; i++)
		if (may_be(line, &s->root[i]))
			return true;
	return false;
}

static size_t blanks(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.s[n] == ' ')
		n++;
	return n;
}

/* The first n bytes, of which there are so many. */
static bool all_blank(struct str line, size_t n)
{
	return line.s[0] == ' ' && memcmp(line.s, line.s + 1, n - 1) == 0;
}

/* "        BUILTIN\Users:(I)(RX)" with the account at column 'indent' */
static bool is_entry(struct str line, size_t indent)
{
	struct str command;
	size_t colon;

	if (line.len < indent + 5 || !is_letter(line.s[indent]) || line.s[indent + 1] == ':')
		return false;
	colon = find_colon(line, indent);
	return colon && line.s[colon - 1] != ' ' && is_tail(line, colon) &&
	       !transcript_command(line, &command);
}

/* C:\Data\x.txt NT AUTHORITY\SYSTEM:(I)(F) */
static bool is_first(const struct skip *s, struct str line, size_t *colon)
{
	struct str command;

	if (line.len > LONGEST_LINE || !on_drive(line) || line.s[3] == '\\')
		return false;
	*colon = find_colon(line, 3);
	return *colon && is_tail(line, *colon) && !may_be_wanted(s, line) &&
	       str_chr(str_sub(line, 0, *colon), ' ') > 0 && line.s[*colon - 1] != ' ' &&
	       !transcript_command(line, &command);
}

/* The account of the first line starts where those below it do. */
static bool fits_indent(struct str line, size_t colon, size_t indent)
{
	if (indent >= colon || line.s[indent - 1] != ' ' || line.s[indent] == ' ')
		return false;
	for (size_t i = 0; i < indent; i++)
		if ((unsigned char)line.s[i] >= 0x80)
			return false;
	return true;
}

/* Lines of the object at 'i' and of the blank line below it; 0 if it has to be parsed. */
static size_t one_object(struct skip *s, const struct text *t, size_t i)
{
	size_t next = i + 1, indent, colon;

	if (i + 2 >= t->n || !is_first(s, t->line[i].s, &colon))
		return 0;
	indent = blanks(t->line[next].s);
	if (indent && !fits_indent(t->line[i].s, colon, indent))
		return 0;
	for (; t->line[next].s.len; next++) {
		struct str line = t->line[next].s, entry = str_sub(line, indent, line.len);

		if (next - i > MOST_ENTRIES || next + 2 >= t->n || !indent ||
		    line.len > LONGEST_LINE || line.len <= indent || !all_blank(line, indent))
			return 0;
		if (next - i < s->n_entry && str_eq(s->entry[next - i], entry))
			continue;
		if (!is_entry(line, indent))
			return 0;
		s->entry[next - i] = entry;
		if (s->n_entry <= next - i)
			s->n_entry = next - i + 1;
	}
	return on_drive(t->line[next + 1].s) ? next + 1 - i : 0;
}

size_t aclskip_lines(const struct parse *p, const struct text *t, size_t i)
{
	struct skip s;
	size_t used = 0, one;

	if (!p->want || p->want->all_acls || !on_drive(t->line[i].s) ||
	    (str_known(p->command) && !transcript_is(p->command, "icacls")))
		return 0;
	s.n_root = s.n_entry = 0;
	if (!take_roots(&s, p->want))
		return 0;
	while ((one = one_object(&s, t, i + used)) > 0)
		used += one;
	return used;
}
