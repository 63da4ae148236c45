/* evtlist.c - see evtlist.h */
#include "parsers/evtlist.h"

#include "parsers/event.h"
#include "parsers/evtprop.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	LIST_LINES = 1500, /* one event; its message may have some hundreds */
	BLANKS = 3,        /* in a row within a message */
	COLUMNS = 16,
	GROUP_GAP = 3, /* lines between the name of a group and its heading */
};

/* "ProviderName         : VSS" */
struct entry {
	struct str name, value;
	size_t column; /* bytes before the value */
};

static bool name_byte(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/* PowerShell puts a blank before the colon, which tells its lists from the labels of others. */
static bool split(struct str line, struct entry *out)
{
	size_t n = 0, i;

	while (n < line.len && name_byte(line.s[n]))
		n++;
	for (i = n; i < line.len && line.s[i] == ' '; i++)
		;
	if (!n || i == n || i >= line.len || line.s[i] != ':' ||
	    (i + 1 < line.len && line.s[i + 1] != ' '))
		return false;
	out->name = str_sub(line, 0, n);
	out->value = str_trim(str_sub(line, i + 1, line.len));
	out->column = i + 2;
	return true;
}

/* A value under construction: the lines below its name. */
struct value {
	struct str name;
	struct buf text;
	size_t column;
};

static void end_value(struct evtprop *e, struct value *v)
{
	if (v->name.len)
		evtprop_set(e, v->name, buf_str(&v->text));
	v->name = STR("");
}

/* Lines [j, ...) that go on with the value: as far right as it, blank ones in between. Returns the
 * index behind them. */
static size_t more_lines(const struct text *t, size_t j, struct value *v)
{
	size_t first = j, end = j, blanks = 0;

	for (; j < t->n && j - first < LIST_LINES && v->text.len < LIMIT_EVENT_TEXT; j++) {
		struct str line = t->line[j].s;

		if (row_blank(line)) {
			if (++blanks > BLANKS)
				break;
			continue;
		}
		if (row_indent(line) + 1 < v->column || v->column < 4)
			break;
		buf_add(&v->text, blanks ? STR("\n\n") : STR("\n"));
		buf_add(&v->text, str_rtrim(str_sub(line, v->column, line.len)));
		blanks = 0;
		end = j + 1;
	}
	return end;
}

/* TimeCreated  : 2/3/2019 7:00:11 AM
 * ProviderName : VSS
 * Id           : 8193
 * Message      : Volume Shadow Copy Service error: ... */
static size_t read_list(struct parse *p, const struct text *t, size_t i)
{
	struct evtprop e;
	struct value v = { .text = { .arena = p->arena } };
	struct entry head, entry;
	size_t j = i, known = 0;

	if (!split(t->line[i].s, &head) || !evtprop_known(head.name))
		return 0;
	evtprop_start(&e);
	while (j < t->n && j - i < LIST_LINES && split(t->line[j].s, &entry)) {
		if (j > i && str_ieq(entry.name, head.name))
			break;
		known += evtprop_known(entry.name);
		v = (struct value){ .name = entry.name,
				    .column = entry.column,
				    .text = { .arena = p->arena } };
		buf_add(&v.text, entry.value);
		j = more_lines(t, j + 1, &v);
		end_value(&e, &v);
	}
	if (known < 3 || !evtprop_complete(&e))
		return 0;
	event_add(p, parse_source(p, t, i, j - i), &e.e);
	return j - i;
}

struct table {
	struct span column[COLUMNS];
	struct str name[COLUMNS];
	size_t n;
	size_t rows; /* index of the first line below the rule */
};

/* TimeCreated              Id LevelDisplayName Message
 * -----------              -- ---------------- ------- */
static bool read_heading(const struct text *t, size_t i, struct table *out)
{
	size_t known = 0;
	bool id = false;

	if (i + 1 >= t->n)
		return false;
	out->n = row_rule(t->line[i + 1].s, out->column, COLUMNS);
	for (size_t k = 0; k < out->n; k++) {
		out->name[k] = row_cell(t->line[i].s, out->column, out->n, k);
		known += evtprop_known(out->name[k]);
		id = id || str_ieq(out->name[k], STR("Id")) ||
		     str_ieq(out->name[k], STR("EventID")) ||
		     str_ieq(out->name[k], STR("InstanceID")) ||
		     str_ieq(out->name[k], STR("EventCode"));
	}
	out->rows = i + 2;
	return id && known >= 3;
}

/* A cell that runs into the next one, as columns of hand-made copies do, still begins with its
 * number. */
static struct str number_of(struct str name, struct str cell)
{
	struct str rest = cell, token = row_token(&rest);

	return str_iends(name, STR("id")) && row_digits(token) ? token : cell;
}

static void read_row(struct evtprop *e, const struct table *tab, struct str line, struct str group)
{
	evtprop_start(e);
	if (group.len)
		evtprop_set(e, STR("ProviderName"), group);
	for (size_t k = 0; k < tab->n; k++) {
		struct str cell = row_cell(line, tab->column, tab->n, k);

		evtprop_set(e, tab->name[k], number_of(tab->name[k], cell));
	}
}

/* With -Wrap the message goes on in its column. */
static bool is_wrapped(const struct table *tab, struct str line)
{
	return tab->n && row_indent(line) >= tab->column[tab->n - 1].from &&
	       str_ieq(tab->name[tab->n - 1], STR("Message"));
}

static size_t read_table(struct parse *p, const struct text *t, size_t i, struct str group)
{
	struct table tab = { 0 };
	struct str command;
	size_t j;

	if (!read_heading(t, i, &tab))
		return 0;
	for (j = tab.rows; j < t->n && !row_blank(t->line[j].s);) {
		struct buf text = { .arena = p->arena };
		struct evtprop e;
		size_t first = j++;

		if (transcript_command(t->line[first].s, &command))
			return first - i;
		read_row(&e, &tab, t->line[first].s, group);
		buf_add(&text, e.e.text);
		for (; j < t->n && is_wrapped(&tab, t->line[j].s); j++) {
			buf_addc(&text, ' ');
			buf_add(&text, str_trim(t->line[j].s));
		}
		if (text.len)
			e.e.text = buf_str(&text);
		if (evtprop_complete(&e) || (e.id && e.time))
			event_add(p, parse_source(p, t, first, j - first), &e.e);
	}
	return j - i;
}

/*    ProviderName: VSS
 * and the table of its events below. */
static size_t read_group(struct parse *p, const struct text *t, size_t i)
{
	struct str v = str_trim(t->line[i].s);
	size_t j = i + 1, used;

	if (!str_starts(v, STR("ProviderName:")))
		return 0;
	while (j < t->n && j - i < GROUP_GAP && row_blank(t->line[j].s))
		j++;
	used = j < t->n ? read_table(p, t, j, str_trim(str_sub(v, 13, v.len))) : 0;
	return used ? j + used - i : 0;
}

size_t evtlist_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t used = read_group(p, t, i);

	if (!used)
		used = read_table(p, t, i, STR(""));
	return used ? used : read_list(p, t, i);
}
