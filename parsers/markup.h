/* markup.h - the text of web pages, saved mails and forum postings without its markup
 *
 * In: lines of a text. Out: lines without tags of HTML and BBCode, entities decoded, broken where
 * the page breaks them; each keeps the number of the line it came from. Event XML in the text stays
 * as it is. New lines are in the arena given.
 */
#ifndef WBT_MARKUP_H
#define WBT_MARKUP_H

#include "parsers/text.h"

/* Changes nothing where fewer than two tags are found that only markup has: the usage lines of
 * commands and other XML have brackets too. Returns whether the text is marked up. */
bool markup_strip(struct arena *a, struct text *t);

#endif
