/* port.c - see port.h */
#include "parsers/port.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum port_error error_of(int number)
{
	if (number == ENOENT || number == ENOTDIR)
		return PORT_MISSING;
	return number == EACCES || number == EPERM ? PORT_REFUSED : PORT_FAILED;
}

static enum port_kind kind_of(mode_t mode)
{
	if (S_ISREG(mode))
		return PORT_FILE;
	if (S_ISDIR(mode))
		return PORT_FOLDER;
	return S_ISLNK(mode) ? PORT_LINK : PORT_SPECIAL;
}

enum port_error port_open(const struct port_handle *folder, const char *name, bool follow,
			  struct port_handle *out)
{
	int at = folder ? folder->fd : AT_FDCWD;
	struct stat st;

	*out = (struct port_handle){ .fd = -1 };
	if (fstatat(at, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
		return error_of(errno);
	out->kind = kind_of(st.st_mode);
	if (out->kind != PORT_FILE && out->kind != PORT_FOLDER)
		return PORT_OK;
	/* O_NONBLOCK: the name may have become a FIFO since. */
	out->fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
	if (out->fd < 0)
		return error_of(errno);
	if (fstat(out->fd, &st) != 0 || kind_of(st.st_mode) != out->kind) {
		port_close(out);
		return PORT_FAILED;
	}
	out->size = out->kind == PORT_FILE && st.st_size > 0 ? (uint64_t)st.st_size : 0;
	return PORT_OK;
}

bool port_read(const struct port_handle *h, uint64_t offset, void *buf, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		ssize_t r = pread(h->fd, (char *)buf + *got, n - *got, (off_t)(offset + *got));

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return false;
		if (r == 0)
			break;
		*got += (size_t)r;
	}
	return true;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool port_list(struct arena *a, const struct port_handle *folder, size_t max, struct str **name,
	       size_t *n, bool *more)
{
	/* The stream takes over its descriptor, the handle keeps its own. */
	int fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	size_t cap = 0;

	*name = NULL;
	*n = 0;
	*more = false;
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (*n == max) {
			*more = true;
			break;
		}
		*(struct str *)PUSH(a, *name, *n, cap) = arena_str(a, str_of(entry->d_name));
	}
	closedir(dir);
	if (*n)
		qsort(*name, *n, sizeof(**name), by_name);
	return true;
}

void port_close(struct port_handle *h)
{
	if (h->fd >= 0)
		close(h->fd);
	h->fd = -1;
}

struct str port_current(struct arena *a)
{
	enum { LONGEST = 4096 };
	char *path = arena_alloc(a, LONGEST, 1);

	return getcwd(path, LONGEST) ? str_of(path) : (struct str){ 0 };
}

struct job {
	void (*task)(void *item);
	void *item;
	pthread_t thread;
	bool started;
};

static void *run_job(void *ctx)
{
	struct job *job = ctx;

	job->task(job->item);
	return NULL;
}

void port_each(void (*task)(void *item), void *items, size_t size, unsigned n)
{
	struct job *job = calloc(n, sizeof(*job));

	if (!job)
		die("out of memory");
	for (unsigned i = 0; i < n; i++) {
		job[i].task = task;
		job[i].item = (char *)items + i * size;
		/* The caller does the first one meanwhile. */
		job[i].started = i && pthread_create(&job[i].thread, NULL, run_job, &job[i]) == 0;
	}
	for (unsigned i = 0; i < n; i++)
		if (!job[i].started)
			task(job[i].item);
	for (unsigned i = 0; i < n; i++)
		if (job[i].started)
			pthread_join(job[i].thread, NULL);
	free(job);
}

bool port_is_terminal(int number)
{
	return isatty(number) == 1;
}

unsigned port_columns(int number)
{
	struct winsize size;

	return ioctl(number, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

struct str port_reason(struct arena *a)
{
	/* strerror follows LC_MESSAGES, which the program never sets: always English. */
	return arena_str(a, str_of(strerror(errno)));
}
