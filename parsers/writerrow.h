/* writerrow.h - one VSS writer on one line, as people and scripts sum up 'vssadmin list writers'
 *
 * In: lines. Out: an OBS_WRITER with name, class id, state and code. The list's own form, a field
 * on each line, is read by vssadmin.c, and is offered there first.
 */
#ifndef WBT_WRITERROW_H
#define WBT_WRITERROW_H

#include "parsers/parse.h"

/* Text parser: a line that begins with the name of a writer and holds its state. */
size_t writerrow_parse(struct parse *p, const struct text *t, size_t i);

#endif
