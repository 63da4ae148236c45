/* evtview.h - the "friendly view" of Event Viewer's details, copied as text
 *
 * In: lines "+ System", "- Provider", "[ Name] VSS", "- EventData" and the values below, with or
 * without blank lines between. Out: the event with its data; its message is rendered (msgid.h).
 */
#ifndef WBT_EVTVIEW_H
#define WBT_EVTVIEW_H

#include "parsers/parse.h"

/* Text parser. */
size_t evtview_parse(struct parse *p, const struct text *t, size_t i);

#endif
