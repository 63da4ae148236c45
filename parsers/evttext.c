/* evttext.c - see evttext.h */
#include "parsers/evttext.h"

#include "parsers/event.h"
#include "parsers/evtbody.h"
#include "parsers/evthead.h"
#include "parsers/evtlabel.h"
#include "parsers/evtxml.h"
#include "parsers/msgid.h"
#include "parsers/row.h"
#include "parsers/transcript.h"

enum {
	PREFIX_BYTES = 200, /* words in front of a bare message that may name the event */
	MESSAGE_BYTES = 24, /* the shortest line in which a bare message is looked for */
	ROW_BYTES = 400,
};

static struct str clip(struct str v, size_t most)
{
	if (v.len > most) {
		v.len = most;
		while (v.len && ((unsigned char)v.s[v.len] & 0xc0) == 0x80)
			v.len--;
	}
	return v;
}

/* Adds the event of lines [first, end). */
static void add(struct parse *p, const struct text *t, size_t first, size_t end, struct event *e)
{
	event_add(p, parse_source(p, t, first, end - first), e);
}

/* What the XML below a copy tells, it tells better: UTC, the record, the strings. */
static void merge(struct event *e, const struct event *x)
{
	if (x->time.basis != WHEN_NONE)
		e->time = x->time;
	if (x->provider.len)
		e->provider = x->provider;
	if (x->id != OBS_UNKNOWN)
		e->id = x->id;
	if (x->level != OBS_UNKNOWN)
		e->level = x->level;
	if (x->user.len)
		e->user = x->user;
	e->source_name = x->source_name;
	e->qualifiers = x->qualifiers;
	e->record_id = x->record_id;
	e->data = x->data;
	e->n_data = x->n_data;
	if (!e->text.len)
		e->text = x->text;
}

/* Event Xml:
 * <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
 * Returns the index behind it; 'j' if there is none. */
static size_t xml_below(struct parse *p, const struct text *t, size_t j, struct event *e)
{
	enum { GAP = 3 };
	enum evtlabel label;
	struct event x;
	size_t k = j, used;
	bool ok;

	while (k < t->n && k - j < GAP && row_blank(t->line[k].s))
		k++;
	if (k >= t->n || !evtlabel_at(evtlabel_bare(t->line[k].s), &label) || label != EVTLABEL_XML)
		return j;
	j = k++;
	while (k < t->n && k - j < GAP && row_blank(t->line[k].s))
		k++;
	used = k < t->n ? evtxml_one(p, t, k, &x, &ok) : 0;
	if (!used)
		return j + 1;
	if (ok)
		merge(e, &x);
	return k + used;
}

/* The entry whose head was read at line 'first'. Returns the index behind it. */
static size_t take_entry(struct parse *p, const struct text *t, size_t first, struct evthead *h,
			 struct event_log *log)
{
	struct evtbody b;
	size_t end;

	evthead_time(p->arena, h);
	evtbody_read(p, t, h->text, h->body, true, &b);
	h->e.text = b.text;
	end = xml_below(p, t, b.end, &h->e);
	if (b.hex.len)
		event_binary(p->arena, &h->e, b.hex);
	if (log)
		event_log_count(log, &h->e);
	add(p, t, first, end, &h->e);
	return end;
}

/* Event[0]:	Event[12] */
static bool numbered(struct str line)
{
	struct str v = str_trim(line);
	ptrdiff_t end = str_chr(v, ']');

	return str_starts(v, STR("Event[")) && end > 6 && row_digits(str_sub(v, 6, (size_t)end)) &&
	       v.len <= (size_t)end + 2;
}

/* The line behind "Event[n]" and blank lines, if a head begins there. */
static bool numbered_head(const struct text *t, size_t i, struct evthead *h)
{
	size_t j = i + 1;

	if (!numbered(t->line[i].s))
		return false;
	while (j < t->n && j - i < 3 && row_blank(t->line[j].s))
		j++;
	return j < t->n && evthead_read(t, j, h);
}

/* C:\>wevtutil qe System /f:text
 * Event[0]:
 *   Log Name: System
 * The whole run, so that what it covers can be told; a last one that may be cut is left for the
 * next window. */
static size_t take_numbered(struct parse *p, const struct text *t, size_t i)
{
	bool part =
		str_ifind(p->command, STR("/c:")) >= 0 || str_ifind(p->command, STR("/q:")) >= 0;
	struct event_log log = { 0 };
	struct evthead h;
	size_t j = i;

	while (j < t->n && numbered_head(t, j, &h)) {
		struct event_log before = log;
		size_t out = p->out->n, end = take_entry(p, t, j, &h, &log);

		while (end < t->n && row_blank(t->line[end].s))
			end++;
		if (end == t->n && !p->whole && j > i) {
			p->out->n = out;
			log = before;
			break;
		}
		j = end;
	}
	if (j > i && (log.records > 1 || transcript_is(p->command, "wevtutil")))
		event_log_add(p, parse_source(p, t, i, j - i), &log, part ? TRI_NO : TRI_UNKNOWN);
	return j - i;
}

/* The longest name of a known source at the head of v, in tokens: its bytes, or 0. */
static size_t provider_at(struct str v)
{
	size_t best = 0;
	struct str rest = v;

	for (int k = 0; k < 4 && rest.len; k++) {
		struct str token = row_token(&rest), name;

		if (!token.len)
			break;
		name = str_sub(v, 0, (size_t)(token.s - v.s) + token.len);
		if (event_provider_known(name) ||
		    (k == 0 && str_istarts(name, STR("Microsoft-Windows-")) && name.len > 18))
			best = name.len;
	}
	return best;
}

/* A time of up to three words at the head of v: its bytes, or 0. */
static size_t time_at(struct str v, struct when *out)
{
	size_t best = 0;
	struct str rest = v;

	if (!v.len || v.s[0] < '0' || v.s[0] > '9')
		return 0;
	for (int k = 0; k < 3; k++) {
		struct str token = row_token(&rest), head;
		struct when one;

		if (!token.len)
			break;
		head = str_sub(v, 0, (size_t)(token.s - v.s) + token.len);
		while (head.len && (head.s[head.len - 1] == ',' || head.s[head.len - 1] == ':'))
			head.len--;
		if (head.len >= 8 && when_parse(head, &one)) {
			*out = one;
			best = head.len;
		}
	}
	return best;
}

/* Error	4/21/2009 6:00:02 AM	CAPI2	513	None
 * Warning Microsoft-Windows-ActiveDirectory_DomainService 1168
 * A row of the list view: level, perhaps a time, source, id. */
static bool list_row(struct str line, struct event *e)
{
	struct str v = str_trim(line), rest, token;
	uint64_t id;
	size_t n;

	if (v.len > ROW_BYTES)
		return false;
	rest = v;
	token = row_token(&rest);
	if (!token.len || row_digits(token) || event_level(token) == OBS_UNKNOWN)
		return false;
	*e = event_unknown();
	e->level = event_level(token);
	rest = str_trim(rest);
	rest = str_trim(str_sub(rest, time_at(rest, &e->time), rest.len));
	n = provider_at(rest);
	if (!n && e->time.basis != WHEN_NONE && str_chr(rest, '\t') > 0)
		n = (size_t)str_chr(rest, '\t');
	e->provider = str_trim(str_sub(rest, 0, n));
	rest = str_sub(rest, n, rest.len);
	token = row_token(&rest);
	if (!n || !row_digits(token) || !str_u64(token, &id) || id > 0xffff)
		return false;
	e->id = (int64_t)id;
	return true;
}

/* A row may have its message below it. */
static size_t take_row(struct parse *p, const struct text *t, size_t i)
{
	struct evtbody b = { .end = i + 1 };
	struct event e, other;

	if (!list_row(t->line[i].s, &e))
		return 0;
	if (i + 1 < t->n && !row_blank(t->line[i + 1].s) && !list_row(t->line[i + 1].s, &other) &&
	    e.time.basis == WHEN_NONE)
		evtbody_read(p, t, STR(""), i + 1, true, &b);
	if (b.text.len)
		e.text = b.text;
	if (b.hex.len)
		event_binary(p->arena, &e, b.hex);
	add(p, t, i, b.end, &e);
	return b.end - i;
}

/* A head that may be cut by the end of the window: it is claimed, so that it is offered again with
 * what follows. */
static bool cut_head(const struct parse *p, const struct text *t, size_t i)
{
	enum { LINES = 16 };
	struct str bare = evtlabel_bare(t->line[i].s);

	return !p->whole && i > 0 && t->n - i < LINES &&
	       (numbered(t->line[i].s) || evtlabel_strong(bare));
}

size_t evttext_parse(struct parse *p, const struct text *t, size_t i)
{
	size_t used = 0;
	struct evthead h;

	if (numbered(t->line[i].s))
		used = take_numbered(p, t, i);
	else if (evthead_read(t, i, &h))
		used = take_entry(p, t, i, &h, NULL) - i;
	if (!used && cut_head(p, t, i))
		return t->n - i;
	return used ? used : take_row(p, t, i);
}

/* "Event ID: 8193" - "EventID 8193" - "event 36": the number named last. */
static int64_t id_in(struct str v)
{
	int64_t id = OBS_UNKNOWN;

	for (size_t i = 0; i + 2 < v.len; i++) {
		struct str rest = str_sub(v, i, v.len), token;
		uint64_t n;

		if (!str_istarts(rest, STR("event")) && !str_istarts(rest, STR("id")))
			continue;
		rest = str_sub(rest, str_istarts(rest, STR("event")) ? 5 : 2, rest.len);
		while (rest.len && (rest.s[0] == ' ' || rest.s[0] == ':' || rest.s[0] == '#'))
			rest = str_sub(rest, 1, rest.len);
		token = row_token(&rest);
		while (token.len && !row_digits(token))
			token.len--;
		if (str_u64(token, &n) && n <= 0xffff)
			id = (int64_t)n;
	}
	return id;
}

/* VSS Error 12/7/2018 8:23:12 AM EventID: 8193 Volume Shadow Copy Service error: ...
 * Volsnap event 36 - "the shadow copies of volume C: were aborted ...
 * What the words in front of a message tell of its event. */
static void read_prefix(struct str v, const struct msgid *m, struct event *e)
{
	bool named = false;

	for (size_t i = 0; i < v.len; i++) {
		struct str here = str_sub(v, i, v.len), rest = here, token;
		size_t n;

		if (i && v.s[i - 1] != ' ' && v.s[i - 1] != '(' && v.s[i - 1] != '\t')
			continue;
		if (e->time.basis == WHEN_NONE)
			time_at(here, &e->time);
		n = provider_at(here);
		named = named || (n && str_ieq(event_provider(str_sub(here, 0, n)), m->provider));
		token = row_token(&rest);
		if (token.len && !row_digits(token) && event_level(token) != OBS_UNKNOWN)
			e->level = event_level(token);
		if (str_istarts(here, STR("Application Event")) ||
		    str_istarts(here, STR("Application log")))
			e->channel = STR("Application");
		if (str_istarts(here, STR("System Event")) || str_istarts(here, STR("System log")))
			e->channel = STR("System");
	}
	e->guessed = named && id_in(v) == m->id ? TRI_UNKNOWN : TRI_YES;
}

/* Where a known message begins on the line. */
static bool find_message(struct parse *p, const struct text *t, size_t i, size_t *at,
			 struct msgid *m)
{
	struct str line = t->line[i].s;

	if (line.len < MESSAGE_BYTES)
		return false;
	if (evtbody_begins(p, t, i, at, m))
		return true;
	return msgid_find(p->messages, line, at, m);
}

/* "the shadow copies of volume C: were aborted ..." with its mark: offset of the closing one in
 * what follows an opening one; -1 if the message is not quoted on this line. */
static ptrdiff_t closing_quote(struct str line, size_t at)
{
	static const struct str open[] = { STR_INIT("\""), STR_INIT("\xe2\x80\x9c") };
	static const struct str close[] = { STR_INIT("\""), STR_INIT("\xe2\x80\x9d") };
	struct str before = str_sub(line, 0, at), v = str_trim(str_sub(line, at, line.len));

	for (size_t i = 0; i < ARRAY_SIZE(open); i++)
		if (str_iends(before, open[i]) && str_iends(v, close[i]))
			return (ptrdiff_t)(v.len - close[i].len);
	return -1;
}

/* A line that holds a time and nothing else. */
static bool time_line(const struct text *t, size_t i, struct when *out)
{
	struct str v = i < t->n ? str_trim(t->line[i].s) : STR("");

	return v.len >= 8 && v.len < 40 && when_parse(v, out);
}

/* The message from offset 'at' of line i. */
static void read_message(struct parse *p, const struct text *t, size_t i, size_t at,
			 struct event *e, struct evtbody *b)
{
	struct str line = t->line[i].s, rest = evtlabel_bare(str_sub(line, at, line.len));
	ptrdiff_t quoted = closing_quote(line, at);

	if (quoted < 0) {
		evtbody_read(p, t, rest, i + 1, false, b);
		return;
	}
	*b = (struct evtbody){ .text = str_sub(rest, 0, (size_t)quoted), .end = i + 1 };
	if (e->time.basis == WHEN_NONE && time_line(t, i + 1, &e->time))
		b->end++;
}

/* The pane of Event Viewer shows the message first and the head below it, which then has none. */
static size_t head_below(struct parse *p, const struct text *t, size_t j, struct event *e)
{
	enum { GAP = 3 };
	struct evthead h;
	size_t k = j;

	while (k < t->n && k - j < GAP && row_blank(t->line[k].s))
		k++;
	if (k >= t->n || !evthead_read(t, k, &h) || (h.seen & 1u << EVTLABEL_TEXT) ||
	    h.e.id != e->id || !str_ieq(event_provider(h.e.provider), e->provider))
		return j;
	evthead_time(p->arena, &h);
	h.e.text = e->text;
	if (h.e.level == OBS_UNKNOWN)
		h.e.level = e->level;
	*e = h.e;
	return h.body;
}

size_t evttext_message(struct parse *p, const struct text *t, size_t i)
{
	struct event e = event_unknown();
	struct str line = t->line[i].s;
	struct evtbody b;
	struct msgid m;
	size_t at;

	if (!find_message(p, t, i, &at, &m))
		return 0;
	e.level = m.level;
	read_prefix(clip(str_trim(str_sub(line, 0, at)), PREFIX_BYTES), &m, &e);
	e.provider = m.provider;
	e.id = m.id;
	read_message(p, t, i, at, &e, &b);
	e.text = b.text;
	b.end = head_below(p, t, b.end, &e);
	if (b.hex.len)
		event_binary(p->arena, &e, b.hex);
	add(p, t, i, b.end, &e);
	return b.end - i;
}
