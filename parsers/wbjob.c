/* wbjob.c - see wbjob.h */
#include "parsers/wbjob.h"

#include "parsers/code.h"
#include "parsers/row.h"

/* 2155348226	-2139619070	0 */
static int64_t result(const struct property *list, size_t n, const char *name)
{
	struct str v = row_property(list, n, name);
	uint32_t code;

	return str_known(v) && code_parse(str_trim(v), &code) ? (int64_t)code : OBS_UNKNOWN;
}

/* "1/1/0001 12:00:00 AM" is what .NET prints for no time at all. */
static struct when time_of(const struct property *list, size_t n, const char *name)
{
	struct str v = str_trim(row_property(list, n, name));
	struct when t;

	return v.len && str_find(v, STR("0001")) < 0 && when_parse(v, &t) ? t : (struct when){ 0 };
}

static enum run_outcome outcome_of(int64_t code, int64_t detail)
{
	if (code == OBS_UNKNOWN)
		return OUTCOME_NONE;
	if (code)
		return OUTCOME_FAILED;
	return detail == OBS_UNKNOWN || !detail ? OUTCOME_OK : OUTCOME_WARNINGS;
}

/* The line of the property 'name', which is the one to cite; 'otherwise' without it. */
static size_t line_of(const struct property *list, size_t n, const char *name, size_t otherwise)
{
	for (size_t k = 0; k < n; k++)
		if (str_ieq(list[k].name, str_of(name)))
			return list[k].line;
	return otherwise;
}

static struct run *add_run(struct parse *p, const struct text *t, size_t line, int64_t code,
			   int64_t detail)
{
	struct run *run = &parse_add(p, OBS_RUN, t, line, 1)->run;

	run->kind = RUN_BACKUP;
	run->tool = STR("wbadmin");
	run->outcome = outcome_of(code, detail);
	run->code = code;
	run->detail = detail ? detail : OBS_UNKNOWN;
	return run;
}

static struct str copy_of(struct parse *p, const struct property *list, size_t n, const char *name)
{
	struct str v = str_trim(row_property(list, n, name));

	return v.len ? arena_str(p->arena, v) : (struct str){ 0 };
}

/* LastSuccessfulBackupTime        : 3/1/2026 9:00:00 PM
 * LastBackupTime                  : 3/2/2026 9:00:00 PM
 * LastBackupTarget                : Disk 03-02
 * DetailedMessage                 : System writer is not found in the backup.
 * LastBackupResultHR              : 2155348226
 * LastBackupResultDetailedHR      : 0 */
static bool take_summary(struct parse *p, const struct text *t, size_t i,
			 const struct property *list, size_t n)
{
	int64_t code = result(list, n, "LastBackupResultHR");
	struct when last = time_of(list, n, "LastBackupTime");
	struct when good = time_of(list, n, "LastSuccessfulBackupTime");
	struct run *run;

	if (code == OBS_UNKNOWN)
		return false;
	if (good.basis != WHEN_NONE && last.basis != WHEN_NONE && good.ticks != last.ticks) {
		run = add_run(p, t, line_of(list, n, "LastSuccessfulBackupTime", i), 0, 0);
		run->start = good;
	}
	/* A server that has never run a backup shows zeros. */
	if (last.basis == WHEN_NONE && !code)
		return true;
	run = add_run(p, t, line_of(list, n, "LastBackupResultHR", i), code,
		      result(list, n, "LastBackupResultDetailedHR"));
	run->start = last;
	run->target = copy_of(p, list, n, "LastBackupTarget");
	run->message = copy_of(p, list, n, "DetailedMessage");
	return true;
}

/* JobType           : Backup
 * StartTime         : 3/2/2026 9:00:00 PM
 * EndTime           : 3/2/2026 9:02:00 PM
 * JobState          : Completed
 * HResult           : -2139619070
 * DetailedHResult   : -2147024891
 * ErrorDescription  : System writer is not found in the backup. */
static bool take_job(struct parse *p, const struct text *t, size_t i, const struct property *list,
		     size_t n)
{
	int64_t code = result(list, n, "HResult");
	struct str type = str_trim(row_property(list, n, "JobType"));
	struct when end = time_of(list, n, "EndTime");
	struct run *run;

	if (code == OBS_UNKNOWN || !type.len || !str_known(row_property(list, n, "JobState")))
		return false;
	run = add_run(p, t, line_of(list, n, "HResult", i), code,
		      result(list, n, "DetailedHResult"));
	if (str_ifind(type, STR("Recovery")) >= 0)
		run->kind = RUN_RECOVERY;
	/* A job that still runs has no result yet. */
	if (!code && end.basis == WHEN_NONE) {
		run->outcome = OUTCOME_NONE;
		run->code = OBS_UNKNOWN;
	}
	run->start = time_of(list, n, "StartTime");
	run->end = end;
	run->message = copy_of(p, list, n, "ErrorDescription");
	run->log_path = copy_of(p, list, n, "FailureLogPath");
	return true;
}

static bool take(struct parse *p, const struct text *t, size_t i, size_t used,
		 const struct property *list, size_t n)
{
	(void)used;
	return take_summary(p, t, i, list, n) || take_job(p, t, i, list, n);
}

size_t wbjob_parse(struct parse *p, const struct text *t, size_t i)
{
	if (str_chr(t->line[i].s, ':') < 0)
		return 0;
	return parse_properties(p, t, i, LIST_WBJOB, take);
}
