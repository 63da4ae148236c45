/* sddl.h - security descriptors as strings
 *
 * In: a descriptor string, or text lines with one (the output of 'sc sdshow'). Out: owner and
 * entries of struct acl, or an OBS_ACL. Grammar: [MS-DTYP] 2.5.1 and the win32 page "Security
 * Descriptor String Format"; leniencies are those of Windows itself.
 */
#ifndef WBT_SDDL_H
#define WBT_SDDL_H

#include "parsers/obs.h"
#include "parsers/parse.h"

/* Fills owner, is_protected, is_folder, the entries of the DACL and the integrity label, and
 * 'listed' if there is a DACL and all of it was understood. Audit entries are checked and left
 * out. false: a diagnostic at 'at' with the column says what is wrong; what came before it
 * is filled in, and 'listed' is not set. Strings are in p->arena. */
bool sddl_parse(struct parse *p, struct str sddl, const struct pos *at, struct acl *out);
/* The text starts like a descriptor: a section tag with a SID, flags or an entry behind it. */
bool sddl_starts(struct str v);
/* Joins the lines of a descriptor that starts in text line i at its first byte that is no blank,
 * however it was wrapped. Returns the number of lines; the joined text is in *out. */
size_t sddl_join(struct arena *a, const struct text *t, size_t i, struct str *out);
/* Writes the DACL back ("D:P(A;OICI;FA;;;S-1-5-18)..."), SIDs and masks spelt out. */
struct str sddl_text(struct arena *a, const struct acl *acl);

/* Lines with a descriptor: one OBS_ACL. The service is taken from the command line 'sc sdshow
 * X'; without one the object stays unknown. */
size_t sddl_lines(struct parse *p, const struct text *t, size_t i);

#endif
