/* cmd_event.c - single records of event logs: one as XML, or all of them by both decoders
 *
 * In: the logs of a bundle. Out: the XML of one event as libevtx reads it (our own reading where
 * libevtx cannot), or how often the two decoders agree and every difference that has no known
 * reason.
 */
#include "analyzer/cli.h"

#include "parsers/evtx.h"
#include "parsers/evtxcite.h"
#include "parsers/evtxrec.h"

enum { MOST_LISTED = 50 }; /* differences, per log */

struct request {
	struct cli *cli;
	struct buf out;
	struct buf others; /* logs that were not asked for */
	struct str file;   /* wanted log; unknown: all */
	uint64_t record;   /* EventRecordID */
	size_t found;
	size_t logs;
	size_t tally[EVTXCITE_ANSWERS], total[EVTXCITE_ANSWERS];
	struct str path;
	struct evtxrec_cache cache;
};

static bool is_log(const struct file *file)
{
	static char head[8192];
	size_t got;

	return file_read(file, 0, head, sizeof(head), &got) &&
	       evtx_sniff((struct str){ head, got });
}

static bool is_record(struct request *ask, const uint8_t *chunk, const struct evtx_record *r)
{
	struct evtxrec_head h;
	uint32_t hidden;
	uint64_t n;

	evtxrec_chunk(&ask->cache);
	return evtxrec_head(&ask->cache, chunk, evtxwalk_body(r), evtxwalk_body_end(r), &h,
			    &hidden) &&
	       binxml_number(&h.part[EVTXREC_RECORD], &n) && n == ask->record;
}

/* Line by line, fit for a terminal. */
static void add_safe(struct buf *out, struct str text)
{
	struct str rest = text;

	while (rest.s) {
		struct str line = str_cut(&rest, '\n');

		if (line.len || rest.s)
			buf_addf(out, "%.*s\n", STR_ARG(str_quote(out->arena, line, 0)));
	}
}

static bool show_record(void *ctx, const uint8_t *chunk, const struct evtx_record *r)
{
	struct request *ask = ctx;
	struct str xml;

	if (!is_record(ask, chunk, r))
		return true;
	ask->found++;
	if (evtxcite_xml(ask->out.arena, chunk, r, &xml)) {
		add_safe(&ask->out, xml);
	} else {
		struct buf own = { .arena = ask->out.arena };

		buf_add(&ask->out,
			STR("<!-- not decoded by libevtx; read by wbtriage itself -->\n"));
		evtxrec_xml(&own, chunk, evtxwalk_body(r), evtxwalk_body_end(r));
		add_safe(&ask->out, buf_str(&own));
	}
	return true;
}

static bool check_record(void *ctx, const uint8_t *chunk, const struct evtx_record *r)
{
	struct request *ask = ctx;
	struct arena scratch = { 0 };
	struct str what, xml;
	enum evtxcite_answer answer = evtxcite_compare(&scratch, chunk, r, &what, &xml);

	ask->tally[answer]++;
	if ((answer == EVTXCITE_DIFFERS || answer == EVTXCITE_UNREAD) &&
	    ask->tally[answer] <= MOST_LISTED)
		buf_addf(&ask->out, "%.*s @0x%llx: %s%s%.*s\n",
			 STR_ARG(str_quote(ask->out.arena, ask->path, 0)),
			 (unsigned long long)(r->chunk + r->at), evtxcite_word(answer),
			 what.len ? ": " : "", STR_ARG(str_quote(ask->out.arena, what, 200)));
	arena_free(&scratch);
	return true;
}

static void add_tally(struct request *ask, struct str name, const size_t *tally)
{
	const char *between = ": ";

	buf_add(&ask->out, str_quote(ask->out.arena, name, 0));
	for (size_t i = 1; i < EVTXCITE_ANSWERS; i++) {
		if (!tally[i])
			continue;
		buf_addf(&ask->out, "%s%zu %s", between, tally[i],
			 evtxcite_word((enum evtxcite_answer)i));
		between = ", ";
	}
	buf_addc(&ask->out, '\n');
}

static struct str base_name(struct str path)
{
	ptrdiff_t slash = str_rchr(path, '/');

	return slash < 0 ? path : str_sub(path, (size_t)slash + 1, path.len);
}

static void visit(void *ctx, struct bundle *b, struct str path, const struct file *file)
{
	struct request *ask = ctx;

	(void)b;
	if (!is_log(file))
		return;
	if (str_known(ask->file) && !str_eq(path, ask->file) &&
	    !str_eq(base_name(path), ask->file)) {
		buf_addf(&ask->others, "%s%.*s", ask->others.len ? ", " : "; there are ",
			 STR_ARG(str_quote(ask->others.arena, path, 100)));
		return;
	}
	ask->logs++;
	if (!ask->cli->verify) {
		evtxwalk_all(file, show_record, ask);
		return;
	}
	ask->path = path;
	for (size_t i = 0; i < EVTXCITE_ANSWERS; i++)
		ask->tally[i] = 0;
	evtxwalk_all(file, check_record, ask);
	for (size_t i = 0; i < EVTXCITE_ANSWERS; i++)
		ask->total[i] += ask->tally[i];
	add_tally(ask, path, ask->tally);
}

static bool read_event(struct request *ask, const char *v)
{
	struct str s = str_of(v);
	ptrdiff_t colon = str_rchr(s, ':');

	if (colon < 1)
		return false;
	ask->file = str_sub(s, 0, (size_t)colon);
	return str_u64(str_sub(s, (size_t)colon + 1, s.len), &ask->record);
}

int cmd_event(struct cli *c)
{
	struct arena a = { 0 };
	struct request ask = { .cli = c, .out = { .arena = &a }, .others = { .arena = &a } };
	struct bundle_ask how = { .visit = visit, .ctx = &ask };
	struct bundle b;
	int code;

	if (c->event && !c->verify && !read_event(&ask, c->event))
		return cli_fail("--event needs FILE:RECORD, a log and the EventRecordID");
	bundle_read(&b, &a, c->path, c->n_path, &how);
	cli_diagnostics(c, &b);
	if (c->verify && ask.logs > 1)
		add_tally(&ask, STR("all"), ask.total);
	if (!ask.logs)
		code = c->event && !c->verify ?
			       cli_fail("no event log '%.*s'%.*s", STR_ARG(ask.file),
					STR_ARG(buf_str(&ask.others))) :
			       cli_fail("no event log in the bundle");
	else if (!c->verify && !ask.found)
		code = cli_fail("no record %llu in that log", (unsigned long long)ask.record);
	else
		code = cli_write(c, buf_str(&ask.out),
				 ask.total[EVTXCITE_DIFFERS] || ask.total[EVTXCITE_UNREAD]);
	arena_free(&a);
	return code;
}
