/* fuzz_evtxml.c - event XML, whole and damaged, over arbitrary lines */
#include "parsers/event.h"
#include "parsers/evtxml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The strict reader, as the decoder of event logs uses it. */
static void whole(struct str xml)
{
	struct arena arena = { 0 };
	struct event e;

	if (evtxml_event(&arena, xml, &e))
		event_finish(&arena, &e);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag = { .arena = &arena };
	struct obs_list list = { .arena = &arena };
	struct parse p = { .arena = &arena, .diag = &diag, .out = &list };
	struct text t = { 0 };

	/* The first byte decides whether the text ends with the file or with a window. */
	p.whole = size && (bytes[0] & 1);
	p.at.file = STR("events.xml");
	whole((struct str){ (const char *)bytes, size });
	text_read(&arena, &diag, &p.at, (struct str){ (const char *)bytes, size }, &t);
	for (size_t i = 0; i < t.n;) {
		size_t used = evtxml_parse(&p, &t, i);

		if (used > t.n - i)
			__builtin_trap();
		i += used ? used : 1;
	}
	for (size_t i = 0; i < list.n; i++)
		if (!obs_line(&arena, list.item[i]).len)
			__builtin_trap();
	arena_free(&arena);
	return 0;
}
