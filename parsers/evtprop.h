/* evtprop.h - event properties by the names that PowerShell gives them
 *
 * In: pairs of a property's name and its text, from lists, tables, CSV or JSON. Out: a struct
 * event. Names are those of System.Diagnostics.Eventing.Reader.EventLogRecord (Get-WinEvent), of
 * System.Diagnostics.EventLogEntry (Get-EventLog) and of Win32_NTLogEvent; they are never
 * translated.
 */
#ifndef WBT_EVTPROP_H
#define WBT_EVTPROP_H

#include "parsers/parse.h"

/* The events of one list, table or file may be summaries, with a count and two times. */
struct evtprop {
	struct event e;
	bool id, source, text, time;
};

void evtprop_start(struct evtprop *v);
/* True if that is the name of a property of an event. */
bool evtprop_known(struct str name);
/* Takes one property; others are left alone. 'value' must live as long as the event. */
void evtprop_set(struct evtprop *v, struct str name, struct str value);
/* Enough was set to be an event: an id, and a source, or a message with a time. */
bool evtprop_complete(const struct evtprop *v);

#endif
