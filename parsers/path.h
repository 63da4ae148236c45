/* path.h - one spelling for Windows paths
 *
 * Canonical: lower case (ASCII and Latin/Cyrillic/Greek letters), backslashes, no doubled or
 * trailing ones (a root keeps its own: "c:\"), "\\?\", "\??\" and a leading ".\" removed,
 * "." and ".." resolved, \SystemRoot and the folder C:\Windows (any drive: X:\Windows) as
 * "%windir%".
 */
#ifndef WBT_PATH_H
#define WBT_PATH_H

#include "parsers/base.h"

struct str path_canonical(struct arena *a, struct str as_printed);
/* True if 'path' is 'root' or lies below it. Both canonical. */
bool path_within(struct str path, struct str root);
/* Looks like a Windows path: X:\, X:/, \\server, %var%\, \SystemRoot, \??\. */
bool path_plausible(struct str v);

#endif
