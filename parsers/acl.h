/* acl.h - what the parsers of access lists have in common
 *
 * In: principals and objects as a tool prints them. Out: entries with SIDs, observations in the
 * list of struct parse. Nothing is observed for objects that the knowledge does not ask for.
 */
#ifndef WBT_ACL_H
#define WBT_ACL_H

#include "parsers/obs.h"
#include "parsers/parse.h"

/* Fills sid and name of an entry: blanks and doubled backslashes (Markdown) taken out. A
 * mandatory label makes it an ACE_LABEL. */
void acl_trustee(struct parse *p, struct str printed, struct ace *e);
/* One more entry; NULL with a diagnostic at 'at' beyond LIMIT_ACES. */
struct ace *acl_ace(struct parse *p, struct acl *acl, const struct pos *at);
/* True if a mention of the file may interest the knowledge; its path is canonical and absolute or
 * relative. */
bool acl_file_wanted(const struct parse *p, struct str path);
/* Adds the OBS_ACL of lines [i, i + n) unless its path interests nobody. NULL then. */
struct obs *acl_add(struct parse *p, const struct text *t, size_t i, size_t n,
		    const struct acl *acl);
/* An access list with every field unknown. */
struct acl acl_unknown(void);
/* Where a known account starts in "C:\\x y NT AUTHORITY\\SYSTEM": the longest end that is one; -1
 * without one, or if the whole text is one. */
ptrdiff_t acl_principal(struct arena *a, struct str head);
/* Byte at which the principal starts in the same text. Tried in this order: the column 'indent'
 * at which further entries start (0: not known), the path 'asked' for on the command line
 * (may be unknown), a known account, the last blank before the domain. *sure is false for
 * the last. -1: no path or no principal. */
ptrdiff_t acl_split(struct arena *a, struct str head, size_t indent, struct str asked, bool *sure);
/* Display column at which the text of a line starts. */
size_t acl_indent(struct str line);

#endif
