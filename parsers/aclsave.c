/* aclsave.c - see aclsave.h */
#include "parsers/aclsave.h"

#include "parsers/acl.h"
#include "parsers/fold.h"
#include "parsers/mask.h"
#include "parsers/path.h"
#include "parsers/sddl.h"
#include "parsers/transcript.h"

enum { COMMAND_ARGS = 16, NAME_BYTES = 32767 * 3 };

/* A name that Windows allows: no wildcard, no colon (but a drive's), no control byte. */
static bool is_name(struct str v)
{
	static const char never[] = "*?\"<>|";

	if (!v.len || v.len > NAME_BYTES || str_chr(v, ':') >= 0)
		return false;
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] < ' ' || str_chr(str_of(never), v.s[i]) >= 0)
			return false;
	return true;
}

static bool is_dacl(struct str v)
{
	return str_starts(v, STR("D:")) && sddl_starts(v);
}

/* "icacls C:\Data\x /save ..." names objects as seen from C:\Data. */
static struct str parent_of_argument(struct parse *p)
{
	for (size_t n = 0; n < COMMAND_ARGS && str_known(transcript_arg(p->command, n)); n++) {
		struct str arg = transcript_arg(p->command, n), path;
		ptrdiff_t slash;

		if (!str_iends(arg, STR("icacls")) && !str_iends(arg, STR("icacls.exe")))
			continue;
		path = transcript_arg(p->command, n + 1);
		slash = str_rchr(path, '\\');
		if (!path_plausible(path) || slash < 0)
			break;
		return str_sub(path, 0, (size_t)slash);
	}
	return (struct str){ 0 };
}

/* A heading above a service's descriptor looks like a pair too; but no file grants rights
 * without SYNCHRONIZE or generic bits, and no service with them. */
static bool of_service(const struct acl *acl)
{
	const uint32_t file_bits = MASK_SYNCHRONIZE | MASK_GENERIC_ALL | MASK_GENERIC_EXEC |
				   MASK_GENERIC_WRITE | MASK_GENERIC_READ;
	uint32_t any = 0;

	for (size_t i = 0; i < acl->n; i++)
		any |= acl->ace[i].mask;
	return acl->n && !(any & file_bits);
}

static bool is_key(struct str name)
{
	return str_chr(name, ' ') < 0 && str_chr(name, '\\') < 0 && str_chr(name, '/') < 0;
}

static void name_object(struct parse *p, struct acl *acl, struct str name)
{
	struct str parent = parent_of_argument(p);

	if (of_service(acl)) {
		acl->object = ACL_SERVICE;
		acl->path = fold_str(p->arena, name);
		acl->tool = STR("sdshow");
		acl->is_folder = TRI_UNKNOWN;
		return;
	}
	acl->object = ACL_FILE;
	acl->tool = STR("save");
	acl->readable = TRI_YES;
	acl->path = path_canonical(p->arena, str_known(parent) ?
						     arena_printf(p->arena, "%.*s\\%.*s",
								  STR_ARG(parent), STR_ARG(name)) :
						     name);
}

/* filemaps\a1.cdf-ms
 * D:PAI(A;;FA;;;SY)(A;;0x1200a9;;;BU) */
size_t aclsave_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str name = t->line[i].s, dacl, command;
	struct acl acl = acl_unknown();
	struct pos at;
	size_t used;

	if (!is_name(name) || sddl_starts(str_trim(name)) || transcript_command(name, &command))
		return 0;
	if (i + 1 >= t->n) {
		/* The pair may be cut by the window: ask for it again. */
		return !p->whole && t->encoding == ENC_UTF16LE ? 1 : 0;
	}
	if (!is_dacl(t->line[i + 1].s))
		return 0;
	at = parse_pos(p, &t->line[i + 1]);
	used = sddl_join(p->arena, t, i + 1, &dacl);
	sddl_parse(p, dacl, &at, &acl);
	if (of_service(&acl) && !is_key(name))
		return 0;
	for (size_t k = 0; k < acl.n; k++)
		acl.ace[k].line = t->line[i + 1].no;
	name_object(p, &acl, name);
	acl_add(p, t, i, 1 + used, &acl);
	return 1 + used;
}
