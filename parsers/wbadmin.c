/* wbadmin.c - see wbadmin.h
 *
 * Lines are told by a table of their first words. A line into which a mail or web page flattened
 * the output is taken apart where the next known words begin. Failures are the sentences of
 * wbsay.h.
 */
#include "parsers/wbadmin.h"

#include "parsers/code.h"
#include "parsers/path.h"
#include "parsers/row.h"
#include "parsers/transcript.h"
#include "parsers/wbsay.h"

enum {
	LONG_LINE = 90,   /* shorter lines hold one statement */
	BLANK_LINES = 6,  /* between two statements */
	PLAN_LINES = 4,   /* lines over which a plan is wrapped */
	OWN_LINES = 6,    /* of a message that is not known */
	OTHER_LINES = 60, /* of output in another language */
};

enum phase { PHASE_NONE, PHASE_VOLUMES, PHASE_SHADOW, PHASE_SCAN, PHASE_COPY };

/* clang-format off */
enum step {
	STEP_NONE, STEP_QUIET, STEP_STATE, STEP_PLAN, STEP_RECOVERY, STEP_TARGET, STEP_ANSWER,
	STEP_WORK, STEP_RECOVER, STEP_OK, STEP_OK_STATE, STEP_OK_PART, STEP_OK_RECOVERY,
	STEP_WARNING, STEP_FAILED, STEP_FAILED_STATE, STEP_FAILED_PART, STEP_CANCELED, STEP_LOG,
	STEP_LOG_FAILED, STEP_HELP, STEP_DISKS, STEP_DONE
};
/* clang-format on */

enum { INSIDE, STARTS }; /* can the line begin a block without the banner? */

/* clang-format off */
#define ROW(step, phase, begins, head, inside) \
	{ STEP_##step, PHASE_##phase, begins, STR_INIT(head), STR_INIT(inside) }
/* Captures of Windows Server 2008, 2019 and 2025 and of Windows 7 and 8.1 show these lines; those
 * of a system state run between the search and the summary are from descriptions. */
static const struct row_of {
	enum step step;
	enum phase phase;
	int begins;
	struct str head, inside;	/* first words, and words that follow somewhere */
} rows[] = {
	ROW(WORK, COPY, STARTS, "Creating a backup of volume ", ", copied ("),
	ROW(WORK, SCAN, INSIDE, "Found (", " files"),
	ROW(WORK, SCAN, STARTS, "Please wait while files to back", ""),
	ROW(WORK, SCAN, STARTS, "Please wait while system state files to back", ""),
	ROW(QUIET, NONE, INSIDE, "This might take ", ""),
	ROW(WORK, SCAN, INSIDE, "Scanning the file system", ""),
	ROW(WORK, SCAN, INSIDE, "The search for system state files is complete", ""),
	ROW(WORK, SCAN, INSIDE, "Identifying system state files to back", ""),
	ROW(WORK, COPY, INSIDE, "Overall progress", ""),
	ROW(WORK, COPY, INSIDE, "Currently backing up files reported by", ""),
	ROW(WORK, COPY, INSIDE, "The backup of files reported by", ""),
	ROW(WORK, COPY, INSIDE, "Starting to back up files", ""),
	ROW(QUIET, NONE, INSIDE, "Windows Server Backup is updating the existing backup", ""),
	ROW(QUIET, NONE, INSIDE, "been deleted from your server since the last backup", ""),
	ROW(RECOVER, COPY, STARTS, "Running the recovery operation for ", ""),
	ROW(RECOVER, COPY, INSIDE, "Currently recovering ", ""),
	ROW(RECOVER, SCAN, INSIDE, "Preparing to recover files", ""),
	ROW(RECOVER, COPY, INSIDE, "Successfully recovered ", ""),
	ROW(WORK, SHADOW, STARTS, "Creating a shadow copy of the volumes specified for", ""),
	ROW(WORK, SHADOW, STARTS, "Creating the shadow copy of volumes requested for", ""),
	ROW(QUIET, VOLUMES, STARTS, "Retrieving volume information", ""),
	ROW(STATE, NONE, STARTS, "Starting System State Backup [", ""),
	ROW(STATE, NONE, STARTS, "Starting to back up the system state [", ""),
	ROW(PLAN, VOLUMES, STARTS, "This will back up ", ""),
	ROW(PLAN, VOLUMES, STARTS, "This would backup ", ""),
	ROW(RECOVERY, NONE, STARTS, "You have chosen to recover ", ""),
	ROW(TARGET, VOLUMES, STARTS, "The backup operation to ", " is starting"),
	ROW(QUIET, NONE, INSIDE, "Do you want to ", ""),
	ROW(ANSWER, NONE, INSIDE, "[Y] ", " [N] "),
	ROW(QUIET, NONE, STARTS, "Summary of the backup operation:", ""),
	ROW(QUIET, NONE, STARTS, "Summary of backup:", ""),
	ROW(RECOVER, NONE, STARTS, "Summary of the recovery operation:", ""),
	ROW(OK, NONE, STARTS, "The backup operation successfully completed", ""),
	ROW(OK, NONE, STARTS, "The backup operation completed successfully", ""),
	ROW(OK_STATE, NONE, STARTS, "The backup of the system state successfully completed", ""),
	ROW(OK_STATE, NONE, STARTS, "Backup of system state completed successfully", ""),
	ROW(OK_PART, NONE, STARTS, "The backup of volume ", " completed successfully"),
	ROW(OK_PART, NONE, STARTS, "The backup of volume ", " successfully completed"),
	ROW(OK_RECOVERY, NONE, STARTS, "The recovery operation completed", ""),
	ROW(OK_RECOVERY, NONE, STARTS, "Recovery of ", " successfully completed"),
	ROW(WARNING, NONE, STARTS, "The backup operation completed with ", ""),
	ROW(WARNING, NONE, STARTS, "The backup of volume ", " completed with "),
	ROW(FAILED_STATE, NONE, STARTS, "The backup of the system state failed", ""),
	ROW(FAILED_STATE, NONE, STARTS, "Backup of system state failed", ""),
	ROW(FAILED, NONE, STARTS, "The backup operation failed", ""),
	ROW(FAILED, NONE, STARTS, "The backup operation stopped before completing", ""),
	ROW(FAILED_PART, NONE, STARTS, "The backup of volume ", " failed"),
	ROW(CANCELED, NONE, STARTS, "The backup operation was cancel", ""),
	ROW(CANCELED, NONE, STARTS, "The backup operation has been cancel", ""),
	ROW(CANCELED, NONE, STARTS, "The backup of the system state was cancel", ""),
	ROW(CANCELED, NONE, STARTS, "The recovery operation was cancel", ""),
	ROW(LOG_FAILED, NONE, STARTS, "Log of files for which ", " failed"),
	ROW(LOG, NONE, STARTS, "Log of files successfully ", ""),
	ROW(QUIET, NONE, INSIDE, "Total bytes recovered:", ""),
	ROW(QUIET, NONE, INSIDE, "Total files recovered:", ""),
	ROW(QUIET, NONE, INSIDE, "Total files failed:", ""),
	ROW(QUIET, NONE, STARTS, "Note: The backed up data cannot be securely protected", ""),
	ROW(QUIET, NONE, INSIDE, "Backups stored on a remote shared folder might be", ""),
	ROW(QUIET, NONE, INSIDE, "people on the network. You should only", ""),
	ROW(QUIET, NONE, INSIDE, "where you trust the other users", ""),
	ROW(QUIET, NONE, INSIDE, "network that has additional security precautions", ""),
	ROW(HELP, NONE, INSIDE, "---- Commands Supported ----", ""),
	ROW(QUIET, NONE, STARTS, "Scheduled backup settings:", ""),
	ROW(QUIET, NONE, STARTS, "The scheduled backup settings:", ""),
	ROW(DONE, NONE, INSIDE, "Scheduled backup is enabled", ""),
	ROW(DONE, NONE, INSIDE, "The operation to delete backups completed", ""),
	ROW(QUIET, NONE, INSIDE, "Volumes in backup", ":"),
	ROW(QUIET, NONE, INSIDE, "Location to store backup", ":"),
	ROW(QUIET, NONE, INSIDE, "Times of day to run backup", ":"),
	ROW(QUIET, NONE, INSIDE, "Bare metal recovery", ":"),
	ROW(QUIET, NONE, INSIDE, "System state backup:", ""),
	ROW(QUIET, NONE, INSIDE, "System state backup :", ""),
	ROW(QUIET, NONE, INSIDE, "Advanced settings", ":"),
	ROW(QUIET, NONE, INSIDE, "the location to store scheduled backups", ""),
	ROW(QUIET, NONE, INSIDE, "Please label the backup disk as ", ""),
	ROW(QUIET, NONE, INSIDE, "Enumerating backups", ""),
	ROW(QUIET, NONE, INSIDE, "Deleting backup version ", ""),
	ROW(QUIET, NONE, STARTS, "Disk name ", ": "),
	ROW(QUIET, NONE, INSIDE, "Disk number ", ": "),
	ROW(QUIET, NONE, INSIDE, "Disk identifier ", ": "),
	ROW(QUIET, NONE, INSIDE, "DiskIdentifier ", ": "),
	ROW(QUIET, NONE, INSIDE, "Total space ", ": "),
	ROW(QUIET, NONE, INSIDE, "Used space ", ": "),
	ROW(DISKS, NONE, INSIDE, "Volumes ", ": "),
};
#undef ROW
/* clang-format on */

static const char *const phase_word[] = { NULL, "volumes", "shadow-copy", "scan", "copy" };

/* One statement: a line, or a part of a flattened one. */
struct piece {
	struct str s;         /* trimmed */
	size_t line, at, end; /* index, and offsets in that line */
	bool head;            /* it begins its line */
	const struct row_of *row;
};

struct block {
	struct parse *p;
	const struct text *t;
	size_t first, last; /* lines used */
	size_t line, at;    /* where the next piece begins */
	struct str command; /* of this tool, or unknown */
	bool banner, ended, failed, ok_all;
	size_t own, other; /* lines of messages that are not known */
	enum phase phase;
	struct run run;
	struct wbsay last_say; /* what was said in another language */
	bool has_last;
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* wbadmin 1.0 - Backup command-line tool */
static bool is_banner(struct str v)
{
	return str_istarts(v, STR("wbadmin 1.0 "));
}

static const struct row_of *row_at(struct str v)
{
	for (size_t i = 0; v.len && i < ARRAY_SIZE(rows); i++)
		if (lower(v.s[0]) == lower(rows[i].head.s[0]) && str_istarts(v, rows[i].head) &&
		    (!rows[i].inside.len ||
		     str_ifind(str_sub(v, rows[i].head.len, rows[i].head.len + 300),
			       rows[i].inside) >= 0))
			return &rows[i];
	return NULL;
}

/* ...to g:. Do you want to start the backup operation? [Y] Yes [N] No y Creating the shadow copy
 * Where the next statement of a flattened line begins; its length if there is none. */
static size_t next_statement(struct str v, size_t from)
{
	if (v.len <= LONG_LINE)
		return v.len;
	for (size_t i = from + 1; i < v.len; i++) {
		struct str rest = str_sub(v, i, v.len);

		if (v.s[i - 1] != ' ' || !((v.s[i] >= 'A' && v.s[i] <= 'Z') || v.s[i] == '['))
			continue;
		if (row_at(rest) || wbsay_lead(rest))
			return i;
	}
	return v.len;
}

/* Blanks, and the marks of a quoted mail. */
static size_t margin(struct str v, size_t at)
{
	while (at < v.len && (v.s[at] == ' ' || v.s[at] == '\t' || v.s[at] == '>'))
		at++;
	return at;
}

static bool peek(const struct block *b, struct piece *c)
{
	size_t line = b->line, at = b->at, blank = 0;
	const struct text *t = b->t;
	struct str v;

	for (; line < t->n && margin(t->line[line].s, at) >= t->line[line].s.len; line++) {
		at = 0;
		if (blank++ > BLANK_LINES)
			return false;
	}
	if (line >= t->n)
		return false;
	v = t->line[line].s;
	*c = (struct piece){ .line = line, .at = margin(v, at), .head = line > b->line || !b->at };
	c->row = row_at(str_sub(v, c->at, v.len));
	c->end = c->row && c->row->step == STEP_WORK && c->row->phase == PHASE_COPY &&
				 v.len <= 2 * LONG_LINE ?
			 v.len :
			 next_statement(v, c->at);
	c->s = str_trim(str_sub(v, c->at, c->end));
	return c->s.len > 0;
}

static void use_to(struct block *b, size_t line, size_t end)
{
	b->last = line;
	b->line = line;
	b->at = end;
	if (end >= b->t->line[line].s.len) {
		b->line++;
		b->at = 0;
	}
}

/* The time in "[7/18/2026 11:01 AM]". */
static struct when bracket_time(struct str v)
{
	ptrdiff_t open = str_chr(v, '['), close = str_chr(v, ']');
	struct when time = { 0 };

	if (open >= 0 && close > open)
		when_parse(str_sub(v, (size_t)open + 1, (size_t)close), &time);
	return time;
}

/* This will back up the system state from volume(s)
 * System Reserved (100.00 MB), (C:), and associated system volumes to D:.
 * The statement with the lines over which it was wrapped, up to its full stop. */
static struct str whole_statement(struct block *b, const struct piece *c)
{
	struct buf out = { .arena = b->p->arena };
	struct str v = c->s;
	size_t k = c->line, end = c->end;

	buf_add(&out, v);
	while (!str_iends(v, STR(".")) && k + 1 < b->t->n && k - c->line < PLAN_LINES) {
		/* some pages double every line end */
		size_t j = k + 1 + (k + 2 < b->t->n && row_blank(b->t->line[k + 1].s));
		struct str line = b->t->line[j].s, command;
		size_t from = margin(line, 0);
		struct str next = str_trim(str_sub(line, from, line.len));

		if (!next.len || row_at(next) || wbsay_lead(next) ||
		    transcript_command(next, &command))
			break;
		k = j;
		end = next_statement(line, from);
		v = str_trim(str_sub(line, from, end));
		buf_addc(&out, ' ');
		buf_add(&out, v);
		if (end < line.len)
			break;
	}
	use_to(b, k, end);
	return buf_str(&out);
}

/* "g:." and what an author wrote behind it. */
static struct str without_stop(struct str v)
{
	ptrdiff_t stop = str_find(v, STR(". "));

	v = str_trim(stop > 0 ? str_sub(v, 0, (size_t)stop) : v);
	return v.len > 1 && v.s[v.len - 1] == '.' ? str_sub(v, 0, v.len - 1) : v;
}

/* Offset of the last " to " of a plan, which its target follows. */
static size_t last_to(struct str v)
{
	for (size_t i = v.len; i-- > 0;)
		if (v.s[i] == ' ' && str_starts(str_sub(v, i, v.len), STR(" to ")))
			return i;
	return v.len;
}

/* This would backup the system state from volume(s) Local Disk(C:) to g:.
 * This will back up (C:) (Selected Files) to \\nas3\wsb\. */
static void take_plan(struct block *b, const struct piece *c)
{
	static const struct str state = STR_INIT(" the system state from volume(s) ");
	struct str v = whole_statement(b, c);
	size_t to = last_to(v);
	ptrdiff_t at = str_ifind(v, state);
	struct str volumes = str_sub(v, c->row->head.len, to);

	b->run.kind = b->run.kind ? b->run.kind : RUN_BACKUP;
	if (at >= 0) {
		b->run.kind = RUN_SYSTEM_STATE;
		volumes = str_sub(v, (size_t)at + state.len, to);
	}
	if (to < v.len) {
		b->run.volumes = str_trim(volumes);
		b->run.target = without_stop(str_sub(v, to + 4, v.len));
	}
}

/* You have chosen to recover the file(s) d:\data\x.db from the
 * backup created on 3/4/2026 9:00 PM to D:\restored\. */
static void take_recovery(struct block *b, const struct piece *c)
{
	struct str v = whole_statement(b, c);
	size_t to = last_to(v);

	b->run.kind = RUN_RECOVERY;
	if (to < v.len)
		b->run.target = without_stop(str_sub(v, to + 4, v.len));
}

/* A path within v, which may be quoted; unknown without one. */
static struct str path_in(struct str v)
{
	ptrdiff_t at = str_find(v, STR(":\\"));
	struct str path;

	if (at < 1)
		return (struct str){ 0 };
	path = str_trim(str_sub(v, (size_t)at - 1, v.len));
	if (at >= 2 && v.s[at - 2] == '\'' && path.s[path.len - 1] == '\'')
		path.len--;
	return path;
}

/* Log of files for which backup failed:
 * C:\Windows\Logs\WindowsServerBackup\Backup_Error-17-03-2026_21-00-05.log */
static void take_log(struct block *b, const struct piece *c)
{
	struct str v = path_in(c->s);
	struct piece path;

	use_to(b, c->line, c->end);
	if (!str_known(v)) {
		if (!peek(b, &path) || path.row)
			return;
		v = path_in(path.s);
		if (!str_known(v))
			return;
		use_to(b, path.line, path.end);
	}
	if (c->row->step == STEP_LOG_FAILED || !str_known(b->run.log_path))
		b->run.log_path = v;
}

static void outcome(struct block *b, enum run_outcome o, struct str text)
{
	static const int weight[] = { 0, 1, 2, 4, 3 };

	if (!b->failed && (weight[o] > weight[b->run.outcome] || !str_known(b->run.message)))
		b->run.message = text;
	if (weight[o] > weight[b->run.outcome])
		b->run.outcome = o;
}

/* [Y] Yes [N] No n */
static void take_answer(struct block *b, const struct piece *c)
{
	struct str v = c->s;

	use_to(b, c->line, c->end);
	if (str_iends(v, STR("] No n")))
		outcome(b, OUTCOME_CANCELED, v);
}

/* Volumes         : C:[System],E:[Data 2] */
static void take_disks(struct block *b, const struct piece *c)
{
	struct row r;
	struct str rest;

	use_to(b, c->line, c->end);
	if (!row_split(c->s, &r))
		return;
	for (rest = r.value; rest.s;) {
		struct str one = str_trim(str_cut(&rest, ','));
		ptrdiff_t open = str_chr(one, '[');
		struct obs *o;

		if (one.len < 2 || one.s[1] != ':')
			continue;
		o = parse_add(b->p, OBS_VOLUME, b->t, c->line, 1);
		o->volume.path =
			path_canonical(b->p->arena, arena_printf(b->p->arena, "%c:\\", one.s[0]));
		if (open > 0 && one.s[one.len - 1] == ']')
			o->volume.label = str_sub(one, (size_t)open + 1, one.len - 1);
	}
}

/* START BACKUP              -- Runs a one-time backup. */
static void take_help(struct block *b, const struct piece *c)
{
	use_to(b, c->line, c->end);
	while (b->line < b->t->n) {
		struct str v = b->t->line[b->line].s;

		if (!row_blank(v) && row_indent(v) < 10 && str_find(v, STR(" -- ")) < 0)
			break;
		if (!row_blank(v))
			b->last = b->line;
		b->line++;
	}
	b->ended = true;
}

static void add_message(struct block *b, size_t first, size_t last, struct str text)
{
	struct obs *o = parse_add(b->p, OBS_MESSAGE, b->t, first, last - first + 1);

	o->message.tool = STR("wbadmin");
	o->message.command = b->command;
	o->message.text = text;
	o->message.n_code = code_scan(b->p->arena, text, &o->message.code);
}

static void take_done(struct block *b, const struct piece *c)
{
	use_to(b, c->line, c->end);
	add_message(b, c->line, c->line, c->s);
}

/* The statement of an outcome; failures are messages as well. */
static void take_outcome(struct block *b, const struct piece *c)
{
	static const enum run_outcome result[] = {
		[STEP_OK] = OUTCOME_OK,
		[STEP_OK_STATE] = OUTCOME_OK,
		[STEP_OK_PART] = OUTCOME_NONE,
		[STEP_OK_RECOVERY] = OUTCOME_OK,
		[STEP_WARNING] = OUTCOME_WARNINGS,
		[STEP_FAILED] = OUTCOME_FAILED,
		[STEP_FAILED_STATE] = OUTCOME_FAILED,
		[STEP_FAILED_PART] = OUTCOME_FAILED,
		[STEP_CANCELED] = OUTCOME_CANCELED,
	};
	enum step s = c->row->step;
	struct when time = bracket_time(c->s);

	use_to(b, c->line, c->end);
	outcome(b, result[s], c->s);
	if (time.basis)
		b->run.end = time;
	if (s == STEP_OK_STATE || s == STEP_FAILED_STATE)
		b->run.kind = RUN_SYSTEM_STATE;
	if (s == STEP_OK_RECOVERY)
		b->run.kind = RUN_RECOVERY;
	b->ok_all = b->ok_all || s == STEP_OK;
	if (!b->run.kind)
		b->run.kind = RUN_BACKUP;
	if (result[s] == OUTCOME_FAILED || result[s] == OUTCOME_CANCELED)
		add_message(b, c->line, c->line, c->s);
}

static void take_row(struct block *b, const struct piece *c)
{
	if (c->row->phase > b->phase)
		b->phase = c->row->phase;
	switch (c->row->step) {
	case STEP_PLAN:
		take_plan(b, c);
		return;
	case STEP_RECOVERY:
		take_recovery(b, c);
		return;
	case STEP_LOG:
	case STEP_LOG_FAILED:
		take_log(b, c);
		return;
	case STEP_ANSWER:
		take_answer(b, c);
		return;
	case STEP_DISKS:
		take_disks(b, c);
		return;
	case STEP_HELP:
		take_help(b, c);
		return;
	case STEP_DONE:
		take_done(b, c);
		return;
	case STEP_OK:
	case STEP_OK_STATE:
	case STEP_OK_PART:
	case STEP_OK_RECOVERY:
	case STEP_WARNING:
	case STEP_FAILED:
	case STEP_FAILED_STATE:
	case STEP_FAILED_PART:
	case STEP_CANCELED:
		take_outcome(b, c);
		return;
	case STEP_STATE:
		b->run.start = bracket_time(c->s);
		b->run.kind = RUN_SYSTEM_STATE;
		break;
	case STEP_TARGET:
		b->run.target = str_trim(str_sub(c->s, c->row->head.len,
						 (size_t)str_ifind(c->s, STR(" is starting"))));
		break;
	case STEP_RECOVER:
		b->run.kind = RUN_RECOVERY;
		break;
	case STEP_WORK:
		b->run.kind = b->run.kind ? b->run.kind : RUN_BACKUP;
		break;
	default:
		break;
	}
	use_to(b, c->line, c->end);
}

/* A sentence of wbsay.h: a failure of the run if there is one. */
static void take_say(struct block *b, const struct wbsay *say)
{
	wbsay_add(b->p, b->t, say, b->command);
	use_to(b, say->last, say->end);
	for (size_t i = 0; i < say->n_code; i++) {
		int64_t *to = b->run.code == OBS_UNKNOWN ? &b->run.code : &b->run.detail;

		if (*to == OBS_UNKNOWN && b->run.code != (int64_t)say->code[i])
			*to = say->code[i];
	}
	if (!b->failed || !str_known(b->run.message))
		b->run.message = say->text;
	b->failed = true;
	if (say->run)
		if (say->state)
			b->run.kind = RUN_SYSTEM_STATE;
	if (say->run && !b->run.kind)
		b->run.kind = RUN_BACKUP;
	if (say->time.basis)
		b->run.end = say->time;
}

static bool ascii(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] >= 0x80)
			return false;
	return true;
}

/* "Log Name", "Name des Dienstes": no more words than a label has. */
static bool short_label(struct str v)
{
	size_t blanks = 0;

	for (size_t i = 0; i < v.len; i++)
		blanks += v.s[i] == ' ';
	return v.len < 30 && blanks < 3;
}

/* A sentence, not a field, a mark, a listing or a tag. */
static bool prose(struct str v)
{
	char c = v.len ? v.s[0] : 0;
	struct row r;

	if (!v.len || (row_split(v, &r) && r.value.len && short_label(r.label)))
		return false;
	if (!ascii(v))
		return true;
	if (v.len < 8 || str_chr(v, '\t') >= 0 || str_chr(v, ' ') < 0 ||
	    str_find(v, STR("   ")) >= 0 || transcript_rule(v))
		return false;
	return (c >= 'A' && c <= 'Z') || c == '\'' || c == '"';
}

/* "users on the network." is the rest of a wrapped sentence. */
static bool goes_on(struct str v)
{
	return v.len > 3 && v.s[0] >= 'a' && v.s[0] <= 'z' && str_find(v, STR("   ")) < 0 &&
	       str_chr(v, '\t') < 0;
}

/* What the tool says in words that are not known: "The account has no right to ..." Only behind the
 * banner, and only a few lines, since what follows may be anybody's. */
static bool take_other(struct block *b, const struct piece *c)
{
	struct str command;
	size_t k = c->line;
	bool plain = ascii(c->s);

	if (!b->banner || !c->head || !prose(c->s) || b->run.outcome == OUTCOME_OK)
		return false;
	if (plain ? b->own >= 2 || b->failed : b->other >= OTHER_LINES)
		return false;
	while (k + 1 < b->t->n && k - c->line < OWN_LINES &&
	       (prose(str_trim(b->t->line[k + 1].s)) || (plain && goes_on(b->t->line[k + 1].s))) &&
	       !row_at(str_trim(b->t->line[k + 1].s)) && !is_banner(b->t->line[k + 1].s) &&
	       !transcript_command(b->t->line[k + 1].s, &command))
		k++;
	b->own += plain;
	b->other += k - c->line + 1;
	use_to(b, k, b->t->line[k].s.len);
	b->last_say.text = row_join(b->p->arena, b->t, c->line, k + 1);
	b->last_say.first = c->line;
	b->last_say.last = k;
	b->has_last = true;
	return true;
}

/* The rest of a statement that the console broke at its width. */
static bool console_rest(const struct block *b, const struct piece *c)
{
	struct str before;
	size_t width;

	if (c->line != b->last + 1)
		return false;
	before = b->t->line[b->last].s;
	width = before.len <= 480 ? utf8_columns(before) : 0;
	return width == 80 || width == 120;
}

/* True if something was taken. */
static bool step(struct block *b)
{
	struct piece c;
	struct str command;
	struct wbsay say;

	if (b->ended || !peek(b, &c) || is_banner(c.s))
		return false;
	if (c.row && (c.row->step != STEP_FAILED_PART || !wbsay_lead(c.s))) {
		take_row(b, &c);
		return true;
	}
	if (c.head && transcript_command(b->t->line[c.line].s, &command))
		return false;
	if (transcript_rule(c.s) || transcript_elision(c.s)) {
		struct block ahead = *b;
		struct piece next;

		use_to(&ahead, c.line, c.end);
		if (!peek(&ahead, &next) || !(next.row || wbsay_lead(next.s)))
			return false;
		use_to(b, c.line, c.end);
		return true;
	}
	/* What stands apart from a failure is another one. */
	if (b->failed && c.line > b->last + 1 && !str_istarts(c.s, STR("Detailed error")))
		return false;
	if (wbsay_error(b->p, b->t, c.line, c.at, &say) ||
	    wbsay_at(b->p, b->t, c.line, c.at, &say)) {
		take_say(b, &say);
		return true;
	}
	if (c.row) {
		take_row(b, &c);
		return true;
	}
	if (!c.head || console_rest(b, &c)) {
		use_to(b, c.line, c.end);
		return true;
	}
	return take_other(b, &c);
}

/* (C) Copyright 2013 Microsoft Corporation. All rights reserved. */
static void take_banner(struct block *b)
{
	struct piece c;

	if (peek(b, &c))
		use_to(b, c.line, c.end);
	b->banner = true;
	if (peek(b, &c) && (str_istarts(c.s, STR("(C)")) || str_starts(c.s, STR("\xc2\xa9"))))
		use_to(b, c.line, c.end);
}

/* wbadmin start systemstatebackup -backuptarget:E: */
static void read_command(struct block *b)
{
	static const struct {
		const char *verb, *noun;
		enum run_kind kind;
	} call[] = {
		{ "start", "systemstatebackup", RUN_SYSTEM_STATE },
		{ "start", "backup", RUN_BACKUP },
		{ "start", "recovery", RUN_RECOVERY },
		{ "start", "sysrecovery", RUN_RECOVERY },
		{ "start", "systemstaterecovery", RUN_RECOVERY },
	};
	struct str verb, noun;

	if (!str_known(b->command))
		b->command = wbsay_command(b->p, b->t, b->first);
	verb = transcript_arg(b->command, 1);
	noun = transcript_arg(b->command, 2);
	for (size_t i = 0; i < ARRAY_SIZE(call); i++)
		if (str_ieq(verb, str_of(call[i].verb)) && str_ieq(noun, str_of(call[i].noun)))
			b->run.kind = call[i].kind;
}

/* The last words in another language, or words that are not known: a message; a failure only if the
 * system's own message or a code is among them. */
static void settle_other(struct block *b)
{
	uint32_t *code;
	size_t n;

	if (!b->has_last || b->failed)
		return;
	n = code_scan(b->p->arena, b->last_say.text, &code);
	add_message(b, b->last_say.first, b->last_say.last, b->last_say.text);
	if (!str_known(b->run.message))
		b->run.message = b->last_say.text;
	if (n && b->run.kind) {
		b->failed = true;
		b->run.code = code[0];
	}
}

static void add_run(struct block *b)
{
	struct obs *o;

	if (!b->run.kind)
		return;
	/* A sentence that only a failing run prints, against no statement of success. */
	if (b->failed && !b->ok_all && b->run.outcome != OUTCOME_CANCELED)
		b->run.outcome = OUTCOME_FAILED;
	if (b->phase)
		b->run.phase = str_of(phase_word[b->phase]);
	b->run.tool = STR("wbadmin");
	o = parse_add(b->p, OBS_RUN, b->t, b->first, b->last - b->first + 1);
	o->run = b->run;
	/* what it came to says more than the banner */
	if (o->run.message.len)
		o->at.quote = o->run.message;
}

/* C:\>wbadmin start backup -backuptarget:E: wbadmin 1.0 - Backup command-line tool (C) Copyright
 * ... A line into which all was flattened, the prompt too: the block begins behind the command. */
static bool flattened(struct block *b)
{
	struct str line = b->t->line[b->first].s;
	ptrdiff_t at = line.len > LONG_LINE ? str_ifind(line, STR("wbadmin 1.0 - ")) : -1;

	if (at <= 0)
		return false;
	if (transcript_command(str_sub(line, 0, (size_t)at), &b->command) &&
	    !transcript_is(b->command, "wbadmin"))
		b->command = (struct str){ 0 };
	b->at = (size_t)at;
	return true;
}

size_t wbadmin_parse(struct parse *p, const struct text *t, size_t i)
{
	struct block b = { .p = p, .t = t, .first = i, .last = i, .line = i };
	struct piece c;

	b.run.code = b.run.detail = OBS_UNKNOWN;
	if (margin(t->line[i].s, 0) >= t->line[i].s.len || !peek(&b, &c))
		return 0;
	b.banner = is_banner(c.s);
	if (!b.banner && !c.row && flattened(&b))
		b.banner = true;
	if (!b.banner && (!c.row || c.row->begins != STARTS))
		return 0;
	read_command(&b);
	if (b.banner)
		take_banner(&b);
	while (step(&b))
		;
	settle_other(&b);
	add_run(&b);
	return b.last - i + 1;
}
