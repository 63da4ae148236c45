/* bundle.h - a ticket's evidence as collected: folders and files to observations
 *
 * In: paths given by the user; several are the roots of one bundle. Out: the list of files, the
 * observations in the order of files and lines, and the diagnostics, all in one arena. Files are
 * taken in the byte order of their paths below the root, so the order of a directory never shows.
 * Output names files relative to the root, so that it does not matter where a bundle lies.
 */
#ifndef WBT_BUNDLE_H
#define WBT_BUNDLE_H

#include "parsers/diag.h"
#include "parsers/file.h"
#include "parsers/obs.h"

struct bundle_file {
	struct str path; /* relative, '/' between folders; bytes as the system has them */
	struct str kind; /* what was recognised: "wbadmin, vssadmin"; "unknown", "empty" */
	uint64_t bytes;
	size_t n_obs;
	size_t lines, unused; /* of text; lines that no parser took */
	bool unreadable;
};

struct bundle {
	struct arena *arena;
	struct str name; /* of the first root, without its folders */
	struct bundle_file *file;
	size_t n_file, cap_file;
	struct obs_list obs;
	struct diag diag;
	size_t n_recognised; /* files with at least one recognised kind */
};

/* How a bundle is read. */
struct bundle_ask {
	const struct interest *want; /* NULL: keep everything */
	unsigned ask;                /* enum parse_ask */
	unsigned threads;            /* for one big file; 0 is 1 */
	/* If set, nothing is parsed: each file is handed over instead, with its path as in the
	 * list of files. The bytes are valid during the call only. */
	void (*visit)(void *ctx, struct bundle *b, struct str path, const struct file *file);
	void *ctx;
};

/* Reads everything. What cannot be read is a diagnostic, and the rest is read all the same; false
 * if nothing at all was recognised. */
bool bundle_read(struct bundle *b, struct arena *a, const char *const *path, size_t n,
		 const struct bundle_ask *ask);
/* Names of the files by index, for citations, in the bundle's arena. */
const struct str *bundle_names(const struct bundle *b);

#endif
