/* process.h - worker processes with limits
 *
 * In: a function to run in a child of its own. Out: what it wrote to its pipe, and how it ended. A
 * child that crashes, hangs or eats memory costs only itself. The second of the two modules that
 * call the operating system (see parsers/port.h).
 */
#ifndef WBT_PROCESS_H
#define WBT_PROCESS_H

#include "parsers/base.h"

/* PROCESS_FAILED: an exit code other than 0, or too much output. */
enum process_end { PROCESS_NONE, PROCESS_DONE, PROCESS_CRASHED, PROCESS_TIMEOUT, PROCESS_FAILED };

struct process_limits {
	unsigned seconds; /* wall clock */
	size_t memory;    /* bytes of address space; 0: no limit */
};

struct process {
	long pid; /* 0: free slot */
	int fd;
	int64_t deadline; /* monotonic milliseconds */
	char *bytes;      /* what it wrote so far; of malloc, free() it */
	size_t len, cap;
	enum process_end end; /* once it has ended */
	int code;             /* exit code, or the signal's number */
};

/* Starts work(ctx, fd) in a child; it writes its result to fd and returns the exit code. The child
 * cannot write files, dump core or live longer than its limits. false: no process could be made. */
bool process_start(struct process *p, const struct process_limits *l,
		   int (*work)(void *ctx, int fd), void *ctx);
/* Waits until a child of the n slots has ended, or for 'milliseconds'. Ended ones have .end set
 * and .pid cleared. */
void process_wait(struct process *p, size_t n, int milliseconds);
/* Kills what runs. */
void process_kill(struct process *p, size_t n);
/* For children: writes all of it. */
bool process_write(int fd, struct str text);
int64_t process_now(void); /* monotonic milliseconds */
unsigned process_cores(void);
/* SIGINT and SIGTERM set a flag from here on, which process_stopped() tells. */
void process_catch_stop(void);
bool process_stopped(void);
/* Makes a folder; true also if it is there already. */
bool process_folder(const char *path);

#endif
