/* mail.h - the parts of a saved mail or web archive as files in memory
 *
 * In: a file that is an Internet message (.eml) or a page saved as one file (.mht). Out: one call
 * per text and attachment with its bytes, decoded from base64 or quoted-printable; of alternatives
 * the plain text, where there is any. Lines of a part are counted from its own beginning. Damaged
 * encodings are decoded as far as they go.
 * Sources: RFC 5322 section 2.1 to 2.2, RFC 2045 section 6, RFC 2046 section 5.1.
 */
#ifndef WBT_MAIL_H
#define WBT_MAIL_H

#include "parsers/archive.h"

/* The file begins with the head of a message that has parts or encodings. */
bool mail_sniff(const struct file *f);
/* 'member' is called as for a member of an archive; a part without a name is labelled by its number
 * and type. false: read error (a diagnostic says so). */
bool mail_read(struct arena *a, struct diag *d, const struct pos *at, const struct file *f,
	       struct archive_budget *budget, archive_member *member, void *ctx);

#endif
