/* access.h - judging access lists: what is required against what was observed
 *
 * Windows' own order is followed: entries in the order of the list, the first entry that speaks of
 * a bit decides it, inherit-only entries do not count for the object itself, generic rights are
 * mapped ([MS-DTYP] 2.5.3.2). A trustee also gets what its groups get. In: observations of
 * access lists. Out: rows in the evidence's arena.
 */
#ifndef WBT_ACCESS_H
#define WBT_ACCESS_H

#include "analyzer/evidence.h"
#include "analyzer/know.h"

struct access_result {
	enum truth lacks;       /* true: something required is missing or denied */
	struct access_row *row; /* faulty objects first, then the root's full table */
	size_t n_row, cap_row;
	size_t more;           /* further faulty objects not listed */
	struct citation *cite; /* what was judged */
	size_t n_cite, cap_cite;
};

/* 'path' canonical, without variables. */
void access_judge(const struct evidence *e, const struct access *need, struct str path,
		  enum acl_scope scope, enum acl_rows rows, struct access_result *out);
/* True if 'path' of an observation is 'root' or below it; a relative path (icacls /save) counts if
 * it begins with the last component of the root. *self: it is the root itself. */
bool access_in_scope(struct str path, struct str root, bool *self);

#endif
