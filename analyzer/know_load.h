/* know_load.h - shared between the parts of the rule loader; not for others
 *
 * know_load.c reads entries, know_cond.c their conditions. Both work on one struct loader and
 * report faults through it.
 */
#ifndef WBT_KNOW_LOAD_H
#define WBT_KNOW_LOAD_H

#include <libxml/tree.h>

#include "analyzer/know.h"

struct loader {
	struct know *k;
	struct str file, xml;
	bool override;
	bool bad; /* the entry being read has a fault */
};

/* Adds a fault at a node, or at one of its attributes, and marks the entry as bad. */
void load_fault(struct loader *l, const xmlNode *node, const char *attribute, const char *format,
		...) PRINTF_LIKE(4, 5);
/* Value of an attribute in the knowledge's arena; unknown if absent. */
struct str load_attr(struct loader *l, const xmlNode *node, const char *name);
/* Text content with white space folded. */
struct str load_text(struct loader *l, const xmlNode *node);
/* Faults for attributes not in the NULL-terminated list. */
void load_only(struct loader *l, const xmlNode *node, const char *const *allowed);
/* The nearest of the NULL-terminated words, for "did you mean", or NULL. */
const char *load_nearest(struct str word, const char *const *words);
/* Index of a word in a NULL-terminated list; -1 with a fault that names the choices. */
int load_choice(struct loader *l, const xmlNode *node, const char *attribute, struct str value,
		const char *const *words);
static inline const xmlNode *load_element(const xmlNode *n)
{
	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

/* A pattern with "(?&id)" replaced by the words of that id; a fault if there are none before. */
struct str load_words(struct loader *l, const xmlNode *node, const char *attribute,
		      struct str pattern);
/* Reads one condition element. */
void load_cond(struct loader *l, const xmlNode *node, struct cond *out);
/* Reads the children of an element as one COND_ALL; a fault if there is none. */
void load_cond_children(struct loader *l, const xmlNode *node, struct cond *out);

#endif
