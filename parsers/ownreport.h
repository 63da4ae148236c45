/* ownreport.h - what wbtriage itself wrote, found among the evidence
 *
 * A report that was saved into the folder of its ticket quotes messages of events and of wbadmin,
 * and names every rule. Read as evidence it would confirm itself. In: lines of a text. Out: no
 * observation, but a diagnostic that says where it stands.
 */
#ifndef WBT_OWNREPORT_H
#define WBT_OWNREPORT_H

#include "parsers/parse.h"

/* Takes the lines of a report in any of its formats, of a repair or collecting script, of the index
 * of a batch and of a listing by 'wbtriage evidence'. */
size_t ownreport_parse(struct parse *p, const struct text *t, size_t i);
/* A page of wbtriage is among the lines. Its mark is a tag, so this must be asked before tags are
 * taken out. */
bool ownreport_page(const struct text *t);

#endif
