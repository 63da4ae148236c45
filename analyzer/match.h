/* match.h - one observation against the tests of one condition
 *
 * In: tests, an observation, what variables are bound to. Out: yes, no, or unknown because the
 * observation's source does not tell a tested field; named groups are bound on the way.
 */
#ifndef WBT_MATCH_H
#define WBT_MATCH_H

#include "analyzer/evidence.h"
#include "analyzer/know.h"

struct bindings {
	struct str name[PATTERN_GROUPS];
	struct str value[PATTERN_GROUPS];
	size_t n;
};

/* One test. 'b' is what is bound already, *found gets new bindings (may be NULL). A named group
 * whose variable is bound must take the same value. */
enum tri match_test(struct arena *a, const struct test *t, const struct obs *o,
		    const struct bindings *b, struct bindings *found);
/* All tests of a condition: no if any says no, else unknown if any is unknown. */
enum tri match_obs(struct arena *a, const struct cond *c, const struct obs *o,
		   const struct bindings *b, struct bindings *found);
/* {name} replaced by what it is bound to; unbound ones stay as they are. */
struct str match_fill(struct arena *a, struct str text, const struct bindings *b);
/* The same for a command line: a value that could do anything but name something is left out and
 * its variable's name stands in angle brackets instead. */
struct str match_fill_command(struct arena *a, struct str text, const struct bindings *b);
const struct str *match_bound(const struct bindings *b, struct str name);
/* The text names a variable that is not bound. */
bool match_unbound(const struct cond *c, const struct bindings *b);

#endif
