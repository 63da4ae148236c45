/* cmd_analyse.c - judge a bundle and report */
#include "analyzer/cli.h"

#include <string.h>

static bool is_text(const struct cli *c)
{
	return !c->report.format || strcmp(c->report.format->name, "text") == 0;
}

int cmd_analyse(struct cli *c)
{
	struct ticket t = { .arena = { 0 } };
	struct out out;
	int code;

	if (c->n_path == 0)
		return cli_fail("nothing to read; 'wbtriage --help' shows how to call it");
	if (!cli_knowledge(c))
		return CLI_USAGE;
	ticket_analyse(&t, c->path, c->n_path, &c->know, &c->ticket);
	cli_diagnostics(c, &t.bundle);
	/* Where no path is there, the messages say all that a report could. */
	if (!t.bundle.n_file && !c->output && is_text(c)) {
		code = t.report.exit_code;
		ticket_free(&t);
		return code;
	}
	out = out_buffer(&t.arena);
	if (report_write(&t.report, &c->report, &out))
		code = cli_write(c, out_str(&out), t.report.exit_code);
	else
		code = cli_fail("the report could not be made");
	ticket_free(&t);
	return code;
}
