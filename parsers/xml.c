/* xml.c - see xml.h */
#include "parsers/xml.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "parsers/limits.h"

/* The first error only: what follows is mostly its consequence. */
struct first_error {
	bool seen;
	uint32_t line;
	char text[160];
};

#if LIBXML_VERSION >= 21200
static void on_error(void *context, const xmlError *e)
#else
static void on_error(void *context, xmlError *e)
#endif
{
	xmlParserCtxt *ctxt = context;
	struct first_error *first = ctxt ? ctxt->_private : NULL;
	size_t n;

	if (!first || first->seen || !e || e->level < XML_ERR_ERROR)
		return;
	first->seen = true;
	first->line = e->line > 0 ? (uint32_t)e->line : 0;
	n = e->message ? strcspn(e->message, "\r\n") : 0;
	if (n >= sizeof(first->text))
		n = sizeof(first->text) - 1;
	if (n)
		memcpy(first->text, e->message, n);
	first->text[n] = '\0';
}

/* Without recursion, so that the depth of the input cannot exhaust the stack. */
static bool too_deep(const xmlDoc *doc)
{
	const xmlNode *root = doc->children, *n = root;
	unsigned depth = 1;

	while (n) {
		if (depth > LIMIT_XML_DEPTH)
			return true;
		if (n->type == XML_ELEMENT_NODE && n->children) {
			n = n->children;
			depth++;
			continue;
		}
		while (n && !n->next) {
			n = n->parent == (const xmlNode *)doc ? NULL : n->parent;
			depth--;
		}
		n = n ? n->next : NULL;
	}
	return false;
}

static void report(struct diag *d, enum diag_id id, const struct pos *at, uint32_t line,
		   const char *detail)
{
	struct pos where = at ? *at : (struct pos){ 0 };

	if (!d)
		return;
	if (line)
		where.line = (where.line ? where.line - 1 : 0) + line;
	diag(d, id, &where, "%s", detail);
}

/* What the library made of the text is not yet to be trusted. */
static bool acceptable(struct diag *d, const struct pos *at, const xmlDoc *doc,
		       const struct first_error *first)
{
	if (doc && doc->intSubset) {
		report(d, DIAG_XML_DOCTYPE, at, first->line, "");
		return false;
	}
	if (doc && too_deep(doc)) {
		report(d, DIAG_XML_SYNTAX, at, 0, "nested too deep");
		return false;
	}
	if (first->seen)
		report(d, DIAG_XML_SYNTAX, at, first->line, first->text);
	else if (!doc || !doc->children)
		report(d, DIAG_XML_SYNTAX, at, 0, "no content");
	return doc && xmlDocGetRootElement(doc) != NULL;
}

/* libxml2 compares each attribute of a tag with those before it: many take minutes. */
static bool crowded_tag(struct str v)
{
	size_t n = 0;
	bool tag = false;

	for (size_t i = 0; i < v.len; i++) {
		if (v.s[i] == '<') {
			tag = true;
			n = 0;
		} else if (v.s[i] == '>') {
			tag = false;
		} else if (tag && v.s[i] == '=' && ++n > LIMIT_XML_ATTRIBUTES) {
			return true;
		}
	}
	return false;
}

xmlDoc *xml_read(struct diag *d, const struct pos *at, struct str utf8, enum xml_mode mode)
{
	int options = XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR |
		      XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA;
	struct first_error first = { 0 };
	xmlParserCtxt *ctxt;
	xmlDoc *doc = NULL;

	if (!utf8.len || utf8.len > INT_MAX) {
		report(d, DIAG_XML_SYNTAX, at, 0, utf8.len ? "too large" : "no content");
		return NULL;
	}
	if (crowded_tag(utf8)) {
		report(d, DIAG_XML_SYNTAX, at, 0, "a tag with too many attributes");
		return NULL;
	}
#if LIBXML_VERSION >= 21300
	options |= XML_PARSE_NO_XXE;
#endif
	if (mode == XML_REPAIR)
		options |= XML_PARSE_RECOVER;
	ctxt = xmlNewParserCtxt();
	if (!ctxt)
		die("out of memory");
	ctxt->_private = &first;
	ctxt->sax->serror = on_error;
	doc = xmlCtxtReadMemory(ctxt, utf8.s, (int)utf8.len, NULL, "UTF-8", options);
	xmlFreeParserCtxt(ctxt);
	if (acceptable(d, at, doc, &first))
		return doc;
	xml_free(doc);
	return NULL;
}

void xml_free(xmlDoc *doc)
{
	if (doc)
		xmlFreeDoc(doc);
}

bool xml_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       (!name || strcmp((const char *)node->name, name) == 0);
}

static xmlNode *first_from(xmlNode *node, const char *name)
{
	while (node && !xml_is(node, name))
		node = node->next;
	return node;
}

xmlNode *xml_child(const xmlNode *parent, const char *name)
{
	return parent ? first_from(parent->children, name) : NULL;
}

xmlNode *xml_next(const xmlNode *node, const char *name)
{
	return node ? first_from(node->next, name) : NULL;
}

/* The library allocates; the copy is ours. */
static struct str take(struct arena *a, xmlChar *s)
{
	struct str v;

	if (!s)
		return (struct str){ 0 };
	v = arena_str(a, str_of((const char *)s));
	xmlFree(s);
	return v;
}

struct str xml_attr(struct arena *a, const xmlNode *node, const char *name)
{
	return node ? take(a, xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name)) :
		      (struct str){ 0 };
}

struct str xml_text(struct arena *a, const xmlNode *node)
{
	struct str v;

	if (!node)
		return (struct str){ 0 };
	v = take(a, xmlNodeGetContent((xmlNode *)node));
	return str_known(v) ? v : STR("");
}

struct str xml_child_text(struct arena *a, const xmlNode *parent, const char *name)
{
	return xml_text(a, xml_child(parent, name));
}
