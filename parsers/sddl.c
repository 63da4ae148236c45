/* sddl.c - see sddl.h */
#include "parsers/sddl.h"

#include "parsers/fold.h"
#include "parsers/limits.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum {
	JOIN_LINES = 4096, /* a full ACL wrapped at 80 columns has fewer lines */
	SERVICE_ARGS = 8,  /* "cmd /c sc.exe \\host sdshow X": where sdshow may stand */
};

/* clang-format off */
static const struct {
	struct str name;
	enum ace_type type;
} ace_type_row[] = {
	{ STR_INIT("A"), ACE_ALLOW }, { STR_INIT("D"), ACE_DENY }, { STR_INIT("AU"), ACE_AUDIT },
	{ STR_INIT("AL"), ACE_AUDIT }, { STR_INIT("OU"), ACE_AUDIT }, { STR_INIT("OL"), ACE_AUDIT },
	{ STR_INIT("XU"), ACE_AUDIT }, { STR_INIT("ML"), ACE_LABEL },
	/* Object and conditional entries grant under circumstances that the string alone does not
	 * decide; RA, SP, TL and FL grant nothing. */
	{ STR_INIT("OA"), ACE_OTHER }, { STR_INIT("OD"), ACE_OTHER }, { STR_INIT("XA"), ACE_OTHER },
	{ STR_INIT("XD"), ACE_OTHER }, { STR_INIT("ZA"), ACE_OTHER }, { STR_INIT("RA"), ACE_OTHER },
	{ STR_INIT("SP"), ACE_OTHER }, { STR_INIT("TL"), ACE_OTHER }, { STR_INIT("FL"), ACE_OTHER },
};

static const struct {
	struct str name;
	uint8_t flag;	/* 0: of audit entries, not kept */
} ace_flag_row[] = {
	{ STR_INIT("CI"), ACE_CI }, { STR_INIT("OI"), ACE_OI }, { STR_INIT("NP"), ACE_NP },
	{ STR_INIT("IO"), ACE_IO }, { STR_INIT("ID"), ACE_INHERITED }, { STR_INIT("SA"), 0 },
	{ STR_INIT("FA"), 0 }, { STR_INIT("TP"), 0 }, { STR_INIT("CR"), 0 },
};
/* clang-format on */

/* A cursor over the string. */
struct sddl {
	struct parse *p;
	const struct pos *at;
	struct str v;
	size_t i;
	struct acl *out;
	bool seen_dacl, seen_sacl, dropped;
};

static bool fail(struct sddl *s, size_t at, const char *what)
{
	struct pos pos = s->at ? *s->at : (struct pos){ 0 };

	pos.column = (uint32_t)at + 1;
	diag(s->p->diag, DIAG_SDDL_SYNTAX, &pos, "%s at \"%.*s\"", what,
	     STR_ARG(str_sub(s->v, at, at + 24)));
	return false;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(struct sddl *s)
{
	while (s->i < s->v.len && blank(s->v.s[s->i]))
		s->i++;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* End of the SID that starts at 'i': the next section tag follows without a separator
 * ("O:S-1-5-32-544G:SYD:..."), so only digits belong to a number unless it starts with 0x. */
static size_t sid_end(struct str v, size_t i)
{
	bool is_hex = false;

	if (!str_istarts(str_sub(v, i, v.len), STR("S-")))
		return i + 2 < v.len ? i + 2 : v.len;
	for (i += 2; i < v.len; i++) {
		char c = v.s[i];

		if (c == 'x' || c == 'X')
			is_hex = i > 0 && v.s[i - 1] == '0';
		else if (c == '-')
			is_hex = false;
		else if (!digit(c) && c != ' ' && !(is_hex && str_hex(c) >= 0))
			break;
	}
	/* In hex the D of "D:" looks like a digit. */
	return is_hex && i < v.len && v.s[i] == ':' ? i - 1 : i;
}

static struct str without_blanks(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	if (str_chr(v, ' ') < 0)
		return v;
	for (size_t i = 0; i < v.len; i++)
		if (!blank(v.s[i]))
			buf_addc(&out, v.s[i]);
	return buf_str(&out);
}

static bool letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* An alias or a SID; an alias of two letters that no table knows gives an unknown SID. */
static bool trustee(struct sddl *s, struct str v, struct str *sid)
{
	v = str_trim(v);
	*sid = (struct str){ 0 };
	if (sid_of_alias(v, sid) || sid_parse(s->p->arena, without_blanks(s->p->arena, v), sid))
		return true;
	return v.len == 2 && letter(v.s[0]) && letter(v.s[1]);
}

static bool owner(struct sddl *s, bool is_group)
{
	size_t end;
	struct str sid, text;

	skip_blanks(s);
	end = sid_end(s->v, s->i);
	text = str_sub(s->v, s->i, end);
	if (!trustee(s, text, &sid))
		return fail(s, s->i, "no SID");
	if (!is_group) {
		s->out->owner = sid;
		if (!str_known(sid))
			s->out->owner_name = arena_str(s->p->arena, str_trim(text));
	}
	s->i = end;
	return true;
}

static bool ace_type_of(struct str v, enum ace_type *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(ace_type_row); i++)
		if (str_ieq(v, ace_type_row[i].name)) {
			*out = ace_type_row[i].type;
			return true;
		}
	return false;
}

static bool ace_flags_of(struct str v, uint8_t *out)
{
	while ((v = str_trim(v)).len) {
		size_t i = 0;

		while (i < ARRAY_SIZE(ace_flag_row) &&
		       !str_ieq(str_sub(v, 0, 2), ace_flag_row[i].name))
			i++;
		if (i == ARRAY_SIZE(ace_flag_row))
			return false;
		*out |= ace_flag_row[i].flag;
		v = str_sub(v, 2, v.len);
	}
	return true;
}

/* Behind the parenthesis that closes the one at 'i'; 0 if none does. Strings of conditions may
 * hold parentheses. */
static size_t closing(struct str v, size_t i)
{
	size_t depth = 0;
	bool quoted = false;

	for (; i < v.len; i++) {
		if (v.s[i] == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (v.s[i] == '(')
			depth++;
		else if (v.s[i] == ')' && --depth == 0)
			return i + 1;
	}
	return 0;
}

enum { ACE_FIELDS = 6 };

/* type;flags;rights;object;inherit;sid - and one more field, of conditions, in *extra. */
static size_t cut_fields(struct str body, struct str field[ACE_FIELDS], struct str *extra)
{
	size_t n = 0;

	*extra = (struct str){ 0 };
	for (struct str rest = body; str_known(rest);) {
		if (n == ACE_FIELDS) {
			*extra = rest;
			return n + 1;
		}
		field[n++] = str_cut(&rest, ';');
	}
	return n;
}

static bool has_condition(struct str type)
{
	return type.len == 2 &&
	       ((type.s[0] | 0x20) == 'x' || (type.s[0] | 0x20) == 'z' || str_ieq(type, STR("RA")));
}

static bool read_ace(struct sddl *s, size_t at, struct str body, struct ace *e)
{
	struct str field[ACE_FIELDS], extra, bad;
	size_t n = cut_fields(body, field, &extra);

	if (n < ACE_FIELDS || !ace_type_of(str_trim(field[0]), &e->type))
		return fail(s, at, "no access entry");
	if (str_known(extra) != (n > ACE_FIELDS) ||
	    (str_known(extra) && !has_condition(str_trim(field[0]))))
		return fail(s, at, "access entry with too many fields");
	if (!ace_flags_of(field[1], &e->flags))
		return fail(s, at, "unknown flag of an access entry");
	if (!mask_sddl(field[2], &e->mask, &bad))
		return fail(s, at, "unknown right");
	if (!trustee(s, field[5], &e->sid))
		return fail(s, at, "access entry without a SID");
	e->name = arena_str(s->p->arena, str_trim(field[5]));
	return true;
}

static void keep_ace(struct sddl *s, const struct ace *e, bool is_sacl)
{
	if (is_sacl && e->type != ACE_LABEL)
		return;
	if (s->out->n >= LIMIT_ACES) {
		if (!s->dropped)
			diag(s->p->diag, DIAG_ACL_TRUNCATED, s->at, "more than %d entries",
			     LIMIT_ACES);
		s->dropped = true;
		return;
	}
	*(struct ace *)PUSH(s->p->arena, s->out->ace, s->out->n, s->out->cap) = *e;
	if (e->flags & (ACE_OI | ACE_CI))
		s->out->is_folder = TRI_YES;
}

static bool acl_flags(struct sddl *s, bool is_sacl)
{
	while (s->i < s->v.len) {
		struct str rest;

		skip_blanks(s);
		rest = str_sub(s->v, s->i, s->v.len);
		if (str_istarts(rest, STR("NO_ACCESS_CONTROL"))) {
			/* A null DACL lets everyone do everything. */
			struct ace all = { .type = ACE_ALLOW,
					   .mask = MASK_FULL,
					   .sid = STR(SID_EVERYONE),
					   .name = STR("NO_ACCESS_CONTROL") };

			keep_ace(s, &all, is_sacl);
			s->i += STR("NO_ACCESS_CONTROL").len;
		} else if (str_istarts(rest, STR("AR")) || str_istarts(rest, STR("AI"))) {
			s->i += 2;
		} else if (str_istarts(rest, STR("P"))) {
			if (!is_sacl)
				s->out->is_protected = TRI_YES;
			s->i++;
		} else {
			return true;
		}
	}
	return true;
}

static bool acl_section(struct sddl *s, bool is_sacl)
{
	if (!is_sacl)
		s->out->is_protected = TRI_NO;
	acl_flags(s, is_sacl);
	for (skip_blanks(s); s->i < s->v.len && s->v.s[s->i] == '('; skip_blanks(s)) {
		size_t end = closing(s->v, s->i);
		struct ace e = { 0 };

		if (!end)
			return fail(s, s->i, "access entry cut off");
		if (!read_ace(s, s->i, str_sub(s->v, s->i + 1, end - 1), &e))
			return false;
		if (!is_sacl && e.type == ACE_AUDIT)
			return fail(s, s->i, "audit entry in the DACL");
		keep_ace(s, &e, is_sacl);
		s->i = end;
	}
	return true;
}

static bool section(struct sddl *s)
{
	char tag = s->v.s[s->i];
	bool *seen = tag == 'D' ? &s->seen_dacl : tag == 'S' ? &s->seen_sacl : NULL;

	if (s->i + 1 >= s->v.len || s->v.s[s->i + 1] != ':')
		return fail(s, s->i, "no section");
	if (seen && *seen)
		return fail(s, s->i, "section given twice");
	s->i += 2;
	switch (tag) {
	case 'O':
	case 'G':
		return owner(s, tag == 'G');
	case 'D':
	case 'S':
		*seen = true;
		return acl_section(s, tag == 'S');
	default:
		return fail(s, s->i - 2, "no section");
	}
}

bool sddl_parse(struct parse *p, struct str sddl, const struct pos *at, struct acl *out)
{
	struct sddl s = { .p = p, .at = at, .v = sddl, .out = out };

	skip_blanks(&s);
	if (s.i >= sddl.len)
		return fail(&s, 0, "empty");
	while (s.i < sddl.len) {
		if (!section(&s))
			return false;
		skip_blanks(&s);
	}
	if (s.seen_dacl && !s.dropped)
		out->listed = TRI_YES;
	return true;
}

/* What follows "D:" or "S:" in a descriptor: entries, flags before entries, or the end. A drive
 * "D:\x" and a sentence "D: drive" are none. */
static bool acl_starts(struct str v)
{
	size_t i = 0, semi;

	if (str_starts(v, STR("NO_ACCESS_CONTROL")))
		return true;
	while (i < v.len && (v.s[i] == 'P' || v.s[i] == 'A' || v.s[i] == 'I' || v.s[i] == 'R'))
		i++;
	if (i == v.len)
		return i > 0;
	if (v.s[i] != '(')
		return i > 0 && i + 1 < v.len && v.s[i] == 'S' && v.s[i + 1] == ':';
	for (semi = ++i; semi < v.len && semi < i + 3 && v.s[semi] != ';'; semi++)
		if (blank(v.s[semi]) || v.s[semi] == ')')
			return false;
	return semi == v.len || (semi > i && semi < v.len && v.s[semi] == ';');
}

bool sddl_starts(struct str v)
{
	bool owner_seen = false;

	for (;;) {
		struct str rest = str_sub(v, 2, v.len), sid;
		size_t end;

		if (v.len < 3 || v.s[1] != ':')
			return owner_seen && v.len == 0;
		if (v.s[0] == 'D' || v.s[0] == 'S')
			return acl_starts(rest);
		if (v.s[0] != 'O' && v.s[0] != 'G')
			return false;
		end = sid_end(rest, 0);
		if (!str_istarts(rest, STR("S-1-")) && !sid_of_alias(str_sub(rest, 0, end), &sid))
			return false;
		owner_seen = true;
		v = str_sub(rest, end, rest.len);
	}
}

/* Depth of parentheses behind 'v', outside of strings; what a wrapped line leaves open. */
struct nesting {
	int depth;
	bool quoted;
	bool condition; /* an entry of a type whose text may hold blanks */
};

static void nest(struct nesting *n, struct str v)
{
	for (size_t i = 0; i < v.len; i++) {
		if (v.s[i] == '"')
			n->quoted = !n->quoted;
		else if (!n->quoted && v.s[i] == '(')
			n->depth++;
		else if (!n->quoted && v.s[i] == ')')
			n->depth--;
		if (v.s[i] == '(' && i + 2 < v.len &&
		    (v.s[i + 1] == 'X' || v.s[i + 1] == 'Z' ||
		     str_starts(str_sub(v, i + 1, i + 3), STR("RA"))))
			n->condition = true;
	}
}

/* Can stand inside a descriptor without conditions. */
static bool sddl_bytes(struct str v)
{
	for (size_t i = 0; i < v.len; i++) {
		char c = v.s[i];

		if (!digit(c) && !letter(c) && c != ';' && c != '(' && c != ')' && c != '-' &&
		    c != ':' && c != '_')
			return false;
	}
	return v.len > 0;
}

/* Complete as it stands, so that only a new entry or section continues it. */
static bool complete(struct str so_far, const struct nesting *n)
{
	char last = so_far.len ? so_far.s[so_far.len - 1] : 0;

	return n->depth == 0 && (last == ')' || !str_known(so_far));
}

static bool continues(struct str line, struct str so_far, const struct nesting *n)
{
	if (!line.len)
		return false;
	if (n->depth > 0)
		return n->condition || sddl_bytes(line);
	if (n->depth < 0)
		return false;
	if (line.s[0] == '(')
		return acl_starts(line);
	if (complete(so_far, n))
		return (line.s[0] == 'S' || line.s[0] == 'D') && line.len > 1 && line.s[1] == ':' &&
		       acl_starts(str_sub(line, 2, line.len));
	/* The break fell between "D" and ":", or inside of a SID. */
	return sddl_bytes(line) && (line.s[0] == ':' || str_chr(line, '(') >= 0);
}

size_t sddl_join(struct arena *a, const struct text *t, size_t i, struct str *out)
{
	struct buf text = { .arena = a };
	struct nesting n = { 0 };
	struct str line = str_trim(t->line[i].s), command;
	size_t used = 1, next = i + 1;

	buf_add(&text, line);
	nest(&n, line);
	for (; next < t->n && used < JOIN_LINES; next++) {
		line = str_trim(t->line[next].s);
		if (!line.len && next == i + used)
			continue; /* a web page may put blank lines between all lines */
		if (!continues(line, buf_str(&text), &n) ||
		    transcript_command(t->line[next].s, &command))
			break;
		buf_add(&text, line);
		nest(&n, line);
		used = next + 1 - i;
	}
	*out = buf_str(&text);
	return used;
}

static void add_ace(struct buf *out, const struct ace *e)
{
	static const char *const type[] = { "OA", "A", "D", "AU", "ML", "OA" };

	buf_addf(out, "(%s;", type[e->type]);
	for (size_t i = 0; i < ARRAY_SIZE(ace_flag_row); i++)
		if (e->flags & ace_flag_row[i].flag)
			buf_add(out, ace_flag_row[i].name);
	buf_addc(out, ';');
	buf_add(out, mask_sddl_text(out->arena, e->mask));
	buf_add(out, STR(";;;"));
	buf_add(out, str_known(e->sid) && str_starts(e->sid, STR("S-")) ? e->sid : e->name);
	buf_addc(out, ')');
}

struct str sddl_text(struct arena *a, const struct acl *acl)
{
	struct buf out = { .arena = a };

	buf_add(&out, acl->is_protected == TRI_YES ? STR("D:P") : STR("D:"));
	for (size_t i = 0; i < acl->n; i++)
		if (acl->ace[i].type != ACE_LABEL)
			add_ace(&out, &acl->ace[i]);
	return buf_str(&out);
}

/* "sc sdshow X", "sc.exe \\host sdshow X", "cmd /c sc sdshow X": the key of the service. */
static bool service_of(struct str command, struct str *key)
{
	for (size_t n = 0; n < SERVICE_ARGS && str_known(transcript_arg(command, n)); n++)
		if (str_ieq(transcript_arg(command, n), STR("sdshow"))) {
			*key = transcript_arg(command, n + 1);
			return str_known(*key) && key->len > 0;
		}
	return false;
}

/* Name of the file without folders and extension. */
static struct str stem(struct str file)
{
	ptrdiff_t slash = str_rchr(file, '/'), dot;

	file = str_sub(file, (size_t)(slash + 1), file.len);
	dot = str_rchr(file, '.');
	return dot > 0 ? str_sub(file, 0, (size_t)dot) : file;
}

/* A descriptor alone in a file named after the service: "sdshow_mslldp.txt", and the two names
 * that Microsoft's own instructions tell the user to redirect 'sc sdshow' to. */
static bool service_of_file(struct str file, struct str *key)
{
	static const struct str instructed[] = { STR_INIT("cryptsvc"), STR_INIT("eventsystem") };
	struct str name = stem(file);
	ptrdiff_t at = str_ifind(name, STR("sdshow"));

	for (size_t i = 0; i < ARRAY_SIZE(instructed); i++)
		if (str_ieq(name, instructed[i])) {
			*key = name;
			return true;
		}
	if (at < 0 || (size_t)at + 7 >= name.len)
		return false;
	name = str_sub(name, (size_t)at + 6, name.len);
	if (name.s[0] != '-' && name.s[0] != '_' && name.s[0] != ' ' && name.s[0] != '.')
		return false;
	*key = str_sub(name, 1, name.len);
	return true;
}

/* One line may hold a descriptor that fills the window; entries share its line then. */
static void number_aces(struct acl *acl, const struct text *t, size_t i, size_t used)
{
	size_t k = 0;

	if (used == 1)
		return;
	for (size_t l = i; l < i + used && k < acl->n; l++)
		for (size_t c = 0; c < t->line[l].s.len && k < acl->n; c++)
			if (t->line[l].s.s[c] == '(' && acl->ace[k].type != ACE_OTHER)
				acl->ace[k++].line = t->line[l].no;
}

/* D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCLCSWLOCRRC;;;IU)S:(AU;FA;CCDC;;;WD) */
size_t sddl_lines(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s), sddl, key;
	struct pos at = parse_pos(p, &t->line[i]);
	struct obs *o;
	size_t used;

	if (!sddl_starts(line))
		return 0;
	used = sddl_join(p->arena, t, i, &sddl);
	o = parse_add(p, OBS_ACL, t, i, used);
	o->acl.tool = STR("sddl");
	if (service_of(p->command, &key) ||
	    (!str_known(p->command) && service_of_file(p->at.file, &key))) {
		o->acl.object = ACL_SERVICE;
		o->acl.path = fold_str(p->arena, key);
		o->acl.tool = STR("sdshow");
	}
	if (sddl_parse(p, sddl, &at, &o->acl))
		number_aces(&o->acl, t, i, used);
	/* The inheritance flags of a service say nothing about folders. */
	if (o->acl.object == ACL_SERVICE)
		o->acl.is_folder = TRI_UNKNOWN;
	return used;
}
