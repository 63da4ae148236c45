/* store_schema.c - see store_schema.h
 *
 * WITHOUT ROWID tables lie in the order of their keys, whatever the order of the tickets was.
 */
#include "analyzer/store_schema.h"

/* "judged_by" is the program's version with the options that can change a verdict; "earlier" holds
 * the last other verdict that older knowledge gave on the same evidence. */
const char store_schema_tables[] =
	"CREATE TABLE IF NOT EXISTS ticket(name TEXT PRIMARY KEY, content TEXT NOT NULL,"
	" knowledge TEXT NOT NULL, judged_by TEXT NOT NULL, outcome TEXT NOT NULL,"
	" exit_code INTEGER NOT NULL, host TEXT NOT NULL, os TEXT NOT NULL, report TEXT NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS problem(ticket TEXT, rank INTEGER, problem TEXT, severity TEXT,"
	" seen TEXT, explained_by TEXT, title TEXT, PRIMARY KEY(ticket, rank)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS cause(ticket TEXT, rank INTEGER, problem TEXT, cause TEXT,"
	" status TEXT, subject TEXT, title TEXT, score REAL, PRIMARY KEY(ticket, rank))"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS harmless(ticket TEXT, rank INTEGER, id TEXT, count INTEGER,"
	" PRIMARY KEY(ticket, rank)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS unexplained(ticket TEXT, rank INTEGER, title TEXT, text TEXT,"
	" count INTEGER, PRIMARY KEY(ticket, rank)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS earlier(ticket TEXT PRIMARY KEY, knowledge TEXT,"
	" exit_code INTEGER, problem TEXT, cause TEXT, status TEXT) WITHOUT ROWID;";

const char *const store_schema_child[STORE_CHILDREN] = { "problem", "cause", "harmless",
							 "unexplained", "earlier" };

#define ACTIVE "status IN ('confirmed','likely','possible')"

/* clang-format off */
const char store_schema_views[] =
	"CREATE VIEW IF NOT EXISTS first_cause AS"
	" SELECT t.name AS ticket, t.host, t.outcome, t.exit_code, coalesce(c.problem, p.problem, '')"
	" AS problem, coalesce(c.cause, '') AS cause, coalesce(c.status, '') AS status,"
	" coalesce(c.title, p.title, '') AS title FROM ticket t"
	" LEFT JOIN cause c ON c.ticket = t.name AND c.rank ="
	" (SELECT min(rank) FROM cause WHERE ticket = t.name AND " ACTIVE ")"
	" LEFT JOIN problem p ON p.ticket = t.name AND p.rank = 1;"

	"CREATE VIEW IF NOT EXISTS tickets_by_cause AS"
	" SELECT cause, count(DISTINCT ticket) AS tickets, sum(status = 'confirmed') AS confirmed,"
	" sum(status = 'likely') AS likely, sum(status = 'possible') AS possible, min(title) AS title"
	" FROM cause WHERE " ACTIVE " GROUP BY cause ORDER BY tickets DESC, cause;"

	"CREATE VIEW IF NOT EXISTS tickets_by_server AS"
	" SELECT host, count(*) AS tickets, sum(exit_code = 1) AS with_problems,"
	" sum(cause <> '') AS with_cause FROM first_cause"
	" WHERE host <> '' GROUP BY host ORDER BY tickets DESC, host;"

	"CREATE VIEW IF NOT EXISTS tickets_by_unexplained AS"
	" SELECT title AS signature, count(DISTINCT ticket) AS tickets, sum(count) AS events,"
	" min(ticket) AS example FROM unexplained GROUP BY title ORDER BY tickets DESC, title;"

	"CREATE VIEW IF NOT EXISTS unexplained_tickets AS"
	" SELECT ticket, host, problem, title FROM first_cause WHERE exit_code = 1 AND cause = ''"
	" ORDER BY ticket;"

	"CREATE VIEW IF NOT EXISTS lost_tickets AS"
	" SELECT name AS ticket, outcome FROM ticket WHERE outcome <> 'judged' ORDER BY name;"

	"CREATE VIEW IF NOT EXISTS verdict_changes AS"
	" SELECT e.ticket, e.exit_code AS exit_code_before, e.status AS status_before,"
	" e.cause AS cause_before, f.exit_code, f.status, f.cause, f.title"
	" FROM earlier e JOIN first_cause f ON f.ticket = e.ticket ORDER BY e.ticket;"

	"CREATE VIEW IF NOT EXISTS newly_explained AS"
	" SELECT ticket, status, cause, title FROM verdict_changes"
	" WHERE cause_before = '' AND cause <> '' ORDER BY ticket;";
/* clang-format on */
