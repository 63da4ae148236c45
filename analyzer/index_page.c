/* index_page.c - see index_page.h */
#include "analyzer/index_page.h"

#include <nettle/sha2.h>

#include "analyzer/page.h"

struct str index_page_report_name(struct arena *a, struct str ticket)
{
	struct buf out = { .arena = a };
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;
	bool changed = ticket.len > 120;

	for (size_t i = 0; i < ticket.len && i < 120; i++) {
		char c = ticket.s[i];
		bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && i > 0);

		buf_addc(&out, safe ? c : '_');
		changed |= !safe;
	}
	if (changed) {
		sha256_init(&sha);
		sha256_update(&sha, ticket.len, (const uint8_t *)ticket.s);
		sha256_digest(&sha, sizeof(digest), digest);
		buf_addf(&out, "-%02x%02x%02x%02x", digest[0], digest[1], digest[2], digest[3]);
	}
	buf_add(&out, STR(".json"));
	return buf_str(&out);
}

struct page {
	struct arena *a;
	struct out *out;
	size_t rows;
};

static void text(struct page *p, const char *before, struct str v, const char *after)
{
	out_text(p->out, before);
	out_xml(p->out, v, false);
	out_text(p->out, after);
}

static void attribute(struct page *p, const char *before, struct str v)
{
	out_text(p->out, before);
	out_xml(p->out, v, true);
	out_char(p->out, '"');
}

static void cause_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	static const char *const name[] = { "tickets", "confirmed", "likely", "possible" };

	(void)n;
	if (!p->rows++)
		out_text(p->out,
			 "<div class=\"wide\"><table class=\"stack list-of-causes\"><thead><tr>"
			 "<th>Cause</th><th>What it is</th><th class=\"num\">Tickets</th>"
			 "<th class=\"num\">Confirmed</th><th class=\"num\">Likely</th>"
			 "<th class=\"num\">Possible</th></tr></thead><tbody>\n");
	attribute(p, "<tr><td><button type=\"button\" data-pick=\"", c[0]);
	text(p, ">", c[0], "</button></td>");
	text(p, "<td>", c[5], "</td>");
	for (size_t i = 0; i < ARRAY_SIZE(name); i++) {
		attribute(p, "<td class=\"num\" data-name=\"", str_of(name[i]));
		text(p, ">", c[i + 1], "</td>");
	}
	out_text(p->out, "</tr>\n");
}

static void option_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	(void)n;
	attribute(p, "<option value=\"", c[0]);
	text(p, ">", c[0], "");
	text(p, " (", c[1], ")</option>\n");
}

static void unexplained_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	(void)n;
	if (!p->rows++)
		out_text(p->out,
			 "<div class=\"wide\"><table class=\"stack list-of-causes\"><thead><tr>"
			 "<th>Error</th><th class=\"num\">Tickets</th>"
			 "<th class=\"num\">Events</th></tr></thead><tbody>\n");
	text(p, "<tr><td>", c[0], "</td>");
	text(p, "<td class=\"num\" data-name=\"tickets\">", c[1], "</td>");
	text(p, "<td class=\"num\" data-name=\"events\">", c[2], "</td></tr>\n");
}

/* What is shown where no cause is put forward: a healthy server is not to look like a riddle. */
static struct str no_status(struct str exit_code)
{
	if (str_eq(exit_code, STR("0")))
		return STR("nothing found");
	if (str_eq(exit_code, STR("1")))
		return STR("no known cause");
	if (str_eq(exit_code, STR("4")))
		return STR("inconclusive");
	return STR("-");
}

/* Statuses sort by their rank, not by their letters. */
static void status_cell(struct page *p, struct str status)
{
	static const struct {
		const char *status, *style;
	} order[] = {
		{ "confirmed", " confirmed" }, { "likely", " likely" },
		{ "possible", " possible" },   { "no known cause", "" },
		{ "inconclusive", "" },        { "nothing found", " good" },
	};
	size_t i = 0;

	while (i < ARRAY_SIZE(order) && !str_eq(status, str_of(order[i].status)))
		i++;
	if (i == ARRAY_SIZE(order)) {
		text(p, "<td data-key=\"9\">", status, "</td>");
		return;
	}
	out_raw(p->out, arena_printf(p->a, "<td data-key=\"%zu\"><span class=\"badge%s\">", i,
				     order[i].style));
	text(p, "", status, "</span></td>");
}

static void ticket_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	(void)n;
	attribute(p, "<tr data-cause=\"", c[8]);
	attribute(p, "><td class=\"name\"><a href=\"reports/", index_page_report_name(p->a, c[0]));
	text(p, ">", c[0], "</a></td>");
	text(p, "<td>", c[1], "</td>");
	text(p, "<td data-name=\"outcome\">", c[2], "</td>");
	status_cell(p, c[6].len ? c[6] : no_status(c[3]));
	text(p, "<td>", c[5], "</td>");
	text(p, "<td>", c[7], "</td></tr>\n");
	p->rows++;
}

static void head(struct page *p, const struct store_totals *t)
{
	const struct embedded *css = embedded_find("report.css"), *js = embedded_find("index.js");

	out_text(p->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	attribute(p, "<meta http-equiv=\"Content-Security-Policy\" content=\"",
		  page_policy(p->a, css, js));
	out_text(p->out, ">\n<meta name=\"viewport\" content=\"width=device-width, "
			 "initial-scale=1\">\n"
			 "<meta name=\"generator\" content=\"wbtriage\">\n<title>wbtriage: "
			 "tickets</title>\n<style>");
	out_raw(p->out, (struct str){ css->data, css->len });
	out_text(p->out, "</style>\n</head>\n<body class=\"index\">\n"
			 "<a class=\"skip\" href=\"#all\">Skip to the tickets</a>\n"
			 "<header><h1>Tickets</h1>\n<p class=\"soft\">");
	out_raw(p->out,
		arena_printf(p->a,
			     "%lld tickets: %lld with problems, %lld with nothing found, %lld "
			     "inconclusive, %lld unusable, %lld lost to a crash, a time-out or a "
			     "failure.",
			     (long long)t->tickets, (long long)t->problems, (long long)t->nothing,
			     (long long)t->inconclusive, (long long)(t->unusable),
			     (long long)t->lost));
	out_text(p->out, "</p></header>\n<main>\n");
}

static void end_table(struct page *p)
{
	out_text(p->out, p->rows ? "</tbody></table></div></section>\n" :
				   "<p class=\"soft\">None.</p></section>\n");
}

static bool causes(struct page *p, struct store *s)
{
	bool ok;

	out_text(p->out, "<section class=\"card\"><h2>By cause</h2>");
	p->rows = 0;
	ok = store_query(s, p->a,
			 "SELECT cause, tickets, confirmed, likely, possible, title FROM "
			 "tickets_by_cause",
			 cause_row, p);
	end_table(p);
	out_text(p->out, "<section class=\"card\"><h2>Errors that no rule explains</h2>");
	p->rows = 0;
	ok = store_query(s, p->a,
			 "SELECT signature, tickets, events FROM tickets_by_unexplained LIMIT 50",
			 unexplained_row, p) &&
	     ok;
	end_table(p);
	return ok;
}

static bool tickets(struct page *p, struct store *s)
{
	static const char *const column[] = { "Ticket", "Server",      "Outcome",
					      "Status", "First cause", "What it is" };
	bool ok;

	out_text(p->out, "<section class=\"card\"><h2 id=\"all\">All tickets</h2>"
			 "<p class=\"tools\"><label>Find "
			 "<input id=\"find\" type=\"search\" autocomplete=\"off\"></label> "
			 "<label>Cause <select id=\"cause\"><option value=\"\">any</option>\n");
	ok = store_query(s, p->a, "SELECT cause, tickets FROM tickets_by_cause", option_row, p);
	out_text(p->out,
		 "</select></label> <span id=\"count\" class=\"soft\" role=\"status\"></span>"
		 "</p><div class=\"wide\"><table id=\"tickets\" class=\"stack\"><thead><tr>");
	for (size_t i = 0; i < ARRAY_SIZE(column); i++)
		text(p, "<th scope=\"col\"><button type=\"button\">", str_of(column[i]),
		     "</button></th>");
	out_text(p->out, "</tr></thead><tbody>\n");
	ok = store_query(
		     s, p->a,
		     "SELECT ticket, host, outcome, exit_code, problem, cause, status, title,"
		     " (SELECT group_concat(cause, ' ') FROM (SELECT DISTINCT cause FROM cause c"
		     " WHERE c.ticket = f.ticket AND c.status IN ('confirmed','likely','possible')"
		     " ORDER BY cause)) FROM first_cause f ORDER BY ticket",
		     ticket_row, p) &&
	     ok;
	out_text(p->out, "</tbody></table></div></section>\n");
	return ok;
}

bool index_page_write(struct store *s, struct arena *a, struct out *out)
{
	struct page p = { a, out, 0 };
	const struct embedded *js = embedded_find("index.js");
	struct store_totals t = store_totals(s);
	bool ok;

	head(&p, &t);
	ok = causes(&p, s);
	ok = tickets(&p, s) && ok;
	out_text(out, "</main>\n<script>");
	out_raw(out, (struct str){ js->data, js->len });
	out_text(out, "</script>\n</body>\n</html>\n");
	return ok && out_end(out);
}

static void csv_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	for (size_t i = 0; i < n; i++) {
		if (i)
			out_char(p->out, ',');
		out_csv(p->out, c[i]);
	}
	out_text(p->out, "\r\n");
}

bool index_page_csv(struct store *s, struct arena *a, struct out *out)
{
	struct page p = { a, out, 0 };

	out_text(out, "ticket,host,outcome,exit_code,problem,cause,status,title\r\n");
	return store_query(s, a,
			   "SELECT ticket, host, outcome, exit_code, problem, cause, status, title "
			   "FROM first_cause ORDER BY ticket",
			   csv_row, &p) &&
	       out_end(out);
}
