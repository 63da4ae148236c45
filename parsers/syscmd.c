/* syscmd.c - see syscmd.h */
#include "parsers/syscmd.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/svcname.h"
#include "parsers/transcript.h"

enum { RUNS = 24 };

static void add_message(struct parse *p, const struct text *t, size_t i, size_t n, struct str tool)
{
	struct message *m = &parse_add(p, OBS_MESSAGE, t, i, n)->message;

	m->tool = tool;
	m->command = p->command;
	m->text = row_join(p->arena, t, i, i + n);
	m->n_code = code_scan(p->arena, m->text, &m->code);
}

/* Sentences that end a run of sfc or dism. sfc wraps its own at any blank, so only as much is
 * given as stands on the first line at 80 columns. */
static const struct {
	struct str start, tool;
} result[] = {
	{ STR_INIT("Windows Resource Protection did not find any integrity"), STR_INIT("sfc") },
	{ STR_INIT("Windows Resource Protection found corrupt files"), STR_INIT("sfc") },
	{ STR_INIT("Windows Resource Protection found integrity violations"), STR_INIT("sfc") },
	{ STR_INIT("Windows Resource Protection could not"), STR_INIT("sfc") },
	{ STR_INIT("There is a system repair pending"), STR_INIT("sfc") },
	{ STR_INIT("Der Windows-Ressourcenschutz hat"), STR_INIT("sfc") },
	{ STR_INIT("No component store corruption detected"), STR_INIT("dism") },
	{ STR_INIT("The component store is repairable"), STR_INIT("dism") },
	{ STR_INIT("The component store cannot be repaired"), STR_INIT("dism") },
	{ STR_INIT("The component store is not repairable"), STR_INIT("dism") },
	{ STR_INIT("The restore operation completed successfully"), STR_INIT("dism") },
	{ STR_INIT("The component store corruption was repaired"), STR_INIT("dism") },
	{ STR_INIT("The restore operation failed"), STR_INIT("dism") },
};

/* Windows Resource Protection found corrupt files but was unable to fix some
 * of them. */
static size_t parse_result(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s), command;
	size_t n = 1;

	for (size_t k = 0; k < ARRAY_SIZE(result); k++) {
		if (!str_starts(line, result[k].start))
			continue;
		while (n < 4 && i + n < t->n &&
		       !str_iends(str_rtrim(t->line[i + n - 1].s), STR(".")) &&
		       !row_blank(t->line[i + n].s) &&
		       !transcript_command(t->line[i + n].s, &command))
			n++;
		add_message(p, t, i, n, result[k].tool);
		return n;
	}
	return 0;
}

/* Error: 0x800f081f
 * <blank>
 * The source files could not be found. */
static size_t parse_dism_error(struct parse *p, const struct text *t, size_t i)
{
	struct str command;
	struct message *m;
	struct row r;
	uint32_t code;
	size_t end = i + 1, j = i + 1;

	if (!transcript_is(p->command, "dism") || !row_split(t->line[i].s, &r) ||
	    str_chr(r.label, ' ') >= 0 || !code_parse(r.value, &code) || !code)
		return 0;
	while (j < t->n && j < i + 3 && row_blank(t->line[j].s))
		j++;
	for (; j < t->n && j < i + 6 && !row_blank(t->line[j].s); j++) {
		if (transcript_command(t->line[j].s, &command))
			break;
		end = j + 1;
	}
	add_message(p, t, i, end - i, STR("dism"));
	m = &p->out->item[p->out->n - 1]->message;
	m->code = arena_new(p->arena, uint32_t);
	m->code[0] = code_canonical(code);
	m->n_code = 1;
	return end - i;
}

/* Feature Name : WindowsServerBackup
 * State : Disabled */
static size_t parse_feature(struct parse *p, const struct text *t, size_t i)
{
	struct row name, state;

	if (!str_istarts(t->line[i].s, STR("Feature Name")) || i + 1 >= t->n ||
	    !row_split(t->line[i].s, &name) || !row_split(t->line[i + 1].s, &state))
		return 0;
	if (str_ifind(name.value, STR("backup")) >= 0 ||
	    str_ifind(state.value, STR("pending")) >= 0)
		add_message(p, t, i, 2, STR("dism"));
	return 2;
}

/* Filter Name                     Num Instances    Altitude    Frame
 * ------------------------------  -------------  ------------  -----
 * WdFilter                                5       328010         0
 * The frame is a number or "<Legacy>"; newer ones have decimal altitudes. */
static bool is_filter_row(struct str line)
{
	struct str rest = line, token = row_token(&rest), last = { 0 };
	size_t numbers = 0;

	if (!token.s || row_indent(line))
		return false;
	while ((token = row_token(&rest)).s) {
		numbers += token.s[0] >= '0' && token.s[0] <= '9';
		last = token;
	}
	return numbers >= 1 && (row_digits(last) || str_eq(last, STR("<Legacy>")));
}

static size_t parse_fltmc(struct parse *p, const struct text *t, size_t i)
{
	struct span col[RUNS];
	struct str head = str_trim(t->line[i].s);
	size_t j = i + 2;

	if (i + 2 >= t->n || row_rule(t->line[i + 1].s, col, RUNS) != 4 ||
	    str_trim(t->line[i + 1].s).s[0] != '-')
		return 0;
	if (!str_starts(head, STR("Filter Name")) && !transcript_is(p->command, "fltmc"))
		return 0;
	for (; j < t->n && is_filter_row(t->line[j].s); j++)
		add_message(p, t, j, 1, STR("fltmc"));
	return j - i;
}

/* Which columns of driverquery hold what. Without /v: module, display name, type, link date;
 * with it: module, display name, description, type, start mode, state, status, ..., path. */
struct drivers {
	bool verbose;
	size_t path;
};

static void add_driver(struct parse *p, const struct text *t, size_t i, const struct drivers *d,
		       const struct str *cell, size_t n)
{
	struct service *s;

	if (!cell[0].len || str_chr(cell[0], ' ') >= 0)
		return;
	s = &parse_add(p, OBS_SERVICE, t, i, 1)->service;
	s->key = arena_lower(p->arena, cell[0]);
	if (n > 1 && cell[1].len)
		s->display = cell[1];
	if (!d->verbose || n < 7)
		return;
	s->start = svcname_start(cell[4]);
	s->state = svcname_state(cell[5]);
	if (d->path < n && cell[d->path].len)
		s->binary = cell[d->path];
}

static void find_columns(struct drivers *d, const struct str *cell, size_t n)
{
	d->verbose = n >= 14;
	d->path = n > 13 ? 13 : n;
	for (size_t k = 0; k < n; k++)
		if (str_eq(cell[k], STR("Path")))
			d->path = k;
}

/* A name that fills its column may have been cut there: it is left out. */
static struct str whole_cell(struct str line, const struct span *col, size_t n, size_t k)
{
	struct str v = row_cell(line, col, n, k);

	return k < 2 && utf8_columns(v) >= col[k].to - col[k].from ? STR("") : v;
}

/* Module Name  Display Name           Driver Type   Link Date
 * ============ ====================== ============= ====================== */
static size_t parse_driver_table(struct parse *p, const struct text *t, size_t i)
{
	struct span col[RUNS];
	struct str cell[RUNS], command;
	struct drivers d;
	size_t n, j = i + 2;

	if (i + 2 >= t->n || (n = row_rule(t->line[i + 1].s, col, RUNS)) < 4 ||
	    str_trim(t->line[i + 1].s).s[0] != '=' ||
	    (!str_starts(str_trim(t->line[i].s), STR("Module Name")) &&
	     !transcript_is(p->command, "driverquery")))
		return 0;
	for (size_t k = 0; k < n; k++)
		cell[k] = row_cell(t->line[i].s, col, n, k);
	find_columns(&d, cell, n);
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		if (transcript_command(t->line[j].s, &command))
			break;
		for (size_t k = 0; k < n; k++)
			cell[k] = whole_cell(t->line[j].s, col, n, k);
		add_driver(p, t, j, &d, cell, n);
	}
	return j - i;
}

/* "Module Name","Display Name","Driver Type","Link Date" */
static size_t parse_driver_csv(struct parse *p, const struct text *t, size_t i)
{
	struct str cell[RUNS];
	struct drivers d;
	size_t n, j = i + 1;

	if (!str_starts(t->line[i].s, STR("\"")) ||
	    (!str_starts(t->line[i].s, STR("\"Module Name\"")) &&
	     !transcript_is(p->command, "driverquery")))
		return 0;
	n = row_csv(p->arena, t->line[i].s, ',', cell, RUNS);
	if (n < 4)
		return 0;
	find_columns(&d, cell, n);
	for (; j < t->n && str_starts(t->line[j].s, STR("\"")); j++) {
		n = row_csv(p->arena, t->line[j].s, ',', cell, RUNS);
		add_driver(p, t, j, &d, cell, n);
	}
	return j - i;
}

size_t syscmd_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str command;
	size_t used;

	if (row_blank(t->line[i].s) || transcript_command(t->line[i].s, &command))
		return 0;
	if ((used = parse_result(p, t, i)) || (used = parse_dism_error(p, t, i)) ||
	    (used = parse_feature(p, t, i)) || (used = parse_fltmc(p, t, i)) ||
	    (used = parse_driver_table(p, t, i)))
		return used;
	return parse_driver_csv(p, t, i);
}
