/* t_p_msgid.c - events by their message, in all the shapes people paste; texts from data */
#include "parsers/msgid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static void told(void **state)
{
	static const struct {
		const char *text;
		const char *provider;
		int id;
	} row[] = {
		{ "Volume Shadow Copy Service error: Unexpected error calling routine "
		  "CoCreateInstance."
		  "  hr = 0x80070422, The service cannot be started.\n.\n\nOperation:\n   Init\n",
		  "VSS", 8193 },
		/* the routine's name may hold blanks and brackets */
		{ "Volume Shadow Copy Service error: Unexpected error calling routine Cannot find "
		  "anymore "
		  "diff area candidates for volume \\\\?\\Volume{1}\\ [0]. hr = 0x8000ffff, "
		  "Catastrophic "
		  "failure.",
		  "VSS", 8193 },
		/* the shorter template fits a part of the longer one's messages */
		{ "Volume Shadow Copy Service error: Unexpected error DeviceIoControl(\\\\?\\fdc#x "
		  "- 1A,"
		  "0x00560000).  hr = 0x80070001, Incorrect function.\n.",
		  "VSS", 12289 },
		{ "Volume Shadow Copy Service warning: ASR writer Error 0x1. hr = 0x00000000, "
		  "OK.\n.",
		  "VSS", 12290 },
		/* curly quotes and line breaks of web pages */
		{ "The backup operation that started at \xe2\x80\x98"
		  "2021-02-03T01:00:00Z\xe2\x80\x99 has\n"
		  "failed with following error code \xe2\x80\x98"
		  "0x80780102\xe2\x80\x99 (x). Please review",
		  "Microsoft-Windows-Backup", 517 },
		{ "Backup started at '3/2/2009 1:00:00 AM' failed with following error code "
		  "'2155348226' "
		  "(x.). Please rerun backup once issue is resolved.",
		  "Microsoft-Windows-Backup", 517 },
		/* cut off */
		{ "A VSS writer has rejected an event with error 0x800423f4, The wr", "VSS", 8229 },
		{ "Cryptographic Services failed while processing the OnIdentity() call in the "
		  "System",
		  "Microsoft-Windows-CAPI2", 513 },
		{ "The shadow copies of volume E: were aborted because of an IO failure on volume "
		  "E:.",
		  "volsnap", 14 },
		{ "The Volume Shadow Copy service terminated unexpectedly. It has done this 3 "
		  "time(s).",
		  "Service Control Manager", 7034 },
		{ "the cryptographic services service failed to start due to the following error: "
		  "\n"
		  "Access is denied.",
		  "Service Control Manager", 7000 },
		/* values stand in front */
		{ "Catalog Database (1680) Catalog Database: The database page read from the file "
		  "\"C:\\x\" at offset 4096 (0x1) (database page 0 (0x0)) for 4096 (0x1) bytes "
		  "failed "
		  "verification due to a page checksum mismatch.",
		  "ESENT", 474 },
		{ "Volumeschattenkopie-Dienstfehler: Beim Abfragen nach der Schnittstelle "
		  "\"IVssWriterCallback\" ist ein unerwarteter Fehler aufgetreten. hr = "
		  "0x80070005, Zu",
		  "VSS", 8194 },
		{ "\xe2\x80\x99"
		  "2020-01-02T03:04:05Z\xe2\x80\x99 に開始したバックアップ操作は、次のエラー "
		  "コード "
		  "\xe2\x80\x98"
		  "0x80780049\xe2\x80\x99 (項目) のため失敗しました。",
		  "Microsoft-Windows-Backup", 517 },
		/* by what no language translates */
		{ "Volumeschattenkopie-Dienstfehler: Beim Aufrufen von Routine "
		  "\"RegOpenKeyExW(-2147483646,"
		  "SYSTEM\\CurrentControlSet\\Services\\VSS\\Diag,...)\" ist ein unerwarteter "
		  "Fehler "
		  "aufgetreten. hr = 0x80070005, Zugriff verweigert",
		  "VSS", 8193 },
		{ "Volumeschattenkopie-Dienstfehler: Unerwarteter Fehler "
		  "\"DeviceIoControl(\\\\?\\Volume{x} - "
		  "01C,0x53c008)\". hr = 0x80070057",
		  "VSS", 12289 },
		{ "ボリューム シャドウ コピー サービス エラー: IVssWriterCallback "
		  "インターフェイスの照会中に予期しないエラーが"
		  "発生しました。hr = 0x80070005, アクセスが拒否されました。",
		  "VSS", 8194 },
		{ "Fehler bei den Kryptografiediensten während der Verarbeitung des "
		  "OnIdentity()-Aufrufs im "
		  "System Writer-Objekt.",
		  "Microsoft-Windows-CAPI2", 513 },
		{ "OnIdentity() of the identity provider failed", NULL, 0 },
		{ "DeviceIoControl(\\\\.\\x) failed, hr = 0x80070057", NULL, 0 },
		{ "Volumeschattenkopie-Dienstfehler: Kaffee", NULL, 0 },
		/* no event, or more than one */
		{ "Volume Shadow Copy Service error: coffee", NULL, 0 },
		{ "Volume Shadow Copy Service initialization error: the moon [1].", NULL, 0 },
		{ "The backup operation has completed.", NULL, 0 },
		{ "The service", NULL, 0 },
		{ "", NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct msgid m = { 0 };
		bool ok = msgid_match(str_of(row[i].text), &m);

		if (ok != (row[i].provider != NULL))
			fail_msg("%s: %d", row[i].text, (int)m.id);
		if (!ok)
			continue;
		if (!str_eq(m.provider, str_of(row[i].provider)) || m.id != row[i].id)
			fail_msg("%s: %.*s %d", row[i].text, STR_ARG(m.provider), (int)m.id);
		assert_true(m.used <= strlen(row[i].text));
	}
}

/* Every template must be told by its own text. */
static void every_row(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < msgid_rows; i++) {
		const struct msgid_row *row = &msgid_table[i];
		struct buf b = { .arena = &a };
		struct msgid m = { 0 };

		if (row->flags & MSGID_RENDER)
			continue;
		for (size_t k = 0; k < row->text.len; k++) {
			if (row->text.s[k] == '%') {
				buf_add(&b, STR("(7)"));
				while (k + 1 < row->text.len && row->text.s[k + 1] >= '0' &&
				       row->text.s[k + 1] <= '9')
					k++;
			} else {
				buf_addc(&b, row->text.s[k]);
			}
		}
		if (!msgid_match(buf_str(&b), &m) || m.id != row->id ||
		    !str_eq(m.provider, row->provider))
			print_message("%.*s %d: %.*s gives %.*s %d", STR_ARG(row->provider),
				      row->id, STR_ARG(buf_str(&b)), STR_ARG(m.provider),
				      (int)m.id);
	}
	arena_free(&a);
}

static void found(void **state)
{
	struct msgid m;
	size_t at;

	(void)state;
	assert_true(msgid_find(NULL,
			       STR("Application Log: The VSS service is shutting down due to idle "
				   "timeout."),
			       &at, &m));
	assert_int_equal(at, 17);
	assert_int_equal(m.id, 8224);
	assert_false(msgid_find(NULL, STR("C:\\>vssadmin list writers"), &at, &m));
}

static void rendered(void **state)
{
	static const struct data v3[] = {
		{ STR_INIT("BackupTemplateID"), STR_INIT("{x}") },
		{ STR_INIT("HRESULT"), STR_INIT("0x80780049") },
		{ STR_INIT("DetailedHRESULT"), STR_INIT("0x0") },
		{ STR_INIT("ErrorMessage"), STR_INIT("text") },
		{ STR_INIT("BackupState"), STR_INIT("14") },
		{ STR_INIT("BackupTime"), STR_INIT("T") },
	}, v2[] = {
		{ STR_INIT("HRESULT"), STR_INIT("2155348041") },
		{ STR_INIT("BackupTime"), STR_INIT("T") },
	}, scm[] = {
		{ STR_INIT("param1"), STR_INIT("Cryptographic Services") },
		{ STR_INIT("param2"), STR_INIT("%%4242424") },
	}, vss[] = {
		{ { 0 }, STR_INIT("0x80070005, Access is denied.\n") },
		{ { 0 }, STR_INIT("\n\nOperation:\n   Gathering\n") },
	};
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(
		msgid_render(&a, STR("Microsoft-Windows-Backup"), 5, v3, 6).s,
		"The backup operation that started at 'T' has failed with following error code "
		"'0x80780049' (text). Please review the event details for a solution, and then "
		"rerun the "
		"backup operation once the issue is resolved.");
	/* The layout of 2008 R2 has no ErrorMessage. */
	assert_string_equal(msgid_render(&a, STR("Microsoft-Windows-Backup"), 5, v2, 2).s,
			    "The backup operation that started at 'T' has failed with following "
			    "error code '2155348041'. Please "
			    "review the event details for a solution, and then rerun the backup "
			    "operation once the "
			    "issue is resolved.");
	assert_string_equal(msgid_render(&a, STR("service control manager"), 7000, scm, 2).s,
			    "The Cryptographic Services service failed to start due to the "
			    "following error: %%4242424");
	assert_string_equal(msgid_render(&a, STR("VSS"), 8194, vss, 2).s,
			    "Volume Shadow Copy Service error: Unexpected error querying for the "
			    "IVssWriterCallback "
			    "interface. hr = 0x80070005, Access is denied.\n. This is often caused "
			    "by incorrect "
			    "security settings in either the writer or requestor process. "
			    "\n\nOperation:\n   Gathering");
	assert_null(msgid_render(&a, STR("VSS"), 65000, vss, 2).s);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told),
		cmocka_unit_test(every_row),
		cmocka_unit_test(found),
		cmocka_unit_test(rendered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
