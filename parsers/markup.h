/* markup.h - the text of web pages, saved mails, forum postings and documents without its markup
 *
 * In: lines of a text. Out: lines without tags of HTML and BBCode, entities decoded, broken where
 * the page breaks them; each keeps the number of the line it came from. The XML within a document
 * of Word or of OpenDocument has no lines: there the number is that of the paragraph. Event XML in
 * the text stays as it is. New lines are in the arena given.
 */
#ifndef WBT_MARKUP_H
#define WBT_MARKUP_H

#include "parsers/text.h"

/* Changes nothing where fewer than two tags are found that only markup has: the usage lines of
 * commands and other XML have brackets too. Returns whether the text is marked up. */
bool markup_strip(struct arena *a, struct text *t);

#endif
