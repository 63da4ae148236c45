/* fuzz_mail.c - parts of saved mails, and what is read from them */
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
	struct pos at = { .file = STR("mail.eml") };

	if (mail_sniff(&f))
		mail_read(&arena, &diag, &at, &f, &budget, member, &p);
	arena_free(&arena);
	return 0;
}
