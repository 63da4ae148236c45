/* diskshadow.h - output of diskshadow: writers, providers, shadow copies, failures
 *
 * In: console captures and scripts' logs. Out: OBS_WRITER for each writer with one OBS_WRITERS for
 * the list, OBS_PROVIDER, OBS_SHADOW, and an OBS_MESSAGE for an error.
 */
#ifndef WBT_DISKSHADOW_H
#define WBT_DISKSHADOW_H

#include "parsers/parse.h"

/* A text parser (parse.h). Items are told by their marks ("* WRITER", "* ... = {GUID}") and fields
 * by their values, since Japanese output was seen beside English. Layouts: the examples of
 * Microsoft's reference of diskshadow (Windows Server 2008 to 2022) and those of the VShadow
 * sample, which prints the same way.
 *
 * OBS_WRITERS.complete is yes only for a list whose last line counts as many writers as were read.
 */
size_t diskshadow_parse(struct parse *p, const struct text *t, size_t i);

#endif
