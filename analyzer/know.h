/* know.h - the knowledge: problems, causes, harmless signatures, access requirements
 *
 * In: rule files (analyzer/knowledge/, compiled in; or a folder given by the user). Out: plain
 * structs in the knowledge's own arena. A rule with any fault is left out and the fault is listed
 * with file, line and column; the others work. Read-only afterwards, but for patterns that
 * are compiled at first use.
 */
#ifndef WBT_KNOW_H
#define WBT_KNOW_H

#include "analyzer/pattern.h"
#include "analyzer/verdict.h"

enum test_how {
	TEST_NONE,
	TEST_KNOWN,   /* "*": the source tells the field */
	TEST_WORDS,   /* one of the alternatives; may hold {variables} */
	TEST_PATTERN, /* "/regex/" */
	TEST_RANGE    /* numbers */
};

struct range {
	int64_t low, high;
};

struct test {
	const struct field *field; /* NULL: a data item of an event */
	struct str data_name;      /* data item by name */
	size_t data_index;         /* or by position from 1; 0: by name */
	enum test_how how;
	bool negate;
	bool has_variable;
	struct str *word; /* lower case not needed: compared caseless */
	size_t n_word, cap_word;
	uint32_t *code; /* words as canonical codes, for code fields */
	struct pattern pattern;
	struct range *range; /* of numbers; of canonical codes beside the words */
	size_t n_range, cap_range;
};

enum cond_type { COND_NONE, COND_ALL, COND_ANY, COND_NOT, COND_OBS };
enum acl_scope { SCOPE_SELF, SCOPE_FILES, SCOPE_TREE };
/* ROWS_ENTRIES: the required ones, each by an entry of its own; what a trustee gets as a member of
 * Administrators does not count. */
enum acl_rows { ROWS_REQUIRED, ROWS_OPTIONAL, ROWS_OWNER, ROWS_ANY, ROWS_ENTRIES };

struct grant {
	struct str trustee; /* SID */
	struct str name;    /* as printed in reports */
	struct str *other;  /* SIDs that satisfy it as well */
	size_t n_other, cap_other;
	struct str *dc; /* and those that do on a domain controller */
	size_t n_dc, cap_dc;
	struct str *owner_also;
	size_t n_owner_also, cap_owner_also;
	struct str *token; /* effective access of a process: SIDs it holds */
	size_t n_token, cap_token;
	struct str rights; /* as written: "RX" */
	uint32_t mask;
	bool owner, optional;
};

struct access {
	struct str id, title;
	enum acl_object object;
	struct grant *grant;
	size_t n_grant, cap_grant;
	struct str file;
	uint32_t line;
};

struct cond {
	enum cond_type type;
	struct cond *child;
	size_t n_child, cap_child;
	enum obs_kind kind;
	struct test *test;
	size_t n_test, cap_test;
	int64_t times_low, times_high;
	bool near_run;
	const struct access *access; /* acl: requirement */
	bool meets;                  /* acl: true if it is met, not if it is lacking */
	enum acl_scope scope;
	enum acl_rows rows;
	struct str path; /* acl: canonical; may hold {variables} */
	uint32_t line;
};

enum rule_role { ROLE_CONFIRMS, ROLE_SUPPORTS, ROLE_CONTRADICTS, ROLE_REFUTES };

struct evidence_rule {
	enum rule_role role;
	enum weight weight; /* supports and contradicts */
	enum weight absent; /* supports: counts against if false */
	struct str says;
	struct str ask;
	struct cond cond; /* COND_ALL over the children */
};

struct collect {
	struct str command, why;
};

struct cause {
	struct str id, title, explanation;
	struct str *problem; /* ids */
	size_t n_problem, cap_problem;
	struct str *explains;
	size_t n_explains, cap_explains;
	bool thin; /* confidence="low": at most possible */
	struct evidence_rule *rule;
	size_t n_rule, cap_rule;
	struct collect *collect;
	size_t n_collect, cap_collect;
	struct resolution *resolve;
	size_t n_resolve, cap_resolve;
	struct step_text *verify;
	size_t n_verify, cap_verify;
	struct str *avoid;
	size_t n_avoid, cap_avoid;
	struct reference *reference;
	size_t n_reference, cap_reference;
	struct str file, area;
	uint32_t line;
};

struct problem {
	struct str id, title;
	enum severity severity;
	struct cond symptom;
	struct str file;
	uint32_t line;
};

struct harmless {
	struct str id, title, why;
	struct cond when;
	struct reference *reference;
	size_t n_reference, cap_reference;
	struct str file, area;
	uint32_t line;
};

struct know_error {
	struct str file;
	uint32_t line, column;
	struct str text;
};

/* A named part of patterns: <words id="backup-services" text="VSS|swprv"/>, used as
 * "/(?&backup-services)/". */
struct words {
	struct str id, text;
};

struct know {
	struct arena arena;
	struct problem *problem;
	size_t n_problem, cap_problem;
	struct cause *cause;
	size_t n_cause, cap_cause;
	struct words *words;
	size_t n_words, cap_words;
	struct harmless *harmless;
	size_t n_harmless, cap_harmless;
	struct access *access;
	size_t n_access, cap_access;
	struct know_error *error;
	size_t n_error, cap_error;
	struct str sha256; /* of all files loaded, in order */
	struct interest interest;
};

/* Loads one rule file. An entry whose id exists already from an earlier file is replaced when
 * 'override' is set, else it is an error. Faults are added to k->error. */
void know_load(struct know *k, struct str file, struct str xml, bool override);
/* Loads what is compiled in. */
void know_load_embedded(struct know *k);
/* To be called once after the last load: resolves ids between entries, makes k->interest. */
void know_finish(struct know *k);
const struct problem *know_problem(const struct know *k, struct str id);
const struct cause *know_cause(const struct know *k, struct str id);
const struct harmless *know_harmless(const struct know *k, struct str id);
const struct access *know_access(const struct know *k, struct str id);
/* The text holds a {variable}. */
bool know_has_variable(struct str v);
/* "file:line:column: text" */
struct str know_error_text(struct arena *a, const struct know_error *e);
void know_free(struct know *k);

#endif
