/* archive.h - members of archives as files in memory
 *
 * In: a file that is a zip, cabinet, 7z or tar archive (compressed or not) or gzip data. Out: one
 * call per regular member with its bytes; nothing is ever written, links and devices are told and
 * skipped, names are only labels. Reading stops at the caps of limits.h with a diagnostic. Decoding
 * is libarchive's.
 */
#ifndef WBT_ARCHIVE_H
#define WBT_ARCHIVE_H

#include "parsers/diag.h"
#include "parsers/file.h"

/* What is left of the caps, shared by an archive and those nested in it. */
struct archive_budget {
	uint64_t bytes;    /* unpacked bytes that may still come */
	uint64_t packed;   /* size of the outermost archive, for the ratio */
	uint64_t unpacked; /* so far */
	size_t entries;
};

struct archive_budget archive_budget(uint64_t packed);
/* The head of a file (512 bytes or more, where there are) is an archive's. */
bool archive_sniff(struct str head);
/* A name from an archive or mail made a label: '/' between folders, no leading '/', no drive, no
 * "..". */
struct str archive_label(struct arena *a, const char *name);
/* 'member' gets a label and the bytes, which are valid during the call only. 'at' names the archive
 * in diagnostics, 'prefix' stands before its members' labels there. false: not readable as an
 * archive at all (a diagnostic says so). */
typedef void archive_member(void *ctx, struct str label, const struct file *bytes);
bool archive_read(struct arena *a, struct diag *d, const struct pos *at, struct str prefix,
		  const struct file *f, struct archive_budget *budget, archive_member *member,
		  void *ctx);

#endif
