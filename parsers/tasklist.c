/* tasklist.c - see tasklist.h */
#include "parsers/tasklist.h"

#include "parsers/row.h"
#include "parsers/transcript.h"

enum { RUNS = 8, FIELDS = 12 };

struct process {
	struct str services;
	int64_t pid;
};

/* svchost.exe                   1376 Appinfo, CertPropSvc, gpsvc
 * The name may hold blanks; the first word of digits behind it is the process id. */
static bool split_process(struct str line, struct process *out)
{
	struct str rest = line, token = row_token(&rest);

	if (!token.s || row_indent(line))
		return false;
	while ((token = row_token(&rest)).s)
		if (row_digits(token) && str_i64(token, &out->pid)) {
			out->services = str_trim(rest);
			return true;
		}
	return false;
}

static bool key_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.' || c == '$' || c == '@' || c == '+';
}

/* One name of a list. What follows two blanks is a note of the capture's author. */
static bool service_key(struct str part, struct str *out)
{
	ptrdiff_t gap = str_find(part, STR("  "));
	struct str v = str_trim(gap > 0 ? str_sub(part, 0, (size_t)gap) : part);

	for (size_t i = 0; i < v.len; i++)
		if (!key_byte(v.s[i]))
			return false;
	*out = v;
	return v.len > 0;
}

/* 'none' is what the table prints for a process without services: "N/A", "Nicht zutreffend". */
static void add_services(struct parse *p, const struct text *t, size_t i, struct str list,
			 int64_t pid, struct str none)
{
	struct str rest = list, key;

	if (!list.len || str_eq(list, none))
		return;
	while (rest.s) {
		struct service *s;

		if (!service_key(str_trim(str_cut(&rest, ',')), &key))
			continue;
		s = &parse_add(p, OBS_SERVICE, t, i, 1)->service;
		s->key = arena_lower(p->arena, key);
		s->state = SERVICE_RUNNING;
		s->pid = pid;
	}
}

/* Rows from 'i' on. The idle process (id 0) never has services: its row tells the word for
 * none in the language of the capture. */
static size_t read_rows(struct parse *p, const struct text *t, size_t i, bool with_services)
{
	struct str none = STR("N/A"), command;
	struct process one = { 0 };
	bool any = false;

	for (; i < t->n; i++) {
		struct str line = t->line[i].s;

		if (row_blank(line) || transcript_command(line, &command))
			break;
		if (split_process(line, &one)) {
			any = true;
			if (one.pid == 0)
				none = one.services;
			else if (with_services)
				add_services(p, t, i, one.services, one.pid, none);
		} else if (any && row_indent(line) >= 8) {
			if (with_services)
				add_services(p, t, i, str_trim(line), one.pid, none);
		} else {
			break;
		}
	}
	return i;
}

/* Image Name                     PID Services
 * ========================= ======== ============================================ */
static size_t parse_table(struct parse *p, const struct text *t, size_t i)
{
	struct span col[RUNS];
	struct process one;
	size_t n;

	if (i + 2 >= t->n || str_find(t->line[i].s, STR("PID")) < 0)
		return 0;
	n = row_rule(t->line[i + 1].s, col, RUNS);
	if (n < 3 || t->line[i + 1].s.s[row_indent(t->line[i + 1].s)] != '=' ||
	    !split_process(t->line[i + 2].s, &one))
		return 0;
	/* Five columns are the memory list; /v has nine. */
	return read_rows(p, t, i + 2, n == 3) - i;
}

/* "svchost.exe","1376","Appinfo,CertPropSvc" */
static bool csv_row(struct arena *a, struct str line, struct str *cell, int64_t *pid)
{
	if (!str_starts(line, STR("\"")) || row_csv(a, line, ',', cell, FIELDS) != 3)
		return false;
	return row_digits(cell[1]) && str_i64(cell[1], pid);
}

static size_t parse_csv(struct parse *p, const struct text *t, size_t i)
{
	struct str cell[FIELDS], none = STR("N/A");
	size_t j = i;
	int64_t pid;

	if (!str_starts(t->line[i].s, STR("\"")))
		return 0;
	/* The heading of a list with services has three fields, the second of which is PID. */
	if (row_csv(p->arena, t->line[i].s, ',', cell, FIELDS) == 3 && str_eq(cell[1], STR("PID")))
		j++;
	else if (!transcript_is(p->command, "tasklist"))
		return 0;
	for (; j < t->n && csv_row(p->arena, t->line[j].s, cell, &pid); j++) {
		if (pid == 0)
			none = cell[2];
		else
			add_services(p, t, j, cell[2], pid, none);
	}
	return j - i;
}

size_t tasklist_parse(struct parse *p, const struct text *t, size_t i)
{
	struct process one;
	struct str command;
	size_t used;

	if ((used = parse_table(p, t, i)) || (used = parse_csv(p, t, i)))
		return used;
	/* tasklist /svc | findstr svchost */
	if (str_ifind(p->command, STR("/svc")) < 0 || transcript_command(t->line[i].s, &command) ||
	    !transcript_is(p->command, "tasklist") || !split_process(t->line[i].s, &one))
		return 0;
	return read_rows(p, t, i, true) - i;
}
