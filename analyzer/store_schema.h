/* store_schema.h - the tables and views of the store of a batch
 *
 * In: nothing. Out: SQL text. The views are for people and documented in the manual page; the
 * tables may change with STORE_VERSION, which stands in the file as user_version.
 */
#ifndef WBT_STORE_SCHEMA_H
#define WBT_STORE_SCHEMA_H

enum { STORE_VERSION = 1, STORE_CHILDREN = 5 };

/* Makes what is not there yet. */
extern const char store_schema_tables[];
extern const char store_schema_views[];
/* The tables that hold rows about a ticket, with its name in their column "ticket". */
extern const char *const store_schema_child[STORE_CHILDREN];

#endif
