/* aclskip.c - see aclskip.h */
#include "parsers/aclskip.h"

#include <string.h>

#include "parsers/mask.h"
#include "parsers/transcript.h"

enum {
	MOST_ENTRIES = 64, /* of one object; more are left to the parser, which bounds them */
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

/* True if the object that line begins with may be 'root' or, with 'below', begin with it. Where the
 * path ends is not known yet, so that "C:\Data NT AUTHORITY\SYSTEM" is compared. */
static bool may_be(struct str line, struct str root, bool below)
{
	static const struct str windir = STR_INIT("%windir%"), windows = STR_INIT(":\\windows");

	if (str_istarts(root, windir)) {
		line = str_sub(line, 1, line.len);
		if (!str_istarts(line, windows))
			return false;
		line = str_sub(line, windows.len, line.len);
		root = str_sub(root, windir.len, root.len);
	}
	if (!str_istarts(line, root))
		return false;
	line = str_sub(line, root.len, line.len);
	return below || str_starts(line, STR(" ")) || str_starts(line, STR("\\ "));
}

static bool may_be_wanted(const struct interest *want, struct str line)
{
	for (size_t i = 0; i < want->n_path; i++)
		if (may_be(line, want->path[i], true))
			return true;
	for (size_t i = 0; i < want->n_self; i++)
		if (may_be(line, want->self[i], false))
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

/* "        BUILTIN\Users:(I)(RX)" with the account at column 'indent' */
static bool is_entry(struct str line, size_t indent)
{
	struct str command;
	size_t colon;

	if (line.len > LONGEST_LINE || line.len < indent + 5 || !is_letter(line.s[indent]) ||
	    line.s[indent - 1] != ' ' || line.s[indent + 1] == ':')
		return false;
	colon = find_colon(line, indent);
	return colon && line.s[colon - 1] != ' ' && is_tail(line, colon) &&
	       !transcript_command(line, &command);
}

/* C:\Data\x.txt NT AUTHORITY\SYSTEM:(I)(F) */
static bool is_first(const struct interest *want, struct str line, size_t *colon)
{
	struct str command;

	if (line.len > LONGEST_LINE || !on_drive(line) || line.s[3] == '\\')
		return false;
	*colon = find_colon(line, 3);
	return *colon && is_tail(line, *colon) && !may_be_wanted(want, line) &&
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
static size_t one_object(const struct parse *p, const struct text *t, size_t i)
{
	size_t next = i + 1, indent, colon;

	if (i + 2 >= t->n || !is_first(p->want, t->line[i].s, &colon))
		return 0;
	indent = blanks(t->line[next].s);
	if (indent && !fits_indent(t->line[i].s, colon, indent))
		return 0;
	while (t->line[next].s.len) {
		if (next - i > MOST_ENTRIES || next + 2 >= t->n ||
		    blanks(t->line[next].s) != indent || !indent ||
		    !is_entry(t->line[next].s, indent))
			return 0;
		next++;
	}
	return on_drive(t->line[next + 1].s) ? next + 1 - i : 0;
}

size_t aclskip_lines(const struct parse *p, const struct text *t, size_t i)
{
	size_t used = 0, one;

	if (!p->want || p->want->all_acls || !on_drive(t->line[i].s) ||
	    (str_known(p->command) && !transcript_is(p->command, "icacls")))
		return 0;
	while ((one = one_object(p, t, i + used)) > 0)
		used += one;
	return used;
}
