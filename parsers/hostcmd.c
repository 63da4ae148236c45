/* hostcmd.c - see hostcmd.h */
#include "parsers/hostcmd.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum { RUNS = 8 };

/* The one line behind the command; NetBIOS and DNS names hold no blanks. */
static size_t parse_hostname(struct parse *p, const struct text *t, size_t i)
{
	struct str rest = t->line[i].s, name = row_token(&rest);

	if (!transcript_is(p->command, "hostname") || transcript_arg(p->command, 1).s ||
	    t->line[i].no <= p->command_line || t->line[i].no > p->command_line + 2 || !name.len ||
	    name.len > 63 || str_trim(rest).len || str_chr(name, ':') >= 0)
		return 0;
	parse_add(p, OBS_HOST, t, i, 1)->host.name = name;
	return 1;
}

/* The SID among the words of a row; its authority's part if the last number is that of a group
 * that only domains have. */
static bool domain_sid(struct arena *a, struct str line, struct str *out)
{
	struct str rest = line, token, sid;
	uint32_t rid;

	while ((token = row_token(&rest)).s) {
		ptrdiff_t last;

		if (!str_starts(token, STR("S-1-5-21-")) || !sid_parse(a, token, &sid))
			continue;
		rid = sid_rid(sid);
		last = str_rchr(sid, '-');
		if (rid != 512 && rid != 514 && (rid < 516 || rid > 520))
			return false;
		*out = str_sub(sid, 0, (size_t)last);
		return true;
	}
	return false;
}

/* Group Name                             Type             SID          Attributes
 * ====================================== ================ ============ ===============
 * CORP\Domain Admins                     Group            S-1-5-21-... Mandatory group */
static size_t parse_whoami(struct parse *p, const struct text *t, size_t i)
{
	struct span col[RUNS];
	struct str sid = { 0 }, found, command;
	size_t j = i + 2, n, at = i;

	if (i + 2 >= t->n || str_find(t->line[i].s, STR("SID")) < 0 ||
	    !(n = row_rule(t->line[i + 1].s, col, RUNS)) || n > 4 ||
	    str_find(t->line[i + 2].s, STR("S-1-")) < 0)
		return 0;
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		if (transcript_command(t->line[j].s, &command))
			break;
		if (!sid.s && domain_sid(p->arena, t->line[j].s, &found)) {
			sid = found;
			at = j;
		}
	}
	if (sid.s)
		parse_add(p, OBS_HOST, t, at, 1)->host.domain_sid = sid;
	return j - i;
}

/* I_NetLogonControl failed: Status = 1311 0x51f ERROR_NO_LOGON_SERVERS
 * Trusted DC Connection Status Status = 0 0x0 NERR_Success */
static size_t parse_status(struct parse *p, const struct text *t, size_t i)
{
	static const struct str mark = STR_INIT("Status = ");
	struct str line = t->line[i].s, rest;
	struct message *m;
	uint32_t code;
	ptrdiff_t at = str_find(line, mark);

	if (at < 0)
		return 0;
	rest = str_sub(line, (size_t)at + mark.len, line.len);
	if (!code_parse(row_token(&rest), &code) || !str_starts(row_token(&rest), STR("0x")))
		return 0;
	if (code == 0)
		return 1;
	m = &parse_add(p, OBS_MESSAGE, t, i, 1)->message;
	m->tool = STR("nltest");
	m->command = p->command;
	m->text = row_squeeze(p->arena, line);
	m->code = arena_new(p->arena, uint32_t);
	m->code[0] = code_canonical(code);
	m->n_code = 1;
	return 1;
}

/*            DC: \\DC7.corp.example
 *       Address: \\10.20.0.7
 *      Dom Guid: 5f1c...
 *      Dom Name: corp.example
 * The controller found need not be the host. */
static size_t parse_dsgetdc(struct parse *p, const struct text *t, size_t i)
{
	struct row r;
	size_t j = i;
	struct str domain = { 0 };

	if (!row_split(t->line[i].s, &r) || !str_eq(r.label, STR("DC")) ||
	    !str_starts(r.value, STR("\\\\")))
		return 0;
	for (; j < t->n && row_split(t->line[j].s, &r); j++)
		if (str_eq(r.label, STR("Dom Name")))
			domain = r.value;
	if (domain.len)
		parse_add(p, OBS_HOST, t, i, j - i)->host.domain = domain;
	return j - i;
}

/* PDC                         DC7.corp.example */
static size_t parse_fsmo(struct parse *p, const struct text *t, size_t i)
{
	struct str rest = t->line[i].s, name;
	ptrdiff_t dot;

	if (!str_eq(row_token(&rest), STR("PDC")) || !str_starts(rest, STR("  ")))
		return 0;
	name = row_token(&rest);
	dot = str_chr(name, '.');
	if (dot <= 0 || str_trim(rest).len)
		return 0;
	parse_add(p, OBS_HOST, t, i, 1)->host.domain = str_sub(name, (size_t)dot + 1, name.len);
	return 1;
}

/* The number behind " Bias:" of a line, in minutes west of UTC. */
static bool bias(struct str line, int64_t *out)
{
	static const struct str mark = STR_INIT(" Bias:");
	ptrdiff_t at = str_find(line, mark), end;
	struct str v;

	if (at < 0)
		return false;
	v = str_sub(line, (size_t)at + mark.len, line.len);
	v = str_sub(v, row_indent(v), v.len);
	end = str_find(v, STR("min"));
	return end > 0 && end < 6 && str_i64(str_sub(v, 0, (size_t)end), out);
}

/* Time zone: Current:TIME_ZONE_ID_DAYLIGHT Bias: -60min (UTC=LocalTime+Bias)
 *   [Standard Name:"W. Europe Standard Time" Bias:0min Date:(M:10 D:5 DoW:0)]
 *   [Daylight Name:"W. Europe Daylight Time" Bias:-60min Date:(M:3 D:5 DoW:0)] */
static size_t parse_zone(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s;
	bool daylight = str_find(line, STR("TIME_ZONE_ID_DAYLIGHT")) >= 0;
	int64_t base, more = 0;
	size_t used = 1;

	if (str_find(line, STR("TIME_ZONE_ID_")) < 0 || !bias(line, &base))
		return 0;
	for (size_t j = i + 1; j < t->n && j < i + 3; j++) {
		struct str v = str_trim(t->line[j].s);

		if (!str_starts(v, STR("[")))
			break;
		used = j + 1 - i;
		if (str_starts(v, daylight ? STR("[Daylight") : STR("[Standard")))
			bias(v, &more);
	}
	parse_add(p, OBS_HOST, t, i, used)->host.utc_offset = -(base + more);
	return used;
}

size_t hostcmd_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str command;
	size_t used;

	if (row_blank(t->line[i].s) || transcript_command(t->line[i].s, &command))
		return 0;
	if ((used = parse_hostname(p, t, i)) || (used = parse_whoami(p, t, i)) ||
	    (used = parse_dsgetdc(p, t, i)) || (used = parse_status(p, t, i)) ||
	    (used = parse_fsmo(p, t, i)))
		return used;
	return parse_zone(p, t, i);
}
