/* diag.c - see diag.h */
#include "parsers/diag.h"

#include "parsers/limits.h"

static const struct {
	const char *name;
	enum diag_level level;
	const char *text;
} table[] = {
#define X(id, name, level, text) [DIAG_##id] = { name, DIAG_##level, text },
	DIAG_LIST(X)
#undef X
};

_Static_assert(ARRAY_SIZE(table) == DIAG_IDS, "a row for each id");

static const char *const level_name[DIAG_LEVELS] = { "note", "warning", "error" };

const char *diag_name(enum diag_id id)
{
	return table[id].name;
}

const char *diag_text(enum diag_id id)
{
	return table[id].text;
}

enum diag_level diag_level(enum diag_id id)
{
	return table[id].level;
}

const char *diag_level_name(enum diag_level level)
{
	return level_name[level];
}

/* A damaged log can have a thousand bad records: list the first ones of each file and id, so
 * that one noisy file does not bury the others, and count the rest. */
static bool worth_listing(struct diag *d, enum diag_id id, struct str file)
{
	if (!str_eq(d->last_file[id], file)) {
		d->last_file[id] = arena_str(d->arena, file);
		d->listed[id] = 0;
	}
	return d->listed[id]++ < LIMIT_DIAG_REPEATS;
}

void diag(struct diag *d, enum diag_id id, const struct pos *at, const char *format, ...)
{
	static const struct pos nowhere;
	struct diag_item *item;
	va_list ap;

	if (!at)
		at = &nowhere;
	d->seen[id]++;
	if (!worth_listing(d, id, at->file))
		return;
	item = PUSH(d->arena, d->item, d->n, d->cap);
	item->id = id;
	item->at = *at;
	item->at.file = arena_str(d->arena, at->file);
	va_start(ap, format);
	item->detail = str_quote(d->arena, arena_vprintf(d->arena, format, ap), 200);
	va_end(ap);
}

void diag_join(struct diag *d, const struct diag *next)
{
	for (int i = 0; i < DIAG_IDS; i++)
		d->seen[i] += next->seen[i];
	for (size_t i = 0; i < next->n; i++) {
		const struct diag_item *from = &next->item[i];
		struct diag_item *item;

		if (!worth_listing(d, from->id, from->at.file))
			continue;
		item = PUSH(d->arena, d->item, d->n, d->cap);
		*item = *from;
		item->at.file = arena_str(d->arena, from->at.file);
		item->detail = arena_str(d->arena, from->detail);
	}
}

struct str diag_line(struct arena *a, const struct diag_item *item)
{
	struct buf out = { .arena = a };

	if (item->at.file.len)
		buf_add(&out, str_quote(a, item->at.file, 0));
	if (item->at.line)
		buf_addf(&out, ":%u", (unsigned)item->at.line);
	if (item->at.line && item->at.column)
		buf_addf(&out, ":%u", (unsigned)item->at.column);
	if (item->at.record)
		buf_addf(&out, " #%llu", (unsigned long long)item->at.record);
	if (item->at.offset && !item->at.line)
		buf_addf(&out, " @0x%llx", (unsigned long long)item->at.offset);
	if (out.len)
		buf_add(&out, STR(": "));
	buf_addf(&out, "%s: %s", level_name[table[item->id].level], table[item->id].text);
	if (item->detail.len)
		buf_addf(&out, ": %.*s", STR_ARG(item->detail));
	buf_addf(&out, " [%s]", table[item->id].name);
	return buf_str(&out);
}
