/* path.c - see path.h */
#include "parsers/path.h"

#include "parsers/fold.h"

static bool drive_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Spellings of the Windows folder, lower case; PowerShell writes variables as $env:x. */
static const struct str windows[] = {
	STR_INIT("\\systemroot"),      STR_INIT("%systemroot%"), STR_INIT("%windir%"),
	STR_INIT("$env:systemroot"),   STR_INIT("$env:windir"),  STR_INIT("${env:windir}"),
	STR_INIT("${env:systemroot}"),
};

/* Bytes of 'v' that are the Windows folder; 0 if it starts otherwise. */
static size_t windows_prefix(struct str v)
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(windows) && !n; i++)
		if (str_starts(v, windows[i]))
			n = windows[i].len;
	if (!n && v.len && drive_letter(v.s[0]) &&
	    str_starts(str_sub(v, 1, v.len), STR(":\\windows")))
		n = 1 + STR(":\\windows").len;
	return n == v.len || v.s[n] == '\\' ? n : 0;
}

/* \\?\C:\x, \??\C:\x and \\?\UNC\server\share stand for C:\x and \\server\share. 'v' has single
 * backslashes only, but for the first two. */
static struct str without_namespace(struct arena *a, struct str v)
{
	static const struct str prefix[] = { STR_INIT("\\\\?\\"), STR_INIT("\\??\\"),
					     STR_INIT("\\\\.\\") };

	for (size_t i = 0; i < ARRAY_SIZE(prefix); i++) {
		if (!str_starts(v, prefix[i]))
			continue;
		v = str_sub(v, prefix[i].len, v.len);
		if (str_starts(v, STR("unc\\")))
			v = arena_printf(a, "\\\\%.*s", STR_ARG(str_sub(v, 4, v.len)));
		break;
	}
	return v;
}

/* Lower case, backslashes, none of them doubled but at the start of a UNC path. */
static struct str squeezed(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	char bytes[4];

	buf_add(&out, STR(""));
	for (size_t at = 0; at < v.len;) {
		uint32_t c = fold_lower(utf8_get(v, &at));

		if (c == '/')
			c = '\\';
		if (c == '\\' && out.len > 1 && out.s[out.len - 1] == '\\')
			continue;
		buf_add(&out, (struct str){ bytes, utf8_put(bytes, c) });
	}
	return out.len ? buf_str(&out) : STR("");
}

/* "c:\a\.\b\..\c" names c:\a\c; nothing is above a root. 'v' is squeezed and without a namespace.
 */
static struct str without_dots(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	size_t root = v.len >= 2 && v.s[1] == ':'                    ? 3 :
		      v.len >= 2 && v.s[0] == '\\' && v.s[1] == '\\' ? 2 :
								       0;
	struct str rest = str_sub(v, root, v.len);

	if (str_find(v, STR("\\.")) < 0)
		return v;
	buf_add(&out, str_sub(v, 0, root));
	while (rest.s) {
		struct str part = str_cut(&rest, '\\');

		if (str_eq(part, STR("..")) && out.len > root) {
			while (out.len > root && out.s[out.len - 1] != '\\')
				out.len--;
			if (out.len > root)
				out.len--;
		} else if (!str_eq(part, STR(".")) && !str_eq(part, STR(".."))) {
			if (out.len > root)
				buf_addc(&out, '\\');
			buf_add(&out, part);
		}
	}
	return buf_str(&out);
}

struct str path_canonical(struct arena *a, struct str as_printed)
{
	struct str v = str_trim(as_printed);
	size_t n;

	if (!str_known(as_printed))
		return as_printed;
	if (v.len >= 2 && v.s[0] == '"' && v.s[v.len - 1] == '"')
		v = str_sub(v, 1, v.len - 1);
	v = without_dots(a, without_namespace(a, squeezed(a, v)));
	while (str_starts(v, STR(".\\")))
		v = str_sub(v, 2, v.len);
	/* Markdown doubles every backslash, so that a doubled root is not a UNC path. */
	if (str_starts(v, STR("\\\\systemroot")))
		v = str_sub(v, 1, v.len);
	while (v.len > 1 && v.s[v.len - 1] == '\\' && !(v.len == 3 && v.s[1] == ':'))
		v.len--;
	n = windows_prefix(v);
	if (n)
		return arena_printf(a, "%%windir%%%.*s", STR_ARG(str_sub(v, n, v.len)));
	return v;
}

bool path_within(struct str path, struct str root)
{
	if (!str_known(root) || root.len == 0 || !str_starts(path, root))
		return false;
	return path.len == root.len || root.s[root.len - 1] == '\\' || path.s[root.len] == '\\';
}

bool path_plausible(struct str v)
{
	ptrdiff_t end;

	if (v.len >= 3 && drive_letter(v.s[0]) && v.s[1] == ':')
		return v.s[2] == '\\' || v.s[2] == '/';
	if (str_istarts(v, STR("\\SystemRoot")) || str_starts(v, STR("\\??\\")) ||
	    str_istarts(v, STR("$env:")))
		return true;
	if (v.len >= 3 && v.s[0] == '\\' && v.s[1] == '\\')
		return v.s[2] != '\\' && v.s[2] != ' ';
	if (v.len < 3 || v.s[0] != '%')
		return false;
	end = str_chr(str_sub(v, 1, v.len), '%');
	return end > 0 && str_chr(str_sub(v, 1, (size_t)end + 1), ' ') < 0;
}
