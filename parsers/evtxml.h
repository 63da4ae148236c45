/* evtxml.h - event log entries as XML: pasted, from wevtutil, from Event Viewer, from libevtx
 *
 * In: lines that hold <Event ...> ... </Event>, once or many times, on one line or on many, cut off
 * or damaged by web pages. Out: an observation for each event, and for an export what it covers.
 * One bad event does not hide the others. Schema: Microsoft, "Event Schema"
 * (win/2004/08/events/event).
 */
#ifndef WBT_EVTXML_H
#define WBT_EVTXML_H

#include "parsers/parse.h"

/* Text parser. */
size_t evtxml_parse(struct parse *p, const struct text *t, size_t i);
/* Reads the XML of one event into *e, not finished (event_finish() is the caller's). Strings are
 * copies in 'a'. false: not well formed, or not an event; *e is not to be used then. */
bool evtxml_event(struct arena *a, struct str xml, struct event *e);
/* The same for XML that is not well formed: what could be read of it. */
bool evtxml_repaired(struct arena *a, struct str xml, struct event *e);
/* Reads the one event that begins on line i into *e. Returns the lines it took; 0: none begins
 * there. *ok is false if it could not be understood; a diagnostic says so. */
size_t evtxml_one(struct parse *p, const struct text *t, size_t i, struct event *e, bool *ok);
/* True if an event begins on the line. */
bool evtxml_starts(struct str line);

#endif
