/* process.c - see process.h */
#include "analyzer/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SLOTS = 256 };
/* No report comes near it; a worker that has lost its way shall not fill the parent's memory. */
static const size_t max_output = 512 * (size_t)1024 * 1024;

static volatile sig_atomic_t stop_wanted;

static void on_stop(int number)
{
	(void)number;
	stop_wanted = 1;
}

void process_catch_stop(void)
{
	struct sigaction sa = { .sa_handler = on_stop };

	sigaction(SIGINT, &sa, NULL);
	sigaction(SIGTERM, &sa, NULL);
}

bool process_stopped(void)
{
	return stop_wanted != 0;
}

int64_t process_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned process_cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n < MAX_SLOTS ? (unsigned)n : MAX_SLOTS;
}

bool process_folder(const char *path)
{
	struct stat st;

	return mkdir(path, 0777) == 0 ||
	       (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* A sanitizer reserves terabytes of address space that it never touches. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMIT_ADDRESSES false
#elif defined(__has_feature)
#define LIMIT_ADDRESSES (!__has_feature(address_sanitizer))
#else
#define LIMIT_ADDRESSES true
#endif

static void limit(int what, rlim_t value)
{
	struct rlimit r = { value, value };

	setrlimit(what, &r);
}

static void confine(const struct process_limits *l)
{
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
	/* A last word on a stderr that is a file must fail, not kill. */
	signal(SIGXFSZ, SIG_IGN);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	if (l->memory && LIMIT_ADDRESSES)
		limit(RLIMIT_AS, (rlim_t)l->memory);
	limit(RLIMIT_CPU, l->seconds + 1);
}

bool process_start(struct process *p, const struct process_limits *l,
		   int (*work)(void *ctx, int fd), void *ctx)
{
	int pipe_fd[2];
	pid_t pid;

	*p = (struct process){ .fd = -1 };
	if (pipe(pipe_fd) != 0)
		return false;
	pid = fork();
	if (pid < 0) {
		close(pipe_fd[0]);
		close(pipe_fd[1]);
		return false;
	}
	if (pid == 0) {
		close(pipe_fd[0]);
		confine(l);
		_exit(work(ctx, pipe_fd[1]));
	}
	close(pipe_fd[1]);
	fcntl(pipe_fd[0], F_SETFL, O_NONBLOCK);
	fcntl(pipe_fd[0], F_SETFD, FD_CLOEXEC);
	p->pid = pid;
	p->fd = pipe_fd[0];
	p->deadline = process_now() + (int64_t)l->seconds * 1000;
	return true;
}

bool process_write(int fd, struct str text)
{
	while (text.len) {
		ssize_t n = write(fd, text.s, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text = str_sub(text, (size_t)n, text.len);
	}
	return true;
}

static enum process_end end_of(int status)
{
	if (!WIFEXITED(status))
		return WTERMSIG(status) == SIGXCPU ? PROCESS_TIMEOUT : PROCESS_CRASHED;
	return WEXITSTATUS(status) ? PROCESS_FAILED : PROCESS_DONE;
}

/* 'end' other than PROCESS_DONE: it still runs and is killed for that. */
static void reap(struct process *p, enum process_end end)
{
	int status = 0;

	if (end != PROCESS_DONE)
		kill((pid_t)p->pid, SIGKILL);
	while (waitpid((pid_t)p->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(p->fd);
	p->fd = -1;
	p->pid = 0;
	p->code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
	p->end = end == PROCESS_DONE ? end_of(status) : end;
}

/* Takes what is in the pipe; true at its end. */
static bool drain(struct process *p)
{
	for (;;) {
		ssize_t n;

		if (p->cap - p->len < 65536) {
			char *more = realloc(p->bytes, p->cap + 262144);

			if (!more)
				die("out of memory");
			p->bytes = more;
			p->cap += 262144;
		}
		n = read(p->fd, p->bytes + p->len, p->cap - p->len);
		if (n == 0)
			return true;
		if (n < 0)
			return errno != EAGAIN && errno != EINTR;
		p->len += (size_t)n;
		if (p->len > max_output)
			return false;
	}
}

void process_wait(struct process *p, size_t n, int milliseconds)
{
	struct pollfd fds[MAX_SLOTS];
	size_t slot[MAX_SLOTS], count = 0;
	int64_t now;

	for (size_t i = 0; i < n && count < MAX_SLOTS; i++)
		if (p[i].pid) {
			fds[count] = (struct pollfd){ .fd = p[i].fd, .events = POLLIN };
			slot[count++] = i;
		}
	if (poll(fds, (nfds_t)count, milliseconds) < 0)
		return;
	now = process_now();
	for (size_t k = 0; k < count; k++) {
		struct process *one = &p[slot[k]];

		if (fds[k].revents && drain(one))
			reap(one, PROCESS_DONE);
		else if (now > one->deadline)
			reap(one, PROCESS_TIMEOUT);
		else if (one->len > max_output)
			reap(one, PROCESS_FAILED);
	}
}

void process_kill(struct process *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i].pid)
			reap(&p[i], PROCESS_TIMEOUT);
}
