/* t_p_when.c - dates of captures to ticks and back */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parsers/when.h"

/* clang-format off */
static const struct {
	const char *in, *out;	/* as when_rfc3339(); NULL: refused */
	bool swappable;
} rows[] = {
	/* British, day above 12 */
	{ "21/04/2009 11:04",		   "2009-04-21T11:04:00", false },
	/* AM/PM suggests month first, but does not prove it */
	{ "10/4/2020 10:48 AM",		   "2020-10-04T10:48:00", true },
	{ "10/7/2016 06:38:24 PM",	   "2016-10-07T18:38:24", true },
	/* no AM/PM: day first, open */
	{ "03/04/2026 11:22",		   "2026-04-03T11:22:00", true },
	{ "04/04/2026 11:22",		   "2026-04-04T11:22:00", false },
	/* Japanese, year first */
	{ "2020/03/18 5:00",		   "2020-03-18T05:00:00", false },
	/* German and Russian */
	{ "20.07.2010 00:00:01",	   "2010-07-20T00:00:01", false },
	{ "05.06.2023 23:59:59",	   "2023-06-05T23:59:59", false },
	/* PowerShell, two-digit year */
	{ "11/7/19 5:59:56 PM",		   "2019-11-07T17:59:56", true },
	{ "3/15/2019 13:54:13",		   "2019-03-15T13:54:13", false },
	/* twelve o'clock */
	{ "1/13/2020 12:00:00 AM",	   "2020-01-13T00:00:00", false },
	{ "1/13/2020 12:30:00 PM",	   "2020-01-13T12:30:00", false },
	/* systeminfo puts a comma */
	{ "9/14/2021, 3:04:05 PM",	   "2021-09-14T15:04:05", false },
	/* Event Viewer copies with direction marks; NBSP before PM */
	{ "\xe2\x80\x8e" "9/\xe2\x80\x8e" "14/2021 3:04:05\xe2\x80\xaf" "PM", "2021-09-14T15:04:05", false },
	/* ISO, with zone, with seven decimals */
	{ "2026-03-17T09:03:12.7750000Z",  "2026-03-17T09:03:12.775Z", false },
	{ "2026-03-17T09:03:12.123456789Z", "2026-03-17T09:03:12.1234567Z", false },
	{ "2020-12-14T17:09:08.940",	   "2020-12-14T17:09:08.94", false },
	{ "2020-12-14 17:09",		   "2020-12-14T17:09:00", false },
	{ "2026-03-17T00:30:00+01:00",	   "2026-03-16T23:30:00Z", false },
	{ "2026-03-17T00:30:00-0530",	   "2026-03-17T06:00:00Z", false },
	/* version identifier of wbadmin has no blank */
	{ "10/24/2020-17:48",		   "2020-10-24T17:48:00", false },
	/* names and ideographs */
	{ "Tuesday, March 17, 2026 9:03:12 AM", "2026-03-17T09:03:12", false },
	{ "17-Mar-26 09:03:12",		   "2026-03-17T09:03:12", false },
	{ "2020年3月18日 5:00",		   "2020-03-18T05:00:00", false },
	{ "2021/4/5 下午 03:04:05",	   "2021-04-05T15:04:05", false },
	/* Italian with dots in the time */
	{ "25/12/2012 10.48.05",	   "2012-12-25T10:48:05", false },
	/* leap days */
	{ "29/02/2020 01:02",		   "2020-02-29T01:02:00", false },
	{ "29/02/2021 01:02",		   NULL, false },
	{ "2000-02-29T00:00:00Z",	   "2000-02-29T00:00:00Z", false },
	{ "1900-02-29T00:00:00Z",	   NULL, false },
	/* no times */
	{ "", NULL, false }, { "21/04/2009", NULL, false }, { "10.0.17763", NULL, false },
	{ "32/01/2020 10:00", NULL, false }, { "13/13/2020 10:00", NULL, false },
	{ "21/04/2009 25:00", NULL, false }, { "21/04/2009 11:04 x", NULL, false },
	{ "2026-03-17T09:03:12+99:00", NULL, false }, { "hello", NULL, false },
	{ "99999999999999999999/1/1 1:1", NULL, false },
};
/* clang-format on */

static void forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct arena a = { 0 };
		struct when t = { 0 };
		bool ok = when_parse(str_of(rows[i].in), &t);
		struct str got = ok ? when_rfc3339(&a, t) : (struct str){ 0 };

		if (ok != (rows[i].out != NULL) || !str_eq(got, str_of(rows[i].out)) ||
		    (ok && t.swappable != rows[i].swappable))
			print_message("%s: %.*s %d\n", rows[i].in, STR_ARG(got), t.swappable);
		assert_true(ok == (rows[i].out != NULL));
		assert_true(str_eq(got, str_of(rows[i].out)));
		assert_true(!ok || t.swappable == rows[i].swappable);
		arena_free(&a);
	}
}

static void filetime(void **state)
{
	struct arena a = { 0 };

	(void)state;
	/* 1970-01-01 is 11644473600 seconds after 1601-01-01 ([MS-DTYP] 2.3.3) */
	assert_true(str_eq(when_rfc3339(&a, when_filetime(116444736000000000u)),
			   STR("1970-01-01T00:00:00Z")));
	assert_true(str_eq(when_text(&a, when_filetime(1)), STR("1601-01-01 00:00:00Z")));
	assert_true(str_eq(when_text(&a, when_filetime(0)), STR("-")));
	assert_int_equal(when_filetime(UINT64_MAX).basis, WHEN_NONE);
	arena_free(&a);
}

static void every_day_returns(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (int64_t day = 1; day < 366 * 900; day += 13) {
		struct when t = when_filetime((uint64_t)(day * WHEN_DAY)), back;

		assert_true(when_iso(when_rfc3339(&a, t), &back));
		assert_true(back.ticks == t.ticks);
	}
	arena_free(&a);
}

static void order(void **state)
{
	static const struct {
		const char *later, *than;
		bool after;
	} row[] = {
		{ "3/2/2026 9:00 PM", "3/1/2026 9:00 PM", true },
		{ "3/1/2026 9:00 PM", "3/2/2026 9:00 PM", false },
		{ "3/2/2026 9:00 PM", "3/2/2026 9:00 PM", false },
		{ "4/1/2026 9:00 PM", "3/2/2026 9:00 PM", false },  /* 4 January, 3 February */
		{ "4/3/2026 9:00 PM", "3/25/2026 9:00 PM", false }, /* 4 March */
		{ "5/6/2026 9:00 PM", "3/25/2026 9:00 PM", true },
		{ "2026-03-02T21:00:00Z", "3/1/2026 9:00 PM", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct when a, b;

		assert_true(when_parse(str_of(row[i].later), &a));
		assert_true(when_parse(str_of(row[i].than), &b));
		if (when_after(a, b) != row[i].after)
			fail_msg("%s after %s", row[i].later, row[i].than);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(filetime),
		cmocka_unit_test(every_day_returns),
		cmocka_unit_test(order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
