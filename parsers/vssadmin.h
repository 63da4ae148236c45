/* vssadmin.h - output of vssadmin list writers, providers, shadows, shadowstorage, volumes
 *
 * In: console captures in any language. Out: OBS_WRITER for each writer with one OBS_WRITERS for
 * the list, OBS_PROVIDER, OBS_SHADOW, OBS_STORAGE, OBS_VOLUME, and OBS_MESSAGE for an error.
 */
#ifndef WBT_VSSADMIN_H
#define WBT_VSSADMIN_H

#include "parsers/parse.h"

/* A text parser (parse.h). Takes what follows the banner, and excerpts without it.
 * Fields are told by their values ('name', {GUID}, [n]) before their labels, since only English,
 * German and Japanese output was seen in full. Layouts: Windows Server 2003 to 2022.
 *
 * OBS_WRITERS.complete is yes only for a list that begins with its banner, ends at a prompt or
 * at the end of the capture, and shows no sign of having been shortened; unknown for an excerpt
 * without the banner. A banner followed by nothing is a complete list of no writers. */
size_t vssadmin_parse(struct parse *p, const struct text *t, size_t i);

#endif
