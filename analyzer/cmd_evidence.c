/* cmd_evidence.c - what was understood: every observation with its position */
#include "analyzer/cli.h"

#include "analyzer/out.h"

static void place(struct buf *out, const struct bundle *b, const struct obs *o)
{
	struct str file = o->at.file < b->n_file ? b->file[o->at.file].path : STR("?");

	buf_add(out, str_quote(out->arena, file, 0));
	if (o->at.line)
		buf_addf(out, ":%u", (unsigned)o->at.line);
	else if (o->at.record)
		buf_addf(out, "#%llu", (unsigned long long)o->at.record);
}

static void as_lines(const struct cli *c, struct buf *out, const struct bundle *b)
{
	if (!c->lines)
		buf_addf(out, "# wbtriage evidence\n");
	for (size_t i = 0; i < b->obs.n; i++) {
		place(out, b, b->obs.item[i]);
		buf_addf(out, ": %.*s\n", STR_ARG(obs_line(out->arena, b->obs.item[i])));
	}
}

static void as_json(struct out *out, const struct bundle *b)
{
	out_char(out, '[');
	for (size_t i = 0; i < b->obs.n; i++) {
		const struct obs *o = b->obs.item[i];
		const struct obs_type *type = obs_type(o->kind);

		out_text(out, i ? ",\n {\"kind\": " : "\n {\"kind\": ");
		out_json(out, str_of(type->name));
		out_text(out, ", \"file\": ");
		out_json(out, o->at.file < b->n_file ? b->file[o->at.file].path : STR("?"));
		out_text(out, ", \"line\": ");
		out_int(out, o->at.line);
		out_text(out, ", \"record\": ");
		out_int(out, (int64_t)o->at.record);
		for (size_t k = 0; k < type->n_field; k++) {
			if (!obs_known(o, &type->field[k]))
				continue;
			out_text(out, ", ");
			out_json(out, str_of(type->field[k].name));
			out_text(out, ": ");
			if (type->field[k].type == FIELD_STR)
				out_json(out, *(const struct str *)obs_value(o, &type->field[k]));
			else
				out_json(out, obs_value_text(out->scratch, o, &type->field[k]));
		}
		out_char(out, '}');
	}
	out_text(out, "\n]\n");
}

int cmd_evidence(struct cli *c)
{
	struct ticket t = { .arena = { 0 } };
	struct buf text = { .arena = &t.arena };
	struct out json;
	int code;

	if (c->n_path == 0)
		return cli_fail("evidence needs a bundle");
	if (c->event || c->verify)
		return cmd_event(c);
	c->ticket.keep_all = true;
	know_finish(&c->know);
	ticket_read(&t, c->path, c->n_path, &c->know, &c->ticket);
	cli_diagnostics(c, &t.bundle);
	code = t.bundle.n_recognised ? 0 : 3;
	if (c->json) {
		json = out_buffer(&t.arena);
		as_json(&json, &t.bundle);
		code = cli_write(c, out_str(&json), code);
	} else {
		as_lines(c, &text, &t.bundle);
		code = cli_write(c, buf_str(&text), code);
	}
	ticket_free(&t);
	return code;
}
