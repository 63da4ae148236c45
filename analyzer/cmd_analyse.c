/* cmd_analyse.c - judge a bundle and report */
#include "analyzer/cli.h"

#include <string.h>

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
	out = out_buffer(&t.arena);
	if (report_write(&t.report, &c->report, &out))
		code = cli_write(c, out_str(&out), t.report.exit_code);
	else
		code = cli_fail("the report could not be made");
	ticket_free(&t);
	return code;
}
