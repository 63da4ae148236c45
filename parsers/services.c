/* services.c - see services.h */
#include "parsers/services.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/svcname.h"
#include "parsers/transcript.h"

enum { COLUMNS = 48 };

enum what { WHAT_NONE, KEY, DISPLAY, STATE, START, EXIT, OWN_EXIT, ACCOUNT, BINARY, DEPENDS, PID };

/* Get-Service (.NET ServiceController), Win32_Service; the last rows are headings of the service
 * console's export in the languages known. */
/* clang-format off */
static const struct {
	struct str name;
	enum what what;
} field[] = {
	{ STR_INIT("Name"), KEY }, { STR_INIT("ServiceName"), KEY },
	{ STR_INIT("DisplayName"), DISPLAY }, { STR_INIT("Caption"), DISPLAY },
	{ STR_INIT("Status"), STATE }, { STR_INIT("State"), STATE },
	{ STR_INIT("StartType"), START }, { STR_INIT("StartMode"), START },
	{ STR_INIT("StartupType"), START },
	{ STR_INIT("ExitCode"), EXIT }, { STR_INIT("ServiceSpecificExitCode"), OWN_EXIT },
	{ STR_INIT("StartName"), ACCOUNT }, { STR_INIT("UserName"), ACCOUNT },
	{ STR_INIT("PathName"), BINARY }, { STR_INIT("BinaryPathName"), BINARY },
	{ STR_INIT("ServicesDependedOn"), DEPENDS }, { STR_INIT("RequiredServices"), DEPENDS },
	{ STR_INIT("ProcessId"), PID },
	{ STR_INIT("Startup Type"), START }, { STR_INIT("Log On As"), ACCOUNT },
	{ STR_INIT("Starttyp"), START }, { STR_INIT("Anmelden als"), ACCOUNT },
};
/* clang-format on */

static enum what what_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(field); i++)
		if (str_ieq(name, field[i].name))
			return field[i].what;
	return WHAT_NONE;
}

static void init(struct service *s)
{
	*s = (struct service){ .exit_code = OBS_UNKNOWN,
			       .service_code = OBS_UNKNOWN,
			       .query_code = OBS_UNKNOWN,
			       .pid = OBS_UNKNOWN };
}

static bool cut_off(struct str v)
{
	return str_iends(v, STR("...")) || str_iends(v, STR("…"));
}

/* "{RpcSs, EventSystem...}": a list that PowerShell cut says nothing certain. */
static struct str depends(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	struct str rest;

	if (v.len < 2 || v.s[0] != '{' || v.s[v.len - 1] != '}' || str_find(v, STR("...")) >= 0)
		return (struct str){ 0 };
	rest = str_sub(v, 1, v.len - 1);
	while (rest.s) {
		struct str one = str_trim(str_cut(&rest, ','));

		if (out.len && one.len)
			buf_addc(&out, ' ');
		buf_add(&out, one);
	}
	return out.len ? arena_lower(a, buf_str(&out)) : (struct str){ 0 };
}

/* "Automatic (Delayed Start)" */
static enum start_type start_of(struct str v)
{
	ptrdiff_t at = str_find(v, STR(" ("));

	return svcname_start(at > 0 ? str_sub(v, 0, (size_t)at) : v);
}

static void take(struct arena *a, struct service *s, enum what what, struct str v)
{
	uint32_t code;

	if (!v.len || cut_off(v))
		return;
	switch (what) {
	case KEY:
		s->key = arena_lower(a, v);
		break;
	case DISPLAY:
		s->display = v;
		break;
	case STATE:
		/* Win32_Service has a Status besides its State: "OK". */
		if (svcname_state(v) != SERVICE_NONE)
			s->state = svcname_state(v);
		break;
	case START:
		s->start = start_of(v);
		break;
	case EXIT:
		if (code_parse(v, &code))
			s->exit_code = code_canonical(code);
		break;
	case OWN_EXIT:
		str_i64(v, &s->service_code);
		break;
	case ACCOUNT:
		s->account = v;
		break;
	case BINARY:
		s->binary = v;
		break;
	case DEPENDS:
		s->depends = depends(a, v);
		break;
	case PID:
		str_i64(v, &s->pid);
		break;
	case WHAT_NONE:
		break;
	}
}

static bool worth(const struct service *s)
{
	return (str_known(s->key) || str_known(s->display)) &&
	       (s->state != SERVICE_NONE || s->start != START_NONE);
}

static void add(struct parse *p, const struct text *t, size_t i, size_t n, const struct service *s)
{
	struct service *out = &parse_add(p, OBS_SERVICE, t, i, n)->service;

	*out = *s;
	if (!str_known(out->key))
		out->key = svcname_key(out->display);
}

/* What the columns of a heading hold. A list of services has a name and a state or a start type;
 * so have others (virtual machines), which name neither by these words. */
struct columns {
	struct span span[COLUMNS];
	enum what what[COLUMNS];
	size_t n;
};

static bool are_services(const struct columns *c, bool asked)
{
	bool name = asked, state = false, more = asked;

	for (size_t k = 0; k < c->n; k++) {
		enum what w = c->what[k];

		name = name || w == KEY || w == DISPLAY;
		state = state || w == STATE || w == START;
		more = more || w == DISPLAY || w == START || w == BINARY || w == ACCOUNT;
	}
	return name && state && more;
}

static bool asked_for_services(const struct parse *p)
{
	return str_ifind(p->command, STR("service")) >= 0 || str_ifind(p->command, STR("gsv")) >= 0;
}

/* Status   Name               DisplayName
 * ------   ----               -----------
 * Running  Appinfo            Application Information */
static size_t parse_table(struct parse *p, const struct text *t, size_t i)
{
	struct columns c = { 0 };
	size_t j = i + 2;

	if (j > t->n || str_ifind(t->line[i].s, STR("Name")) < 0 ||
	    !(c.n = row_rule(t->line[i + 1].s, c.span, COLUMNS)))
		return 0;
	for (size_t k = 0; k < c.n; k++)
		c.what[k] = what_of(row_cell(t->line[i].s, c.span, c.n, k));
	if (!are_services(&c, asked_for_services(p)))
		return 0;
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		struct str command;
		struct service s;

		if (transcript_command(t->line[j].s, &command) || transcript_elision(t->line[j].s))
			break;
		init(&s);
		for (size_t k = 0; k < c.n; k++)
			take(p->arena, &s, c.what[k], row_cell(t->line[j].s, c.span, c.n, k));
		if (worth(&s))
			add(p, t, j, 1, &s);
	}
	return j - i;
}

/* "ExitCode  Name      StartMode  State" of wmic has no rule below it. */
static size_t parse_wmic(struct parse *p, const struct text *t, size_t i)
{
	struct columns c = { 0 };
	size_t j = i + 1;

	if (str_ifind(t->line[i].s, STR("Name ")) < 0 || str_ifind(t->line[i].s, STR("Sta")) < 0 ||
	    (c.n = row_heading(t->line[i].s, c.span, COLUMNS)) < 2)
		return 0;
	for (size_t k = 0; k < c.n; k++) {
		c.what[k] = what_of(str_trim(str_sub(t->line[i].s, c.span[k].from, c.span[k].to)));
		if (c.what[k] == WHAT_NONE && str_chr(t->line[i].s, ' ') == 0)
			return 0;
	}
	if (!are_services(&c, asked_for_services(p)))
		return 0;
	/* wmic puts an empty line behind each line when its output is redirected twice. */
	for (; j < t->n; j++) {
		struct str command;
		struct service s;

		if (row_blank(t->line[j].s))
			continue;
		if (transcript_command(t->line[j].s, &command))
			break;
		init(&s);
		for (size_t k = 0; k < c.n; k++)
			take(p->arena, &s, c.what[k], row_cell(t->line[j].s, c.span, c.n, k));
		if (!worth(&s))
			break;
		add(p, t, j, 1, &s);
	}
	return j - i;
}

/* "Node","Name","State": Export-Csv, wmic /format:csv; tabs: the export of services.msc. */
static size_t parse_csv(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s, cell[COLUMNS];
	char separator = str_chr(line, '\t') > 0 ? '\t' : str_chr(line, ';') > 0 ? ';' : ',';
	struct columns c = { 0 };
	size_t j = i + 1;

	if (str_ifind(line, STR("Name")) < 0 || str_chr(line, separator) < 0)
		return 0;
	c.n = row_csv(p->arena, line, separator, cell, COLUMNS);
	for (size_t k = 0; k < c.n; k++) {
		c.what[k] = what_of(cell[k]);
		/* The console shows the display name under "Name" and never the key. */
		if (separator == '\t' && c.what[k] == KEY)
			c.what[k] = DISPLAY;
	}
	if (!are_services(&c, false))
		return 0;
	for (; j < t->n; j++) {
		struct str command;
		struct service s;

		if (row_blank(t->line[j].s) || str_chr(t->line[j].s, separator) < 0 ||
		    transcript_command(t->line[j].s, &command))
			break;
		init(&s);
		c.n = row_csv(p->arena, t->line[j].s, separator, cell, COLUMNS);
		for (size_t k = 0; k < c.n; k++)
			take(p->arena, &s, c.what[k], cell[k]);
		if (worth(&s))
			add(p, t, j, 1, &s);
	}
	return j - i;
}

/* Name                : CryptSvc
 * DisplayName         : Cryptographic Services
 * Status              : Running */
static bool take_list(struct parse *p, const struct text *t, size_t i, size_t used,
		      const struct property *property, size_t n)
{
	struct columns c = { 0 };
	struct service s;

	init(&s);
	for (size_t k = 0; k < n; k++) {
		enum what what = what_of(property[k].name);

		take(p->arena, &s, what, property[k].value);
		if (what != WHAT_NONE && c.n < COLUMNS)
			c.what[c.n++] = what;
	}
	if (!worth(&s) || !are_services(&c, asked_for_services(p)))
		return false;
	add(p, t, i, used, &s);
	return true;
}

size_t services_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t used;

	if (str_chr(t->line[i].s, ':') < 0 && (used = parse_table(p, t, i)))
		return used;
	if ((used = parse_properties(p, t, i, LIST_SERVICE, take_list)))
		return used;
	if ((used = parse_csv(p, t, i)))
		return used;
	return parse_wmic(p, t, i);
}
