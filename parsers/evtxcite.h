/* evtxcite.h - the second opinion: records decoded by libevtx and libxml2, compared with our
 * reading
 *
 * In: a chunk and a record in it. Out: the event's XML from libevtx, or which values differ between
 * the two decoders. libevtx sees a copy of the chunk in memory in which the wanted record stands
 * between two others made of its neighbours' headers, so that it decodes only this one; a whole log
 * need not be opened, and logs over 4 GiB, which libevtx 20181227 cannot number, are no problem.
 */
#ifndef WBT_EVTXCITE_H
#define WBT_EVTXCITE_H

#include "parsers/evtxwalk.h"

enum evtxcite_answer {
	EVTXCITE_NONE,
	EVTXCITE_SAME,      /* both decoders read the same */
	EVTXCITE_DIFFERS,   /* a value differs for no known reason */
	EVTXCITE_QUIRK,     /* it differs in a way that is known of libevtx; see evtxcite_reason */
	EVTXCITE_UNDECODED, /* libevtx cannot read the record */
	EVTXCITE_UNREAD,    /* we cannot, libevtx can */
	EVTXCITE_NEITHER,
	EVTXCITE_ANSWERS
};

/* The event's XML as libevtx writes it. false: it cannot decode the record. */
bool evtxcite_xml(struct arena *a, const uint8_t *chunk, const struct evtx_record *r,
		  struct str *xml);
/* Compares the two decoders; *what names the first value that differs, *xml is what libevtx wrote,
 * both in the arena. */
enum evtxcite_answer evtxcite_compare(struct arena *a, const uint8_t *chunk,
				      const struct evtx_record *r, struct str *what,
				      struct str *xml);
/* For people: "not decoded by libevtx". */
const char *evtxcite_word(enum evtxcite_answer answer);
/* The record at an offset of the log, as the second decoder reads it, in the arena; the XML is our
 * own where that decoder cannot. NULL: no such record, or it cannot be read any more. */
const struct reread *evtxcite_reread(struct arena *a, const struct file *f, uint64_t offset);

#endif
