/* takeown.c - see takeown.h */
#include "parsers/takeown.h"

#include "parsers/acl.h"
#include "parsers/code.h"
#include "parsers/path.h"
#include "parsers/sid.h"
#include "parsers/transcript.h"

enum { COMMAND_ARGS = 16 };

/* clang-format off */
/* The first word of a line; the tools of this family share it. */
static const struct {
	struct str word;
	bool success;
} outcome_row[] = {
	{ STR_INIT("SUCCESS:"), true }, { STR_INIT("ERROR:"), false },
	{ STR_INIT("ERFOLGREICH:"), true }, { STR_INIT("FEHLER:"), false },
	{ STR_INIT("CORRECTO:"), true },
};
/* clang-format on */

static bool quoted(struct str *rest, struct str *out)
{
	ptrdiff_t open = str_chr(*rest, '"'), close;

	if (open < 0)
		return false;
	*rest = str_sub(*rest, (size_t)open + 1, rest->len);
	close = str_chr(*rest, '"');
	if (close <= 0)
		return false;
	*out = str_sub(*rest, 0, (size_t)close);
	*rest = str_sub(*rest, (size_t)close + 1, rest->len);
	return true;
}

static bool asked_for_group(struct str command)
{
	for (size_t n = 0; n < COMMAND_ARGS && str_known(transcript_arg(command, n)); n++)
		if (str_ieq(transcript_arg(command, n), STR("/a")))
			return true;
	return false;
}

static void add_owner(struct parse *p, const struct text *t, size_t i, struct str path,
		      struct str rest)
{
	struct acl acl = acl_unknown();
	struct str owner;

	acl.object = ACL_FILE;
	acl.path = path_canonical(p->arena, path);
	acl.tool = STR("takeown");
	if (quoted(&rest, &owner)) {
		acl.owner_name = arena_str(p->arena, owner);
		sid_of_name(p->arena, owner, &acl.owner);
	} else if (str_ifind(rest, STR("administrators group")) >= 0 ||
		   asked_for_group(p->command)) {
		acl.owner = STR(SID_ADMINISTRATORS);
	}
	if (str_known(acl.owner) || str_known(acl.owner_name))
		acl_add(p, t, i, 1, &acl);
}

static void add_message(struct parse *p, const struct text *t, size_t i, struct str line)
{
	struct obs *o = parse_add(p, OBS_MESSAGE, t, i, 1);

	o->message.tool = STR("takeown");
	o->message.command = p->command;
	o->message.text = arena_str(p->arena, line);
	o->message.n_code = code_scan(p->arena, line, &o->message.code);
}

/* SUCCESS: The file (or folder): "C:\Data\x" now owned by user "SRV07\anna". */
size_t takeown_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s), rest = line, path;
	bool ours = str_eq(transcript_tool(p->arena, p->command), STR("takeown"));

	for (size_t k = 0; k < ARRAY_SIZE(outcome_row); k++) {
		if (!str_starts(line, outcome_row[k].word))
			continue;
		ours |= str_find(line, STR("The file (or folder)")) >= 0 ||
			str_find(line, STR("on the file (or folder)")) >= 0;
		if (!ours)
			return 0;
		if (outcome_row[k].success && quoted(&rest, &path))
			add_owner(p, t, i, path, rest);
		else if (!outcome_row[k].success)
			add_message(p, t, i, line);
		return 1;
	}
	return 0;
}
