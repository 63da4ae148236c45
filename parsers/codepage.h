/* codepage.h - the 8-bit code pages of Windows consoles
 *
 * In: bytes of a capture that are no valid UTF-8. Out: the code page in which they read best,
 * and their UTF-8 text in the arena given. Tables come from iconv of the C library.
 */
#ifndef WBT_CODEPAGE_H
#define WBT_CODEPAGE_H

#include "parsers/base.h"

enum encoding {
	ENC_NONE,
	ENC_ASCII,
	ENC_UTF8,
	ENC_UTF16LE,
	ENC_UTF16BE,
	ENC_CP437,
	ENC_CP850,
	ENC_CP852,
	ENC_CP866,
	ENC_CP932,
	ENC_CP936,
	ENC_CP1250,
	ENC_CP1251,
	ENC_CP1252,
	ENC_MIXED,
	ENC_COUNT
};

/* The page in which most known words of captures appear; without any such word, the one that
 * gives the most plausible letters. *hits is the weight of the words found, 0 for a guess by
 * letters. Never ENC_NONE: ENC_CP850 if nothing tells. */
enum encoding codepage_guess(struct str bytes, unsigned *hits);
/* Bytes of code page 'e' as UTF-8. Bytes without meaning become U+FFFD and are counted. */
struct str codepage_decode(struct arena *a, struct str bytes, enum encoding e, size_t *bad);
bool codepage_is(enum encoding e);

#endif
