/* save.c - see save.h; C11's exclusive mode and rename are all it needs */
#include "analyzer/save.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool exists(const char *path)
{
	FILE *f = fopen(path, "rb");

	if (f)
		fclose(f);
	return f != NULL;
}

const char *save_file(const char *path, struct str text, bool overwrite)
{
	struct arena a = { 0 };
	struct str temporary = arena_printf(&a, "%s.part", path);
	const char *reason = NULL;
	FILE *f;

	if (!overwrite && exists(path)) {
		arena_free(&a);
		return "exists already; --force overwrites it";
	}
	if (overwrite)
		remove(temporary.s);
	f = fopen(temporary.s, "wbx");
	if (!f) {
		reason = strerror(errno);
	} else {
		bool ok = fwrite(text.s, 1, text.len, f) == text.len;

		ok = fclose(f) == 0 && ok;
		if (!ok || rename(temporary.s, path) != 0) {
			reason = strerror(errno);
			remove(temporary.s);
		}
	}
	arena_free(&a);
	return reason;
}
