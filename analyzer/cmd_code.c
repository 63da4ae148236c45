/* cmd_code.c - what an error code means, and which rules ask for it */
#include "analyzer/cli.h"

#include "parsers/code.h"

/* Some test of the condition accepts the code, and it does not say "not this one". */
static bool asks_for(const struct cond *c, uint32_t code)
{
	for (size_t i = 0; i < c->n_child; i++)
		if (asks_for(&c->child[i], code))
			return true;
	for (size_t i = 0; i < c->n_test; i++) {
		const struct test *t = &c->test[i];

		if (!t->field || t->negate ||
		    (t->field->type != FIELD_CODE && t->field->type != FIELD_CODES))
			continue;
		for (size_t k = 0; k < t->n_range; k++)
			if (code >= t->range[k].low && code <= t->range[k].high)
				return true;
		for (size_t k = 0; t->code && k < t->n_word; k++)
			if (t->code[k] == code)
				return true;
	}
	return false;
}

static bool cause_asks(const struct cause *c, uint32_t code)
{
	for (size_t i = 0; i < c->n_rule; i++)
		if ((c->rule[i].role == ROLE_CONFIRMS || c->rule[i].role == ROLE_SUPPORTS) &&
		    asks_for(&c->rule[i].cond, code))
			return true;
	return false;
}

static void put_rule(struct buf *out, size_t *n, const char *kind, struct str id, struct str title)
{
	if (!(*n)++)
		buf_addf(out, "\nRules that ask for it:\n");
	buf_addf(out, "  %-8s  %-40.*s  %.*s\n", kind, STR_ARG(id), STR_ARG(title));
}

static void put_rules(struct buf *out, const struct know *k, uint32_t code)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n_problem; i++)
		if (asks_for(&k->problem[i].symptom, code))
			put_rule(out, &n, "problem", k->problem[i].id, k->problem[i].title);
	for (size_t i = 0; i < k->n_cause; i++)
		if (cause_asks(&k->cause[i], code))
			put_rule(out, &n, "cause", k->cause[i].id, k->cause[i].title);
	for (size_t i = 0; i < k->n_harmless; i++)
		if (asks_for(&k->harmless[i].when, code))
			put_rule(out, &n, "harmless", k->harmless[i].id, k->harmless[i].title);
	if (!n)
		buf_addf(out, "\nNo rule asks for it.\n");
}

/* Every form in which tools and logs print the number. */
static void put_code(struct buf *out, uint32_t code)
{
	struct str name = code_name(code), meaning = code_meaning(code);

	buf_addf(out, "0x%08X", (unsigned)code);
	if (name.len)
		buf_addf(out, " %.*s", STR_ARG(name));
	buf_addf(out, "\n  %.*s\n", STR_ARG(meaning.len ? meaning : STR("no meaning is known")));
	buf_addf(out, "  also printed as %u or %ld", (unsigned)code, (long)(int32_t)code);
	if (code >> 16 == 0x8007)
		buf_addf(out, ", and as error %u of Windows", (unsigned)(code & 0xffff));
	buf_addf(out, "\n");
}

int cmd_code(struct cli *c)
{
	struct buf out = { .arena = &c->arena };

	if (!c->n_path)
		return cli_fail(
			"code needs a number or a name, as 0x80780102 or VSS_E_PROVIDER_VETO");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	for (size_t i = 0; i < c->n_path; i++) {
		struct str v = str_of(c->path[i]);
		uint32_t code;

		if (!code_parse(v, &code) && !code_named(v, &code))
			return cli_fail(
				"'%.*s' is neither a number of 32 bits nor a name that is known",
				STR_ARG(str_quote(&c->arena, v, 60)));
		if (i)
			buf_addf(&out, "\n");
		put_code(&out, code);
		put_rules(&out, &c->know, code);
	}
	return cli_write(c, buf_str(&out), 0);
}
