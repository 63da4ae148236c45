/* port.h - the operating system, in one place
 *
 * The only module that includes POSIX headers beyond C11; a Windows build replaces port.c. Names
 * are bytes as the system has them. Nothing here writes, follows links inside a bundle, or blocks
 * on a FIFO.
 */
#ifndef WBT_PORT_H
#define WBT_PORT_H

#include "parsers/base.h"

enum port_kind { PORT_NONE, PORT_FILE, PORT_FOLDER, PORT_LINK, PORT_SPECIAL };
enum port_error { PORT_OK, PORT_MISSING, PORT_REFUSED, PORT_FAILED };

struct port_handle {
	int fd; /* -1: not open */
	enum port_kind kind;
	uint64_t size; /* bytes, of a file */
};

/* Opens 'name' (terminated) for reading below 'folder', or from the current folder if NULL. Links
 * are followed only if 'follow'; otherwise they are told as PORT_LINK and not opened. Special
 * files are told as PORT_SPECIAL and not opened. The caller closes what was opened. */
enum port_error port_open(const struct port_handle *folder, const char *name, bool follow,
			  struct port_handle *out);
/* Reads up to n bytes at an offset: fewer only at the end of the file. false: read error. */
bool port_read(const struct port_handle *h, uint64_t offset, void *buf, size_t n, size_t *got);
/* Names in a folder, without "." and "..", sorted by bytes; at most 'max', *more set if there are
 * others. false: the folder cannot be listed. */
bool port_list(struct arena *a, const struct port_handle *folder, size_t max, struct str **name,
	       size_t *n, bool *more);
void port_close(struct port_handle *h);
/* The current folder's path; unknown if it has none. */
struct str port_current(struct arena *a);
/* Calls task(item) for each of the n items of 'size' bytes, each in a thread of its own, and waits
 * for all. Where no thread can be made, the item is done by the caller. */
void port_each(void (*task)(void *item), void *items, size_t size, unsigned n);
/* Standard output (1) or error (2) is a terminal; its width in columns, 0 if not known. */
bool port_is_terminal(int number);
unsigned port_columns(int number);
/* Why the last call failed, in English for a message. */
struct str port_reason(struct arena *a);

#endif
