/* when.h - points in time as the evidence gives them
 *
 * Event logs are in UTC; captures print local time of an unknown zone in the format of the
 * server's locale. Both are kept apart here and only brought together by the analyser, which
 * infers the offset and says so.
 */
#ifndef WBT_WHEN_H
#define WBT_WHEN_H

#include "parsers/base.h"

enum when_basis { WHEN_NONE, WHEN_UTC, WHEN_LOCAL };

struct when {
	int64_t ticks;         /* 100 ns since 1601-01-01 00:00 (a FILETIME) */
	enum when_basis basis; /* WHEN_NONE: not known */
	bool swappable;        /* day and month could be the other way round (03/04/2026) */
};

#define WHEN_SECOND ((int64_t)10000000)
#define WHEN_MINUTE (60 * WHEN_SECOND)
#define WHEN_HOUR   (60 * WHEN_MINUTE)
#define WHEN_DAY    (24 * WHEN_HOUR)

struct when when_filetime(uint64_t ticks);
/* A calendar time. false if no such time exists. 'fraction' in 100 ns. */
bool when_civil(struct when *out, enum when_basis basis, int year, int month, int day, int hour,
		int minute, int second, int32_t fraction);
/* 2026-03-17T09:03:12.7750000Z (UTC); without Z, or with a blank for the T: local. An offset
 * (+01:00) is applied. The whole of v must be the time; direction marks are skipped. */
bool when_iso(struct str v, struct when *out);
/* Any form found in captures: 21/04/2009 11:04 - 10/4/2020 10:48 AM - 2020/03/18 5:00 -
 * 20.07.2010 00:00:01 - 11/7/19 5:59:56 PM - 2026-03-17T...; local unless it says otherwise.
 * Day before month unless AM/PM, a value above 12 or the year tells; see .swappable. */
bool when_parse(struct str v, struct when *out);
/* Two sides comparable: both known and of the same basis. */
bool when_comparable(struct when a, struct when b);
/* The other reading of a time that has two; any other time as it is. */
struct when when_other(struct when t);
/* How much later a is than b at least, in ticks, whichever way round day and month are; two times
 * of one source are written the same way. For comparable times. */
int64_t when_lead(struct when a, struct when b);
/* Comparable, and later in any case. */
bool when_after(struct when a, struct when b);
/* "2009-04-21 06:00:02Z"; local times without the Z; fractions of seconds are dropped.
 * Unknown gives "-". */
struct str when_text(struct arena *a, struct when t);
/* RFC 3339 with the fraction as needed; local times without zone. Unknown: unknown view. */
struct str when_rfc3339(struct arena *a, struct when t);

#endif
