/* evtwriter.c - see evtwriter.h */
#include "parsers/evtwriter.h"

#include "parsers/code.h"
#include "parsers/event.h"
#include "parsers/row.h"
#include "parsers/transcript.h"
#include "parsers/vss.h"

enum {
	LINE_BYTES = 2000, /* of the sentence */
	MOST_LINES = 24    /* from the sentence to the class id: 8 to 14 in the languages seen */
};

/* The one code of a writer's failure that the line names; 0 if there is none or others as well. */
static uint32_t writer_code(struct arena *a, struct str line)
{
	uint32_t *code, found = 0;
	size_t n = code_scan(a, line, &code);

	for (size_t i = 0; i < n; i++) {
		/* The code's own sentence may stand beside it. */
		if (code[i] < 0x800423f0u || code[i] > 0x800423f4u || (found && code[i] != found))
			return 0;
		found = code[i];
	}
	return found;
}

/* Context: ... Writer Class Id: {e8132975-6f93-4464-a53e-1050253ae220}
 * The line with the class id of a writer that is known; 0 if there is none in this block. */
static size_t class_line(struct parse *p, const struct text *t, size_t i)
{
	for (size_t j = i + 1; j < t->n && j < i + MOST_LINES; j++) {
		struct str guid, command;

		if (vss_guid(t->line[j].s, &guid))
			return vss_writer_known(guid) ? j : 0;
		if (writer_code(p->arena, t->line[j].s) ||
		    transcript_command(t->line[j].s, &command))
			return 0;
	}
	return 0;
}

/* Ein VSS Writer hat ein Ereignis mit dem Fehler 0x800423f4, ... zurückgewiesen. */
size_t evtwriter_parse(struct parse *p, const struct text *t, size_t i)
{
	struct event e = event_unknown();
	struct str line = t->line[i].s;
	size_t last;

	if (line.len > LINE_BYTES || str_find(line, STR("VSS")) < 0 ||
	    str_find(line, STR("0x800423f")) < 0 || !writer_code(p->arena, line) ||
	    !(last = class_line(p, t, i)))
		return 0;
	e.provider = STR("VSS");
	e.id = 8229;
	e.level = 3;
	e.guessed = TRI_YES;
	e.text = row_join(p->arena, t, i, last + 1);
	event_add(p, parse_source(p, t, i, last + 1 - i), &e);
	return last + 1 - i;
}
