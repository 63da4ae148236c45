/* evttext.h - event log entries as text with labels, and messages without any
 *
 * In: lines as copied from Event Viewer in any language, from wevtutil /f:text, from Windows Server
 * 2003, from Operations Manager, from web pages that flattened or marked them up. Out: an
 * observation for each event with its whole message, and for a run of wevtutil what it covers.
 */
#ifndef WBT_EVTTEXT_H
#define WBT_EVTTEXT_H

#include "parsers/parse.h"

/* Text parser: entries with a head of labels, the friendly view, rows of the list view. */
size_t evttext_parse(struct parse *p, const struct text *t, size_t i);
/* Text parser: a bare message, told by its wording (msgid.h); its events are marked as guessed
 * unless the words in front of it name the event as well. The last of all parsers. */
size_t evttext_message(struct parse *p, const struct text *t, size_t i);

#endif
