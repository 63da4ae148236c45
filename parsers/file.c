/* file.c - see file.h */
#include "parsers/file.h"

#include <string.h>

struct file file_of_handle(struct port_handle h)
{
	return (struct file){ .handle = h, .size = h.size };
}

struct file file_of_memory(const char *bytes, size_t size)
{
	return (struct file){ .handle = { .fd = -1, .kind = PORT_FILE, .size = size },
			      .memory = bytes,
			      .size = size };
}

bool file_read(const struct file *f, uint64_t offset, void *buf, size_t n, size_t *got)
{
	if (f->handle.fd >= 0)
		return port_read(&f->handle, offset, buf, n, got);
	*got = 0;
	if (offset >= f->size)
		return true;
	*got = n < f->size - offset ? n : (size_t)(f->size - offset);
	if (*got)
		memcpy(buf, f->memory + offset, *got);
	return true;
}

bool file_part(struct arena *a, const struct file *f, uint64_t offset, size_t n, struct str *out)
{
	size_t got;
	char *bytes;

	if (offset >= f->size)
		n = 0;
	else if (n > f->size - offset)
		n = (size_t)(f->size - offset);
	bytes = arena_alloc(a, n + 1, 1);
	if (!file_read(f, offset, bytes, n, &got))
		return false;
	*out = (struct str){ bytes, got };
	return true;
}
