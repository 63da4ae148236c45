/* report_html.c - one page for people, made from the XML report by report.xsl
 *
 * The page holds its style and its script; a Content-Security-Policy allows those two by
 * their SHA-256 and nothing else, so that even markup that slipped through could neither run
 * nor load anything. Stylesheet, style and script are compiled in.
 */
#include "analyzer/report.h"

#include <limits.h>

#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "analyzer/embedded.h"
#include "analyzer/page.h"

static void quiet(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

static xmlDoc *parse(struct str text)
{
	if (text.len > INT_MAX)
		return NULL;
	/* Own output; XML_PARSE_HUGE because a report may hold one long quoted event. */
	return xmlReadMemory(text.s, (int)text.len, NULL, "UTF-8",
			     XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
				     XML_PARSE_NOWARNING);
}

static xsltStylesheet *stylesheet(const struct embedded *file)
{
	xmlDoc *doc = parse((struct str){ file->data, file->len });
	xsltStylesheet *sheet = doc ? xsltParseStylesheetDoc(doc) : NULL;

	/* On success the stylesheet owns the document. */
	if (!sheet)
		xmlFreeDoc(doc);
	return sheet;
}

/* The context may neither read nor write anything, should a stylesheet ever ask. */
static bool forbid_all(xsltTransformContext *context, xsltSecurityPrefs *prefs)
{
	static const xsltSecurityOption option[] = {
		XSLT_SECPREF_READ_FILE,        XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK,
	};

	for (size_t i = 0; i < ARRAY_SIZE(option); i++)
		if (xsltSetSecurityPrefs(prefs, option[i], xsltSecurityForbid) != 0)
			return false;
	return xsltSetCtxtSecurityPrefs(prefs, context) == 0;
}

static bool parameter(xsltTransformContext *context, const char *name, const char *value)
{
	return xsltQuoteOneUserParam(context, BAD_CAST name, BAD_CAST value) == 0;
}

static bool put_page(struct out *out, xmlDoc *page, xsltStylesheet *sheet)
{
	xmlChar *text = NULL;
	int len = 0;

	if (xsltSaveResultToString(&text, &len, page, sheet) != 0 || !text)
		return false;
	out_raw(out, (struct str){ (const char *)text, (size_t)len });
	xmlFree(text);
	return true;
}

static bool apply(struct out *out, xsltStylesheet *sheet, xmlDoc *doc, const struct embedded *style,
		  const struct embedded *script)
{
	xsltTransformContext *context = xsltNewTransformContext(sheet, doc);
	xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();
	xmlDoc *page = NULL;
	bool ok = false;

	if (context && prefs && forbid_all(context, prefs) &&
	    parameter(context, "style", style->data) &&
	    parameter(context, "script", script->data) &&
	    parameter(context, "policy", page_policy(out->scratch, style, script).s))
		page = xsltApplyStylesheetUser(sheet, doc, NULL, NULL, NULL, context);
	if (page)
		ok = context->state == XSLT_STATE_OK && put_page(out, page, sheet);
	xmlFreeDoc(page);
	xsltFreeTransformContext(context);
	xsltFreeSecurityPrefs(prefs);
	return ok;
}

void report_html(const struct report *r, const struct report_options *o, struct out *out)
{
	const struct embedded *style = embedded_find("report.css");
	const struct embedded *script = embedded_find("report.js");
	const struct embedded *file = embedded_find("report.xsl");
	struct out xml = out_buffer(out->scratch);
	xsltStylesheet *sheet = NULL;
	xmlDoc *doc = NULL;

	xsltSetGenericErrorFunc(NULL, quiet);
	report_xml(r, o, &xml);
	if (file && style && script) {
		sheet = stylesheet(file);
		doc = parse(out_str(&xml));
	}
	if (!sheet || !doc || !apply(out, sheet, doc, style, script))
		out->failed = true;
	xmlFreeDoc(doc);
	xsltFreeStylesheet(sheet);
}
