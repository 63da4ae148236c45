/* mkevtx.c - writes a Windows event log (.evtx) from a description
 *
 * The help text below is the reference of the language. Output is deterministic.
 */
#include "tests/mkevtx.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
	"usage: mkevtx [--mutate NAME]... DESCRIPTION OUT.evtx\n"
	"       mkevtx --mutations\n"
	"\n"
	"A description is UTF-8 text. Each line is 'key: value', empty, or a # comment. Keys "
	"before\n"
	"the first [event] line are defaults for all events; each [event] line begins an event.\n"
	"A value '<<END' takes the following lines up to a line that is END; they are joined by\n"
	"line breaks, and a last empty line leaves the text with a line break at its end.\n"
	"\n"
	"  channel, provider, guid, source (EventSourceName), computer     text\n"
	"  user (SID), activity (GUID), binary (hex)                       text, absent by "
	"default\n"
	"  id, level (4), task, opcode, version, keywords, pid, tid        numbers, decimal or 0x\n"
	"  qualifiers                                                      absent by default\n"
	"  time     2026-03-17T09:03:12.775Z, or +90s +10m +2h +1d after the event before\n"
	"  record   EventRecordID; the events after it count on from there\n"
	"  header   id in the record's own header, if it shall differ (exported logs)\n"
	"  repeat, every                copies, and the time between them (30s)\n"
	"  style    manifest (default)  <Data Name=\"...\"> or <Data>, one value each\n"
	"           classic             string array and Binary, as the old API writes\n"
	"           userdata            <UserData><root xmlns=\"xmlns\"> with one element per "
	"item\n"
	"           bare-userdata       the same, without a template in it (CAPI2)\n"
	"           bare                whole event without a template (forwarded events);\n"
	"                               'message' adds RenderingInfo\n"
	"  values: yes                  provider, GUID and channel as values of the template\n"
	"  entities: yes                & < > \" in literals as entity references\n"
	"  new-chunk: yes               begins a new chunk\n"
	"  slack    bytes hidden between the values and the record's end\n"
	"\n"
	"  data: text                   positional item\n"
	"  data Name: text              named item\n"
	"  data Name (u32): 7           with a type: null string ansi i8 u8 i16 u16 i32 u32 i64 "
	"u64\n"
	"                               float double bool binary guid size time systime sid hex32\n"
	"                               hex64 strings (one per line); null takes hex bytes\n"
	"  data Element@attribute: text attribute of an element of UserData; its text follows\n"
	"\n"
	"example:\n"
	"  computer: srv7.example.test\n"
	"  [event]\n"
	"  provider: Microsoft-Windows-CAPI2\n"
	"  guid: {5bbca4a8-b209-48dc-a8c7-b23d3e5216fb}\n"
	"  source: Microsoft-Windows-CAPI2\n"
	"  id: 513\n"
	"  level: 2\n"
	"  time: 2026-03-17T09:03:12.775Z\n"
	"  data: <<END\n"
	"  Details:\n"
	"  AddCoreCsiFiles : BeginFileEnumeration() failed.\n"
	"  END\n";

static int fail(const char *what, struct str detail)
{
	fprintf(stderr, "mkevtx: %s: %.*s\n", what, STR_ARG(detail));
	return 2;
}

static int list_mutations(void)
{
	const char *name, *meaning;

	for (size_t i = 0; (name = mk_mutation(i, &meaning)); i++)
		printf("%-20s %s\n", name, meaning);
	return 0;
}

static bool read_file(struct arena *a, const char *path, struct str *out)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buf b = { .arena = a };
	char part[4096];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&b, (struct str){ part, n });
	*out = b.len ? buf_str(&b) : STR("");
	return !ferror(f) && (f == stdin || fclose(f) == 0);
}

static bool write_file(const char *path, const struct mk_log *log)
{
	FILE *f = fopen(path, "wb");
	bool ok = f && fwrite(log->bytes, 1, log->n, f) == log->n;

	return f && fclose(f) == 0 && ok;
}

static int run(struct arena *a, int argc, char **argv)
{
	struct mk_log log;
	struct str text, error;
	int at = 1;

	while (at + 1 < argc && strcmp(argv[at], "--mutate") == 0)
		at += 2;
	if (argc - at != 2)
		return fail("usage", STR("see mkevtx --help"));
	if (!read_file(a, argv[at], &text))
		return fail("cannot read", str_of(argv[at]));
	if (!mk_build(a, text, &log, &error))
		return fail(argv[at], error);
	for (int i = 1; i < at; i += 2)
		if (!mk_mutate(&log, str_of(argv[i + 1])))
			return fail("no such mutation", str_of(argv[i + 1]));
	if (!write_file(argv[at + 1], &log))
		return fail("cannot write", str_of(argv[at + 1]));
	return 0;
}

int main(int argc, char **argv)
{
	struct arena a = { 0 };
	int status;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return fputs(help, stdout) < 0;
	if (argc == 2 && strcmp(argv[1], "--mutations") == 0)
		return list_mutations();
	status = run(&a, argc, argv);
	arena_free(&a);
	return status;
}
