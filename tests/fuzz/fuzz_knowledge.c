/* fuzz_knowledge.c - the loader of rule files over arbitrary bytes */
#include "analyzer/know.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str xml = { (const char *)bytes, size };
	struct know k = { .arena = { 0 } };

	know_load(&k, STR("rules.xml"), xml, false);
	/* A second file overrides entries of the first. */
	know_load(&k, STR("rules.xml"), xml, true);
	know_finish(&k);
	for (size_t i = 0; i < k.n_error; i++)
		if (!know_error_text(&k.arena, &k.error[i]).len)
			__builtin_trap();
	know_free(&k);
	return 0;
}
