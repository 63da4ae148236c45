/* event.c - see event.h */
#include "parsers/event.h"

#include "parsers/code.h"
#include "parsers/limits.h"
#include "parsers/msgid.h"

enum { QUOTE_BYTES = 600 }; /* of a message, for citations */

/* Event Viewer shows the part behind "Microsoft-Windows-" in its lists; older versions of Windows
 * used the short name as the source itself. */
/* clang-format off */
static const struct {
	struct str printed, name;
} providers[] = {
	{ STR_INIT("VSS"),				STR_INIT("VSS") },
	{ STR_INIT("volsnap"),				STR_INIT("volsnap") },
	{ STR_INIT("Backup"),				STR_INIT("Microsoft-Windows-Backup") },
	{ STR_INIT("Microsoft-Windows-Backup"),		STR_INIT("Microsoft-Windows-Backup") },
	{ STR_INIT("CAPI2"),				STR_INIT("Microsoft-Windows-CAPI2") },
	{ STR_INIT("Microsoft-Windows-CAPI2"),		STR_INIT("Microsoft-Windows-CAPI2") },
	{ STR_INIT("Service Control Manager"),		STR_INIT("Service Control Manager") },
	{ STR_INIT("Microsoft-Windows-Service Control Manager"),
							STR_INIT("Service Control Manager") },
	{ STR_INIT("DCOM"),			STR_INIT("Microsoft-Windows-DistributedCOM") },
	{ STR_INIT("DistributedCOM"),		STR_INIT("Microsoft-Windows-DistributedCOM") },
	{ STR_INIT("Microsoft-Windows-DistributedCOM"),
						STR_INIT("Microsoft-Windows-DistributedCOM") },
	{ STR_INIT("EventSystem"),		STR_INIT("Microsoft-Windows-EventSystem") },
	{ STR_INIT("Microsoft-Windows-EventSystem"), STR_INIT("Microsoft-Windows-EventSystem") },
	{ STR_INIT("ESENT"),				STR_INIT("ESENT") },
	{ STR_INIT("NTDS ISAM"),			STR_INIT("NTDS ISAM") },
	{ STR_INIT("disk"),				STR_INIT("disk") },
	{ STR_INIT("Ntfs"),				STR_INIT("Ntfs") },
	{ STR_INIT("Microsoft-Windows-Ntfs"),		STR_INIT("Microsoft-Windows-Ntfs") },
	{ STR_INIT("SQLWRITER"),			STR_INIT("SQLWRITER") },
	{ STR_INIT("SQLVDI"),				STR_INIT("SQLVDI") },
	{ STR_INIT("SPP"),				STR_INIT("SPP") },
	{ STR_INIT("partmgr"),				STR_INIT("partmgr") },
	{ STR_INIT("ActiveDirectory_DomainService"),
					STR_INIT("Microsoft-Windows-ActiveDirectory_DomainService") },
	{ STR_INIT("Microsoft-Windows-ActiveDirectory_DomainService"),
					STR_INIT("Microsoft-Windows-ActiveDirectory_DomainService") },
	{ STR_INIT("Kernel-Power"),			STR_INIT("Microsoft-Windows-Kernel-Power") },
	{ STR_INIT("Hyper-V-VMMS"),			STR_INIT("Microsoft-Windows-Hyper-V-VMMS") },
	{ STR_INIT("TaskScheduler"),			STR_INIT("Microsoft-Windows-TaskScheduler") },
};

/* English, German, French, Spanish, Italian, Portuguese, Russian, Japanese, Chinese; then Dutch, Polish,
 * Swedish, Czech, Turkish, Korean, which are accepted, not relied on. */
static const struct {
	struct str word;
	uint8_t level;
} levels[] = {
	{ STR_INIT("Critical"), 1 }, { STR_INIT("Kritisch"), 1 }, { STR_INIT("Critique"), 1 },
	{ STR_INIT("Crítico"), 1 }, { STR_INIT("Critico"), 1 }, { STR_INIT("Критический"), 1 },
	{ STR_INIT("重大"), 1 }, { STR_INIT("严重"), 1 }, { STR_INIT("關鍵"), 1 },
	{ STR_INIT("Error"), 2 }, { STR_INIT("Fehler"), 2 }, { STR_INIT("Erreur"), 2 },
	{ STR_INIT("Errore"), 2 }, { STR_INIT("Erro"), 2 }, { STR_INIT("Ошибка"), 2 },
	{ STR_INIT("エラー"), 2 }, { STR_INIT("错误"), 2 }, { STR_INIT("錯誤"), 2 },
	{ STR_INIT("Warning"), 3 }, { STR_INIT("Warnung"), 3 }, { STR_INIT("Avertissement"), 3 },
	{ STR_INIT("Advertencia"), 3 }, { STR_INIT("Avviso"), 3 }, { STR_INIT("Aviso"), 3 },
	{ STR_INIT("Предупреждение"), 3 }, { STR_INIT("警告"), 3 },
	{ STR_INIT("Information"), 4 }, { STR_INIT("Informationen"), 4 },
	{ STR_INIT("Informational"), 4 }, { STR_INIT("Informations"), 4 },
	{ STR_INIT("Información"), 4 }, { STR_INIT("Informazioni"), 4 },
	{ STR_INIT("Informações"), 4 }, { STR_INIT("Сведения"), 4 }, { STR_INIT("情報"), 4 },
	{ STR_INIT("信息"), 4 }, { STR_INIT("資訊"), 4 },
	{ STR_INIT("Verbose"), 5 }, { STR_INIT("Ausführlich"), 5 }, { STR_INIT("詳細"), 5 },
	{ STR_INIT("Kritiek"), 1 }, { STR_INIT("Krytyczny"), 1 }, { STR_INIT("Kritické"), 1 },
	{ STR_INIT("Fout"), 2 }, { STR_INIT("Błąd"), 2 }, { STR_INIT("Fel"), 2 },
	{ STR_INIT("Chyba"), 2 }, { STR_INIT("Hata"), 2 }, { STR_INIT("오류"), 2 },
	{ STR_INIT("Waarschuwing"), 3 }, { STR_INIT("Ostrzeżenie"), 3 }, { STR_INIT("Varning"), 3 },
	{ STR_INIT("Upozornění"), 3 }, { STR_INIT("Uyarı"), 3 }, { STR_INIT("경고"), 3 },
	{ STR_INIT("Informatie"), 4 }, { STR_INIT("Informacje"), 4 }, { STR_INIT("Informace"), 4 },
	{ STR_INIT("Bilgi"), 4 }, { STR_INIT("정보"), 4 }, { STR_INIT("Informação"), 4 },
	{ STR_INIT("SuccessAudit"), 0 }, { STR_INIT("FailureAudit"), 0 },
	{ STR_INIT("Success Audit"), 0 }, { STR_INIT("Failure Audit"), 0 },
};
/* clang-format on */

struct event event_unknown(void)
{
	return (struct event){ .id = OBS_UNKNOWN,
			       .level = OBS_UNKNOWN,
			       .qualifiers = OBS_UNKNOWN,
			       .record_id = OBS_UNKNOWN,
			       .count = OBS_UNKNOWN };
}

static ptrdiff_t provider_row(struct str printed)
{
	for (size_t i = 0; i < ARRAY_SIZE(providers); i++)
		if (str_ieq(providers[i].printed, printed))
			return (ptrdiff_t)i;
	return -1;
}

struct str event_provider(struct str printed)
{
	ptrdiff_t row = provider_row(printed);

	return row < 0 ? printed : providers[row].name;
}

bool event_provider_known(struct str printed)
{
	return provider_row(printed) >= 0;
}

int64_t event_level(struct str word)
{
	uint64_t n;

	word = str_trim(word);
	if (str_u64(word, &n))
		return n <= 5 ? (int64_t)n : OBS_UNKNOWN;
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
		if (str_ieq(levels[i].word, word))
			return levels[i].level;
	return OBS_UNKNOWN;
}

void event_data(struct arena *a, struct event *e, struct str name, struct str value)
{
	size_t cap = e->n_data;
	struct data *d;

	if (e->n_data >= LIMIT_EVENT_DATA)
		return;
	/* Room grows in steps of eight; what is there is told by the count. */
	cap = (cap + 7) / 8 * 8;
	d = PUSH(a, e->data, e->n_data, cap);
	d->name = name;
	d->value = value;
}

/* "0000: 00000000 00580002 ..." are words as they are read, "2D20436F" are bytes. */
static struct str hex_bytes(struct arena *a, struct str hex)
{
	bool words = str_find(hex, STR(": ")) > 0;
	struct buf out = { .arena = a };
	struct str rest = hex;

	while (rest.s && out.len < LIMIT_EVENT_TEXT) {
		struct str part = str_trim(str_cut(&rest, ' '));

		if (!part.len || part.s[part.len - 1] == ':')
			continue;
		for (size_t i = 0; i + 1 < part.len; i += 2) {
			size_t at = words ? part.len - 2 - i : i;
			int high = str_hex(part.s[at]), low = str_hex(part.s[at + 1]);

			if (high < 0 || low < 0 || part.len % 2)
				return (struct str){ 0 };
			buf_addc(&out, (char)(high * 16 + low));
		}
	}
	return buf_str(&out);
}

static uint32_t word_at(struct str v, size_t at)
{
	uint32_t n = 0;

	for (size_t i = 4; i > 0; i--)
		n = n << 8 | (unsigned char)v.s[at + i - 1];
	return n;
}

void event_binary(struct arena *a, struct event *e, struct str hex)
{
	struct str bytes = hex_bytes(a, str_trim(hex));
	bool printable = bytes.len >= 8;

	for (size_t i = 0; i < bytes.len; i++)
		printable = printable && bytes.s[i] >= ' ' && bytes.s[i] < 0x7f;
	if (printable) {
		event_data(a, e, STR("Binary"), str_trim(arena_str(a, bytes)));
		return;
	}
	if (hex.len)
		event_data(a, e, STR("Binary"), arena_str(a, str_trim(hex)));
	/* [wdm.h] IO_ERROR_LOG_PACKET: ErrorCode at 12, FinalStatus at 20 */
	if (bytes.len >= 24 && e->id > 0 && (word_at(bytes, 12) & 0xffff) == (uint64_t)e->id &&
	    (word_at(bytes, 20) & 0x80000000u))
		event_data(a, e, STR("Status"), arena_printf(a, "0x%08x", word_at(bytes, 20)));
}

static void add_code(struct arena *a, struct event *e, uint32_t code)
{
	uint32_t *more;

	if (!code || e->n_code >= LIMIT_CODES)
		return;
	for (size_t i = 0; i < e->n_code; i++)
		if (e->code[i] == code)
			return;
	more = arena_array(a, uint32_t, e->n_code + 1);
	for (size_t i = 0; i < e->n_code; i++)
		more[i] = e->code[i];
	more[e->n_code++] = code;
	e->code = more;
}

static void scan(struct arena *a, struct event *e, struct str text)
{
	uint32_t *code;
	size_t n = code_scan(a, text, &code);

	for (size_t i = 0; i < n; i++)
		add_code(a, e, code[i]);
}

/* Data items that hold a bare code: HRESULT, DetailedHRESULT, ErrorCode, SppErrorCode, Status. */
static bool names_code(struct str name)
{
	return str_iends(name, STR("hresult")) || str_iends(name, STR("hresult2")) ||
	       str_iends(name, STR("errorcode")) || str_ieq(name, STR("Status"));
}

/* Error value (decimal):  -1032
 * Error value (hex): fffffbf8
 * Directory service messages give the same code twice; the second one is alike in most languages.
 */
static void hex_values(struct arena *a, struct event *e)
{
	struct str rest = e->text;

	while (rest.s && e->n_code < LIMIT_CODES) {
		struct str line = str_cut(&rest, '\n'), hex;
		ptrdiff_t at = str_find(line, STR("(hex")), colon;
		uint64_t code;

		if (at < 0)
			continue;
		line = str_sub(line, (size_t)at, line.len);
		colon = str_chr(line, ':');
		hex = colon < 0 ? STR("") : str_trim(str_sub(line, (size_t)colon + 1, line.len));
		if (colon >= 0 && !hex.len && rest.s)
			hex = str_trim(str_cut(&rest, '\n'));
		if (hex.len && hex.len <= 8 &&
		    str_u64(arena_printf(a, "0x%.*s", STR_ARG(hex)), &code))
			add_code(a, e, code_canonical((uint32_t)code));
	}
}

static void find_codes(struct arena *a, struct event *e)
{
	for (size_t i = 0; i < e->n_data; i++) {
		uint32_t code;

		if (names_code(e->data[i].name) && code_parse(e->data[i].value, &code))
			add_code(a, e, code);
	}
	scan(a, e, e->text);
	hex_values(a, e);
	for (size_t i = 0; i < e->n_data; i++)
		if (!str_ieq(e->data[i].name, STR("Binary")))
			scan(a, e, e->data[i].value);
}

static struct str text_of_data(struct arena *a, const struct event *e)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < e->n_data && out.len < LIMIT_EVENT_TEXT; i++) {
		if (str_ieq(e->data[i].name, STR("Binary")))
			continue;
		if (out.len)
			buf_addc(&out, '\n');
		buf_add(&out, str_trim(e->data[i].value));
	}
	return out.len ? arena_str(a, buf_str(&out)) : (struct str){ 0 };
}

/* Where the source names no event, the message may; what the source tells is never changed. */
static void guess(struct event *e)
{
	bool named = e->provider.len && e->id != OBS_UNKNOWN;
	struct msgid m;

	if ((named && e->level != OBS_UNKNOWN) || !msgid_match_id(str_trim(e->text), e->id, &m))
		return;
	if (e->provider.len && !str_ieq(e->provider, m.provider))
		return;
	if (e->level == OBS_UNKNOWN)
		e->level = m.level;
	if (named)
		return;
	e->provider = m.provider;
	e->id = m.id;
	e->guessed = TRI_YES;
}

/* Messages of manifests and of JSON hold the line ends of Windows. */
static struct str without_returns(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	if (str_chr(v, '\r') < 0)
		return v;
	for (size_t i = 0; i < v.len; i++)
		if (v.s[i] != '\r')
			buf_addc(&out, v.s[i]);
	return buf_str(&out);
}

static void name_and_text(struct arena *a, struct event *e)
{
	e->provider = event_provider(e->provider);
	if (!str_known(e->text) && e->n_data)
		e->text = msgid_render(a, e->provider, e->id, e->data, e->n_data);
	if (!str_known(e->text))
		e->text = text_of_data(a, e);
	e->text = str_trim(e->text);
	if (e->text.len > LIMIT_EVENT_TEXT) {
		e->text.len = LIMIT_EVENT_TEXT;
		while (e->text.len && (e->text.s[e->text.len] & 0xc0) == 0x80)
			e->text.len--;
	}
	e->text = without_returns(a, e->text);
	guess(e);
	if (e->count == OBS_UNKNOWN)
		e->count = 1;
}

void event_finish(struct arena *a, struct event *e)
{
	name_and_text(a, e);
	find_codes(a, e);
}

/* The message without its blank lines: what tells one event 513 from another stands at its end. */
static struct str quote_of(struct arena *a, struct str text)
{
	struct buf out = { .arena = a };
	struct str rest = text;

	while (rest.s && out.len < QUOTE_BYTES) {
		struct str line = str_trim(str_cut(&rest, '\n'));

		if (!line.len || str_eq(line, STR(".")))
			continue;
		if (out.len)
			buf_addc(&out, '\n');
		buf_add(&out, line);
	}
	if (out.len > QUOTE_BYTES) {
		out.len = QUOTE_BYTES;
		while (out.len && ((unsigned char)out.s[out.len] & 0xc0) == 0x80)
			out.len--;
	}
	return buf_str(&out);
}

struct obs *event_add(struct parse *p, struct source at, struct event *e)
{
	struct obs *o;

	name_and_text(p->arena, e);
	if (!interest_event(p->want, e->provider, e->source_name, e->id, e->level))
		return NULL;
	find_codes(p->arena, e);
	if (e->record_id != OBS_UNKNOWN && !at.record)
		at.record = (uint64_t)e->record_id;
	o = obs_add(p->out, OBS_EVENT, at);
	o->event = *e;
	if (e->text.len)
		o->at.quote = quote_of(p->arena, e->text);
	return o;
}

void event_log_count(struct event_log *log, const struct event *e)
{
	if (!log->records) {
		log->channel = e->channel;
		log->first_id = log->last_id = OBS_UNKNOWN;
	}
	log->records++;
	log->mixed = log->mixed || !str_ieq(log->channel, e->channel);
	if (e->record_id != OBS_UNKNOWN) {
		log->ids++;
		if (log->first_id == OBS_UNKNOWN || e->record_id < log->first_id)
			log->first_id = e->record_id;
		if (log->last_id == OBS_UNKNOWN || e->record_id > log->last_id)
			log->last_id = e->record_id;
	}
	if (e->time.basis == WHEN_NONE)
		return;
	if (log->first.basis == WHEN_NONE ||
	    (when_comparable(log->first, e->time) && e->time.ticks < log->first.ticks))
		log->first = e->time;
	if (log->last.basis == WHEN_NONE ||
	    (when_comparable(log->last, e->time) && e->time.ticks > log->last.ticks))
		log->last = e->time;
	if ((e->id == 1102 || e->id == 104) &&
	    str_ieq(e->provider, STR("Microsoft-Windows-Eventlog")))
		log->cleared = e->time;
}

void event_log_add(struct parse *p, struct source at, const struct event_log *log,
		   enum tri complete)
{
	struct log *l;

	if (!log->records)
		return;
	l = &obs_add(p->out, OBS_LOG, at)->log;
	if (!log->mixed)
		l->channel = log->channel;
	l->first = log->first;
	l->last = log->last;
	l->cleared = log->cleared;
	l->records = log->records;
	l->complete = complete;
	if (log->mixed || log->ids != log->records)
		return;
	l->first_id = log->first_id;
	l->last_id = log->last_id;
	l->lost_ids = log->last_id - log->first_id + 1 - log->ids;
	if (l->lost_ids > 0)
		l->complete = TRI_NO;
	else
		l->lost_ids = 0;
}

static struct when earlier(struct when x, struct when y)
{
	return x.basis == WHEN_NONE || (y.basis == x.basis && y.ticks < x.ticks) ? y : x;
}

static struct when later(struct when x, struct when y)
{
	return x.basis == WHEN_NONE || (y.basis == x.basis && y.ticks > x.ticks) ? y : x;
}

static void join(struct log *l, const struct log *more)
{
	bool ids = l->first_id != OBS_UNKNOWN && more->first_id != OBS_UNKNOWN;
	bool cut = (l->complete == TRI_NO && l->lost_ids <= 0) ||
		   (more->complete == TRI_NO && more->lost_ids <= 0);

	l->first = earlier(l->first, more->first);
	l->last = later(l->last, more->last);
	l->cleared = later(l->cleared, more->cleared);
	l->records += more->records;
	l->first_id = !ids                         ? OBS_UNKNOWN :
		      more->first_id < l->first_id ? more->first_id :
						     l->first_id;
	l->last_id = !ids ? OBS_UNKNOWN : more->last_id > l->last_id ? more->last_id : l->last_id;
	l->lost_ids = !ids ? OBS_UNKNOWN : l->last_id - l->first_id + 1 - l->records;
	if (ids && l->lost_ids < 0)
		l->lost_ids = 0;
	l->complete = cut || l->lost_ids > 0 ? TRI_NO :
		      l->complete == TRI_NO  ? TRI_UNKNOWN :
					       l->complete;
}

static struct log *log_of(struct obs_list *list, size_t from, size_t to, struct str channel)
{
	for (size_t i = from; i < to; i++)
		if (list->item[i]->kind == OBS_LOG && str_eq(list->item[i]->log.channel, channel))
			return &list->item[i]->log;
	return NULL;
}

void event_log_join(struct obs_list *list, size_t from)
{
	size_t n = from;

	for (size_t i = from; i < list->n; i++) {
		struct obs *o = list->item[i];
		struct log *l = o->kind == OBS_LOG ? log_of(list, from, n, o->log.channel) : NULL;

		if (l)
			join(l, &o->log);
		else
			list->item[n++] = o;
	}
	list->n = n;
}
