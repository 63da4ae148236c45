/* diag.h - everything that can be said about unreadable or odd input, in one list
 *
 * A call gives the place and the detail; id, level and text come from the list, so that the
 * same thing is said in the same words everywhere. Diagnostics are collected, reported under
 * "could not be read" by every report, and never end the program.
 */
#ifndef WBT_DIAG_H
#define WBT_DIAG_H

#include "parsers/base.h"

/* NOTE: worth knowing, nothing lost. WARNING: part of an input could not be used.
 * ERROR: an input as a whole could not be used. */
enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_LEVELS };

/* clang-format off */
/*      id                name                 level    text */
#define DIAG_LIST(X) \
	X(PATH_MISSING,   "path-missing",      ERROR,   "no such file or folder") \
	X(PATH_UNREADABLE,"path-unreadable",   ERROR,   "cannot be opened") \
	X(PATH_READ,      "path-read",         ERROR,   "read failed") \
	X(PATH_SPECIAL,   "path-special",      WARNING, "neither a file nor a folder, not read") \
	X(PATH_LINK,      "path-link",         WARNING, "link not followed") \
	X(BUNDLE_EMPTY,   "bundle-empty",      ERROR,   "holds no files") \
	X(BUNDLE_DEPTH,   "bundle-depth",      WARNING, "folders nested too deep, not read below here") \
	X(BUNDLE_FILES,   "bundle-files",      WARNING, "too many files, the rest is not read") \
	X(BUNDLE_MEMORY,  "bundle-memory",     WARNING, "too much evidence, the rest is not read") \
	X(FILE_EMPTY,     "file-empty",        WARNING, "file is empty") \
	X(FILE_KIND,      "file-kind",         NOTE,    "not recognised as any kind of evidence") \
	X(OWN_REPORT,     "own-report",        NOTE,    "written by wbtriage itself, not read as evidence") \
	X(ARCHIVE_DAMAGED,"archive-damaged",   WARNING, "archive damaged") \
	X(ARCHIVE_ENCRYPTED,"archive-encrypted",WARNING,"member is encrypted, not read") \
	X(ARCHIVE_BOMB,   "archive-bomb",      WARNING, "archive unpacks to too much, the rest is not read") \
	X(ARCHIVE_MEMBER, "archive-member",    WARNING, "archive member too large, not read") \
	X(ARCHIVE_ENTRIES,"archive-entries",   WARNING, "too many archive members, the rest is not read") \
	X(ARCHIVE_DEPTH,  "archive-depth",     WARNING, "archives nested too deep, not read") \
	X(TEXT_NUL,       "text-nul",          NOTE,    "NUL bytes left out of text") \
	X(TEXT_BYTES,     "text-bytes",        NOTE,    "bytes that fit no encoding were replaced") \
	X(TEXT_LINE_LONG, "text-line-long",    WARNING, "line too long, cut") \
	X(XML_SYNTAX,     "xml-syntax",        WARNING, "XML not well formed") \
	X(XML_DOCTYPE,    "xml-doctype",       WARNING, "XML with a DOCTYPE refused") \
	X(EVTX_MAGIC,     "evtx-magic",        ERROR,   "named .evtx but not an event log") \
	X(EVTX_HEADER,    "evtx-header",       WARNING, "event log header damaged") \
	X(EVTX_TRUNCATED, "evtx-truncated",    WARNING, "event log cut off") \
	X(EVTX_DIRTY,     "evtx-dirty",        NOTE,    "event log was not closed properly; read by file size") \
	X(EVTX_CHUNK,     "evtx-chunk",        WARNING, "chunk damaged") \
	X(EVTX_RECORD,    "evtx-record",       WARNING, "record damaged") \
	X(EVTX_CRC,       "evtx-crc",          WARNING, "checksum mismatch") \
	X(EVTX_HIDDEN,    "evtx-hidden",       WARNING, "record holds hidden bytes") \
	X(EVTX_DIFFERS,   "evtx-differs",      WARNING, "the two decoders disagree") \
	X(EVTX_UNDECODED, "evtx-undecoded",    NOTE,    "the reference decoder cannot read this record") \
	X(ACL_RIGHT,      "acl-right",         WARNING, "unknown right ignored") \
	X(ACL_SYNTAX,     "acl-syntax",        WARNING, "access entry not understood") \
	X(ACL_TRUNCATED,  "acl-truncated",     WARNING, "access list cut off") \
	X(SDDL_SYNTAX,    "sddl-syntax",       WARNING, "security descriptor not understood") \
	X(EVENT_SYNTAX,   "event-syntax",      WARNING, "event not understood") \
	X(CAPTURE_MANY,   "capture-many",      NOTE,    "many entries alike, the rest is only counted") \
	X(CAPTURE_CUT,    "capture-cut",       NOTE,    "output was shortened by its author; it proves no absence")
/* clang-format on */

#define X(id, name, level, text) DIAG_##id,
enum diag_id { DIAG_LIST(X) DIAG_IDS };
#undef X

/* Where in the input. A zero field is not known. */
struct pos {
	struct str file; /* as shown to the user */
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1, in bytes */
	uint64_t offset; /* in bytes, for binary input */
	uint64_t record; /* event record id */
};

struct diag_item {
	enum diag_id id;
	struct pos at;
	struct str detail; /* quoted, safe for a terminal */
};

/* Collects diagnostics in an arena. Zero-initialise but for 'arena'. */
struct diag {
	struct arena *arena;
	struct diag_item *item;
	size_t n, cap;
	size_t seen[DIAG_IDS];   /* all, listed or not */
	size_t listed[DIAG_IDS]; /* at most LIMIT_DIAG_REPEATS per id and file, see diag.c */
	struct str last_file[DIAG_IDS];
};

/* 'format' makes the detail; untrusted text in it goes through str_quote() first or is passed
 * with %.*s and quoted here: the whole detail is made safe. May be "". */
void diag(struct diag *d, enum diag_id id, const struct pos *at, const char *format, ...)
	PRINTF_LIKE(4, 5);
/* Adds what 'next' collected from the part that follows of the same input, as if it had gone to
 * 'd'. */
void diag_join(struct diag *d, const struct diag *next);
const char *diag_name(enum diag_id id);
const char *diag_text(enum diag_id id);
enum diag_level diag_level(enum diag_id id);
const char *diag_level_name(enum diag_level level);
/* One line: "file:line:col: level: text: detail [name]", in 'a'. */
struct str diag_line(struct arena *a, const struct diag_item *item);

#endif
