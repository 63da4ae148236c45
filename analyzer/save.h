/* save.h - writing a result file: all of it or nothing
 *
 * In: a path and bytes. Out: the file, made under a temporary name beside it and renamed; a device
 * or a pipe is written to as it is. The only place of the program that writes files, and only where
 * the user said so (-o).
 */
#ifndef WBT_SAVE_H
#define WBT_SAVE_H

#include "parsers/base.h"

/* NULL, or why it failed. An existing file is refused unless 'overwrite'. */
const char *save_file(const char *path, struct str text, bool overwrite);

#endif
