/* t_p_mask.c - access masks against the letters of icacls, SDDL and .NET */
#include "parsers/mask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

/* Pairs observed on Windows Server 2008 R2 to 2012 R2: mask in the descriptor, letters shown for
 * an allowing entry. */
static const struct {
	uint32_t mask;
	const char *text;
} shown[] = {
	{ 0x1f01ff, "F" },
	{ 0x1301bf, "M" },
	{ 0x1200a9, "RX" },
	{ 0x120089, "R" },
	{ 0x12019f, "R,W" },
	{ 0x1201bf, "RX,W" },
	{ 0x120116, "W,Rc" },
	{ 0x100116, "W" },
	{ 0x1201b6, "W,Rc,X,RA" },
	{ 0x1200a0, "Rc,S,X,RA" },
	{ 0x1201a9, "RX,WA" },
	{ 0x120180, "Rc,S,RA,WA" },
	{ 0x100124, "S,AD,X,WA" },
	{ 0x10008a, "S,WD,REA,RA" },
	{ 0x110198, "D,REA,WEA,RA,WA" },
	{ 0x030011, "DE,Rc,RD,WEA" },
	{ 0x020051, "Rc,RD,WEA,DC" },
	{ 0x1301ff, "M,DC" },
	{ 0xa0000000, "GR,GE" },
};

static void icacls_both_ways(void **state)
{
	struct arena a = { 0 };
	struct str bad;
	uint32_t mask;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(shown); i++) {
		assert_string_equal(mask_text(&a, shown[i].mask).s, shown[i].text);
		assert_true(mask_icacls(str_of(shown[i].text), &mask, &bad));
		assert_int_equal(mask, shown[i].mask);
	}
	/* generic bits of inherit-only entries have letters of whole rights */
	assert_string_equal(mask_text(&a, 0x10000000).s, "F");
	assert_string_equal(mask_text(&a, 0xe0010000).s, "M");
	assert_string_equal(mask_text(&a, 0).s, "0x0");
	assert_string_equal(mask_text(&a, 0x200001).s, "RD,0x200000");
	arena_free(&a);
}

static void icacls_input(void **state)
{
	static const struct {
		const char *text;
		uint32_t mask;
		const char *bad;
	} row[] = {
		{ "rc,s", 0x120000, NULL }, /* help says RC, output says Rc */
		{ " RX , W ", 0x1201bf, NULL },
		{ "N", 0x1f01ff, NULL }, /* nothing: all denied */
		{ "NW", 0x1, NULL },     /* of a mandatory label */
		{ "WDAC,WO,AS,MA,GA", 0x130c0000, NULL },
		{ "RX,Q", 0, "Q" },
		{ "", 0, "" },
		{ "RX,", 0, "" },
		{ "OI", 0, "OI" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str bad;
		uint32_t mask = 0;
		bool ok = mask_icacls(str_of(row[i].text), &mask, &bad);

		assert_int_equal(ok, row[i].bad == NULL);
		assert_int_equal(mask, row[i].mask);
		if (!ok)
			assert_true(str_eq(bad, str_of(row[i].bad)));
	}
}

static void sddl_input(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		uint32_t mask;
	} row[] = {
		{ "FA", true, 0x1f01ff },
		{ "fa", true, 0x1f01ff },
		{ "KR", true, 0x20019 },
		{ "CCLCSWLOCRRC", true, 0x2018d },
		{ "CC LC", true, 0x5 },
		{ "SDGXGWGR", true, 0xe0010000 },
		{ "FAGX", true, 0x201f01ff },
		{ "0x1200a9", true, 0x1200a9 },
		{ "0X1200A9", true, 0x1200a9 },
		{ "16", true, 0x10 },
		{ "01234567", true, 0x53977 }, /* octal */
		{ "0", true, 0 },
		{ "0x123456789", true, 0xffffffff }, /* saturates */
		{ "99999999999999999999999", true, 0xffffffff },
		{ "-99", true, 0xffffff9d },
		{ "", true, 0 },
		{ "CCX", false, 0 },
		{ "QQ", false, 0 },
		{ "0x", false, 0 },
		{ "089", false, 0 },
		{ "-", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str bad;
		uint32_t mask = 0;
		bool ok = mask_sddl(str_of(row[i].text), &mask, &bad);

		if (ok != row[i].ok || (ok && mask != row[i].mask))
			fail_msg("%s gives 0x%x", row[i].text, mask);
	}
}

static void sddl_output(void **state)
{
	static const struct {
		uint32_t mask;
		const char *text;
	} row[] = {
		{ 0x1f01ff, "FA" },
		{ 0x120089, "FR" },
		{ 0xf003f, "KA" },
		{ 0xf01ff, "CCDCLCSWRPWPDTLOCRSDRCWDWO" },
		{ 0x2018d, "CCLCSWLOCRRC" },
		{ 0x1200a9, "0x1200a9" }, /* SYNCHRONIZE has no letters */
		{ 0x401200a0, "0x401200a0" },
		{ 0xe00f0000, "SDRCWDWOGXGWGR" },
		{ 0x10, "RP" },
		{ 0, "0x0" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_string_equal(arena_str(&a, mask_sddl_text(&a, row[i].mask)).s, row[i].text);
	arena_free(&a);
}

static void dotnet_input(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		uint32_t mask;
	} row[] = {
		{ "FullControl", true, 0x1f01ff },
		{ "ReadAndExecute, Synchronize", true, 0x1200a9 },
		{ "Modify, Synchronize", true, 0x1301bf },
		{ "Write, Synchronize", true, 0x100116 },
		{ "268435456", true, 0x10000000 },
		{ "-1610612736", true, 0xa0000000 },
		{ "-536805376", true, 0xe0010000 },
		{ "ReadKey", true, 0x20019 },
		{ "ReadKeys", false, 0 },
		{ "", false, 0 },
		{ "99999999999", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str bad;
		uint32_t mask = 0;
		bool ok = mask_dotnet(str_of(row[i].text), &mask, &bad);

		if (ok != row[i].ok || (ok && mask != row[i].mask))
			fail_msg("%s gives 0x%x", row[i].text, mask);
	}
}

static void generic_rights(void **state)
{
	(void)state;
	assert_int_equal(mask_map_generic(MASK_GENERIC_READ | MASK_GENERIC_EXEC, MASK_FILE),
			 0x1200a9);
	assert_int_equal(mask_map_generic(MASK_GENERIC_ALL, MASK_FILE), 0x1f01ff);
	assert_int_equal(mask_map_generic(MASK_GENERIC_ALL, MASK_SERVICE), 0xf01ff);
	assert_int_equal(mask_map_generic(MASK_GENERIC_READ, MASK_SERVICE), 0x2008d);
	assert_int_equal(mask_map_generic(MASK_GENERIC_ALL | 0x100000, MASK_KEY), 0x1f003f);
	assert_int_equal(mask_map_generic(0x1200a9, MASK_FILE), 0x1200a9);
}

int main(void)
{
	const struct CMUnitTest test[] = {
		cmocka_unit_test(icacls_both_ways), cmocka_unit_test(icacls_input),
		cmocka_unit_test(sddl_input),       cmocka_unit_test(sddl_output),
		cmocka_unit_test(dotnet_input),     cmocka_unit_test(generic_rights),
	};

	return cmocka_run_group_tests(test, NULL, NULL);
}
