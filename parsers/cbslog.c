/* cbslog.c - see cbslog.h */
#include "parsers/cbslog.h"

#include "parsers/codesay.h"

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The text against a pattern in which 0 is any digit; its length, 0 if it differs. */
static size_t pattern(struct str v, struct str like)
{
	if (v.len < like.len)
		return 0;
	for (size_t i = 0; i < like.len; i++)
		if (like.s[i] == '0' ? v.s[i] < '0' || v.s[i] > '9' : v.s[i] != like.s[i])
			return 0;
	return like.len;
}

/* 2026-03-02 20:00:24, Info                  CBS    Starting TrustedInstaller initialization.
 * The level, padded, and the component in capitals (CBS, CSI, DISM, SP, MIG). The levels are
 * English in every language of Windows. */
static bool is_line(struct str v)
{
	static const struct str levels[] = { STR_INIT("Info "), STR_INIT("Warning "),
					     STR_INIT("Error "), STR_INIT("Perf ") };
	size_t at = pattern(v, STR("0000-00-00 00:00:00, ")), level;

	if (!at)
		return false;
	for (level = 0; level < ARRAY_SIZE(levels); level++)
		if (str_starts(str_sub(v, at, v.len), levels[level]))
			break;
	if (level == ARRAY_SIZE(levels))
		return false;
	at += levels[level].len;
	if (at >= v.len || v.s[at] != ' ')
		return false;
	while (at < v.len && v.s[at] == ' ')
		at++;
	return at + 2 < v.len && is_upper(v.s[at]) && is_upper(v.s[at + 1]);
}

size_t cbslog_parse(struct parse *p, const struct text *t, size_t i)
{
	if (!is_line(t->line[i].s))
		return 0;
	codesay_parse(p, t, i);
	return 1;
}
