/* mkevtx_mutate.c - one named kind of damage each, as found in real logs or hostile ones
 *
 * Checksums are put right afterwards unless the damage is the checksum, so that a reader
 * cannot get away with looking at them alone.
 */
#include "tests/mkevtx.h"

#include <string.h>
#include <zlib.h>

enum { CHUNK = 4096, CHUNK_SIZE = 65536 };

static void set_le(struct mk_log *log, size_t at, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n && at + i < log->n; i++)
		log->bytes[at + i] = (uint8_t)(v >> (8 * i));
}

static uint32_t get_le(const struct mk_log *log, size_t at)
{
	uint32_t v = 0;

	for (size_t i = 4; i-- > 0;)
		v = v << 8 | (at + i < log->n ? log->bytes[at + i] : 0);
	return v;
}

static void fix_crc(struct mk_log *log)
{
	const uint8_t *c = log->bytes + CHUNK;
	uint32_t free_at = get_le(log, CHUNK + 48);

	if (log->n >= 128)
		set_le(log, 124, crc32(0, log->bytes, 120), 4);
	if (log->n < CHUNK + CHUNK_SIZE)
		return;
	if (free_at >= 512 && free_at <= CHUNK_SIZE)
		set_le(log, CHUNK + 52, crc32(0, c + 512, free_at - 512), 4);
	set_le(log, CHUNK + 124, crc32(crc32(0, c, 120), c + 128, 384), 4);
}

static uint32_t record(const struct mk_log *log, size_t i)
{
	return i < log->record.n ? log->record.at[i] : CHUNK + 512;
}

static void size_copy_2(struct mk_log *log)
{
	size_t at = record(log, 1);

	log->bytes[at + get_le(log, at + 4) - 4] ^= 8;
}

/* The second record swallows the third, as tools that hide events do. */
static void hide_3(struct mk_log *log)
{
	size_t at = record(log, 1), next = record(log, 2);
	uint32_t size = get_le(log, at + 4) + get_le(log, next + 4);

	set_le(log, at + 4, size, 4);
	set_le(log, at + size - 4, size, 4);
}

static void at_marks(struct mk_log *log, const struct mk_marks *m, size_t offset, uint64_t v,
		     size_t n)
{
	for (size_t i = 0; i < m->n; i++)
		set_le(log, m->at[i] + offset, v, n);
}

/* clang-format off */
static void file_crc(struct mk_log *l)      { l->bytes[124] ^= 1; }
static void chunk_crc(struct mk_log *l)     { l->bytes[CHUNK + 124] ^= 1; }
static void data_crc(struct mk_log *l)      { l->bytes[CHUNK + 52] ^= 1; }
static void no_names(struct mk_log *l)      { memset(l->bytes + CHUNK + 128, 0, 256); }
static void no_templates(struct mk_log *l)  { memset(l->bytes + CHUNK + 384, 0, 128); }
static void no_depends(struct mk_log *l)    { at_marks(l, &l->element, 1, 0xffff, 2); }
static void no_sizes(struct mk_log *l)      { at_marks(l, &l->element, 3, 0, 4); }
static void no_attr_sizes(struct mk_log *l) { at_marks(l, &l->attributes, 0, 0, 4); }
static void no_hashes(struct mk_log *l)     { at_marks(l, &l->name, 4, 0, 2); }
static void size_0_2(struct mk_log *l)      { set_le(l, record(l, 1) + 4, 0, 4); }
static void size_big_2(struct mk_log *l)    { set_le(l, record(l, 1) + 4, 0xfffffff8, 4); }
static void signature_2(struct mk_log *l)   { set_le(l, record(l, 1), 0x2b2b, 4); }
static void template_id(struct mk_log *l)   { l->bytes[record(l, 0) + 30] ^= 0xff; }
static void instance_0(struct mk_log *l)    { l->bytes[record(l, 0) + 29] = 0; }
static void file_count_0(struct mk_log *l)  { set_le(l, 42, 0, 2); }
static void next_id_0(struct mk_log *l)     { set_le(l, 24, 0, 8); }
static void last_chunk_9(struct mk_log *l)  { set_le(l, 16, 9, 8); }
static void free_end(struct mk_log *l)      { set_le(l, CHUNK + 48, CHUNK_SIZE, 4); }
static void free_512(struct mk_log *l)      { set_le(l, CHUNK + 48, 512, 4); }
static void free_wild(struct mk_log *l)     { set_le(l, CHUNK + 48, 0xffffffff, 4); }
static void last_0(struct mk_log *l)        { set_le(l, CHUNK + 44, 0, 4); }
static void chunk_flags(struct mk_log *l)   { set_le(l, CHUNK + 120, 0, 4); }
static void chunk_header(struct mk_log *l)  { set_le(l, CHUNK + 40, 0, 4); }
static void chunk_magic(struct mk_log *l)   { l->bytes[CHUNK] = 'X'; }
static void chunk_ids(struct mk_log *l)     { memset(l->bytes + CHUNK + 8, 0, 32); }
static void version_3_2(struct mk_log *l)   { set_le(l, 36, 2, 2); }
static void version_9_9(struct mk_log *l)   { set_le(l, 36, 0x00090009, 4); }
static void bucket_link(struct mk_log *l)   { set_le(l, l->definition, 0x1234, 4); }
static void no_template(struct mk_log *l)   { set_le(l, l->definition + 20, 0, 4); }
static void template_loop(struct mk_log *l) { set_le(l, record(l, 0) + 34, record(l, 0) - CHUNK + 28, 4); }
static void cut_1000(struct mk_log *l)      { l->n -= 1000; }
static void cut_header(struct mk_log *l)    { l->n = 4096; }
static void cut_half(struct mk_log *l)      { l->n = record(l, 1) + 100; }
static void cut_100(struct mk_log *l)       { l->n = 100; }
static void dirty(struct mk_log *l)         { set_le(l, 42, 0, 2); l->bytes[120] = 1; }
static void block_size_0(struct mk_log *l)  { set_le(l, 40, 0, 2); }
static void file_magic(struct mk_log *l)    { l->bytes[0] = 'X'; }
static void other_id(struct mk_log *l)      { set_le(l, record(l, 0) + 8, 77, 8); }
static void unchanged(struct mk_log *l)     { (void)l; }

static const struct mutation {
	const char *name;
	void (*apply)(struct mk_log *);
	const char *meaning;
	bool keep_crc;
} mutation[] = {
	{ "unchanged", unchanged, "nothing", false },
	{ "file-crc", file_crc, "checksum of the file header", true },
	{ "chunk-crc", chunk_crc, "checksum of the first chunk's header", true },
	{ "data-crc", data_crc, "checksum of the first chunk's records", true },
	{ "no-names", no_names, "string table zeroed", false },
	{ "no-templates", no_templates, "template table zeroed", false },
	{ "no-depends", no_depends, "every dependency id 0xffff", false },
	{ "no-sizes", no_sizes, "every element size 0", false },
	{ "no-attribute-sizes", no_attr_sizes, "every attribute list size 0", false },
	{ "no-hashes", no_hashes, "every name hash 0", false },
	{ "size-copy-2", size_copy_2, "second record: the size at its end is wrong", false },
	{ "size-0-2", size_0_2, "second record: size 0", false },
	{ "size-big-2", size_big_2, "second record: size near 4 GiB", false },
	{ "signature-2", signature_2, "second record: wrong signature", false },
	{ "hide-3", hide_3, "third record hidden inside the second", false },
	{ "template-id", template_id, "template id differs from its GUID", false },
	{ "instance-0", instance_0, "version byte of the template instance 0", false },
	{ "file-count-0", file_count_0, "file header counts no chunks", false },
	{ "next-id-0", next_id_0, "file header: next record id 0", false },
	{ "last-chunk-9", last_chunk_9, "file header: last chunk beyond the end", false },
	{ "free-end", free_end, "free space begins at the chunk's end", false },
	{ "free-512", free_512, "free space begins at the first record", false },
	{ "free-wild", free_wild, "free space begins at 4 GiB", false },
	{ "last-0", last_0, "offset of the last record 0", false },
	{ "chunk-flags-0", chunk_flags, "flags of the chunk 0", false },
	{ "chunk-header-0", chunk_header, "header size of the chunk 0", false },
	{ "chunk-magic", chunk_magic, "first chunk without its signature", false },
	{ "chunk-ids-0", chunk_ids, "record numbers of the chunk header 0", false },
	{ "version-3-2", version_3_2, "format 3.2", false },
	{ "version-9-9", version_9_9, "format 9.9", false },
	{ "bucket-link", bucket_link, "template table link into nowhere", false },
	{ "no-template-size", no_template, "template definition of size 0", false },
	{ "template-loop", template_loop, "template definition inside its own instance", false },
	{ "cut-1000", cut_1000, "last 1000 bytes missing", false },
	{ "cut-half", cut_half, "cut inside the second record", false },
	{ "cut-header", cut_header, "file header only", false },
	{ "cut-100", cut_100, "cut inside the file header", false },
	{ "dirty", dirty, "dirty flag and no chunks counted", false },
	{ "block-size-0", block_size_0, "size of the file header block 0", false },
	{ "file-magic", file_magic, "file without its signature", false },
	{ "other-id", other_id, "first record's header has another id", false },
};
/* clang-format on */

const char *mk_mutation(size_t i, const char **meaning)
{
	if (i >= ARRAY_SIZE(mutation))
		return NULL;
	*meaning = mutation[i].meaning;
	return mutation[i].name;
}

bool mk_mutate(struct mk_log *log, struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(mutation); i++) {
		if (!str_eq(name, str_of(mutation[i].name)))
			continue;
		mutation[i].apply(log);
		if (!mutation[i].keep_crc)
			fix_crc(log);
		return true;
	}
	return false;
}
