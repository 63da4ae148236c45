/* netcmd.c - see netcmd.h */
#include "parsers/netcmd.h"

#include "parsers/code.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/svcname.h"
#include "parsers/transcript.h"

static const struct str list_head[] = {
	STR_INIT("These Windows services are started"),
	STR_INIT("Folgende Windows-Dienste wurden gestartet"),
};

/* How "System error 1058 has occurred." begins; the number follows. */
static const struct str system_error[] = {
	STR_INIT("System error "),     STR_INIT("Systemfehler "),     STR_INIT("Error de sistema "),
	STR_INIT("L'erreur système "), STR_INIT("Системная ошибка "), STR_INIT("システム エラー "),
};

/* First number in v that stands alone. */
static bool number_in(struct str v, uint32_t *out)
{
	for (size_t i = 0; i < v.len; i++) {
		size_t n = 0;

		while (i + n < v.len && v.s[i + n] >= '0' && v.s[i + n] <= '9')
			n++;
		if (n && n < 6)
			return code_parse(str_sub(v, i, i + n), out);
		i += n;
	}
	return false;
}

static bool net_verb(const struct parse *p, const char *verb)
{
	return (transcript_is(p->command, "net") || transcript_is(p->command, "net1")) &&
	       str_ieq(transcript_arg(p->command, 1), str_of(verb));
}

static bool is_list_head(const struct parse *p, struct str line)
{
	for (size_t k = 0; k < ARRAY_SIZE(list_head); k++)
		if (str_istarts(str_trim(line), list_head[k]))
			return true;
	return net_verb(p, "start") && !transcript_arg(p->command, 2).len &&
	       str_iends(str_rtrim(line), STR(":"));
}

/* "   Cryptographic Services": three blanks, but copies lose them; a list without them ends at
 * the first blank line or full stop. */
static size_t parse_list(struct parse *p, const struct text *t, size_t i)
{
	size_t j = i + 1;
	bool indented;

	if (!is_list_head(p, t->line[i].s))
		return 0;
	while (j < t->n && row_blank(t->line[j].s))
		j++;
	indented = j < t->n && row_indent(t->line[j].s) > 0;
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		struct str name = str_trim(t->line[j].s), command;
		struct service *s;

		if (transcript_command(t->line[j].s, &command) ||
		    transcript_elision(t->line[j].s) || str_iends(name, STR(".")) ||
		    (indented && !row_indent(t->line[j].s)))
			break;
		s = &parse_add(p, OBS_SERVICE, t, j, 1)->service;
		s->display = name;
		s->key = svcname_key(name);
		s->state = SERVICE_RUNNING;
	}
	return j - i;
}

/* More help is available by typing NET HELPMSG 3534. */
static bool help_number(struct str line, uint32_t *out)
{
	ptrdiff_t at = str_find(line, STR("NET HELPMSG "));

	return at >= 0 && number_in(str_sub(line, (size_t)at, line.len), out);
}

static bool system_error_number(struct str line, uint32_t *out)
{
	struct str v = str_trim(line);

	for (size_t k = 0; k < ARRAY_SIZE(system_error); k++)
		if (str_starts(v, system_error[k]))
			return number_in(str_sub(v, system_error[k].len, v.len), out);
	return false;
}

static void add_failure(struct parse *p, const struct text *t, size_t i, size_t end,
			const uint32_t *code, size_t n)
{
	struct message *m = &parse_add(p, OBS_MESSAGE, t, i, end - i)->message;

	m->tool = STR("net");
	m->command = p->command;
	m->text = row_join(p->arena, t, i, end);
	m->code = arena_array(p->arena, uint32_t, n);
	for (size_t k = 0; k < n; k++)
		m->code[k] = code_canonical(code[k]);
	m->n_code = n;
}

/* The end of what the number on line 'i' says: the system's own message follows a system error
 * after a blank line. */
static size_t message_end(const struct text *t, size_t i)
{
	struct str command;
	uint32_t code;

	if (!system_error_number(t->line[i].s, &code) || i + 2 >= t->n ||
	    !row_blank(t->line[i + 1].s) || row_blank(t->line[i + 2].s) ||
	    transcript_command(t->line[i + 2].s, &command))
		return i + 1;
	return i + 3;
}

/* The Cryptographic Services service could not be started.
 * <blank>
 * A system error has occurred.
 * <blank>
 * System error 1058 has occurred.
 * What follows the last number is the system's own message. A service that starts gives no
 * message: its lines are taken one by one. */
static size_t parse_action(struct parse *p, const struct text *t, size_t i)
{
	enum { LONGEST = 12 };
	uint32_t code[LIMIT_CODES], one;
	size_t n = 0, end = i + 1;
	struct str command;

	for (size_t j = i; j < t->n && j < i + LONGEST; j++) {
		struct str line = t->line[j].s;

		if (transcript_command(line, &command))
			break;
		if (n < LIMIT_CODES &&
		    (system_error_number(line, &one) || help_number(line, &one))) {
			code[n++] = one;
			end = message_end(t, j);
		}
	}
	if (!n)
		return 1;
	add_failure(p, t, i, end, code, n);
	return end - i;
}

/* A failure in a text without its command: from the error's line on. */
static size_t parse_bare(struct parse *p, const struct text *t, size_t i)
{
	uint32_t code;
	size_t end;

	if (!system_error_number(t->line[i].s, &code) && !help_number(t->line[i].s, &code))
		return 0;
	end = message_end(t, i);
	add_failure(p, t, i, end, &code, 1);
	return end - i;
}

/* Computer role:                                        PRIMARY */
static size_t parse_role(struct parse *p, const struct text *t, size_t i)
{
	static const struct {
		struct str word;
		enum host_role role;
	} roles[] = {
		{ STR_INIT("PRIMARY"), ROLE_DC },
		{ STR_INIT("BACKUP"), ROLE_DC },
		{ STR_INIT("SERVER"), ROLE_MEMBER },
		{ STR_INIT("WORKSTATION"), ROLE_WORKSTATION },
	};
	struct row r;

	if (!row_split(t->line[i].s, &r) ||
	    (!str_ieq(r.label, STR("Computer role")) && !net_verb(p, "accounts")))
		return 0;
	for (size_t k = 0; k < ARRAY_SIZE(roles); k++)
		if (str_eq(r.value, roles[k].word)) {
			parse_add(p, OBS_HOST, t, i, 1)->host.role = roles[k].role;
			return 1;
		}
	return net_verb(p, "accounts") ? 1 : 0;
}

size_t netcmd_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str command;
	size_t used;

	if (row_blank(t->line[i].s) || transcript_command(t->line[i].s, &command))
		return 0;
	if ((used = parse_list(p, t, i)) || (used = parse_role(p, t, i)))
		return used;
	if (transcript_arg(p->command, 2).len && (net_verb(p, "start") || net_verb(p, "stop")))
		return parse_action(p, t, i);
	return parse_bare(p, t, i);
}
