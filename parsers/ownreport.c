/* ownreport.c - see ownreport.h */
#include "parsers/ownreport.h"

#include "parsers/transcript.h"

/* Where a kind of output ends. */
enum ending {
	BELOW_LAST, /* behind the paragraph that a line with 'last' begins, or before a prompt */
	WITH_LAST,  /* with the line that holds 'last' */
	IS_LAST,    /* with the line that is 'last' and no more */
	WHILE_LAST, /* before the first line that does not begin with 'last' */
	AT_BLANK,   /* before the first blank line */
	NEVER,      /* with the file */
};

/* clang-format off */
static const struct {
	struct str first; /* how its first line begins */
	enum ending ending;
	struct str last;
	struct str also; /* further on in the first line */
} kinds[] = {
	{ STR_INIT("wbtriage report: "), BELOW_LAST, STR_INIT(" rules fit the"), STR_INIT("") },
	{ STR_INIT("# wbtriage report: "), BELOW_LAST, STR_INIT(" rules fit the"), STR_INIT("") },
	{ STR_INIT("<report schema=\"wbtriage/"), WITH_LAST, STR_INIT("</report>"), STR_INIT("") },
	{ STR_INIT("\"schema\": \"wbtriage/"), IS_LAST, STR_INIT("}"), STR_INIT("") },
	{ STR_INIT("\"bundle\",\"server\","), WHILE_LAST, STR_INIT("\""), STR_INIT(",\"run_end\",") },
	{ STR_INIT("\"ticket\",\"host\","), WHILE_LAST, STR_INIT("\""), STR_INIT(",\"exit_code\",") },
	{ STR_INIT("{\"kind\": \""), WHILE_LAST, STR_INIT(" {\"kind\": \""), STR_INIT("\", \"line\": ") },
	{ STR_INIT("# wbtriage evidence"), AT_BLANK, STR_INIT(""), STR_INIT("") },
	{ STR_INIT("rem Repair script made by wbtriage "), NEVER, STR_INIT(""), STR_INIT("") },
	{ STR_INIT("rem Collects the evidence that wbtriage asks for"), NEVER, STR_INIT(""), STR_INIT("") },
};
/* clang-format on */

static const struct str page_first = STR_INIT("<meta name=\"generator\" content=\"wbtriage\">");
static const struct str page_last = STR_INIT("</html>");

static bool starts_page(struct str v)
{
	return v.len && v.s[0] == '<' && str_find(v, page_first) >= 0;
}

/* > wbtriage report: DC2
 * A line without the marks of a reply that quotes it. */
static struct str unquoted(struct str v)
{
	size_t i = 0;

	while (i < v.len && (v.s[i] == '>' || v.s[i] == ' ' || v.s[i] == '\t'))
		i++;
	return str_rtrim(str_sub(v, i, v.len));
}

static size_t to_blank(const struct text *t, size_t j)
{
	while (j < t->n && unquoted(t->line[j].s).len)
		j++;
	return j;
}

/* C:\Windows\system32>wbadmin ...   A report indents the commands that it advises, and has no
 * prompt. */
static bool is_prompt(struct str v)
{
	struct str ignore;

	return v.len > 3 && v.s[1] == ':' && v.s[2] == '\\' && str_chr(v, '>') > 0 &&
	       transcript_command(v, &ignore);
}

/* Index behind the output that begins on line i. */
static size_t end_of(const struct text *t, size_t i, enum ending ending, struct str last)
{
	size_t j = i + 1;

	if (ending == AT_BLANK)
		return to_blank(t, j);
	for (; j < t->n && ending != NEVER; j++) {
		struct str v = t->line[j].s;

		if (ending == BELOW_LAST && is_prompt(v))
			return j;
		if (ending == WHILE_LAST && !str_starts(v, last))
			return j;
		if (ending == IS_LAST && str_eq(v, last))
			return j + 1;
		if (ending == WITH_LAST && str_find(v, last) >= 0)
			return j + 1;
		if (ending == BELOW_LAST && str_find(v, last) >= 0)
			return to_blank(t, j);
	}
	return t->n;
}

size_t ownreport_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str v = unquoted(t->line[i].s);
	size_t end = 0;

	for (size_t k = 0; k < ARRAY_SIZE(kinds) && !end; k++)
		if (str_starts(v, kinds[k].first) && str_find(v, kinds[k].also) >= 0)
			end = end_of(t, i, kinds[k].ending, kinds[k].last);
	if (!end && starts_page(str_trim(t->line[i].s)))
		end = end_of(t, i, WITH_LAST, page_last);
	if (!end)
		return 0;
	p->at.line = t->line[i].no;
	diag(p->diag, DIAG_OWN_REPORT, &p->at, "%s", "");
	p->at.line = 0;
	return end - i;
}

bool ownreport_page(const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (starts_page(str_trim(t->line[i].s)))
			return true;
	return false;
}
