/* accesschk.h - 'accesschk -l' of Sysinternals
 *
 * In: one object's block. Out: one OBS_ACL with owner and entries. The tool is not translated.
 * The short form (RW name) tells effective rights of unknown kind and is not used. Version 6.
 */
#ifndef WBT_ACCESSCHK_H
#define WBT_ACCESSCHK_H

#include "parsers/parse.h"

size_t accesschk_parse(struct parse *p, const struct text *t, size_t i);

#endif
