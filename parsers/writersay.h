/* writersay.h - a failed VSS writer as other backup programs report it
 *
 * In: lines. Out: an OBS_WRITER with name, class id, state and code, as 'vssadmin list writers'
 * would show it, and an OBS_MESSAGE, since a backup ended with it. Veeam Backup & Replication
 * prints VSS_WRITER_STATE by its constant (vswriter.h), Bareos, Bacula and Burp by number and
 * constant or in a sentence, Backup Exec and Acronis by number.
 */
#ifndef WBT_WRITERSAY_H
#define WBT_WRITERSAY_H

#include "parsers/parse.h"

/* Text parser: a line that names a writer in one of these ways, and those it goes on in. */
size_t writersay_parse(struct parse *p, const struct text *t, size_t i);

#endif
