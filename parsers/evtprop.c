/* evtprop.c - see evtprop.h */
#include "parsers/evtprop.h"

#include "parsers/event.h"

enum prop {
	PROP_NONE,
	PROP_LOG,
	PROP_SOURCE,
	PROP_TIME,
	PROP_ID,
	PROP_INSTANCE,
	PROP_LEVEL,
	PROP_TYPE,
	PROP_WORD,
	PROP_USER,
	PROP_COMPUTER,
	PROP_RECORD,
	PROP_TEXT,
	PROP_QUALIFIERS,
	PROP_COUNT,
	PROP_FIRST,
	PROP_LAST,
	PROP_OTHER
};

/* clang-format off */
static const struct {
	struct str name;
	enum prop prop;
} props[] = {
	/* Get-WinEvent */
	{ STR_INIT("LogName"), PROP_LOG },
	{ STR_INIT("ProviderName"), PROP_SOURCE },
	{ STR_INIT("TimeCreated"), PROP_TIME },
	{ STR_INIT("Id"), PROP_ID },
	{ STR_INIT("Level"), PROP_LEVEL },
	{ STR_INIT("LevelDisplayName"), PROP_WORD },
	{ STR_INIT("UserId"), PROP_USER },
	{ STR_INIT("MachineName"), PROP_COMPUTER },
	{ STR_INIT("RecordId"), PROP_RECORD },
	{ STR_INIT("Message"), PROP_TEXT },
	{ STR_INIT("Qualifiers"), PROP_QUALIFIERS },
	{ STR_INIT("ProviderId"), PROP_OTHER },
	{ STR_INIT("Task"), PROP_OTHER },
	{ STR_INIT("Opcode"), PROP_OTHER },
	{ STR_INIT("Keywords"), PROP_OTHER },
	{ STR_INIT("Version"), PROP_OTHER },
	{ STR_INIT("ProcessId"), PROP_OTHER },
	{ STR_INIT("ThreadId"), PROP_OTHER },
	{ STR_INIT("ActivityId"), PROP_OTHER },
	{ STR_INIT("RelatedActivityId"), PROP_OTHER },
	{ STR_INIT("ContainerLog"), PROP_OTHER },
	{ STR_INIT("MatchedQueryIds"), PROP_OTHER },
	{ STR_INIT("Bookmark"), PROP_OTHER },
	{ STR_INIT("OpcodeDisplayName"), PROP_OTHER },
	{ STR_INIT("TaskDisplayName"), PROP_OTHER },
	{ STR_INIT("KeywordsDisplayNames"), PROP_OTHER },
	{ STR_INIT("Properties"), PROP_OTHER },
	/* Get-EventLog */
	{ STR_INIT("Source"), PROP_SOURCE },
	{ STR_INIT("TimeGenerated"), PROP_TIME },
	{ STR_INIT("TimeWritten"), PROP_TIME },
	{ STR_INIT("Time"), PROP_TIME },
	{ STR_INIT("EventID"), PROP_ID },
	{ STR_INIT("InstanceId"), PROP_INSTANCE },
	{ STR_INIT("EntryType"), PROP_TYPE },
	{ STR_INIT("Index"), PROP_RECORD },
	{ STR_INIT("UserName"), PROP_USER },
	{ STR_INIT("Category"), PROP_OTHER },
	{ STR_INIT("CategoryNumber"), PROP_OTHER },
	{ STR_INIT("ReplacementStrings"), PROP_OTHER },
	{ STR_INIT("Data"), PROP_OTHER },
	{ STR_INIT("Site"), PROP_OTHER },
	{ STR_INIT("Container"), PROP_OTHER },
	/* Win32_NTLogEvent, and summaries made of the others */
	{ STR_INIT("Logfile"), PROP_LOG },
	{ STR_INIT("Log"), PROP_LOG },
	{ STR_INIT("Channel"), PROP_LOG },
	{ STR_INIT("SourceName"), PROP_SOURCE },
	{ STR_INIT("Provider"), PROP_SOURCE },
	{ STR_INIT("EventCode"), PROP_ID },
	{ STR_INIT("EventIdentifier"), PROP_INSTANCE },
	{ STR_INIT("EventType"), PROP_TYPE },
	{ STR_INIT("Type"), PROP_WORD },
	{ STR_INIT("RecordNumber"), PROP_RECORD },
	{ STR_INIT("EventRecordID"), PROP_RECORD },
	{ STR_INIT("ComputerName"), PROP_COMPUTER },
	{ STR_INIT("Computer"), PROP_COMPUTER },
	{ STR_INIT("User"), PROP_USER },
	{ STR_INIT("Count"), PROP_COUNT },
	{ STR_INIT("FirstTimeWritten"), PROP_FIRST },
	{ STR_INIT("LastTimeWritten"), PROP_LAST },
};
/* clang-format on */

void evtprop_start(struct evtprop *v)
{
	*v = (struct evtprop){ .e = event_unknown() };
}

static enum prop prop_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(props); i++)
		if (str_ieq(props[i].name, name))
			return props[i].prop;
	return PROP_NONE;
}

bool evtprop_known(struct str name)
{
	return prop_of(name) != PROP_NONE;
}

/* "/Date(1551158400123)/", as ConvertTo-Json of Windows PowerShell writes it: milliseconds since
 * 1970 */
static bool date_object(struct str v, struct when *out)
{
	const int64_t epoch = 116444736000000000; /* 1970 in FILETIME ticks */
	ptrdiff_t from = str_find(v, STR("Date(")), to = str_chr(v, ')');
	int64_t ms;

	if (from < 0 || to < from || !str_i64(str_sub(v, (size_t)from + 5, (size_t)to), &ms) ||
	    ms < 0 || ms > INT64_C(250000000000000))
		return false;
	*out = (struct when){ .ticks = epoch + ms * (WHEN_SECOND / 1000), .basis = WHEN_UTC };
	return true;
}

static void set_time(struct str v, struct when *out)
{
	if (!date_object(v, out) && !when_iso(v, out) && !when_parse(v, out))
		*out = (struct when){ 0 };
}

/* The numbers of EventLogEntryType, which the words replace in text. */
static int64_t entry_type(struct str v)
{
	static const int64_t level[] = { OBS_UNKNOWN, 2, 3, OBS_UNKNOWN, 4 };
	uint64_t n;

	if (!str_u64(v, &n))
		return event_level(v);
	if (n == 8 || n == 16)
		return 0;
	return n < ARRAY_SIZE(level) ? level[n] : OBS_UNKNOWN;
}

/* The low 16 bits are the id, the high ones severity and facility. */
static void set_instance(struct evtprop *v, struct str value)
{
	int64_t n;

	if (!str_i64(value, &n) || n < INT32_MIN || n > UINT32_MAX)
		return;
	if (v->e.id == OBS_UNKNOWN)
		v->e.id = n & 0xffff;
	v->e.qualifiers = ((uint32_t)n >> 16) & 0xffff;
	v->id = true;
}

static int64_t whole(struct str v, uint64_t most)
{
	uint64_t n;

	return str_u64(v, &n) && n <= most ? (int64_t)n : OBS_UNKNOWN;
}

static void set_string(struct str *to, struct str v)
{
	if (v.len && !str_ieq(v, STR("N/A")))
		*to = v;
}

static void set_times(struct evtprop *v, enum prop prop, struct str value)
{
	if (prop == PROP_FIRST)
		set_time(value, &v->e.first);
	else if (prop == PROP_LAST)
		set_time(value, &v->e.last);
	/* TimeGenerated comes before TimeWritten and is the better one */
	if (v->e.time.basis == WHEN_NONE && prop != PROP_FIRST)
		set_time(value, &v->e.time);
	v->time = v->e.time.basis != WHEN_NONE;
}

static void set_level(struct evtprop *v, enum prop prop, struct str value)
{
	int64_t level = prop == PROP_TYPE ? entry_type(value) : event_level(value);

	if (level != OBS_UNKNOWN && (v->e.level == OBS_UNKNOWN || prop == PROP_LEVEL))
		v->e.level = level;
}

static void set_number(struct evtprop *v, enum prop prop, struct str value)
{
	if (prop == PROP_ID) {
		int64_t id = whole(value, 0xffff);

		if (id == OBS_UNKNOWN) {
			set_instance(v, value);
			return;
		}
		v->e.id = id;
		v->id = true;
	} else if (prop == PROP_RECORD) {
		v->e.record_id = whole(value, INT64_MAX);
	} else if (prop == PROP_QUALIFIERS) {
		v->e.qualifiers = whole(value, 0xffff);
	} else if (prop == PROP_COUNT) {
		v->e.count = whole(value, INT32_MAX);
	}
}

void evtprop_set(struct evtprop *v, struct str name, struct str value)
{
	enum prop prop = prop_of(name);

	value = str_trim(value);
	switch (prop) {
	case PROP_LOG:
		set_string(&v->e.channel, value);
		break;
	case PROP_SOURCE:
		set_string(&v->e.provider, value);
		v->source = v->e.provider.len > 0;
		break;
	case PROP_USER:
		set_string(&v->e.user, value);
		break;
	case PROP_COMPUTER:
		set_string(&v->e.computer, value);
		break;
	case PROP_TEXT:
		set_string(&v->e.text, value);
		v->text = v->e.text.len > 0;
		break;
	case PROP_TIME:
	case PROP_FIRST:
	case PROP_LAST:
		set_times(v, prop, value);
		break;
	case PROP_LEVEL:
	case PROP_TYPE:
	case PROP_WORD:
		set_level(v, prop, value);
		break;
	case PROP_INSTANCE:
		set_instance(v, value);
		break;
	default:
		set_number(v, prop, value);
		break;
	}
}

bool evtprop_complete(const struct evtprop *v)
{
	return v->id && (v->source || (v->text && v->time));
}
