/* fuzz_sddl.c - a descriptor that can be read must survive being written and read again */
#include <string.h>

#include "parsers/sddl.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct ace *next_entry(const struct acl *acl, size_t *i)
{
	while (*i < acl->n && acl->ace[*i].type == ACE_LABEL)
		++*i;
	return *i < acl->n ? &acl->ace[(*i)++] : NULL;
}

static void compare(const struct acl *a, const struct acl *b)
{
	size_t i = 0, k = 0;

	for (;;) {
		const struct ace *x = next_entry(a, &i), *y = next_entry(b, &k);

		if (!x && !y)
			return;
		if (!x || !y || x->type != y->type || x->flags != y->flags || x->mask != y->mask ||
		    !str_eq(x->sid, y->sid))
			__builtin_trap();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct acl first = { 0 }, second = { 0 };

	if (sddl_parse(&p, (struct str){ (const char *)bytes, size }, NULL, &first) &&
	    first.listed == TRI_YES) {
		if (!sddl_parse(&p, sddl_text(&arena, &first), NULL, &second))
			__builtin_trap();
		compare(&first, &second);
	}
	arena_free(&arena);
	return 0;
}
