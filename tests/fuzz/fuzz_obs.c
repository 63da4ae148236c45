/* fuzz_obs.c - observations read from lines; what was read must print and read back the same */
#include "parsers/obs.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct str rest = { (const char *)bytes, size };

	while (rest.s) {
		struct str line = str_cut(&rest, '\n'), printed;
		const char *reason = NULL;
		struct obs one, again;

		if (!obs_read(&arena, line, &one, &reason)) {
			if (!reason)
				__builtin_trap();
			continue;
		}
		printed = obs_line(&arena, &one);
		if (!obs_read(&arena, printed, &again, &reason) ||
		    !str_eq(obs_line(&arena, &again), printed))
			__builtin_trap();
	}
	arena_free(&arena);
	return 0;
}
