/* report_files.c - the bundle's files as the reports list them; see report_view.h */
#include "analyzer/report_view.h"

#include <stdlib.h>

#include "parsers/bundle.h"

static int by_path(const void *a, const void *b)
{
	const struct view_file *const *x = a, *const *y = b;

	return str_cmp((*x)->path, (*y)->path);
}

static int path_against_file(const void *key, const void *row)
{
	const struct str *path = key;
	const struct view_file *const *file = row;

	return str_cmp(*path, (*file)->path);
}

/* How many diagnostics are about each file. */
static void count_problems(struct arena *a, struct view_files *v)
{
	struct view_file **index = arena_array(a, struct view_file *, v->n);

	for (size_t i = 0; i < v->n; i++)
		index[i] = &v->file[i];
	if (v->n)
		qsort(index, v->n, sizeof(*index), by_path);
	for (size_t i = 0; v->n && i < v->diag->n; i++) {
		struct view_file **hit = bsearch(&v->diag->item[i].at.file, index, v->n,
						 sizeof(*index), path_against_file);

		if (hit)
			(*hit)->problems++;
	}
}

struct view_files view_files(struct arena *a, const struct report *r)
{
	struct view_files v = { 0 };

	if (!r->bundle)
		return v;
	v.name = r->bundle->name;
	v.diag = &r->bundle->diag;
	for (size_t i = 0; i < r->bundle->n_file; i++) {
		const struct bundle_file *f = &r->bundle->file[i];
		struct view_file *row = PUSH(a, v.file, v.n, v.cap);

		row->path = f->path;
		row->kind = f->kind;
		row->bytes = (int64_t)f->bytes;
		row->observations = (int64_t)f->n_obs;
	}
	count_problems(a, &v);
	return v;
}
