/* file.h - the bytes of one piece of evidence, from disk or from memory
 *
 * A random-access source: a regular file, or a member of an archive that was read into memory.
 * Parsers read through it and do not care which. The owner of the handle or of the memory outlives
 * it.
 */
#ifndef WBT_FILE_H
#define WBT_FILE_H

#include "parsers/port.h"

struct file {
	struct port_handle handle; /* .fd = -1: in memory */
	const char *memory;
	uint64_t size; /* bytes, when it was opened */
};

struct file file_of_handle(struct port_handle h);
struct file file_of_memory(const char *bytes, size_t size);
/* Up to n bytes from 'offset'; fewer only at the end. false: read error. */
bool file_read(const struct file *f, uint64_t offset, void *buf, size_t n, size_t *got);
/* A part of it in the arena, terminated, shorter at the end. false: read error. */
bool file_part(struct arena *a, const struct file *f, uint64_t offset, size_t n, struct str *out);

#endif
