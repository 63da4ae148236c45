/* code.h - error codes in any spelling to one canonical 32-bit value
 *
 * Canonical: an HRESULT as it is; a Win32 code n below 65536 as 0x8007nnnn (HRESULT_FROM_WIN32,
 * so that "5", "%%5", "0x5", "Access is denied." and 0x80070005 are the same); an NTSTATUS
 * (0xCnnnnnnn) as it is; 0 is success.
 */
#ifndef WBT_CODE_H
#define WBT_CODE_H

#include "parsers/base.h"

/* The canonical form of a number that names an error. */
uint32_t code_canonical(uint32_t raw);
/* One code standing alone: 0x80780102, 2155348226, -2139619070, %%2155348226, 1058, "5".
 * false if v is no number. */
bool code_parse(struct str v, uint32_t *out);
/* Every code named in running text, in order, without repeats: 0x + 8 digits (or fewer after
 * "hr =", "error", "Code"), %%n, [0x...], decimal numbers of ten digits that are failures, signed
 * decimal failures, ESENT "error -1032", and the system's own sentences for a code in the
 * languages known ("Access is denied.", "Zugriff verweigert"). Returns how many are in *out. */
size_t code_scan(struct arena *a, struct str text, uint32_t **out);
/* The Win32 code whose system message stands in the text, in any language known; false if
 * none. */
bool code_of_message(struct str text, uint32_t *out);
/* Symbolic name and English meaning; unknown views for a code without entry. */
struct str code_name(uint32_t canonical);
struct str code_meaning(uint32_t canonical);
/* "0x80780102", or "5 (0x80070005)" for Win32 codes. */
struct str code_text(struct arena *a, uint32_t canonical);

#endif
