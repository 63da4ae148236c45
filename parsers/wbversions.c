/* wbversions.c - see wbversions.h */
#include "parsers/wbversions.h"

#include "parsers/limits.h"
#include "parsers/row.h"

enum {
	ID_BYTES = 16, /* MM/DD/YYYY-hh:mm */
	BEFORE = 2,    /* fields above the identifier */
	AFTER = 2,     /* fields below it */
};

static int number(const char *s, int digits)
{
	int n = 0;

	for (int i = 0; i < digits; i++)
		n = n * 10 + (s[i] - '0');
	return n;
}

/* 03/17/2026-20:00 */
static bool identifier(struct str v, struct when *out)
{
	static const struct str shape = STR_INIT("00/00/0000-00:00");

	if (v.len < ID_BYTES || (v.len > ID_BYTES && v.s[ID_BYTES] != ' '))
		return false;
	for (size_t i = 0; i < ID_BYTES; i++) {
		bool digit = v.s[i] >= '0' && v.s[i] <= '9';

		if (shape.s[i] == '0' ? !digit : v.s[i] != shape.s[i])
			return false;
	}
	return when_civil(out, WHEN_UTC, number(v.s + 6, 4), number(v.s, 2), number(v.s + 3, 2),
			  number(v.s + 11, 2), number(v.s + 14, 2), 0, 0);
}

/* Version identifier: 03/17/2026-20:00
 * Offset of the identifier behind its colon, also within a flattened line. */
static bool find_identifier(struct str v, size_t *at, struct when *out)
{
	for (size_t i = 2; i + ID_BYTES <= v.len; i++)
		if (v.s[i - 1] == ' ' && v.s[i] >= '0' && v.s[i] <= '1' &&
		    (v.s[i - 2] == ':' || v.s[i - 2] == ' ') &&
		    identifier(str_sub(v, i, v.len), out)) {
			*at = i;
			return true;
		}
	return false;
}

/* Fixed Disk labeled E:		固定ディスク ラベル付き E:
 * Network Share labeled \\nas3\wsb */
static struct str target(struct str v)
{
	static const struct str marks[] = { STR_INIT(" labeled "), STR_INIT(" ラベル付き ") };

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		ptrdiff_t at = str_find(v, marks[i]);

		if (at >= 0)
			return str_trim(str_sub(v, (size_t)at + marks[i].len, v.len));
	}
	return v;
}

static bool field(const struct text *t, size_t i, struct row *out)
{
	return i < t->n && row_split(t->line[i].s, out) && out->label.len && out->value.len;
}

/* Everything on one line: the target stands before the identifier's label. */
static struct str flat_target(struct str v)
{
	static const struct str label = STR_INIT(" Version identifier");
	ptrdiff_t end = str_ifind(v, label);
	struct str head = str_sub(v, 0, end < 0 ? 0 : (size_t)end), found = target(head);

	return found.len < head.len ? found : (struct str){ 0 };
}

/* The listing is longer than one can be: the last observations are all versions of this file. */
static bool too_many(const struct parse *p)
{
	const size_t far[] = { 1, LIMIT_VERSIONS / 2, LIMIT_VERSIONS };

	for (size_t i = 0; i < ARRAY_SIZE(far); i++) {
		const struct obs *o = p->out->n < far[i] ? NULL : p->out->item[p->out->n - far[i]];

		if (!o || o->kind != OBS_RUN || o->at.file != p->file ||
		    o->run.start.basis != WHEN_UTC)
			return false;
	}
	return true;
}

/* Backup time: 3/17/2026 9:00 PM
 * Backup target: Fixed Disk labeled E:
 * Version identifier: 03/17/2026-20:00
 * Can recover: Volume(s), File(s), Application(s), System State
 * Snapshot ID: {5d1e7f0a-33b2-4c1e-9d07-6f1f0a2b3c4d} */
size_t wbversions_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t at = 0, id = i, end;
	struct when start, local;
	struct row r, where = { 0 };
	struct obs *o;

	if (!field(t, i, &r))
		return 0;
	if (!find_identifier(t->line[i].s, &at, &start)) {
		if (!when_parse(r.value, &local))
			return 0;
		for (id = i + 1; id <= i + BEFORE; id++) {
			if (!field(t, id, &r))
				return 0;
			if (find_identifier(t->line[id].s, &at, &start))
				break;
			where = r;
		}
		if (id > i + BEFORE)
			return 0;
	}
	for (end = id + 1; end <= id + AFTER && field(t, end, &r); end++)
		if (when_parse(r.value, &local) || find_identifier(t->line[end].s, &at, &start))
			break;
	if (too_many(p)) {
		struct pos where_is = parse_pos(p, &t->line[i]);

		diag(p->diag, DIAG_CAPTURE_MANY, &where_is, "%s", "versions of backups");
		return end - i;
	}
	o = parse_add(p, OBS_RUN, t, i, end - i);
	find_identifier(t->line[id].s, &at, &o->run.start);
	o->run.kind = RUN_BACKUP;
	o->run.outcome = OUTCOME_OK;
	o->run.tool = STR("wbadmin");
	o->run.target = where.value.len ? target(where.value) : flat_target(t->line[id].s);
	if (end > id + 1 && field(t, id + 1, &r))
		o->run.message = str_trim(t->line[id + 1].s);
	return end - i;
}
