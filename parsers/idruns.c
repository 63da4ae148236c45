/* idruns.c - see idruns.h */
#include "parsers/idruns.h"

#include <stdlib.h>

/* A wrapped log has two runs, a damaged one some dozens. */
enum { MOST_RUNS = 4096 };

static int by_low(const void *a, const void *b)
{
	const struct idrun *x = a, *y = b;

	return x->low < y->low ? -1 : x->low > y->low;
}

static void merge(struct idruns *r)
{
	size_t kept = 0;

	if (r->n)
		qsort(r->run, r->n, sizeof(*r->run), by_low);
	for (size_t i = 1; i < r->n; i++) {
		struct idrun *last = &r->run[kept];

		if (r->run[i].low - 1 > last->high)
			r->run[++kept] = r->run[i];
		else if (r->run[i].high > last->high)
			last->high = r->run[i].high;
	}
	if (r->n)
		r->n = kept + 1;
}

void idruns_add(struct arena *a, struct idruns *r, int64_t id)
{
	struct idrun *last = r->n ? &r->run[r->n - 1] : NULL;

	if (last && id >= last->low && id <= last->high)
		return;
	if (last && id > last->high && id - 1 == last->high) {
		last->high = id;
		return;
	}
	if (r->n == MOST_RUNS) {
		r->merged = true;
		merge(r);
	}
	if (r->n == MOST_RUNS) {
		r->overflow = true;
		return;
	}
	last = PUSH(a, r->run, r->n, r->cap);
	last->low = last->high = id;
}

bool idruns_join(struct arena *a, struct idruns *r, const struct idruns *next)
{
	if (r->merged || next->merged || r->n + next->n > MOST_RUNS)
		return false;
	for (size_t i = 0; i < next->n; i++)
		*(struct idrun *)PUSH(a, r->run, r->n, r->cap) = next->run[i];
	return true;
}

int64_t idruns_count(struct idruns *r)
{
	int64_t n = 0;

	if (r->overflow)
		return -1;
	merge(r);
	for (size_t i = 0; i < r->n; i++)
		n += r->run[i].high - r->run[i].low + 1;
	return n;
}
