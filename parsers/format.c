/* format.c - see format.h */
#include "parsers/format.h"

#include <string.h>

#include "parsers/accesschk.h"
#include "parsers/aclsave.h"
#include "parsers/aclskip.h"
#include "parsers/cacls.h"
#include "parsers/cbslog.h"
#include "parsers/dirq.h"
#include "parsers/event.h"
#include "parsers/evtx.h"
#include "parsers/codesay.h"
#include "parsers/diskcmd.h"
#include "parsers/diskshadow.h"
#include "parsers/evtcsv.h"
#include "parsers/evtlist.h"
#include "parsers/evttext.h"
#include "parsers/evtview.h"
#include "parsers/evtwriter.h"
#include "parsers/evtxml.h"
#include "parsers/getacl.h"
#include "parsers/hostcmd.h"
#include "parsers/icacls.h"
#include "parsers/limits.h"
#include "parsers/markup.h"
#include "parsers/netcmd.h"
#include "parsers/ownreport.h"
#include "parsers/pathskip.h"
#include "parsers/registry.h"
#include "parsers/rtf.h"
#include "parsers/sc.h"
#include "parsers/sddl.h"
#include "parsers/services.h"
#include "parsers/syscmd.h"
#include "parsers/sysinfo.h"
#include "parsers/takeown.h"
#include "parsers/tasklist.h"
#include "parsers/transcript.h"
#include "parsers/vssadmin.h"
#include "parsers/wbadmin.h"
#include "parsers/wbjob.h"
#include "parsers/wbsay.h"
#include "parsers/wbversions.h"
#include "parsers/writerrow.h"
#include "parsers/writersay.h"
#include "parsers/wsblog.h"

/* Text parsers in the order in which a line is offered to them: those whose first line cannot be
 * taken for anything else come first, those that accept bare sentences last. */
static const struct {
	const char *name;
	text_parser *parse;
} parser[] = {
	{ "wbtriage output", ownreport_parse },
	{ "servicing log", cbslog_parse },
	{ "backup job", wbjob_parse },
	{ "writer", writersay_parse },
	{ "vssadmin", vssadmin_parse },
	{ "diskshadow", diskshadow_parse },
	{ "wbadmin", wbadmin_parse },
	{ "wbadmin", wbversions_parse },
	{ "backup log", wsblog_parse },
	{ "sc", sc_parse },
	{ "registry", registry_parse },
	{ "tasklist", tasklist_parse },
	{ "services", services_parse },
	{ "systeminfo", sysinfo_parse },
	{ "host", hostcmd_parse },
	{ "disk", diskcmd_parse },
	{ "system", syscmd_parse },
	{ "net", netcmd_parse },
	{ "get-acl", getacl_parse },
	{ "accesschk", accesschk_parse },
	{ "icacls /save", aclsave_parse },
	{ "sddl", sddl_lines },
	{ "icacls", icacls_parse },
	{ "cacls", cacls_parse },
	{ "dir", dirq_parse },
	{ "takeown", takeown_parse },
	{ "writer", writerrow_parse },
	{ "event XML", evtxml_parse },
	{ "event CSV", evtcsv_parse },
	{ "event JSON", evtcsv_json },
	{ "event list", evtlist_parse },
	{ "event view", evtview_parse },
	{ "event text", evttext_parse },
	{ "wbadmin", wbsay_parse },
	{ "event message", evttext_message },
	{ "event message", evtwriter_parse },
	{ "code", codesay_parse },
};

_Static_assert(ARRAY_SIZE(parser) <= FORMAT_PARSERS, "room in struct format_result");

/* Kinds of binary files that bundles hold without being evidence. */
static const struct {
	struct str magic;
	const char *name;
} binary[] = {
	{ STR_INIT("PK\x03\x04"), "a zip archive" },
	{ STR_INIT("MSCF"), "a cabinet archive" },
	{ STR_INIT("7z\xbc\xaf\x27\x1c"), "a 7z archive" },
	{ STR_INIT("\x1f\x8b"), "gzip-compressed data" },
	{ STR_INIT("MZ"), "a Windows program" },
	{ STR_INIT("\x89PNG"), "a PNG image" },
	{ STR_INIT("\xff\xd8\xff"), "a JPEG image" },
	{ STR_INIT("%PDF"), "a PDF document" },
	{ STR_INIT("ElfFile"), "a Windows event log" },
	{ STR_INIT("regf"), "a registry hive" },
	{ STR_INIT("\xd0\xcf\x11\xe0"), "an Office document" },
	{ STR_INIT("SQLite format 3"), "a SQLite database" },
};

static const char *looks_like(struct str head)
{
	for (size_t i = 0; i < ARRAY_SIZE(binary); i++)
		if (str_starts(head, binary[i].magic))
			return binary[i].name;
	return NULL;
}

/* Text has no control bytes but blanks, form feeds, escapes; NULs only as half of UTF-16 or strewn
 * in by a tool. */
static bool is_binary(struct str head, enum encoding e)
{
	size_t odd = 0;

	if (looks_like(head))
		return true;
	if (e == ENC_UTF16LE || e == ENC_UTF16BE)
		return false;
	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.s[i];

		odd += c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b &&
		       c != 0x1a && c != '\v' && c != '\b' && c != 0;
	}
	return odd * 20 > head.len;
}

/* wbadmin enable backup -addtarget:{3d9c41e0-0000-0000-0000-000000000000} -schedu
 * le:21:00
 * A console breaks a long command at its width. Only where a banner must come next is it known that
 * the line below is no output. */
static struct str whole_command(struct parse *p, const struct text *t, size_t i, struct str command)
{
	struct str v = t->line[i].s, next, ignore;
	size_t width = v.len <= 480 ? utf8_columns(v) : 0;

	if ((width != 80 && width != 120) || i + 1 >= t->n || !transcript_is(command, "wbadmin"))
		return arena_str(p->arena, command);
	next = t->line[i + 1].s;
	if (!str_trim(next).len || str_istarts(next, STR("wbadmin 1.0 ")) ||
	    transcript_command(next, &ignore))
		return arena_str(p->arena, command);
	return arena_printf(p->arena, "%.*s%.*s", STR_ARG(command), STR_ARG(str_rtrim(next)));
}

static void follow_prompt(struct parse *p, const struct text *t, size_t i)
{
	struct str command;

	if (!transcript_command(t->line[i].s, &command))
		return;
	p->command = whole_command(p, t, i, command);
	p->command_line = t->line[i].no;
}

/* The parser that takes the line, and how many lines it used. */
static size_t offer(struct parse *p, const struct text *t, size_t i, size_t *which)
{
	for (size_t k = 0; k < ARRAY_SIZE(parser); k++) {
		size_t used = parser[k].parse(p, t, i);

		if (used) {
			*which = k;
			return used > t->n - i ? t->n - i : used;
		}
	}
	return 0;
}

static void took(struct format_result *r, size_t which)
{
	r->took[which] = true;
	r->recognised = true;
}

/* Objects of a listing that would be parsed for nothing. */
static size_t skip(const struct parse *p, const struct text *t, size_t i, struct format_result *r)
{
	size_t used = aclskip_lines(p, t, i);

	for (size_t k = 0; used && k < ARRAY_SIZE(parser); k++)
		if (parser[k].parse == icacls_parse)
			took(r, k);
	return used;
}

size_t format_text(struct parse *p, const struct text *t, struct format_result *r)
{
	struct msgid_index messages;

	msgid_index(&messages);
	p->messages = &messages;
	memset(p->refused, 0, sizeof(p->refused));
	for (size_t i = 0; i < t->n;) {
		size_t before = p->out->n, which = 0, used;

		/* Nothing starts at a blank line. */
		if (!str_trim(t->line[i].s).len) {
			i++;
			continue;
		}
		if ((used = pathskip_lines(t, i)) > 0) {
			r->unused += used;
			i += used;
			continue;
		}
		if ((used = skip(p, t, i, r)) > 0) {
			i += used;
			continue;
		}
		follow_prompt(p, t, i);
		used = offer(p, t, i, &which);
		if (used && i + used == t->n && !p->whole && i > 0) {
			p->out->n = before;
			p->messages = NULL;
			return i;
		}
		if (used)
			took(r, which);
		else
			r->unused++;
		i += used ? used : 1;
	}
	p->messages = NULL;
	return t->n;
}

static void name_kinds(struct parse *p, struct format_result *r, const char *otherwise)
{
	struct buf out = { .arena = p->arena };

	for (size_t k = 0; k < ARRAY_SIZE(parser); k++)
		if (r->took[k] && str_find(buf_str(&out), str_of(parser[k].name)) < 0)
			buf_addf(&out, "%s%s", out.len ? ", " : "", parser[k].name);
	if (!out.len)
		buf_add(&out, str_of(otherwise));
	r->kind = buf_str(&out);
}

/* The whole file is one window, in an arena of its own, so that of a file only what was observed
 * stays. */
static bool small_text(struct parse *real, const struct file *f, struct format_result *r)
{
	struct arena scratch = { 0 };
	struct obs_list found = { .arena = &scratch };
	struct parse p = *real;
	struct str bytes;
	struct text t = { 0 };
	bool ok = file_part(&scratch, f, 0, (size_t)f->size, &bytes);

	if (ok) {
		p.arena = &scratch;
		p.out = &found;
		p.whole = true;
		if (rtf_sniff(bytes))
			bytes = rtf_text(&scratch, bytes);
		text_read(&scratch, p.diag, &p.at, bytes, &t);
		if (!ownreport_page(&t))
			markup_strip(&scratch, &t);
		format_text(&p, &t, r);
		r->lines = t.n;
		for (size_t i = 0; i < found.n; i++)
			obs_copy(real->out, found.item[i]);
		real->command = arena_str(real->arena, p.command);
		real->command_line = p.command_line;
	}
	arena_free(&scratch);
	return ok;
}

/* Where line number 'no' starts in the window, counting line feeds as text_lines does. */
static size_t line_start(struct str bytes, enum encoding e, uint32_t first, uint32_t no)
{
	size_t step = e == ENC_UTF16LE || e == ENC_UTF16BE ? 2 : 1;
	size_t low = e == ENC_UTF16BE ? 1 : 0;
	const char *at = bytes.s, *end = bytes.s + bytes.len, *feed;

	while (first < no && (feed = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		size_t unit = (size_t)(feed - bytes.s) / step * step;

		/* A byte of UTF-16 that looks like a line feed may be half of another letter. */
		if (step == 1 || (unit + low == (size_t)(feed - bytes.s) && unit + 1 < bytes.len &&
				  bytes.s[unit + 1 - low] == 0))
			first++;
		at = step == 1 ? feed + 1 : bytes.s + unit + step;
		if (at > end)
			at = end;
	}
	return first < no ? bytes.len : (size_t)(at - bytes.s);
}

/* Event Viewer saves XML as one line, however long: a window without a line feed ends behind its
 * last event, where nothing goes on. */
static size_t event_end(struct str bytes, enum encoding e)
{
	static const char end[] = "</Event>";
	size_t step = e == ENC_UTF16LE || e == ENC_UTF16BE ? 2 : 1;
	size_t low = e == ENC_UTF16BE ? 1 : 0;

	for (size_t i = bytes.len / step * step; i >= step * (sizeof(end) - 1); i -= step) {
		size_t k = 0, from = i - step * (sizeof(end) - 1);

		while (k < sizeof(end) - 1 && bytes.s[from + k * step + low] == end[k])
			k++;
		if (k == sizeof(end) - 1)
			return i;
	}
	return bytes.len;
}

/* A window ends behind its last line feed, so that no line is cut; 0: it has none. */
static size_t window_end(struct str bytes, enum encoding e)
{
	size_t step = e == ENC_UTF16LE || e == ENC_UTF16BE ? 2 : 1;
	size_t low = e == ENC_UTF16BE ? 1 : 0;

	for (size_t i = bytes.len / step * step; i >= step; i -= step)
		if (bytes.s[i - step + low] == '\n' && (step == 1 || bytes.s[i - 1 - low] == 0))
			return i;
	return 0;
}

struct stream {
	struct parse *real;
	const struct file *f;
	struct format_result *r;
	enum encoding encoding;
	uint64_t offset;
	uint32_t line;
};

/* One window in an arena of its own; what was observed is copied out. Returns how many bytes are
 * done with; 0: read error. */
static size_t one_window(struct stream *s, struct arena *scratch)
{
	struct obs_list found = { .arena = scratch };
	struct parse p = *s->real;
	struct str bytes, utf8;
	struct text t = { .encoding = s->encoding };
	size_t end, again;

	if (!file_part(scratch, s->f, s->offset, LIMIT_TEXT_WINDOW, &bytes) || !bytes.len)
		return 0;
	p.whole = s->offset + bytes.len >= s->f->size;
	end = p.whole ? bytes.len : window_end(bytes, s->encoding);
	if (!end) {
		end = event_end(bytes, s->encoding);
		p.whole = true;
	}
	bytes = str_sub(bytes, 0, end);
	p.arena = scratch;
	p.out = &found;
	utf8 = text_decode(scratch, p.diag, &p.at, bytes, s->encoding);
	text_lines(scratch, p.diag, &p.at, utf8, s->line, &t);
	again = format_text(&p, &t, s->r);
	s->r->lines += again;
	for (size_t i = 0; i < found.n; i++)
		obs_copy(s->real->out, found.item[i]);
	s->real->command = arena_str(s->real->arena, p.command);
	s->real->command_line = p.command_line;
	if (again < t.n && t.line[again].no > s->line) {
		end = line_start(bytes, s->encoding, s->line, t.line[again].no);
		s->line = t.line[again].no;
	} else if (t.n) {
		/* The window may end within a line. */
		s->line = t.line[t.n - 1].no + (utf8.s[utf8.len - 1] == '\n');
	}
	return end;
}

static bool large_text(struct parse *p, const struct file *f, enum encoding e,
		       struct format_result *r)
{
	struct stream s = { .real = p, .f = f, .r = r, .encoding = e, .line = 1 };
	size_t from = p->out->n;

	while (s.offset < f->size) {
		struct arena scratch = { 0 };
		size_t done = one_window(&s, &scratch);

		arena_free(&scratch);
		if (!done)
			return false;
		s.offset += done;
		if (p->out->arena->used > LIMIT_BUNDLE_BYTES && s.offset < f->size) {
			p->at.line = s.line;
			diag(p->diag, DIAG_BUNDLE_MEMORY, &p->at, "%s", "");
			p->at.line = 0;
			r->cut = true;
			break;
		}
	}
	event_log_join(p->out, from);
	return true;
}

static bool named(struct str path, struct str suffix)
{
	return str_iends(path, suffix);
}

static void unknown_file(struct parse *p, struct str head, bool is_evtx_name,
			 struct format_result *r)
{
	const char *looks = looks_like(head);

	r->kind = STR("unknown");
	diag(p->diag, is_evtx_name ? DIAG_EVTX_MAGIC : DIAG_FILE_KIND, &p->at, "%s%s",
	     looks ? "looks like " : "", looks ? looks : "");
}

bool format_file(struct parse *p, const struct file *f, struct format_result *r)
{
	bool evtx_name = named(p->at.file, STR(".evtx")), bom, whole, ok;
	enum encoding e;
	struct str head;

	*r = (struct format_result){ .kind = STR("unknown") };
	if (f->size == 0) {
		r->kind = STR("empty");
		diag(p->diag, DIAG_FILE_EMPTY, &p->at, "%s", "");
		return true;
	}
	if (!file_part(p->arena, f, 0, 64 * KIB, &head)) {
		diag(p->diag, DIAG_PATH_READ, &p->at, "%.*s", STR_ARG(port_reason(p->arena)));
		return false;
	}
	e = text_detect(head, &bom);
	if (evtx_sniff(head)) {
		r->kind = STR("event log");
		r->recognised = true;
		return evtx_read(p, f);
	}
	if (is_binary(head, e)) {
		unknown_file(p, head, evtx_name, r);
		return true;
	}
	whole = f->size <= LIMIT_TEXT_WINDOW || (rtf_sniff(head) && f->size <= LIMIT_RTF_BYTES);
	ok = whole ? small_text(p, f, r) : large_text(p, f, e, r);
	if (!ok)
		diag(p->diag, DIAG_PATH_READ, &p->at, "%.*s", STR_ARG(port_reason(p->arena)));
	name_kinds(p, r, "text");
	if (evtx_name && ok)
		diag(p->diag, DIAG_EVTX_MAGIC, &p->at, "it is text");
	else if (!r->recognised && ok)
		diag(p->diag, DIAG_FILE_KIND, &p->at, "%s", "");
	return ok;
}
