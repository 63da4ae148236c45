/* evidence.c - see evidence.h */
#include "analyzer/evidence.h"

#include <stdlib.h>
#include <string.h>

/* Of one object: a ticket has a handful. */
enum { MOST_CAPTURES = 64 };

/* Where providers log, for events copied without their channel and for judging absence. Sources:
 * the providers' registrations in winevt-kb; the VSS and Backup documentation. */
static const struct {
	struct str provider, channel;
} home[] = {
	{ STR_INIT("VSS"), STR_INIT("Application") },
	{ STR_INIT("Microsoft-Windows-CAPI2"), STR_INIT("Application") },
	{ STR_INIT("Microsoft-Windows-Backup"), STR_INIT("Application") },
	{ STR_INIT("EventSystem"), STR_INIT("Application") },
	{ STR_INIT("Microsoft-Windows-EventSystem"), STR_INIT("Application") },
	{ STR_INIT("ESENT"), STR_INIT("Application") },
	{ STR_INIT("SQLWRITER"), STR_INIT("Application") },
	{ STR_INIT("SQLVDI"), STR_INIT("Application") },
	{ STR_INIT("MSSQLSERVER"), STR_INIT("Application") },
	{ STR_INIT("SPP"), STR_INIT("Application") },
	{ STR_INIT("ESE"), STR_INIT("Application") },
	{ STR_INIT("SRMSVC"), STR_INIT("Application") },
	{ STR_INIT("WinMgmt"), STR_INIT("Application") },
	{ STR_INIT("Microsoft-Windows-WMI"), STR_INIT("Application") },
	{ STR_INIT("MSExchangeIS"), STR_INIT("Application") },
	{ STR_INIT("MSExchangeIS Mailbox Store"), STR_INIT("Application") },
	{ STR_INIT("MSExchangeRepl"), STR_INIT("Application") },
	{ STR_INIT("Application Error"), STR_INIT("Application") },
	{ STR_INIT("Service Control Manager"), STR_INIT("System") },
	{ STR_INIT("volsnap"), STR_INIT("System") },
	{ STR_INIT("disk"), STR_INIT("System") },
	{ STR_INIT("Ntfs"), STR_INIT("System") },
	{ STR_INIT("Microsoft-Windows-Ntfs"), STR_INIT("System") },
	{ STR_INIT("DCOM"), STR_INIT("System") },
	{ STR_INIT("Microsoft-Windows-DistributedCOM"), STR_INIT("System") },
	{ STR_INIT("EventLog"), STR_INIT("System") },
	{ STR_INIT("srv"), STR_INIT("System") },
	{ STR_INIT("Microsoft-Windows-Kernel-Power"), STR_INIT("System") },
	{ STR_INIT("Microsoft-Windows-WER-SystemErrorReporting"), STR_INIT("System") },
	{ STR_INIT("BugCheck"), STR_INIT("System") },
	{ STR_INIT("User32"), STR_INIT("System") },
	{ STR_INIT("iScsiPrt"), STR_INIT("System") },
	{ STR_INIT("storahci"), STR_INIT("System") },
	{ STR_INIT("stornvme"), STR_INIT("System") },
	{ STR_INIT("iaStor"), STR_INIT("System") },
	{ STR_INIT("iaStorA"), STR_INIT("System") },
	{ STR_INIT("iaStorAV"), STR_INIT("System") },
	{ STR_INIT("LSI_SAS"), STR_INIT("System") },
	{ STR_INIT("LSI_SAS2"), STR_INIT("System") },
	{ STR_INIT("LSI_SAS3"), STR_INIT("System") },
	{ STR_INIT("megasas"), STR_INIT("System") },
	{ STR_INIT("megasas2"), STR_INIT("System") },
	{ STR_INIT("pvscsi"), STR_INIT("System") },
	{ STR_INIT("vmscsi"), STR_INIT("System") },
	{ STR_INIT("NTDS ISAM"), STR_INIT("Directory Service") },
	{ STR_INIT("NTDS General"), STR_INIT("Directory Service") },
	{ STR_INIT("NTDS Database"), STR_INIT("Directory Service") },
	{ STR_INIT("NTDS Backup"), STR_INIT("Directory Service") },
	{ STR_INIT("Microsoft-Windows-ActiveDirectory_DomainService"),
	  STR_INIT("Directory Service") },
	{ STR_INIT("DFSR"), STR_INIT("DFS Replication") },
	{ STR_INIT("NtFrs"), STR_INIT("File Replication Service") },
	{ STR_INIT("Microsoft-Windows-Hyper-V-VMMS"),
	  STR_INIT("Microsoft-Windows-Hyper-V-VMMS-Admin") },
	{ STR_INIT("Microsoft-Windows-Windows Defender"),
	  STR_INIT("Microsoft-Windows-Windows Defender/Operational") },
	{ STR_INIT("Microsoft-Windows-VolumeSnapshot-Driver"),
	  STR_INIT("Microsoft-Windows-VolumeSnapshot-Driver/Operational") },
};

struct str evidence_channel(struct str provider)
{
	for (size_t i = 0; i < ARRAY_SIZE(home); i++)
		if (str_ieq(home[i].provider, provider))
			return home[i].channel;
	return (struct str){ 0 };
}

struct when evidence_utc(const struct evidence *e, struct when t)
{
	if (t.basis != WHEN_LOCAL || e->utc_offset == OBS_UNKNOWN)
		return t;
	t.ticks -= e->utc_offset * WHEN_MINUTE;
	t.basis = WHEN_UTC;
	return t;
}

/* The name before the domain; unknown for what is no name ("<servername>", "N/A"). */
static struct str short_name(struct str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.len; i++) {
		char c = v.s[i];

		if (c == '.' && !n)
			n = i;
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '-' || c == '_' || c == '.'))
			return (struct str){ 0 };
	}
	return str_sub(v, 0, n ? n : v.len);
}

/* The event is of another computer than the bundle: forwarded, or of another server's log. */
static bool is_foreign(const struct evidence *e, const struct obs *o)
{
	struct str host, computer;

	if (o->kind != OBS_EVENT || !str_known(o->event.computer))
		return false;
	host = short_name(e->host.name);
	computer = short_name(o->event.computer);
	return host.len && computer.len && !str_ieq(host, computer);
}

bool evidence_elsewhere(const struct evidence *e, const struct obs *o)
{
	bool named = false;

	for (size_t i = 0; i < e->kind[OBS_HOST].n && !named; i++)
		named = e->kind[OBS_HOST].item[i]->host.name.len > 0;
	return named && o->at.record && is_foreign(e, o);
}

struct citation evidence_cite(const struct evidence *e, const struct obs *o)
{
	struct citation c = { .obs = o, .at = o->at };

	if (o->at.file < e->n_file)
		c.file = e->file_name[o->at.file];
	if (is_foreign(e, o))
		c.note = arena_printf(e->arena, "of computer %.*s", STR_ARG(o->event.computer));
	return c;
}

/* Offsets from UTC-12 to UTC+14 are in use: a local time whose offset is not known lies somewhere
 * in 26 hours. Two local times are of one server. */
static bool range_of(const struct evidence *e, struct when t, struct when other, int64_t *low,
		     int64_t *high)
{
	t = evidence_utc(e, t);
	other = evidence_utc(e, other);
	if (t.basis == WHEN_NONE || other.basis == WHEN_NONE)
		return false;
	*low = *high = t.ticks;
	if (t.basis != other.basis && t.basis == WHEN_LOCAL) {
		*low -= 14 * 60 * WHEN_MINUTE;
		*high += 12 * 60 * WHEN_MINUTE;
	} else if (t.basis != other.basis) {
		*low -= 12 * 60 * WHEN_MINUTE;
		*high += 14 * 60 * WHEN_MINUTE;
	}
	return true;
}

enum tri evidence_near(const struct evidence *e, struct when first, struct when last)
{
	struct when from = e->incident_from, to = e->incident_to;
	int64_t low, high, end, ignored;

	if (!range_of(e, first, from, &low, &ignored) ||
	    !range_of(e, last, from, &ignored, &high) || first.swappable || from.swappable)
		return TRI_UNKNOWN;
	end = evidence_utc(e, to).ticks;
	from = evidence_utc(e, from);
	if (high < from.ticks || low > end)
		return TRI_NO;
	return low >= from.ticks && high <= end ? TRI_YES : TRI_UNKNOWN;
}

bool evidence_near_incident(const struct evidence *e, struct when t)
{
	return evidence_near(e, t, t) != TRI_NO;
}

int64_t evidence_distance(const struct evidence *e, const struct obs *o)
{
	struct when at = e->incident_from.basis != WHEN_NONE ? e->incident_from : e->reference, t;
	int64_t d;

	if (!o || o->kind != OBS_EVENT || at.basis == WHEN_NONE)
		return 0;
	t = o->event.count > 1 && o->event.last.basis != WHEN_NONE ? o->event.last : o->event.time;
	if (t.basis == WHEN_NONE)
		return 0;
	d = evidence_utc(e, t).ticks - evidence_utc(e, at).ticks;
	return d < 0 ? -d : d;
}

/* The last backup that completed; NULL if none did, or one failed. */
static const struct run_verdict *good_run(const struct evidence *e)
{
	const struct run_verdict *last = NULL;

	for (size_t i = 0; i < e->n_run; i++) {
		if (e->run[i].outcome == OUTCOME_FAILED)
			return NULL;
		if (e->run[i].outcome == OUTCOME_OK)
			last = &e->run[i];
	}
	return last;
}

bool evidence_works(const struct evidence *e)
{
	return good_run(e) != NULL;
}

bool evidence_past(const struct evidence *e, struct when t)
{
	const struct run_verdict *good = e->incident ? NULL : good_run(e);
	struct when from = e->incident ? e->incident_from : good ? good->start : (struct when){ 0 };
	int64_t margin = e->incident ? 30 * WHEN_DAY : 0, low, high;

	if (when_comparable(from, t))
		return when_lead(from, t) > margin;
	if (!range_of(e, t, from, &low, &high))
		return false;
	/* Day and month the other way round are less than a year apart. */
	if (t.swappable || from.swappable)
		margin += 335 * WHEN_DAY;
	return high < evidence_utc(e, from).ticks - margin;
}

enum tri evidence_covers(const struct evidence *e, const struct log *log)
{
	int64_t low, high, first, last;
	struct when from = e->incident_from;

	if (!range_of(e, from, log->first, &low, &high) || log->last.basis == WHEN_NONE ||
	    from.swappable)
		return TRI_UNKNOWN;
	first = evidence_utc(e, log->first).ticks;
	last = evidence_utc(e, log->last).ticks;
	if (first > high || last < low)
		return TRI_NO;
	return first <= low && last >= high ? TRI_YES : TRI_UNKNOWN;
}

/* Covers the incident, or any time at all where no incident is placed. */
static enum truth covers(const struct evidence *e, const struct log *log)
{
	bool any = e->incident_from.basis == WHEN_NONE;

	if (log->records == 0 || (!any && evidence_covers(e, log) != TRI_YES))
		return TRUTH_OUT_OF_RANGE;
	return log->complete == TRI_NO ? TRUTH_UNREADABLE : TRUTH_TRUE;
}

enum truth evidence_covered(const struct evidence *e, struct str channel, const struct obs **log)
{
	enum truth best = TRUTH_NOT_COLLECTED;

	*log = NULL;
	for (size_t i = 0; i < e->kind[OBS_LOG].n; i++) {
		const struct obs *o = e->kind[OBS_LOG].item[i];
		enum truth t;

		if (!str_ieq(o->log.channel, channel))
			continue;
		t = covers(e, &o->log);
		if (t == TRUTH_TRUE || best == TRUTH_NOT_COLLECTED) {
			best = t;
			*log = o;
		}
	}
	return best;
}

/* As read: the tie-breaker that makes every sort stable. */
static int as_read(const struct obs *x, const struct obs *y)
{
	if (x->at.file != y->at.file)
		return x->at.file < y->at.file ? -1 : 1;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	if (x->at.record != y->at.record)
		return x->at.record < y->at.record ? -1 : 1;
	return x->at.offset < y->at.offset ? -1 : x->at.offset > y->at.offset;
}

static int by_id(const void *a, const void *b)
{
	const struct obs *x = *(const struct obs *const *)a, *y = *(const struct obs *const *)b;

	if (x->event.id != y->event.id)
		return x->event.id < y->event.id ? -1 : 1;
	return as_read(x, y);
}

static int by_path(const void *a, const void *b)
{
	const struct obs *x = *(const struct obs *const *)a, *y = *(const struct obs *const *)b;
	int c = str_icmp(x->acl.path, y->acl.path);

	return c ? c : as_read(x, y);
}

static int by_service(const void *a, const void *b)
{
	const struct obs *x = *(const struct obs *const *)a, *y = *(const struct obs *const *)b;
	int c = str_icmp(x->service.key, y->service.key);

	if (c == 0 && !str_known(x->service.key))
		c = str_icmp(x->service.display, y->service.display);
	return c ? c : as_read(x, y);
}

static struct obs_set sorted(struct arena *a, const struct obs_set *all,
			     int (*order)(const void *, const void *))
{
	struct obs_set s = { .item = arena_array(a, const struct obs *, all->n),
			     .n = all->n,
			     .cap = all->n };

	if (all->n) {
		memcpy(s.item, all->item, all->n * sizeof(*s.item));
		qsort(s.item, s.n, sizeof(*s.item), order);
	}
	return s;
}

static void make_indexes(struct evidence *e)
{
	e->event_by_id = sorted(e->arena, &e->kind[OBS_EVENT], by_id);
	e->acl_by_path = sorted(e->arena, &e->kind[OBS_ACL], by_path);
	e->kind[OBS_SERVICE] = sorted(e->arena, &e->kind[OBS_SERVICE], by_service);
}

struct obs_set evidence_events(const struct evidence *e, int64_t low, int64_t high)
{
	const struct obs_set *s = &e->event_by_id;
	size_t lo = 0, hi = s->n, end;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->item[mid]->event.id < low)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo; end < s->n && s->item[end]->event.id <= high;)
		end++;
	return (struct obs_set){ .item = s->item ? s->item + lo : NULL, .n = end - lo };
}

struct obs_set evidence_acls(const struct evidence *e, struct str path)
{
	const struct obs_set *s = &e->acl_by_path;
	size_t lo = 0, hi = s->n, end;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_icmp(s->item[mid]->acl.path, path) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (end = lo;
	     end < s->n && end - lo < MOST_CAPTURES && str_ieq(s->item[end]->acl.path, path);)
		end++;
	return (struct obs_set){ .item = s->item ? s->item + lo : NULL, .n = end - lo };
}

/* First source of a field wins; later captures only fill what is unknown. */
static void merge_host(struct evidence *e, const struct obs *o)
{
	const struct obs_type *type = obs_type(OBS_HOST);
	struct obs merged = { .kind = OBS_HOST, .host = e->host };

	for (size_t i = 0; i < type->n_field; i++) {
		const struct field *f = &type->field[i];

		if (!obs_known(o, f) || obs_known(&merged, f))
			continue;
		memcpy((char *)&merged + f->offset, (const char *)o + f->offset,
		       f->type == FIELD_STR  ? sizeof(struct str) :
		       f->type == FIELD_TIME ? sizeof(struct when) :
		       f->type == FIELD_WORD ? sizeof(int) :
					       sizeof(int64_t));
	}
	e->host = merged.host;
	if (!e->host_cite.obs)
		e->host_cite = evidence_cite(e, o);
}

/* Logs name their computer: good for the host's name where nothing better was collected. */
static void host_of_events(struct evidence *e)
{
	for (size_t i = 0; i < e->kind[OBS_EVENT].n && !e->host.name.len; i++) {
		const struct obs *o = e->kind[OBS_EVENT].item[i];

		if (!o->event.computer.len || str_chr(o->event.computer, '?') >= 0)
			continue;
		e->host.name = o->event.computer;
		if (!e->host_cite.obs)
			e->host_cite = evidence_cite(e, o);
	}
}

void evidence_make(struct evidence *e, struct arena *a, const struct obs_list *list,
		   const struct str *file_name, size_t n_file)
{
	*e = (struct evidence){ .arena = a, .file_name = file_name, .n_file = n_file };
	e->host.build = e->host.utc_offset = OBS_UNKNOWN;
	for (size_t i = 0; i < list->n; i++) {
		struct obs_set *s = &e->kind[list->item[i]->kind];

		*(const struct obs **)PUSH(a, s->item, s->n, s->cap) = list->item[i];
	}
	for (size_t i = 0; i < e->kind[OBS_HOST].n; i++)
		merge_host(e, e->kind[OBS_HOST].item[i]);
	host_of_events(e);
	make_indexes(e);
}
