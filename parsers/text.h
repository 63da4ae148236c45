/* text.h - bytes of a capture to numbered UTF-8 lines
 *
 * In: the bytes of a file or of a window of it. Out: lines without their ends, valid UTF-8,
 * NBSP folded to a blank, direction marks and NULs left out, curly quotes kept. Everything
 * is in the arena given or a view of the bytes given. CR LF, LF, CR CR LF and lone CR all end a
 * line; the pieces that a lone CR separates (progress rewrites) keep one line number. Colour
 * sequences of terminals are left out.
 */
#ifndef WBT_TEXT_H
#define WBT_TEXT_H

#include "parsers/base.h"
#include "parsers/codepage.h"
#include "parsers/diag.h"

struct line {
	struct str s;
	uint32_t no;     /* from 1, in the file as an editor counts */
	uint64_t offset; /* of its first byte in the decoded text */
};

struct text {
	struct line *line;
	size_t n, cap;
	enum encoding encoding;
	bool bom;
};

const char *encoding_name(enum encoding e);
/* The encoding of 'bytes' (the head of a file will do): by BOM, by NUL pattern, by UTF-8
 * validity, then the code page in which most of the known literals of captures appear. */
enum encoding text_detect(struct str bytes, bool *bom);
/* Bytes to valid UTF-8. Undecodable bytes become U+FFFD and are reported once per call. A run
 * of UTF-16 lines inside 8-bit text (cmd and PowerShell appending to one file) is decoded as
 * such, and so is a line of UTF-8 among those of a code page. Bytes that need no change are
 * returned as they are, without a copy. */
struct str text_decode(struct arena *a, struct diag *d, const struct pos *at, struct str bytes,
		       enum encoding e);
/* Splits decoded text. 'first_line' is the number of the first line. A line longer than
 * LIMIT_LINE_BYTES is cut and reported; one of event XML, a page or a document is split behind an
 * element instead. */
void text_lines(struct arena *a, struct diag *d, const struct pos *at, struct str utf8,
		uint32_t first_line, struct text *out);
/* text_detect, text_decode and text_lines in one. */
void text_read(struct arena *a, struct diag *d, const struct pos *at, struct str bytes,
	       struct text *out);

#endif
