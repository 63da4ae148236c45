/* fold.c - see fold.h */
#include "parsers/fold.h"

/* Ranges of capital letters: from, to, distance to the small letter; pair: capitals and small
 * letters alternate, starting with a capital at 'from'. */
/* clang-format off */
static const struct {
	uint32_t from, to;
	uint32_t add;
	bool pair;
} range[] = {
	{ 'A', 'Z', 32, false },
	{ 0xc0, 0xd6, 32, false }, { 0xd8, 0xde, 32, false },		/* Latin-1 */
	{ 0x100, 0x12f, 1, true }, { 0x132, 0x137, 1, true },		/* Latin Extended-A, */
	{ 0x139, 0x148, 1, true }, { 0x14a, 0x177, 1, true },		/* U+0130 has no pair */
	{ 0x179, 0x17e, 1, true },
	{ 0x218, 0x21b, 1, true },					/* Romanian */
	{ 0x388, 0x38a, 37, false }, { 0x391, 0x3a1, 32, false },	/* Greek */
	{ 0x3a3, 0x3ab, 32, false },
	{ 0x400, 0x40f, 80, false }, { 0x410, 0x42f, 32, false },	/* Cyrillic */
	{ 0x460, 0x481, 1, true }, { 0x48a, 0x4bf, 1, true }, { 0x4d0, 0x52f, 1, true },
	{ 0xff21, 0xff3a, 32, false },					/* full width */
};

static const struct {
	uint32_t upper, lower;
} single[] = {
	{ 0x178, 0xff }, { 0x386, 0x3ac }, { 0x38c, 0x3cc }, { 0x38e, 0x3cd }, { 0x38f, 0x3ce },
};

/* What an unaccented copy shows for U+00E0.. and U+0100..; '*' where it shows two letters or
 * none. */
static const char latin1[] = "aaaaaa*ceeeeiiiidnooooo*ouuuuy*y";
static const char extended[] =
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkk*llllllllllnnnnnn***oooooo**"
	"rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz*";
/* clang-format on */

uint32_t fold_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	for (size_t i = 0; i < ARRAY_SIZE(range); i++) {
		if (c < range[i].from || c > range[i].to)
			continue;
		if (range[i].pair && ((c - range[i].from) & 1))
			return c;
		return c + range[i].add;
	}
	for (size_t i = 0; i < ARRAY_SIZE(single); i++)
		if (single[i].upper == c)
			return single[i].lower;
	return c;
}

uint32_t fold_upper(uint32_t c)
{
	static const uint32_t distance[] = { 32, 1, 37, 80 };

	for (size_t i = 0; i < ARRAY_SIZE(distance); i++)
		if (c > distance[i] && fold_lower(c - distance[i]) == c && fold_lower(c) == c)
			return c - distance[i];
	for (size_t i = 0; i < ARRAY_SIZE(single); i++)
		if (single[i].lower == c)
			return single[i].upper;
	return c;
}

uint32_t fold_base(uint32_t c)
{
	char base = '*';

	c = fold_lower(c);
	if (c >= 0xe0 && c <= 0xff)
		base = latin1[c - 0xe0];
	else if (c >= 0x100 && c < 0x100 + sizeof(extended) - 1)
		base = extended[c - 0x100];
	return base == '*' ? c : (uint32_t)base;
}

struct str fold_str(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };
	char bytes[4];

	if (!str_known(v))
		return v;
	buf_add(&out, STR(""));
	for (size_t at = 0; at < v.len;) {
		size_t n = utf8_put(bytes, fold_lower(utf8_get(v, &at)));

		buf_add(&out, (struct str){ bytes, n });
	}
	return out.len ? buf_str(&out) : STR("");
}

bool fold_eq(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len)
		if (fold_lower(utf8_get(a, &i)) != fold_lower(utf8_get(b, &j)))
			return false;
	return i == a.len && j == b.len;
}

size_t fold_points(struct str v, uint32_t *out, size_t max)
{
	size_t n = 0, at = 0;

	while (at < v.len) {
		if (n == max)
			return max + 1;
		out[n++] = fold_lower(utf8_get(v, &at));
	}
	return n;
}
