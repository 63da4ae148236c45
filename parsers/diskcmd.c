/* diskcmd.c - see diskcmd.h */
#include "parsers/diskcmd.h"

#include "parsers/code.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum { RUNS = 12, ROWS = 24 };

static void add_message(struct parse *p, const struct text *t, size_t i, size_t n, struct str tool)
{
	struct message *m = &parse_add(p, OBS_MESSAGE, t, i, n)->message;

	m->tool = tool;
	m->command = p->command;
	m->text = row_join(p->arena, t, i, i + n);
	m->n_code = code_scan(p->arena, m->text, &m->code);
}

/* "C", "c:", "C:\" to "C:\"; a folder or \\?\Volume{...} as it is, with a backslash at its end. */
static struct str volume_path(struct arena *a, struct str v)
{
	char letter = v.len ? v.s[0] : '\0';

	if (letter >= 'a' && letter <= 'z')
		letter = (char)(letter - 32);
	if (letter >= 'A' && letter <= 'Z' &&
	    (v.len == 1 || (v.s[1] == ':' && (v.len == 2 || (v.len == 3 && v.s[2] == '\\')))))
		return arena_printf(a, "%c:\\", letter);
	if (v.len < 4 || (v.s[1] != ':' && !str_starts(v, STR("\\\\?\\"))))
		return (struct str){ 0 };
	return v.s[v.len - 1] == '\\' ? v : arena_printf(a, "%.*s\\", STR_ARG(v));
}

/*     \\?\Volume{0b3a7c52-0000-0000-0000-100000000000}\
 *         C:\
 * A volume without a mount point has a line of stars in its place. */
static size_t parse_mountvol(struct parse *p, const struct text *t, size_t i)
{
	struct str name = str_trim(t->line[i].s);
	size_t j = i + 1, mounts = 0;

	if (!str_starts(name, STR("\\\\?\\Volume{")) || !str_iends(name, STR("}\\")))
		return 0;
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		struct str v = str_trim(t->line[j].s), command;
		struct volume *volume;

		if (str_starts(v, STR("***"))) {
			j++;
			break;
		}
		if (transcript_command(t->line[j].s, &command) || v.len < 3 || v.s[1] != ':' ||
		    v.s[v.len - 1] != '\\')
			break;
		volume = &parse_add(p, OBS_VOLUME, t, i, j + 1 - i)->volume;
		volume->path = v;
		volume->name = name;
		mounts++;
	}
	if (!mounts && (j > i + 1 || transcript_is(p->command, "mountvol")))
		parse_add(p, OBS_VOLUME, t, i, j - i)->volume.name = name;
	return mounts || j > i + 1 || transcript_is(p->command, "mountvol") ? j - i : 0;
}

/* States of a volume or disk in diskpart that are failures; other languages are not known. */
static const char *const bad_state[] = { "Failed",  "Failed Rd", "At Risk", "Unknown", "Offline",
					 "Missing", "Errors",    "Foreign", "No Fs",   NULL };

static struct str without_mark(struct str line)
{
	/* "* Volume 1": the one in focus. */
	if (line.len && line.s[0] == '*')
		return str_sub(line, 1, line.len);
	return line;
}

static void volume_row(struct parse *p, const struct text *t, size_t i, const struct span *col,
		       size_t n)
{
	struct str line = t->line[i].s, letter = row_cell(line, col, n, 1);
	struct volume *v = &parse_add(p, OBS_VOLUME, t, i, 1)->volume;
	int64_t size;

	v->path = letter.len == 1 ? volume_path(p->arena, letter) : (struct str){ 0 };
	if (row_cell(line, col, n, 2).len)
		v->label = row_cell(line, col, n, 2);
	if (row_cell(line, col, n, 3).len)
		v->fs = row_cell(line, col, n, 3);
	if (row_size(row_cell(line, col, n, 5), &size))
		v->size = size;
	if (n > 6 && row_word(row_cell(line, col, n, 6), bad_state) >= 0)
		add_message(p, t, i, 1, STR("diskpart"));
}

/*   Volume ###  Ltr  Label        Fs     Type        Size     Status     Info
 *   ----------  ---  -----------  -----  ----------  -------  ---------  --------
 *   Volume 1     C   System       NTFS   Partition    237 GB  Healthy    Boot
 * Disks have six columns and three '#' as well; only their failures are kept. */
static size_t parse_diskpart(struct parse *p, const struct text *t, size_t i)
{
	struct span col[RUNS];
	struct str command;
	size_t n, j = i + 2;
	bool volumes;

	if (i + 2 >= t->n || str_find(t->line[i].s, STR("###")) < 0 ||
	    !(n = row_rule(t->line[i + 1].s, col, RUNS)))
		return 0;
	volumes = n == 8;
	for (; j < t->n && !row_blank(t->line[j].s); j++) {
		struct str line = t->line[j].s;

		if (transcript_command(line, &command))
			break;
		/* Further mount points of a volume stand below it. */
		if (!row_cell(without_mark(line), col, n, 0).len || row_indent(line) >= 4)
			continue;
		if (volumes)
			volume_row(p, t, j, col, n);
		else if (row_word(row_cell(line, col, n, 1), bad_state) >= 0)
			add_message(p, t, j, 1, STR("diskpart"));
	}
	return j - i;
}

/* Virtual Disk Service error:
 * The disk is offline. */
static size_t parse_vds(struct parse *p, const struct text *t, size_t i)
{
	size_t n = 1;

	if (!str_istarts(str_trim(t->line[i].s), STR("Virtual Disk Service error:")))
		return 0;
	if (i + 1 < t->n && !row_blank(t->line[i + 1].s))
		n++;
	add_message(p, t, i, n, STR("diskpart"));
	return n;
}

/* The rows "label : value" of one fsutil output, up to a blank line behind some. */
static size_t read_rows(const struct text *t, size_t i, struct row *row, size_t *n)
{
	size_t j = i;

	*n = 0;
	for (; j < t->n && *n < ROWS; j++) {
		struct str command;

		if (row_blank(t->line[j].s) || transcript_command(t->line[j].s, &command))
			break;
		if (row_split(t->line[j].s, &row[*n]))
			(*n)++;
	}
	return j - i;
}

/* "4096", "4096  (4 KB)" */
static bool sector_size(struct str v, int64_t *out)
{
	struct str rest = v, number = row_token(&rest);

	if (!row_digits(number) || !str_i64(number, out))
		return false;
	return *out >= 512 && *out <= 1024 * 1024 && (*out & (*out - 1)) == 0;
}

/* PhysicalBytesPerSectorForAtomicity :                    4096   (sectorinfo, never translated)
 * Bytes Per Physical Sector :        4096   (ntfsinfo since Windows 7; translated, but it is the
 * second of four rows that hold a power of two: sector, physical sector, cluster, file
 * record segment; older systems leave it out) */
static bool physical_sector(const struct row *row, size_t n, int64_t *out)
{
	size_t run = 0;

	for (size_t k = 0; k < n; k++)
		if (str_eq(row[k].label, STR("PhysicalBytesPerSectorForAtomicity")) ||
		    str_eq(row[k].label, STR("Bytes Per Physical Sector")))
			return sector_size(row[k].value, out);
	for (size_t k = 0; k < n; k++) {
		int64_t size;

		run = sector_size(row[k].value, &size) ? run + 1 : 0;
		if (run == 4)
			return sector_size(row[k - 2].value, out);
	}
	return false;
}

/* Total free bytes                :  9,437,184,000 (  8.8 GB)
 * Total bytes                     : 64,424,509,440 ( 60.0 GB)
 * and the quota's free bytes, in this order in every language. */
static bool disk_free(const struct row *row, size_t n, struct volume *v)
{
	uint64_t free_bytes, size;

	if (n < 2 || !row_grouped(row[0].value, &free_bytes) || !row_grouped(row[1].value, &size) ||
	    free_bytes > size || size > INT64_MAX)
		return false;
	v->free = (int64_t)free_bytes;
	v->size = (int64_t)size;
	return true;
}

static bool volume_info(const struct row *row, size_t n, struct volume *v)
{
	bool any = false;

	for (size_t k = 0; k < n; k++) {
		if (str_ieq(row[k].label, STR("Volume Name")) && row[k].value.len)
			v->label = row[k].value;
		/* The names of file systems are the same in every language. */
		if (str_eq(row[k].value, STR("NTFS")) || str_eq(row[k].value, STR("ReFS")) ||
		    str_eq(row[k].value, STR("FAT32")) || str_eq(row[k].value, STR("exFAT"))) {
			v->fs = row[k].value;
			any = true;
		}
	}
	return any;
}

/* fsutil fsinfo sectorinfo C:     fsutil volume diskfree C: */
static size_t parse_fsutil(struct parse *p, const struct text *t, size_t i)
{
	struct str verb = transcript_arg(p->command, 1), what = transcript_arg(p->command, 2), path;
	struct row row[ROWS];
	struct volume found = { .size = OBS_UNKNOWN, .free = OBS_UNKNOWN, .sector = OBS_UNKNOWN };
	bool any = false;
	size_t n, used;

	if (!str_ieq(verb, STR("fsinfo")) && !str_ieq(verb, STR("volume")))
		return 0;
	path = volume_path(p->arena, transcript_arg(p->command, 3));
	used = read_rows(t, i, row, &n);
	if (!path.s || n < 2)
		return 0;
	if (str_ieq(what, STR("sectorinfo")) || str_ieq(what, STR("ntfsinfo")) ||
	    str_ieq(what, STR("refsinfo")))
		any = physical_sector(row, n, &found.sector);
	else if (str_ieq(what, STR("diskfree")))
		any = disk_free(row, n, &found);
	else if (str_ieq(what, STR("volumeinfo")))
		any = volume_info(row, n, &found);
	if (any) {
		found.path = path;
		parse_add(p, OBS_VOLUME, t, i, used)->volume = found;
	}
	return used;
}

/* The volume state is: 0 (8dot3 name creation is enabled).
 * The registry state is: 2 (Per volume setting - the default).
 * The registry state of NtfsDisable8dot3NameCreation is 2, the default   (2008 R2) */
static bool is_8dot3_line(struct str line)
{
	return str_find(line, STR("8dot3 name creation")) >= 0 ||
	       str_find(line, STR("registry state")) >= 0;
}

static size_t parse_8dot3(struct parse *p, const struct text *t, size_t i)
{
	size_t end = i + 1;

	if (!is_8dot3_line(t->line[i].s))
		return 0;
	for (size_t j = i + 1; j < t->n && j < i + 5; j++) {
		struct str command;

		if (transcript_command(t->line[j].s, &command))
			break;
		if (is_8dot3_line(t->line[j].s))
			end = j + 1;
	}
	add_message(p, t, i, end - i, STR("fsutil"));
	return end - i;
}

/* Sentences of fsutil and chkdsk that are results. All others of chkdsk are progress. */
static const struct {
	struct str text, tool;
} result[] = {
	{ STR_INIT("The volume change journal is not active"), STR_INIT("fsutil") },
	{ STR_INIT("found no problems"), STR_INIT("chkdsk") },
	{ STR_INIT("Windows has found problems"), STR_INIT("chkdsk") },
	{ STR_INIT("Windows found problems with the file system"), STR_INIT("chkdsk") },
	{ STR_INIT("Windows has made corrections to the file system"), STR_INIT("chkdsk") },
	{ STR_INIT("Errors found.  CHKDSK cannot continue"), STR_INIT("chkdsk") },
	{ STR_INIT("Cannot lock current drive"), STR_INIT("chkdsk") },
	{ STR_INIT("Cannot open volume for direct access"), STR_INIT("chkdsk") },
	{ STR_INIT("The Volume Bitmap is incorrect"), STR_INIT("chkdsk") },
	{ STR_INIT("The master file table's (MFT) BITMAP attribute is incorrect"),
	  STR_INIT("chkdsk") },
};

/* Volume - C: is NOT Dirty */
static bool is_dirty_line(struct str line)
{
	line = str_trim(line);
	return str_starts(line, STR("Volume - ")) && str_iends(line, STR(" dirty"));
}

static size_t parse_result(struct parse *p, const struct text *t, size_t i)
{
	if (is_dirty_line(t->line[i].s)) {
		add_message(p, t, i, 1, STR("fsutil"));
		return 1;
	}
	for (size_t k = 0; k < ARRAY_SIZE(result); k++)
		if (str_find(t->line[i].s, result[k].text) >= 0) {
			add_message(p, t, i, 1, result[k].tool);
			return 1;
		}
	return 0;
}

/* "         4 KB in bad sectors.": the row is always there; a number above 0 tells. */
static size_t parse_bad_sectors(struct parse *p, const struct text *t, size_t i)
{
	static const struct str part[] = {
		STR_INIT("KB in bad sectors"),
		STR_INIT("KB in fehlerhaften Sektoren"),
	};
	uint64_t n;

	for (size_t k = 0; k < ARRAY_SIZE(part); k++) {
		if (str_find(t->line[i].s, part[k]) < 0)
			continue;
		if (row_grouped(t->line[i].s, &n) && n)
			add_message(p, t, i, 1, STR("chkdsk"));
		return 1;
	}
	return 0;
}

/* Error:  Access is denied.        Error 1179: The volume change journal is not active. */
static size_t parse_fsutil_error(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s), rest = line;
	uint32_t code;

	if (!code_of_message(line, &code) && !str_starts(row_token(&rest), STR("Error")))
		return 0;
	add_message(p, t, i, 1, STR("fsutil"));
	return 1;
}

size_t diskcmd_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str command;
	size_t used;

	if (row_blank(t->line[i].s) || transcript_command(t->line[i].s, &command))
		return 0;
	if ((used = parse_mountvol(p, t, i)) || (used = parse_diskpart(p, t, i)) ||
	    (used = parse_vds(p, t, i)) || (used = parse_8dot3(p, t, i)) ||
	    (used = parse_result(p, t, i)) || (used = parse_bad_sectors(p, t, i)))
		return used;
	if (!transcript_is(p->command, "fsutil"))
		return 0;
	if ((used = parse_fsutil(p, t, i)))
		return used;
	return parse_fsutil_error(p, t, i);
}
