/* t_p_code.c - error codes in every spelling, and numbers that are none */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parsers/code.h"

/* clang-format off */
static const struct {
	const char *in;
	bool ok;
	uint32_t out;
} parse[] = {
	{ "0x80780102", true, 0x80780102 }, { "2155348226", true, 0x80780102 },
	{ "-2139619070", true, 0x80780102 }, { "%%2155348226", true, 0x80780102 },
	{ "1058", true, 0x80070422 }, { "5", true, 0x80070005 }, { "%%5", true, 0x80070005 },
	{ " 0x5 ", true, 0x80070005 }, { "0", true, 0 }, { "-1032", true, 0xfffffbf8 },
	{ "0xD0000034", true, 0xc0000034 }, { "4294967295", true, 0xffffffff },
	{ "4294967296", false, 0 }, { "-2147483649", false, 0 }, { "", false, 0 }, { "x", false, 0 },
	{ "0x", false, 0 }, { "5.", false, 0 }, { "%%", false, 0 },
};

static const struct {
	const char *in;
	size_t n;
	uint32_t code[3];
} scan[] = {
	/* hexadecimal */
	{ "Error in backup of C: during enumerate: Error [0x80070005] Access is denied.", 1, { 0x80070005 } },
	{ "hr = 0x80042308, some text", 1, { 0x80042308 } },
	{ "HRESULT: 0x8078010D; DetailedHRESULT: 0x8007007B", 2, { 0x8078010d, 0x8007007b } },
	{ "error code 0x6ba", 1, { 0x800706ba } },
	{ "system error 32 (0x00000020): held", 1, { 0x80070020 } },
	{ "(0xfffffbf8)", 1, { 0xfffffbf8 } },
	{ "Status 0xC000009A", 1, { 0xc000009a } },
	/* event parameters, decimals */
	{ "terminated with the following error: %%1058", 1, { 0x80070422 } },
	{ "the error code '2155348129'", 1, { 0x807800a1 } },
	{ "<Data Name='ErrorCode'>2155348226</Data>", 1, { 0x80780102 } },
	{ "hr -2147024891 again -2147024891", 1, { 0x80070005 } },
	/* small numbers only behind their words */
	{ "[SC] OpenService FAILED 1060:", 1, { 0x80070424 } },
	{ "System error 1058 has occurred.", 1, { 0x80070422 } },
	{ "Systemfehler 5 aufgetreten.", 1, { 0x80070005 } },
	{ "unexpected error -1032.", 1, { 0xfffffbf8 } },
	/* sentences in languages */
	{ "C:\\a\\b: Access is denied.", 1, { 0x80070005 } },
	{ "C:\\a\\b: Zugriff verweigert", 1, { 0x80070005 } },
	{ "Acc\xc3\xa8s refus\xc3\xa9.", 1, { 0x80070005 } },
	{ "Acceso denegado.", 1, { 0x80070005 } },
	{ "Отказано в доступе.", 1, { 0x80070005 } },
	{ "C:\\x: アクセスが拒否されました。", 1, { 0x80070005 } },
	{ "拒绝访问。", 1, { 0x80070005 } },
	{ "The filename, directory\r\n   name, or volume label syntax is incorrect.", 1, { 0x8007007b } },
	{ "The remote procedure call failed and did not execute.", 1, { 0x800706bf } },
	{ "The remote procedure call failed.", 1, { 0x800706be } },
	{ "Le chemin d\xe2\x80\x99" "acc\xc3\xa8s sp\xc3\xa9" "cifi\xc3\xa9 est introuvable.", 1, { 0x80070003 } },
	{ "Impossibile trovare il percorso specificato", 1, { 0x80070003 } },
	{ "Object is not registered", 1, { 0x800401fb } },
	/* names */
	{ "VSS_E_PROVIDER_VETO: VSS_E_WRITERERROR_TIMEOUT (0x800423f2)", 2, { 0x80042306, 0x800423f2 } },
	{ "Alphaleonis.Win32.Vss.VssSnapshotSetInProgressException", 1, { 0x80042316 } },
	{ "VSS_E_PROVIDER_VETO_2 VssProviderVetoExceptions MyVSS_E_BAD_STATE VSS", 0, { 0 } },
	/* in order, once each */
	{ "0x80042302 then Class not registered then 0x80042302, error 0x80070002", 3,
	  { 0x80042302, 0x80040154, 0x80070002 } },
	/* success, dates, times, versions, sizes, masks, GUIDs, ids, paths, counts */
	{ "hr = 0x00000000", 0, { 0 } }, { "Error: 0", 0, { 0 } },
	{ "error 21/04/2009 06:00", 0, { 0 } }, { "error 2009-04-21", 0, { 0 } },
	{ "error: 10:48", 0, { 0 } }, { "error 10.0.17763", 0, { 0 } },
	{ "Used: 2155348226 bytes", 0, { 0 } }, { "2147483648", 0, { 0 } },
	{ "(2684354560 B)", 0, { 0 } }, { "3,221,225,472", 0, { 0 } },
	{ "{80070005-1111-2222-3333-444455556666}", 0, { 0 } },
	{ "S-1-5-21-2155348226-2147024891-3221225626-500", 0, { 0 } },
	{ "PID 2155", 0, { 0 } }, { "process 2160000000", 0, { 0 } },
	{ "Keywords: 0x8080000000000000", 0, { 0 } }, { "mask 0x1f01ff", 0, { 0 } },
	{ "address 0x00401000", 0, { 0 } }, { "0x80000000", 0, { 0 } },
	{ "C:\\logs\\error 5\\x", 0, { 0 } }, { "error 5 of 7", 0, { 0 } },
	{ "Error 3 times", 0, { 0 } }, { "Failed 12 files", 0, { 0 } },
	{ "Failed processing 1 files", 0, { 0 } }, { "Event ID: 513", 0, { 0 } },
	{ "code 1252", 0, { 0 } }, { "access is denied where", 0, { 0 } },
	{ "Last error: [7] Timed out", 0, { 0 } }, { "terror 5", 0, { 0 } },
	{ "100%%", 0, { 0 } }, { "", 0, { 0 } },
};
/* clang-format on */

static void parses(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(parse); i++) {
		uint32_t v = 0;
		bool ok = code_parse(str_of(parse[i].in), &v);

		if (ok != parse[i].ok || v != parse[i].out)
			print_message("%s: %08x\n", parse[i].in, v);
		assert_true(ok == parse[i].ok && v == parse[i].out);
	}
}

static void scans(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(scan); i++) {
		struct arena a = { 0 };
		uint32_t *code;
		size_t n = code_scan(&a, str_of(scan[i].in), &code);

		if (n != scan[i].n)
			print_message("%s: %zu, %s\n", scan[i].in, n,
				      n ? code_text(&a, code[0]).s : "");
		assert_int_equal(n, scan[i].n);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(code[k], scan[i].code[k]);
		arena_free(&a);
	}
}

static void names(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_true(str_eq(code_name(0x80070005), STR("ERROR_ACCESS_DENIED")));
	assert_true(str_eq(code_name(0x800423f4), STR("VSS_E_WRITERERROR_NONRETRYABLE")));
	assert_true(str_eq(code_name(0xfffffbf8), STR("JET_errFileAccessDenied")));
	assert_false(str_known(code_name(0x80780102)));
	assert_true(code_meaning(0x80780102).len > 0);
	assert_false(str_known(code_meaning(0x12345678)));
	assert_true(str_eq(code_text(&a, 0x80780102), STR("0x80780102")));
	assert_true(str_eq(code_text(&a, 0x80070005), STR("5 (0x80070005)")));
	assert_true(str_eq(code_text(&a, 0xfffffbf8), STR("-1032 (0xfffffbf8)")));
	for (uint32_t code = 0x80042300; code < 0x80042420; code++) {
		uint32_t again = 0;
		struct str name = code_name(code);

		if (str_starts(name, STR("VSS_E_")))
			assert_true(code_symbol_at(name, 0, &again) == name.len && again == code);
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses),
		cmocka_unit_test(scans),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
