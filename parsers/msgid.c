/* msgid.c - see msgid.h */
#include "parsers/msgid.h"

#include "parsers/code.h"

enum {
	/* A string inside a message: a path, a writer's name, an error text. */
	LONGEST_VALUE = 1000,
	/* Literal letters that must have been seen of a message that is cut off, and the lead that
	 * it must have over the next best one. */
	ENOUGH = 30,
	LEAD = 8,
	/* Of them behind "Volumeschattenkopie-Dienstfehler:", with which many messages begin. */
	ENOUGH_BEHIND = 12,
	FIND_WITHIN = 4096,
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t skip_blanks(struct str v, size_t at)
{
	while (at < v.len && is_blank(v.s[at]))
		at++;
	return at;
}

/* Bytes of the placeholder at 'at': "%2" or "%{Name}"; 0 if there is none. */
static size_t placeholder(struct str t, size_t at)
{
	size_t n = at + 1;

	if (n >= t.len || t.s[at] != '%')
		return 0;
	if (t.s[n] == '{') {
		ptrdiff_t end = str_chr(str_sub(t, n, t.len), '}');

		return end < 0 ? 0 : (size_t)end + 2;
	}
	while (n < t.len && n < at + 3 && is_digit(t.s[n]))
		n++;
	return n > at + 1 ? n - at : 0;
}

/* Bytes of the message that stand for the letter 'c' of a template: web pages curl quotes. */
static size_t same_letter(struct str m, size_t at, char c)
{
	if (at >= m.len)
		return 0;
	if (lower(m.s[at]) == lower(c))
		return 1;
	if (at + 3 > m.len || m.s[at] != '\xe2' || m.s[at + 1] != '\x80')
		return 0;
	if (c == '\'' && (m.s[at + 2] == '\x98' || m.s[at + 2] == '\x99'))
		return 3;
	return c == '"' && (m.s[at + 2] == '\x9c' || m.s[at + 2] == '\x9d') ? 3 : 0;
}

/* A template being compared with a message. */
struct walk {
	struct str t, m;
	size_t ti, mi;
	size_t score; /* letters of the template seen, blanks not counted */
	size_t told;  /* end of the last letter seen, in the message */
};

/* One letter or blank of the template. */
static bool step(struct walk *w)
{
	char c = w->t.s[w->ti];
	size_t n, at = w->mi;

	if (is_blank(c)) {
		bool optional = w->ti > 0 && (w->t.s[w->ti - 1] == '.' || w->t.s[w->ti - 1] == ':');

		w->mi = skip_blanks(w->m, w->mi);
		w->ti++;
		return w->mi > at || optional || w->mi == w->m.len;
	}
	/* "AddCoreCsiFiles :", and a system message that ends with a line break */
	if ((c == ':' || c == '.' || c == ']') && at < w->m.len)
		at = skip_blanks(w->m, at);
	n = same_letter(w->m, at, c);
	if (!n)
		return false;
	w->mi = w->told = at + n;
	w->ti++;
	w->score++;
	return true;
}

/* The literal up to the next placeholder. false: the message differs or ends before. */
static bool literal(struct walk *w)
{
	while (w->ti < w->t.len && !placeholder(w->t, w->ti))
		if (!step(w))
			return false;
	return true;
}

/* A cheap first look: the literal at w->ti cannot begin at 'at'. */
static bool hopeless(const struct walk *w, size_t at)
{
	char c = w->t.s[w->ti], m = w->m.s[at];

	if (is_blank(c))
		return !is_blank(m);
	return lower(c) != lower(m) && m != '\xe2' && c != ':' && c != '.' && c != ']';
}

/* What stands for a placeholder ends where the literal behind it can begin. */
static bool skip_value(struct walk *w)
{
	struct walk best = *w;

	w->ti += placeholder(w->t, w->ti);
	best.ti = w->ti;
	if (w->ti >= w->t.len || placeholder(w->t, w->ti))
		return true;
	for (size_t at = w->mi; at < w->m.len && at < w->mi + LONGEST_VALUE; at++) {
		struct walk try;

		if (hopeless(w, at))
			continue;
		try = *w;
		try.mi = at;
		if (literal(&try)) {
			*w = try;
			return true;
		}
		if (try.score > best.score)
			best = try;
	}
	*w = best;
	return false;
}

/* Where the literal words of a template begin that has a value in front. */
static bool find_start(struct walk *w)
{
	size_t n, from;

	/* Catalog Database (1234,D,12) Catalog Database: The database page read ... */
	while ((n = placeholder(w->t, w->ti)) ||
	       (w->ti < w->t.len && w->ti < 12 &&
		(w->t.s[w->ti] == ' ' || w->t.s[w->ti] == '(' || w->t.s[w->ti] == ')')))
		w->ti += n ? n : 1;
	from = w->ti;
	for (size_t at = 0; at < w->m.len && at < 300; at++) {
		struct walk try;

		if (w->ti >= w->t.len || hopeless(w, at))
			continue;
		try = *w;
		try.mi = at;
		while (try.ti < try.t.len && try.score < 16 && step(&try))
			;
		if (try.score >= 16) {
			w->mi = at;
			w->ti = from;
			return true;
		}
	}
	return false;
}

/* Compares one row; returns true if all its words are there. */
static bool compare(const struct msgid_row *row, struct str message, struct walk *w)
{
	*w = (struct walk){ .t = row->text, .m = message };
	if (placeholder(row->text, 0) && !find_start(w))
		return false;
	while (w->ti < w->t.len) {
		bool ok = placeholder(w->t, w->ti) ? skip_value(w) : literal(w);

		if (!ok)
			return false;
	}
	return true;
}

/* No row can match a message that starts with another letter. */
static bool worth_it(const struct msgid_row *row, struct str message)
{
	if (row->flags & MSGID_RENDER)
		return false;
	if (row->first != '%' && lower(row->first) != lower(message.s[0]) && message.s[0] != '\xe2')
		return false;
	if (row->first == '%')
		return row->flags & MSGID_OTHER ? (unsigned char)message.s[0] < 0x80 ||
							  (unsigned char)message.s[0] == 0xe2 :
						  str_chr(str_sub(message, 0, 200), '(') >= 0;
	return same_letter(message, 0, row->text.s[0]) && same_letter(message, 1, row->text.s[1]) &&
	       (row->text.s[2] == '%' || is_blank(row->text.s[2]) ||
		same_letter(message, 2, row->text.s[2]));
}

/* The few rows of other languages have no neighbours that a beginning common to all could be told
 * from. */
static bool is_enough(const struct msgid_row *row, const struct walk *w)
{
	ptrdiff_t colon = str_chr(str_sub(row->text, 0, w->ti), ':');

	if (w->score < ENOUGH)
		return false;
	return !(row->flags & MSGID_OTHER) || colon < 0 || w->ti >= (size_t)colon + ENOUGH_BEHIND;
}

struct best {
	const struct msgid_row *row;
	struct walk walk;
	bool complete;
	size_t second; /* best score of any other event */
};

static bool same_event(const struct msgid_row *a, const struct msgid_row *b)
{
	return a->id == b->id && str_eq(a->provider, b->provider);
}

static void consider(struct best *best, const struct msgid_row *row, const struct walk *w,
		     bool complete)
{
	bool better = !best->row ||
		      (complete && !best->complete && w->score + LEAD > best->walk.score) ||
		      (complete >= best->complete && w->score > best->walk.score);

	if (!better) {
		if (!same_event(row, best->row) && w->score > best->second)
			best->second = w->score;
		return;
	}
	if (best->row && !same_event(row, best->row) && best->walk.score > best->second)
		best->second = best->walk.score;
	best->row = row;
	best->walk = *w;
	best->complete = complete;
}

/* 'inner' leaves out the messages with a value in front: they were looked for from the start of the
 * line already. */
static bool match(struct str message, bool inner, int64_t id, struct msgid *out)
{
	struct best best = { 0 };

	if (message.len < 8)
		return false;
	for (size_t i = 0; i < msgid_rows; i++) {
		struct walk w;
		bool complete;

		if ((inner && msgid_table[i].first == '%') ||
		    (id != OBS_UNKNOWN && msgid_table[i].id != id) ||
		    !worth_it(&msgid_table[i], message))
			continue;
		complete = compare(&msgid_table[i], message, &w);
		if (complete || is_enough(&msgid_table[i], &w))
			consider(&best, &msgid_table[i], &w, complete);
	}
	if (!best.row || (!best.complete && best.second + LEAD > best.walk.score))
		return false;
	*out = (struct msgid){ .provider = best.row->provider,
			       .id = best.row->id,
			       .level = best.row->level ? best.row->level : OBS_UNKNOWN,
			       .used = best.walk.told,
			       .complete = best.complete };
	return true;
}

/* What VSS writes alike in every language; 'common': other programs do as well. */
static const struct {
	struct str word;
	uint16_t id;
	bool common;
} vss_word[] = {
	{ STR_INIT("IVssWriterCallback"), 8194, false },
	{ STR_INIT("ConvertStringSidToSid"), 8193, false },
	{ STR_INIT("QueryFullProcessImageNameW"), 8193, false },
	{ STR_INIT("RegOpenKeyExW("), 8193, true },
	{ STR_INIT("CoCreateInstance"), 8193, true },
	{ STR_INIT("DeviceIoControl("), 12289, true },
	{ STR_INIT("CreateFileW("), 12289, true },
	{ STR_INIT("IEventSystem::Store"), 8193, false },
	{ STR_INIT("diff area candidates"), 8193, false },
	/* routines of a provider, with the shadow copy set; without it they name an operation */
	{ STR_INIT("BeginPrepareSnapshot({"), 12293, false },
	{ STR_INIT("EndPrepareSnapshots({"), 12293, false },
	{ STR_INIT("PreCommitSnapshots({"), 12293, false },
	{ STR_INIT("CommitSnapshots({"), 12293, false },
	{ STR_INIT("PostCommitSnapshots({"), 12293, false },
	{ STR_INIT("PreFinalCommitSnapshots({"), 12293, false },
	{ STR_INIT("PostFinalCommitSnapshots({"), 12293, false },
	{ STR_INIT("IVssSnapshotProvider::"), 12293, false },
};

static const struct str vss_name[] = {
	STR_INIT("Volumeschattenkopie"), STR_INIT("cliché instantané"),
	STR_INIT("instantáneas de vol"), STR_INIT("теневого копирования"),
	STR_INIT("シャドウ コピー"),     STR_INIT("卷影复制"),
	STR_INIT("Copia Shadow"),        STR_INIT("Copia replicata"),
	STR_INIT("Cópias de Sombra"),
};

static bool names_vss(struct str message)
{
	for (size_t i = 0; i < ARRAY_SIZE(vss_name); i++)
		if (str_ifind(message, vss_name[i]) >= 0)
			return true;
	return false;
}

/* Volumeschattenkopie-Dienstfehler: ... "IVssWriterCallback" ... hr = 0x80070005, Zugriff
 * verweigert */
static bool match_words(struct str message, struct msgid *out)
{
	struct str head = str_sub(message, 0, LONGEST_VALUE);

	/* L'erreur renvoyée par CoCreateInstance sur la classe de CLSID {e579ab5f-...} et de nom
	 * ... est [0x80040154 */
	if (str_find(head, STR("CoCreateInstance")) >= 0 && str_find(head, STR("CLSID {")) >= 0 &&
	    str_find(head, STR("[0x8")) >= 0 && names_vss(head)) {
		*out = (struct msgid){ .provider = STR("VSS"),
				       .id = 22,
				       .level = 2,
				       .used = (size_t)str_find(head, STR("[0x8")) };
		return true;
	}
	/* Fehler bei den Kryptografiediensten während der Verarbeitung des OnIdentity()-Aufrufs im
	 * System Writer-Objekt. */
	if (str_find(head, STR("OnIdentity()")) >= 0 && str_find(head, STR("System Writer")) >= 0) {
		*out = (struct msgid){ .provider = STR("Microsoft-Windows-CAPI2"),
				       .id = 513,
				       .level = 2,
				       .used = (size_t)str_find(head, STR("System Writer")) };
		return true;
	}
	if (str_find(head, STR("hr = 0x")) < 0 && str_find(head, STR("hr=0x")) < 0)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(vss_word); i++)
		if (str_find(head, vss_word[i].word) >= 0 &&
		    (!vss_word[i].common || names_vss(head))) {
			*out = (struct msgid){ .provider = STR("VSS"),
					       .id = vss_word[i].id,
					       .level = 2,
					       .used = (size_t)str_find(head, STR("hr")) };
			return true;
		}
	return false;
}

bool msgid_match(struct str message, struct msgid *out)
{
	return match(message, false, OBS_UNKNOWN, out) || match_words(message, out);
}

/* "2026-03-02T20:00:05.748719600Z", with direction marks or what became of them between its parts:
 * the shape in which only Windows Server Backup tells when a backup started. */
static bool has_start(struct str message)
{
	static const char shape[] = "dd:dd:dd.dddddddddZ";
	size_t n = sizeof(shape) - 1;

	for (size_t i = 1; i + n < message.len; i++) {
		size_t k = 0;

		if (message.s[i] != 'T' || !is_digit(message.s[i - 1]))
			continue;
		while (k < n && (shape[k] == 'd' ? is_digit(message.s[i + 1 + k]) :
						   message.s[i + 1 + k] == shape[k]))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

bool msgid_match_id(struct str message, int64_t id, struct msgid *out)
{
	if (id == OBS_UNKNOWN)
		return msgid_match(message, out);
	if (match(message, false, id, out) || (match_words(message, out) && out->id == id))
		return true;
	if (id >= 1000 || !has_start(str_sub(message, 0, LONGEST_VALUE)))
		return false;
	*out = (struct msgid){ .provider = STR("Microsoft-Windows-Backup"),
			       .id = id,
			       .level = OBS_UNKNOWN };
	return true;
}

static bool starts_word(struct str line, size_t at)
{
	unsigned char before = at ? (unsigned char)line.s[at - 1] : ' ';

	return is_blank((char)before) || before == '"' || before == '\'' || before == '>' ||
	       before == '(' || before == '[' || before == '*' || before == '`' || before == '|' ||
	       before == ':' || before == ',' || before == ';' || before >= 0x80;
}

/* A set of three-letter beginnings; false positives only cost time. */
static size_t slot(struct str v, size_t at)
{
	size_t key = 0;

	for (size_t i = 0; i < 3; i++)
		key = key * 31 + (unsigned char)lower(at + i < v.len ? v.s[at + i] : ' ');
	return key % MSGID_SLOTS;
}

void msgid_index(struct msgid_index *index)
{
	*index = (struct msgid_index){ .begins = { false } };
	for (size_t i = 0; i < msgid_rows; i++)
		if (!(msgid_table[i].flags & MSGID_RENDER))
			index->begins[slot(msgid_table[i].text, 0)] = true;
}

bool msgid_find(const struct msgid_index *index, struct str line, size_t *at, struct msgid *out)
{
	struct msgid_index own;

	if (!index) {
		msgid_index(&own);
		index = &own;
	}
	for (size_t i = 0; i < line.len && i < FIND_WITHIN; i++)
		if ((i == 0 || index->begins[slot(line, i)]) && starts_word(line, i) &&
		    match(str_sub(line, i, line.len), i > 0, OBS_UNKNOWN, out)) {
			*at = i;
			return true;
		}
	*at = 0;
	return match_words(line, out);
}

/* Value of a placeholder; unknown if the record does not hold it. */
static struct str value_of(struct str name, const struct data *d, size_t n)
{
	uint64_t number;

	if (name.len && name.s[0] == '{') {
		name = str_sub(name, 1, name.len - 1);
		for (size_t i = 0; i < n; i++)
			if (str_ieq(d[i].name, name))
				return d[i].value;
		return (struct str){ 0 };
	}
	if (!str_u64(name, &number) || number < 1 || number > n)
		return (struct str){ 0 };
	return d[number - 1].value;
}

static void add_value(struct buf *out, struct str v)
{
	struct str meaning;
	uint32_t code;

	buf_add(out, v);
	if (!str_starts(v, STR("%%")) || !code_parse(v, &code))
		return;
	meaning = code_meaning(code);
	if (meaning.len)
		buf_addf(out, " (%.*s)", STR_ARG(meaning));
}

/* How many of the row's values the record holds; *all tells whether it is all of them. */
static size_t fits(const struct msgid_row *row, const struct data *d, size_t n, bool *all)
{
	size_t count = 0;

	*all = true;
	for (size_t i = 0; i < row->text.len; i++) {
		size_t len = placeholder(row->text, i);

		if (!len)
			continue;
		if (str_known(value_of(str_sub(row->text, i + 1, i + len), d, n)))
			count++;
		else
			*all = false;
		i += len - 1;
	}
	return count;
}

static struct str fill(struct arena *a, const struct msgid_row *row, const struct data *d, size_t n)
{
	struct buf out = { .arena = a };
	struct str t = row->text;

	for (size_t i = 0; i < t.len;) {
		size_t len = placeholder(t, i);

		if (len)
			add_value(&out, value_of(str_sub(t, i + 1, i + len), d, n));
		else
			buf_addc(&out, t.s[i]);
		i += len ? len : 1;
	}
	return arena_str(a, str_trim(buf_str(&out)));
}

struct str msgid_render(struct arena *a, struct str provider, int64_t id, const struct data *d,
			size_t n)
{
	const struct msgid_row *best = NULL;
	size_t best_count = 0;

	for (size_t i = 0; i < msgid_rows; i++) {
		const struct msgid_row *row = &msgid_table[i];
		size_t count;
		bool all;

		if (row->id != id || (row->flags & MSGID_OTHER) ||
		    !str_ieq(row->provider, provider))
			continue;
		count = fits(row, d, n, &all);
		/* Most texts end with a block of details that need not be there. */
		if (best && (count < best_count || (count == best_count && !all)))
			continue;
		best = row;
		best_count = count;
	}
	return best ? fill(a, best, d, n) : (struct str){ 0 };
}
