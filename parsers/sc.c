/* sc.c - see sc.h */
#include "parsers/sc.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/svcname.h"
#include "parsers/transcript.h"

/* Rows in the order in which sc prints them; a configuration follows TYPE with START_TYPE, a
 * status with STATE. */
enum role {
	ROW_NONE,
	ROW_NAME,
	ROW_TYPE,
	ROW_STATE,
	ROW_EXIT,
	ROW_SERVICE_EXIT,
	ROW_CHECKPOINT,
	ROW_WAIT,
	ROW_PID,
	ROW_FLAGS,
	ROW_START,
	ROW_ERROR,
	ROW_BINARY,
	ROW_GROUP,
	ROW_TAG,
	ROW_DISPLAY,
	ROW_DEPENDS,
	ROW_ACCOUNT,
	ROW_LAST
};

struct label {
	struct str text;
	enum role role;
};

/* clang-format off */
static const struct label label[] = {
	/* English; also printed by Japanese Windows */
	{ STR_INIT("SERVICE_NAME"), ROW_NAME }, { STR_INIT("DISPLAY_NAME"), ROW_DISPLAY },
	{ STR_INIT("TYPE"), ROW_TYPE }, { STR_INIT("STATE"), ROW_STATE },
	{ STR_INIT("WIN32_EXIT_CODE"), ROW_EXIT },
	{ STR_INIT("SERVICE_EXIT_CODE"), ROW_SERVICE_EXIT },
	{ STR_INIT("CHECKPOINT"), ROW_CHECKPOINT }, { STR_INIT("WAIT_HINT"), ROW_WAIT },
	{ STR_INIT("PID"), ROW_PID }, { STR_INIT("FLAGS"), ROW_FLAGS },
	{ STR_INIT("START_TYPE"), ROW_START }, { STR_INIT("ERROR_CONTROL"), ROW_ERROR },
	{ STR_INIT("BINARY_PATH_NAME"), ROW_BINARY }, { STR_INIT("LOAD_ORDER_GROUP"), ROW_GROUP },
	{ STR_INIT("TAG"), ROW_TAG }, { STR_INIT("DEPENDENCIES"), ROW_DEPENDS },
	{ STR_INIT("SERVICE_START_NAME"), ROW_ACCOUNT },
	/* Russian */
	{ STR_INIT("Имя_службы"), ROW_NAME }, { STR_INIT("Тип"), ROW_TYPE },
	{ STR_INIT("Состояние"), ROW_STATE }, { STR_INIT("Код_выхода_Win32"), ROW_EXIT },
	{ STR_INIT("Код_выхода_службы"), ROW_SERVICE_EXIT },
	{ STR_INIT("Контрольная_точка"), ROW_CHECKPOINT }, { STR_INIT("Ожидание"), ROW_WAIT },
	{ STR_INIT("Тип_запуска"), ROW_START }, { STR_INIT("Управление_ошибками"), ROW_ERROR },
	{ STR_INIT("Имя_двоичного_файла"), ROW_BINARY },
	/* Spanish */
	{ STR_INIT("NOMBRE_SERVICIO"), ROW_NAME }, { STR_INIT("TIPO"), ROW_TYPE },
	{ STR_INIT("ESTADO"), ROW_STATE }, { STR_INIT("CÓD_SALIDA_WIN32"), ROW_EXIT },
	{ STR_INIT("CÓD_SALIDA_SERVICIO"), ROW_SERVICE_EXIT },
	{ STR_INIT("PUNTO_COMPROB."), ROW_CHECKPOINT }, { STR_INIT("INDICACIÓN_INICIO"), ROW_WAIT },
	{ STR_INIT("TIPO_INICIO"), ROW_START }, { STR_INIT("CONTROL_ERROR"), ROW_ERROR },
	{ STR_INIT("NOMBRE_RUTA_BINARIO"), ROW_BINARY },
	/* German */
	{ STR_INIT("DIENSTNAME"), ROW_NAME }, { STR_INIT("STATUS"), ROW_STATE },
	{ STR_INIT("STARTTYP"), ROW_START },
};
/* clang-format on */

static enum role role_of_label(struct str v)
{
	for (size_t i = 0; i < ARRAY_SIZE(label); i++)
		if (str_ieq(v, label[i].text))
			return label[i].role;
	return ROW_NONE;
}

/* "20  WIN32_SHARE_PROCESS": the type is printed in hexadecimal. */
static bool is_type(struct str value)
{
	static const struct str word[] = {
		STR_INIT("WIN32"), STR_INIT("KERNEL_DRIVER"), STR_INIT("FILE_SYSTEM_DRIVER"),
		STR_INIT("USER_"), STR_INIT("ADAPTER"),       STR_INIT("RECOGNIZER_DRIVER"),
		STR_INIT("PKG_"),
	};
	struct str rest = value, number = row_token(&rest), name = row_token(&rest);

	if (number.len == 0 || number.len > 4)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(word); i++)
		if (str_starts(name, word[i]))
			return true;
	return false;
}

/* "4  RUNNING" */
static enum service_state value_state(struct str value)
{
	struct str rest = value;
	uint64_t n;

	if (!str_u64(row_token(&rest), &n) || n < SERVICE_STOPPED || n > SERVICE_PAUSED)
		return SERVICE_NONE;
	return svcname_state(row_token(&rest)) == (enum service_state)n ? (enum service_state)n :
									  SERVICE_NONE;
}

/* "2   AUTO_START  (DELAYED)" */
static enum start_type value_start(struct str value)
{
	struct str rest = value;
	uint64_t n;

	if (!str_u64(row_token(&rest), &n) || n + 1 > START_DISABLED)
		return START_NONE;
	return svcname_start(row_token(&rest)) == (enum start_type)(n + 1) ?
		       (enum start_type)(n + 1) :
		       START_NONE;
}

/* "1077  (0x435)" */
static bool is_code(struct str value)
{
	struct str rest = value, number = row_token(&rest);
	int64_t n;

	return str_i64(number, &n) && str_starts(str_trim(rest), STR("(0x"));
}

static bool fits(enum role role, struct str value)
{
	struct str rest = value;

	switch (role) {
	case ROW_TYPE:
		return is_type(value);
	case ROW_STATE:
		return value_state(value) != SERVICE_NONE;
	case ROW_START:
		return value_start(value) != START_NONE;
	case ROW_EXIT:
	case ROW_SERVICE_EXIT:
		return is_code(value);
	case ROW_CHECKPOINT:
	case ROW_WAIT:
		return str_starts(value, STR("0x"));
	case ROW_PID:
	case ROW_TAG:
		return row_digits(value);
	case ROW_ERROR:
		return row_digits(row_token(&rest));
	case ROW_NAME:
		return value.len > 0;
	default:
		return true;
	}
}

/* The row after 'last' in print order. TYPE is followed by either of two. */
static enum role role_after(enum role last, struct str value)
{
	if (last == ROW_TYPE)
		return value_start(value) != START_NONE ? ROW_START : ROW_STATE;
	return last == ROW_FLAGS || last == ROW_NONE ? ROW_NONE : last + 1;
}

/* The role of a row: types, states and start types are unmistakable, labels come next, and a
 * label that is not known takes the place after the last row if its value has the shape. Only
 * a display name can stand between name and type. */
static enum role row_role(const struct row *r, enum role last)
{
	enum role role;

	if (!r->label.len)
		return last == ROW_DEPENDS ? ROW_DEPENDS : ROW_NONE;
	if (is_type(r->value))
		return ROW_TYPE;
	if (value_state(r->value) != SERVICE_NONE)
		return ROW_STATE;
	if (value_start(r->value) != START_NONE)
		return ROW_START;
	role = role_of_label(r->label);
	if (role == ROW_NONE && last == ROW_NAME)
		return ROW_DISPLAY;
	if (role == ROW_NONE)
		role = role_after(last, r->value);
	return role < ROW_LAST && fits(role, r->value) ? role : ROW_NONE;
}

/* "SERVICE_NAME: cryptsvc": a known label, or any label without blanks at the line's start
 * with a TYPE row on one of the next lines. */
static bool is_head(const struct text *t, size_t i, struct row *r)
{
	struct row next;

	if (!row_split(t->line[i].s, r) || !r->label.len || !r->value.len)
		return false;
	if (role_of_label(r->label) == ROW_NAME)
		return true;
	if (row_indent(t->line[i].s) || str_chr(r->label, ' ') >= 0 || is_type(r->value) ||
	    role_of_label(r->label) != ROW_NONE)
		return false;
	for (size_t k = i + 1; k < t->n && k <= i + 3; k++)
		if (row_split(t->line[k].s, &next) && is_type(next.value))
			return true;
	return false;
}

/* The service named on the command line: sc [\\server] verb [name]. */
static struct str command_service(struct arena *a, struct str command, struct str *verb)
{
	size_t at = 1;
	struct str v;

	*verb = (struct str){ 0 };
	if (!command.len || !transcript_is(command, "sc"))
		return (struct str){ 0 };
	v = transcript_arg(command, at);
	if (str_starts(v, STR("\\\\")))
		v = transcript_arg(command, ++at);
	*verb = arena_lower(a, v);
	v = transcript_arg(command, at + 1);
	/* sc query type= driver */
	return v.len && v.s[v.len - 1] != '=' ? arena_lower(a, v) : (struct str){ 0 };
}

struct block {
	struct service s;
	struct buf depends;
	enum role last;
	bool any; /* more than the name is known */
};

/* Dependencies on groups are printed with a plus sign; they stay so. */
static void add_depends(struct block *b, struct str value)
{
	if (!value.len)
		return;
	if (b->depends.len)
		buf_addc(&b->depends, ' ');
	buf_add(&b->depends, value);
}

static void take_code(struct str value, int64_t *out)
{
	struct str rest = value;
	uint32_t code;

	if (code_parse(row_token(&rest), &code))
		*out = code_canonical(code);
}

static void take_row(struct block *b, enum role role, struct str value)
{
	struct str rest = value, first = row_token(&rest);

	switch (role) {
	case ROW_STATE:
		b->s.state = value_state(value);
		break;
	case ROW_START:
		b->s.start = value_start(value);
		break;
	case ROW_EXIT:
		take_code(value, &b->s.exit_code);
		break;
	case ROW_SERVICE_EXIT:
		str_i64(first, &b->s.service_code);
		break;
	case ROW_PID:
		str_i64(value, &b->s.pid);
		break;
	case ROW_BINARY:
		b->s.binary = value;
		break;
	case ROW_DISPLAY:
		b->s.display = value;
		break;
	case ROW_DEPENDS:
		add_depends(b, value);
		break;
	case ROW_ACCOUNT:
		b->s.account = value;
		break;
	default:
		break;
	}
	b->any = b->any || role == ROW_STATE || role == ROW_START || role == ROW_EXIT ||
		 role == ROW_BINARY;
	b->last = role;
}

/* "                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)" */
static bool is_flags(struct str line)
{
	struct str v = str_trim(line);

	return v.len > 2 && v.s[0] == '(' && v.s[v.len - 1] == ')';
}

/* A path that a console broke at its width goes on in column 0. */
static bool wraps(const struct text *t, size_t i, enum role last)
{
	size_t width = i ? utf8_columns(t->line[i - 1].s) : 0;

	return last == ROW_BINARY && (width == 80 || width == 120);
}

static bool ends_block(const struct text *t, size_t i)
{
	struct str command;
	struct row r;

	return transcript_command(t->line[i].s, &command) ||
	       str_starts(str_trim(t->line[i].s), STR("[SC] ")) || is_head(t, i, &r);
}

/* Rows from 'i' on; returns the index behind the last one that belongs to the block. */
static size_t read_rows(struct parse *p, const struct text *t, size_t i, struct block *b)
{
	size_t end = i;

	for (; i < t->n; i++) {
		struct str line = t->line[i].s;
		enum role role;
		struct row r;

		if (row_blank(line)) {
			if (i - end > 1)
				break;
			continue;
		}
		if (ends_block(t, i))
			break;
		if (wraps(t, i, b->last) && !(row_split(line, &r) && role_of_label(r.label))) {
			b->s.binary = arena_printf(p->arena, "%.*s%.*s", STR_ARG(b->s.binary),
						   STR_ARG(str_rtrim(line)));
			end = i + 1;
			continue;
		}
		if (is_flags(line)) {
			end = i + 1;
			continue;
		}
		if (!row_split(line, &r) || (role = row_role(&r, b->last)) == ROW_NONE)
			break;
		take_row(b, role, r.value);
		end = i + 1;
	}
	return end;
}

static void block_init(struct block *b, struct arena *a)
{
	*b = (struct block){ .s = { .exit_code = OBS_UNKNOWN,
				    .service_code = OBS_UNKNOWN,
				    .query_code = OBS_UNKNOWN,
				    .pid = OBS_UNKNOWN },
			     .depends = { .arena = a } };
}

static void emit(struct parse *p, const struct text *t, size_t i, size_t end, struct block *b)
{
	struct service *s = &parse_add(p, OBS_SERVICE, t, i, end - i)->service;

	*s = b->s;
	s->key = arena_lower(p->arena, s->key);
	if (b->depends.len)
		s->depends = arena_lower(p->arena, buf_str(&b->depends));
}

/* sc qfailure, qprivs, qtriggerinfo: rows that say nothing about the state. */
static size_t skip_other(const struct text *t, size_t i)
{
	struct row r;

	for (; i < t->n && !ends_block(t, i); i++)
		if (!row_blank(t->line[i].s) && !row_indent(t->line[i].s) &&
		    !row_split(t->line[i].s, &r))
			break;
	return i;
}

static size_t parse_block(struct parse *p, const struct text *t, size_t i, struct str key)
{
	size_t end, first = key.s ? i : i + 1;
	struct block b;
	struct row r;

	block_init(&b, p->arena);
	if (!key.s && is_head(t, i, &r)) {
		key = r.value;
		b.last = ROW_NAME;
	}
	b.s.key = key;
	end = read_rows(p, t, first, &b);
	if (b.any) {
		emit(p, t, i, end, &b);
		return end - i;
	}
	return first > i ? skip_other(t, end > first ? end : first) - i : 0;
}

/* [SC] EnumQueryServicesStatus:OpenService FAILED 1060:
 * The number ends the line in every language; "entriesread = 2" is a count. */
static bool sc_error(struct str line, struct str *api, uint32_t *code)
{
	struct str v = str_trim(line), rest, token, number = { 0 }, before = { 0 };

	if (!str_starts(v, STR("[SC] ")))
		return false;
	rest = str_sub(v, 5, v.len);
	while (rest.len && (rest.s[rest.len - 1] == ':' || rest.s[rest.len - 1] == ' '))
		rest.len--;
	*api = (struct str){ 0 };
	while ((token = row_token(&rest)).s) {
		if (!api->s)
			*api = token;
		before = number;
		number = token;
	}
	while (api->len && api->s[api->len - 1] == ':')
		api->len--;
	return before.s && !str_eq(before, STR("=")) && row_digits(number) &&
	       code_parse(number, code);
}

/* A call that only asks, or a missing service whatever was to be done to it: the state of the
 * service is what failed to be read. Anything else is a change that failed. */
static bool is_query(struct str api, struct str verb, uint32_t code)
{
	static const char *const changing[] = { "start",   "stop",   "pause",       "continue",
						"config",  "create", "delete",      "control",
						"failure", "sdset",  "description", NULL };

	if (code == 1060)
		return true;
	if (str_ifind(api, STR("Start")) == 0 || str_ifind(api, STR("Change")) == 0 ||
	    str_ifind(api, STR("Control")) == 0 || str_ifind(api, STR("Create")) == 0 ||
	    str_ifind(api, STR("Delete")) == 0 || str_ifind(api, STR("Set")) == 0)
		return false;
	return row_word(verb, changing) < 0;
}

static void add_failed_change(struct parse *p, const struct text *t, size_t i, size_t end,
			      uint32_t code)
{
	struct message *m = &parse_add(p, OBS_MESSAGE, t, i, end - i)->message;

	m->tool = STR("sc");
	m->command = p->command;
	m->text = row_join(p->arena, t, i, end);
	m->code = arena_new(p->arena, uint32_t);
	m->code[0] = code_canonical(code);
	m->n_code = 1;
}

/* The system's message follows after a blank line and may be wrapped. */
static size_t error_end(const struct text *t, size_t i)
{
	size_t end = i + 1, j = i + 1;

	while (j < t->n && j <= i + 2 && row_blank(t->line[j].s))
		j++;
	for (; j < t->n && j < i + 8 && !row_blank(t->line[j].s) && !ends_block(t, j); j++)
		end = j + 1;
	return end;
}

static size_t parse_status_line(struct parse *p, const struct text *t, size_t i)
{
	struct str api, verb, key;
	uint32_t code;
	size_t end;

	if (!sc_error(t->line[i].s, &api, &code))
		return 1;
	end = error_end(t, i);
	key = command_service(p->arena, p->command, &verb);
	if (!is_query(api, verb, code)) {
		add_failed_change(p, t, i, end, code);
	} else if (str_ifind(api, STR("OpenSCManager")) < 0 && key.s) {
		struct service *s = &parse_add(p, OBS_SERVICE, t, i, end - i)->service;

		s->key = key;
		s->query_code = code_canonical(code);
	} else {
		add_failed_change(p, t, i, end, code);
	}
	return end - i;
}

size_t sc_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s, key, verb;
	struct row r;

	if (str_starts(str_trim(line), STR("[SC] ")))
		return parse_status_line(p, t, i);
	if (str_chr(line, ':') < 0)
		return 0;
	if (is_head(t, i, &r))
		return parse_block(p, t, i, (struct str){ 0 });
	/* Without the name's row (findstr, a cut copy) the command line tells the service. */
	if (!row_split(line, &r) || (!is_type(r.value) && value_state(r.value) == SERVICE_NONE &&
				     value_start(r.value) == START_NONE))
		return 0;
	key = command_service(p->arena, p->command, &verb);
	return key.s ? parse_block(p, t, i, key) : 0;
}
