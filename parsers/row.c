/* row.c - see row.h */
#include "parsers/row.h"

#include "parsers/limits.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool row_blank(struct str line)
{
	return str_trim(line).len == 0;
}

size_t row_indent(struct str line)
{
	size_t n = 0;

	while (n < line.len && is_blank(line.s[n]))
		n++;
	return n;
}

bool row_digits(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if (v.s[i] < '0' || v.s[i] > '9')
			return false;
	return v.len > 0;
}

struct str row_token(struct str *rest)
{
	struct str v = str_sub(*rest, row_indent(*rest), rest->len);
	size_t n = 0;

	while (n < v.len && !is_blank(v.s[n]))
		n++;
	*rest = str_sub(v, n, v.len);
	return n ? str_sub(v, 0, n) : (struct str){ 0 };
}

int row_word(struct str v, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (str_ieq(v, str_of(words[i])))
			return i;
	return -1;
}

struct str row_squeeze(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	struct str rest = v, token;

	while ((token = row_token(&rest)).s) {
		if (out.len)
			buf_addc(&out, ' ');
		buf_add(&out, token);
	}
	return arena_str(a, str_trim(buf_str(&out)));
}

struct str row_join(struct arena *a, const struct text *t, size_t i, size_t end)
{
	struct buf out = { .arena = a };

	for (; i < end && i < t->n && out.len < LIMIT_EVENT_TEXT; i++) {
		struct str one = row_squeeze(a, t->line[i].s);

		if (!one.len)
			continue;
		if (out.len)
			buf_addc(&out, ' ');
		buf_add(&out, one);
	}
	return arena_str(a, buf_str(&out));
}

bool row_split(struct str line, struct row *out)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.s[i] != ':' || (i + 1 < line.len && !is_blank(line.s[i + 1])))
			continue;
		out->label = str_trim(str_sub(line, 0, i));
		out->value = str_trim(str_sub(line, i + 1, line.len));
		out->column = utf8_columns(str_sub(line, 0, i + 1)) +
			      row_indent(str_sub(line, i + 1, line.len));
		return true;
	}
	return false;
}

/* Byte offset of a display column; the line's length if it ends before. */
static size_t byte_of(struct str line, size_t column)
{
	size_t at = 0, width = 0;

	while (at < line.len && width < column) {
		size_t before = at;

		utf8_get(line, &at);
		width += utf8_columns(str_sub(line, before, at));
	}
	return at;
}

bool row_split_at(struct str line, size_t column, struct row *out)
{
	size_t at = byte_of(line, column);
	bool cut = at == line.len && at && line.s[at - 1] == ':';

	/* Pasting loses the blanks behind a label without a value. */
	if (at == 0 || (!is_blank(line.s[at - 1]) && !cut))
		return false;
	out->label = str_trim(str_sub(line, 0, at));
	out->value = str_trim(str_sub(line, at, line.len));
	out->column = column;
	if (out->label.len && out->label.s[out->label.len - 1] == ':')
		out->label = str_rtrim(str_sub(out->label, 0, out->label.len - 1));
	return true;
}

size_t row_rule(struct str line, struct span *out, size_t max)
{
	size_t n = 0;

	line = str_rtrim(line);
	for (size_t i = row_indent(line); i < line.len;) {
		size_t from = i;
		char c = line.s[i];

		if (c != '-' && c != '=')
			return 0;
		while (i < line.len && line.s[i] == c)
			i++;
		if (i < line.len && !is_blank(line.s[i]))
			return 0;
		if (n < max)
			out[n++] = (struct span){ from, i };
		while (i < line.len && is_blank(line.s[i]))
			i++;
	}
	return n < 2 ? 0 : n;
}

/* A right-aligned number may begin left of its heading: the cell begins with its word. */
static size_t cell_start(struct str line, size_t column)
{
	size_t at = byte_of(line, column);

	if (at >= line.len || is_blank(line.s[at]))
		return at;
	while (at > 0 && !is_blank(line.s[at - 1]))
		at--;
	return at;
}

struct str row_cell(struct str line, const struct span *col, size_t n, size_t k)
{
	size_t from, to;

	if (k >= n)
		return (struct str){ 0 };
	from = k ? cell_start(line, col[k].from) : 0;
	to = k + 1 < n ? cell_start(line, col[k + 1].from) : line.len;
	return str_trim(str_sub(line, from, to > from ? to : from));
}

size_t row_heading(struct str line, struct span *out, size_t max)
{
	size_t n = 0, i = row_indent(line);

	line = str_rtrim(line);
	while (i < line.len && n < max) {
		size_t from = i;

		while (i < line.len && !(is_blank(line.s[i]) && is_blank(line.s[i + 1])))
			i++;
		out[n++] = (struct span){ from, i };
		while (i < line.len && is_blank(line.s[i]))
			i++;
	}
	return n;
}

/* A quoted field from behind its opening quote; *at is moved behind the closing one. */
static struct str csv_quoted(struct arena *a, struct str line, size_t *at)
{
	struct buf out = { .arena = a };
	size_t i = *at;

	for (; i < line.len; i++) {
		if (line.s[i] == '"') {
			if (i + 1 >= line.len || line.s[i + 1] != '"')
				break;
			i++;
		}
		buf_addc(&out, line.s[i]);
	}
	*at = i < line.len ? i + 1 : i;
	return buf_str(&out);
}

size_t row_csv(struct arena *a, struct str line, char separator, struct str *out, size_t max)
{
	size_t n = 0, i = 0;

	while (n < max) {
		struct str rest;

		while (i < line.len && line.s[i] == ' ')
			i++;
		if (i < line.len && line.s[i] == '"') {
			i++;
			out[n++] = csv_quoted(a, line, &i);
		} else {
			rest = str_sub(line, i, line.len);
			out[n++] = str_trim(str_cut(&rest, separator));
		}
		while (i < line.len && line.s[i] != separator)
			i++;
		if (i >= line.len)
			break;
		i++;
	}
	return n;
}

static bool identifier_byte(char c, bool first)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
	       (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'));
}

/* "StartName            : LocalSystem", "StartName=LocalSystem" */
static bool property_split(struct str line, struct property *out)
{
	size_t n = 0, i;

	while (n < line.len && identifier_byte(line.s[n], n == 0))
		n++;
	if (!n)
		return false;
	for (i = n; i < line.len && line.s[i] == ' '; i++)
		;
	if (i >= line.len)
		return false;
	if (line.s[i] == ':') {
		if (i + 1 < line.len && line.s[i + 1] != ' ')
			return false;
	} else if (line.s[i] != '=' || i != n) {
		return false;
	}
	out->name = str_sub(line, 0, n);
	out->value = str_trim(str_sub(line, i + 1, line.len));
	return true;
}

/* PowerShell breaks long values and indents what follows: at a blank if there is one, which it
 * drops, else in the middle of a word at the console's width, less one. */
static void continue_value(struct arena *a, struct property *last, struct str before,
			   struct str more)
{
	size_t width = utf8_columns(before);
	struct buf out = { .arena = a };

	buf_add(&out, last->value);
	if (width != 79 && width != 80 && width != 119 && width != 120)
		buf_addc(&out, ' ');
	buf_add(&out, str_trim(more));
	last->value = buf_str(&out);
}

size_t row_properties(struct arena *a, const struct text *t, size_t i, struct property *out,
		      size_t max, size_t *n)
{
	size_t j = i;

	*n = 0;
	for (; j < t->n && *n < max; j++) {
		struct str line = t->line[j].s;
		struct property one = { .line = j };

		if (property_split(line, &one)) {
			out[(*n)++] = one;
			continue;
		}
		/* The cap keeps a value of many lines from being copied over and over. */
		if (!*n || row_blank(line) || row_indent(line) < 4 || j - out[*n - 1].line > 16)
			break;
		continue_value(a, &out[*n - 1], t->line[j - 1].s, line);
	}
	return *n ? j - i : 0;
}

struct str row_property(const struct property *p, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(p[i].name, str_of(name)))
			return p[i].value;
	return (struct str){ 0 };
}

bool row_grouped(struct str v, uint64_t *out)
{
	uint64_t value = 0;
	size_t i = 0, digits = 0;

	v = str_trim(v);
	for (; i < v.len; i++) {
		char c = v.s[i];

		if (c >= '0' && c <= '9') {
			if (value > UINT64_MAX / 10 - 1)
				return false;
			value = value * 10 + (unsigned)(c - '0');
			digits++;
		} else if (!digits || (c != ',' && c != '.' && c != ' ' && c != '\'') ||
			   i + 1 >= v.len || v.s[i + 1] < '0' || v.s[i + 1] > '9') {
			break;
		}
	}
	*out = value;
	return digits > 0;
}

bool row_size(struct str v, int64_t *out)
{
	static const struct {
		struct str unit;
		int64_t bytes;
	} unit[] = {
		{ STR_INIT("B"), 1 },
		{ STR_INIT("KB"), 1024 },
		{ STR_INIT("MB"), 1024 * 1024 },
		{ STR_INIT("GB"), 1024 * 1024 * 1024 },
		{ STR_INIT("TB"), INT64_C(1024) * 1024 * 1024 * 1024 },
	};
	struct str rest = v, number = row_token(&rest), name = row_token(&rest), whole = number;
	uint64_t n, fraction = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(unit) && !str_ieq(name, unit[i].unit); i++)
		;
	if (i == ARRAY_SIZE(unit))
		return false;
	for (size_t k = 0; k < number.len; k++)
		if (number.s[k] == '.' || number.s[k] == ',') {
			whole = str_sub(number, 0, k);
			/* One digit is all that the tools print, two are the most. */
			if (!str_u64(str_sub(number, k + 1, k + 2), &fraction))
				return false;
			break;
		}
	if (!row_digits(whole) || !str_u64(whole, &n) || n > 1000000)
		return false;
	*out = (int64_t)n * unit[i].bytes + (int64_t)fraction * unit[i].bytes / 10;
	return true;
}
