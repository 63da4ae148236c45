/* xml.h - the one way into libxml2: hardened parsing of untrusted XML, and small accessors
 *
 * In: UTF-8 text. Out: a document that its maker frees with xml_free() in the same function.
 * Nothing is loaded from anywhere, a DOCTYPE is refused, nesting is limited, and what is wrong with
 * the text becomes one diagnostic. Strings that accessors return are copies in the arena.
 */
#ifndef WBT_XML_H
#define WBT_XML_H

#include <libxml/tree.h>

#include "parsers/base.h"
#include "parsers/diag.h"

enum xml_mode {
	XML_STRICT, /* text that is not well formed gives no document */
	XML_REPAIR  /* what could be read of it is returned; the diagnostic is given all the same */
};

/* Parses a whole document of UTF-8, whatever its declaration says (text.c has decoded it). 'at'
 * tells where the text starts; lines of diagnostics count from at->line. NULL: refused or
 * unreadable, with a diagnostic. 'd' may be NULL: nothing is reported. */
xmlDoc *xml_read(struct diag *d, const struct pos *at, struct str utf8, enum xml_mode mode);
void xml_free(xmlDoc *doc);
/* First element below 'parent', and the next one after 'node', of that local name in any namespace;
 * any element if name is NULL. NULL in, NULL out. */
xmlNode *xml_child(const xmlNode *parent, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *name);
bool xml_is(const xmlNode *node, const char *name);
/* Attribute without namespace, or unknown. */
struct str xml_attr(struct arena *a, const xmlNode *node, const char *name);
/* All text below the element, in order; "" for an empty one, unknown for NULL. */
struct str xml_text(struct arena *a, const xmlNode *node);
/* Text of the first child element of that name; unknown if there is none. */
struct str xml_child_text(struct arena *a, const xmlNode *parent, const char *name);

#endif
