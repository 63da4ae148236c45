/* archive.c - see archive.h; the only file that includes libarchive */
#include "parsers/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "parsers/limits.h"

static const struct {
	struct str bytes;
	bool compressed; /* may hold one file and no archive */
} magic[] = {
	{ STR_INIT("PK\x03\x04"), false },
	{ STR_INIT("PK\x05\x06"), false },
	{ STR_INIT("MSCF\0\0\0\0"), false },
	{ STR_INIT("7z\xbc\xaf\x27\x1c"), false },
	{ STR_INIT("\x1f\x8b\x08"), true },
	{ STR_INIT("BZh"), true },
	{ STR_INIT("\xfd"
		   "7zXZ\0"),
	  true },
};

struct archive_budget archive_budget(uint64_t packed)
{
	return (struct archive_budget){ .bytes = LIMIT_ARCHIVE_BYTES, .packed = packed };
}

bool archive_sniff(struct str head)
{
	for (size_t i = 0; i < ARRAY_SIZE(magic); i++)
		if (str_starts(head, magic[i].bytes))
			return true;
	return head.len >= 262 && str_eq(str_sub(head, 257, 262), STR("ustar"));
}

struct source {
	const struct file *f;
	uint64_t offset;
	char *buf;
};

static la_ssize_t next_block(struct archive *ar, void *ctx, const void **out)
{
	struct source *s = ctx;
	size_t got;

	if (!file_read(s->f, s->offset, s->buf, LIMIT_ARCHIVE_BLOCK, &got)) {
		archive_set_error(ar, ARCHIVE_FATAL, "read failed");
		return ARCHIVE_FATAL;
	}
	s->offset += got;
	*out = s->buf;
	return (la_ssize_t)got;
}

static la_int64_t seek_to(struct archive *ar, void *ctx, la_int64_t offset, int whence)
{
	struct source *s = ctx;
	int64_t base = whence == SEEK_SET ? 0 :
		       whence == SEEK_CUR ? (int64_t)s->offset :
					    (int64_t)s->f->size;

	(void)ar;
	if (offset < -base || (uint64_t)(base + offset) > s->f->size)
		return ARCHIVE_FATAL;
	s->offset = (uint64_t)(base + offset);
	return (la_int64_t)s->offset;
}

/* Only decoders that live in the library: others would start programs named by the system's PATH.
 */
static struct archive *open_archive(struct source *s, bool raw)
{
	struct archive *ar = archive_read_new();

	if (!ar)
		die("out of memory");
	archive_read_support_filter_gzip(ar);
	archive_read_support_filter_bzip2(ar);
	archive_read_support_filter_xz(ar);
	if (raw) {
		archive_read_support_format_raw(ar);
	} else {
		archive_read_support_format_zip(ar);
		archive_read_support_format_cab(ar);
		archive_read_support_format_7zip(ar);
		archive_read_support_format_tar(ar);
		archive_read_support_format_gnutar(ar);
	}
	archive_read_set_callback_data(ar, s);
	archive_read_set_read_callback(ar, next_block);
	archive_read_set_seek_callback(ar, seek_to);
	if (archive_read_open1(ar) == ARCHIVE_OK)
		return ar;
	archive_read_free(ar);
	return NULL;
}

struct str archive_label(struct arena *a, const char *name)
{
	struct buf out = { .arena = a };
	struct str rest = str_of(name ? name : "");
	char *copy = (char *)arena_str(a, rest).s;

	for (size_t i = 0; copy && i < rest.len; i++)
		if (copy[i] == '\\')
			copy[i] = '/';
	rest.s = copy;
	while (rest.s) {
		struct str part = str_cut(&rest, '/');

		if (!part.len || str_eq(part, STR(".")) || str_eq(part, STR("..")) ||
		    (part.len == 2 && part.s[1] == ':'))
			continue;
		if (out.len)
			buf_addc(&out, '/');
		buf_add(&out, part);
	}
	return out.len ? buf_str(&out) : STR("unnamed");
}

struct reading {
	struct arena *a;
	struct diag *d;
	const struct pos *at;
	struct str prefix;
	struct archive_budget *budget;
	archive_member *member;
	void *ctx;
};

static struct pos member_pos(const struct reading *r, struct str label)
{
	if (!r->prefix.len)
		return (struct pos){ .file = label };
	return (struct pos){ .file = arena_printf(r->a, "%.*s/%.*s", STR_ARG(r->prefix),
						  STR_ARG(label)) };
}

/* A few kilobytes that unpack to gigabytes are a bomb, whatever the absolute size. */
static bool is_bomb(const struct archive_budget *b, uint64_t more)
{
	uint64_t total = b->unpacked + more;

	return total > b->bytes ||
	       (total > LIMIT_ARCHIVE_FREE_BYTES && total / LIMIT_ARCHIVE_RATIO > b->packed);
}

enum take { TAKE_OK, TAKE_SKIP, TAKE_STOP };

/* The member's bytes in a block of malloc, since a big one must be gone after use. */
static enum take take_member(struct reading *r, struct archive *ar, struct str label)
{
	struct pos at = member_pos(r, label);
	size_t cap = 64 * KIB, len = 0;
	char *bytes = malloc(cap);
	la_ssize_t n;

	while (bytes && (n = archive_read_data(ar, bytes + len, cap - len)) > 0) {
		len += (size_t)n;
		if (is_bomb(r->budget, len)) {
			diag(r->d, DIAG_ARCHIVE_BOMB, &at, "more than %llu bytes unpacked",
			     (unsigned long long)(r->budget->unpacked + len));
			free(bytes);
			return TAKE_STOP;
		}
		if (len > LIMIT_MEMBER_BYTES) {
			diag(r->d, DIAG_ARCHIVE_MEMBER, &at, "larger than %zu bytes",
			     LIMIT_MEMBER_BYTES);
			free(bytes);
			return TAKE_SKIP;
		}
		if (len == cap) {
			char *more = realloc(bytes, cap *= 2);

			if (!more)
				die("out of memory");
			bytes = more;
		}
	}
	if (!bytes)
		die("out of memory");
	r->budget->unpacked += len;
	if (n < 0)
		diag(r->d, DIAG_ARCHIVE_DAMAGED, &at, "%s",
		     archive_error_string(ar) ? archive_error_string(ar) : "");
	if (len || n == 0) {
		struct file f = file_of_memory(bytes, len);

		r->member(r->ctx, label, &f);
	}
	free(bytes);
	return n < ARCHIVE_WARN ? TAKE_STOP : TAKE_OK;
}

static enum take take_entry(struct reading *r, struct archive *ar, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);
	struct str label = archive_label(r->a, name ? name : archive_entry_pathname(entry));
	struct pos at = member_pos(r, label);
	unsigned type = (unsigned)archive_entry_filetype(entry);

	if (++r->budget->entries > LIMIT_ARCHIVE_ENTRIES) {
		diag(r->d, DIAG_ARCHIVE_ENTRIES, r->at, "limit %d", LIMIT_ARCHIVE_ENTRIES);
		return TAKE_STOP;
	}
	if (type == AE_IFDIR)
		return TAKE_SKIP;
	if (archive_entry_symlink(entry) || archive_entry_hardlink(entry)) {
		diag(r->d, DIAG_PATH_LINK, &at, "%s", "");
		return TAKE_SKIP;
	}
	if (type && type != AE_IFREG) {
		diag(r->d, DIAG_PATH_SPECIAL, &at, "%s", "");
		return TAKE_SKIP;
	}
	if (archive_entry_is_encrypted(entry)) {
		diag(r->d, DIAG_ARCHIVE_ENCRYPTED, &at, "%s", "");
		return TAKE_SKIP;
	}
	return take_member(r, ar, label);
}

static size_t read_entries(struct reading *r, struct archive *ar)
{
	struct archive_entry *entry;
	size_t n = 0;
	int code;

	while ((code = archive_read_next_header(ar, &entry)) != ARCHIVE_EOF) {
		if (code < ARCHIVE_WARN) {
			if (code == ARCHIVE_FATAL && n == 0)
				return 0;
			diag(r->d, DIAG_ARCHIVE_DAMAGED, r->at, "%s",
			     archive_error_string(ar) ? archive_error_string(ar) : "");
			break;
		}
		n++;
		if (take_entry(r, ar, entry) == TAKE_STOP)
			break;
	}
	return n ? n : code == ARCHIVE_EOF;
}

static bool is_compressed(const struct file *f)
{
	char head[8];
	size_t got;

	if (!file_read(f, 0, head, sizeof(head), &got))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(magic); i++)
		if (magic[i].compressed && str_starts((struct str){ head, got }, magic[i].bytes))
			return true;
	return false;
}

bool archive_read(struct arena *a, struct diag *d, const struct pos *at, struct str prefix,
		  const struct file *f, struct archive_budget *budget, archive_member *member,
		  void *ctx)
{
	struct source s = { .f = f, .buf = malloc(LIMIT_ARCHIVE_BLOCK) };
	struct reading r = { a, d, at, prefix, budget, member, ctx };
	size_t n = 0;

	if (!s.buf)
		die("out of memory");
	/* An archive first; compressed data that holds none is one member. */
	for (int raw = 0; raw < 1 + is_compressed(f) && n == 0; raw++) {
		struct archive *ar;

		s.offset = 0;
		ar = open_archive(&s, raw);
		if (ar) {
			n = read_entries(&r, ar);
			archive_read_free(ar);
		}
	}
	free(s.buf);
	if (n == 0)
		diag(d, DIAG_ARCHIVE_DAMAGED, at, "not readable as an archive");
	return n > 0;
}
