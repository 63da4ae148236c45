/* embedded.h - files compiled into the program: knowledge, schemas, stylesheet
 *
 * Made by embed.c at build time. The table ends with a row whose name is NULL.
 */
#ifndef WBT_EMBEDDED_H
#define WBT_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name; /* base name: "system-writer.xml" */
	const char *data; /* NUL-terminated for convenience; the NUL is not counted */
	size_t len;
};

extern const struct embedded embedded_files[];

/* The file of that name, or NULL. */
const struct embedded *embedded_find(const char *name);

#endif
