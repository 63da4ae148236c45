/* cacls.h - what cacls and xcacls print
 *
 * In: lines of a capture. Out: one OBS_ACL per object. The tool marks no inherited entries and
 * prints no summary. Layout: Windows 2000 to Windows 10.
 */
#ifndef WBT_CACLS_H
#define WBT_CACLS_H

#include "parsers/parse.h"

size_t cacls_parse(struct parse *p, const struct text *t, size_t i);

#endif
