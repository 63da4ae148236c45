/* store.c - see store.h; the only file that includes sqlite3.h */
#include "analyzer/store.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/store_schema.h"

struct store {
	sqlite3 *db;
};

/* A rollback journal and no write-ahead log: the latter needs shared memory, which network file
 * systems lack, and job arrays live on those. Many tickets share a transaction, so it costs
 * nothing. */
static const char settings[] =
	"PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY;"
	"PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL;"
	"CREATE TEMP TABLE was(ticket TEXT, knowledge TEXT, exit_code INTEGER,"
	" problem TEXT, cause TEXT, status TEXT)";

static bool run(struct store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t number_of(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* A fresh file has version 0 and no tables. */
static const char *prepare(struct store *s, bool make)
{
	int64_t version = number_of(s, "PRAGMA user_version");
	char set[64];

	if (version > 0 && version != STORE_VERSION)
		return "made by another version of the program; use a new folder";
	if (version == 0 && !make)
		return "no store of results";
	snprintf(set, sizeof(set), "PRAGMA user_version=%d", STORE_VERSION);
	if (version < 0 || !run(s, settings) ||
	    (version == 0 &&
	     (!run(s, store_schema_tables) || !run(s, store_schema_views) || !run(s, set))))
		return sqlite3_errmsg(s->db);
	return NULL;
}

struct store *store_open(const char *path, bool make, struct arena *a, const char **reason)
{
	struct store *s = calloc(1, sizeof(*s));
	int flags = SQLITE_OPEN_READWRITE | (make ? SQLITE_OPEN_CREATE : 0);

	if (!s)
		die("out of memory");
	if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
		*reason = s->db ? sqlite3_errmsg(s->db) : "out of memory";
	else
		*reason = prepare(s, make);
	if (!*reason)
		return s;
	*reason = arena_str(a, str_of(*reason)).s;
	store_close(s);
	return NULL;
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

static struct str text_of(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	return json_is_string(v) ? (struct str){ json_string_value(v), json_string_length(v) } :
				   STR("");
}

struct row {
	const char *table;
	struct str ticket;
	int64_t rank;
	struct str text[6];
	size_t n_text;
	bool has_count, has_score;
	int64_t count;
	double score;
};

static bool put_row(struct store *s, const struct row *r)
{
	sqlite3_stmt *st = NULL;
	size_t columns = 2 + r->n_text + r->has_count + r->has_score;
	char sql[80];
	int at = 3, n = snprintf(sql, sizeof(sql), "INSERT INTO %s VALUES(?", r->table);
	bool ok;

	for (size_t i = 1; i < columns; i++)
		n += snprintf(sql + n, sizeof(sql) - (size_t)n, ",?");
	snprintf(sql + n, sizeof(sql) - (size_t)n, ")");
	ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK &&
	     bind_text(st, 1, r->ticket) && sqlite3_bind_int64(st, 2, r->rank) == SQLITE_OK;
	for (size_t i = 0; ok && i < r->n_text; i++)
		ok = bind_text(st, at++, r->text[i]);
	if (ok && r->has_count)
		ok = sqlite3_bind_int64(st, at, r->count) == SQLITE_OK;
	if (ok && r->has_score)
		ok = sqlite3_bind_double(st, at, r->score) == SQLITE_OK;
	ok = ok && sqlite3_step(st) == SQLITE_DONE;
	sqlite3_finalize(st);
	return ok;
}

static bool put_cause(struct store *s, struct str ticket, const json_t *problem,
		      const json_t *cause, int64_t rank)
{
	struct row r = {
		.table = "cause",
		.ticket = ticket,
		.rank = rank,
		.n_text = 5,
		.has_score = true,
		.text = { text_of(problem, "id"), text_of(cause, "id"), text_of(cause, "status"),
			  text_of(cause, "subject"), text_of(cause, "title") },
		.score = json_number_value(json_object_get(cause, "score")),
	};

	return put_row(s, &r);
}

static bool put_problem(struct store *s, struct str ticket, const json_t *problem, int64_t rank)
{
	struct row r = {
		.table = "problem",
		.ticket = ticket,
		.rank = rank,
		.n_text = 5,
		.text = { text_of(problem, "id"), text_of(problem, "severity"),
			  text_of(problem, "seen"), text_of(problem, "explainedBy"),
			  text_of(problem, "title") },
	};

	return put_row(s, &r);
}

static bool put_problems(struct store *s, struct str ticket, const json_t *report)
{
	const json_t *problem, *cause;
	size_t i, j;
	int64_t rank = 0;
	bool ok = true;

	json_array_foreach(json_object_get(report, "problems"), i, problem)
	{
		ok = ok && put_problem(s, ticket, problem, (int64_t)i + 1);
		json_array_foreach(json_object_get(problem, "causes"), j, cause) ok =
			ok && put_cause(s, ticket, problem, cause, ++rank);
	}
	return ok;
}

static bool put_lists(struct store *s, struct str ticket, const json_t *report)
{
	struct row r = { .ticket = ticket, .has_count = true };
	const json_t *item;
	size_t i;
	bool ok = true;

	json_array_foreach(json_object_get(report, "harmless"), i, item)
	{
		r.table = "harmless";
		r.rank = (int64_t)i + 1;
		r.n_text = 1;
		r.text[0] = text_of(item, "id");
		r.count = json_integer_value(json_object_get(item, "count"));
		ok = ok && put_row(s, &r);
	}
	json_array_foreach(json_object_get(report, "unexplained"), i, item)
	{
		r.table = "unexplained";
		r.rank = (int64_t)i + 1;
		r.n_text = 2;
		r.text[0] = text_of(item, "title");
		r.text[1] = text_of(item, "text");
		r.count = json_integer_value(json_object_get(item, "count"));
		ok = ok && put_row(s, &r);
	}
	return ok;
}

static bool run_texts(struct store *s, const char *sql, const struct str *v, int n)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK;

	for (int i = 0; ok && i < n; i++)
		ok = bind_text(st, i + 1, v[i]);
	ok = ok && sqlite3_step(st) == SQLITE_DONE;
	sqlite3_finalize(st);
	return ok;
}

static bool put_ticket(struct store *s, const struct store_ticket *t, const json_t *report)
{
	const json_t *host = json_object_get(report, "host");
	bool lost = t->report.len && !report; /* not a report after all */
	char code[16];
	struct str v[] = { t->name,
			   t->basis.content,
			   t->basis.knowledge,
			   t->basis.judged_by,
			   lost ? STR("failed") : t->outcome,
			   str_of(code),
			   text_of(host, "name"),
			   text_of(host, "os"),
			   lost ? STR("") : t->report };

	snprintf(code, sizeof(code), "%d", lost ? 70 : t->exit_code);
	v[5] = str_of(code);
	return run_texts(s, "INSERT INTO ticket VALUES(?,?,?,?,?,?,?,?,?)", v, ARRAY_SIZE(v));
}

/* Deletes the rows of one ticket, but not its earlier verdict. */
static bool forget(struct store *s, struct str name)
{
	char sql[80];

	for (size_t i = 0; i < STORE_CHILDREN - 1; i++) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE ticket=?", store_schema_child[i]);
		if (!run_texts(s, sql, &name, 1))
			return false;
	}
	return run_texts(s, "DELETE FROM ticket WHERE name=?", &name, 1);
}

/* Remembers the verdict that other knowledge gave on the same evidence; on other evidence there is
 * none to compare with. */
static bool note_verdict(struct store *s, const struct store_ticket *t)
{
	struct str v[] = { t->name, t->basis.content, t->basis.knowledge };

	return run(s, "DELETE FROM temp.was") &&
	       run_texts(s,
			 "INSERT INTO temp.was SELECT f.ticket, (SELECT knowledge FROM ticket WHERE"
			 " name = ?1), f.exit_code, f.problem, f.cause, f.status FROM first_cause f"
			 " WHERE f.ticket = ?1 AND f.outcome = 'judged' AND EXISTS (SELECT 1 FROM"
			 " ticket WHERE name = ?1 AND content = ?2 AND knowledge <> ?3)",
			 v, 3) &&
	       run_texts(
		       s,
		       "DELETE FROM earlier WHERE ticket = ?1 AND NOT EXISTS (SELECT 1 FROM ticket"
		       " WHERE name = ?1 AND content = ?2)",
		       v, 2);
}

static bool keep_verdict(struct store *s, struct str name)
{
	return run_texts(s,
			 "INSERT OR REPLACE INTO earlier SELECT w.* FROM temp.was w, first_cause f"
			 " WHERE f.ticket = ?1 AND f.outcome = 'judged' AND (w.exit_code,"
			 " w.problem, w.cause, w.status) IS NOT (f.exit_code, f.problem, f.cause,"
			 " f.status)",
			 &name, 1);
}

bool store_put(struct store *s, const struct store_ticket *t)
{
	json_t *report =
		t->report.len ? json_loadb(t->report.s, t->report.len, JSON_ALLOW_NUL, NULL) : NULL;
	bool ok = (!sqlite3_get_autocommit(s->db) || run(s, "BEGIN IMMEDIATE")) &&
		  run(s, "SAVEPOINT one") && note_verdict(s, t) && forget(s, t->name) &&
		  put_ticket(s, t, report) && put_problems(s, t->name, report) &&
		  put_lists(s, t->name, report) && keep_verdict(s, t->name) &&
		  run(s, "RELEASE one");

	json_decref(report);
	if (!ok && !sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
	return ok;
}

bool store_commit(struct store *s)
{
	return sqlite3_get_autocommit(s->db) || run(s, "COMMIT");
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

bool store_head(struct store *s, struct arena *a, const char *sql, store_row *row, void *ctx)
{
	sqlite3_stmt *st = NULL;
	bool ok = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK && st;
	size_t n = ok ? (size_t)sqlite3_column_count(st) : 0;
	struct str *name = arena_array(a, struct str, n);

	for (size_t i = 0; i < n; i++)
		name[i] = str_of(sqlite3_column_name(st, (int)i));
	if (ok)
		row(ctx, name, n);
	sqlite3_finalize(st);
	return ok;
}

struct take {
	struct arena *a;
	struct store_basis *basis;
	bool found;
};

static void take_basis(void *ctx, const struct str *column, size_t n)
{
	struct take *k = ctx;

	if (n != 3)
		return;
	k->basis->content = arena_str(k->a, column[0]);
	k->basis->knowledge = arena_str(k->a, column[1]);
	k->basis->judged_by = arena_str(k->a, column[2]);
	k->found = true;
}

bool store_basis_of(struct store *s, struct arena *a, struct str name, struct store_basis *basis)
{
	struct take k = { a, basis, false };
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(s->db,
			       "SELECT content, knowledge, judged_by FROM ticket WHERE name=? AND "
			       "outcome='judged'",
			       -1, &st, NULL) == SQLITE_OK &&
	    bind_text(st, 1, name))
		rows_of(a, st, take_basis, &k);
	sqlite3_finalize(st);
	return k.found;
}

bool store_keep_only(struct store *s, const struct str *name, size_t n)
{
	char sql[96];
	bool ok = run(s, "CREATE TEMP TABLE keep(name TEXT PRIMARY KEY); BEGIN IMMEDIATE");

	for (size_t i = 0; ok && i < n; i++)
		ok = run_texts(s, "INSERT OR IGNORE INTO keep VALUES(?)", &name[i], 1);
	for (size_t i = 0; ok && i < STORE_CHILDREN; i++) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE ticket NOT IN keep",
			 store_schema_child[i]);
		ok = run(s, sql);
	}
	ok = ok && run(s, "DELETE FROM ticket WHERE name NOT IN keep; COMMIT; DROP TABLE keep");
	return ok;
}

static bool merge_table(struct store *s, const char *table, const char *column)
{
	char sql[192];

	snprintf(sql, sizeof(sql),
		 "DELETE FROM main.%s WHERE %s IN (SELECT name FROM other.ticket);"
		 "INSERT INTO main.%s SELECT * FROM other.%s",
		 table, column, table, table);
	return run(s, sql);
}

static bool merge_all(struct store *s)
{
	bool ok = run(s, "BEGIN IMMEDIATE");

	for (size_t i = 0; ok && i < STORE_CHILDREN; i++)
		ok = merge_table(s, store_schema_child[i], "ticket");
	return ok && merge_table(s, "ticket", "name") && run(s, "COMMIT");
}

bool store_merge(struct store *s, struct arena *a, const char *path, const char **reason)
{
	struct str name = str_of(path);

	*reason = NULL;
	if (!run_texts(s, "ATTACH ? AS other", &name, 1))
		*reason = sqlite3_errmsg(s->db);
	else if (number_of(s, "PRAGMA other.user_version") != STORE_VERSION)
		*reason = "made by another version of the program, or no store";
	else if (!merge_all(s))
		*reason = sqlite3_errmsg(s->db);
	if (*reason)
		*reason = arena_str(a, str_of(*reason)).s;
	if (!sqlite3_get_autocommit(s->db))
		run(s, "ROLLBACK");
	run(s, "DETACH other");
	return !*reason;
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
