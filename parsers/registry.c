/* registry.c - see registry.h */
#include "parsers/registry.h"

#include "parsers/code.h"
#include "parsers/limits.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

static const struct {
	struct str name, full;
} root[] = {
	{ STR_INIT("hkey_local_machine"), STR_INIT("hkey_local_machine") },
	{ STR_INIT("hkey_current_user"), STR_INIT("hkey_current_user") },
	{ STR_INIT("hkey_classes_root"), STR_INIT("hkey_classes_root") },
	{ STR_INIT("hkey_users"), STR_INIT("hkey_users") },
	{ STR_INIT("hkey_current_config"), STR_INIT("hkey_current_config") },
	{ STR_INIT("hklm"), STR_INIT("hkey_local_machine") },
	{ STR_INIT("hkcu"), STR_INIT("hkey_current_user") },
	{ STR_INIT("hkcr"), STR_INIT("hkey_classes_root") },
	{ STR_INIT("hku"), STR_INIT("hkey_users") },
	{ STR_INIT("hkcc"), STR_INIT("hkey_current_config") },
};

/* "HKLM\System", "HKLM:\System", "HKEY_LOCAL_MACHINE\SYSTEM", "\\srv\HKLM\System" to
 * "hkey_local_machine\system"; the unknown view if it names no root. */
static struct str key_of(struct arena *a, struct str v)
{
	struct str first, rest;

	if (str_starts(v, STR("\\\\"))) {
		rest = str_sub(v, 2, v.len);
		str_cut(&rest, '\\');
		v = rest;
	}
	while (v.len && v.s[v.len - 1] == '\\')
		v.len--;
	rest = v;
	first = str_cut(&rest, '\\');
	if (first.len && first.s[first.len - 1] == ':')
		first.len--;
	for (size_t i = 0; i < ARRAY_SIZE(root); i++)
		if (str_ieq(first, root[i].name))
			return arena_lower(a, arena_printf(a, "%s%s%.*s", root[i].full.s,
							   rest.s ? "\\" : "", STR_ARG(rest)));
	return (struct str){ 0 };
}

static struct registry *add(struct parse *p, const struct text *t, size_t i, size_t n,
			    struct str key)
{
	struct registry *r = &parse_add(p, OBS_REGISTRY, t, i, n)->registry;

	r->key = key;
	r->present = TRI_YES;
	return r;
}

static bool in_parentheses(struct str v)
{
	return v.len > 2 && v.s[0] == '(' && v.s[v.len - 1] == ')';
}

/* "(Default)", "(Standard)", "(既定)"; Windows XP: "<NO NAME>". */
static bool is_default(struct str name)
{
	return in_parentheses(name) || str_eq(name, STR("<NO NAME>"));
}

/* RpcSs\0EventSystem */
static struct str multi_text(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len; i++) {
		if (v.s[i] != '\\' || i + 1 >= v.len || v.s[i + 1] != '0') {
			buf_addc(&out, v.s[i]);
			continue;
		}
		i++;
		/* The list's end is marked by one or two more of them. */
		if (out.len && out.s[out.len - 1] != '\n')
			buf_addc(&out, '\n');
	}
	while (out.len && out.s[out.len - 1] == '\n')
		out.len--;
	return buf_str(&out);
}

/* The parts of "    ImagePath    REG_EXPAND_SZ    %SystemRoot%\x". The type is the first word that
 * starts with REG_ behind a gap, since names may hold blanks. */
struct value {
	struct str name, type, data;
};

static bool split_value(struct str line, struct value *out)
{
	static const struct str mark = STR_INIT("REG_");
	size_t from = row_indent(line), at = from;

	if (!from)
		return false;
	for (;;) {
		ptrdiff_t hit = str_find(str_sub(line, at, line.len), mark);
		struct str rest;

		if (hit < 0)
			return false;
		at += (size_t)hit;
		rest = str_sub(line, at, line.len);
		if (at > from && (line.s[at - 1] == ' ' || line.s[at - 1] == '\t')) {
			out->type = row_token(&rest);
			out->name = str_trim(str_sub(line, from, at));
			/* Data keeps its own blanks behind the gap. */
			rest = str_sub(rest, row_indent(rest) < 4 ? row_indent(rest) : 4, rest.len);
			if (rest.len && rest.s[0] == '\t')
				rest = str_sub(rest, 1, rest.len);
			out->data = rest;
			return out->name.len > 0;
		}
		at += mark.len;
	}
}

/* A data text in parentheses for the default value says, in any language, that it is not set. */
static void add_value(struct parse *p, const struct text *t, size_t i, size_t n, struct str key,
		      const struct value *v)
{
	struct registry *r = add(p, t, i, n, key);

	r->name = is_default(v->name) ? STR("") : v->name;
	r->type = v->type;
	if (!r->name.len && in_parentheses(str_trim(v->data)))
		r->present = TRI_NO;
	else
		r->data = str_eq(v->type, STR("REG_MULTI_SZ")) ? multi_text(p->arena, v->data) :
								 v->data;
}

/* HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\VSS */
static bool is_key_line(struct str line)
{
	if (!str_starts(line, STR("HKEY_")))
		return false;
	/* "HKEY_USERS\x : text" is an error's text or a listing of another tool. */
	return str_find(line, STR(": ")) < 0 && str_find(line, STR("    ")) < 0;
}

/* The rest of a value whose line a console broke at its width. */
static bool is_wrapped(const struct text *t, size_t i)
{
	size_t width = utf8_columns(t->line[i - 1].s);
	struct str line = t->line[i].s, command;

	return (width == 80 || width == 120) && !row_blank(line) && row_indent(line) < 4 &&
	       !str_starts(line, STR("HKEY_")) && !transcript_command(line, &command);
}

static size_t parse_query(struct parse *p, const struct text *t, size_t i)
{
	struct str key, command;
	size_t j = i + 1, values = 0;

	if (!is_key_line(t->line[i].s))
		return 0;
	key = key_of(p->arena, str_rtrim(t->line[i].s));
	if (!key.s)
		return 0;
	while (j < t->n) {
		struct value v;
		size_t n = 1;

		if (!split_value(t->line[j].s, &v) || transcript_command(t->line[j].s, &command))
			break;
		for (; j + n < t->n && n < 64 && is_wrapped(t, j + n); n++)
			v.data = arena_printf(p->arena, "%.*s%.*s", STR_ARG(v.data),
					      STR_ARG(str_rtrim(t->line[j + n].s)));
		add_value(p, t, j, n, key, &v);
		values++;
		j += n;
	}
	if (!values)
		add(p, t, i, 1, key);
	return j - i;
}

static bool is_reg_query(const struct parse *p)
{
	return transcript_is(p->command, "reg") &&
	       str_ieq(transcript_arg(p->command, 1), STR("query"));
}

/* The value that a command line asks for: /v NAME; "" for /ve; unknown for the key. */
static struct str asked_value(struct str command)
{
	struct str arg;

	for (size_t n = 3; n < 16 && (arg = transcript_arg(command, n)).s; n++) {
		if (str_ieq(arg, STR("/ve")))
			return STR("");
		if (str_ieq(arg, STR("/v")))
			return transcript_arg(command, n + 1);
	}
	return (struct str){ 0 };
}

/* What reg says when a key or value does not exist; it is no system message. */
static const struct str not_found[] = {
	STR_INIT("unable to find the specified registry key"),
	STR_INIT("Der angegebene Registrierungsschl"),
	STR_INIT("no pudo encontrar la clave o el valor del Registro"),
	STR_INIT("указанный раздел или параметр в реестре"),
	STR_INIT("指定されたレジストリ キーまたは値が見つかりません"),
};

/* ERROR: The system was unable to find the specified registry key or value.
 * reg : ERROR: Access is denied.        (PowerShell) */
static size_t parse_error(struct parse *p, const struct text *t, size_t i)
{
	struct str line = t->line[i].s, key, command;
	struct registry *r;
	bool missing = false;
	uint32_t code = 0;

	if (!is_reg_query(p) || str_find(line, STR(":")) < 0 || transcript_command(line, &command))
		return 0;
	for (size_t k = 0; k < ARRAY_SIZE(not_found); k++)
		missing = missing || str_find(line, not_found[k]) >= 0;
	if (!missing && !code_of_message(line, &code))
		return 0;
	key = key_of(p->arena, transcript_arg(p->command, 2));
	if (!key.s)
		return 0;
	r = add(p, t, i, 1, key);
	r->name = asked_value(p->command);
	r->present = TRI_UNKNOWN;
	if (missing)
		r->present = TRI_NO;
	else
		r->code = code_canonical(code);
	return 1;
}

/* One byte list of a .reg file: "01,00,ff,\" over several lines. */
struct bytes {
	struct buf out;
	bool more; /* the line ends in a backslash */
};

static void add_bytes(struct bytes *b, struct str v)
{
	v = str_trim(v);
	b->more = v.len && v.s[v.len - 1] == '\\';
	for (size_t i = 0; i + 1 < v.len; i++) {
		int high = str_hex(v.s[i]), low = str_hex(v.s[i + 1]);

		if (high < 0 || low < 0)
			continue;
		buf_addc(&b->out, (char)(high << 4 | low));
		i++;
	}
}

static uint32_t unit_at(struct str v, size_t at)
{
	return (unsigned char)v.s[at] | (uint32_t)(unsigned char)v.s[at + 1] << 8;
}

/* UTF-16LE; NULs part the texts of a list and end it. */
static struct str utf16_text(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i + 1 < v.len; i += 2) {
		uint32_t c = unit_at(v, i);
		char utf8[4];

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < v.len) {
			uint32_t low = unit_at(v, i + 2);

			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		if (c)
			buf_add(&out, (struct str){ utf8, utf8_put(utf8, c) });
		else if (out.len && out.s[out.len - 1] != '\n')
			buf_addc(&out, '\n');
	}
	while (out.len && out.s[out.len - 1] == '\n')
		out.len--;
	return buf_str(&out);
}

/* REGEDIT4 writes the bytes of the ANSI code page, which the file does not name. */
static struct str ansi_text(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len; i++) {
		unsigned char c = (unsigned char)v.s[i];
		char utf8[4];

		if (c)
			buf_add(&out, (struct str){ utf8, utf8_put(utf8, c) });
		else if (out.len && out.s[out.len - 1] != '\n')
			buf_addc(&out, '\n');
	}
	while (out.len && out.s[out.len - 1] == '\n')
		out.len--;
	return buf_str(&out);
}

static bool zeros_at_end(struct str v, size_t n)
{
	if (v.len < n)
		return false;
	for (size_t i = v.len - n; i < v.len; i++)
		if (v.s[i])
			return false;
	return true;
}

/* Which of both it is would be in the file's first line, which may be far away. UTF-16 ends a text
 * by two zero bytes and a list by four, where ANSI has one and two; without an end, half of the
 * high bytes must be zero. */
static bool is_utf16(struct str v, bool list)
{
	size_t zero = 0;

	if (v.len < 2 || v.len % 2)
		return false;
	if (zeros_at_end(v, list && v.len > 2 ? 4 : 2))
		return true;
	for (size_t i = 1; i < v.len; i += 2)
		zero += v.s[i] == 0;
	return zero * 4 > v.len;
}

static struct str hex_text(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	for (size_t i = 0; i < v.len; i++)
		buf_addf(&out, "%02x", (unsigned char)v.s[i]);
	return buf_str(&out);
}

static struct str little_endian(struct arena *a, struct str v)
{
	uint64_t n = 0;

	for (size_t i = v.len < 8 ? v.len : 8; i > 0; i--)
		n = n << 8 | (unsigned char)v.s[i - 1];
	return arena_printf(a, "0x%llx", (unsigned long long)n);
}

/* Names of the numbers in hex(n): winnt.h. */
static struct str type_name(struct arena *a, uint64_t n)
{
	static const char *const name[] = {
		"REG_NONE",
		"REG_SZ",
		"REG_EXPAND_SZ",
		"REG_BINARY",
		"REG_DWORD",
		"REG_DWORD_BIG_ENDIAN",
		"REG_LINK",
		"REG_MULTI_SZ",
		"REG_RESOURCE_LIST",
		"REG_FULL_RESOURCE_DESCRIPTOR",
		"REG_RESOURCE_REQUIREMENTS_LIST",
		"REG_QWORD",
	};

	if (n < ARRAY_SIZE(name))
		return str_of(name[n]);
	return arena_printf(a, "REG_%llu", (unsigned long long)n);
}

static void take_hex(struct arena *a, uint64_t type, struct str bytes, struct registry *r)
{
	r->type = type_name(a, type);
	if (type == 1 || type == 2 || type == 6 || type == 7)
		r->data = is_utf16(bytes, type == 7) ? utf16_text(a, bytes) : ansi_text(a, bytes);
	else if (type == 4 || type == 11)
		r->data = little_endian(a, bytes);
	else
		r->data = hex_text(a, bytes);
}

/* A quoted text with \\ and \" from behind its opening quote. *at is moved behind the closing one,
 * or to the end if there is none. */
static bool quoted(struct buf *out, struct str line, size_t *at)
{
	for (size_t i = *at; i < line.len; i++) {
		if (line.s[i] == '"') {
			*at = i + 1;
			return true;
		}
		if (line.s[i] == '\\' && i + 1 < line.len)
			i++;
		buf_addc(out, line.s[i]);
	}
	*at = line.len;
	return false;
}

/* hex(2):25,00,53,00,\ and its continuation lines. Returns the lines used. */
static size_t read_hex(struct parse *p, const struct text *t, size_t i, struct str v,
		       struct registry *r)
{
	struct bytes b = { .out = { .arena = p->arena } };
	ptrdiff_t colon = str_chr(v, ':');
	uint64_t type = 3;
	size_t n = 1;

	if (colon < 0)
		return 0;
	if (str_starts(v, STR("hex(")) &&
	    !str_u64(arena_printf(p->arena, "0x%.*s", STR_ARG(str_sub(v, 4, (size_t)colon - 1))),
		     &type))
		return 0;
	add_bytes(&b, str_sub(v, (size_t)colon + 1, v.len));
	for (; b.more && i + n < t->n; n++) {
		struct str line = t->line[i + n].s;

		if (line.len && line.s[0] == '[')
			break;
		add_bytes(&b, line);
	}
	take_hex(p->arena, type, buf_str(&b.out), r);
	return n;
}

/* "text", which may hold line breaks. Returns the lines used. */
static size_t read_text(struct parse *p, const struct text *t, size_t i, struct str v,
			struct registry *r)
{
	enum { LONGEST = 256 };
	struct buf out = { .arena = p->arena };
	size_t at = 1, n = 1;

	while (!quoted(&out, v, &at) && i + n < t->n && n < LONGEST) {
		buf_addc(&out, '\n');
		v = t->line[i + n++].s;
		at = 0;
	}
	r->type = STR("REG_SZ");
	r->data = buf_str(&out);
	return n;
}

/* The data behind '='. Returns the lines used, 0 for a deletion or damage. */
static size_t read_data(struct parse *p, const struct text *t, size_t i, struct str v,
			struct registry *r)
{
	uint64_t n;

	if (str_starts(v, STR("\"")))
		return read_text(p, t, i, v, r);
	if (str_istarts(v, STR("dword:"))) {
		struct str hex = str_trim(str_sub(v, 6, v.len));

		if (!str_u64(arena_printf(p->arena, "0x%.*s", STR_ARG(hex)), &n))
			return 0;
		r->type = STR("REG_DWORD");
		r->data = arena_printf(p->arena, "0x%llx", (unsigned long long)n);
		return 1;
	}
	return str_istarts(v, STR("hex")) ? read_hex(p, t, i, v, r) : 0;
}

/* "ImagePath"=hex(2):25,00    @="default"    "Gone"=- */
static size_t reg_value(struct parse *p, const struct text *t, size_t i, struct str key)
{
	struct str line = t->line[i].s;
	struct registry found = { 0 }, *r;
	struct buf name = { .arena = p->arena };
	size_t at = 1, n;

	if (!str_starts(line, STR("@")) &&
	    (!str_starts(line, STR("\"")) || !quoted(&name, line, &at)))
		return 0;
	if (at >= line.len || line.s[at] != '=')
		return 0;
	n = read_data(p, t, i, str_trim(str_sub(line, at + 1, line.len)), &found);
	if (!n)
		return 1;
	r = add(p, t, i, n, key);
	r->name = buf_str(&name);
	r->type = found.type;
	r->data = found.data;
	return n;
}

/* [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\VSS] and its values. */
static size_t parse_export(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_rtrim(t->line[i].s), key;
	size_t j = i + 1, n, values = 0;

	if (str_starts(line, STR("Windows Registry Editor Version ")) ||
	    str_eq(line, STR("REGEDIT4")) || str_starts(line, STR("[-HKEY_")))
		return 1;
	if (!str_starts(line, STR("[HKEY_")) || line.s[line.len - 1] != ']')
		return 0;
	key = key_of(p->arena, str_sub(line, 1, line.len - 1));
	if (!key.s)
		return 0;
	for (; j < t->n; j += n) {
		n = 1;
		if (row_blank(t->line[j].s) || t->line[j].s.s[0] == ';')
			continue;
		n = reg_value(p, t, j, key);
		if (!n)
			break;
		values++;
	}
	if (!values)
		add(p, t, i, 1, key);
	return j - i;
}

/* ImagePath    : C:\Windows\system32\vssvc.exe
 * Start        : 3
 * PSPath       : Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SYSTEM\... */
static bool take_list(struct parse *p, const struct text *t, size_t i, size_t used,
		      const struct property *property, size_t n)
{
	static const struct str drive = STR_INIT("Registry::");
	static const char *const added[] = { "PSPath",  "PSParentPath", "PSChildName",
					     "PSDrive", "PSProvider",   NULL };
	struct str path, key, child;
	ptrdiff_t at;

	(void)i;
	(void)used;
	path = row_property(property, n, "PSPath");
	at = str_find(path, drive);
	if (!path.len || at < 0)
		return false;
	key = key_of(p->arena, str_sub(path, (size_t)at + drive.len, path.len));
	/* A path that was broken at the console's width may have been put together wrongly. */
	child = row_property(property, n, "PSChildName");
	if (!key.s || (child.len && !str_iends(key, child)))
		return false;
	for (size_t k = 0; k < n; k++) {
		struct registry *r;

		if (row_word(property[k].name, added) >= 0)
			continue;
		r = add(p, t, property[k].line, 1, key);
		r->name = property[k].name;
		r->data = property[k].value;
	}
	return true;
}

size_t registry_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t used;

	if (row_blank(t->line[i].s))
		return 0;
	if ((used = parse_query(p, t, i)) || (used = parse_export(p, t, i)) ||
	    (used = parse_error(p, t, i)))
		return used;
	return parse_properties(p, t, i, LIST_REGISTRY, take_list);
}
