/* cond.h - evaluating conditions over the evidence
 *
 * Kleene logic over five values: a condition is false only where the evidence would show it. In: a
 * condition of the knowledge, the evidence, what the rule's variables are bound to. Out: a
 * truth with the citations it rests on, in the evidence's arena.
 */
#ifndef WBT_COND_H
#define WBT_COND_H

#include "analyzer/evidence.h"
#include "analyzer/know.h"

struct bindings {
	struct str name[PATTERN_GROUPS];
	struct str value[PATTERN_GROUPS];
	size_t n;
};

struct outcome {
	enum truth truth;
	struct citation *cite;
	size_t n_cite, cap_cite;
	size_t more;			/* further places not listed */
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
/* {name} replaced by what it is bound to; unbound ones stay as they are. */
struct str cond_fill(struct arena *a, struct str text, const struct bindings *b);
/* Command that collects what the condition needs; unknown if there is none. */
struct str cond_ask(struct arena *a, const struct cond *c, const struct bindings *b);

#endif
