/* evtwriter.h - VSS 8229 without its head, in any language
 *
 * In: lines. Out: an OBS_EVENT. "A VSS writer has rejected an event with error 0x800423f4, ..." is
 * translated, but for "VSS", the code, and the class id of the writer in the lines below, which no
 * other event has together.
 */
#ifndef WBT_EVTWRITER_H
#define WBT_EVTWRITER_H

#include "parsers/parse.h"

/* Text parser: the line with the code, up to the one with the class id. */
size_t evtwriter_parse(struct parse *p, const struct text *t, size_t i);

#endif
