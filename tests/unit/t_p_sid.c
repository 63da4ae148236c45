/* t_p_sid.c - SIDs, aliases, account names, service SIDs and the digest below them */
#include "parsers/fold.h"
#include "parsers/sha1.h"
#include "parsers/sid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void sha1_vectors(void **state)
{
	/* RFC 3174 section 7.3, and lengths around the padding's edge checked with sha1sum */
	static const struct {
		const char *text;
		size_t repeat;
		const char *hex;
	} row[] = {
		{ "abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
		  "84983e441c3bd26ebaae4aa1f95129e5e54670f1" },
		{ "0123456701234567012345670123456701234567012345670123456701234567", 10,
		  "dea356a2cddd90c7a7ecedc5ebb563934f460452" },
		{ "", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		char text[1024] = "", hex[41];
		uint32_t d[5];

		for (size_t k = 0; k < row[i].repeat; k++)
			strcat(text, row[i].text);
		sha1(text, strlen(text), d);
		snprintf(hex, sizeof(hex), "%08x%08x%08x%08x%08x", d[0], d[1], d[2], d[3], d[4]);
		assert_string_equal(hex, row[i].hex);
	}
}

static void check(struct arena *a, struct str got, const char *want)
{
	assert_string_equal(arena_str(a, got).s, want);
}

static void names(void **state)
{
	static const struct {
		const char *name, *sid; /* NULL: unknown */
	} row[] = {
		{ "NT AUTHORITY\\SYSTEM", "S-1-5-18" },
		{ "nt authority\\system", "S-1-5-18" },
		{ "NT-AUTORITÄT\\SYSTEM", "S-1-5-18" },
		{ "AUTORITE NT\\Système", "S-1-5-18" },
		{ "NT AUTHORITY\\система", "S-1-5-18" }, /* Cyrillic without regard to case */
		{ "BUILTIN\\Администраторы", "S-1-5-32-544" },
		{ "Все", "S-1-1-0" },
		{ "AUTORIDADE NT\\SISTEMA", "S-1-5-18" },
		{ "NT instans\\SYSTEM", "S-1-5-18" },
		{ "ZARZĄDZANIE NT\\USŁUGA SIECIOWA", "S-1-5-20" },
		{ "VORDEFINIERT\\Benutzer", "S-1-5-32-545" },
		{ "BUILTIN\\\\Users", "S-1-5-32-545" }, /* doubled by Markdown */
		{ "Administrators", "S-1-5-32-544" },   /* without authority */
		{ "NT Service\\trustedinstaller", SID_TRUSTED_INSTALLER },
		{ "NT SERVICE\\NlaSvc", /* computed */
		  "S-1-5-80-3141615172-2057878085-1754447212-2405740020-3916490453" },
		{ "NT SERVICE\\TrustedInsta", SID_TRUSTED_INSTALLER }, /* cut at 23 */
		{ "NT SERVICE\\TrustedInst", SID_TRUSTED_INSTALLER },  /* cut at 22 */
		{ "NT-AUTORITÄT\\Authentif", "S-1-5-11" },
		/* accents lost: to a question mark, to ASCII, to a replacement, to two bytes */
		{ "NT-AUTORIT?T\\SYSTEM", "S-1-5-18" },
		{ "NT-AUTORITAT\\SYSTEM", "S-1-5-18" },
		{ "AUTORITE NT\\Syst\xef\xbf\xbdme", "S-1-5-18" },
		{ "NT-AUTORIT\xc3\x83\xe2\x80\x9eT\\NETZWERKDIENST", "S-1-5-20" },
		{ "BUILTIN\\Usu\xc2\xa0rios", "S-1-5-32-545" },
		{ "NT AUTHORITY\\???????", NULL }, /* could be anything */
		{ "HELIOS\\Domain Admins", "DOMAIN-512" },
		{ "HELIOS\\Domänen-Admins", "DOMAIN-512" },
		{ "helios.example\\Domain Users", "DOMAIN-513" },
		{ "Domain Users", "DOMAIN-513" },
		{ "S-1-5-18", "S-1-5-18" },
		{ "*S-1-5-32-545", "S-1-5-32-545" }, /* as in icacls arguments */
		{ "Mandatory Label\\High Mandatory Level", "S-1-16-12288" },
		{ "Everyone", "S-1-1-0" },
		/* a local account of the same name is another one */
		{ "HELIOS\\Users", NULL },
		{ "HELIOS\\System", NULL },
		{ "SRV07\\Administrators", NULL },
		{ "HELIOS\\anna", NULL },
		{ "C:\\data BUILTIN\\Users", NULL }, /* a path in front is not an authority */
		{ "data HELIOS\\Domain Admins", NULL },
		{ "", NULL },
		{ "\\", NULL },
		{ "BUILTIN\\", NULL },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str sid = { 0 };
		bool found = sid_of_name(&a, str_of(row[i].name), &sid);

		if (found != (row[i].sid != NULL))
			fail_msg("%s: %s", row[i].name, found ? arena_str(&a, sid).s : "unknown");
		if (found)
			check(&a, sid, row[i].sid);
	}
	arena_free(&a);
}

static void sids(void **state)
{
	static const struct {
		const char *text, *sid;
	} row[] = {
		{ "S-1-5-18", "S-1-5-18" },
		{ "s-1-5-32-0544", "S-1-5-32-544" },
		{ " S-1-0x5-0x12 ", "S-1-5-18" },
		{ "S-1-281474976710655-4294967295", "S-1-281474976710655-4294967295" },
		{ "S-1-281474976710656-1", NULL }, /* 49 bits */
		{ "S-1-5-4294967296", NULL },      /* 33 bits */
		{ "S-1-5", NULL },
		{ "S-1-5-", NULL },
		{ "S-1-5-18-", NULL },
		{ "S-1-5--18", NULL },
		{ "S-1-5-18x", NULL },
		{ "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15", /* fifteen at most */
		  "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15" },
		{ "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", NULL },
		{ "", NULL },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct str sid = { 0 };
		bool ok = sid_parse(&a, str_of(row[i].text), &sid);

		assert_int_equal(ok, row[i].sid != NULL);
		if (ok)
			check(&a, sid, row[i].sid);
	}
	arena_free(&a);
}

static void services(void **state)
{
	struct arena a = { 0 };

	(void)state;
	check(&a, sid_of_service(&a, STR("TrustedInstaller")), SID_TRUSTED_INSTALLER);
	check(&a, sid_of_service(&a, STR("trustedinstaller")), SID_TRUSTED_INSTALLER);
	/* published in the default access list of the service mslldp */
	check(&a, sid_of_service(&a, STR("NlaSvc")),
	      "S-1-5-80-3141615172-2057878085-1754447212-2405740020-3916490453");
	check(&a, sid_name(&a, sid_of_service(&a, STR("CRYPTSVC"))), "NT SERVICE\\CryptSvc");
	arena_free(&a);
}

static void reports(void **state)
{
	static const struct {
		const char *sid, *name;
	} row[] = {
		{ "S-1-5-18", "NT AUTHORITY\\SYSTEM" },
		{ "S-1-5-32-544", "BUILTIN\\Administrators" },
		{ "S-1-1-0", "Everyone" },
		{ SID_TRUSTED_INSTALLER, "NT SERVICE\\TrustedInstaller" },
		{ "DOMAIN-512", "Domain Admins" },
		{ "S-1-5-21-11-22-33-513", "Domain Users" },
		{ "S-1-5-21-11-22-33-1105", "S-1-5-21-11-22-33-1105" },
		{ "MACHINE-500", "Administrator" },
		{ "S-1-5-80-1-2-3-4-5", "S-1-5-80-1-2-3-4-5" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		check(&a, sid_name(&a, str_of(row[i].sid)), row[i].name);
	arena_free(&a);
}

static void same(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} row[] = {
		{ "S-1-5-18", "S-1-5-18", true },
		{ "S-1-5-18", "S-1-5-19", false },
		{ "DOMAIN-512", "S-1-5-21-1-2-3-512", true },
		{ "DOMAIN-512", "S-1-5-21-1-2-3-513", false },
		{ "S-1-5-21-1-2-3-512", "S-1-5-21-1-2-4-512", false },
		{ "MACHINE-500", "S-1-5-21-1-2-3-500", true },
		{ "DOMAIN-544", "S-1-5-32-544", false },
		{ NULL, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		assert_int_equal(sid_same(str_of(row[i].a), str_of(row[i].b)), row[i].same);
	assert_int_equal(sid_rid(STR("S-1-5-21-1-2-3-1105")), 1105);
	assert_int_equal(sid_rid(STR("S-1-5-21-1-2-3")), 0);
	assert_int_equal(sid_rid(STR("S-1-5-18")), 0);
}

static void aliases(void **state)
{
	struct str sid;

	(void)state;
	assert_true(sid_of_alias(STR("ba"), &sid));
	assert_true(str_eq(sid, STR("S-1-5-32-544")));
	assert_true(sid_of_alias(STR("DA"), &sid));
	assert_true(str_eq(sid, STR("DOMAIN-512")));
	assert_false(sid_of_alias(STR("QQ"), &sid));
	assert_false(sid_of_alias(STR("B"), &sid));
}

static void folding(void **state)
{
	struct arena a = { 0 };

	(void)state;
	check(&a, fold_str(&a, STR("ÀÖ×ØÞßĀĹŸЖЁΩＡİ")), "àö×øþßāĺÿжёωａİ");
	for (uint32_t c = 0; c < 0x600; c++)
		if (fold_lower(c) != c && fold_upper(fold_lower(c)) != c)
			fail_msg("U+%04X does not survive", c);
	assert_int_equal(fold_base(0xc4), 'a');
	assert_int_equal(fold_base(0x105), 'a');
	assert_int_equal(fold_base(0x416), 0x436);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest test[] = {
		cmocka_unit_test(sha1_vectors), cmocka_unit_test(names),   cmocka_unit_test(sids),
		cmocka_unit_test(services),     cmocka_unit_test(reports), cmocka_unit_test(same),
		cmocka_unit_test(aliases),      cmocka_unit_test(folding),
	};

	return cmocka_run_group_tests(test, NULL, NULL);
}
