/* fuzz_evttext.c - every parser of event log entries in text over arbitrary lines */
#include "parsers/evtcsv.h"
#include "parsers/evtlist.h"
#include "parsers/evttext.h"
#include "parsers/evtview.h"
#include "parsers/transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t offer(struct parse *p, const struct text *t, size_t i)
{
	static text_parser *const parser[] = { evtcsv_parse,  evtcsv_json,   evtlist_parse,
					       evtview_parse, evttext_parse, evttext_message };

	for (size_t k = 0; k < ARRAY_SIZE(parser); k++) {
		size_t used = parser[k](p, t, i);

		if (used > t->n - i)
			__builtin_trap();
		if (used)
			return used;
	}
	return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct str command;
	struct text t = { 0 };

	/* The first byte decides whether the text ends with the file or with a window. */
	p.whole = size && (bytes[0] & 1);
	p.at.file = STR("capture.txt");
	text_read(&arena, &diag, &p.at, (struct str){ (const char *)bytes, size }, &t);
	for (size_t i = 0; i < t.n;) {
		if (transcript_command(t.line[i].s, &command))
			p.command = command;
		i += offer(&p, &t, i);
	}
	for (size_t i = 0; i < list.n; i++)
		if (!obs_line(&arena, list.item[i]).len)
			__builtin_trap();
	arena_free(&arena);
	return 0;
}
