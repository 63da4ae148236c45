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

	(void)n;
	attribute(p, "<tr><td><button type=\"button\" data-pick=\"", c[0]);
	text(p, ">", c[0], "</button></td>");
	text(p, "<td>", c[5], "</td>");
	for (size_t i = 1; i < 5; i++)
		text(p, "<td class=\"num\">", c[i], "</td>");
	out_text(p->out, "</tr>\n");
	p->rows++;
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
	text(p, "<tr><td>", c[0], "</td>");
	text(p, "<td class=\"num\">", c[1], "</td>");
	text(p, "<td class=\"num\">", c[2], "</td></tr>\n");
	p->rows++;
}

/* Statuses sort by their rank, not by their letters. */
static const char *status_key(struct str status)
{
	static const char *const order[] = { "confirmed", "likely", "possible", "" };

	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		if (str_eq(status, str_of(order[i])))
			return &"0\0" "1\0" "2\0" "3"[2 * i];
	return "9";
}

static void ticket_row(void *ctx, const struct str *c, size_t n)
{
	struct page *p = ctx;

	(void)n;
	attribute(p, "<tr data-cause=\"", c[5]);
	attribute(p, "><td><a href=\"reports/", index_page_report_name(p->a, c[0]));
	text(p, ">", c[0], "</a></td>");
	text(p, "<td>", c[1], "</td>");
	text(p, "<td>", c[2], "</td>");
	attribute(p, "<td data-key=\"", str_of(status_key(c[6])));
	text(p, "><span class=\"status ", c[6], "");
	text(p, "\">", c[6].len ? c[6] : STR("-"), "</span></td>");
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
			 "initial-scale=1\">\n<title>wbtriage: tickets</title>\n<style>");
	out_raw(p->out, (struct str){ css->data, css->len });
	out_text(p->out, "</style>\n</head>\n<body>\n<header><h1>Tickets</h1>\n<p class=\"soft\">");
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

static bool causes(struct page *p, struct store *s)
{
	bool ok;

	out_text(p->out, "<section class=\"card\"><h2>By cause</h2><div class=\"scroll\"><table>"
			 "<thead><tr><th>Cause</th><th>What it is</th><th>Tickets</th>"
			 "<th>Confirmed</th><th>Likely</th><th>Possible</th></tr></thead><tbody>\n");
	ok = store_query(s, p->a,
			 "SELECT cause, tickets, confirmed, likely, possible, title FROM "
			 "tickets_by_cause", cause_row, p);
	out_text(p->out, "</tbody></table></div></section>\n");
	out_text(p->out, "<section class=\"card\"><h2>Errors that no rule explains</h2>"
			 "<div class=\"scroll\"><table><thead><tr><th>Error</th><th>Tickets</th>"
			 "<th>Events</th></tr></thead><tbody>\n");
	ok = store_query(s, p->a,
			 "SELECT signature, tickets, events FROM tickets_by_unexplained LIMIT 50",
			 unexplained_row, p) && ok;
	out_text(p->out, "</tbody></table></div></section>\n");
	return ok;
}

static bool tickets(struct page *p, struct store *s)
{
	static const char *const column[] = { "Ticket", "Server", "Outcome", "Status", "First cause",
					      "What it is" };
	bool ok;

	out_text(p->out, "<section class=\"card\"><h2>All tickets</h2><p><label>Find "
			 "<input id=\"find\" type=\"search\" autocomplete=\"off\"></label> "
			 "<label>Cause <select id=\"cause\"><option value=\"\">any</option>\n");
	ok = store_query(s, p->a, "SELECT cause, tickets FROM tickets_by_cause", option_row, p);
	out_text(p->out, "</select></label> <span id=\"count\" class=\"soft\" role=\"status\"></span>"
			 "</p><div class=\"scroll\"><table id=\"tickets\"><thead><tr>");
	for (size_t i = 0; i < ARRAY_SIZE(column); i++)
		text(p, "<th scope=\"col\"><button type=\"button\">", str_of(column[i]),
		     "</button></th>");
	out_text(p->out, "</tr></thead><tbody>\n");
	ok = store_query(s, p->a,
			 "SELECT ticket, host, outcome, exit_code, problem, cause, status, title FROM "
			 "first_cause ORDER BY ticket", ticket_row, p) && ok;
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
			   "FROM first_cause ORDER BY ticket", csv_row, &p) &&
	       out_end(out);
}
