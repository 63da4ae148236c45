/* aclsave.h - files that 'icacls PATH /save FILE' writes
 *
 * In: pairs of lines, a name relative to the parent of PATH and its DACL as SDDL. Out: one
 * OBS_ACL per pair. The names stay relative unless the command line tells PATH.
 */
#ifndef WBT_ACLSAVE_H
#define WBT_ACLSAVE_H

#include "parsers/parse.h"

size_t aclsave_parse(struct parse *p, const struct text *t, size_t i);

#endif
