/* wbsay.c - see wbsay.h */
#include "parsers/wbsay.h"

#include <string.h>

#include "parsers/code.h"
#include "parsers/msgid.h"
#include "parsers/path.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	FLAT_BYTES = 1200,   /* room for the longest message with its detail */
	FLAT_LINES = 6,      /* a message of the tool is wrapped into no more */
	GAP_BYTES = 300,     /* longest name in the place of a '*' */
	MARK_BYTES = 32,     /* longest run of quotation marks of a mail */
	INDENT_BYTES = 256,  /* in front of a sentence that begins its line */
	CONSOLE_BYTES = 480, /* 120 columns of four bytes */
	LEAD_BYTES = 14,     /* of a sentence, to tell that it may begin here */
	LEAD_LEAST = 6,      /* where the line ends before */
	SEEN_BACK = 16,      /* observations looked back at for the same sentence */
	COMMAND_LINES = 4,   /* prompt, echo and blank lines before the output */
};

/* clang-format off */
enum say_flag {
	SAY_RUN = 1,        /* struct wbsay.run */
	SAY_STATE = 2,      /* struct wbsay.state */
	SAY_REST = 4,       /* takes the words up to the end of the sentence */
	SAY_HEAD = 8,       /* too common to count anywhere but at the head of a line */
	SAY_DETAIL = 32, /* counts only with a system message behind it */
	SAY_FILE = 64,	/* names a file that is missing */
	SAY_DSMC = 128,	/* said by another program */
	SAY_VEEAM = 256,
	SAY_VMM = 512,
	SAY_RESTIC = 1024,
};
/* clang-format on */

/* clang-format off */
/* '*' stands for a name. Codes: KB 2009272, KB 968247, KB 4053355, KB 2615182 and public runbooks
 * of Windows Server Backup; 0 where none is known. The wording is from Microsoft's articles and
 * from captures, in other languages too. */
#define SAY(text) text[0], STR_INIT(text)
static const struct say {
	char first;		/* byte of the text: all rows are asked for at every word */
	struct str text;
	uint32_t code;
	unsigned flags;
} says[] = {
	{ SAY("System writer is not found in the backup"), 0x80780102, SAY_RUN | SAY_STATE },
	{ SAY("Enumeration of the files failed"), 0x8078010d, SAY_RUN },
	{ SAY("枚举文件失败。"), 0x8078010d, SAY_RUN | SAY_DETAIL },
	{ SAY("None of the items included in backup were backed up"), 0x80780049, SAY_RUN },
	{ SAY("A Volume Shadow Copy Service operation failed"),
	  0x807800a1, SAY_RUN | SAY_REST },
	{ SAY("There was a failure in preparing the backup image of one of the volumes "
	  "in the backup set"),
	  0x807800c5, SAY_RUN },
	{ SAY("There is not enough disk space to create the volume shadow copy"),
	  0x80780119, SAY_RUN | SAY_REST },
	{ SAY("Windows Backup failed to get an exclusive lock on the EFI system "
	  "partition"),
	  0x8078011e, SAY_RUN | SAY_REST },
	{ SAY("EFI system partition is locked"), 0, SAY_RUN },
	{ SAY("There is not enough free space on the backup storage location to back up "
	  "the data"),
	  0, SAY_RUN },
	{ SAY("Windows Backup failed to create the shadow copy on the storage location"),
	  0, SAY_RUN },
	{ SAY("The creation of the shadow copy on the backup storage destination failed"),
	  0, SAY_RUN },
	{ SAY("Volumes larger than 16777216 MB cannot be protected"), 0, 0 },
	{ SAY("The location for backup is a critical volume"), 0, 0 },
	{ SAY("The backup storage location is invalid. You cannot use a volume that is "
	  "included in the backup as a storage location"),
	  0, 0 },
	{ SAY("The backup storage location is invalid"), 0, 0 },
	{ SAY("You cannot save a system state backup to DVDs or other removable disks"),
	  0, 0 },
	{ SAY("A backup cannot be done to a remote shared folder which is not hosted on "
	  "a volume formatted with"),
	  0, SAY_REST },
	{ SAY("The backup cannot be completed because the backup storage destination is "
	  "a shared folder mapped to a drive letter"),
	  0, SAY_REST },
	{ SAY("The user name or password is unexpected because the backup location is "
	  "not a remote shared folder"),
	  0, 0 },
	{ SAY("No backup was found"), 0, SAY_HEAD },
	{ SAY("Another backup or recovery operation is in progress"), 0, 0 },
	{ SAY("Another backup or recovery operation is already in progress"), 0, 0 },
	{ SAY("Another shadow copy creation is already in progress"), 0x80042316, 0 },
	{ SAY("The creation of a shadow copy is already in progress"), 0x80042316, 0 },
	{ SAY("A fatal error occurred during a Windows Server Backup snap-in"),
	  0, SAY_REST },
	{ SAY("'wbadmin' is not recognized as"), 0, SAY_REST },
	{ SAY("\"wbadmin\" is not recognized as"), 0, SAY_REST },
	{ SAY("wbadmin is not recognized as"), 0, SAY_REST },
	{ SAY("The term 'wbadmin' is not recognized as"), 0, SAY_REST },
	{ SAY("Der Befehl \"wbadmin\" ist entweder falsch geschrieben"), 0, SAY_REST },
	{ SAY("'wbadmin' n*est pas reconnu en tant que"), 0, SAY_REST },
	{ SAY("\"wbadmin\" no se reconoce como un comando"), 0, SAY_REST },
	{ SAY("'wbadmin' não é reconhecido como um comando"), 0, SAY_REST },
	{ SAY("\"wbadmin\" non è riconosciuto come comando"), 0, SAY_REST },
	{ SAY("\"wbadmin\" не является внутренней или внешней"), 0, SAY_REST },
	{ SAY("Nazwa 'wbadmin' nie jest rozpoznawana jako polecenie"), 0, SAY_REST },
	{ SAY("'wbadmin' wordt niet herkend als een interne"), 0, SAY_REST },
	{ SAY("'wbadmin' は、内部コマンドまたは外部コマンド"), 0, SAY_REST },
	{ SAY("'wbadmin' 不是内部或外部命令"), 0, SAY_REST },
	/* the same of PowerShell, in every language */
	{ SAY("ObjectNotFound: (wbadmin:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (wbadmin.exe:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (Get-WB*:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (Start-WB*:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (New-WB*:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (Set-WB*:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (Add-WB*:String)"), 0, SAY_REST },
	{ SAY("ObjectNotFound: (Remove-WB*:String)"), 0, SAY_REST },
	{ SAY("Backup of system state failed"), 0, SAY_RUN | SAY_STATE },
	{ SAY("The backup of the system state failed"), 0, SAY_RUN | SAY_STATE },
	{ SAY("The backup operation stopped before completing"), 0, SAY_RUN },
	{ SAY("The backup of volume * has failed"), 0, SAY_RUN },
	{ SAY("Backup of volume * has failed"), 0, SAY_RUN },
	{ SAY("The backup of volume * could not be completed"), 0, SAY_RUN | SAY_REST },
	{ SAY("The backup of volume * failed"), 0, SAY_RUN | SAY_HEAD },
	{ SAY("Recovery of * failed"), 0, SAY_RUN | SAY_HEAD },
	/* other backup programs, about the same services */
	{ SAY("System Writer file * not found"), 0, SAY_FILE | SAY_DSMC },
	{ SAY("Cannot create a shadow copy of the volumes containing writer's data"),
	  0, SAY_REST | SAY_VEEAM },
	{ SAY("VSS asynchronous operation is not completed"), 0, SAY_REST | SAY_VEEAM },
	{ SAY("The snapshot creation failed because the VSS writer * did not respond"),
	  0, SAY_REST | SAY_VMM },
	{ SAY("failed to create snapshot for [*: VSS error:"), 0, SAY_REST | SAY_RESTIC },
};
/* clang-format on */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool word_byte(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Lines joined into one, with single blanks and straight quotes. */
struct flat {
	char s[FLAT_BYTES];
	size_t len;
	size_t first, n;         /* the lines in it */
	size_t ends[FLAT_LINES]; /* their ends in s */
	size_t src[FLAT_BYTES];  /* where each byte came from in its line */
};

static struct str flat_str(const struct flat *f, size_t from, size_t to)
{
	return str_sub((struct str){ f->s, f->len }, from, to);
}

/* Three bytes of a curly quotation mark as a straight one; 0 for anything else. */
static char straight(struct str v, size_t at)
{
	if (v.len - at < 3 || v.s[at] != '\xe2' || v.s[at + 1] != '\x80')
		return 0;
	switch ((unsigned char)v.s[at + 2]) {
	case 0x98:
	case 0x99:
	case 0x9a:
		return '\'';
	case 0x9c:
	case 0x9d:
	case 0x9e:
		return '"';
	default:
		return 0;
	}
}

static void put(struct flat *f, char c, size_t src)
{
	if (f->len >= FLAT_BYTES)
		return;
	f->src[f->len] = src;
	f->s[f->len++] = c;
}

static void put_line(struct flat *f, struct str v, size_t from)
{
	for (size_t i = from; i < v.len && f->len < FLAT_BYTES;) {
		char quote = straight(v, i);
		bool blank = v.s[i] == ' ' || v.s[i] == '\t';

		if (quote) {
			put(f, quote, i);
			i += 3;
		} else if (blank && (!f->len || f->s[f->len - 1] == ' ')) {
			i++;
		} else {
			put(f, blank ? ' ' : v.s[i], i);
			i++;
		}
	}
}

/* "> System writer is not": the mark of a quoted mail. */
static size_t quote_marks(struct str v)
{
	size_t i = row_indent(v);

	while (i < v.len && i < MARK_BYTES && v.s[i] == '>')
		i += 1 + row_indent(str_sub(v, i + 1, v.len));
	return i;
}

/* A console breaks a full line wherever it ends; a tool and a mail program at a blank. */
static bool hard_break(struct str v, struct str next)
{
	size_t width = v.len <= CONSOLE_BYTES ? utf8_columns(v) : 0;

	return (width == 80 || width == 120) && v.s[v.len - 1] != ' ' && next.s[0] != ' ';
}

/* The parameter is incorrect. */
static bool detail_line(const struct text *t, size_t i)
{
	size_t at = i < t->n ? quote_marks(t->line[i].s) : 0;
	uint32_t code;

	return i < t->n && at < t->line[i].s.len &&
	       (code_message_at(t->line[i].s, at, &code) ||
		str_istarts(str_sub(t->line[i].s, at, t->line[i].s.len), STR("Error details: ")));
}

static void flatten(const struct text *t, size_t i, size_t at, struct flat *f)
{
	struct str command;

	f->len = f->n = 0;
	f->first = i;
	put_line(f, t->line[i].s, at);
	f->ends[f->n++] = f->len;
	for (size_t k = i + 1; k < t->n && f->n < FLAT_LINES && f->len < FLAT_BYTES; k++) {
		struct str v = t->line[k].s, before = t->line[k - 1].s;
		size_t from = quote_marks(v);

		/* Pages that double every line end; the detail only, since prose goes on too. */
		if (from >= v.len && k == i + 1 && detail_line(t, k + 1)) {
			f->ends[f->n++] = f->len;
			continue;
		}
		if (from >= v.len || transcript_command(v, &command))
			break;
		if (!hard_break(before, v) && f->len && f->s[f->len - 1] != ' ')
			put(f, ' ', from);
		put_line(f, v, from);
		f->ends[f->n++] = f->len;
	}
}

/* The part of a pattern up to its '*' against f at offset 'at'. */
static bool literal_at(const struct flat *f, size_t at, struct str want)
{
	if (f->len - at < want.len)
		return false;
	for (size_t i = 0; i < want.len; i++)
		if (lower(f->s[at + i]) != lower(want.s[i]))
			return false;
	return true;
}

/* The end of the sentence in f; 0 if it is not there. */
static size_t match(const struct flat *f, struct str pattern)
{
	struct str head = str_cut(&pattern, '*');
	size_t at = head.len, limit;

	if (!literal_at(f, 0, head))
		return 0;
	if (str_known(pattern)) {
		for (limit = at + GAP_BYTES; at < limit && at < f->len; at++) {
			if (f->s[at] == '.' && at + 1 < f->len && f->s[at + 1] == ' ')
				return 0;
			if (literal_at(f, at, pattern))
				break;
		}
		if (at >= limit || at >= f->len)
			return 0;
		at += pattern.len;
	}
	return at < f->len && word_byte(f->s[at]) ? 0 : at;
}

/* Behind the full stop of the sentence that goes on at 'at'. */
static size_t sentence_end(const struct flat *f, size_t at)
{
	static const struct str wide = STR_INIT("。");

	for (; at < f->len; at++) {
		if (f->s[at] == '.' && (at + 1 >= f->len || f->s[at + 1] == ' ' ||
					f->s[at + 1] == '"' || f->s[at + 1] == '\''))
			return at + 1;
		if (literal_at(f, at, wide))
			return at + wide.len;
	}
	return f->len;
}

/* "(0x80070005)", "(Internal error code: 0x80990001)", "[21/04/2009 11:10]", or nothing. */
static size_t bracket_end(const struct flat *f, size_t at, struct when *time)
{
	char close = at < f->len && f->s[at] == '(' ? ')' : ']';
	ptrdiff_t n;
	struct str inner;
	uint32_t code;

	if (at >= f->len || (f->s[at] != '(' && f->s[at] != '['))
		return 0;
	n = str_chr(flat_str(f, at, at + 64), close);
	if (n < 0)
		return 0;
	inner = flat_str(f, at + 1, at + (size_t)n);
	if (!code_parse(str_sub(inner, (size_t)(str_rchr(inner, ' ') + 1), inner.len), &code) &&
	    !when_parse(inner, time) && inner.s[0] != '<')
		return 0;
	return at + (size_t)n + 1;
}

static size_t skip_blank(const struct flat *f, size_t at)
{
	return at < f->len && f->s[at] == ' ' ? at + 1 : at;
}

/* Enumeration of the files failed. The parameter is incorrect.
 * ... Detailed error: Access is denied.
 * Where the details behind the sentence end; 'at' if there are none. */
static size_t details_end(const struct flat *f, size_t at, struct when *time)
{
	static const struct str labels[] = {
		STR_INIT("Detailed error:"),  STR_INIT("Error detail:"), STR_INIT("Error details:"),
		STR_INIT("Error:"),           STR_INIT("Operation:"),    STR_INIT("Code:"),
		STR_INIT("VSS asynchronous ")
	};
	size_t end = at;

	for (int k = 0; k < 4; k++) {
		size_t next = skip_blank(f, end), n;
		bool label = false;
		uint32_t code;

		for (size_t i = 0; i < ARRAY_SIZE(labels); i++)
			label = label || literal_at(f, next, labels[i]);
		n = next < f->len ? bracket_end(f, next, time) : 0;
		if (label)
			n = sentence_end(f, next);
		else if (!n && next < f->len && code_message_lead((unsigned char)f->s[next]))
			n = code_message_at(flat_str(f, 0, f->len), next, &code);
		else if (n)
			n -= next;
		if (!n)
			break;
		end = label ? n : next + n;
		if (end < f->len && f->s[end] == '.')
			end++;
		else if (literal_at(f, end, STR("。")))
			end += 3;
	}
	return end;
}

static void add_code(struct wbsay *out, uint32_t code)
{
	for (size_t i = 0; i < out->n_code; i++)
		if (out->code[i] == code)
			return;
	out->code[out->n_code++] = code;
}

static void take_codes(struct parse *p, uint32_t own, struct wbsay *out)
{
	uint32_t *found;
	size_t n = code_scan(p->arena, out->text, &found);

	out->code = arena_array(p->arena, uint32_t, n + 1);
	if (own)
		add_code(out, own);
	for (size_t i = 0; i < n; i++)
		add_code(out, found[i]);
}

static struct str tool_of(unsigned flags)
{
	return flags & SAY_DSMC   ? STR("dsmc") :
	       flags & SAY_VEEAM  ? STR("veeam") :
	       flags & SAY_VMM    ? STR("vmm") :
	       flags & SAY_RESTIC ? STR("restic") :
				    STR("wbadmin");
}

/* Fills the answer for the first 'end' bytes of f. */
static void settle(struct parse *p, const struct flat *f, size_t end, uint32_t own,
		   struct wbsay *out)
{
	size_t k = 0;

	out->text = arena_str(p->arena, str_trim(flat_str(f, 0, end)));
	out->first = f->first;
	while (k + 1 < f->n && f->ends[k] < end)
		k++;
	out->last = f->first + k;
	out->end = end ? f->src[end - 1] + 1 : 0;
	take_codes(p, own, out);
}

bool wbsay_lead(struct str v)
{
	size_t most = v.len < LEAD_LEAST ? LEAD_LEAST : v.len < LEAD_BYTES ? v.len : LEAD_BYTES;

	for (size_t i = 0; i < ARRAY_SIZE(says); i++) {
		struct str text = says[i].text;

		if (lower(v.s[0]) == lower(says[i].first) &&
		    str_istarts(v,
				str_cut(&(struct str){ text.s, text.len < most ? text.len : most },
					'*')))
			return true;
	}
	return (unsigned char)v.s[0] == 0xe2 || str_istarts(v, STR("ERROR - "));
}

/* Nothing but blanks and marks of a reply stands before it; nobody indents farther than that. */
static bool begins_line(struct str before)
{
	return before.len <= INDENT_BYTES &&
	       (row_indent(before) == before.len || quote_marks(before) == before.len);
}

bool wbsay_at(struct parse *p, const struct text *t, size_t i, size_t at, struct wbsay *out)
{
	struct flat f;
	bool head;

	*out = (struct wbsay){ 0 };
	if (at >= t->line[i].s.len || !wbsay_lead(str_sub(t->line[i].s, at, t->line[i].s.len)))
		return false;
	flatten(t, i, at, &f);
	head = begins_line(str_sub(t->line[i].s, 0, at));
	for (size_t k = 0; k < ARRAY_SIZE(says); k++) {
		size_t end = match(&f, says[k].text), detail;

		if (!end || ((says[k].flags & SAY_HEAD) && !head))
			continue;
		if (says[k].flags & SAY_REST)
			end = sentence_end(&f, end);
		else if (end < f.len && f.s[end] == '.')
			end++;
		detail = details_end(&f, end, &out->time);
		if (detail == end && (says[k].flags & SAY_DETAIL))
			continue;
		settle(p, &f, detail, says[k].code, out);
		out->tool = tool_of(says[k].flags);
		out->file = says[k].flags & SAY_FILE;
		out->run = says[k].flags & SAY_RUN;
		out->state = says[k].flags & SAY_STATE;
		return true;
	}
	return false;
}

/* ERROR - The catalog could not be read. */
bool wbsay_error(struct parse *p, const struct text *t, size_t i, size_t at, struct wbsay *out)
{
	static const struct str marks[] = { STR_INIT("ERROR - "), STR_INIT("ERREUR - "),
					    STR_INIT("Detailed error: ") };
	struct str v = str_sub(t->line[i].s, at, t->line[i].s.len);
	struct flat f;
	size_t k = 0;
	struct wbsay known;

	while (k < ARRAY_SIZE(marks) && !str_istarts(v, marks[k]))
		k++;
	if (k == ARRAY_SIZE(marks))
		return false;
	*out = (struct wbsay){ 0 };
	flatten(t, i, at, &f);
	settle(p, &f, f.len, 0, out);
	out->tool = STR("wbadmin");
	if (wbsay_at(p, t, i, at + marks[k].len, &known)) {
		size_t last = known.last, end = known.end;

		known.text =
			arena_printf(p->arena, "%.*s%.*s", STR_ARG(marks[k]), STR_ARG(known.text));
		known.last = last;
		known.end = end;
		*out = known;
	}
	return true;
}

/* The first sentence that begins at a word of line i, from offset 'from' on; *at is its offset.
 * "Systemstate backup says 'System writer is not found in the backup.' since Monday" */
static bool find(struct parse *p, const struct text *t, size_t i, size_t from, size_t *at,
		 struct wbsay *out)
{
	struct str v = t->line[i].s;

	for (size_t k = from; k < v.len; k++) {
		unsigned char c = (unsigned char)v.s[k];

		if ((k && word_byte(v.s[k - 1])) || c == ' ' || (c & 0xc0) == 0x80)
			continue;
		*at = k;
		if (wbsay_at(p, t, i, k, out))
			return true;
	}
	return false;
}

static bool said_before(const struct parse *p, const struct wbsay *say)
{
	size_t n = p->out->n;

	for (size_t k = 0; k < SEEN_BACK && k < n; k++) {
		const struct obs *o = p->out->item[n - 1 - k];

		if (o->kind == OBS_MESSAGE && o->at.file == p->file &&
		    str_eq(o->message.text, say->text))
			return true;
	}
	return false;
}

void wbsay_add(struct parse *p, const struct text *t, const struct wbsay *say, struct str command)
{
	struct obs *o = parse_add(p, OBS_MESSAGE, t, say->first, say->last - say->first + 1);

	o->message.tool = say->tool;
	o->message.command = command;
	o->message.text = say->text;
	o->message.code = say->code;
	o->message.n_code = say->n_code;
}

struct str wbsay_command(const struct parse *p, const struct text *t, size_t i)
{
	if (!transcript_is(p->command, "wbadmin") ||
	    t->line[i].no - p->command_line > COMMAND_LINES)
		return (struct str){ 0 };
	return p->command;
}

static void add_run(struct parse *p, const struct text *t, const struct wbsay *say)
{
	struct obs *o = parse_add(p, OBS_RUN, t, say->first, say->last - say->first + 1);

	o->run.kind = say->state ? RUN_SYSTEM_STATE : RUN_BACKUP;
	if (str_istarts(say->text, STR("Recovery")))
		o->run.kind = RUN_RECOVERY;
	o->run.outcome = OUTCOME_FAILED;
	o->run.end = say->time;
	o->run.message = say->text;
	o->run.tool = STR("wbadmin");
	if (say->n_code)
		o->run.code = say->code[0];
	if (say->n_code > 1)
		o->run.detail = say->code[1];
}

/* System Writer file '\\srv17\c$\Tools\probe.sys': not found
 * The share of a whole drive is that drive. */
static void add_file(struct parse *p, const struct text *t, const struct wbsay *say)
{
	struct str v = say->text, rest;
	ptrdiff_t open = str_chr(v, '\''), share;
	struct obs *o;

	rest = open < 0 ? v : str_sub(v, (size_t)open + 1, v.len);
	if (open < 0 || str_chr(rest, '\'') < 0)
		return;
	v = str_sub(rest, 0, (size_t)str_chr(rest, '\''));
	share = str_find(v, STR("$\\"));
	if (str_starts(v, STR("\\\\")) && share > 3 && v.s[share - 2] == '\\')
		v = arena_printf(p->arena, "%c:%.*s", v.s[share - 1],
				 STR_ARG(str_sub(v, (size_t)share + 1, v.len)));
	if (!path_plausible(v))
		return;
	o = parse_add(p, OBS_FILE, t, say->first, say->last - say->first + 1);
	o->file.path = path_canonical(p->arena, v);
	o->file.present = TRI_NO;
}

static bool about_backup(struct str v)
{
	return str_ifind(v, STR("backup")) >= 0 || str_ifind(v, STR("recover")) >= 0 ||
	       str_ifind(v, STR("shadow copy")) >= 0;
}

/* The next sentence of line i, from offset 'from' on. */
static bool next_say(struct parse *p, const struct text *t, size_t i, size_t from,
		     struct wbsay *say)
{
	struct str v = t->line[i].s;
	size_t head = quote_marks(v), at;
	struct msgid m;

	if (from <= head && wbsay_error(p, t, i, head, say) && about_backup(say->text))
		return true;
	if (!find(p, t, i, from, &at, say))
		return false;
	/* Backup started at '...' failed with following error code '...' (System writer ...) */
	return from || !msgid_find(p->messages, v, &from, &m) || from > at;
}

size_t wbsay_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t last = i, from = 0, used = 0;
	struct wbsay say;

	while (next_say(p, t, last, from, &say)) {
		if (!said_before(p, &say)) {
			wbsay_add(p, t, &say, wbsay_command(p, t, i));
			if (say.run)
				add_run(p, t, &say);
			if (say.file)
				add_file(p, t, &say);
		}
		last = say.last;
		from = say.end;
		used = last - i + 1;
	}
	return used;
}
