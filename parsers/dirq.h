/* dirq.h - what dir prints, with and without /q
 *
 * In: one directory of a listing. Out: OBS_FILE per entry, OBS_ACL with the owner alone where the
 * listing has the owner column, OBS_FILE for what was asked for and not found. Layout of cmd.exe
 * from Windows Server 2003 to 11, any language.
 */
#ifndef WBT_DIRQ_H
#define WBT_DIRQ_H

#include "parsers/parse.h"

size_t dirq_parse(struct parse *p, const struct text *t, size_t i);

#endif
