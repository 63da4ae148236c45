/* obs.c - see obs.h; the tables of fields, and what is done by them alone */
#include "parsers/obs.h"

#include <string.h>

#include "parsers/code.h"
#include "parsers/mask.h"

static const char *const tri_word[] = { "-", "no", "yes", NULL };
static const char *const run_kind_word[] = { "-",        "system-state", "backup",
					     "recovery", "other",        NULL };
static const char *const outcome_word[] = { "-", "ok", "warnings", "failed", "canceled", NULL };
static const char *const state_word[] = {
	"-",       "stopped",          "start-pending", "stop-pending",
	"running", "continue-pending", "pause-pending", "paused",
	NULL
};
static const char *const start_word[] = {
	"-", "boot", "system", "auto", "demand", "disabled", NULL
};
static const char *const object_word[] = { "-", "file", "service", "key", NULL };
static const char *const role_word[] = { "-", "workstation", "member", "dc", NULL };
static const char *const ace_word[] = { "-", "allow", "deny", "audit", "label", "other", NULL };

/* clang-format off */
#define F(kind, member, type) { #member, FIELD_##type, offsetof(struct obs, kind.member), NULL, false }
#define K(kind, member) { #member, FIELD_STR, offsetof(struct obs, kind.member), NULL, true }
#define N(kind, name, member, type) \
	{ name, FIELD_##type, offsetof(struct obs, kind.member), NULL, false }
#define W(kind, name, member, words) \
	{ name, FIELD_WORD, offsetof(struct obs, kind.member), words, false }

static const struct field event_field[] = {
	F(event, channel, STR), F(event, provider, STR), N(event, "source-name", source_name, STR),
	F(event, id, INT), F(event, level, INT), F(event, time, TIME), F(event, computer, STR),
	F(event, user, STR), N(event, "record", record_id, INT), F(event, qualifiers, INT),
	F(event, code, CODES), F(event, count, INT), F(event, first, TIME), F(event, last, TIME),
	F(event, guessed, TRI), F(event, data, DATA), F(event, text, STR),
};
static const struct field log_field[] = {
	F(log, channel, STR), F(log, records, INT), F(log, first, TIME), F(log, last, TIME),
	N(log, "first-id", first_id, INT), N(log, "last-id", last_id, INT),
	N(log, "lost-ids", lost_ids, INT), F(log, cleared, TIME), F(log, complete, TRI),
};
static const struct field run_field[] = {
	W(run, "kind", kind, run_kind_word), W(run, "outcome", outcome, outcome_word),
	F(run, start, TIME), F(run, end, TIME), F(run, target, STR), F(run, volumes, STR),
	F(run, code, CODE), F(run, detail, CODE), F(run, phase, STR),
	N(run, "log", log_path, STR), F(run, tool, STR), F(run, message, STR),
};
static const struct field writer_field[] = {
	K(writer, name), K(writer, guid), F(writer, instance, STR), F(writer, state, INT),
	F(writer, code, CODE), F(writer, error, STR),
};
static const struct field writers_field[] = {
	F(writers, tool, STR), F(writers, count, INT), F(writers, complete, TRI),
	F(writers, code, CODE), F(writers, time, TIME),
};
static const struct field provider_field[] = {
	K(provider, name), K(provider, guid), F(provider, type, STR),
	F(provider, version, STR),
};
static const struct field shadow_field[] = {
	F(shadow, id, STR), F(shadow, set, STR), F(shadow, volume, STR), F(shadow, provider, STR),
	F(shadow, time, TIME),
};
static const struct field storage_field[] = {
	F(storage, volume, STR), F(storage, on, STR), F(storage, used, INT),
	F(storage, allocated, INT), F(storage, maximum, INT),
};
static const struct field volume_field[] = {
	K(volume, path), F(volume, name, STR), F(volume, label, STR), F(volume, fs, STR),
	F(volume, size, INT), F(volume, free, INT), F(volume, sector, INT),
};
static const struct field service_field[] = {
	K(service, key), K(service, display), W(service, "state", state, state_word),
	W(service, "start", start, start_word), N(service, "exit-code", exit_code, CODE),
	N(service, "service-code", service_code, INT), N(service, "query-code", query_code, CODE),
	F(service, account, STR), F(service, binary, STR), F(service, depends, STR),
	F(service, pid, INT),
};
static const struct field acl_field[] = {
	W(acl, "object", object, object_word), K(acl, path), F(acl, owner, STR),
	N(acl, "owner-name", owner_name, STR), F(acl, listed, TRI), F(acl, readable, TRI),
	F(acl, code, CODE), N(acl, "folder", is_folder, TRI), N(acl, "protected", is_protected, TRI),
	F(acl, tool, STR), F(acl, ace, ACES),
};
static const struct field listing_field[] = {
	F(listing, tool, STR), F(listing, path, STR), F(listing, ok, INT), F(listing, failed, INT),
	F(listing, recursive, TRI), F(listing, complete, TRI),
};
static const struct field registry_field[] = {
	K(registry, key), K(registry, name), F(registry, type, STR),
	F(registry, present, TRI), F(registry, code, CODE), F(registry, data, STR),
};
static const struct field file_field[] = {
	K(file, path), F(file, size, INT), N(file, "folder", is_folder, TRI),
	F(file, present, TRI), F(file, time, TIME), F(file, link, STR),
};
static const struct field host_field[] = {
	F(host, name, STR), F(host, os, STR), F(host, version, STR), F(host, build, INT),
	W(host, "role", role, role_word), F(host, domain, STR), N(host, "domain-sid", domain_sid, STR),
	F(host, language, STR), N(host, "utc-offset", utc_offset, INT), F(host, boot, TIME),
	F(host, installed, TIME),
};
static const struct field message_field[] = {
	F(message, tool, STR), F(message, command, STR), F(message, code, CODES),
	F(message, text, STR),
};

#define T(id, name, plural, fields) [OBS_##id] = { name, plural, fields, ARRAY_SIZE(fields) }
static const struct obs_type type[OBS_KINDS] = {
	[OBS_NONE] = { "none", "none", NULL, 0 },
	T(EVENT, "event", "events", event_field), T(LOG, "log", "logs", log_field),
	T(RUN, "run", "runs", run_field), T(WRITER, "writer", "writers", writer_field),
	T(WRITERS, "writers", "writer lists", writers_field),
	T(PROVIDER, "provider", "providers", provider_field),
	T(SHADOW, "shadow", "shadow copies", shadow_field),
	T(STORAGE, "storage", "shadow storages", storage_field),
	T(VOLUME, "volume", "volumes", volume_field),
	T(SERVICE, "service", "service states", service_field),
	T(ACL, "acl", "access lists", acl_field), T(LISTING, "listing", "listings", listing_field),
	T(REGISTRY, "registry", "registry values", registry_field),
	T(FILE, "file", "files", file_field), T(HOST, "host", "host facts", host_field),
	T(MESSAGE, "message", "messages", message_field),
};
/* clang-format on */

const struct obs_type *obs_type(enum obs_kind kind)
{
	return &type[kind];
}

enum obs_kind obs_kind_of(struct str name)
{
	for (int k = OBS_NONE + 1; k < OBS_KINDS; k++)
		if (str_eq(name, str_of(type[k].name)))
			return (enum obs_kind)k;
	return OBS_NONE;
}

const struct field *obs_field(enum obs_kind kind, struct str name)
{
	for (size_t i = 0; i < type[kind].n_field; i++)
		if (str_eq(name, str_of(type[kind].field[i].name)))
			return &type[kind].field[i];
	return NULL;
}

static void *value_at(struct obs *o, const struct field *f)
{
	return (char *)o + f->offset;
}

struct obs *obs_add(struct obs_list *list, enum obs_kind kind, struct source at)
{
	struct obs *o = arena_new(list->arena, struct obs);

	o->kind = kind;
	o->at = at;
	for (size_t i = 0; i < type[kind].n_field; i++) {
		const struct field *f = &type[kind].field[i];

		if (f->type == FIELD_INT || f->type == FIELD_CODE)
			*(int64_t *)value_at(o, f) = OBS_UNKNOWN;
	}
	*(struct obs **)PUSH(list->arena, list->item, list->n, list->cap) = o;
	return o;
}

/* Arrays are a pointer with its count right behind it; see FIELD_CODES in obs.h. */
static size_t array_count(const void *value)
{
	size_t n;

	memcpy(&n, (const char *)value + sizeof(void *), sizeof(n));
	return n;
}

bool obs_known(const struct obs *o, const struct field *f)
{
	const void *v = obs_value(o, f);

	switch (f->type) {
	case FIELD_STR:
		return ((const struct str *)v)->s != NULL;
	case FIELD_INT:
	case FIELD_CODE:
		return *(const int64_t *)v != OBS_UNKNOWN;
	case FIELD_TIME:
		return ((const struct when *)v)->basis != WHEN_NONE;
	case FIELD_CODES:
	case FIELD_DATA:
	case FIELD_ACES:
		return array_count(v) > 0;
	case FIELD_TRI:
	case FIELD_WORD:
		return *(const int *)v != 0;
	}
	return false;
}

static void copy_data(struct arena *a, struct data **data, size_t n)
{
	struct data *to = arena_array(a, struct data, n);

	for (size_t i = 0; i < n; i++) {
		to[i].name = arena_str(a, (*data)[i].name);
		to[i].value = arena_str(a, (*data)[i].value);
	}
	*data = to;
}

static void copy_aces(struct arena *a, struct acl *acl)
{
	struct ace *to = arena_array(a, struct ace, acl->n);

	for (size_t i = 0; i < acl->n; i++) {
		to[i] = acl->ace[i];
		to[i].sid = arena_str(a, to[i].sid);
		to[i].name = arena_str(a, to[i].name);
	}
	acl->ace = to;
	acl->cap = acl->n;
}

static void copy_codes(struct arena *a, uint32_t **code, size_t n)
{
	uint32_t *to = arena_array(a, uint32_t, n);

	if (n)
		memcpy(to, *code, n * sizeof(*to));
	*code = to;
}

void obs_own(struct arena *a, struct obs *o)
{
	o->at.quote = arena_str(a, o->at.quote);
	for (size_t i = 0; i < type[o->kind].n_field; i++) {
		const struct field *f = &type[o->kind].field[i];

		if (f->type == FIELD_STR) {
			struct str *v = value_at(o, f);

			*v = arena_str(a, *v);
		}
	}
	if (o->kind == OBS_ACL)
		copy_aces(a, &o->acl);
	if (o->kind == OBS_MESSAGE)
		copy_codes(a, &o->message.code, o->message.n_code);
	if (o->kind == OBS_EVENT) {
		copy_codes(a, &o->event.code, o->event.n_code);
		copy_data(a, &o->event.data, o->event.n_data);
	}
}

struct obs *obs_copy(struct obs_list *list, const struct obs *o)
{
	struct obs *c = obs_add(list, o->kind, o->at);

	*c = *o;
	obs_own(list->arena, c);
	return c;
}

/* A value that holds only these bytes needs no quotes. */
static bool plain(struct str v)
{
	if (v.len == 0)
		return false;
	for (size_t i = 0; i < v.len; i++) {
		unsigned char c = (unsigned char)v.s[i];

		if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == ',' || c == '(' ||
		    c >= 0x7f)
			return false;
	}
	return true;
}

static void add_quoted(struct buf *out, struct str v)
{
	if (plain(v)) {
		buf_add(out, v);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < v.len; i++) {
		unsigned char c = (unsigned char)v.s[i];

		if (c == '"')
			buf_add(out, STR("\\\""));
		else if (c == '\n')
			buf_add(out, STR("\\n"));
		else if (c == '\\')
			buf_add(out, STR("\\\\"));
		else if (c < 0x20 || c == 0x7f)
			buf_addf(out, "\\x%02x", c);
		else
			buf_addc(out, (char)c);
	}
	buf_addc(out, '"');
}

static void add_codes(struct buf *out, const void *value)
{
	const uint32_t *code = *(const uint32_t *const *)value;

	for (size_t i = 0; i < array_count(value); i++)
		buf_addf(out, "%s0x%08x", i ? "," : "", (unsigned)code[i]);
}

static void add_data(struct buf *out, const void *value)
{
	const struct data *data = *(const struct data *const *)value;

	buf_addc(out, '(');
	for (size_t i = 0; i < array_count(value); i++) {
		if (i)
			buf_addc(out, ' ');
		if (str_known(data[i].name))
			add_quoted(out, data[i].name);
		buf_addc(out, '=');
		add_quoted(out, data[i].value);
	}
	buf_addc(out, ')');
}

/* allow:S-1-5-18:RX:OI+CI */
static void add_ace(struct buf *out, const struct ace *e)
{
	static const struct {
		unsigned flag;
		const char *name;
	} flags[] = { { ACE_INHERITED, "I" },
		      { ACE_OI, "OI" },
		      { ACE_CI, "CI" },
		      { ACE_NP, "NP" },
		      { ACE_IO, "IO" } };
	bool any = false;

	buf_addf(out, "%s:", ace_word[e->type]);
	add_quoted(out, str_known(e->sid) ? e->sid : e->name);
	buf_addf(out, ":0x%x", (unsigned)e->mask);
	for (size_t i = 0; i < ARRAY_SIZE(flags); i++)
		if (e->flags & flags[i].flag) {
			buf_addf(out, "%c%s", any ? '+' : ':', flags[i].name);
			any = true;
		}
}

static void add_aces(struct buf *out, const void *value)
{
	const struct ace *ace = *(const struct ace *const *)value;

	buf_addc(out, '(');
	for (size_t i = 0; i < array_count(value); i++) {
		if (i)
			buf_addc(out, ' ');
		add_ace(out, &ace[i]);
	}
	buf_addc(out, ')');
}

static void add_value(struct buf *out, const struct obs *o, const struct field *f)
{
	const void *v = obs_value(o, f);

	switch (f->type) {
	case FIELD_STR:
		add_quoted(out, *(const struct str *)v);
		break;
	case FIELD_INT:
		buf_addf(out, "%lld", (long long)*(const int64_t *)v);
		break;
	case FIELD_CODE:
		buf_addf(out, "0x%08x", (unsigned)*(const int64_t *)v);
		break;
	case FIELD_TIME: {
		const struct when *t = v;

		buf_add(out, when_rfc3339(out->arena, *t));
		if (t->swappable)
			buf_addc(out, '?');
		break;
	}
	case FIELD_CODES:
		add_codes(out, v);
		break;
	case FIELD_DATA:
		add_data(out, v);
		break;
	case FIELD_ACES:
		add_aces(out, v);
		break;
	case FIELD_TRI:
		buf_add(out, str_of(tri_word[*(const enum tri *)v]));
		break;
	case FIELD_WORD:
		buf_add(out, str_of(f->word[*(const int *)v]));
		break;
	}
}

struct str obs_value_text(struct arena *a, const struct obs *o, const struct field *f)
{
	struct buf out = { .arena = a };

	add_value(&out, o, f);
	return buf_str(&out);
}

struct str obs_line(struct arena *a, const struct obs *o)
{
	struct buf out = { .arena = a };
	const struct obs_type *t = &type[o->kind];

	buf_add(&out, str_of(t->name));
	for (size_t i = 0; i < t->n_field; i++) {
		if (!obs_known(o, &t->field[i]))
			continue;
		buf_addf(&out, " %s=", t->field[i].name);
		add_value(&out, o, &t->field[i]);
	}
	return buf_str(&out);
}

/* Reading back: a cursor over one line. */
struct reader {
	struct arena *arena;
	struct str s;
	size_t at;
	const char *reason;
};

static bool fail(struct reader *r, const char *reason)
{
	if (!r->reason)
		r->reason = reason;
	return false;
}

static char peek(const struct reader *r)
{
	return r->at < r->s.len ? r->s.s[r->at] : '\0';
}

static bool take(struct reader *r, char c)
{
	if (peek(r) != c || r->at >= r->s.len)
		return false;
	r->at++;
	return true;
}

static bool read_escape(struct reader *r, struct buf *out)
{
	char c = peek(r);
	uint64_t byte;

	if (r->at >= r->s.len)
		return fail(r, "text ends in a backslash");
	r->at++;
	switch (c) {
	case 'n':
		buf_addc(out, '\n');
		return true;
	case '"':
	case '\\':
		buf_addc(out, c);
		return true;
	case 'x':
		if (!str_u64(arena_printf(r->arena, "0x%.*s",
					  STR_ARG(str_sub(r->s, r->at, r->at + 2))),
			     &byte))
			break;
		r->at += 2;
		buf_addc(out, (char)byte);
		return true;
	}
	return fail(r, "unknown escape");
}

/* A quoted text, or bytes up to one of 'stop' or a blank. */
static bool read_text(struct reader *r, const char *stop, struct str *v)
{
	struct buf out = { .arena = r->arena };

	if (take(r, '"')) {
		while (!take(r, '"')) {
			if (r->at >= r->s.len)
				return fail(r, "missing closing quote");
			if (take(r, '\\')) {
				if (!read_escape(r, &out))
					return false;
			} else {
				buf_addc(&out, r->s.s[r->at++]);
			}
		}
		*v = buf_str(&out);
		return true;
	}
	while (r->at < r->s.len && peek(r) != ' ' && !strchr(stop, peek(r)))
		buf_addc(&out, r->s.s[r->at++]);
	*v = buf_str(&out);
	return true;
}

static bool read_int(struct reader *r, bool code, int64_t *out)
{
	struct str word;
	uint32_t c;

	if (!read_text(r, ",):", &word))
		return false;
	if (code) {
		if (!code_parse(word, &c))
			return fail(r, "not an error code");
		*out = c;
		return true;
	}
	return str_i64(word, out) || fail(r, "not a number");
}

static bool read_word(struct reader *r, const char *const *words, int *out)
{
	struct str word;

	if (!read_text(r, ",):", &word))
		return false;
	for (int i = 1; words[i]; i++)
		if (str_eq(word, str_of(words[i]))) {
			*out = i;
			return true;
		}
	return fail(r, "unknown word");
}

static bool read_codes(struct reader *r, void *value)
{
	uint32_t *code = NULL;
	size_t n = 0, cap = 0;

	do {
		int64_t one;

		if (!read_int(r, true, &one))
			return false;
		*(uint32_t *)PUSH(r->arena, code, n, cap) = (uint32_t)one;
	} while (take(r, ','));
	memcpy(value, &code, sizeof(code));
	memcpy((char *)value + sizeof(void *), &n, sizeof(n));
	return true;
}

static bool read_data(struct reader *r, void *value)
{
	struct data *data = NULL;
	size_t n = 0, cap = 0;

	if (!take(r, '('))
		return fail(r, "missing parenthesis");
	while (!take(r, ')')) {
		struct data *d;

		while (take(r, ' '))
			;
		if (r->at >= r->s.len)
			return fail(r, "missing parenthesis");
		d = PUSH(r->arena, data, n, cap);
		if (peek(r) != '=' && !read_text(r, "=)", &d->name))
			return false;
		if (!take(r, '='))
			return fail(r, "missing = in data");
		if (!read_text(r, ")", &d->value))
			return false;
	}
	memcpy(value, &data, sizeof(data));
	memcpy((char *)value + sizeof(void *), &n, sizeof(n));
	return true;
}

static bool read_flags(struct reader *r, uint8_t *flags)
{
	static const struct {
		struct str name;
		uint8_t flag;
	} names[] = { { STR_INIT("I"), ACE_INHERITED },
		      { STR_INIT("OI"), ACE_OI },
		      { STR_INIT("CI"), ACE_CI },
		      { STR_INIT("NP"), ACE_NP },
		      { STR_INIT("IO"), ACE_IO } };

	do {
		struct str word;
		size_t i = 0;

		if (!read_text(r, "+)", &word))
			return false;
		while (i < ARRAY_SIZE(names) && !str_eq(word, names[i].name))
			i++;
		if (i == ARRAY_SIZE(names))
			return fail(r, "unknown access entry flag");
		*flags |= names[i].flag;
	} while (take(r, '+'));
	return true;
}

/* The rights are a number or the letters of icacls. */
static bool read_ace(struct reader *r, struct ace *e)
{
	struct str who, rights, bad;
	uint64_t mask;
	int t;

	if (!read_word(r, ace_word, &t))
		return false;
	e->type = (enum ace_type)t;
	if (!take(r, ':') || !read_text(r, ":)", &who) || !take(r, ':') ||
	    !read_text(r, ":)", &rights))
		return fail(r, "access entry is type:trustee:rights[:flags]");
	if (str_starts(who, STR("S-1-")) || str_starts(who, STR("DOMAIN-")))
		e->sid = who;
	else
		e->name = who;
	if (str_u64(rights, &mask) && mask <= UINT32_MAX)
		e->mask = (uint32_t)mask;
	else if (!mask_icacls(rights, &e->mask, &bad))
		return fail(r, "unknown rights");
	return !take(r, ':') || read_flags(r, &e->flags);
}

static bool read_aces(struct reader *r, struct acl *acl)
{
	if (!take(r, '('))
		return fail(r, "missing parenthesis");
	while (!take(r, ')')) {
		while (take(r, ' '))
			;
		if (r->at >= r->s.len)
			return fail(r, "missing parenthesis");
		if (!read_ace(r, PUSH(r->arena, acl->ace, acl->n, acl->cap)))
			return false;
	}
	return true;
}

static bool read_time(struct reader *r, struct when *out)
{
	struct str word;
	bool swappable;

	if (!read_text(r, ")", &word))
		return false;
	swappable = word.len && word.s[word.len - 1] == '?';
	word.len -= swappable;
	if (!when_iso(word, out))
		return fail(r, "not a time");
	out->swappable = swappable;
	return true;
}

static bool read_value(struct reader *r, struct obs *o, const struct field *f)
{
	void *v = value_at(o, f);

	switch (f->type) {
	case FIELD_STR:
		return read_text(r, "", v);
	case FIELD_INT:
	case FIELD_CODE:
		return read_int(r, f->type == FIELD_CODE, v);
	case FIELD_TIME:
		return read_time(r, v);
	case FIELD_CODES:
		return read_codes(r, v);
	case FIELD_DATA:
		return read_data(r, v);
	case FIELD_ACES:
		return read_aces(r, &o->acl);
	case FIELD_TRI:
		return read_word(r, tri_word, v);
	case FIELD_WORD:
		return read_word(r, f->word, v);
	}
	return false;
}

/* What a log's reader would have set: data without a text is its text. */
static void complete_event(struct arena *a, struct event *e)
{
	struct buf text = { .arena = a };

	if (e->count == OBS_UNKNOWN)
		e->count = 1;
	if (str_known(e->text) || !e->n_data)
		return;
	for (size_t i = 0; i < e->n_data; i++) {
		if (i)
			buf_addc(&text, '\n');
		buf_add(&text, e->data[i].value);
	}
	e->text = buf_str(&text);
	if (!e->n_code)
		e->n_code = code_scan(a, e->text, &e->code);
}

bool obs_read(struct arena *a, struct str line, struct obs *out, const char **reason)
{
	struct reader r = { .arena = a, .s = str_trim(line) };
	struct obs_list one = { .arena = a };
	struct str word;
	enum obs_kind kind;
	struct obs *o;

	if (!read_text(&r, "=", &word) || (kind = obs_kind_of(word)) == OBS_NONE) {
		*reason = "unknown kind of observation";
		return false;
	}
	o = obs_add(&one, kind, (struct source){ 0 });
	while (r.at < r.s.len) {
		const struct field *f;

		if (take(&r, ' '))
			continue;
		if (!read_text(&r, "=", &word) || !(f = obs_field(kind, word)) || !take(&r, '=')) {
			fail(&r, "unknown field");
			break;
		}
		if (!read_value(&r, o, f))
			break;
	}
	if (kind == OBS_EVENT)
		complete_event(a, &o->event);
	*out = *o;
	*reason = r.reason;
	return r.reason == NULL;
}

static int key_cmp(const struct interest_event *e, struct str provider, int64_t id)
{
	int c = str_icmp(e->provider, provider);

	if (c != 0)
		return c;
	return e->id < id ? -1 : e->id > id;
}

static bool has_event(const struct interest *want, struct str provider, int64_t id)
{
	size_t lo = 0, hi = want->n_event;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = key_cmp(&want->event[mid], provider, id);

		if (c == 0)
			return true;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

bool interest_event(const struct interest *want, struct str provider, struct str source_name,
		    int64_t id, int64_t level)
{
	if (!want || (level > 0 && level <= want->max_level))
		return true;
	/* Newer components log under "Microsoft-Windows-X" with the old name as
	 * EventSourceName; rules may name either. */
	return has_event(want, provider, id) || has_event(want, provider, OBS_UNKNOWN) ||
	       (source_name.len &&
		(has_event(want, source_name, id) || has_event(want, source_name, OBS_UNKNOWN)));
}

static bool listed_path(const struct interest *want, struct str canonical)
{
	for (size_t i = 0; i < want->n_path; i++)
		if (str_istarts(canonical, want->path[i]))
			return true;
	for (size_t i = 0; i < want->n_self; i++)
		if (str_ieq(canonical, want->self[i]))
			return true;
	return false;
}

bool interest_acl(const struct interest *want, struct str canonical)
{
	return !want || want->all_acls || listed_path(want, canonical);
}

bool interest_file(const struct interest *want, struct str canonical)
{
	return !want || want->all_files || listed_path(want, canonical);
}
