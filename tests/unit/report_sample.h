/* report_sample.h - a report made by hand, for the tests of the writers
 *
 * sample_report() is a server with a missing System Writer; with 'hostile' every text that could
 * come from a bundle holds markup, escapes, formulas, direction marks and malformed UTF-8.
 */
#ifndef WBT_REPORT_SAMPLE_H
#define WBT_REPORT_SAMPLE_H

#include "analyzer/report.h"
#include "parsers/bundle.h"

#define HOSTILE                                                                            \
	"<script>alert(1)</script> [x](javascript:alert(2)) \x1b]0;owned\x07 \xe2\x80\xae" \
	"exe.fdp\xe2\x80\xac \xff\xfe `code` @admin #1 ]]> --> {{x}} a|b \"q\" 'q' &amp; \\"
#define FORMULA "=cmd|'/C calc'!A0"

struct sample {
	struct arena arena;
	struct report report;
	struct bundle bundle;
	bool hostile;
};

static inline struct when sample_when(enum when_basis basis, int day, int hour, int minute, int s)
{
	struct when t = { 0 };

	when_civil(&t, basis, 2026, 3, day, hour, minute, s, 0);
	return t;
}

/* The text itself, or something nasty around it. */
static inline struct str sample_text(struct sample *s, const char *text)
{
	return s->hostile ? arena_printf(&s->arena, "%s %s", text, HOSTILE) : str_of(text);
}

static inline struct str sample_cell(struct sample *s, const char *text)
{
	return s->hostile ? arena_printf(&s->arena, "%s %s %s", FORMULA, text, HOSTILE) :
			    str_of(text);
}

static inline struct citation sample_line(struct sample *s, const char *file, uint32_t line,
					  const char *quote)
{
	return (struct citation){
		.at = { .line = line, .last_line = line, .quote = sample_text(s, quote) },
		.file = sample_text(s, file)
	};
}

static inline struct citation sample_event(struct sample *s, uint64_t record, struct when time,
					   const char *provider, int64_t id, const char *text)
{
	struct obs *o = arena_new(&s->arena, struct obs);
	struct data *data = arena_array(&s->arena, struct data, 1);

	data->value = sample_text(s, text);
	o->kind = OBS_EVENT;
	o->at = (struct source){ .record = record };
	o->event = (struct event){ .channel = STR("Application"),
				   .provider = sample_text(s, provider),
				   .id = id,
				   .level = 2,
				   .time = time,
				   .computer = sample_text(s, "SRV-KITE03.corp.example"),
				   .data = data,
				   .n_data = 1,
				   .text = sample_text(s, text),
				   .qualifiers = OBS_UNKNOWN,
				   .record_id = (int64_t)record,
				   .count = 1 };
	return (struct citation){ .obs = o,
				  .at = o->at,
				  .file = sample_text(s, "Application.evtx") };
}

#define SAMPLE_PUSH(s, owner, items) \
	PUSH(&(s)->arena, (owner)->items, (owner)->n_##items, (owner)->cap_##items)
#define SAMPLE_PUT(s, type, owner, items) *(type *)SAMPLE_PUSH(s, owner, items)

static inline struct finding *sample_finding(struct sample *s, struct cause_verdict *c,
					     enum truth truth, enum weight weight, bool against,
					     const char *says, struct citation cite)
{
	struct finding *f = SAMPLE_PUSH(s, c, evidence);

	f->truth = truth;
	f->weight = weight;
	f->against = against;
	f->says = str_of(says);
	if (cite.file.s)
		SAMPLE_PUT(s, struct citation, f, cite) = cite;
	return f;
}

static inline void sample_access(struct sample *s, struct finding *f, const char *path,
				 const char *who, const char *sid, const char *required,
				 const char *observed, enum tri met, uint32_t line)
{
	struct access_row *r = SAMPLE_PUSH(s, f, access);

	r->path = sample_text(s, path);
	r->trustee = sample_cell(s, who);
	r->sid = str_of(sid);
	r->required = str_of(required);
	r->observed = sample_text(s, observed);
	r->met = met;
	r->optional = str_eq(r->sid, STR("S-1-5-32-545"));
	r->is_owner = str_eq(r->required, STR("owner"));
	r->missing = met == TRI_NO ? 0x001200a9 : 0;
	r->cite = sample_line(s, "icacls.txt", line, path);
}

static inline void sample_steps(struct sample *s, struct cause_verdict *c)
{
	static const struct step_text step[] = {
		{ STR_INIT("text"), STR_INIT("In an elevated prompt on the server.") },
		{ STR_INIT("save"),
		  STR_INIT("icacls %windir%\\winsxs\\filemaps /save %temp%\\filemaps.acl /t /c") },
		{ STR_INIT("command"), STR_INIT("takeown /f %windir%\\winsxs\\filemaps\\* /a") },
		{ STR_INIT("command"),
		  STR_INIT("icacls %windir%\\winsxs\\filemaps\\*.* /grant \"*S-1-5-18:(RX)\" "
			   "\"NT Service\\trustedinstaller:(F)\" \"*S-1-5-32-545:(RX)\"") },
		{ STR_INIT("undo"),
		  STR_INIT("icacls %windir%\\winsxs /restore %temp%\\filemaps.acl") },
	};
	struct resolution *r = SAMPLE_PUSH(s, c, resolve);

	r->title = STR("Restore owner and permissions of the file maps");
	r->risk = STR("acl");
	for (size_t i = 0; i < ARRAY_SIZE(step); i++)
		SAMPLE_PUT(s, struct step_text, r, step) = step[i];
	SAMPLE_PUT(s, struct step_text, c, verify) =
		(struct step_text){ STR("text"), STR("The list must name the System Writer:") };
	SAMPLE_PUT(s, struct step_text, c, verify) =
		(struct step_text){ STR("command"), STR("vssadmin list writers") };
	SAMPLE_PUT(s, struct str, c, avoid) =
		STR("Do not grant Everyone full control: it opens the component store to all.");
	SAMPLE_PUT(s, struct reference, c, reference) =
		(struct reference){ STR("https://support.example/kb/2009272"),
				    STR("System Writer is not found in the backup") };
	if (s->hostile)
		SAMPLE_PUT(s, struct reference, c, reference) =
			(struct reference){ STR("javascript:alert(3)"), STR(HOSTILE) };
}

static inline void sample_cause_filemaps(struct sample *s, struct problem_verdict *p)
{
	static const char folder[] = "%windir%\\winsxs\\filemaps";
	static const char file[] = "%windir%\\winsxs\\filemaps\\$$_inf_3f581daba4c8c835.cdf-ms";
	struct cause_verdict *c = SAMPLE_PUSH(s, p, cause);
	struct citation none = { 0 };
	struct finding *f;

	c->id = STR("system-writer-filemaps-acl");
	c->title = STR("Wrong permissions on or within %windir%\\winsxs\\filemaps");
	c->status = STATUS_CONFIRMED;
	c->score = 7.6009024595420813;
	c->explanation =
		STR("The System Writer lists the component store through the file maps. "
		    "Where one of them may not be read, the writer fails and removes itself, "
		    "and the backup ends because the writer is gone.");
	f = sample_finding(s, c, TRUTH_TRUE, WEIGHT_DECISIVE, false,
			   "an account lacks required access to filemaps or a file in it",
			   sample_line(s, "icacls.txt", 7, file));
	sample_access(s, f, folder, "BUILTIN\\Administrators", "S-1-5-32-544", "RX", "F", TRI_YES,
		      4);
	sample_access(s, f, folder, "NT AUTHORITY\\SYSTEM", "S-1-5-18", "RX", "RX", TRI_YES, 4);
	sample_access(s, f, file, "BUILTIN\\Administrators", "S-1-5-32-544", "owner",
		      "not in this listing", TRI_UNKNOWN, 7);
	sample_access(s, f, file, "NT AUTHORITY\\SYSTEM", "S-1-5-18", "RX", "none", TRI_NO, 7);
	sample_access(s, f, file, "BUILTIN\\Users", "S-1-5-32-545", "RX", "none", TRI_NO, 7);
	sample_access(s, f, file, "NT SERVICE\\TrustedInstaller", "S-1-5-80-956008885", "F", "F",
		      TRI_YES, 8);
	sample_finding(s, c, TRUTH_TRUE, WEIGHT_STRONG, false,
		       "the System Writer could not enumerate the file maps: access denied",
		       sample_event(s, 48213, sample_when(WHEN_UTC, 2, 21, 0, 41),
				    "Microsoft-Windows-CAPI2", 513,
				    "Details:\nAddCoreCsiFiles : BeginFileEnumeration() failed.\n\n"
				    "System Error:\nAccess is denied.\n"));
	f = sample_finding(s, c, TRUTH_OUT_OF_RANGE, WEIGHT_WEAK, false,
			   "an installation changed the component store before", none);
	f->ask = STR("wevtutil epl Setup setup.evtx");
	f = sample_finding(s, c, TRUTH_NOT_COLLECTED, WEIGHT_STRONG, true,
			   "Cryptographic Services is not running", none);
	f->ask = STR("sc queryex cryptsvc");
	sample_finding(s, c, TRUTH_FALSE, WEIGHT_WEAK, true,
		       "the writer was in a failed state before",
		       sample_line(s, "writers.txt", 3, "Writer name: 'System Writer'"));
	sample_steps(s, c);
}

static inline void sample_other_causes(struct sample *s, struct problem_verdict *p)
{
	struct cause_verdict *c = SAMPLE_PUSH(s, p, cause);
	struct citation none = { 0 };
	struct finding *f;

	c->id = STR("system-writer-binary-path");
	c->title = STR("A service has a binary path that cannot be resolved");
	c->status = STATUS_POSSIBLE;
	c->score = 1.6;
	c->capped = true;
	c->subject = sample_text(s, "service=kitefilter");
	c->explanation = STR("The writer walks through all services and stops at a bad path.");
	sample_finding(
		s, c, TRUTH_TRUE, WEIGHT_MODERATE, false,
		"the binary path of kitefilter holds a character that ends it",
		sample_line(s, "services.txt", 88, "BINARY_PATH_NAME : C:\\Kite\\flt.sys\""));
	c = SAMPLE_PUSH(s, p, cause);
	c->id = STR("cryptsvc-disabled");
	c->title = STR("Cryptographic Services is disabled");
	c->status = STATUS_UNKNOWN;
	f = sample_finding(s, c, TRUTH_NOT_COLLECTED, WEIGHT_DECISIVE, false,
			   "the service is set to disabled", none);
	f->ask = STR("sc qc cryptsvc");
	c = SAMPLE_PUSH(s, p, cause);
	c->id = STR("vss-service-account");
	c->title = STR("The writer's account may not use VSS");
	c->status = STATUS_RULED_OUT;
	c->score = -4.6;
	sample_finding(s, c, TRUTH_TRUE, WEIGHT_DECISIVE, true,
		       "the account is allowed in VssAccessControl",
		       sample_line(s, "reg.txt", 5, "NT AUTHORITY\\NetworkService REG_DWORD 0x1"));
}

static inline void sample_problems(struct sample *s)
{
	struct problem_verdict *p = SAMPLE_PUSH(s, &s->report, problem);
	struct chain_link *l;

	p->id = STR("system-writer-missing");
	p->title = STR("The System Writer is missing from the backup");
	p->severity = SEVERITY_ERROR;
	p->seen = TRUTH_TRUE;
	SAMPLE_PUT(s, struct citation, p, symptom) = sample_line(
		s, "wbadmin.txt", 12, "ERROR - System writer is not found in the backup.");
	sample_cause_filemaps(s, p);
	sample_other_causes(s, p);
	l = SAMPLE_PUSH(s, p, chain);
	*l = (struct chain_link){ STR("the System Writer could not enumerate the file maps"),
				  p->cause[0].evidence[1].cite[0],
				  sample_when(WHEN_UTC, 2, 21, 0, 41), OBS_UNKNOWN };
	l = SAMPLE_PUSH(s, p, chain);
	*l = (struct chain_link){ STR("the backup ended: System Writer not found"), p->symptom[0],
				  sample_when(WHEN_UTC, 2, 21, 2, 10), 89 * WHEN_SECOND };
	p = SAMPLE_PUSH(s, &s->report, problem);
	p->id = STR("backup-target-unhealthy");
	p->title = STR("The backup target reports errors");
	p->severity = SEVERITY_WARNING;
	p->seen = TRUTH_TRUE;
	SAMPLE_PUT(s, struct citation, p, symptom) =
		sample_event(s, 9931, sample_when(WHEN_UTC, 2, 20, 58, 3), "disk", 51,
			     "An error was detected on device \\Device\\Harddisk3.");
	SAMPLE_PUT(s, uint32_t, p, code) = 0x80042306;
	p = SAMPLE_PUSH(s, &s->report, problem);
	p->id = STR("backup-failed");
	p->title = STR("The backup failed");
	p->severity = SEVERITY_ERROR;
	p->seen = TRUTH_TRUE;
	p->explained_by = STR("system-writer-filemaps-acl");
	SAMPLE_PUT(s, struct citation, p, symptom) = sample_event(
		s, 48219, sample_when(WHEN_UTC, 2, 21, 2, 10), "Microsoft-Windows-Backup", 517,
		"The backup operation failed with error code '2155348226'.");
}

static inline void sample_runs(struct sample *s)
{
	struct report *r = &s->report;
	struct run_verdict *run;

	for (int day = 0; day < 2; day++) {
		run = SAMPLE_PUSH(s, r, run);
		run->kind = RUN_SYSTEM_STATE;
		run->outcome = day == 0 ? OUTCOME_OK : OUTCOME_FAILED;
		run->start = sample_when(WHEN_UTC, 1 + day, 21, 0, 5);
		run->end = sample_when(WHEN_UTC, 1 + day, 21, day ? 2 : 40, 10);
		run->code = day ? 0x80780102 : 0;
		run->detail = day ? 0x80070005 : OBS_UNKNOWN;
		run->target = sample_cell(s, "E:");
		run->message = sample_text(s, "System writer is not found in the backup.");
		run->incident = day == 1;
		SAMPLE_PUT(s, struct citation, run, cite) =
			sample_line(s, "wbadmin.txt", day ? 12 : 2,
				    day ? "ERROR - System writer is not found in the backup." :
					  "The backup operation completed.");
	}
}

static inline void sample_lists(struct sample *s)
{
	struct report *r = &s->report;
	struct harmless_verdict *h = SAMPLE_PUSH(s, r, harmless);
	struct coverage *c = SAMPLE_PUSH(s, r, coverage);
	struct unexplained *u = SAMPLE_PUSH(s, r, unexplained);

	h->id = STR("capi2-513-mslldp");
	h->title = STR("CAPI2 513 about the LLDP protocol driver");
	h->why = STR(
		"The System Writer may not query this driver's security; it is backed up all the "
		"same.");
	h->count = 37;
	SAMPLE_PUT(s, struct citation, h, cite) = sample_event(
		s, 48100, sample_when(WHEN_UTC, 1, 21, 0, 20), "Microsoft-Windows-CAPI2", 513,
		"AddLegacyDriverFiles: Unable to back up image of binary LLDP.");
	SAMPLE_PUT(s, struct reference, h, reference) =
		(struct reference){ STR("https://support.example/kb/3209092"),
				    STR("Event 513 and LLDP") };
	*c = (struct coverage){ .channel = STR("Application"),
				.file = sample_text(s, "Application.evtx"),
				.first = sample_when(WHEN_UTC, 1, 3, 0, 0),
				.last = sample_when(WHEN_UTC, 3, 7, 30, 0),
				.records = 18211,
				.lost_ids = 0,
				.complete = TRI_YES,
				.covers_incident = TRI_YES };
	c = SAMPLE_PUSH(s, r, coverage);
	*c = (struct coverage){ .channel = STR("Setup"),
				.file = sample_text(s, "Setup.evtx"),
				.first = sample_when(WHEN_UTC, 3, 1, 0, 0),
				.last = sample_when(WHEN_UTC, 3, 7, 0, 0),
				.records = 12,
				.lost_ids = OBS_UNKNOWN,
				.complete = TRI_NO,
				.covers_incident = TRI_NO };
	u->title = sample_cell(s, "VSS 8193");
	u->text = sample_text(s, "Volume Shadow Copy Service error: Unexpected error.");
	u->count = 4;
	u->rank = 2.5;
	u->code = arena_array(&s->arena, uint32_t, 1);
	u->code[0] = 0x80070005;
	u->n_code = 1;
	u->cite =
		sample_event(s, 48001, sample_when(WHEN_UTC, 2, 21, 0, 3), "VSS", 8193,
			     "Volume Shadow Copy Service error: Unexpected error calling routine.");
	SAMPLE_PUT(s, struct ask, r, ask) =
		(struct ask){ STR("sc queryex cryptsvc"),
			      STR("tells whether the writer's service runs"), 3.0 };
	SAMPLE_PUT(s, struct ask, r, ask) =
		(struct ask){ STR("wevtutil epl Setup setup.evtx"),
			      STR("tells what changed the component store"), 0.7 };
}

static inline void sample_bundle(struct sample *s)
{
	static const struct {
		const char *path, *kind;
		uint64_t bytes;
		size_t n;
	} row[] = {
		{ "Application.evtx", "event log", 69632, 41 },
		{ "icacls.txt", "icacls", 2210, 9 },
		{ "wbadmin.txt", "wbadmin", 1804, 3 },
	};
	struct pos at = { .file = sample_text(s, "notes.docx") };

	s->bundle.name = sample_text(s, "case-4711");
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct bundle_file *f =
			PUSH(&s->arena, s->bundle.file, s->bundle.n_file, s->bundle.cap_file);

		f->path = sample_text(s, row[i].path);
		f->kind = str_of(row[i].kind);
		f->bytes = row[i].bytes;
		f->n_obs = row[i].n;
	}
	s->bundle.diag.arena = &s->arena;
	diag(&s->bundle.diag, DIAG_FILE_KIND, &at, "%s", "");
	at = (struct pos){ .file = sample_text(s, "Application.evtx"), .offset = 0x11000 };
	diag(&s->bundle.diag, DIAG_EVTX_TRUNCATED, &at, "last chunk ends after %d bytes", 3120);
}

static inline void sample_report(struct sample *s, bool hostile)
{
	struct report *r = &s->report;

	*s = (struct sample){ .hostile = hostile };
	r->arena = &s->arena;
	r->bundle = &s->bundle;
	r->knowledge_version = STR("2026.3");
	r->knowledge_sha256 =
		STR("5f0d7b1e1f9d2b0c4a3e6d8c9b7a5f4e3d2c1b0a99887766554433221100ffee");
	r->knowledge_rules = 124;
	r->host = (struct host){ .name = sample_text(s, "SRV-KITE03"),
				 .os = sample_text(s, "Windows Server 2019"),
				 .version = STR("10.0.17763"),
				 .build = 17763,
				 .role = ROLE_DC,
				 .domain = sample_cell(s, "corp.example"),
				 .utc_offset = 60 };
	r->host_cite = sample_line(s, "systeminfo.txt", 2, "Host Name: SRV-KITE03");
	r->time_note = STR("Captures are in UTC+01:00, taken from event 6013.");
	r->utc_offset = 60;
	r->reference = sample_when(WHEN_UTC, 3, 7, 30, 0);
	r->rules_true = 4;
	r->rules_false = 61;
	r->rules_unknown = 9;
	r->exit_code = 1;
	sample_bundle(s);
	sample_runs(s);
	sample_problems(s);
	sample_lists(s);
}

/* A report about nothing at all. */
static inline void sample_empty(struct sample *s, int exit_code)
{
	*s = (struct sample){ 0 };
	s->report = (struct report){ .arena = &s->arena,
				     .bundle = &s->bundle,
				     .host = { .build = OBS_UNKNOWN, .utc_offset = OBS_UNKNOWN },
				     .utc_offset = OBS_UNKNOWN,
				     .exit_code = exit_code };
	s->bundle.diag.arena = &s->arena;
}

#endif
