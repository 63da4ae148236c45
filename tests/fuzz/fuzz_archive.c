/* fuzz_archive.c - members of archives, parts of mails, and what is read from them */
#include "parsers/archive.h"
#include "parsers/format.h"
#include "parsers/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void member(void *ctx, struct str label, const struct file *bytes)
{
	struct parse *p = ctx;
	struct format_result r;

	p->at.file = arena_str(p->arena, label);
	format_file(p, bytes, &r);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct file f = file_of_memory((const char *)bytes, size);
	struct archive_budget budget = archive_budget(size);
	struct pos at = { .file = STR("bundle.zip") };

	/* A bomb need not be unpacked to its end here. */
	if (budget.bytes > 4 * 1024 * 1024)
		budget.bytes = 4 * 1024 * 1024;
	if (archive_sniff((struct str){ (const char *)bytes, size }))
		archive_read(&arena, &diag, &at, STR("bundle.zip/"), &f, &budget, member, &p);
	else if (mail_sniff(&f))
		mail_read(&arena, &diag, &at, &f, &budget, member, &p);
	arena_free(&arena);
	return 0;
}
