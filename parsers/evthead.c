/* evthead.c - see evthead.h */
#include "parsers/evthead.h"

#include "parsers/event.h"
#include "parsers/row.h"

enum {
	HEAD_LINES = 32, /* twelve fields, each with a blank line behind */
	HEAD_BLANKS = 2,
	HEAD_BYTES = 2048, /* of one line: where a flattened head ends at the latest */
	LINE_PARTS = 16,
};

struct part {
	enum evtlabel label;
	struct str value;
};

static bool parted(char before)
{
	return before == ' ' || before == '\t' || before == '|' || before == '>';
}

/* Log Name: ApplicationSource: VSSDate: 2/3/2019 7:00:11 AMEvent ID: 8193
 * Copying from a web page can lose the line breaks and leave nothing in their place. */
static bool glued(char before, char first)
{
	bool word = (before >= '0' && before <= '9') || (before >= 'a' && before <= 'z') ||
		    (before >= 'A' && before <= 'Z');

	return word && first >= 'A' && first <= 'Z';
}

/* Offset at which another label begins in a value; its length if none does. */
static size_t next_label(struct str v, uint32_t seen)
{
	for (size_t i = 1; i < v.len && i < HEAD_BYTES; i++) {
		bool apart = parted(v.s[i - 1]) && v.s[i] != ' ';
		enum evtlabel label;
		size_t n;

		if (!apart && !glued(v.s[i - 1], v.s[i]))
			continue;
		n = evtlabel_at(str_sub(v, i, v.len), &label);
		if (n && !(seen & 1u << label) &&
		    (apart || str_chr(str_sub(v, i, i + n), ':') >= 0))
			return i;
	}
	return v.len;
}

/* A value without the line break or the comma that parts it from the next field. */
static struct str between(struct str v, bool more)
{
	v = evtlabel_bare(v);
	while (more && v.len && (v.s[v.len - 1] == ',' || v.s[v.len - 1] == ';'))
		v.len--;
	return str_trim(v);
}

/* Log Name: Application Source: VSS Date: 2/3/2019 7:00:11 AM Event ID: 8193 Level: Error
 * The fields of a line that begins with a label. */
static size_t line_fields(struct str line, struct part *out)
{
	struct str v = evtlabel_bare(line);
	uint32_t seen = 0;
	size_t n = 0, at;

	while (n < LINE_PARTS && (at = evtlabel_at(v, &out[n].label)) != 0) {
		size_t end;

		seen |= 1u << out[n].label;
		v = str_sub(v, at, v.len);
		end = out[n].label == EVTLABEL_TEXT ? v.len : next_label(v, seen);
		out[n++].value = between(str_sub(v, 0, end), end < v.len);
		v = str_sub(v, end, v.len);
	}
	return n;
}

/* Where a flattened head begins inside a line of prose; the line's length if there is none. */
static size_t head_in_line(struct str line)
{
	for (size_t i = 1; i < line.len && i < HEAD_BYTES; i++)
		if (line.s[i - 1] == ' ' && evtlabel_strong(str_sub(line, i, line.len)))
			return i;
	return line.len;
}

/* 513 - 0x201 - 3221233665 (with severity and facility) - "8193 (0x2001)" */
static int64_t id_value(struct str v, int64_t *qualifiers)
{
	struct str rest = v, token = row_token(&rest);
	uint64_t n;

	while (token.len && (token.s[token.len - 1] == ',' || token.s[token.len - 1] == '.' ||
			     token.s[token.len - 1] == ';' || token.s[token.len - 1] == ')'))
		token.len--;
	if (!str_u64(token, &n) || n > UINT32_MAX)
		return OBS_UNKNOWN;
	if (n > 0xffff)
		*qualifiers = (int64_t)(n >> 16);
	return (int64_t)(n & 0xffff);
}

/* "Not available" and "none", as Event Viewer words them. */
static struct str told(struct str v)
{
	static const struct str nothing[] = {
		STR_INIT("N/A"),
		STR_INIT("None"),
		STR_INIT("Nicht zutreffend"),
		STR_INIT("N/D"),
		STR_INIT("Non disponible"),
		STR_INIT("No disponible"),
		STR_INIT("N.d."),
		STR_INIT("Н/Д"),
		STR_INIT("N.v.t."),
		STR_INIT("Nie dotyczy"),
		STR_INIT("Ej tillämpligt"),
		STR_INIT("暂缺"),
		STR_INIT("不适用"),
		STR_INIT("不適用"),
		STR_INIT("Não disponível"),
	};

	for (size_t i = 0; i < ARRAY_SIZE(nothing); i++)
		if (str_ieq(v, nothing[i]))
			return (struct str){ 0 };
	return v.len ? v : (struct str){ 0 };
}

static void set_field(struct evthead *h, const struct part *f)
{
	struct event *e = &h->e;
	uint64_t n;

	h->seen |= 1u << f->label;
	h->labels++;
	switch (f->label) {
	case EVTLABEL_LOG:
		e->channel = told(f->value);
		break;
	case EVTLABEL_SOURCE:
		e->provider = told(f->value);
		break;
	case EVTLABEL_DATE:
		h->date = f->value;
		break;
	case EVTLABEL_TIME:
		h->clock = f->value;
		break;
	case EVTLABEL_ID:
		e->id = id_value(f->value, &e->qualifiers);
		h->id = e->id != OBS_UNKNOWN;
		break;
	case EVTLABEL_LEVEL:
		/* Operations Manager counts levels otherwise than event logs do. */
		e->level = row_digits(f->value) ? OBS_UNKNOWN : event_level(f->value);
		break;
	case EVTLABEL_USER:
		e->user = told(f->value);
		break;
	case EVTLABEL_COMPUTER:
		e->computer = told(f->value);
		break;
	case EVTLABEL_RECORD:
		e->record_id = str_u64(f->value, &n) && n < INT64_MAX ? (int64_t)n : OBS_UNKNOWN;
		break;
	default:
		break;
	}
}

static bool may_be_empty(enum evtlabel label)
{
	return label == EVTLABEL_KEYWORDS || label == EVTLABEL_TASK || label == EVTLABEL_OPCODE ||
	       label == EVTLABEL_TEXT || label == EVTLABEL_USER || label == EVTLABEL_USER_NAME;
}

/* Index of the next line that is not blank, if few are in between; t->n otherwise. */
static size_t skip_blank(const struct text *t, size_t j)
{
	size_t first = j;

	while (j < t->n && j - first <= HEAD_BLANKS && row_blank(t->line[j].s))
		j++;
	return j < t->n && !row_blank(t->line[j].s) ? j : t->n;
}

/* Takes the fields of line j. false: it has none, or begins another entry. */
static bool head_line(struct evthead *h, const struct text *t, size_t j, struct str line,
		      bool *last)
{
	struct part f[LINE_PARTS];
	size_t n = line_fields(line, f);

	for (size_t k = 0; k < n; k++)
		if (f[k].label == EVTLABEL_XML || (h->seen & 1u << f[k].label))
			return false;
	h->body = n ? j + 1 : j;
	for (size_t k = 0; k < n; k++) {
		struct part next[LINE_PARTS];
		size_t below = j + 1;

		/* a table cell that was copied as a line of its own */
		if (!f[k].value.len && k + 1 == n && !may_be_empty(f[k].label)) {
			below = skip_blank(t, j + 1);
			if (below < t->n && !line_fields(t->line[below].s, next)) {
				f[k].value = evtlabel_bare(t->line[below].s);
				h->body = below + 1;
			}
		}
		set_field(h, &f[k]);
		if (f[k].label == EVTLABEL_TEXT) {
			h->text = f[k].value;
			*last = true;
		}
	}
	return n > 0;
}

bool evthead_read(const struct text *t, size_t i, struct evthead *h)
{
	struct str line = t->line[i].s, bare = evtlabel_bare(line);
	enum evtlabel label;
	bool last = false, source;

	*h = (struct evthead){ .e = event_unknown(), .body = i };
	if (!evtlabel_at(bare, &label)) {
		size_t at = line.len > 60 ? head_in_line(line) : line.len;

		line = str_sub(line, at, line.len);
		if (!line.len)
			return false;
	}
	for (size_t j = i; j < t->n && j - i < HEAD_LINES && !last; j = h->body) {
		size_t to = skip_blank(t, j);

		if (to == t->n || !head_line(h, t, to, to == i ? line : t->line[to].s, &last))
			break;
	}
	source = h->e.provider.len > 0;
	if (h->id)
		return h->labels >= 3 || source || h->e.channel.len;
	/* <ID> was masked; the message may tell */
	return h->labels >= 3 && source && event_provider_known(h->e.provider) && last;
}

void evthead_time(struct arena *a, struct evthead *h)
{
	struct str when = h->date;

	if (when.len && h->clock.len)
		when = arena_printf(a, "%.*s %.*s", STR_ARG(h->date), STR_ARG(h->clock));
	if (!when_parse(when, &h->e.time) && !when_parse(h->date, &h->e.time))
		h->e.time = (struct when){ 0 };
}
