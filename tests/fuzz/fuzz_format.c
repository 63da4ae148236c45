/* fuzz_format.c - every text parser in its turn over arbitrary lines, as for a file of a bundle */
#include "parsers/format.h"
#include "parsers/markup.h"
#include "parsers/rtf.h"
#include "parsers/transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct format_result r = { 0 };
	struct text t = { 0 };
	struct str v = { (const char *)bytes, size };

	/* The first byte decides whether the text ends with the file or with a window. */
	p.whole = size && (bytes[0] & 1);
	p.at.file = STR("format.txt");
	if (rtf_sniff(v))
		v = rtf_text(&arena, v);
	text_read(&arena, &diag, &p.at, v, &t);
	markup_strip(&arena, &t);
	for (size_t i = 1; i < t.n; i++)
		if (t.line[i].no < t.line[i - 1].no)
			__builtin_trap();
	if (format_text(&p, &t, &r) > t.n)
		__builtin_trap();
	for (size_t i = 0; i < list.n; i++)
		if (!obs_line(&arena, list.item[i]).len)
			__builtin_trap();
	arena_free(&arena);
	return 0;
}
