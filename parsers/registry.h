/* registry.h - reg query, .reg exports, Get-ItemProperty
 *
 * In: lines. Out: one OBS_REGISTRY for each value; one without name for a key that is listed
 * without values, that was not found, or that could not be read. Keys are lower case with the full
 * name of the root; the default value's name is "".
 *
 * Data is text whatever its type: REG_DWORD and REG_QWORD as 0x2, REG_MULTI_SZ joined by line
 * feeds, REG_EXPAND_SZ unexpanded, REG_BINARY as hexadecimal digits.
 */
#ifndef WBT_REGISTRY_H
#define WBT_REGISTRY_H

#include "parsers/parse.h"

/* reg query: three fields parted by four blanks (tabs in Windows XP); the name of the default value
 * and the text of an unset one are translated but always stand in parentheses.
 * .reg: "Windows Registry Editor Version 5.00" holds UTF-16 in its hex data, REGEDIT4 ANSI;
 * keys and values marked for deletion are instructions, not evidence, and left out. */
size_t registry_parse(struct parse *p, const struct text *t, size_t i);

#endif
