/* evtlabel.h - the labels by which Event Viewer, wevtutil and others name the parts of an event
 *
 * In: the head of a line, as copied, or damaged by Markdown, BBCode or HTML. Out: which part of an
 * event its label names. English, German, Russian and Japanese are from captures; the labels of
 * other languages are accepted, not relied on.
 */
#ifndef WBT_EVTLABEL_H
#define WBT_EVTLABEL_H

#include "parsers/base.h"

enum evtlabel {
	EVTLABEL_NONE,
	EVTLABEL_LOG,
	EVTLABEL_SOURCE,
	EVTLABEL_DATE,
	EVTLABEL_TIME,
	EVTLABEL_ID,
	EVTLABEL_TASK,
	EVTLABEL_LEVEL,
	EVTLABEL_OPCODE,
	EVTLABEL_KEYWORDS,
	EVTLABEL_USER,
	EVTLABEL_USER_NAME,
	EVTLABEL_COMPUTER,
	EVTLABEL_RECORD,
	EVTLABEL_TEXT, /* the message follows */
	EVTLABEL_XML,  /* the same event as XML follows */
	EVTLABELS
};

/* The label that v is, whole and without its colon: a heading of a CSV export. */
enum evtlabel evtlabel_of(struct str v);
/* The label at the head of v with the colon behind it (ASCII or full width), or the bar or tab of a
 * table. Emphasis marks around it are skipped, and blanks inside it do not matter. Returns the
 * bytes up to its value; 0 if there is none. */
size_t evtlabel_at(struct str v, enum evtlabel *out);
/* The label names an event by itself; others ("ID", "Time", "Message") are common words. */
bool evtlabel_strong(struct str v);
/* Without what quoting, lists, tables, Markdown, BBCode and HTML put around a line; a view. */
struct str evtlabel_bare(struct str line);
/* A heading of the sections below a message: "Operation:", "Kontext:", "System Error:". */
bool evtlabel_section(struct str line);

#endif
