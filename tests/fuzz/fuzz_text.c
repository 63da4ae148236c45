/* fuzz_text.c - every kind of file by content, as a bundle would hold it */
#include "parsers/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct format_result r = { 0 };
	struct file f = file_of_memory((const char *)bytes, size);

	p.at.file = STR("capture.txt");
	if (!format_file(&p, &f, &r))
		__builtin_trap();
	for (size_t i = 0; i < list.n; i++)
		if (!obs_line(&arena, list.item[i]).len)
			__builtin_trap();
	arena_free(&arena);
	return 0;
}
