/* cli.h - the command line: options, commands, output
 *
 * In: argc and argv. Out: an exit code; results on stdout or in the file asked for, diagnostics on
 * stderr. Commands are rows of a table in cli.c; each has its file cmd_*.c.
 */
#ifndef WBT_CLI_H
#define WBT_CLI_H

#include "analyzer/know.h"
#include "analyzer/report.h"
#include "analyzer/ticket.h"

/* Exit codes that tell of the program, not of the evidence: usage and output, knowledge, lost
 * tickets. */
enum { CLI_USAGE = 2, CLI_KNOWLEDGE = 5, CLI_INTERNAL = 70 };

struct cli {
	struct arena arena;
	struct know know;
	const char *const *path; /* what is left after options and the command */
	size_t n_path;
	struct report_options report;
	struct ticket_options ticket;
	const char *output;          /* NULL: stdout */
	const char *knowledge;       /* folder with further rules */
	const char *event;           /* evidence: FILE:RECORD */
	const char *shard;           /* batch: I/N or auto */
	unsigned jobs;               /* threads, or workers of batch; 0: one per processor */
	unsigned seconds, megabytes; /* batch; 0: the default */
	bool force, exit_zero, lines, json, check_crc, slack, verify, since_knowledge;
	int color; /* 0 auto, 1 always, 2 never */
	struct str *only, *skip;
	size_t n_only, cap_only, n_skip, cap_skip;
};

/* Runs the program. */
int cli_main(int argc, char **argv);

/* For commands: prints "wbtriage: ..." on stderr and returns CLI_USAGE. */
int cli_fail(const char *format, ...) PRINTF_LIKE(1, 2);
/* Loads the knowledge compiled in and the folder of --knowledge; faults are printed on stderr.
 * false if the folder cannot be read. */
bool cli_knowledge(struct cli *c);
/* Prints the diagnostics of a bundle on stderr. */
void cli_diagnostics(const struct cli *c, const struct bundle *b);
/* Writes a finished result to stdout or, through a temporary file, to c->output. Returns 'code', or
 * CLI_USAGE if it could not be written. */
int cli_write(struct cli *c, struct str text, int code);

int cmd_analyse(struct cli *c);
int cmd_evidence(struct cli *c);
int cmd_code(struct cli *c);
int cmd_event(struct cli *c);
int cmd_explain(struct cli *c);
int cmd_knowledge(struct cli *c);
int cmd_collect(struct cli *c);
int cmd_compare(struct cli *c);
int cmd_batch(struct cli *c);
int cmd_merge(struct cli *c);
int cmd_query(struct cli *c);

#endif
