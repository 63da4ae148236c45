/* score.h - from the truths of a cause's evidence to its status
 *
 * Weights are likelihood ratios, summed as natural logarithms. In: findings in the order of the
 * knowledge. Out: status and sum.
 */
#ifndef WBT_SCORE_H
#define WBT_SCORE_H

#include "analyzer/know.h"

struct score {
	double sum;
	bool confirmed, refuted; /* a confirming / refuting condition holds */
	bool any;                /* anything at all speaks for it */
};

/* Takes one evaluated piece of evidence into account. */
void score_add(struct score *s, const struct evidence_rule *r, enum truth t);
/* 'seen': the symptom of the cause's problem. 'thin': the knowledge is unsourced. */
enum status score_status(const struct score *s, enum truth seen, bool thin, bool *capped);
double score_weight(enum weight w);
/* Order of statuses in reports: confirmed first. */
int score_rank(enum status s);

#endif
