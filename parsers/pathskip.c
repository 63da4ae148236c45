/* pathskip.c - see pathskip.h */
#include "parsers/pathskip.h"

enum { LONGEST = 1024 };

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* C:\Data\plans 2031.xlsx
 * No byte that a path cannot have: so no prompt, no sentence with a colon, no entry of an access
 * list. */
static bool is_path(struct str v)
{
	if (v.len < 4 || v.len > LONGEST || !is_letter(v.s[0]) || v.s[1] != ':' || v.s[2] != '\\' ||
	    v.s[3] == '\\' || v.s[3] == ' ')
		return false;
	for (size_t i = 3; i < v.len; i++)
		if ((unsigned char)v.s[i] < 0x20 || v.s[i] == ':' || v.s[i] == '"' ||
		    v.s[i] == '<' || v.s[i] == '>' || v.s[i] == '|' || v.s[i] == '*' ||
		    v.s[i] == '?' || v.s[i] == '/')
			return false;
	return true;
}

size_t pathskip_lines(const struct text *t, size_t i)
{
	size_t n = 0;

	while (i + n + 1 < t->n && is_path(t->line[i + n].s) && is_path(t->line[i + n + 1].s))
		n++;
	return n;
}
