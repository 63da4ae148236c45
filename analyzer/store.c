/* store.c - see store.h; the only file that includes sqlite3.h */
#include "analyzer/store.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct store {
	sqlite3 *db;
};

/* WITHOUT ROWID tables are stored in the order of their keys, so the rows lie the same whatever the
 * order of the tickets was. */
static const char schema[] =
	"PRAGMA journal_mode=WAL;"
	"PRAGMA synchronous=NORMAL;"
	"CREATE TABLE IF NOT EXISTS ticket(name TEXT PRIMARY KEY, content TEXT NOT NULL,"
	" knowledge TEXT NOT NULL, outcome TEXT NOT NULL, exit_code INTEGER NOT NULL,"
	" host TEXT NOT NULL, os TEXT NOT NULL, report TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS cause(ticket TEXT, rank INTEGER, problem TEXT, cause TEXT,"
	" status TEXT, title TEXT, subject TEXT, score REAL, PRIMARY KEY(ticket, rank))"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS harmless(ticket TEXT, id TEXT, count INTEGER,"
	" PRIMARY KEY(ticket, id)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS unexplained(ticket TEXT, rank INTEGER, title TEXT, text TEXT,"
	" count INTEGER, PRIMARY KEY(ticket, rank)) WITHOUT ROWID;"
	"CREATE VIEW IF NOT EXISTS first_cause AS SELECT t.name AS ticket, t.host, t.outcome,"
	" t.exit_code, c.problem, c.cause, c.status, c.title FROM ticket t LEFT JOIN cause c ON"
	" c.ticket = t.name AND c.rank = (SELECT min(rank) FROM cause d WHERE d.ticket = t.name AND"
	" d.status IN ('confirmed','likely','possible'));"
	"CREATE VIEW IF NOT EXISTS tickets_by_cause AS SELECT cause, count(DISTINCT ticket) AS tickets,"
	" sum(status = 'confirmed') AS confirmed, sum(status = 'likely') AS likely,"
	" sum(status = 'possible') AS possible, min(title) AS title FROM cause"
	" WHERE status IN ('confirmed','likely','possible') GROUP BY cause"
	" ORDER BY tickets DESC, cause;"
	"CREATE VIEW IF NOT EXISTS tickets_by_server AS SELECT host, count(*) AS tickets FROM ticket"
	" WHERE host <> '' GROUP BY host ORDER BY tickets DESC, host;"
	"CREATE VIEW IF NOT EXISTS tickets_by_unexplained AS SELECT title, count(DISTINCT ticket) AS"
	" tickets, sum(count) AS events FROM unexplained GROUP BY title ORDER BY tickets DESC, title;"
	"CREATE VIEW IF NOT EXISTS unexplained_tickets AS SELECT t.name AS ticket, t.host FROM ticket t"
	" WHERE t.exit_code = 1 AND NOT EXISTS (SELECT 1 FROM cause c WHERE c.ticket = t.name AND"
	" c.status IN ('confirmed','likely','possible')) ORDER BY t.name;";

struct store *store_open(const char *path, const char **reason)
{
	struct store *s = calloc(1, sizeof(*s));

	if (!s)
		die("out of memory");
	if (sqlite3_open(path, &s->db) != SQLITE_OK ||
	    sqlite3_busy_timeout(s->db, 10000) != SQLITE_OK ||
	    sqlite3_exec(s->db, schema, NULL, NULL, NULL) != SQLITE_OK) {
		*reason = s->db ? sqlite3_errstr(sqlite3_errcode(s->db)) : "out of memory";
		store_close(s);
		return NULL;
	}
	return s;
}

void store_close(struct store *s)
{
	if (s)
		sqlite3_close(s->db);
	free(s);
}

const char *store_error(struct store *s)
{
	return sqlite3_errmsg(s->db);
}

static bool bind_text(sqlite3_stmt *st, int at, struct str v)
{
	return sqlite3_bind_text64(st, at, v.s ? v.s : "", v.len, SQLITE_TRANSIENT, SQLITE_UTF8) ==
	       SQLITE_OK;
}

static bool run_text(struct store *s, const char *sql, struct str v)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK &&
		  bind_text(st, 1, v) && sqlite3_step(st) == SQLITE_DONE;

	sqlite3_finalize(st);
	return ok;
}

static bool run(struct store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static struct str text_of(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	return json_is_string(v) ? (struct str){ json_string_value(v), json_string_length(v) } :
				   STR("");
}

static bool put_row(struct store *s, const char *sql, struct str ticket, int64_t rank,
		    const struct str *text, size_t n, int64_t number, double real, bool has_real)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK &&
		  bind_text(st, 1, ticket);
	int at = 2;

	if (ok && rank >= 0)
		ok = sqlite3_bind_int64(st, at++, rank) == SQLITE_OK;
	for (size_t i = 0; ok && i < n; i++)
		ok = bind_text(st, at++, text[i]);
	if (ok)
		ok = (has_real ? sqlite3_bind_double(st, at, real) :
				 sqlite3_bind_int64(st, at, number)) == SQLITE_OK;
	ok = ok && sqlite3_step(st) == SQLITE_DONE;
	sqlite3_finalize(st);
	return ok;
}

static bool put_causes(struct store *s, struct str ticket, const json_t *report)
{
	const json_t *problem, *cause;
	size_t i, j;
	int64_t rank = 0;
	bool ok = true;

	json_array_foreach(json_object_get(report, "problems"), i, problem)
		json_array_foreach(json_object_get(problem, "causes"), j, cause) {
			struct str text[] = { text_of(problem, "id"), text_of(cause, "id"),
					      text_of(cause, "status"), text_of(cause, "title"),
					      text_of(cause, "subject") };

			ok = ok && put_row(s, "INSERT INTO cause VALUES(?,?,?,?,?,?,?,?)", ticket,
					   ++rank, text, ARRAY_SIZE(text), 0,
					   json_number_value(json_object_get(cause, "score")), true);
		}
	return ok;
}

static bool put_lists(struct store *s, struct str ticket, const json_t *report)
{
	const json_t *item;
	size_t i;
	bool ok = true;

	json_array_foreach(json_object_get(report, "harmless"), i, item) {
		struct str text[] = { text_of(item, "id") };

		ok = ok && put_row(s, "INSERT OR REPLACE INTO harmless VALUES(?,?,?)", ticket, -1,
				   text, 1, json_integer_value(json_object_get(item, "count")), 0,
				   false);
	}
	json_array_foreach(json_object_get(report, "unexplained"), i, item) {
		struct str text[] = { text_of(item, "title"), text_of(item, "text") };

		ok = ok && put_row(s, "INSERT INTO unexplained VALUES(?,?,?,?,?)", ticket,
				   (int64_t)i + 1, text, 2,
				   json_integer_value(json_object_get(item, "count")), 0, false);
	}
	return ok;
}

static bool put_ticket(struct store *s, const struct store_ticket *t, const json_t *report)
{
	const json_t *host = json_object_get(report, "host");
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, "INSERT INTO ticket VALUES(?,?,?,?,?,?,?,?)", -1, &st,
				     NULL) == SQLITE_OK &&
		  bind_text(st, 1, t->name) && bind_text(st, 2, t->content) &&
		  bind_text(st, 3, t->knowledge) && bind_text(st, 4, t->outcome) &&
		  sqlite3_bind_int(st, 5, t->exit_code) == SQLITE_OK &&
		  bind_text(st, 6, text_of(host, "name")) && bind_text(st, 7, text_of(host, "os")) &&
		  bind_text(st, 8, t->report) && sqlite3_step(st) == SQLITE_DONE;

	sqlite3_finalize(st);
	return ok;
}

static bool forget(struct store *s, struct str name)
{
	return run_text(s, "DELETE FROM ticket WHERE name=?", name) &&
	       run_text(s, "DELETE FROM cause WHERE ticket=?", name) &&
	       run_text(s, "DELETE FROM harmless WHERE ticket=?", name) &&
	       run_text(s, "DELETE FROM unexplained WHERE ticket=?", name);
}

bool store_put(struct store *s, const struct store_ticket *t)
{
	json_t *report = t->report.len ? json_loadb(t->report.s, t->report.len, 0, NULL) : NULL;
	bool ok = run(s, "BEGIN IMMEDIATE") && forget(s, t->name) && put_ticket(s, t, report) &&
		  put_causes(s, t->name, report) && put_lists(s, t->name, report);

	json_decref(report);
	if (ok)
		return run(s, "COMMIT");
	run(s, "ROLLBACK");
	return false;
}

struct sink {
	struct str *out[2];
	struct arena *a;
	size_t rows;
};

static void take_two(void *ctx, const struct str *column, size_t n)
{
	struct sink *k = ctx;

	for (size_t i = 0; i < n && i < 2; i++)
		*k->out[i] = arena_str(k->a, column[i]);
	k->rows++;
}

static bool rows_of(struct arena *a, sqlite3_stmt *st, store_row *row, void *ctx)
{
	int code;

	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		int n = sqlite3_column_count(st);
		struct str *column = arena_array(a, struct str, (size_t)n);

		for (int i = 0; i < n; i++) {
			const char *text = (const char *)sqlite3_column_text(st, i);

			column[i] = (struct str){ text ? text : "",
						  (size_t)sqlite3_column_bytes(st, i) };
		}
		row(ctx, column, (size_t)n);
	}
	return code == SQLITE_DONE;
}

bool store_query(struct store *s, struct arena *a, const char *sql, store_row *row, void *ctx)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK && st &&
		  sqlite3_stmt_readonly(st) && rows_of(a, st, row, ctx);

	sqlite3_finalize(st);
	return ok;
}

bool store_hashes(struct store *s, struct arena *a, struct str name, struct str *content,
		  struct str *knowledge)
{
	struct sink k = { { content, knowledge }, a, 0 };
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(s->db,
			       "SELECT content, knowledge FROM ticket WHERE name=? AND "
			       "outcome='judged'", -1, &st, NULL) == SQLITE_OK &&
	    bind_text(st, 1, name))
		rows_of(a, st, take_two, &k);
	sqlite3_finalize(st);
	return k.rows == 1;
}

bool store_keep_only(struct store *s, const struct str *name, size_t n)
{
	bool ok = run(s, "CREATE TEMP TABLE keep(name TEXT PRIMARY KEY); BEGIN IMMEDIATE");

	for (size_t i = 0; ok && i < n; i++)
		ok = run_text(s, "INSERT OR IGNORE INTO keep VALUES(?)", name[i]);
	ok = ok && run(s, "DELETE FROM ticket WHERE name NOT IN keep;"
			  "DELETE FROM cause WHERE ticket NOT IN keep;"
			  "DELETE FROM harmless WHERE ticket NOT IN keep;"
			  "DELETE FROM unexplained WHERE ticket NOT IN keep; COMMIT;"
			  "DROP TABLE keep");
	return ok;
}

bool store_merge(struct store *s, const char *path, const char **reason)
{
	static const char copy[] =
		"BEGIN IMMEDIATE;"
		"DELETE FROM main.cause WHERE ticket IN (SELECT name FROM other.ticket);"
		"DELETE FROM main.harmless WHERE ticket IN (SELECT name FROM other.ticket);"
		"DELETE FROM main.unexplained WHERE ticket IN (SELECT name FROM other.ticket);"
		"INSERT OR REPLACE INTO main.ticket SELECT * FROM other.ticket;"
		"INSERT INTO main.cause SELECT * FROM other.cause;"
		"INSERT INTO main.harmless SELECT * FROM other.harmless;"
		"INSERT INTO main.unexplained SELECT * FROM other.unexplained; COMMIT";
	bool ok = run_text(s, "ATTACH ? AS other", str_of(path)) && run(s, copy);

	*reason = ok ? NULL : sqlite3_errmsg(s->db);
	if (!ok)
		run(s, "ROLLBACK");
	run(s, "DETACH other");
	return ok;
}

static void count_ticket(void *ctx, const struct str *column, size_t n)
{
	static const int order[] = { 70, 3, 5, 2, 1, 4, 0 };
	struct store_totals *t = ctx;
	int64_t code = 0, count = 0;
	size_t was = 0, is = 0;

	if (n < 3 || !str_i64(column[0], &code) || !str_i64(column[2], &count))
		return;
	t->tickets += count;
	t->problems += code == 1 ? count : 0;
	t->nothing += code == 0 ? count : 0;
	t->inconclusive += code == 4 ? count : 0;
	t->unusable += code == 3 ? count : 0;
	t->lost += str_eq(column[1], STR("judged")) ? 0 : count;
	while (was < ARRAY_SIZE(order) - 1 && order[was] != t->worst)
		was++;
	while (is < ARRAY_SIZE(order) - 1 && order[is] != code)
		is++;
	if (is < was)
		t->worst = (int)code;
}

struct store_totals store_totals(struct store *s)
{
	struct store_totals t = { 0 };
	struct arena a = { 0 };

	store_query(s, &a,
		    "SELECT exit_code, outcome, count(*) FROM ticket GROUP BY exit_code, outcome",
		    count_ticket, &t);
	arena_free(&a);
	return t;
}
