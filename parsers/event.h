/* event.h - finishing an event: what every source of events has in common
 *
 * In: a struct event holding what the source tells. Out: the same with one spelling for providers
 * and levels, its error codes, its text, and, where the source names no event, the provider and id
 * that the message belongs to.
 */
#ifndef WBT_EVENT_H
#define WBT_EVENT_H

#include "parsers/parse.h"

/* An event of which nothing is known. */
struct event event_unknown(void);
/* One spelling for the name of an event source: "Backup" gives "Microsoft-Windows-Backup",
 * "VolSnap" gives "volsnap", "DCOM" gives "Microsoft-Windows-DistributedCOM"; others are returned
 * as they are. */
struct str event_provider(struct str printed);
/* The name is that of a source whose events matter to backups, in any spelling. */
bool event_provider_known(struct str printed);
/* A level word of Event Viewer, of Get-EventLog or of the audit logs in the languages known
 * ("Error", "Fehler", "FailureAudit"), or the number itself: 0 to 5; OBS_UNKNOWN for others. */
int64_t event_level(struct str word);
/* Adds a data item; at most LIMIT_EVENT_DATA are kept. Values are taken as they are. */
void event_data(struct arena *a, struct event *e, struct str name, struct str value);
/* The bytes of a <Binary> element or of a "Data:" line in hexadecimal digits. Text in them becomes
 * a data item named "Binary"; the final status of a driver's error packet (IO_ERROR_LOG_PACKET,
 * recognised by the event id in its error code) becomes one named "Status". */
void event_binary(struct arena *a, struct event *e, struct str hex);
/* Completes the event; see above. e->id must be set if the source tells it. The text is made of the
 * data if there is none, and is cut at LIMIT_EVENT_TEXT. All strings must live as long as 'a'. */
void event_finish(struct arena *a, struct event *e);
/* event_finish(), then adds the observation, unless p->want has no interest in it: NULL. */
struct obs *event_add(struct parse *p, struct source at, struct event *e);

/* What a log or an export of one covers, gathered while its events are read. */
struct event_log {
	struct str channel;
	struct when first, last, cleared;
	int64_t records, first_id, last_id, ids;
	bool mixed; /* events of several channels */
};

void event_log_count(struct event_log *log, const struct event *e);
/* Adds the OBS_LOG; nothing if no event was counted. 'complete' is no for an input that was cut;
 * ids missing between the first and the last one make it no as well. */
void event_log_add(struct parse *p, struct source at, const struct event_log *log,
		   enum tri complete);

/* A large export is read in windows, each of which adds its OBS_LOG: from item 'from' on, those of
 * one channel become one. */
void event_log_join(struct obs_list *list, size_t from);

#endif
