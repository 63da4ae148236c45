/* bench_evtx.c - times single steps of reading event logs
 *
 * usage: bench_evtx dense MIB OUT LOG...   full chunks of the logs, repeated up to MIB, as one log
 *        bench_evtx sum|scan|libevtx LOG   seconds, best of up to five, and megabytes per second
 * 'sum' reads the file and adds up its bytes: what no reader can beat. 'scan' is our reader with an
 * interest in a few events. 'libevtx' decodes every record to XML.
 */
#define _DEFAULT_SOURCE
#include "parsers/evtx.h"

#include <fcntl.h>
#include <libevtx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
static uint64_t scan_file(const struct file *f)
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

static int measure(const char *what, const char *path)
{
	struct file f;
	double best = 1e9;
	uint64_t result = 0;
	bool slow = strcmp(what, "libevtx") == 0, scan = strcmp(what, "scan") == 0;

	if (!open_log(path, &f))
		return fail("cannot open", path);
	for (int i = 0; i < (slow ? 1 : RUNS); i++) {
		double start = now(), took;

		result = slow ? decode_file(path) : scan ? scan_file(&f) : sum_file(&f);
		took = now() - start;
		best = took < best ? took : best;
	}
	printf("%.3f %.0f %llu\n", best, (double)f.size / 1e6 / best, (unsigned long long)result);
	port_close(&f.handle);
	return 0;
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
	if (argc == 3)
		return measure(argv[1], argv[2]);
	return fail("usage: dense MIB OUT LOG... | sum|scan|libevtx LOG", "");
}
