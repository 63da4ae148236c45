/* mail.c - see mail.h */
#include "parsers/mail.h"

#include <string.h>

#include "parsers/limits.h"
#include "parsers/port.h"

enum {
	HEAD_BYTES = 64 * 1024, /* of the message; a few relays add some kilobytes each */
	DEPTH = 8,              /* forwarded as attachments within each other */
	NAME_BYTES = 70,        /* of a boundary, by RFC 2046; of a header's name that counts */
};

/* What the head of a message or part says of its body. */
struct head {
	struct str type, boundary, name, encoding;
};

struct reader {
	struct arena *arena; /* of the parts being decoded */
	struct diag *diag;
	const struct pos *at;
	struct archive_budget *budget;
	archive_member *member;
	void *ctx;
	size_t parts;
	bool full;
};

/* Received: from mx.example ...   The name of a header field; unknown if the line is none. */
static struct str field_name(struct str line)
{
	for (size_t i = 0; i < line.len && i < NAME_BYTES; i++) {
		if (line.s[i] == ':')
			return i ? str_sub(line, 0, i) : (struct str){ 0 };
		if (line.s[i] <= ' ' || line.s[i] > '~')
			break;
	}
	return (struct str){ 0 };
}

static struct str line_of(struct str *rest)
{
	return str_rtrim(str_cut(rest, '\n'));
}

static bool goes_on(struct str rest)
{
	return rest.len && (rest.s[0] == ' ' || rest.s[0] == '\t');
}

/* ; name="Application log.zip"   The value of a parameter, without its quotes. */
static struct str parameter(struct str field, struct str name)
{
	struct str rest = field;

	str_cut(&rest, ';');
	while (rest.s) {
		struct str one = str_trim(str_cut(&rest, ';')), value;

		if (!str_istarts(one, name))
			continue;
		value = str_trim(str_sub(one, name.len, one.len));
		if (!str_starts(value, STR("=")))
			continue;
		value = str_trim(str_sub(value, 1, value.len));
		if (value.len < 2 || value.s[0] != '"')
			return value;
		return str_sub(value, 1, value.s[value.len - 1] == '"' ? value.len - 1 : value.len);
	}
	return (struct str){ 0 };
}

static void set_field(struct head *h, struct str name, struct str value)
{
	struct str rest = value;

	if (str_ieq(name, STR("Content-Type"))) {
		h->type = str_trim(str_cut(&rest, ';'));
		h->boundary = parameter(value, STR("boundary"));
		if (!h->name.len)
			h->name = parameter(value, STR("name"));
	} else if (str_ieq(name, STR("Content-Disposition"))) {
		struct str file = parameter(value, STR("filename"));

		if (file.len)
			h->name = file;
	} else if (str_ieq(name, STR("Content-Transfer-Encoding"))) {
		h->encoding = value;
	}
}

/* Reads the head; *v is the body then. */
static struct head read_head(struct arena *a, struct str *v)
{
	struct head h = { .type = STR("text/plain") };

	while (v->s && v->len) {
		struct str line = line_of(v), name = field_name(line);
		struct buf value = { .arena = a };

		if (!line.len)
			break;
		if (!name.len)
			continue;
		buf_add(&value, str_sub(line, name.len + 1, line.len));
		while (v->s && goes_on(*v) && value.len < HEAD_BYTES)
			buf_add(&value, line_of(v));
		set_field(&h, name, str_trim(buf_str(&value)));
	}
	if (!v->s)
		*v = STR("");
	return h;
}

/* Bytes of a soft line break at v[at], which holds "="; 0 if it is none. */
static size_t soft_break(struct str v, size_t at)
{
	size_t i = at + 1;

	while (i < v.len && (v.s[i] == ' ' || v.s[i] == '\t'))
		i++;
	if (i < v.len && v.s[i] == '\r')
		i++;
	return i < v.len && v.s[i] == '\n' ? i + 1 - at : i >= v.len ? v.len - at : 0;
}

/* wbadmin start systemstatebackup -backuptarget=3AF=3A -qui=
 * et */
static struct str quoted_printable(struct arena *a, struct str v)
{
	char *out = arena_array(a, char, v.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < v.len;) {
		size_t skip = v.s[i] == '=' ? soft_break(v, i) : 0;
		int high = v.s[i] == '=' && i + 2 < v.len ? str_hex(v.s[i + 1]) : -1;
		int low = high >= 0 ? str_hex(v.s[i + 2]) : -1;

		if (skip) {
			i += skip;
		} else if (low >= 0) {
			out[n++] = (char)(high << 4 | low);
			i += 3;
		} else {
			out[n++] = v.s[i++];
		}
	}
	return (struct str){ out, n };
}

/* Bytes outside the alphabet, line ends above all, count for nothing; "=" ends the data. */
static struct str base64(struct arena *a, struct str v)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	signed char value[256];
	char *out = arena_array(a, char, v.len / 4 * 3 + 4);
	uint32_t bits = 0;
	size_t n = 0, have = 0;

	memset(value, -1, sizeof(value));
	for (size_t i = 0; i < 64; i++)
		value[(unsigned char)alphabet[i]] = (signed char)i;
	for (size_t i = 0; i < v.len && v.s[i] != '='; i++) {
		int digit = value[(unsigned char)v.s[i]];

		if (digit < 0)
			continue;
		bits = bits << 6 | (uint32_t)digit;
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[n++] = (char)(bits >> have & 0xff);
		}
	}
	return (struct str){ out, n };
}

static struct str decoded(struct arena *a, const struct head *h, struct str body)
{
	if (str_ieq(h->encoding, STR("base64")))
		return base64(a, body);
	if (str_ieq(h->encoding, STR("quoted-printable")))
		return quoted_printable(a, body);
	return body;
}

static void read_part(struct reader *r, struct str v, unsigned depth);

static void read_leaf(struct reader *r, const struct head *h, struct str body)
{
	struct str bytes = decoded(r->arena, h, body), label;
	struct file f = file_of_memory(bytes.s, bytes.len);

	if (++r->budget->entries > LIMIT_ARCHIVE_ENTRIES) {
		if (!r->full)
			diag(r->diag, DIAG_ARCHIVE_ENTRIES, r->at, "limit %d",
			     LIMIT_ARCHIVE_ENTRIES);
		r->full = true;
		return;
	}
	r->parts++;
	if (h->name.len)
		label = archive_label(r->arena, arena_str(r->arena, h->name).s);
	else
		label = arena_printf(r->arena, "part-%zu%s", r->parts,
				     str_ieq(h->type, STR("text/html")) ? ".html" :
				     str_istarts(h->type, STR("text/")) ? ".txt" :
									  "");
	if (str_trim(bytes).len)
		r->member(r->ctx, label, &f);
}

enum mark { NO_MARK, NEXT_PART, NO_MORE };

/* --=_boundary   between two parts;  --=_boundary--   behind the last */
static enum mark mark_of(struct str line, struct str boundary)
{
	if (!str_starts(line, STR("--")) || !str_starts(str_sub(line, 2, line.len), boundary))
		return NO_MARK;
	line = str_sub(line, 2 + boundary.len, line.len);
	return !line.len ? NEXT_PART : str_eq(line, STR("--")) ? NO_MORE : NO_MARK;
}

/* The next part of a body from *at on, up to the mark behind it or the end where that is missing;
 * false: there is none. */
static bool next_part(struct str body, size_t *at, struct str boundary, struct str *part)
{
	size_t from = SIZE_MAX;

	while (*at < body.len) {
		struct str rest = str_sub(body, *at, body.len), line = str_cut(&rest, '\n');
		enum mark mark = mark_of(str_rtrim(line), boundary);

		if (mark != NO_MARK && from != SIZE_MAX) {
			*part = str_sub(body, from, *at);
			return true;
		}
		*at += line.len + 1;
		if (mark == NEXT_PART)
			from = *at;
	}
	if (from == SIZE_MAX)
		return false;
	*part = str_sub(body, from, body.len);
	return true;
}

static bool is_plain(struct arena *a, struct str part)
{
	struct head h = read_head(a, &part);

	return str_ieq(h.type, STR("text/plain")) && str_trim(part).len > 0;
}

static bool is_page(struct arena *a, struct str part)
{
	struct head h = read_head(a, &part);

	return str_ieq(h.type, STR("text/html")) || str_ieq(h.type, STR("multipart/related"));
}

static void read_parts(struct reader *r, const struct head *h, struct str body, unsigned depth)
{
	bool alternative = str_ieq(h->type, STR("multipart/alternative")), plain = false;
	struct str part;
	size_t at = 0;

	while (alternative && !plain && next_part(body, &at, h->boundary, &part))
		plain = is_plain(r->arena, part);
	at = 0;
	while (!r->full && next_part(body, &at, h->boundary, &part))
		if (!plain || !is_page(r->arena, part))
			read_part(r, part, depth + 1);
}

static void read_part(struct reader *r, struct str v, unsigned depth)
{
	struct head h = read_head(r->arena, &v);
	bool many = str_istarts(h.type, STR("multipart/")) && h.boundary.len &&
		    h.boundary.len <= NAME_BYTES;

	if (depth < DEPTH && many)
		read_parts(r, &h, v, depth);
	else if (depth < DEPTH && str_ieq(h.type, STR("message/rfc822")))
		read_part(r, decoded(r->arena, &h, v), depth + 1);
	else
		read_leaf(r, &h, v);
}

/* MIME-Version: 1.0   among the fields that the file begins with. */
bool mail_sniff(const struct file *f)
{
	struct arena scratch = { 0 };
	struct str rest, line;
	bool found = false;

	if (f->size > LIMIT_MAIL_BYTES || !file_part(&scratch, f, 0, NAME_BYTES + 2, &line) ||
	    !field_name(line).len || !file_part(&scratch, f, 0, HEAD_BYTES, &rest)) {
		arena_free(&scratch);
		return false;
	}
	while (rest.s && rest.len && !found) {
		bool folded = goes_on(rest);

		line = line_of(&rest);
		if (!folded && !field_name(line).len)
			break;
		found = str_istarts(line, STR("MIME-Version:"));
	}
	arena_free(&scratch);
	return found;
}

bool mail_read(struct arena *a, struct diag *d, const struct pos *at, const struct file *f,
	       struct archive_budget *budget, archive_member *member, void *ctx)
{
	struct arena scratch = { 0 };
	struct reader r = { .arena = &scratch,
			    .diag = d,
			    .at = at,
			    .budget = budget,
			    .member = member,
			    .ctx = ctx };
	struct str bytes;
	bool ok = file_part(&scratch, f, 0, (size_t)f->size, &bytes);

	if (ok)
		read_part(&r, bytes, 0);
	else
		diag(d, DIAG_PATH_READ, at, "%.*s", STR_ARG(port_reason(a)));
	arena_free(&scratch);
	return ok;
}
