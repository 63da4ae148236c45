/* fold.h - case and accents of letters, by tables of our own instead of a locale
 *
 * In: code points or UTF-8. Covers what Windows account names and paths use: ASCII, Latin-1,
 * Latin Extended-A, Greek, Cyrillic and the full-width letters of Japanese code pages.
 */
#ifndef WBT_FOLD_H
#define WBT_FOLD_H

#include "parsers/base.h"

uint32_t fold_lower(uint32_t code_point);
uint32_t fold_upper(uint32_t code_point);
/* The ASCII letter (lower case) that remains when the accent of a Latin letter is lost; the
 * lower-case code point itself if there is none. */
uint32_t fold_base(uint32_t code_point);
/* Lower-case copy in the arena; malformed UTF-8 becomes U+FFFD. */
struct str fold_str(struct arena *a, struct str v);
/* Equal without regard to case. */
bool fold_eq(struct str a, struct str b);
/* Decodes v into out, lower case; returns the number of code points, at most 'max' (what does
 * not fit is left out, and max + 1 is returned). */
size_t fold_points(struct str v, uint32_t *out, size_t max);

#endif
