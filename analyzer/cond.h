/* cond.h - evaluating conditions over the evidence
 *
 * Kleene logic over five values: a condition is false only where the evidence would show it. In: a
 * condition of the knowledge, the evidence, what the rule's variables are bound to. Out: a
 * truth with the citations it rests on, in the evidence's arena.
 */
#ifndef WBT_COND_H
#define WBT_COND_H

#include "analyzer/match.h"

struct outcome {
	enum truth truth;
	struct citation *cite;
	size_t n_cite, cap_cite;
	size_t more; /* further places not listed */
	struct access_row *access;
	size_t n_access, cap_access;
};

struct outcome cond_eval(const struct evidence *e, const struct cond *c, const struct bindings *b);
/* Every different set of values that the named groups of the condition take in the evidence is
 * added to the list. */
struct subjects {
	struct bindings *item;
	size_t n, cap;
};
void cond_subjects(const struct evidence *e, const struct cond *c, struct subjects *out);
/* Command that collects what the condition needs; unknown if there is none. */
struct str cond_ask(struct arena *a, const struct cond *c, const struct bindings *b);

#endif
