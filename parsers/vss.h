/* vss.h - what the VSS tools have in common: GUIDs, quoted names, in-box writers, sizes
 *
 * In: trimmed pieces of lines. Out: views into them, or copies in the arena given.
 */
#ifndef WBT_VSS_H
#define WBT_VSS_H

#include "parsers/base.h"
#include "parsers/parse.h"

/* Finds the first {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}. false without one. */
bool vss_guid(struct str v, struct str *out);
/* The text between the quotes that v begins with ('x', "x", and the typographic forms that web
 * pages make of them). false if v does not begin with a quoted text. */
bool vss_quoted(struct str v, struct str *out);
/* The GUID is the class of a writer of Windows or of one of Microsoft's servers; the name is that
 * of one, which vssadmin does not translate. */
bool vss_writer_known(struct str guid);
bool vss_writer_named(struct str name);
/* Code of a text that begins as a "Last error:" of vssadmin does, in the languages known; false for
 * other texts. Source: VSS_E_WRITERERROR_* of vswriter.h, texts from captures. */
bool vss_last_error(struct str text, uint32_t *out);
/* Settles w->guid: a GUID that is missing, or that cannot be the one of a writer of this name,
 * is replaced through the table. False if the source's own GUID was missing or altered. */
bool vss_writer_settle(struct parse *p, struct writer *w, struct str printed_guid);
/* "(C:)\\?\Volume{...}\", "\\?\Volume{...}\ [C:\]", "\\?\Volume{...}\", "C:\". *path is the
 * canonical root where a letter is named, otherwise the volume name; *name the volume name or
 * unknown. false if v is none of these. */
bool vss_volume(struct arena *a, struct str v, struct str *path, struct str *name);
/* "1.93 GB (1%)", "11,8 GB", "0 bytes", "1,25 Go": bytes. Windows prints three digits, so the
 * value is as exact as that. false if v does not begin with a number. */
bool vss_size(struct str v, int64_t *out);

#endif
