/* vss.c - see vss.h */
#include "parsers/vss.h"

#include "parsers/path.h"

enum { GUID_BYTES = 38 };

static bool guid_at(struct str v, size_t at)
{
	if (v.len - at < GUID_BYTES || v.s[at] != '{' || v.s[at + GUID_BYTES - 1] != '}')
		return false;
	for (size_t i = 1; i < GUID_BYTES - 1; i++) {
		char c = v.s[at + i];
		bool dash = i == 9 || i == 14 || i == 19 || i == 24;

		if (dash ? c != '-' : str_hex(c) < 0)
			return false;
	}
	return true;
}

bool vss_guid(struct str v, struct str *out)
{
	for (size_t i = 0; i + GUID_BYTES <= v.len; i++) {
		ptrdiff_t brace = str_chr(str_sub(v, i, v.len), '{');

		if (brace < 0)
			return false;
		i += (size_t)brace;
		if (guid_at(v, i)) {
			*out = str_sub(v, i, i + GUID_BYTES);
			return true;
		}
	}
	return false;
}

/* clang-format off */
static const struct {
	struct str open, close;
} quote[] = {
	{ STR_INIT("'"), STR_INIT("'") },
	{ STR_INIT("\""), STR_INIT("\"") },
	{ STR_INIT("\xe2\x80\x98"), STR_INIT("\xe2\x80\x99") },	/* single, typographic */
	{ STR_INIT("\xe2\x80\x99"), STR_INIT("\xe2\x80\x99") },
	{ STR_INIT("\xe2\x80\x9c"), STR_INIT("\xe2\x80\x9d") },	/* double */
	{ STR_INIT("\xe2\x80\x9d"), STR_INIT("\xe2\x80\x9d") },
	{ STR_INIT("\xe2\x80\x9e"), STR_INIT("\xe2\x80\x9c") },	/* double, German */
	{ STR_INIT("\xc2\xab"), STR_INIT("\xc2\xbb") },		/* guillemets */
	{ STR_INIT("`"), STR_INIT("`") },
	{ STR_INIT("\xc2\xb4"), STR_INIT("\xc2\xb4") },
};

/* Names and class GUIDs: Microsoft, "In-Box VSS Writers" (win32 documentation) and the KB
 * articles 2952783 and 2537096. 'sure' rows are from these; the others come from listings and
 * serve only where a listing gives no GUID. */
static const struct {
	struct str name, guid;
	bool sure;
} writer[] = {
	{ STR_INIT("System Writer"), STR_INIT("{e8132975-6f93-4464-a53e-1050253ae220}"), true },
	{ STR_INIT("ASR Writer"), STR_INIT("{be000cbe-11fe-4426-9c58-531aa6355fc4}"), true },
	{ STR_INIT("Registry Writer"), STR_INIT("{afbab4a2-367d-4d15-a586-71dbb18f8485}"), true },
	{ STR_INIT("COM+ REGDB Writer"), STR_INIT("{542da469-d3e1-473c-9f4f-7847f01fc64f}"), true },
	{ STR_INIT("Shadow Copy Optimization Writer"),
	  STR_INIT("{4dc3bdd4-ab48-4d07-adb0-3bee2926fd7f}"), true },
	{ STR_INIT("Performance Counters Writer"),
	  STR_INIT("{0bada1de-01a9-4625-8278-69e735f39dd2}"), true },
	{ STR_INIT("VSS Metadata Store Writer"),
	  STR_INIT("{75dfb225-e2e4-4d39-9ac9-ffaff65ddf06}"), true },
	{ STR_INIT("VSS Express Writer Metadata Store Writer"),
	  STR_INIT("{75dfb225-e2e4-4d39-9ac9-ffaff65ddf06}"), true },
	{ STR_INIT("Task Scheduler Writer"), STR_INIT("{d61d61c8-d73a-4eee-8cdd-f6f9786b7124}"), true },
	{ STR_INIT("WMI Writer"), STR_INIT("{a6ad56c2-b509-4e6c-bb19-49d8f43532f0}"), true },
	{ STR_INIT("BITS Writer"), STR_INIT("{4969d978-be47-48b0-b100-f328f07ac1e0}"), true },
	{ STR_INIT("MSSearch Service Writer"), STR_INIT("{cd3f2362-8bef-46c7-9181-d62844cdc0b2}"), true },
	{ STR_INIT("NTDS"), STR_INIT("{b2014c9e-8711-4c5c-a5a9-3cf384484757}"), true },
	{ STR_INIT("ADFS VSS Writer"), STR_INIT("{772c45f8-ae01-4f94-940c-94961864acad}"), true },
	{ STR_INIT("AD RMS Writer"), STR_INIT("{886c43b1-d455-4428-a37f-4d6b9e43f50f}"), true },
	{ STR_INIT("Certificate Authority"), STR_INIT("{6f5b15b5-da24-4d88-b737-63063e3a1f86}"), true },
	{ STR_INIT("Cluster Database"), STR_INIT("{41e12264-35d8-479b-8e5c-9b23d1dad37e}"), false },
	{ STR_INIT("Cluster Shared Volume VSS Writer"),
	  STR_INIT("{1072ae1c-e5a7-4ea1-9e4a-6f7964656570}"), true },
	{ STR_INIT("Dedup Writer"), STR_INIT("{41db4dbf-6046-470e-8ad5-d5081dfb1b70}"), false },
	{ STR_INIT("DFS Replication service writer"),
	  STR_INIT("{2707761b-2324-473d-88eb-eb007a359533}"), true },
	{ STR_INIT("FRS Writer"), STR_INIT("{d76f5a28-3092-4589-ba48-2958fb88ce29}"), false },
	{ STR_INIT("Dhcp Jet Writer"), STR_INIT("{be9ac81e-3619-421f-920f-4c6fea9e93ad}"), true },
	{ STR_INIT("WINS Jet Writer"), STR_INIT("{f08c1483-8407-4a26-8c26-6c267a629741}"), true },
	{ STR_INIT("FSRM Writer"), STR_INIT("{12ce4370-5bb7-4c58-a76a-e5d5097e3674}"), true },
	{ STR_INIT("Microsoft Hyper-V VSS Writer"),
	  STR_INIT("{66841cd4-6ded-4f4b-8f17-fd23f8ddc3de}"), true },
	{ STR_INIT("IIS Config Writer"), STR_INIT("{2a40fd15-dfca-4aa8-a654-1f8c654603f6}"), true },
	{ STR_INIT("IIS Metabase Writer"), STR_INIT("{59b1f0cf-90ef-465f-9609-6ca8b2938366}"), true },
	{ STR_INIT("MSMQ Writer (MSMQ)"), STR_INIT("{7e47b561-971a-46e6-96b9-696eeaa53b2a}"), true },
	{ STR_INIT("NPS VSS Writer"), STR_INIT("{35e81631-13e1-48db-97fc-d5bc721bb18a}"), true },
	{ STR_INIT("TS Gateway Writer"), STR_INIT("{368753ec-572e-4fc7-b4b9-ccd9bdc624cb}"), true },
	{ STR_INIT("TermServLicensing"), STR_INIT("{5382579c-98df-47a7-ac6c-98a6d7106e09}"), true },
	{ STR_INIT("Sync Share Service VSS writer"),
	  STR_INIT("{d46bf321-fdba-4a35-8ec3-454df03bc86a}"), false },
	{ STR_INIT("WDS VSS Writer"), STR_INIT("{82cb5521-68db-4626-83a4-7fc6f88853e9}"), true },
	{ STR_INIT("WIDWriter"), STR_INIT("{8d5194e1-e455-434a-b2e5-51296cce67df}"), true },
	{ STR_INIT("SqlServerWriter"), STR_INIT("{a65faa63-5ea8-4ebc-9dbd-a0c4db26912a}"), false },
	{ STR_INIT("MSDEWriter"), STR_INIT("{f8544ac1-0611-4fa5-b04b-f7ee00b03277}"), true },
	{ STR_INIT("Event Log Writer"), STR_INIT("{eee8c692-67ed-4250-8d86-390603070d00}"), true },
	{ STR_INIT("Microsoft Exchange Writer"),
	  STR_INIT("{76fe1ac4-15f7-4bcd-987e-8e1acb462fb7}"), false },
	{ STR_INIT("SharePoint Services Writer"),
	  STR_INIT("{da452614-4858-5e53-a512-38aab25c61ad}"), true },
	{ STR_INIT("OSearch14 VSS Writer"), STR_INIT("{0ff1ce14-0201-0000-0000-000000000000}"), false },
	{ STR_INIT("OSearch15 VSS Writer"), STR_INIT("{0ff1ce15-0201-0000-0000-000000000000}"), false },
};

/* Non-retryable before retryable does not matter: the text must begin with the entry. */
static const struct {
	struct str text;
	uint32_t code;
} last_error[] = {
	{ STR_INIT("No error"), 0 },
	{ STR_INIT("Inconsistent shadow copy"), 0x800423f0 },
	{ STR_INIT("Out of resources"), 0x800423f1 },
	{ STR_INIT("Timed out"), 0x800423f2 },
	{ STR_INIT("Retryable error"), 0x800423f3 },
	{ STR_INIT("Non-retryable error"), 0x800423f4 },
	{ STR_INIT("Not responding"), 0x80042319 },
	{ STR_INIT("Kein Fehler"), 0 },
	{ STR_INIT("Wiederholbarer Fehler"), 0x800423f3 },
	{ STR_INIT("Nicht wiederholbarer Fehler"), 0x800423f4 },
	{ STR_INIT("エラーなし"), 0 },
	{ STR_INIT("タイムアウト"), 0x800423f2 },
	{ STR_INIT("Aucune erreur"), 0 },
	{ STR_INIT("Cliché instantané incohérent"), 0x800423f0 },
	{ STR_INIT("Ressources insuffisantes"), 0x800423f1 },
	{ STR_INIT("Délai dépassé"), 0x800423f2 },
	{ STR_INIT("Erreur récupérable"), 0x800423f3 },
	{ STR_INIT("Erreur non récupérable"), 0x800423f4 },
	{ STR_INIT("Pas de réponse"), 0x80042319 },
	{ STR_INIT("Sin errores"), 0 },
	{ STR_INIT("Nessun errore"), 0 },
	{ STR_INIT("Nenhum erro"), 0 },
	{ STR_INIT("Geen fout"), 0 },
	{ STR_INIT("Brak błęd"), 0 },
	{ STR_INIT("Нет ошиб"), 0 },
	{ STR_INIT("Ошибок нет"), 0 },
	{ STR_INIT("Inga fel"), 0 },
	{ STR_INIT("无错误"), 0 },
	{ STR_INIT("沒有錯誤"), 0 },
};

/* First letters of a unit tell it in every language: MB, Mo, MiB, and Cyrillic. */
static const struct {
	struct str prefix;
	int shift;
} unit[] = {
	{ STR_INIT("K"), 10 }, { STR_INIT("M"), 20 }, { STR_INIT("G"), 30 }, { STR_INIT("T"), 40 },
	{ STR_INIT("P"), 50 },
	{ STR_INIT("\xd0\x9a"), 10 }, { STR_INIT("\xd0\x9c"), 20 }, { STR_INIT("\xd0\x93"), 30 },
	{ STR_INIT("\xd0\xa2"), 40 }, { STR_INIT("\xd0\x9f"), 50 },
};
/* clang-format on */

bool vss_quoted(struct str v, struct str *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(quote); i++) {
		struct str rest;
		ptrdiff_t end;

		if (!str_starts(v, quote[i].open))
			continue;
		rest = str_sub(v, quote[i].open.len, v.len);
		end = str_find(rest, quote[i].close);
		if (end <= 0)
			continue;
		*out = str_trim(str_sub(rest, 0, (size_t)end));
		return true;
	}
	return false;
}

/* Of a writer of Windows and of Microsoft's servers by its name, which vssadmin does not
 * translate; unknown for others. */
static struct str guid_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_SIZE(writer); i++)
		if (str_ieq(name, writer[i].name))
			return writer[i].guid;
	return (struct str){ 0 };
}

bool vss_writer_known(struct str guid)
{
	for (size_t i = 0; i < ARRAY_SIZE(writer); i++)
		if (str_ieq(guid, writer[i].guid))
			return true;
	return false;
}

/* A GUID differs from the one that Microsoft gives to the writer of this name. */
static bool foreign_guid(struct str name, struct str guid)
{
	for (size_t i = 0; i < ARRAY_SIZE(writer); i++)
		if (writer[i].sure && str_ieq(name, writer[i].name))
			return !str_ieq(guid, writer[i].guid);
	return false;
}

bool vss_writer_settle(struct parse *p, struct writer *w, struct str printed_guid)
{
	if (str_known(printed_guid) && !foreign_guid(w->name, printed_guid)) {
		w->guid = arena_lower(p->arena, printed_guid);
		return true;
	}
	w->guid = guid_of(w->name);
	return false;
}

bool vss_writer_named(struct str name)
{
	return str_known(guid_of(name));
}

bool vss_last_error(struct str text, uint32_t *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(last_error); i++)
		if (str_istarts(text, last_error[i].text)) {
			*out = last_error[i].code;
			return true;
		}
	return false;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The "C:" of "(C:)" or "[C:\]"; false without one. */
static bool drive_in(struct str v, char bracket, struct str *drive)
{
	ptrdiff_t at = str_chr(v, bracket);

	if (at < 0 || (size_t)at + 3 >= v.len || !letter(v.s[at + 1]) || v.s[at + 2] != ':')
		return false;
	*drive = str_sub(v, (size_t)at + 1, (size_t)at + 3);
	return true;
}

bool vss_volume(struct arena *a, struct str v, struct str *path, struct str *name)
{
	ptrdiff_t at = str_find(v, STR("\\\\?\\Volume{"));
	struct str drive = { 0 };

	*name = (struct str){ 0 };
	if (at >= 0 && at <= 4) {
		ptrdiff_t end = str_chr(str_sub(v, (size_t)at, v.len), '}');

		if (end < 0)
			return false;
		*name = arena_printf(a, "%.*s\\",
				     STR_ARG(str_sub(v, (size_t)at, (size_t)(at + end + 1))));
		if (!drive_in(str_sub(v, 0, (size_t)at), '(', &drive))
			drive_in(str_sub(v, (size_t)(at + end), v.len), '[', &drive);
	} else if (v.len >= 2 && v.len <= 3 && letter(v.s[0]) && v.s[1] == ':') {
		drive = str_sub(v, 0, 2);
	} else {
		return false;
	}
	*path = str_known(drive) ? path_canonical(a, arena_printf(a, "%.*s\\", STR_ARG(drive))) :
				   *name;
	return true;
}

static int unit_shift(struct str v)
{
	for (size_t i = 0; i < ARRAY_SIZE(unit); i++)
		if (str_istarts(v, unit[i].prefix))
			return unit[i].shift;
	return 0;
}

/* "1.93", "11,8", "1,048,576": what stands before a second separator was whole. */
struct decimal {
	uint64_t whole, fraction, scale;
	size_t used;
	bool point;
};

static bool read_decimal(struct str v, struct decimal *d)
{
	*d = (struct decimal){ .scale = 1 };
	for (; d->used < v.len; d->used++) {
		char c = v.s[d->used];

		if (c == '.' || c == ',') {
			if (d->whole > UINT64_C(1000000000000000) / d->scale)
				return false;
			d->whole = d->whole * d->scale + d->fraction;
			d->fraction = 0;
			d->scale = 1;
			d->point = true;
		} else if (c < '0' || c > '9') {
			break;
		} else if (d->point && d->scale < 1000) {
			d->fraction = d->fraction * 10 + (unsigned)(c - '0');
			d->scale *= 10;
		} else if (!d->point) {
			if (d->whole > UINT64_C(1000000000000000))
				return false;
			d->whole = d->whole * 10 + (unsigned)(c - '0');
		}
	}
	return true;
}

bool vss_size(struct str v, int64_t *out)
{
	struct decimal d;
	int shift;

	if (v.len == 0 || v.s[0] < '0' || v.s[0] > '9' || !read_decimal(v, &d))
		return false;
	shift = unit_shift(str_trim(str_sub(v, d.used, v.len)));
	/* "1,024 bytes": nobody prints parts of a byte. */
	if (shift == 0) {
		d.whole = d.whole * d.scale + d.fraction;
		d.fraction = 0;
	}
	if (d.whole >> (62 - shift))
		return false;
	*out = (int64_t)((d.whole << shift) + ((d.fraction << shift) / d.scale));
	return true;
}
