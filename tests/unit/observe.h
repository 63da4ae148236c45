/* observe.h - one text parser over a text: what it observed, as 'line kind field=value ...' */
#ifndef WBT_OBSERVE_H
#define WBT_OBSERVE_H

#include "parsers/parse.h"
#include "parsers/transcript.h"

/* Observations, then diagnostics, one a line; every line of the text is offered. The file is
 * named 'file'. */
static inline struct str observe(struct arena *a, text_parser *parse, const char *file,
				 const char *command, const char *bytes)
{
	struct diag d = { .arena = a };
	struct obs_list list = { .arena = a };
	struct parse p = { .arena = a, .diag = &d, .out = &list, .whole = true };
	struct buf out = { .arena = a };
	struct text t = { 0 };
	struct str prompt;

	p.at.file = str_of(file);
	p.command = str_of(command);
	text_read(a, &d, &p.at, str_of(bytes), &t);
	for (size_t i = 0; i < t.n;) {
		size_t used;

		if (transcript_command(t.line[i].s, &prompt))
			p.command = prompt;
		used = parse(&p, &t, i);
		i += used ? used : 1;
	}
	buf_add(&out, STR(""));
	for (size_t i = 0; i < list.n; i++)
		buf_addf(&out, "%u %.*s\n", list.item[i]->at.line,
			 STR_ARG(obs_line(a, list.item[i])));
	for (size_t i = 0; i < d.n; i++)
		buf_addf(&out, "%.*s\n", STR_ARG(diag_line(a, &d.item[i])));
	return out.len ? arena_str(a, buf_str(&out)) : STR("");
}

#endif
