/* icacls.h - what icacls prints: access lists, errors, summaries
 *
 * In: lines of a capture, in any language of Windows, with the damage that copying does. Out:
 * one OBS_ACL per object, OBS_LISTING per summary, OBS_FILE for objects that do not exist,
 * OBS_MESSAGE for what the tool could not understand. Layout measured on Windows Server 2008 R2
 * to Windows 11.
 */
#ifndef WBT_ICACLS_H
#define WBT_ICACLS_H

#include "parsers/parse.h"

size_t icacls_parse(struct parse *p, const struct text *t, size_t i);

#endif
