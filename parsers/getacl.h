/* getacl.h - 'Get-Acl | Format-List' of PowerShell
 *
 * In: property rows Path, Owner, Access, Sddl, wrapped at the console's width. Out: one OBS_ACL
 * per object; the entries come from Sddl if it is whole, else from Access, which does not tell
 * inheritance. Property names are not translated. Windows PowerShell 3 to 7.
 */
#ifndef WBT_GETACL_H
#define WBT_GETACL_H

#include "parsers/parse.h"

size_t getacl_parse(struct parse *p, const struct text *t, size_t i);

#endif
