/* parse.c - see parse.h */
#include "parsers/parse.h"

#include "parsers/row.h"

struct pos parse_pos(const struct parse *p, const struct line *l)
{
	struct pos at = p->at;

	at.line = l->no;
	at.column = 0;
	return at;
}

struct source parse_source(const struct parse *p, const struct text *t, size_t first, size_t n)
{
	struct source at = { .file = p->file };
	size_t last = n ? first + n - 1 : first;

	if (first >= t->n)
		return at;
	if (last >= t->n)
		last = t->n - 1;
	at.line = t->line[first].no;
	at.last_line = t->line[last].no;
	at.quote = str_trim(t->line[first].s);
	return at;
}

struct obs *parse_add(struct parse *p, enum obs_kind kind, const struct text *t, size_t first,
		      size_t n)
{
	return obs_add(p->out, kind, parse_source(p, t, first, n));
}

size_t parse_properties(struct parse *p, const struct text *t, size_t i, enum parse_list which,
			list_taker *take)
{
	struct property list[PARSE_PROPERTIES];
	size_t n, used;

	if (i < p->refused[which])
		return 0;
	used = row_properties(p->arena, t, i, list, PARSE_PROPERTIES, &n);
	if (n >= 2 && take(p, t, i, used, list, n))
		return used;
	/* What follows a long list may make its second half one of the kind. */
	p->refused[which] = n < PARSE_PROPERTIES ? i + used : list[n / 2].line;
	return 0;
}
