/* repair.h - the changes to access lists that the evidence calls for, object by object
 *
 * In: a cause as judged. Out: where its findings say which account lacks what on which object, the
 * general commands of its resolutions of risk "acl" are replaced by those for these objects, and
 * the owners that an undo has to bring back are named. What is wrong with too many objects, or with
 * a name that a command cannot safely hold, leaves the general commands as they are.
 */
#ifndef WBT_REPAIR_H
#define WBT_REPAIR_H

#include "analyzer/verdict.h"

/* New texts are in the arena. */
void repair_access(struct arena *a, struct cause_verdict *c);

#endif
