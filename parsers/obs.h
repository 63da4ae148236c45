/* obs.h - observations: what the evidence says, normalised, each with its source
 *
 * A parser makes observations and nothing else. Strings are UTF-8 in the ticket's arena;
 * .s == NULL means "the source does not tell". Codes are 32-bit whatever their spelling
 * (code.h), trustees are SIDs where known (sid.h), paths have one spelling (path.h).
 *
 * The tables of obs.c describe every field once; the listing of 'wbtriage evidence', the JSON
 * form, the reader used by tests and the conditions of the knowledge all work from them.
 */
#ifndef WBT_OBS_H
#define WBT_OBS_H

#include "parsers/base.h"
#include "parsers/when.h"

#define OBS_UNKNOWN INT64_MIN /* a number or code that the source does not tell */

enum tri { TRI_UNKNOWN, TRI_NO, TRI_YES };

/* Where an observation was read. file indexes the bundle's list of files. */
struct source {
	uint32_t file;
	uint32_t line;      /* 0: not a text file */
	uint32_t last_line; /* of the block; equals line for one-line blocks */
	uint64_t record;    /* event record id; 0: not a log */
	uint64_t offset;    /* bytes into the file */
	struct str quote;   /* the text itself, for citations: the first telling line or lines */
};

enum obs_kind {
	OBS_NONE,
	OBS_EVENT, /* an event log entry, from a log or from text */
	OBS_LOG,   /* what one log or export covers */
	OBS_RUN,   /* a backup or recovery attempt seen by one source */
	OBS_WRITER,
	OBS_WRITERS, /* one listing of writers: complete or not */
	OBS_PROVIDER,
	OBS_SHADOW,
	OBS_STORAGE, /* shadow copy storage association */
	OBS_VOLUME,
	OBS_SERVICE,
	OBS_ACL,      /* owner and access list of a file, folder, service or key */
	OBS_LISTING,  /* one ACL or directory listing: complete or not */
	OBS_REGISTRY, /* one value, or one key without values */
	OBS_FILE,     /* a file named by a directory listing or by an error about it */
	OBS_HOST,
	OBS_MESSAGE, /* a line of a capture that states a failure, with its codes */
	OBS_KINDS
};

struct data {
	struct str name; /* unknown for positional items */
	struct str value;
};

/* A record of a log that a report cites, as a second decoder reads it. */
struct reread {
	const char *answer; /* "same", "different"...: evtxcite.c */
	struct str what;    /* the first value that differs */
	struct str xml;     /* the whole event */
};

struct event {
	struct str channel;     /* "Application" */
	struct str provider;    /* Provider/@Name */
	struct str source_name; /* Provider/@EventSourceName */
	int64_t id;             /* 16 bit */
	int64_t level;          /* 1 critical, 2 error, 3 warning, 4 information, 0 log always */
	struct when time;
	struct str computer;
	struct str user; /* SID, or the name printed */
	struct data *data;
	size_t n_data;
	struct str text; /* message, or the data values joined by line breaks */
	uint32_t *code;  /* every error code found in it, canonical (code.h) */
	size_t n_code;
	int64_t qualifiers;
	int64_t record_id;
	int64_t count; /* how many alike, with first and last time; 1 for a single one */
	struct when first, last;
	enum tri guessed;            /* yes: provider and id were inferred from the message text */
	const struct reread *reread; /* NULL: not cited, or not from a log */
};

struct log {
	struct str channel;
	struct when first, last;
	int64_t records;
	int64_t first_id, last_id;
	int64_t lost_ids;    /* ids missing between first and last */
	struct when cleared; /* last clearing seen in it (events 1102, 104) */
	enum tri complete;   /* no: damaged, filtered or an excerpt */
};

enum run_kind { RUN_NONE, RUN_SYSTEM_STATE, RUN_BACKUP, RUN_RECOVERY, RUN_OTHER };
enum run_outcome { OUTCOME_NONE, OUTCOME_OK, OUTCOME_WARNINGS, OUTCOME_FAILED, OUTCOME_CANCELED };

struct run {
	enum run_kind kind;
	enum run_outcome outcome;
	struct when start, end;
	struct str target;
	int64_t code;        /* outer result */
	int64_t detail;      /* inner result */
	struct str message;  /* as printed */
	struct str phase;    /* last phase reached: "volumes", "shadow-copy", "scan", "copy" */
	struct str log_path; /* failure log named */
	struct str volumes;
	struct str tool; /* "wbadmin", "event" or "log" */
};

struct writer {
	struct str name;
	struct str guid; /* lower case, with braces */
	struct str instance;
	int64_t state;    /* VSS_WRITER_STATE */
	struct str error; /* last error as printed */
	int64_t code;     /* failure code, from the text or from diskshadow */
};

struct writers {
	struct str tool; /* "vssadmin" or "diskshadow" */
	int64_t count;
	enum tri complete; /* no: elided by its author or ended by an error */
	int64_t code;      /* error that ended it */
	struct when time;
};

struct provider {
	struct str name;
	struct str guid;
	struct str type;
	struct str version;
};

struct shadow {
	struct str id, set;
	struct str volume;
	struct str provider;
	struct when time;
};

struct storage {
	struct str volume, on;            /* for volume, storage volume */
	int64_t used, allocated, maximum; /* bytes; INT64_MAX: unbounded */
};

struct volume {
	struct str path, name; /* "C:\", "\\?\Volume{...}\" */
	struct str label, fs;
	int64_t size, free; /* bytes */
	int64_t sector;     /* bytes per physical sector */
};

/* Numbers are those of the SERVICE_STATUS and QUERY_SERVICE_CONFIG structures. */
enum service_state {
	SERVICE_NONE,
	SERVICE_STOPPED,
	SERVICE_START_PENDING,
	SERVICE_STOP_PENDING,
	SERVICE_RUNNING,
	SERVICE_CONTINUE_PENDING,
	SERVICE_PAUSE_PENDING,
	SERVICE_PAUSED
};
enum start_type {
	START_NONE,
	START_BOOT,
	START_SYSTEM,
	START_AUTO,
	START_DEMAND,
	START_DISABLED
}; /* one more than the number Windows prints */

struct service {
	struct str key; /* "CryptSvc"; lower case */
	struct str display;
	enum service_state state;
	enum start_type start;
	int64_t exit_code;    /* WIN32_EXIT_CODE, canonical code */
	int64_t service_code; /* SERVICE_EXIT_CODE, as printed */
	int64_t query_code;   /* the query itself failed: 1060, 5, ... canonical code */
	struct str account;
	struct str binary;
	struct str depends; /* keys joined by blanks */
	int64_t pid;
};

enum acl_object { ACL_NONE, ACL_FILE, ACL_SERVICE, ACL_KEY };
enum ace_type { ACE_NONE, ACE_ALLOW, ACE_DENY, ACE_AUDIT, ACE_LABEL, ACE_OTHER };
enum ace_flag { ACE_OI = 1, ACE_CI = 2, ACE_NP = 4, ACE_IO = 8, ACE_INHERITED = 16 };

struct ace {
	enum ace_type type;
	uint8_t flags; /* enum ace_flag; the values of ACE_HEADER.AceFlags */
	uint32_t mask;
	struct str sid;  /* unknown if the name could not be mapped */
	struct str name; /* as printed */
	uint32_t line;   /* of the file; 0 as acl's */
};

struct acl {
	enum acl_object object;
	struct str path;       /* canonical (path.h); the key for a service, lower case */
	struct str owner;      /* SID */
	struct str owner_name; /* as printed */
	enum tri listed;       /* yes: the entries below are the whole DACL; unknown: owner only */
	enum tri readable;     /* no: the collector was refused or failed, with 'code' */
	int64_t code;
	enum tri is_folder;
	enum tri is_protected; /* inheritance blocked */
	struct ace *ace;
	size_t n, cap;
	struct str tool; /* "icacls", "save", "get-acl", "sddl", "dir", "takeown", "cacls" */
};

struct listing {
	struct str tool;
	struct str path;    /* what was asked for, canonical */
	int64_t ok, failed; /* objects */
	enum tri recursive; /* /t, or a wildcard that covers the folder's files */
	enum tri complete;  /* no: cut or elided */
};

struct registry {
	struct str key;  /* HKEY_LOCAL_MACHINE\..., lower case */
	struct str name; /* value name; "" is the default value; unknown: the key itself */
	struct str type;
	struct str data;
	enum tri present; /* no: queried and not found */
	int64_t code;     /* the query failed otherwise */
};

struct file_entry {
	struct str path;
	int64_t size;
	enum tri is_folder;
	enum tri present; /* no: a listing or error says that it does not exist */
	struct when time;
	struct str link; /* target of a junction or symbolic link */
};

enum host_role { ROLE_NONE, ROLE_WORKSTATION, ROLE_MEMBER, ROLE_DC };

struct host {
	struct str name;
	struct str os;
	struct str version; /* "10.0.17763" */
	int64_t build;
	enum host_role role;
	struct str domain;
	struct str domain_sid;
	struct str language;
	int64_t utc_offset; /* minutes east of UTC */
	struct when boot, installed;
};

struct message {
	struct str tool;    /* command that printed it, where known: "wbadmin" */
	struct str command; /* whole command line, where known */
	struct str text;    /* wrapped lines joined */
	uint32_t *code;
	size_t n_code;
};

struct obs {
	enum obs_kind kind;
	struct source at;
	union {
		struct event event;
		struct log log;
		struct run run;
		struct writer writer;
		struct writers writers;
		struct provider provider;
		struct shadow shadow;
		struct storage storage;
		struct volume volume;
		struct service service;
		struct acl acl;
		struct listing listing;
		struct registry registry;
		struct file_entry file;
		struct host host;
		struct message message;
	};
};

/* Observations in the order of files and lines. Pointers stay valid while it grows. */
struct obs_list {
	struct arena *arena;
	struct obs **item;
	size_t n, cap;
};

/* A new observation of that kind with every field unknown. */
struct obs *obs_add(struct obs_list *list, enum obs_kind kind, struct source at);

/* A copy in the list's arena of an observation made elsewhere, with everything it points to. */
struct obs *obs_copy(struct obs_list *list, const struct obs *o);
/* Copies into the arena what an observation points to, where it stands. */
void obs_own(struct arena *a, struct obs *o);

enum field_type {
	FIELD_STR,   /* struct str; compared without regard to case */
	FIELD_INT,   /* int64_t */
	FIELD_CODE,  /* int64_t holding a canonical 32-bit code */
	FIELD_CODES, /* uint32_t array; the count is the size_t right behind the pointer */
	FIELD_DATA,  /* struct data array; likewise */
	FIELD_ACES,  /* struct ace array; likewise */
	FIELD_TIME,  /* struct when */
	FIELD_TRI,   /* enum tri */
	FIELD_WORD,  /* any other enum; 'word' names its values, index 0 is unknown */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;           /* into struct obs */
	const char *const *word; /* FIELD_WORD: names by value, NULL-terminated after [0] */
	bool identity;           /* tells which thing it is, not what it is like */
};

struct obs_type {
	const char *name;   /* "event" */
	const char *plural; /* "events", for counts */
	const struct field *field;
	size_t n_field;
};

const struct obs_type *obs_type(enum obs_kind kind);
/* The kind of that name, or OBS_NONE. */
enum obs_kind obs_kind_of(struct str name);
const struct field *obs_field(enum obs_kind kind, struct str name);
static inline const void *obs_value(const struct obs *o, const struct field *f)
{
	return (const char *)o + f->offset;
}
/* True if the source tells the field. */
bool obs_known(const struct obs *o, const struct field *f);
/* The value as one word or quoted text, as printed by 'wbtriage evidence'. */
struct str obs_value_text(struct arena *a, const struct obs *o, const struct field *f);
/* One line: kind field=value ..., known fields only, in table order. */
struct str obs_line(struct arena *a, const struct obs *o);
/* Reads such a line back (tests give rules their evidence this way). false with a reason. */
bool obs_read(struct arena *a, struct str line, struct obs *out, const char **reason);

/* What the knowledge wants kept; everything else may be counted and dropped. NULL: keep all.
 * Keys are lower case and sorted; the analyser fills it, parsers only ask. */
struct interest_event {
	struct str provider;
	int64_t id; /* OBS_UNKNOWN: every id of the provider */
};

struct interest {
	const struct interest_event *event;
	size_t n_event;
	int64_t max_level; /* events at or below this level (1..) are kept in any case */
	/* Canonical paths: what begins like 'path' is kept, of 'self' the object alone. Rules may
	 * ask for paths that cannot be listed before (patterns, variables): then all are kept. */
	const struct str *path;
	size_t n_path;
	const struct str *self;
	size_t n_self;
	bool all_acls, all_files;
};

bool interest_event(const struct interest *want, struct str provider, struct str source_name,
		    int64_t id, int64_t level);
/* Whether the access list, or the mention, of that file is wanted. */
bool interest_acl(const struct interest *want, struct str canonical);
bool interest_file(const struct interest *want, struct str canonical);

#endif
