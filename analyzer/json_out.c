/* json_out.c - see json_out.h */
#include "analyzer/json_out.h"

static void begin(struct json *j, const char *key)
{
	unsigned d = j->depth;

	if (j->some[d])
		out_char(j->out, ',');
	if (d > 0 && !j->line[d]) {
		out_char(j->out, '\n');
		out_repeat(j->out, ' ', 2 * (size_t)d);
	} else if (j->some[d]) {
		out_char(j->out, ' ');
	}
	j->some[d] = true;
	if (key) {
		out_json(j->out, str_of(key));
		out_text(j->out, ": ");
	}
}

static void nest(struct json *j, const char *key, const char *brackets, bool line)
{
	begin(j, key);
	out_char(j->out, brackets[0]);
	if (j->depth + 1 >= JSON_DEPTH)
		die("JSON nested too deep");
	j->depth++;
	j->some[j->depth] = false;
	j->line[j->depth] = line || j->line[j->depth - 1];
	j->close[j->depth] = brackets[1];
}

void json_object(struct json *j, const char *key)
{
	nest(j, key, "{}", false);
}

void json_array(struct json *j, const char *key)
{
	nest(j, key, "[]", false);
}

void json_object_line(struct json *j, const char *key)
{
	nest(j, key, "{}", true);
}

void json_end(struct json *j)
{
	unsigned d = j->depth--;

	if (j->some[d] && !j->line[d]) {
		out_char(j->out, '\n');
		out_repeat(j->out, ' ', 2 * (size_t)(d - 1));
	}
	out_char(j->out, j->close[d]);
	if (d == 1)
		out_char(j->out, '\n');
}

void json_str(struct json *j, const char *key, struct str v)
{
	begin(j, key);
	out_json(j->out, v);
}

void json_word(struct json *j, const char *key, const char *terminated)
{
	json_str(j, key, str_of(terminated));
}

void json_int(struct json *j, const char *key, int64_t v)
{
	if (v == INT64_MIN) {
		json_null(j, key);
		return;
	}
	begin(j, key);
	out_int(j->out, v);
}

void json_real(struct json *j, const char *key, double v)
{
	begin(j, key);
	if (!out_fixed(j->out, v, 3))
		out_text(j->out, "null");
}

void json_bool(struct json *j, const char *key, bool v)
{
	begin(j, key);
	out_text(j->out, v ? "true" : "false");
}

void json_null(struct json *j, const char *key)
{
	begin(j, key);
	out_text(j->out, "null");
}
