/* report.h - the verdict in the format asked for
 *
 * In: a finished struct report. Out: its text in a sink. Writers decide nothing: status,
 * order and choice of evidence are the correlator's. Texts of the bundle are made inert for
 * the format (out.h).
 */
#ifndef WBT_REPORT_H
#define WBT_REPORT_H

#include "analyzer/out.h"
#include "analyzer/verdict.h"

struct report_options {
	const struct report_format *format;
	struct str version; /* of the program; may be unknown */
	size_t width;       /* text: columns of the terminal, 0 for 80; kept within 60..200 */
	bool colour;        /* text: SGR sequences */
	bool verbose;       /* text, Markdown: every cause in full, with scores and weights */
	bool quiet;         /* text, Markdown: one line per problem */
	bool all;           /* text, Markdown: no list shortened */
};

struct report_format {
	const char *name;   /* "text": as after -f */
	const char *suffix; /* "txt": of a file's name */
	const char *what;   /* one line for the help */
	void (*write)(const struct report *r, const struct report_options *o, struct out *out);
};

/* Ends with a row whose name is NULL; the first row is the default. */
extern const struct report_format report_formats[];
/* The format of that name, or NULL. */
const struct report_format *report_format(struct str name);
/* Writes r in o->format (NULL: text) and flushes. false if the sink failed, or libxslt for
 * HTML. */
bool report_write(const struct report *r, const struct report_options *o, struct out *out);

void report_text(const struct report *r, const struct report_options *o, struct out *out);
void report_json(const struct report *r, const struct report_options *o, struct out *out);
void report_xml(const struct report *r, const struct report_options *o, struct out *out);
void report_html(const struct report *r, const struct report_options *o, struct out *out);
void report_md(const struct report *r, const struct report_options *o, struct out *out);
void report_cmd(const struct report *r, const struct report_options *o, struct out *out);
/* One row per cause; a report without problems gives one row, so that no ticket is missing
 * from a batch. */
void report_csv(const struct report *r, const struct report_options *o, struct out *out);

#endif
