/* msgid.h - which event a message text belongs to, and the text of an event from its data
 *
 * In: message texts as people quote them, or the data values of a record. Out: provider and id, or
 * Event Viewer's English text. Covers the events that matter to backups; the templates are those of
 * the message tables of Windows (published by libyal/winevt-kb and in provider manifests), with
 * every line break of the original written as one blank.
 */
#ifndef WBT_MSGID_H
#define WBT_MSGID_H

#include "parsers/obs.h"

enum msgid_flag {
	/* Too short or too common a sentence to tell an event by; used for rendering only. */
	MSGID_RENDER = 1,
	/* Wording of another language or of Windows Server 2003 and 2008; never rendered. */
	MSGID_OTHER = 2,
};

/* One message. %1 to %99 stand for the record's strings, %{Name} for a named data item. */
struct msgid_row {
	struct str provider;
	uint16_t id;
	uint8_t level; /* as in struct event; 0: not known */
	uint8_t flags;
	char first; /* byte of the text: all rows are asked for at many words */
	struct str text;
};

extern const struct msgid_row msgid_table[];
extern const size_t msgid_rows;

struct msgid {
	struct str provider;
	int64_t id;
	int64_t level; /* OBS_UNKNOWN if the table does not tell */
	size_t used;   /* bytes of the message that belong to the template's words */
	bool complete; /* false: only its beginning was seen */
};

/* The event whose message begins at the start of 'message'. Runs of blanks and line breaks are one
 * blank, curly quotes are straight ones, and case does not matter. A message cut off or reworded
 * at its end is told if what is there fits one event only. false: none, or several could be meant;
 * events of the two logs of Windows Server Backup that share a text give the one of the
 * Application log. */
bool msgid_match(struct str message, struct msgid *out);
/* The same among the events with that id, where the source tells it; messages of Windows Server
 * Backup in any language too, by the start of the backup in them. */
bool msgid_match_id(struct str message, int64_t id, struct msgid *out);
/* With which letters messages begin: what msgid_find looks for, to be made once for many lines. */
enum { MSGID_SLOTS = 1024 };
struct msgid_index {
	bool begins[MSGID_SLOTS];
};

void msgid_index(struct msgid_index *index);
/* The same for a message that begins at the start of any word of one line; *at is its offset. Only
 * the first 4 KiB are searched. Without an index (NULL) one is made. */
bool msgid_find(const struct msgid_index *index, struct str line, size_t *at, struct msgid *out);
/* The text that Event Viewer shows on an English system, in the arena. Values of the form %%n stay
 * and get the meaning of code n in brackets where it is known. Unknown view if there is no
 * template for the event. */
struct str msgid_render(struct arena *a, struct str provider, int64_t id, const struct data *d,
			size_t n);

#endif
