/* cli.c - see cli.h; option and command tables, help made from them, output */
#include "analyzer/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/know_load.h"
#include "analyzer/process.h"
#include "analyzer/save.h"
#include "parsers/file.h"
#include "parsers/parse.h"
#include "parsers/port.h"

#ifndef WBT_VERSION
#define WBT_VERSION "unknown"
#endif

struct command {
	const char *name;
	int (*run)(struct cli *c);
	const char *usage;
	const char *what;
};

static const struct command command[] = {
	{ "analyse", cmd_analyse, "[OPTIONS] PATH...", "judge a bundle (the default)" },
	{ "evidence", cmd_evidence, "[OPTIONS] PATH...",
	  "print what was understood, one line each" },
	{ "code", cmd_code, "CODE...", "say what an error code means and which rules ask for it" },
	{ "explain", cmd_explain, "CAUSE PATH...",
	  "print every condition of a cause with its truth" },
	{ "knowledge", cmd_knowledge, "list | show ID | check FILE... | test DIR",
	  "look at, check and test the rules" },
	{ "collect", cmd_collect, "", "print a .cmd script that collects a full bundle" },
	{ "batch", cmd_batch, "DIR|LIST... -o RESULTS",
	  "judge many tickets, one worker process each" },
	{ "merge", cmd_merge, "RESULTS... -o RESULTS", "join the results of shards" },
	{ "query", cmd_query,
	  "RESULTS causes|servers|errors|unexplained|changed|explained|lost|tickets",
	  "ask the results of a batch" },
	{ "compare", cmd_compare, "BEFORE AFTER",
	  "what is fixed, new, unchanged between two bundles" },
};

static bool set_format(struct cli *c, const char *v)
{
	c->report.format = report_format(str_of(v));
	c->json = c->report.format && strcmp(v, "json") == 0;
	return c->report.format != NULL;
}

static bool set_output(struct cli *c, const char *v)
{
	c->output = v;
	return *v != '\0';
}

static bool set_knowledge(struct cli *c, const char *v)
{
	c->knowledge = v;
	return *v != '\0';
}

static bool set_event(struct cli *c, const char *v)
{
	c->event = v;
	return strchr(v, ':') != NULL;
}

static bool set_color(struct cli *c, const char *v)
{
	static const char *const word[] = { "auto", "always", "never" };

	for (int i = 0; i < 3; i++)
		if (strcmp(v, word[i]) == 0) {
			c->color = i;
			return true;
		}
	return false;
}

static bool set_role(struct cli *c, const char *v)
{
	static const char *const word[] = { "-", "workstation", "member", "dc" };

	for (int i = 1; i < 4; i++)
		if (strcmp(v, word[i]) == 0) {
			c->ticket.role = (enum host_role)i;
			return true;
		}
	return false;
}

/* +01:00, -05:30, 60 (minutes) */
static bool set_tz(struct cli *c, const char *v)
{
	struct str rest = str_of(v), hours;
	bool west = str_starts(rest, STR("-"));
	uint64_t h, m = 0;

	if (west || str_starts(rest, STR("+")))
		rest = str_sub(rest, 1, rest.len);
	hours = str_cut(&rest, ':');
	if (!str_u64(hours, &h) || h > 14 || (rest.s && (!str_u64(rest, &m) || m > 59)))
		return false;
	c->ticket.utc_offset = (int64_t)(h * 60 + m) * (west ? -1 : 1);
	return true;
}

static bool set_width(struct cli *c, const char *v)
{
	uint64_t n;

	if (!str_u64(str_of(v), &n) || n < 40 || n > 400)
		return false;
	c->report.width = (size_t)n;
	return true;
}

static bool set_only(struct cli *c, const char *v)
{
	struct str rest = str_of(v);

	while (rest.s)
		*(struct str *)PUSH(&c->arena, c->only, c->n_only, c->cap_only) =
			str_cut(&rest, ',');
	return true;
}

static bool set_skip(struct cli *c, const char *v)
{
	struct str rest = str_of(v);

	while (rest.s)
		*(struct str *)PUSH(&c->arena, c->skip, c->n_skip, c->cap_skip) =
			str_cut(&rest, ',');
	return true;
}

static bool set_count(const char *v, unsigned *out)
{
	uint64_t n;

	if (!str_u64(str_of(v), &n) || n == 0 || n > 1000000)
		return false;
	*out = (unsigned)n;
	return true;
}

static bool set_jobs(struct cli *c, const char *v)
{
	return set_count(v, &c->jobs);
}

static bool set_seconds(struct cli *c, const char *v)
{
	return set_count(v, &c->seconds);
}

static bool set_megabytes(struct cli *c, const char *v)
{
	return set_count(v, &c->megabytes);
}

static bool set_shard(struct cli *c, const char *v)
{
	c->shard = v;
	return *v != '\0';
}

/* Switches set a bool of struct cli, the others call a function with their argument. */
static const struct option {
	char letter; /* '\0': long form only */
	const char *name;
	const char *argument; /* NULL: a switch */
	bool (*set)(struct cli *c, const char *value);
	size_t flag;
	const char *what;
} option[] = {
	{ 'f', "format", "FORMAT", set_format, 0,
	  "text, json, xml, html, md, csv, or cmd for a repair script" },
	{ 'o', "output", "FILE", set_output, 0, "write to FILE, which must not exist" },
	{ 'v', "verbose", NULL, NULL, offsetof(struct cli, report.verbose),
	  "every cause in full, with scores" },
	{ 'q', "quiet", NULL, NULL, offsetof(struct cli, report.quiet), "one line per problem" },
	{ 0, "all", NULL, NULL, offsetof(struct cli, report.all), "shorten no list" },
	{ 0, "color", "WHEN", set_color, 0, "auto, always or never" },
	{ 0, "width", "COLUMNS", set_width, 0, "columns of the text report, 40 to 400" },
	{ 0, "knowledge", "DIR", set_knowledge, 0,
	  "further rules; same ids replace built-in ones" },
	{ 0, "only", "ID,...", set_only, 0, "judge only these entries" },
	{ 0, "skip", "ID,...", set_skip, 0, "leave these entries out" },
	{ 0, "role", "ROLE", set_role, 0,
	  "dc, member or workstation, if the evidence does not tell" },
	{ 0, "tz", "+HH:MM", set_tz, 0, "offset of the captures' local time" },
	{ 'j', "jobs", "N", set_jobs, 0,
	  "threads for a big log; batch: workers (default: one per core)" },
	{ 0, "timeout", "SECONDS", set_seconds, 0, "batch: for one ticket (300)" },
	{ 0, "memory", "MIB", set_megabytes, 0, "batch: for one worker (2048)" },
	{ 0, "shard", "I/N", set_shard, 0,
	  "batch: every N-th ticket from the I-th; auto in a job array" },
	{ 0, "since-knowledge", NULL, NULL, offsetof(struct cli, since_knowledge),
	  "batch: read only tickets not yet judged with this knowledge" },
	{ 0, "force", NULL, NULL, offsetof(struct cli, force),
	  "overwrite the file of -o; batch: judge unchanged tickets again" },
	{ 0, "exit-zero", NULL, NULL, offsetof(struct cli, exit_zero),
	  "exit 0 whatever was found (2, 5 and 70 stay)" },
	{ 0, "lines", NULL, NULL, offsetof(struct cli, lines),
	  "evidence: diagnostics with positions on stderr, nothing else" },
	{ 0, "event", "FILE:RECORD", set_event, 0, "evidence: the whole XML of one event" },
	{ 0, "check-crc", NULL, NULL, offsetof(struct cli, check_crc),
	  "check the checksums of event logs" },
	{ 0, "slack", NULL, NULL, offsetof(struct cli, slack),
	  "look for old records in the free space of event logs" },
	{ 0, "keep-all", NULL, NULL, offsetof(struct cli, ticket.keep_all),
	  "keep also what no rule asks for: slower, the same verdicts" },
	{ 0, "verify", NULL, NULL, offsetof(struct cli, verify),
	  "evidence: compare both decoders on every record" },
};

int cli_fail(const char *format, ...)
{
	va_list ap;

	fputs("wbtriage: ", stderr);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	return CLI_USAGE;
}

static void print_help(void)
{
	printf("usage: wbtriage [OPTIONS] PATH...\n"
	       "       wbtriage COMMAND ...\n\n"
	       "Judges the evidence of a failed Windows Server backup: event logs, wbadmin,\n"
	       "vssadmin, sc and icacls captures in a folder or in single files. Reads only,\n"
	       "offline.\n\nCommands:\n");
	for (size_t i = 0; i < ARRAY_SIZE(command); i++)
		printf("  %-10s %s\n             %s\n", command[i].name, command[i].usage,
		       command[i].what);
	printf("\nOptions, before or after paths:\n");
	for (size_t i = 0; i < ARRAY_SIZE(option); i++) {
		char left[40];

		snprintf(left, sizeof(left), "--%s%s%s", option[i].name,
			 option[i].argument ? " " : "",
			 option[i].argument ? option[i].argument : "");
		if (option[i].letter)
			printf("  -%c, %-22s %s\n", option[i].letter, left, option[i].what);
		else
			printf("      %-22s %s\n", left, option[i].what);
	}
	printf("  -h, --help                 this text\n"
	       "      --version              version of program and knowledge\n\n"
	       "Exit codes: 0 judged, nothing found; 1 problems found; 2 usage or output error;\n"
	       "3 input unusable; 4 inconclusive; 5 knowledge failed to load; 70 internal "
	       "error.\n\n"
	       "Examples:\n"
	       "  wbtriage samples/dc2-filemaps-acl\n"
	       "  wbtriage -f json ticket/ > report.json\n"
	       "  wbtriage -f html -o report.html Application.evtx wbadmin.txt icacls.txt\n"
	       "  wbtriage evidence ticket/\n");
}

static const struct command *find_command(const char *word)
{
	for (size_t i = 0; i < ARRAY_SIZE(command); i++)
		if (strcmp(word, command[i].name) == 0)
			return &command[i];
	return NULL;
}

/* "wbtriage analyze ticket/": a first path that is not there but is nearly a command. */
static const char *meant_command(const char *word)
{
	const char *name[ARRAY_SIZE(command) + 1] = { NULL };
	struct port_handle h;
	bool there = port_open(NULL, word, true, &h) != PORT_MISSING;

	port_close(&h);
	for (size_t i = 0; i < ARRAY_SIZE(command); i++)
		name[i] = command[i].name;
	return there ? NULL : load_nearest(str_of(word), name);
}

static bool apply(struct cli *c, const struct option *o, const char *value)
{
	if (o->set)
		return o->set(c, value);
	*(bool *)((char *)c + o->flag) = true;
	return true;
}

static const struct option *long_option(const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(option); i++)
		if (strlen(option[i].name) == len && memcmp(option[i].name, name, len) == 0)
			return &option[i];
	return NULL;
}

static const struct option *short_option(char letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(option); i++)
		if (option[i].letter == letter)
			return &option[i];
	return NULL;
}

/* "-" is none, nor is "-2147212302", which is how some tools print a code. */
static bool is_option(const char *arg)
{
	return arg[0] == '-' && arg[1] && !(arg[1] >= '0' && arg[1] <= '9');
}

/* Parsed by hand and not by getopt_long: that one permutes or stops as the environment says
 * (POSIXLY_CORRECT) and takes any unambiguous prefix, so a new option would change old scripts. */
static int read_option(struct cli *c, int argc, char **argv, int *i)
{
	const char *arg = argv[*i], *value = NULL;
	bool is_long = arg[1] == '-';
	const char *equals = is_long ? strchr(arg, '=') : NULL;
	size_t len = is_long ? (equals ? (size_t)(equals - arg) : strlen(arg)) - 2 : 1;
	const struct option *o = is_long ? long_option(arg + 2, len) : short_option(arg[1]);

	if (!o)
		return cli_fail("unknown option '%s'; 'wbtriage --help' lists them", arg);
	if (o->argument) {
		value = equals             ? equals + 1 :
			!is_long && arg[2] ? arg + 2 :
			*i + 1 < argc      ? argv[++*i] :
					     NULL;
		if (!value)
			return cli_fail("option '%s' needs %s", arg, o->argument);
	} else if (equals || (!is_long && arg[2])) {
		return cli_fail("option '%s' takes no value", arg);
	}
	if (!apply(c, o, value))
		return cli_fail("'%s' is no %s for --%s: %s", value, o->argument, o->name, o->what);
	return 0;
}

static int read_arguments(struct cli *c, int argc, char **argv, const struct command **cmd)
{
	const char **path = arena_array(&c->arena, const char *, (size_t)argc + 1);
	bool only_paths = false;

	for (int i = 1; i < argc; i++) {
		if (!only_paths && strcmp(argv[i], "--") == 0) {
			only_paths = true;
		} else if (!only_paths && is_option(argv[i])) {
			int code = read_option(c, argc, argv, &i);

			if (code)
				return code;
		} else if (!only_paths && !*cmd && c->n_path == 0 && find_command(argv[i])) {
			*cmd = find_command(argv[i]);
		} else {
			path[c->n_path++] = argv[i];
		}
	}
	c->path = path;
	c->ticket.ask = (c->check_crc ? PARSE_CRC : 0u) | (c->slack ? PARSE_SLACK : 0u);
	c->ticket.threads = c->jobs ? c->jobs : process_cores();
	return 0;
}

static void load_folder(struct cli *c, const struct port_handle *folder, const char *name)
{
	struct str *file;
	size_t n;
	bool more;

	if (!port_list(&c->arena, folder, 1000, &file, &n, &more))
		return;
	for (size_t i = 0; i < n; i++) {
		struct port_handle h;
		struct file f;
		struct str xml;

		if (!str_iends(file[i], STR(".xml")) ||
		    port_open(folder, file[i].s, true, &h) != PORT_OK || h.kind != PORT_FILE)
			continue;
		f = file_of_handle(h);
		if (file_part(&c->know.arena, &f, 0, (size_t)f.size, &xml))
			know_load(&c->know,
				  arena_printf(&c->know.arena, "%s/%.*s", name, STR_ARG(file[i])),
				  xml, true);
		port_close(&h);
	}
}

/* A misspelt id would leave everything out, or nothing, without a word. */
static bool known_ids(struct cli *c, const char *name, const struct str *id, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!know_cause(&c->know, id[i]) && !know_harmless(&c->know, id[i])) {
			cli_fail("%s: no cause or harmless signature '%.*s'; 'wbtriage knowledge "
				 "list' names them",
				 name, STR_ARG(id[i]));
			return false;
		}
	return true;
}

bool cli_knowledge(struct cli *c)
{
	know_load_embedded(&c->know);
	if (c->knowledge) {
		struct port_handle h;

		if (port_open(NULL, c->knowledge, true, &h) != PORT_OK || h.kind != PORT_FOLDER) {
			port_close(&h);
			cli_fail("--knowledge %s: not a folder that can be read", c->knowledge);
			return false;
		}
		load_folder(c, &h, c->knowledge);
		port_close(&h);
	}
	know_finish(&c->know);
	for (size_t i = 0; i < c->know.n_error; i++) {
		struct str text = know_error_text(&c->arena, &c->know.error[i]);

		fprintf(stderr, "%.*s\n", STR_ARG(text));
	}
	return known_ids(c, "--only", c->only, c->n_only) &&
	       known_ids(c, "--skip", c->skip, c->n_skip);
}

void cli_diagnostics(const struct cli *c, const struct bundle *b)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < b->diag.n; i++) {
		const struct diag_item *item = &b->diag.item[i];
		struct str line = diag_line(&a, item);

		if (c->lines || diag_level(item->id) >= DIAG_WARNING)
			fprintf(stderr, "%s%.*s\n", c->lines ? "" : "wbtriage: ", STR_ARG(line));
	}
	arena_free(&a);
}

int cli_write(struct cli *c, struct str text, int code)
{
	if (c->output) {
		const char *reason = save_file(c->output, text, c->force);

		if (reason)
			return cli_fail("%s: %s", c->output, reason);
		return code;
	}
	if (fwrite(text.s, 1, text.len, stdout) != text.len || fflush(stdout) != 0)
		return cli_fail("cannot write to standard output");
	return code;
}

static int print_version(struct cli *c)
{
	if (!cli_knowledge(c))
		return CLI_USAGE;
	printf("wbtriage %s, knowledge %.12s (%zu causes, %zu harmless signatures)\n", WBT_VERSION,
	       c->know.sha256.s ? c->know.sha256.s : "-", c->know.n_cause, c->know.n_harmless);
	return 0;
}

static void settle_options(struct cli *c)
{
	const char *no_color = getenv("NO_COLOR");
	bool terminal = !c->output && port_is_terminal(1);

	c->report.version = str_of(WBT_VERSION);
	c->report.colour = c->color == 1 || (c->color == 0 && terminal && !(no_color && *no_color));
	if (!c->report.width)
		c->report.width = terminal ? port_columns(1) : 80;
	c->ticket.correlate.only = c->only;
	c->ticket.correlate.n_only = c->n_only;
	c->ticket.correlate.skip = c->skip;
	c->ticket.correlate.n_skip = c->n_skip;
}

static int run(struct cli *c, int argc, char **argv)
{
	const struct command *cmd = NULL;
	const char *meant;
	int code;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
			print_help();
			return 0;
		}
		if (strcmp(argv[i], "--version") == 0)
			return print_version(c);
	}
	code = read_arguments(c, argc, argv, &cmd);
	if (code)
		return code;
	settle_options(c);
	if (!cmd && c->n_path && (meant = meant_command(c->path[0])))
		return cli_fail("no command and no file '%s'; did you mean '%s'?", c->path[0],
				meant);
	if (!cmd)
		cmd = &command[0];
	code = cmd->run(c);
	if (code == CLI_USAGE || code == CLI_KNOWLEDGE || code == CLI_INTERNAL)
		return code;
	return c->exit_zero ? 0 : code;
}

int cli_main(int argc, char **argv)
{
	struct cli c = { .ticket = { .utc_offset = OBS_UNKNOWN } };
	int code = run(&c, argc, argv);

	know_free(&c.know);
	arena_free(&c.arena);
	return code;
}
