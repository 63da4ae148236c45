/* base.h - string views, arena memory, growing arrays
 *
 * Text is a view (pointer and length), never assumed to be terminated unless a function says
 * so. Memory comes from arenas that are freed as a whole: one per ticket, one for the
 * knowledge. Allocation never returns NULL; running out of memory ends the program with
 * exit code 70, since the sizes of inputs are bounded before (limits.h).
 */
#ifndef WBT_BASE_H
#define WBT_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__)
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#else
#define PRINTF_LIKE(f, a)
#endif

/* A view of bytes. s == NULL means "not known", which differs from an empty text. */
struct str {
	const char *s;
	size_t len;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_INIT(lit)                  \
	{                              \
		(lit), sizeof(lit) - 1 \
	}
/* for printf("%.*s") */
#define STR_ARG(v) (int)(v).len, (v).s ? (v).s : ""

/* The view of a terminated C string; NULL gives the unknown view. */
struct str str_of(const char *terminated);
bool str_eq(struct str a, struct str b);
/* Ordering for sorting: bytes, shorter first; the unknown view sorts first. */
int str_cmp(struct str a, struct str b);
/* The same, without regard to the case of ASCII letters. */
int str_icmp(struct str a, struct str b);
bool str_starts(struct str v, struct str prefix);
bool str_istarts_slow(struct str v, struct str prefix);
/* Most comparisons fail at the first letter: those need no call. */
static inline bool str_istarts(struct str v, struct str prefix)
{
	return v.len >= prefix.len && (prefix.len == 0 || (((v.s[0] ^ prefix.s[0]) & ~0x20) == 0 &&
							   str_istarts_slow(v, prefix)));
}
/* Equal without regard to the case of ASCII letters; other bytes must be equal. */
static inline bool str_ieq(struct str a, struct str b)
{
	return a.len == b.len && str_istarts(a, b);
}
bool str_iends(struct str v, struct str suffix);
/* Offset of the first occurrence, or -1. */
ptrdiff_t str_find(struct str v, struct str needle);
ptrdiff_t str_ifind(struct str v, struct str needle);
ptrdiff_t str_chr(struct str v, char c);
ptrdiff_t str_rchr(struct str v, char c);
/* Without ASCII blanks, tabs and line ends at both ends (NBSP is folded by text.c). */
struct str str_trim(struct str v);
struct str str_rtrim(struct str v);
/* The part from offset 'from' (clamped) up to offset 'to' (clamped). */
static inline struct str str_sub(struct str v, size_t from, size_t to)
{
	if (to > v.len)
		to = v.len;
	if (from > to)
		from = to;
	return (struct str){ v.s ? v.s + from : NULL, to - from };
}
/* Cuts *rest at the first 'sep': returns what precedes it, leaves what follows; at the end
 * *rest becomes the unknown view. Loop: while (rest.s) part = str_cut(&rest, ','); */
struct str str_cut(struct str *rest, char sep);
/* Whole text as an unsigned number, decimal or 0x hex; false if it is anything else or does
 * not fit. */
bool str_u64(struct str v, uint64_t *out);
/* The value of a hexadecimal digit; -1: it is none. */
int str_hex(char c);
/* Whole text as a signed decimal or 0x hex number. */
bool str_i64(struct str v, int64_t *out);
static inline bool str_known(struct str v)
{
	return v.s != NULL;
}

struct arena_block;

/* Zero-initialise to use. */
struct arena {
	struct arena_block *blocks;
	size_t used; /* bytes handed out since the last reset, for the reports' statistics */
};

/* 'count' zeroed elements of 'size' bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t count, size_t size);
#define arena_new(a, type)      ((type *)arena_alloc((a), 1, sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), (n), sizeof(type)))
/* A copy, terminated for C library calls (the NUL is not counted). Unknown stays unknown. */
struct str arena_str(struct arena *a, struct str v);
struct str arena_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
struct str arena_vprintf(struct arena *a, const char *format, va_list ap) PRINTF_LIKE(2, 0);
/* ASCII letters lowered; copy in the arena. */
struct str arena_lower(struct arena *a, struct str v);
/* Hands all memory of 'from' over to 'a'; 'from' is empty then. */
void arena_join(struct arena *a, struct arena *from);
void arena_free(struct arena *a);

/* Grows an array that lives in an arena: returns room for one more element, zeroed.
 * Use through PUSH: struct ace *e = PUSH(a, list.ace, list.n, list.cap); */
void *arena_grow(struct arena *a, void **items, size_t *n, size_t *cap, size_t size);
#define PUSH(a, items, n, cap)              \
	((void)sizeof(*(items) = *(items)), \
	 arena_grow((a), (void **)&(items), &(n), &(cap), sizeof(*(items))))

/* Text under construction, in an arena. */
struct buf {
	struct arena *arena;
	char *s;
	size_t len, cap;
};

void buf_add(struct buf *b, struct str v);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
struct str buf_str(const struct buf *b);

/* Code point to UTF-8; surrogates and values beyond U+10FFFF become U+FFFD. Returns the number
 * of bytes put into out[4]. */
size_t utf8_put(char out[4], uint32_t code_point);
/* Decodes one code point from v at *at and moves *at on; a malformed sequence gives U+FFFD and
 * moves on by one byte. *at must be below v.len. */
uint32_t utf8_get(struct str v, size_t *at);
bool utf8_valid(struct str v);
/* Terminal columns: East Asian wide letters count 2, combining marks 0. */
size_t utf8_columns(struct str v);
/* Makes untrusted text fit for one line of a terminal: control bytes, direction marks and
 * malformed UTF-8 as \xNN or \u{NNNN}, line breaks as " / ", cut with "..." after 'columns'
 * (0: never cut). */
struct str str_quote(struct arena *a, struct str v, size_t columns);

/* Prints "wbtriage: " and the message on stderr and ends the program with exit code 70. For
 * the impossible only; input never leads here. */
_Noreturn void die(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
