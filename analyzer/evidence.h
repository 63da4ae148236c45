/* evidence.h - the observations of one ticket, arranged for questions
 *
 * In: the list of observations and the names of their files. Out: observations by kind and by event
 * id, one merged host, the backup runs joined from all sources, the incident, and the offset
 * between local and UTC times. Everything lives in the ticket's arena; observations are never
 * changed.
 */
#ifndef WBT_EVIDENCE_H
#define WBT_EVIDENCE_H

#include "analyzer/verdict.h"

struct obs_set {
	const struct obs **item;
	size_t n, cap;
};

struct evidence {
	struct arena *arena;
	const struct str *file_name; /* by file index */
	size_t n_file;
	/* In the order read, but services by key (captures of one stand together); runs include
	 * those made of events. */
	struct obs_set kind[OBS_KINDS];
	struct obs_set event_by_id; /* sorted by id, then as read */
	struct obs_set acl_by_path; /* sorted by path without regard to case, then as read */
	struct host host;
	struct citation host_cite;
	int64_t utc_offset; /* minutes; OBS_UNKNOWN */
	struct str time_note;
	struct when reference;   /* last time seen */
	struct run_verdict *run; /* joined, oldest first, untimed ones last */
	size_t n_run, cap_run;
	struct run_verdict *incident;           /* NULL: no failed run is known */
	struct when incident_from, incident_to; /* UTC where possible; WHEN_NONE if untimed */
};

/* 'file_name' must outlive the evidence. Runs, incident and times follow from runs_make(). */
void evidence_make(struct evidence *e, struct arena *a, const struct obs_list *list,
		   const struct str *file_name, size_t n_file);
/* In UTC if the offset is known; otherwise as it is. */
struct when evidence_utc(const struct evidence *e, struct when t);
/* Whether something that was seen from 'first' to 'last' was there within ten minutes of the
 * incident; unknown if that depends on an offset that is not known, or on when between the two. */
enum tri evidence_near(const struct evidence *e, struct when first, struct when last);
/* Within ten minutes of the incident, or not placeable in time at all. */
bool evidence_near_incident(const struct evidence *e, struct when t);
/* Whether something last seen at 't' was over before what the report is about: a month before the
 * failed run or, where none failed, before a backup that completed. False where that is not sure.
 */
bool evidence_past(const struct evidence *e, struct when t);
/* A log's record of another computer than the one that a capture names: forwarded, or another
 * server's log. Names in pasted text are too often made up to tell. */
bool evidence_elsewhere(const struct evidence *e, const struct obs *o);
/* How far an event is from the failed run, or from the last time seen if no run is placed, in
 * ticks; 0 for what has no time and for other kinds. Local times count as they are where the offset
 * is not known. */
int64_t evidence_distance(const struct evidence *e, const struct obs *o);
/* Backups completed, and none failed. */
bool evidence_works(const struct evidence *e);
/* Whether the log reaches the incident whatever the offset of local times is. */
enum tri evidence_covers(const struct evidence *e, const struct log *log);
/* Channel that a provider logs to where the event does not tell; unknown if not listed. */
struct str evidence_channel(struct str provider);
/* What logs of that channel say about the incident (or, without one, about the log's end):
 * TRUTH_TRUE covered, TRUTH_OUT_OF_RANGE, TRUTH_UNREADABLE (damaged), TRUTH_NOT_COLLECTED. *log is
 * the log that decided, or NULL. */
enum truth evidence_covered(const struct evidence *e, struct str channel, const struct obs **log);
/* Events with ids from 'low' to 'high': a part of event_by_id. */
struct obs_set evidence_events(const struct evidence *e, int64_t low, int64_t high);
/* Access lists and owners of exactly that path: a part of acl_by_path. */
struct obs_set evidence_acls(const struct evidence *e, struct str path);
struct citation evidence_cite(const struct evidence *e, const struct obs *o);

#endif
