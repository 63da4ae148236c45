/* codesay.h - a code of VSS or Windows Server Backup in a line that nothing else understood
 *
 * In: lines. Out: an OBS_MESSAGE with the code and the line. People name the code of a dialog,
 * another backup program logs the one that VSS gave it; the words around differ with program and
 * language, the code does not. Lists of codes, as in documentation and source code, say nothing
 * about a server and are left alone.
 */
#ifndef WBT_CODESAY_H
#define WBT_CODESAY_H

#include "parsers/parse.h"

/* Text parser for a single line. */
size_t codesay_parse(struct parse *p, const struct text *t, size_t i);

#endif
