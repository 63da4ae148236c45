/* aclskip.h - passing quickly over the objects of an icacls listing that interest nobody
 *
 * In: lines of a text. Out: how many of them the parser of icacls would read without adding
 * anything. A listing of a whole volume has millions of lines of which a dozen are wanted.
 */
#ifndef WBT_ACLSKIP_H
#define WBT_ACLSKIP_H

#include "parsers/parse.h"

/* The lines from 'i' on of whole objects, with the blank line below each, that are laid out as
 * icacls does it to the letter and lie below no path of interest. 0: line 'i' must be parsed, which
 * is always right. Never takes the last object of the text. */
size_t aclskip_lines(const struct parse *p, const struct text *t, size_t i);

#endif
