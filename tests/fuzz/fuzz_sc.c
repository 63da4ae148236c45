/* fuzz_sc.c - the parser of sc alone, at every line */
#include "parsers/sc.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct text t = { 0 };

	/* The first byte decides whether the text ends with the file or with a window. */
	p.whole = size && (bytes[0] & 1);
	p.command = STR("sc queryex VSS");
	text_read(&arena, &diag, &p.at, (struct str){ (const char *)bytes, size }, &t);
	for (size_t i = 0; i < t.n;) {
		size_t used = sc_parse(&p, &t, i);

		if (used > t.n - i)
			__builtin_trap();
		i += used ? used : 1;
	}
	arena_free(&arena);
	return 0;
}
