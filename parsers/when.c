/* when.c - see when.h */
#include "parsers/when.h"

static const int64_t days_to_1601 = 584694; /* from 0000-03-01, proleptic Gregorian */

struct when when_filetime(uint64_t ticks)
{
	if (ticks == 0 || ticks > INT64_MAX)
		return (struct when){ 0 };
	return (struct when){ .ticks = (int64_t)ticks, .basis = WHEN_UTC };
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && leap(year));
}

/* Days since 1601-01-01. Years begin in March here, so that the leap day comes last. */
static int64_t day_number(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;

	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - days_to_1601;
}

bool when_civil(struct when *out, enum when_basis basis, int year, int month, int day, int hour,
		int minute, int second, int32_t fraction)
{
	if (year < 1601 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month) || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
	    second < 0 || second > 59 || fraction < 0 || fraction >= WHEN_SECOND)
		return false;
	*out = (struct when){ .basis = basis };
	out->ticks = day_number(year, month, day) * WHEN_DAY + hour * WHEN_HOUR +
		     minute * WHEN_MINUTE + second * WHEN_SECOND + fraction;
	return true;
}

/* A time as written, before it is known to be one. */
struct parts {
	int year, month, day, hour, minute, second;
	int32_t fraction;
	bool utc;
	int offset; /* minutes east of UTC, with utc */
};

/* A place in the text being read. */
struct scan {
	struct str v;
	size_t at;
};

static char peek(const struct scan *s)
{
	return s->at < s->v.len ? s->v.s[s->at] : '\0';
}

static bool take(struct scan *s, char c)
{
	if (s->at >= s->v.len || s->v.s[s->at] != c)
		return false;
	s->at++;
	return true;
}

static bool take_str(struct scan *s, struct str what)
{
	if (!str_istarts(str_sub(s->v, s->at, s->v.len), what))
		return false;
	s->at += what.len;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* 'least' to 'most' digits; how many were there in *n. */
static bool number(struct scan *s, size_t least, size_t most, int *out, size_t *n)
{
	int value = 0;
	size_t digits = 0;

	while (is_digit(peek(s)) && digits < most) {
		value = value * 10 + (s->v.s[s->at++] - '0');
		digits++;
	}
	*out = value;
	if (n)
		*n = digits;
	return digits >= least && !is_digit(peek(s));
}

static void blanks(struct scan *s)
{
	while (take(s, ' ') || take(s, '\t'))
		;
}

/* Digits behind the seconds' point, in 100 ns; what is finer is dropped. */
static bool fraction(struct scan *s, int32_t *out)
{
	int32_t unit = WHEN_SECOND / 10;

	if (!is_digit(peek(s)))
		return false;
	*out = 0;
	for (; is_digit(peek(s)); s->at++, unit /= 10)
		*out += (s->v.s[s->at] - '0') * unit;
	return true;
}

/* Z, UTC, GMT, +01:00, -0530; nothing is fine too. */
static bool zone(struct scan *s, struct parts *p)
{
	int sign, hours, minutes = 0;

	blanks(s);
	if (take(s, 'Z') || take_str(s, STR("UTC")) || take_str(s, STR("GMT"))) {
		p->utc = true;
		return true;
	}
	if (peek(s) != '+' && peek(s) != '-')
		return true;
	sign = take(s, '-') ? -1 : 1;
	take(s, '+');
	if (s->v.len - s->at < 4)
		return false;
	hours = (s->v.s[s->at] - '0') * 10 + (s->v.s[s->at + 1] - '0');
	s->at += 2;
	take(s, ':');
	if (hours < 0 || hours > 14 || !number(s, 2, 2, &minutes, NULL) || minutes > 59)
		return false;
	p->utc = true;
	p->offset = sign * (hours * 60 + minutes);
	return true;
}

static bool finish(const struct parts *p, struct when *out)
{
	if (!when_civil(out, p->utc ? WHEN_UTC : WHEN_LOCAL, p->year, p->month, p->day, p->hour,
			p->minute, p->second, p->fraction))
		return false;
	out->ticks -= p->offset * WHEN_MINUTE;
	return true;
}

/* h:mm[:ss[.fraction]]; with 'dots' also h.mm.ss as Italian and Finnish Windows print it. */
static bool clock(struct scan *s, struct parts *p, bool dots)
{
	char sep = ':';

	if (!number(s, 1, 2, &p->hour, NULL))
		return false;
	if (dots && peek(s) == '.')
		sep = '.';
	if (!take(s, sep) || !number(s, 2, 2, &p->minute, NULL))
		return false;
	if (!take(s, sep))
		return true;
	if (!number(s, 2, 2, &p->second, NULL))
		return false;
	if (take(s, '.') || take(s, ','))
		return fraction(s, &p->fraction);
	return true;
}

/* Left-to-right and right-to-left marks stand around the parts of a date in Event Viewer
 * copies; text.c leaves them out, attribute values of XML still have them. */
static struct str without_marks(struct str v, char *room, size_t size)
{
	size_t n = 0;

	v = str_trim(v);
	for (size_t i = 0; i < v.len;) {
		size_t next = i;
		uint32_t c = utf8_get(v, &next);

		if (c != 0x200e && c != 0x200f && (c < 0x202a || c > 0x202e)) {
			if (n + (next - i) > size)
				return (struct str){ 0 };
			/* NBSP and the narrow one before PM */
			if (c == 0xa0 || c == 0x202f)
				room[n++] = ' ';
			else
				for (size_t k = i; k < next; k++)
					room[n++] = v.s[k];
		}
		i = next;
	}
	return (struct str){ room, n };
}

enum { LONGEST = 96 }; /* no date is longer, whatever the language */

bool when_iso(struct str v, struct when *out)
{
	char room[LONGEST];
	struct scan s = { without_marks(v, room, sizeof(room)), 0 };
	struct parts p = { 0 };

	if (!number(&s, 4, 4, &p.year, NULL) || !take(&s, '-') ||
	    !number(&s, 2, 2, &p.month, NULL) || !take(&s, '-') || !number(&s, 2, 2, &p.day, NULL))
		return false;
	if (!take(&s, 'T') && !take(&s, ' '))
		return false;
	return clock(&s, &p, false) && zone(&s, &p) && s.at == s.v.len && finish(&p, out);
}

/* clang-format off */
static const struct {
	struct str text;
	bool pm;
} halves[] = {
	{ STR_INIT("AM"), false },      { STR_INIT("PM"), true },
	{ STR_INIT("A.M."), false },    { STR_INIT("P.M."), true },
	{ STR_INIT("A. M."), false },   { STR_INIT("P. M."), true },
	{ STR_INIT("午前"), false },    { STR_INIT("午後"), true },
	{ STR_INIT("上午"), false },    { STR_INIT("下午"), true },
	{ STR_INIT("오전"), false },    { STR_INIT("오후"), true },
	{ STR_INIT("πμ"), false },      { STR_INIT("μμ"), true },
};
/* clang-format on */

/* 1: AM, 2: PM, 0: neither. */
static int half(struct scan *s)
{
	blanks(s);
	for (size_t i = 0; i < ARRAY_SIZE(halves); i++)
		if (take_str(s, halves[i].text))
			return halves[i].pm ? 2 : 1;
	return 0;
}

static bool apply_half(struct parts *p, int which)
{
	if (which == 0)
		return true;
	if (p->hour < 1 || p->hour > 12)
		return which == 2 && p->hour > 12; /* "18:38 PM" is seen in exports */
	p->hour = p->hour % 12 + (which == 2 ? 12 : 0);
	return true;
}

/* English month names, from three letters on: "17-Mar-26", "March 17". */
static bool month_name(struct scan *s, int *month)
{
	static const char *const names[] = { "january",   "february", "march",    "april",
					     "may",       "june",     "july",     "august",
					     "september", "october",  "november", "december" };
	size_t from = s->at, to = s->at;

	while (to < s->v.len && is_alpha(s->v.s[to]))
		to++;
	for (int i = 0; i < 12 && to - from >= 3; i++)
		if (str_istarts(str_of(names[i]), str_sub(s->v, from, to))) {
			*month = i + 1;
			s->at = to;
			take(s, '.');
			return true;
		}
	return false;
}

/* Weekday before the date: "Tuesday, ", "Di ", "mardi ". A word that is a month stays. */
static void weekday(struct scan *s)
{
	size_t from = s->at;
	int month;

	if (is_digit(peek(s)) || month_name(s, &month)) {
		s->at = from;
		return;
	}
	while (s->at < s->v.len && (is_alpha(peek(s)) || (unsigned char)peek(s) >= 0x80))
		s->at++;
	take(s, '.');
	take(s, ',');
	if (peek(s) != ' ')
		s->at = from;
	blanks(s);
}

static char separator(struct scan *s)
{
	static const struct str marks[] = { STR_INIT("年"), STR_INIT("月"), STR_INIT("년 "),
					    STR_INIT("월 ") };
	char c = peek(s);

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (take_str(s, marks[i]))
			return '/';
	if (c != '/' && c != '.' && c != '-' && c != ' ' && c != ',')
		return '\0';
	while (take(s, c) || take(s, ' '))
		;
	return c;
}

static int full_year(int year, size_t digits)
{
	if (digits > 2)
		return year;
	/* two digits: the product lives from 2003 on */
	return year + (year < 70 ? 2000 : 1900);
}

struct date {
	int a, b; /* as printed: day and month in some order */
	char sep;
	bool fixed; /* the order is known: year first, or a month name */
};

/* Three fields in the order that their digits tell. */
static bool date(struct scan *s, struct parts *p, struct date *d)
{
	int first, month;
	size_t digits;

	if (month_name(s, &p->month)) {
		d->fixed = true;
		blanks(s);
		return number(s, 1, 2, &p->day, NULL) && separator(s) &&
		       number(s, 4, 4, &p->year, NULL);
	}
	if (!number(s, 1, 4, &first, &digits) || digits == 3)
		return false;
	d->sep = separator(s);
	if (!d->sep)
		return false;
	if (digits == 4) {
		d->fixed = true;
		p->year = first;
		return number(s, 1, 2, &p->month, NULL) && separator(s) &&
		       number(s, 1, 2, &p->day, NULL);
	}
	if (month_name(s, &month)) {
		d->fixed = true;
		p->day = first;
		p->month = month;
	} else if (!number(s, 1, 2, &d->b, NULL)) {
		return false;
	}
	d->a = first;
	if (!separator(s) || !number(s, 2, 4, &p->year, &digits) || digits == 3)
		return false;
	p->year = full_year(p->year, digits);
	return true;
}

/* Dots are day first in every locale of Windows. Otherwise AM/PM suggests the United States, yet
 * Australia and India print day first with AM/PM: the order stays open. */
static bool order(struct parts *p, const struct date *d, bool has_half, bool *swappable)
{
	bool month_first = d->b > 12 || (has_half && d->a <= 12 && d->sep != '.');

	*swappable = false;
	if (d->fixed)
		return true;
	p->day = month_first ? d->b : d->a;
	p->month = month_first ? d->a : d->b;
	*swappable = d->a <= 12 && d->b <= 12 && d->a != d->b && d->sep != '.';
	return true;
}

bool when_parse(struct str v, struct when *out)
{
	char room[LONGEST];
	struct scan s = { without_marks(v, room, sizeof(room)), 0 };
	struct parts p = { 0 };
	struct date d = { 0 };
	bool swappable;
	int which;

	if (when_iso(v, out))
		return true;
	weekday(&s);
	if (!date(&s, &p, &d))
		return false;
	if (!take_str(&s, STR("日")) && !take_str(&s, STR("일")))
		take(&s, ',');
	if (take_str(&s, STR(" at ")) || take(&s, '-'))
		blanks(&s);
	which = half(&s);
	blanks(&s);
	if (!clock(&s, &p, true))
		return false;
	if (which == 0)
		which = half(&s);
	if (!apply_half(&p, which) || !zone(&s, &p) || s.at != s.v.len)
		return false;
	if (!order(&p, &d, which != 0, &swappable) || !finish(&p, out))
		return false;
	out->swappable = swappable;
	return true;
}

bool when_comparable(struct when a, struct when b)
{
	return a.basis != WHEN_NONE && a.basis == b.basis;
}

/* The calendar date of a day number, the reverse of day_number(). */
static void civil_of(int64_t days, struct parts *p)
{
	int64_t z = days + days_to_1601;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day = z - era * 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t rest = day - (365 * year + year / 4 - year / 100);
	int64_t m = (5 * rest + 2) / 153;

	p->day = (int)(rest - (153 * m + 2) / 5 + 1);
	p->month = (int)(m < 10 ? m + 3 : m - 9);
	p->year = (int)(year + era * 400 + (p->month <= 2));
}

static struct parts parts_of(struct when t)
{
	struct parts p = { 0 };
	int64_t days = t.ticks / WHEN_DAY, rest = t.ticks % WHEN_DAY;

	if (rest < 0) {
		rest += WHEN_DAY;
		days--;
	}
	civil_of(days, &p);
	p.hour = (int)(rest / WHEN_HOUR);
	p.minute = (int)(rest / WHEN_MINUTE % 60);
	p.second = (int)(rest / WHEN_SECOND % 60);
	p.fraction = (int32_t)(rest % WHEN_SECOND);
	return p;
}

struct when when_other(struct when t)
{
	struct parts p = parts_of(t);
	struct when other = t;

	if (t.swappable)
		when_civil(&other, t.basis, p.year, p.day, p.month, p.hour, p.minute, p.second,
			   p.fraction);
	return other;
}

int64_t when_lead(struct when a, struct when b)
{
	int64_t one = a.ticks - b.ticks, other = when_other(a).ticks - when_other(b).ticks;

	return one < other ? one : other;
}

bool when_after(struct when a, struct when b)
{
	return when_comparable(a, b) && when_lead(a, b) > 0;
}

struct str when_text(struct arena *a, struct when t)
{
	struct parts p;

	if (t.basis == WHEN_NONE)
		return STR("-");
	p = parts_of(t);
	return arena_printf(a, "%04d-%02d-%02d %02d:%02d:%02d%s", p.year, p.month, p.day, p.hour,
			    p.minute, p.second, t.basis == WHEN_UTC ? "Z" : "");
}

struct str when_rfc3339(struct arena *a, struct when t)
{
	struct buf out = { .arena = a };
	struct parts p;

	if (t.basis == WHEN_NONE)
		return (struct str){ 0 };
	p = parts_of(t);
	buf_addf(&out, "%04d-%02d-%02dT%02d:%02d:%02d", p.year, p.month, p.day, p.hour, p.minute,
		 p.second);
	if (p.fraction) {
		buf_addf(&out, ".%07d", (int)p.fraction);
		while (out.s[out.len - 1] == '0')
			out.len--;
	}
	if (t.basis == WHEN_UTC)
		buf_addc(&out, 'Z');
	return buf_str(&out);
}
