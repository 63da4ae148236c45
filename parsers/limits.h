/* limits.h - every cap in one place, each with the reason for its size
 *
 * Crossing one is never silent: the caller emits the diagnostic named beside it.
 */
#ifndef WBT_LIMITS_H
#define WBT_LIMITS_H

#include <stddef.h>

#define KIB ((size_t)1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

enum {
	/* A console line is at most a few thousand columns; event XML puts a whole event,
	 * up to 64 KiB of UTF-16, on one line. Longer ones are cut (DIAG_TEXT_LINE_LONG). */
	LIMIT_LINE_BYTES = 1024 * 1024,
	/* Folder depth below a bundle: collectors nest three or four levels (DIAG_BUNDLE_DEPTH). */
	LIMIT_FOLDER_DEPTH = 32,
	/* Files in one bundle; a full SDP collection has a few hundred (DIAG_BUNDLE_FILES). */
	LIMIT_BUNDLE_FILES = 100000,
	/* An ACL is a 64 KiB structure, so it holds fewer than 8192 ACEs ([MS-DTYP] 2.4.5). */
	LIMIT_ACES = 8192,
	/* Error codes kept per event: a message names two or three (silent: the first ones win). */
	LIMIT_CODES = 16,
	/* Data items of one event; the largest manifest template has about 60. */
	LIMIT_EVENT_DATA = 256,
	/* Nesting of event XML and rules; real ones need fewer than ten levels. */
	LIMIT_XML_DEPTH = 64,
	/* Attributes of one tag, counted by '=', which a value may hold too; events have at most
	   four. */
	LIMIT_XML_ATTRIBUTES = 2000,
	/* Events of one provider, id and level kept whole from one log, the latest ones; more of
	 * them tell nothing new. Without a filter a listing shows more. */
	LIMIT_EVENT_KEEP = 500,
	LIMIT_EVENT_KEEP_ALL = 100000,
	/* Of one log, all kinds together, in number and in memory: a real event takes some 3 KiB.
	 * Fewer of each kind stay, and the log counts as incomplete if memory ends it
	 * (DIAG_CAPTURE_MANY). */
	LIMIT_EVENT_KEEP_LOG = 100000,
	LIMIT_EVENT_KEEP_BYTES = 512 * 1024 * KIB,
	/* Threads reading one log: beyond eight the disk is what limits; each needs 2 MiB for its
	   tally. */
	LIMIT_THREADS = 8,
	/* Bytes of a log for each: below, making a thread and joining its tally costs more than it
	   saves. */
	LIMIT_THREAD_BYTES = 16 * 1024 * KIB,
	/* Text of one event kept for matching and citing. */
	LIMIT_EVENT_TEXT = 64 * 1024,
	/* Runs that another account of a run is compared with: three years of daily backups. */
	LIMIT_RUN_PEERS = 1000,
	/* Cited records decoded once more by libevtx, about 0.2 ms each; reports list some dozens.
	 */
	LIMIT_REREAD = 1000,
	/* Entries of one archive with those nested in it; a full collection has a few hundred. */
	LIMIT_ARCHIVE_ENTRIES = 100000,
	/* Archives within archives: collectors zip what users zipped again. */
	LIMIT_ARCHIVE_DEPTH = 4,
	/* Unpacked to packed size: text logs reach 100:1, zeros 1000:1. */
	LIMIT_ARCHIVE_RATIO = 500,
	/* Errors with the same code kept of one error log of Windows Server Backup; a refused
	 * folder can fill it with a million (DIAG_CAPTURE_MANY). */
	LIMIT_WSBLOG_ENTRIES = 64,
	/* Versions of backups in one listing: a volume holds 512 shadow copies at most, and each
	 * local version is one (DIAG_CAPTURE_MANY). */
	LIMIT_VERSIONS = 2048,
	/* Identical diagnostics listed per bundle before they are only counted. */
	LIMIT_DIAG_REPEATS = 20,
};

/* Text captures are handled in windows of this size, so that a 1 GiB icacls dump needs no
 * more memory than a small one. One block (one object, one event) must fit into it. */
#define LIMIT_TEXT_WINDOW (8 * MIB)
/* Memory for what was observed in one bundle: half of what a worker of a batch may use; the largest
 * real bundles need a tenth (DIAG_BUNDLE_MEMORY). */
#define LIMIT_BUNDLE_BYTES (1 * GIB)

/* Unpacked bytes of one archive in all, and of one member, which is held in memory. Below the free
 * amount the ratio does not count: a short file of blanks is no bomb. */
#define LIMIT_ARCHIVE_BYTES      (8 * (uint64_t)GIB)
#define LIMIT_MEMBER_BYTES       (512 * MIB)
#define LIMIT_ARCHIVE_FREE_BYTES (64 * MIB)
#define LIMIT_MAIL_BYTES         (128 * MIB) /* of one saved mail; servers take 25 to 150 MB */
#define LIMIT_RTF_BYTES          (64 * MIB)  /* of rich text; each screenshot in it takes some MB */
#define LIMIT_ARCHIVE_BLOCK      (64 * KIB)

#endif
