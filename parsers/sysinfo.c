/* sysinfo.c - see sysinfo.h */
#include "parsers/sysinfo.h"

#include "parsers/row.h"
#include "parsers/transcript.h"

enum { ROWS = 48, COLUMNS = 48 };

/* Places of the rows of systeminfo, from 0. */
enum {
	AT_HOST,
	AT_OS,
	AT_VERSION,
	AT_CONFIGURATION = 4,
	AT_INSTALLED = 9,
	AT_BOOT = 10,
	AT_LOCALE_FIRST = 14,
	/* From the time zone: five rows of memory and the page files lie between. */
	DOMAIN_BEHIND_ZONE = 7,
};

/* Parts of the names of roles: a domain controller's name may hold the word for server, so the
 * order counts. First letters are left out where their case is not ASCII's. */
static const struct {
	struct str part;
	enum host_role role;
} roles[] = {
	{ STR_INIT("domain controller"), ROLE_DC },
	{ STR_INIT("domänencontroller"), ROLE_DC },
	{ STR_INIT("contrôleur"), ROLE_DC },
	{ STR_INIT("controlador"), ROLE_DC },
	{ STR_INIT("controller di dominio"), ROLE_DC },
	{ STR_INIT("kontroler domeny"), ROLE_DC },
	{ STR_INIT("онтроллер домена"), ROLE_DC },
	{ STR_INIT("ドメイン コントローラ"), ROLE_DC },
	{ STR_INIT("域控制器"), ROLE_DC },
	{ STR_INIT("workstation"), ROLE_WORKSTATION },
	{ STR_INIT("arbeitsstation"), ROLE_WORKSTATION },
	{ STR_INIT("station de travail"), ROLE_WORKSTATION },
	{ STR_INIT("estación de trabajo"), ROLE_WORKSTATION },
	{ STR_INIT("рабочая станция"), ROLE_WORKSTATION },
	{ STR_INIT("ワークステーション"), ROLE_WORKSTATION },
	{ STR_INIT("工作站"), ROLE_WORKSTATION },
	{ STR_INIT("server"), ROLE_MEMBER },
	{ STR_INIT("serveur"), ROLE_MEMBER },
	{ STR_INIT("servidor"), ROLE_MEMBER },
	{ STR_INIT("сервер"), ROLE_MEMBER },
	{ STR_INIT("サーバー"), ROLE_MEMBER },
	{ STR_INIT("服务器"), ROLE_MEMBER },
};

static const char *const domain_label[] = { "Domain",  "Domäne", "Domaine",  "Dominio",
					    "Domínio", "Домен",  "ドメイン", NULL };

static enum host_role role_of(struct str v)
{
	for (size_t i = 0; i < ARRAY_SIZE(roles); i++)
		if (str_ifind(v, roles[i].part) >= 0)
			return roles[i].role;
	return ROLE_NONE;
}

static void init(struct host *h)
{
	*h = (struct host){ .build = OBS_UNKNOWN, .utc_offset = OBS_UNKNOWN };
}

/* "10.0.17763.737" to "10.0.17763" and 17763: three numbers, the third of four digits at
 * least. What may follow is an update revision. */
static bool take_version(struct str v, struct host *h)
{
	struct str rest = v, part;
	size_t n = 0, len = 0;
	int64_t number = 0;

	for (; n < 3; n++) {
		part = str_cut(&rest, '.');
		if (!row_digits(part) || !str_i64(part, &number))
			return false;
		len += part.len + (n ? 1 : 0);
	}
	if (part.len < 4 || (rest.s && !row_digits(rest)))
		return false;
	h->version = str_sub(v, 0, len);
	h->build = number;
	return true;
}

/* "10.0.17763 N/A Build 17763", "6.1.7601 Service Pack 1 Build 7601": in every language the
 * version begins the text and its last number ends it. */
static bool take_long_version(struct str v, struct host *h)
{
	struct str rest = v, token, last = { 0 };
	int64_t build;
	struct host found = *h;

	if (!take_version(row_token(&rest), &found))
		return false;
	while ((token = row_token(&rest)).s)
		last = token;
	if (!row_digits(last) || !str_i64(last, &build) || build != found.build)
		return false;
	*h = found;
	return true;
}

static bool two_digits(struct str v, size_t at, int64_t *out)
{
	return row_digits(str_sub(v, at, at + 2)) && str_i64(str_sub(v, at, at + 2), out);
}

/* "(UTC+05:30) Chennai, Kolkata", "(UTC) Coordinated Universal Time", "(GMT-06:00) ..." */
static bool take_zone(struct str v, struct host *h)
{
	int64_t hours, minutes;

	if (!str_starts(v, STR("(UTC")) && !str_starts(v, STR("(GMT")))
		return false;
	if (v.len > 4 && v.s[4] == ')') {
		h->utc_offset = 0;
		return true;
	}
	if (v.len < 11 || (v.s[4] != '+' && v.s[4] != '-') || v.s[7] != ':' || v.s[10] != ')' ||
	    !two_digits(v, 5, &hours) || !two_digits(v, 8, &minutes))
		return false;
	h->utc_offset = (hours * 60 + minutes) * (v.s[4] == '-' ? -1 : 1);
	return true;
}

/* "de;Deutsch (Deutschland)", "en-us;English (United States)" */
static bool take_locale(struct arena *a, struct str v, struct host *h)
{
	ptrdiff_t at = str_chr(v, ';');

	if (at < 2 || at > 10 || str_known(h->language))
		return false;
	for (size_t i = 0; i < (size_t)at; i++)
		if (v.s[i] == ' ')
			return false;
	h->language = arena_lower(a, str_sub(v, 0, (size_t)at));
	return true;
}

static void take_time(struct str v, struct when *out)
{
	struct when found = { 0 };

	if (when_parse(v, &found) || when_iso(v, &found))
		*out = found;
}

static bool is_domain_row(const struct row *row, size_t n, size_t k, size_t zone)
{
	if (row_word(row[k].label, domain_label) >= 0)
		return true;
	return zone && k == zone + DOMAIN_BEHIND_ZONE && k + 1 < n &&
	       str_starts(row[k + 1].value, STR("\\\\"));
}

/* The rows of one systeminfo in print order, whatever form they had. */
static void take_rows(struct arena *a, const struct row *row, size_t n, struct host *h)
{
	size_t zone = 0;

	for (size_t k = 0; k < n; k++) {
		struct str v = row[k].value;

		if (k == AT_HOST)
			h->name = v;
		else if (k == AT_OS)
			h->os = v;
		else if (k == AT_VERSION)
			take_long_version(v, h);
		else if (k == AT_CONFIGURATION)
			h->role = role_of(v);
		else if (k == AT_INSTALLED)
			take_time(v, &h->installed);
		else if (k == AT_BOOT)
			take_time(v, &h->boot);
		else if (k >= AT_LOCALE_FIRST && !zone && take_zone(v, h))
			zone = k;
		else if (k >= AT_LOCALE_FIRST && !zone)
			take_locale(a, v, h);
		else if (is_domain_row(row, n, k, zone) && v.len)
			h->domain = v;
	}
}

/* Whether line 'i' starts a systeminfo. *column is where its values begin; 0: the alignment was
 * lost in a copy. */
static bool is_start(const struct text *t, size_t i, size_t *column)
{
	struct host h = { 0 };
	struct row r, third;

	if (i + 2 >= t->n || row_indent(t->line[i].s) || !row_split(t->line[i].s, &r) ||
	    !r.value.len)
		return false;
	*column = r.column;
	if (row_split_at(t->line[i + 2].s, r.column, &third) && take_long_version(third.value, &h))
		return true;
	*column = 0;
	return row_split(t->line[i + 2].s, &third) && take_long_version(third.value, &h);
}

static size_t parse_text(struct parse *p, const struct text *t, size_t i)
{
	struct row row[ROWS];
	size_t n = 0, j = i, column;
	struct host h;

	if (!is_start(t, i, &column))
		return 0;
	for (; j < t->n && n < ROWS; j++) {
		struct str line = t->line[j].s, command;

		if (row_blank(line) || transcript_command(line, &command))
			break;
		/* Items of a list; without alignment their number tells them. */
		if (row_indent(line) || line.s[0] == '[')
			continue;
		if (!(column ? row_split_at(line, column, &row[n]) : row_split(line, &row[n])))
			break;
		n++;
	}
	init(&h);
	take_rows(p->arena, row, n, &h);
	parse_add(p, OBS_HOST, t, i, j - i)->host = h;
	return j - i;
}

/* The cells of a line of systeminfo /fo csv; 0 unless its third one is a version. */
static size_t csv_cells(struct arena *a, struct str line, struct row *row)
{
	struct str cell[ROWS];
	struct host h = { 0 };
	size_t n;

	if (!str_starts(line, STR("\"")))
		return 0;
	n = row_csv(a, line, ',', cell, ROWS);
	if (n < 20 || !take_long_version(cell[AT_VERSION], &h))
		return 0;
	for (size_t k = 0; k < n; k++)
		row[k] = (struct row){ .label = STR(""), .value = cell[k] };
	return n;
}

/* systeminfo /fo table: one line of headings, a rule of runs, one line of cells. */
static size_t table_cells(const struct text *t, size_t i, struct row *row)
{
	struct span col[ROWS];
	struct host h = { 0 };
	size_t n;

	if (i + 2 >= t->n || !(n = row_rule(t->line[i + 1].s, col, ROWS)) || n < 20 ||
	    !take_long_version(row_cell(t->line[i + 2].s, col, n, AT_VERSION), &h))
		return 0;
	for (size_t k = 0; k < n; k++)
		row[k] = (struct row){ .label = STR(""),
				       .value = row_cell(t->line[i + 2].s, col, n, k) };
	return n;
}

static size_t parse_cells(struct parse *p, const struct text *t, size_t i)
{
	struct row row[ROWS];
	size_t n, used;
	struct host h;

	if ((n = csv_cells(p->arena, t->line[i].s, row)))
		used = 1;
	else if (str_starts(t->line[i].s, STR("\"")) && i + 1 < t->n &&
		 (n = csv_cells(p->arena, t->line[i + 1].s, row)))
		used = 2;
	else if ((n = table_cells(t, i, row)))
		used = 3;
	else
		return 0;
	init(&h);
	take_rows(p->arena, row, n, &h);
	parse_add(p, OBS_HOST, t, i, used)->host = h;
	return used;
}

/* Microsoft Windows [Version 10.0.17763.737] - the word is translated. */
static size_t parse_banner(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s), inner, token;
	struct host h;
	ptrdiff_t at;

	if (!str_starts(line, STR("Microsoft Windows")) || (at = str_chr(line, '[')) < 0 ||
	    line.s[line.len - 1] != ']')
		return 0;
	inner = str_sub(line, (size_t)at + 1, line.len - 1);
	init(&h);
	while ((token = row_token(&inner)).s)
		if (take_version(token, &h)) {
			parse_add(p, OBS_HOST, t, i, 1)->host = h;
			return 1;
		}
	return 0;
}

enum what {
	WHAT_NONE,
	NAME,
	OS,
	VERSION,
	BUILD,
	ROLE,
	PRODUCT,
	DOMAIN,
	LANGUAGE,
	ZONE,
	OFFSET,
	BOOT,
	INSTALLED,
};

/* clang-format off */
static const struct {
	struct str name;
	enum what what;
	bool proves;	/* only lists about the host have it */
} field[] = {
	/* Win32_OperatingSystem */
	{ STR_INIT("CSName"), NAME, false }, { STR_INIT("Caption"), OS, false },
	{ STR_INIT("Version"), VERSION, false }, { STR_INIT("BuildNumber"), BUILD, true },
	{ STR_INIT("ProductType"), PRODUCT, false }, { STR_INIT("CurrentTimeZone"), OFFSET, true },
	{ STR_INIT("LastBootUpTime"), BOOT, true }, { STR_INIT("InstallDate"), INSTALLED, false },
	{ STR_INIT("MUILanguages"), LANGUAGE, true },
	/* Win32_ComputerSystem */
	{ STR_INIT("DomainRole"), ROLE, true }, { STR_INIT("Domain"), DOMAIN, false },
	{ STR_INIT("DNSHostName"), NAME, false },
	/* Get-ComputerInfo (PowerShell 5.1) */
	{ STR_INIT("OsName"), OS, true }, { STR_INIT("OsVersion"), VERSION, true },
	{ STR_INIT("OsBuildNumber"), BUILD, true }, { STR_INIT("OsProductType"), PRODUCT, true },
	{ STR_INIT("OsLastBootUpTime"), BOOT, true }, { STR_INIT("OsInstallDate"), INSTALLED, true },
	{ STR_INIT("OsLocale"), LANGUAGE, true }, { STR_INIT("OsCurrentTimeZone"), OFFSET, true },
	{ STR_INIT("CsDomainRole"), ROLE, true }, { STR_INIT("CsDomain"), DOMAIN, true },
	{ STR_INIT("TimeZone"), ZONE, false },
};
/* clang-format on */

static enum what what_of(struct str name, bool *proves)
{
	for (size_t i = 0; i < ARRAY_SIZE(field); i++)
		if (str_ieq(name, field[i].name)) {
			*proves = *proves || field[i].proves;
			return field[i].what;
		}
	return WHAT_NONE;
}

/* DomainRole of Win32_ComputerSystem: 0 and 1 are workstations, 2 a standalone server, 3 a member
 * server, 4 and 5 domain controllers; Get-ComputerInfo prints the names. */
static enum host_role domain_role(struct str v)
{
	static const enum host_role number[] = { ROLE_WORKSTATION, ROLE_WORKSTATION, ROLE_MEMBER,
						 ROLE_MEMBER,      ROLE_DC,          ROLE_DC };
	uint64_t n;

	if (str_u64(v, &n))
		return n < ARRAY_SIZE(number) ? number[n] : ROLE_NONE;
	if (str_iends(v, STR("DomainController")))
		return ROLE_DC;
	if (str_iends(v, STR("Server")))
		return ROLE_MEMBER;
	return str_iends(v, STR("Workstation")) ? ROLE_WORKSTATION : ROLE_NONE;
}

/* ProductType of Win32_OperatingSystem: 1 workstation, 2 domain controller, 3 server. */
static enum host_role product_role(struct str v)
{
	static const enum host_role number[] = { ROLE_NONE, ROLE_WORKSTATION, ROLE_DC,
						 ROLE_MEMBER };
	uint64_t n;

	if (str_u64(v, &n))
		return n < ARRAY_SIZE(number) ? number[n] : ROLE_NONE;
	return domain_role(v);
}

static bool part(struct str v, size_t from, size_t n, int *out)
{
	int64_t number;

	if (v.len < from + n || !row_digits(str_sub(v, from, from + n)) ||
	    !str_i64(str_sub(v, from, from + n), &number))
		return false;
	*out = (int)number;
	return true;
}

/* 20260317090312.500000+060: local time and the minutes that it is east of UTC ([MS-WMI] CIM
 * datetime). The offset is that of the time itself, daylight saving included. */
static bool take_cim_time(struct str v, struct when *out)
{
	int year, month, day, hour, minute, second;

	if (v.len < 14 || !part(v, 0, 4, &year) || !part(v, 4, 2, &month) || !part(v, 6, 2, &day) ||
	    !part(v, 8, 2, &hour) || !part(v, 10, 2, &minute) || !part(v, 12, 2, &second))
		return false;
	return when_civil(out, WHEN_LOCAL, year, month, day, hour, minute, second, 0);
}

/* "{en-US, de-DE}": the first one is the installed language. */
static struct str first_of(struct str v)
{
	size_t n = 0;

	while (v.len && (v.s[0] == '{' || v.s[0] == '"'))
		v = str_sub(v, 1, v.len);
	while (n < v.len && v.s[n] != ',' && v.s[n] != '}' && v.s[n] != '"')
		n++;
	return str_trim(str_sub(v, 0, n));
}

static void take(struct arena *a, struct host *h, enum what what, struct str v)
{
	if (!v.len)
		return;
	switch (what) {
	case NAME:
		h->name = v;
		break;
	case OS:
		h->os = v;
		break;
	case VERSION:
		take_version(v, h);
		break;
	case BUILD:
		str_i64(v, &h->build);
		break;
	case ROLE:
		h->role = domain_role(v);
		break;
	case PRODUCT:
		if (h->role == ROLE_NONE)
			h->role = product_role(v);
		break;
	case DOMAIN:
		h->domain = v;
		break;
	case LANGUAGE:
		h->language = arena_lower(a, first_of(v));
		break;
	case ZONE:
		take_zone(v, h);
		break;
	case OFFSET:
		str_i64(v, &h->utc_offset);
		break;
	case BOOT:
		if (!take_cim_time(v, &h->boot))
			take_time(v, &h->boot);
		break;
	case INSTALLED:
		if (!take_cim_time(v, &h->installed))
			take_time(v, &h->installed);
		break;
	case WHAT_NONE:
		break;
	}
}

/* SystemDirectory : C:\Windows\system32
 * BuildNumber     : 17763
 * Version         : 10.0.17763 */
static bool take_list(struct parse *p, const struct text *t, size_t i, size_t used,
		      const struct property *property, size_t n)
{
	bool proves = false;
	struct str name;
	struct host h;

	init(&h);
	for (size_t k = 0; k < n; k++)
		take(p->arena, &h, what_of(property[k].name, &proves), property[k].value);
	if (!proves)
		return false;
	/* Win32_ComputerSystem calls the host by the name that others give to anything. */
	name = row_property(property, n, "Name");
	if (!str_known(h.name) && str_known(row_property(property, n, "DomainRole")) && name.len)
		h.name = name;
	parse_add(p, OBS_HOST, t, i, used)->host = h;
	return true;
}

/* BuildNumber  Caption                                  Version
 * 17763        Microsoft Windows Server 2019 Standard   10.0.17763 */
static size_t parse_wmic(struct parse *p, const struct text *t, size_t i)
{
	struct span col[COLUMNS];
	bool proves = false;
	struct host h;
	size_t n, j = i + 1;

	if (!transcript_is(p->command, "wmic") || !(n = row_heading(t->line[i].s, col, COLUMNS)))
		return 0;
	while (j < t->n && row_blank(t->line[j].s))
		j++;
	if (j == t->n)
		return 0;
	init(&h);
	for (size_t k = 0; k < n; k++) {
		struct str name = str_sub(t->line[i].s, col[k].from, col[k].to);
		enum what what = what_of(str_trim(name), &proves);

		take(p->arena, &h, what, row_cell(t->line[j].s, col, n, k));
	}
	if (!proves && !str_known(h.version))
		return 0;
	parse_add(p, OBS_HOST, t, i, j + 1 - i)->host = h;
	return j + 1 - i;
}

size_t sysinfo_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t used;

	if (row_blank(t->line[i].s))
		return 0;
	if ((used = parse_banner(p, t, i)) || (used = parse_text(p, t, i)) ||
	    (used = parse_cells(p, t, i)) ||
	    (used = parse_properties(p, t, i, LIST_HOST, take_list)))
		return used;
	return parse_wmic(p, t, i);
}
