/* runs.h - backup runs: what several sources say about one attempt, joined
 *
 * Called once, after evidence_make(). In: evidence with its observations by kind. Out: e->run, the
 * incident and its window, the offset of local times, the reference time, and the runs that Backup
 * events tell, added to e->kind[OBS_RUN] so that conditions see them.
 */
#ifndef WBT_RUNS_H
#define WBT_RUNS_H

#include "analyzer/evidence.h"

void runs_make(struct evidence *e);

#endif
