/* score.c - see score.h; also the words of verdict.h */
#include "analyzer/score.h"

/* ln of the likelihood ratios: how many times likelier the evidence is if the cause is the right
 * one. Four steps are all that rule authors can tell apart. */
static const double ratio[] = {
	[WEIGHT_NONE] = 0.0,
	[WEIGHT_WEAK] = 0.6931471805599453,     /* 2:1 */
	[WEIGHT_MODERATE] = 1.6094379124341003, /* 5:1 */
	[WEIGHT_STRONG] = 2.9957322735539910,   /* 20:1 */
	[WEIGHT_DECISIVE] = 4.6051701859880914, /* 100:1 */
};

/* "likely" needs one strong piece or several moderate ones; "possible" anything that speaks for it;
 * rounding must not decide, hence the small allowance. */
#define LIKELY   (2.9957322735539910 - 1e-9)
#define POSSIBLE (0.6931471805599453 - 1e-9)

double score_weight(enum weight w)
{
	return ratio[w];
}

void score_add(struct score *s, const struct evidence_rule *r, enum truth t)
{
	switch (r->role) {
	case ROLE_CONFIRMS:
		s->confirmed |= t == TRUTH_TRUE;
		s->any |= t == TRUTH_TRUE;
		if (t == TRUTH_TRUE)
			s->sum += ratio[WEIGHT_DECISIVE];
		break;
	case ROLE_SUPPORTS:
		s->any |= t == TRUTH_TRUE;
		if (t == TRUTH_TRUE)
			s->sum += ratio[r->weight];
		if (t == TRUTH_FALSE)
			s->sum -= ratio[r->absent];
		break;
	case ROLE_CONTRADICTS:
		if (t == TRUTH_TRUE)
			s->sum -= ratio[r->weight];
		break;
	case ROLE_REFUTES:
		s->refuted |= t == TRUTH_TRUE;
		break;
	}
}

static enum status by_sum(const struct score *s)
{
	if (s->sum <= -POSSIBLE)
		return STATUS_UNLIKELY;
	if (!s->any)
		return STATUS_UNKNOWN;
	if (s->sum >= LIKELY)
		return STATUS_LIKELY;
	return s->sum >= POSSIBLE ? STATUS_POSSIBLE : STATUS_UNLIKELY;
}

static enum status at_most(enum status s, enum status cap, bool *capped)
{
	if (s == STATUS_NONE || s >= cap)
		return s;
	*capped = true;
	return cap;
}

enum status score_status(const struct score *s, enum truth seen, bool thin, bool *capped)
{
	enum status status;

	*capped = false;
	if (s->refuted)
		return STATUS_RULED_OUT;
	status = by_sum(s);
	if (s->confirmed && s->sum >= LIKELY)
		status = STATUS_CONFIRMED;
	/* A fault that nobody saw fail is no explanation of a failure. */
	if (seen == TRUTH_FALSE)
		status = at_most(status, STATUS_POSSIBLE, capped);
	else if (seen != TRUTH_TRUE)
		status = at_most(status, STATUS_LIKELY, capped);
	return thin ? at_most(status, STATUS_POSSIBLE, capped) : status;
}

int score_rank(enum status s)
{
	static const int rank[] = {
		[STATUS_NONE] = 9,      [STATUS_CONFIRMED] = 0, [STATUS_LIKELY] = 1,
		[STATUS_POSSIBLE] = 2,  [STATUS_UNKNOWN] = 3,   [STATUS_UNLIKELY] = 4,
		[STATUS_RULED_OUT] = 5,
	};

	return rank[s];
}

const char *truth_name(enum truth t)
{
	static const char *const name[] = { "none",          "true",       "false",
					    "not-collected", "unreadable", "out-of-range" };

	return name[t];
}

const char *truth_text(enum truth t)
{
	static const char *const text[] = { "",
					    "seen",
					    "not the case",
					    "not collected",
					    "could not be read",
					    "the evidence does not reach that far" };

	return text[t];
}

const char *status_name(enum status s)
{
	static const char *const name[] = { "none",     "confirmed", "likely", "possible",
					    "unlikely", "ruled-out", "unknown" };

	return name[s];
}

const char *severity_name(enum severity s)
{
	static const char *const name[] = { "none", "info", "warning", "error" };

	return name[s];
}

const char *weight_name(enum weight w)
{
	static const char *const name[] = { "none", "weak", "moderate", "strong", "decisive" };

	return name[w];
}
