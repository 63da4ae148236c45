/* json_out.h - JSON, written as it comes
 *
 * Own code rather than jansson: a report is streamed once, in the order of the schema, with
 * no tree in memory. Members are separated and indented here; keys are trusted literals, all
 * other text goes through out_json().
 */
#ifndef WBT_JSON_OUT_H
#define WBT_JSON_OUT_H

#include "analyzer/out.h"

enum { JSON_DEPTH = 32 };

/* Zero-initialise but for 'out'. */
struct json {
	struct out *out;
	unsigned depth;
	bool some[JSON_DEPTH]; /* something stands already on this level */
	bool line[JSON_DEPTH]; /* the level is kept on one line */
	char close[JSON_DEPTH];
};

/* The key is NULL in arrays and for the outermost value. */
void json_object(struct json *j, const char *key);
void json_array(struct json *j, const char *key);
/* The same on one line, for small things. Everything inside is on that line too. */
void json_object_line(struct json *j, const char *key);
/* Ends the innermost object or array; after the outermost one the line ends. */
void json_end(struct json *j);
/* null for the unknown view. */
void json_str(struct json *j, const char *key, struct str v);
void json_word(struct json *j, const char *key, const char *terminated);
/* null for OBS_UNKNOWN (INT64_MIN). */
void json_int(struct json *j, const char *key, int64_t v);
/* Three decimals; null for what is no finite number. */
void json_real(struct json *j, const char *key, double v);
void json_bool(struct json *j, const char *key, bool v);
void json_null(struct json *j, const char *key);

#endif
