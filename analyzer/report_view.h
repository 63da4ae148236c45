/* report_view.h - what all reports need to know about a verdict, in one place
 *
 * Words for enums, where a citation points and what it quotes, how findings divide. Returned
 * texts may be untrusted; they live in the arena given or in the report.
 */
#ifndef WBT_REPORT_VIEW_H
#define WBT_REPORT_VIEW_H

#include "analyzer/verdict.h"
#include "parsers/diag.h"

enum side { SIDE_NONE, SIDE_FOR, SIDE_AGAINST, SIDE_MISSING };

/* Which list of the report a finding stands in; SIDE_NONE: it has nothing to say (a
 * contradiction that does not hold, support that was not expected). */
enum side view_side(const struct finding *f);
/* Evidence was expected under this cause and the evidence shows that it is not there. */
bool view_absent(const struct finding *f);
size_t view_count(const struct cause_verdict *c, enum side side);
/* confirmed, likely or possible: worth acting on. */
bool view_active(const struct cause_verdict *c);
/* "CONFIRMED", "not judged": for people. */
const char *view_status(enum status s);
/* What a risk of a resolution means: "changes permissions"; "" for none. */
const char *view_risk(struct str risk);
/* Heading of a step: "run" for a command, "save first", "to undo"; NULL for plain text. */
const char *view_step(struct str kind);
/* The same kind as a literal; "text" for what is none of them. */
const char *view_step_name(struct str kind);

/* The run that the report is about, or NULL. */
const struct run_verdict *view_incident(const struct report *r);
/* That run, or where none failed the latest that worked; NULL if there is neither. */
const struct run_verdict *view_shown_run(const struct report *r);
/* The last backup that completed after the failed one; NULL if none did, or the times do not tell.
 */
const struct run_verdict *view_later_run(const struct report *r);
/* The place that decides on a cause: the first object whose rights are wrong, with its path in
 * *object, else the first citation in its favour. NULL if there is none. */
const struct citation *view_deciding(const struct cause_verdict *c, struct str *object);
/* What it means that no problem was found, as a sentence. */
const char *view_no_problem(const struct report *r);
const char *view_run_kind_name(enum run_kind k);   /* "system-state" */
const char *view_run_kind(enum run_kind k);        /* "System state backup" */
const char *view_outcome_name(enum run_outcome o); /* "failed" */
const char *view_outcome(enum run_outcome o);      /* "failed", "outcome not known" */
const char *view_role_name(enum host_role role);   /* "dc"; NULL if unknown */
const char *view_role(enum host_role role);        /* "domain controller"; NULL if unknown */
const char *view_tri(enum tri t);                  /* "yes", "no"; NULL if unknown */
/* What the exit code says: "problems-found", and as a sentence. */
const char *view_exit_name(int exit_code);
const char *view_exit(int exit_code);
/* Something was read that rules could work on. */
bool view_any_evidence(const struct report *r);

/* "Windows Server 2019 (10.0.17763)"; unknown view if nothing is known. */
struct str view_os(struct arena *a, const struct host *h);
/* "0x80780102"; unknown view for OBS_UNKNOWN. */
struct str view_code_hex(struct arena *a, int64_t code);
/* "0x80780102 WBENGINE_NAME: meaning", as far as known. */
struct str view_code(struct arena *a, int64_t code);
/* "+1 d 02:03:04", "-41 s"; unknown view for OBS_UNKNOWN. */
struct str view_gap(struct arena *a, int64_t ticks);

/* "wbadmin.txt:12", "Application.evtx #8123". */
struct str view_place(struct arena *a, const struct citation *c);
struct when view_time(const struct citation *c);
/* What stands there; unknown view if the source was not quoted. */
struct str view_quote(const struct citation *c);
/* Texts that were shown, by address. */
struct view_quoted {
	const char **text;
	size_t n, cap;
};
/* A text that several statements rest on is quoted at the first of them: true from the second time
 * on. */
bool view_was_quoted(struct view_quoted *q, struct arena *a, struct str quote);
const struct event *view_event(const struct citation *c);
/* What is to be said of how libevtx reads a cited record; unknown view if both decoders agree, but
 * for ways known of libevtx, or it was not asked. */
struct str view_reread(struct arena *a, const struct citation *c);
/* "12 of 13 cited log records are read alike by libevtx"; unknown view if no log is cited. */
struct str view_rereads(struct arena *a, const struct report *r);
/* "VSS 8193 error": source, id and level; unknown view if it is no event. */
struct str view_event_title(struct arena *a, const struct event *e);

struct view_file {
	struct str path, kind;
	int64_t bytes, observations;
	size_t problems; /* diagnostics about it */
};

struct view_files {
	struct str name; /* of the bundle */
	struct view_file *file;
	size_t n, cap;
	const struct diag *diag; /* may be NULL */
};

/* The files read and what was said about them, in the bundle's order. */
struct view_files view_files(struct arena *a, const struct report *r);

#endif
