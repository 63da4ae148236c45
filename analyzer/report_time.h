/* report_time.h - runs, cited events and what the logs cover, placed along one axis
 *
 * For drawing: positions are in thousandths of the axis, so that a writer needs no arithmetic
 * with dates.
 */
#ifndef WBT_REPORT_TIME_H
#define WBT_REPORT_TIME_H

#include "analyzer/verdict.h"

enum { TIME_AXIS = 1000, TIME_TICKS = 5, TIME_LANES = 16 };

struct time_span {
	unsigned x, width;
	const char *kind;   /* "log", "ok", "warnings", "failed", "canceled", "other" */
	bool before, after; /* it goes on beyond the axis */
	struct str label;
};

enum mark_kind { MARK_NONE, MARK_SYMPTOM, MARK_CAUSE, MARK_UNEXPLAINED, MARK_HARMLESS, MARK_KINDS };

struct time_mark {
	unsigned x;
	enum mark_kind kind;
	int64_t count;
	struct str label; /* of the first one there */
};

struct time_lane {
	struct str label;
	struct time_span *span;
	size_t n_span, cap_span;
	struct time_mark *mark;
	size_t n_mark, cap_mark;
};

struct time_line {
	struct when from, to;
	struct str tick[TIME_TICKS]; /* at equal distances, from 0 to TIME_AXIS */
	struct time_lane lane[TIME_LANES];
	size_t n_lane;   /* 0: nothing could be placed in time */
	size_t unplaced; /* local times of unknown offset beside UTC ones */
};

void time_line_make(struct arena *a, const struct report *r, struct time_line *out);
const char *mark_name(enum mark_kind kind);

#endif
