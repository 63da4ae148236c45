/* out.h - where reports go, and the escaping for each kind of reader
 *
 * In: texts that are untrusted unless a function says otherwise. Out: bytes in a buffer or a
 * stream. An error is remembered and everything after it is dropped, so that callers check
 * once at the end. Nothing here reads the locale.
 */
#ifndef WBT_OUT_H
#define WBT_OUT_H

#include <stdio.h>

#include "parsers/base.h"

struct out {
	FILE *file; /* NULL: into 'buf' */
	struct buf buf;
	struct arena *scratch; /* for escaping; may be the arena of 'buf' */
	bool failed;
};

/* Collects in memory, in the arena; out_str() gives the text. */
struct out out_buffer(struct arena *a);
/* Writes to an open stream, which stays the caller's. */
struct out out_file(FILE *file, struct arena *scratch);
struct str out_str(const struct out *o);
/* Flushes. false if any write failed since the start. */
bool out_end(struct out *o);

/* Trusted text as it is. */
void out_raw(struct out *o, struct str v);
void out_text(struct out *o, const char *terminated);
void out_char(struct out *o, char c);
void out_repeat(struct out *o, char c, size_t n);
void out_int(struct out *o, int64_t n);
/* A decimal fraction with 'places' digits (0 to 6) and a point in every locale. What is no finite
 * number, or too large for a 64-bit integer of such steps, gives false and writes nothing. */
bool out_fixed(struct out *o, double v, unsigned places);

/* JSON string with its quotes: valid UTF-8 always, malformed bytes as U+FFFD, control and
 * direction characters as \uNNNN. The unknown view gives null. RFC 8259 section 7. */
void out_json(struct out *o, struct str v);
/* Text for XML and HTML, in elements and in quoted attributes. What XML 1.0 cannot hold
 * (section 2.2) and what hides or reorders text becomes visible: \x1b, \u{202e}. Line breaks
 * stay in text; in attributes ('attribute') they become references. */
void out_xml(struct out *o, struct str v, bool attribute);
/* Running text for Markdown: punctuation escaped, one line, no links, no mentions, no HTML. */
void out_md(struct out *o, struct str v);
/* The same as a code span, shown as it is. In a table cell set 'cell': bars are escaped. */
void out_md_code(struct out *o, struct str v, bool cell);
/* One or more lines as a fenced code block, each kept on one line. */
void out_md_fence(struct out *o, const struct str *line, size_t n);
/* A quoted CSV field on one line (RFC 4180); a text that a spreadsheet would take for a formula
 * gets a leading apostrophe. */
void out_csv(struct out *o, struct str v);

#endif
