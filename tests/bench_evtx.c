/* bench_evtx.c - times reading event logs, step by step, and whole programs
 *
 * usage: bench_evtx dense MIB OUT LOG...   full chunks of the logs, repeated up to MIB, as one log
 *        bench_evtx sum|scan|index|libevtx LOG
 *        bench_evtx run TIMES COMMAND...   the median of its runs, output thrown away
 * The last two print seconds and peak memory in KiB. 'sum' reads the file and adds up its bytes:
 * what no reader can beat. 'scan' is our reader as rules about backups use it, 'index' the same
 * with an interest in nothing. 'libevtx' decodes every record to XML.
 */
#define _DEFAULT_SOURCE
#include "parsers/binxml.h"
#include "parsers/evtx.h"

#include <fcntl.h>
#include <libevtx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum {
	HEADER = 4096,
	WINDOW = 4 * BINXML_CHUNK,
	FULL = 50000,       /* bytes in use of a chunk worth taking */
	MOST_CHUNKS = 1024, /* distinct ones: 64 MiB */
	RUNS = 5
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int fail(const char *what, const char *name)
{
	fprintf(stderr, "bench_evtx: %s %s\n", what, name);
	return 2;
}

static bool open_log(const char *path, struct file *f)
{
	struct port_handle h;

	if (port_open(NULL, path, true, &h) != PORT_OK || h.kind != PORT_FILE)
		return false;
	*f = file_of_handle(h);
	return true;
}

static uint64_t sum_file(const struct file *f)
{
	static uint8_t window[WINDOW];
	uint64_t offset = 0, sum = 0, v;
	size_t got;

	while (file_read(f, offset, window, sizeof(window), &got) && got) {
		for (size_t i = 0; i + 8 <= got; i += 8) {
			memcpy(&v, window + i, 8);
			sum += v;
		}
		offset += got;
	}
	return sum;
}

/* What a set of rules about backups asks for. */
static uint64_t scan_file(const struct file *f, bool nothing)
{
	static const struct interest_event event[] = {
		{ STR_INIT("microsoft-windows-backup"), OBS_UNKNOWN },
		{ STR_INIT("microsoft-windows-capi2"), 513 },
		{ STR_INIT("service control manager"), 7036 },
		{ STR_INIT("volsnap"), OBS_UNKNOWN },
		{ STR_INIT("vss"), OBS_UNKNOWN },
	};
	struct interest want = { .event = event, .n_event = ARRAY_SIZE(event), .max_level = 2 };
	struct arena a = { 0 };
	struct diag d = { .arena = &a };
	struct obs_list list = { .arena = &a };
	struct parse p = { .arena = &a, .diag = &d, .out = &list, .want = &want };
	uint64_t records = 0;

	if (nothing)
		want = (struct interest){ 0 };
	evtx_read(&p, f);
	for (size_t i = 0; i < list.n; i++)
		if (list.item[i]->kind == OBS_LOG)
			records += (uint64_t)list.item[i]->log.records;
	arena_free(&a);
	return records;
}

static uint64_t decode_file(const char *path)
{
	static uint8_t xml[1024 * 1024];
	libevtx_file_t *log = NULL;
	uint64_t decoded = 0;
	int n = 0;

	if (libevtx_file_initialize(&log, NULL) != 1)
		return 0;
	if (libevtx_file_open(log, path, LIBEVTX_OPEN_READ, NULL) == 1)
		libevtx_file_get_number_of_records(log, &n, NULL);
	for (int i = 0; i < n; i++) {
		libevtx_record_t *record = NULL;

		if (libevtx_file_get_record_by_index(log, i, &record, NULL) != 1)
			continue;
		decoded += libevtx_record_get_utf8_xml_string(record, xml, sizeof(xml), NULL) == 1;
		libevtx_record_free(&record, NULL);
	}
	libevtx_file_close(log, NULL);
	libevtx_file_free(&log, NULL);
	return decoded;
}

static int tell(double seconds, const struct rusage *use)
{
	printf("%.4f %ld\n", seconds, use->ru_maxrss);
	return 0;
}

/* The best of some runs. */
static int measure(const char *what, const char *path)
{
	uint64_t result = 0;
	struct rusage use;
	struct file f;
	double best = 1e9;
	bool slow = strcmp(what, "libevtx") == 0;

	if (!open_log(path, &f))
		return fail("cannot open", path);
	for (int i = 0; i < (slow ? 1 : RUNS); i++) {
		double start = now(), took;

		if (slow)
			result |= decode_file(path);
		else if (strcmp(what, "sum") == 0)
			result |= sum_file(&f);
		else
			result |= scan_file(&f, strcmp(what, "index") == 0);
		took = now() - start;
		best = took < best ? took : best;
	}
	port_close(&f.handle);
	getrusage(RUSAGE_SELF, &use);
	/* this also keeps the compiler from leaving the sum out */
	return result ? tell(best, &use) : fail("nothing in", path);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double once(char **command)
{
	double start = now();
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 1);
		dup2(null, 2);
		execvp(command[0], command);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) ||
	    WEXITSTATUS(status) == 127)
		return -1;
	return now() - start;
}

static int run(int times, char **command)
{
	double took[100];
	struct rusage use;

	times = times < 1 ? 1 : times > 100 ? 100 : times;
	for (int i = 0; i < times; i++) {
		took[i] = once(command);
		if (took[i] < 0)
			return fail("cannot run", command[0]);
	}
	qsort(took, (size_t)times, sizeof(*took), by_size);
	getrusage(RUSAGE_CHILDREN, &use);
	return tell(took[times / 2], &use);
}

/* Distinct full chunks of the log, behind those gathered before. */
static size_t gather(const char *path, uint8_t *chunks, size_t n)
{
	struct file f;
	size_t got;

	if (!open_log(path, &f))
		return n;
	for (uint64_t at = HEADER; n < MOST_CHUNKS && at + BINXML_CHUNK <= f.size;
	     at += BINXML_CHUNK) {
		uint8_t *c = chunks + n * BINXML_CHUNK;
		bool seen = false;

		if (!file_read(&f, at, c, BINXML_CHUNK, &got) || memcmp(c, "ElfChnk", 8) != 0 ||
		    binxml_u32(c + 48) < FULL || binxml_u32(c + 48) > BINXML_CHUNK)
			continue;
		for (size_t i = 0; i < n && !seen; i++)
			seen = memcmp(chunks + i * BINXML_CHUNK + 48, c + 48, 16) == 0;
		n += !seen;
	}
	port_close(&f.handle);
	return n;
}

static void put(uint8_t *p, uint64_t v, unsigned n)
{
	for (; n--; v >>= 8)
		*p++ = (uint8_t)v;
}

static int dense(size_t mib, const char *out, char **log, int logs)
{
	uint8_t header[HEADER] = "ElfFile", *chunks = malloc((size_t)MOST_CHUNKS * BINXML_CHUNK);
	size_t n = 0, wanted = mib * 16;
	FILE *f = fopen(out, "wb");
	bool ok = f && chunks;

	for (int i = 0; ok && i < logs; i++)
		n = gather(log[i], chunks, n);
	if (!n)
		return fail("no full chunk for", out);
	put(header + 16, wanted - 1, 8);
	put(header + 32, 128, 4);
	put(header + 36, 3u << 16 | 1, 4);
	put(header + 40, HEADER, 2);
	put(header + 42, wanted, 2);
	put(header + 124, crc32(0, header, 120), 4);
	ok = ok && fwrite(header, HEADER, 1, f) == 1;
	for (size_t i = 0; ok && i < wanted; i++)
		ok = fwrite(chunks + i % n * BINXML_CHUNK, BINXML_CHUNK, 1, f) == 1;
	free(chunks);
	return f && fclose(f) == 0 && ok ? 0 : fail("cannot write", out);
}

int main(int argc, char **argv)
{
	if (argc > 4 && strcmp(argv[1], "dense") == 0)
		return dense(strtoul(argv[2], NULL, 10), argv[3], argv + 4, argc - 4);
	if (argc > 3 && strcmp(argv[1], "run") == 0)
		return run(atoi(argv[2]), argv + 3);
	if (argc == 3)
		return measure(argv[1], argv[2]);
	return fail("usage: dense MIB OUT LOG... | sum|scan|index|libevtx LOG |",
		    "run TIMES COMMAND...");
}
