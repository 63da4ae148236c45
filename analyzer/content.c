/* content.c - see content.h */
#include "analyzer/content.h"

#include <nettle/sha2.h>

#include "parsers/limits.h"
#include "parsers/port.h"

struct walk {
	struct arena *a;
	struct sha256_ctx sha;
	uint8_t *block;
};

static void add(struct walk *w, const void *bytes, size_t n)
{
	sha256_update(&w->sha, n, bytes);
}

/* Lengths go in before the bytes, so that no two trees can look alike. */
static void add_text(struct walk *w, struct str v)
{
	uint64_t n = v.len;

	add(w, &n, sizeof(n));
	add(w, v.s, v.len);
}

static void add_file(struct walk *w, const struct port_handle *h)
{
	uint64_t offset = 0;
	size_t got;

	add(w, &h->size, sizeof(h->size));
	while (port_read(h, offset, w->block, 256 * KIB, &got) && got) {
		add(w, w->block, got);
		offset += got;
	}
}

static void add_entry(struct walk *w, const struct port_handle *folder, struct str name,
		      unsigned depth)
{
	struct port_handle h;
	struct str *list;
	size_t n;
	bool more;

	if (depth > LIMIT_FOLDER_DEPTH || port_open(folder, name.s, !folder, &h) != PORT_OK)
		return;
	if (h.kind == PORT_FILE)
		add_file(w, &h);
	if (h.kind == PORT_FOLDER && port_list(w->a, &h, LIMIT_BUNDLE_FILES, &list, &n, &more))
		for (size_t i = 0; i < n; i++) {
			add_text(w, list[i]);
			add_entry(w, &h, list[i], depth + 1);
		}
	port_close(&h);
}

struct str content_hash(struct arena *a, const char *path)
{
	struct walk w = { .a = a, .block = arena_array(a, uint8_t, 256 * KIB) };
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct buf hex = { .arena = a };

	sha256_init(&w.sha);
	add_entry(&w, NULL, str_of(path), 0);
	sha256_digest(&w.sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		buf_addf(&hex, "%02x", digest[i]);
	return buf_str(&hex);
}
