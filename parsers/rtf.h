/* rtf.h - the text of Rich Text, as WordPad saves it
 *
 * In: the bytes of an .rtf file. Out: its text, valid UTF-8, a line for each paragraph, row of a
 * table or line break. Pictures, styles and field codes are left out. What does not keep to the
 * format is taken for text.
 * Source: Rich Text Format Specification 1.9.1, "Contents of an RTF File" and "Unicode RTF".
 */
#ifndef WBT_RTF_H
#define WBT_RTF_H

#include "parsers/base.h"

bool rtf_sniff(struct str head);
/* The text is in the arena. */
struct str rtf_text(struct arena *a, struct str bytes);

#endif
