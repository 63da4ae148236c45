/* save.c - see save.h; C11's exclusive mode and rename are all it needs */
#include "analyzer/save.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "parsers/port.h"

/* What stands at the path; a file that may not be read is there all the same. */
static enum port_kind at_path(const char *path)
{
	struct port_handle h;
	enum port_error e = port_open(NULL, path, true, &h);

	if (e == PORT_OK)
		port_close(&h);
	return e == PORT_MISSING ? PORT_NONE : e == PORT_OK ? h.kind : PORT_FILE;
}

static bool put(FILE *f, struct str text)
{
	bool ok = fwrite(text.s, 1, text.len, f) == text.len;

	return fclose(f) == 0 && ok;
}

/* A device or a pipe is written to; a file put in its place would break the system. */
static const char *save_special(const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");

	return f && put(f, text) ? NULL : strerror(errno);
}

const char *save_file(const char *path, struct str text, bool overwrite)
{
	struct arena a = { 0 };
	struct str temporary = arena_printf(&a, "%s.wbtriage-part", path);
	enum port_kind kind = at_path(path);
	const char *reason = NULL;
	FILE *f;

	if (kind == PORT_SPECIAL || kind == PORT_FOLDER || (kind != PORT_NONE && !overwrite)) {
		arena_free(&a);
		return kind == PORT_SPECIAL ? save_special(path, text) :
		       kind == PORT_FOLDER  ? "is a folder" :
					      "exists already; --force overwrites it";
	}
	/* What a run that was killed left behind. */
	remove(temporary.s);
	f = fopen(temporary.s, "wbx");
	if (!f) {
		reason = strerror(errno);
	} else if (!put(f, text) || rename(temporary.s, path) != 0) {
		reason = strerror(errno);
		remove(temporary.s);
	}
	arena_free(&a);
	return reason;
}
