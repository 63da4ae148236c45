/* verdict.h - what the correlator concludes, as plain data for the reports
 *
 * Made by correlate.c in the ticket's arena, read by every report; reports decide nothing.
 * All lists are in their final order. Texts are plain UTF-8 from the knowledge or from the
 * bundle; whatever comes from the bundle is untrusted and each report escapes it.
 */
#ifndef WBT_VERDICT_H
#define WBT_VERDICT_H

#include "parsers/obs.h"

struct bundle;

/* Truth of a condition over the evidence; the unknowns differ in what would settle them. */
enum truth {
	TRUTH_NONE,
	TRUTH_TRUE,
	TRUTH_FALSE,
	TRUTH_NOT_COLLECTED,
	TRUTH_UNREADABLE,
	TRUTH_OUT_OF_RANGE,
	TRUTH_COUNT
};

enum status {
	STATUS_NONE,
	STATUS_CONFIRMED,
	STATUS_LIKELY,
	STATUS_POSSIBLE,
	STATUS_UNLIKELY,
	STATUS_RULED_OUT,
	STATUS_UNKNOWN,
	STATUS_COUNT
};

enum severity { SEVERITY_NONE, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

enum weight { WEIGHT_NONE, WEIGHT_WEAK, WEIGHT_MODERATE, WEIGHT_STRONG, WEIGHT_DECISIVE };

/* A place in the evidence that a statement rests on. */
struct citation {
	const struct obs *obs; /* may be NULL for a citation of a listing's line only */
	struct source at;
	struct str file; /* path in the bundle */
	struct str note; /* what is seen there, if the quote alone does not say */
};

/* One account on one object: what is required and what was seen. */
struct access_row {
	struct str path;
	struct str trustee; /* English name */
	struct str sid;
	struct str required;  /* "RX", "F", "owner" */
	struct str observed;  /* "RX", "none", "denied RX", "owner: BUILTIN\\Users" */
	enum tri met;         /* unknown: the capture does not tell (the owner in icacls) */
	bool optional;        /* reported, but no fault by itself */
	bool is_owner;        /* the row is about ownership */
	bool effective;       /* what a process gets by all its groups, not one entry */
	uint32_t missing;     /* access bits not granted */
	uint32_t lacking;     /* of these, bits that no entry grants: not just denied */
	struct str denied_by; /* SID of the entry that denies; unknown if none does */
	bool denied_above;    /* that entry is inherited */
	struct str owner;     /* its SID, else the name shown, which dir /q cuts; unknown if none */
	bool counts;          /* the condition is about this row; the others are shown beside it */
	struct citation cite;
};

/* One piece of evidence of a cause, evaluated. */
struct finding {
	enum truth truth;
	enum weight weight;
	bool against;    /* contradicts or refutes, or expected and absent */
	struct str says; /* what it means, one sentence */
	struct citation *cite;
	size_t n_cite, cap_cite;
	size_t more;               /* further places not listed */
	struct access_row *access; /* where it is about an access list */
	size_t n_access, cap_access;
	struct str ask; /* command that would settle it, if unknown */
};

struct step_text {
	struct str kind; /* "text", "save", "command", "undo" */
	struct str text;
};

struct resolution {
	struct str title;
	struct str risk; /* "none", "restart", "acl", "service", "registry", "storage", "data" */
	struct step_text *step;
	size_t n_step, cap_step;
};

struct reference {
	struct str href, title;
};

struct cause_verdict {
	struct str id, title;
	enum status status;
	double score; /* natural logarithm of the likelihood ratio */
	struct str explanation;
	struct str subject;       /* what the pattern variables were bound to: "service=CryptSvc" */
	struct finding *evidence; /* true, false and unknown, in the order of the knowledge */
	size_t n_evidence, cap_evidence;
	struct resolution *resolve;
	size_t n_resolve, cap_resolve;
	struct step_text *verify;
	size_t n_verify, cap_verify;
	struct str *avoid;
	size_t n_avoid, cap_avoid;
	struct reference *reference;
	size_t n_reference, cap_reference;
	bool capped; /* the knowledge about it is too thin for a firm status */
};

struct chain_link {
	struct str text;
	struct citation cite;
	struct when time;
	int64_t gap; /* ticks since the link before; OBS_UNKNOWN */
};

struct problem_verdict {
	struct str id, title;
	enum severity severity;
	enum truth seen; /* whether its symptom was observed */
	struct citation *symptom;
	size_t n_symptom, cap_symptom;
	uint32_t *code; /* of VSS and Windows Server Backup in the symptoms, for their meanings */
	size_t n_code, cap_code;
	struct cause_verdict *cause; /* best first */
	size_t n_cause, cap_cause;
	struct chain_link *chain; /* root cause to final code, oldest first */
	size_t n_chain, cap_chain;
	struct str explained_by; /* id of the cause of another problem that explains this one */
};

struct harmless_verdict {
	struct str id, title, why;
	int64_t count;
	struct citation *cite;
	size_t n_cite, cap_cite;
	struct reference *reference;
	size_t n_reference, cap_reference;
};

/* A command whose output would separate the leading causes, most telling first. */
struct ask {
	struct str command;
	struct str why;
	double value;
};

struct coverage {
	struct str channel, file;
	struct when first, last;
	int64_t records, lost_ids;
	enum tri complete;
	enum tri covers_incident;
};

/* One backup attempt, joined from all sources. */
struct run_verdict {
	enum run_kind kind;
	enum run_outcome outcome;
	struct when start, end;
	int64_t code, detail;
	struct str target, message;
	struct citation *cite;
	size_t n_cite, cap_cite;
	bool incident; /* the one that the report is about */
};

/* An error near the incident that no entry of the knowledge explains. */
struct unexplained {
	struct str title; /* "VSS 8193", or the message */
	struct str text;
	int64_t count;
	double rank;
	uint32_t *code;
	size_t n_code;
	struct citation cite;
};

struct report {
	struct arena *arena;
	const struct bundle *bundle;
	struct str knowledge_version;
	struct str knowledge_sha256;
	size_t knowledge_rules, knowledge_failed;

	struct host host; /* merged; unknown fields stay unknown */
	struct citation host_cite;
	struct str time_note;  /* how local times were placed, or why not */
	int64_t utc_offset;    /* minutes, OBS_UNKNOWN */
	struct when reference; /* last time in the evidence */

	struct coverage *coverage;
	size_t n_coverage, cap_coverage;
	struct run_verdict *run;
	size_t n_run, cap_run;
	struct problem_verdict *problem;
	size_t n_problem, cap_problem;
	struct harmless_verdict *harmless;
	size_t n_harmless, cap_harmless;
	struct ask *ask;
	size_t n_ask, cap_ask;
	struct unexplained *unexplained;
	size_t n_unexplained, cap_unexplained;

	size_t cited, cited_same; /* records of logs; libevtx reads so many like wbtriage */
	size_t rules_true, rules_false, rules_unknown; /* causes and harmless entries */
	int exit_code;                                 /* as documented: 0, 1, 3, 4, 5 */
};

const char *truth_name(enum truth t);   /* "true", "not-collected" */
const char *truth_text(enum truth t);   /* "not collected", for people */
const char *status_name(enum status s); /* "confirmed", "ruled-out" */
const char *severity_name(enum severity s);
const char *weight_name(enum weight w);
static inline bool truth_unknown(enum truth t)
{
	return t >= TRUTH_NOT_COLLECTED;
}

#endif
