/* code.h - error codes in any spelling to one canonical 32-bit value
 *
 * Canonical: an HRESULT as it is; a Win32 code n below 65536 as 0x8007nnnn (HRESULT_FROM_WIN32,
 * so that "5", "%%5", "0x5", "Access is denied." and 0x80070005 are the same); an NTSTATUS
 * (0xCnnnnnnn) as it is, also when wrapped into an HRESULT (0xDnnnnnnn, [MS-ERREF] 2.1); an ESENT
 * error, a small negative number, as its 32 bits (-1032 is 0xfffffbf8); 0 is success.
 */
#ifndef WBT_CODE_H
#define WBT_CODE_H

#include "parsers/base.h"

/* The canonical form of a number that names an error. */
uint32_t code_canonical(uint32_t raw);
/* One code standing alone: 0x80780102, 2155348226, -2139619070, %%2155348226, 1058, "5".
 * false if v is no number. */
bool code_parse(struct str v, uint32_t *out);
/* Every code named in running text, in order of first mention, without repeats: 0x + 8 digits
 * that are a failure; shorter ones, or 8 digits holding a Win32 code, only behind "hr", "error",
 * "code", "status" and their like; %%n; decimal numbers of ten digits that are failures of a
 * facility that occurs; signed decimal ones; small decimals only as "error 5", "FAILED 1060",
 * "Systemfehler 1058"; ESENT "error -1032"; and the system's own sentences for a code in the
 * languages known ("Access is denied", "Zugriff verweigert"). Dates, sizes, GUIDs, versions,
 * process ids, paths and access masks are none. Success (0) is never among them. Names of codes of
 * VSS count as well (code_symbol_at). At most LIMIT_CODES. Returns how many are in *out, an array
 * in the arena. */
size_t code_scan(struct arena *a, struct str text, uint32_t **out);
/* The code whose system message stands in the text, in any language known; the first if there
 * are several; false if none. */
bool code_of_message(struct str text, uint32_t *out);
/* The system message that stands right at offset 'at': its length in bytes, 0 if none. A blank of
 * the message matches any run of blanks and line breaks, since consoles wrap. */
size_t code_message_at(struct str text, size_t at, uint32_t *out);
/* True if a byte can start a system message: code_message_at() is worth asking there. */
bool code_message_lead(unsigned char c);
/* The name of a code of VSS right at offset 'at', as in vsserror.h (VSS_E_PROVIDER_VETO) or as an
 * exception of AlphaVSS (VssProviderVetoException): its length in bytes, 0 if there is none. */
size_t code_symbol_at(struct str text, size_t at, uint32_t *out);
/* The code of that symbolic name, whatever its case. */
bool code_named(struct str name, uint32_t *out);
/* Symbolic name and English meaning; unknown views for a code without entry. */
struct str code_name(uint32_t canonical);
struct str code_meaning(uint32_t canonical);
/* "0x80780102", "5 (0x80070005)" for Win32 codes, "-1032 (0xfffffbf8)" for ESENT. */
struct str code_text(struct arena *a, uint32_t canonical);

#endif
