/* replay.c - runs every file named on the command line through a fuzz target, without a fuzzer */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int replay(const char *name)
{
	enum { MOST = 1 << 20 };
	FILE *f = fopen(name, "rb");
	uint8_t *bytes = malloc(MOST);
	size_t n = f && bytes ? fread(bytes, 1, MOST, f) : 0;
	/* A block of exactly that size shows reading past its end to a sanitizer. */
	uint8_t *exact = malloc(n ? n : 1);

	if (!f || !bytes || !exact) {
		perror(name);
		return 1;
	}
	for (size_t i = 0; i < n; i++)
		exact[i] = bytes[i];
	fclose(f);
	free(bytes);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	return 0;
}

int main(int argc, char **argv)
{
	int bad = argc < 2;

	for (int i = 1; i < argc; i++)
		bad |= replay(argv[i]);
	return bad;
}
