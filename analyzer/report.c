/* report.c - see report.h */
#include "analyzer/report.h"

const struct report_format report_formats[] = {
	{ "text", "txt", "for the terminal", report_text },
	{ "json", "json", "for programs, schema wbtriage/1", report_json },
	{ "xml", "xml", "for programs, canonical form", report_xml },
	{ "html", "html", "one self-contained page", report_html },
	{ "md", "md", "Markdown for a ticket", report_md },
	{ "cmd", "cmd", "repair script", report_cmd },
	{ "csv", "csv", "one row per cause", report_csv },
	{ 0 },
};

const struct report_format *report_format(struct str name)
{
	for (const struct report_format *f = report_formats; f->name; f++)
		if (str_eq(name, str_of(f->name)))
			return f;
	return NULL;
}

bool report_write(const struct report *r, const struct report_options *o, struct out *out)
{
	const struct report_format *f = o->format ? o->format : report_formats;

	f->write(r, o, out);
	return out_end(out);
}
