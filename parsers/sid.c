/* sid.c - see sid.h */
#include "parsers/sid.h"

#include <string.h>

#include "parsers/fold.h"
#include "parsers/sha1.h"

/* What stands before the backslash. ANY: nothing does. */
enum authority {
	AUTH_ANY,
	AUTH_NONE,
	AUTH_BUILTIN,
	AUTH_NT,
	AUTH_SERVICE,
	AUTH_PACKAGE,
	AUTH_LABEL,
	AUTH_VM,
	AUTH_WINDOW,
	AUTH_DOMAIN
};

enum {
	NAME_POINTS = 80,     /* longest account name compared; the table's longest has 55 */
	DIR_OWNER_SHORT = 22, /* dir /q cuts owners at 22 or 23 characters */
	DIR_OWNER_LONG = 23,
	SERVICE_POINTS = 256, /* longest key name of a service (CreateService documentation) */
	SUB_AUTHORITIES = 15, /* SID_MAX_SUB_AUTHORITIES, winnt.h */
};

/* clang-format off */

/* [MS-DTYP] 2.5.1.1 and the win32 page "SID Strings". */
static const struct {
	char alias[3];
	struct str sid;
} alias_row[] = {
	{ "WD", STR_INIT("S-1-1-0") }, { "CO", STR_INIT("S-1-3-0") }, { "CG", STR_INIT("S-1-3-1") },
	{ "OW", STR_INIT("S-1-3-4") }, { "NU", STR_INIT("S-1-5-2") }, { "IU", STR_INIT("S-1-5-4") },
	{ "SU", STR_INIT("S-1-5-6") }, { "AN", STR_INIT("S-1-5-7") }, { "ED", STR_INIT("S-1-5-9") },
	{ "PS", STR_INIT("S-1-5-10") }, { "AU", STR_INIT("S-1-5-11") },
	{ "RC", STR_INIT("S-1-5-12") }, { "SY", STR_INIT("S-1-5-18") },
	{ "LS", STR_INIT("S-1-5-19") }, { "NS", STR_INIT("S-1-5-20") },
	{ "WR", STR_INIT("S-1-5-33") }, { "AC", STR_INIT("S-1-15-2-1") },
	{ "AS", STR_INIT("S-1-18-1") }, { "SS", STR_INIT("S-1-18-2") },
	{ "LW", STR_INIT("S-1-16-4096") }, { "ME", STR_INIT("S-1-16-8192") },
	{ "MP", STR_INIT("S-1-16-8448") }, { "HI", STR_INIT("S-1-16-12288") },
	{ "SI", STR_INIT("S-1-16-16384") }, { "UD", STR_INIT("S-1-5-84-0-0-0-0-0") },
	{ "BA", STR_INIT("S-1-5-32-544") }, { "BU", STR_INIT("S-1-5-32-545") },
	{ "BG", STR_INIT("S-1-5-32-546") }, { "PU", STR_INIT("S-1-5-32-547") },
	{ "AO", STR_INIT("S-1-5-32-548") }, { "SO", STR_INIT("S-1-5-32-549") },
	{ "PO", STR_INIT("S-1-5-32-550") }, { "BO", STR_INIT("S-1-5-32-551") },
	{ "RE", STR_INIT("S-1-5-32-552") }, { "RU", STR_INIT("S-1-5-32-554") },
	{ "RD", STR_INIT("S-1-5-32-555") }, { "NO", STR_INIT("S-1-5-32-556") },
	{ "MU", STR_INIT("S-1-5-32-558") }, { "LU", STR_INIT("S-1-5-32-559") },
	{ "IS", STR_INIT("S-1-5-32-568") }, { "CY", STR_INIT("S-1-5-32-569") },
	{ "ER", STR_INIT("S-1-5-32-573") }, { "CD", STR_INIT("S-1-5-32-574") },
	{ "RA", STR_INIT("S-1-5-32-575") }, { "ES", STR_INIT("S-1-5-32-576") },
	{ "MS", STR_INIT("S-1-5-32-577") }, { "HA", STR_INIT("S-1-5-32-578") },
	{ "AA", STR_INIT("S-1-5-32-579") }, { "RM", STR_INIT("S-1-5-32-580") },
	{ "LA", STR_INIT("MACHINE-500") }, { "LG", STR_INIT("MACHINE-501") },
	{ "RO", STR_INIT("DOMAIN-498") }, { "DA", STR_INIT("DOMAIN-512") },
	{ "DU", STR_INIT("DOMAIN-513") }, { "DG", STR_INIT("DOMAIN-514") },
	{ "DC", STR_INIT("DOMAIN-515") }, { "DD", STR_INIT("DOMAIN-516") },
	{ "CA", STR_INIT("DOMAIN-517") }, { "SA", STR_INIT("DOMAIN-518") },
	{ "EA", STR_INIT("DOMAIN-519") }, { "PA", STR_INIT("DOMAIN-520") },
	{ "CN", STR_INIT("DOMAIN-522") }, { "AP", STR_INIT("DOMAIN-525") },
	{ "KA", STR_INIT("DOMAIN-526") }, { "EK", STR_INIT("DOMAIN-527") },
	{ "RS", STR_INIT("DOMAIN-553") },
};

/* The first row of a kind is the English one, used for reports. */
static const struct {
	enum authority kind;
	struct str name;
} authority_row[] = {
	{ AUTH_BUILTIN, STR_INIT("BUILTIN") },
	{ AUTH_BUILTIN, STR_INIT("VORDEFINIERT") },
	{ AUTH_NT, STR_INIT("NT AUTHORITY") },
	{ AUTH_NT, STR_INIT("NT-AUTORITÄT") },
	{ AUTH_NT, STR_INIT("AUTORITE NT") },
	{ AUTH_NT, STR_INIT("AUTORIDADE NT") },
	{ AUTH_NT, STR_INIT("AUTORIDAD NT") },
	{ AUTH_NT, STR_INIT("ZARZĄDZANIE NT") },
	{ AUTH_NT, STR_INIT("NT INSTANS") },
	{ AUTH_NT, STR_INIT("NT-HALLINTA") },
	{ AUTH_NT, STR_INIT("NT-MYNDIGHET") },
	{ AUTH_SERVICE, STR_INIT("NT SERVICE") },
	{ AUTH_PACKAGE, STR_INIT("APPLICATION PACKAGE AUTHORITY") },
	{ AUTH_LABEL, STR_INIT("Mandatory Label") },
	{ AUTH_VM, STR_INIT("NT VIRTUAL MACHINE") },
	{ AUTH_WINDOW, STR_INIT("Window Manager") },
};

/* English names: win32 page "Well-known SIDs". Names of SYSTEM, LOCAL SERVICE, NETWORK SERVICE
 * and Administrators in other languages: the SQL Server setup documentation and its
 * translations; the rest from listings of localised servers. 'language' is for readers; names
 * are compared over all languages, since English ones appear everywhere (a German server
 * may run with a French user interface). */
struct account {
	enum authority kind;
	struct str sid, name;
	char language[3];
};
#define A(kind, sid, name, language) { AUTH_##kind, STR_INIT(sid), STR_INIT(name), language }

static const struct account account_row[] = {
	A(NT, "S-1-5-18", "SYSTEM", "en"),
	A(BUILTIN, "S-1-5-32-544", "Administrators", "en"),
	A(BUILTIN, "S-1-5-32-545", "Users", "en"),
	A(SERVICE, SID_TRUSTED_INSTALLER, "TrustedInstaller", "en"),
	A(PACKAGE, "S-1-15-2-1", "ALL APPLICATION PACKAGES", "en"),
	A(PACKAGE, "S-1-15-2-2", "ALL RESTRICTED APPLICATION PACKAGES", "en"),
	A(NONE, "S-1-3-0", "CREATOR OWNER", "en"),
	A(NONE, "S-1-1-0", "Everyone", "en"),
	A(NT, "S-1-5-11", "Authenticated Users", "en"),
	A(NT, "S-1-5-20", "NETWORK SERVICE", "en"),
	A(NT, "S-1-5-20", "NetworkService", "en"),
	A(NT, "S-1-5-19", "LOCAL SERVICE", "en"),
	A(NT, "S-1-5-19", "LocalService", "en"),
	A(NT, "S-1-5-18", "LocalSystem", "en"),
	A(NT, "S-1-5-6", "SERVICE", "en"),
	A(NT, "S-1-5-4", "INTERACTIVE", "en"),
	A(NT, "S-1-5-1", "DIALUP", "en"),
	A(NT, "S-1-5-2", "NETWORK", "en"),
	A(NT, "S-1-5-3", "BATCH", "en"),
	A(NT, "S-1-5-7", "ANONYMOUS LOGON", "en"),
	A(NT, "S-1-5-8", "PROXY", "en"),
	A(NT, "S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS", "en"),
	A(NT, "S-1-5-10", "SELF", "en"),
	A(NT, "S-1-5-12", "RESTRICTED", "en"),
	A(NT, "S-1-5-13", "TERMINAL SERVER USER", "en"),
	A(NT, "S-1-5-14", "REMOTE INTERACTIVE LOGON", "en"),
	A(NT, "S-1-5-15", "This Organization", "en"),
	A(NT, "S-1-5-17", "IUSR", "en"),
	A(NT, "S-1-5-33", "WRITE RESTRICTED", "en"),
	A(NT, "S-1-5-113", "Local account", "en"),
	A(NT, "S-1-5-114", "Local account and member of Administrators group", "en"),
	A(NT, "S-1-5-84-0-0-0-0-0", "USER MODE DRIVERS", "en"),
	A(NONE, "S-1-0-0", "NULL SID", "en"),
	A(NONE, "S-1-2-1", "CONSOLE LOGON", "en"),
	A(NONE, "S-1-3-1", "CREATOR GROUP", "en"),
	A(NONE, "S-1-3-4", "OWNER RIGHTS", "en"),
	A(SERVICE, "S-1-5-80-0", "ALL SERVICES", "en"),
	A(VM, "S-1-5-83-0", "Virtual Machines", "en"),
	A(WINDOW, "S-1-5-90-0", "Window Manager Group", "en"),
	A(LABEL, "S-1-16-0", "Untrusted Mandatory Level", "en"),
	A(LABEL, "S-1-16-4096", "Low Mandatory Level", "en"),
	A(LABEL, "S-1-16-8192", "Medium Mandatory Level", "en"),
	A(LABEL, "S-1-16-8448", "Medium Plus Mandatory Level", "en"),
	A(LABEL, "S-1-16-12288", "High Mandatory Level", "en"),
	A(LABEL, "S-1-16-16384", "System Mandatory Level", "en"),
	A(BUILTIN, "S-1-5-32-546", "Guests", "en"),
	A(BUILTIN, "S-1-5-32-547", "Power Users", "en"),
	A(BUILTIN, "S-1-5-32-548", "Account Operators", "en"),
	A(BUILTIN, "S-1-5-32-549", "Server Operators", "en"),
	A(BUILTIN, "S-1-5-32-550", "Print Operators", "en"),
	A(BUILTIN, "S-1-5-32-551", "Backup Operators", "en"),
	A(BUILTIN, "S-1-5-32-552", "Replicator", "en"),
	A(BUILTIN, "S-1-5-32-554", "Pre-Windows 2000 Compatible Access", "en"),
	A(BUILTIN, "S-1-5-32-555", "Remote Desktop Users", "en"),
	A(BUILTIN, "S-1-5-32-556", "Network Configuration Operators", "en"),
	A(BUILTIN, "S-1-5-32-558", "Performance Monitor Users", "en"),
	A(BUILTIN, "S-1-5-32-559", "Performance Log Users", "en"),
	A(BUILTIN, "S-1-5-32-562", "Distributed COM Users", "en"),
	A(BUILTIN, "S-1-5-32-568", "IIS_IUSRS", "en"),
	A(BUILTIN, "S-1-5-32-569", "Cryptographic Operators", "en"),
	A(BUILTIN, "S-1-5-32-573", "Event Log Readers", "en"),
	A(BUILTIN, "S-1-5-32-578", "Hyper-V Administrators", "en"),
	A(DOMAIN, "DOMAIN-512", "Domain Admins", "en"),
	A(DOMAIN, "DOMAIN-513", "Domain Users", "en"),
	A(DOMAIN, "DOMAIN-514", "Domain Guests", "en"),
	A(DOMAIN, "DOMAIN-515", "Domain Computers", "en"),
	A(DOMAIN, "DOMAIN-516", "Domain Controllers", "en"),
	A(DOMAIN, "DOMAIN-518", "Schema Admins", "en"),
	A(DOMAIN, "DOMAIN-519", "Enterprise Admins", "en"),
	A(DOMAIN, "DOMAIN-520", "Group Policy Creator Owners", "en"),

	A(BUILTIN, "S-1-5-32-544", "Administratoren", "de"),
	A(BUILTIN, "S-1-5-32-545", "Benutzer", "de"),
	A(NT, "S-1-5-11", "Authentifizierte Benutzer", "de"),
	A(NT, "S-1-5-20", "NETZWERKDIENST", "de"),
	A(NT, "S-1-5-19", "LOKALER DIENST", "de"),
	A(NT, "S-1-5-6", "DIENST", "de"),
	A(NONE, "S-1-3-0", "ERSTELLER-BESITZER", "de"),
	A(BUILTIN, "S-1-5-32-551", "Sicherungs-Operatoren", "de"),
	A(BUILTIN, "S-1-5-32-549", "Server-Operatoren", "de"),
	A(NONE, "S-1-1-0", "Jeder", "de"),
	A(DOMAIN, "DOMAIN-512", "Domänen-Admins", "de"),
	A(DOMAIN, "DOMAIN-513", "Domänen-Benutzer", "de"),

	A(NT, "S-1-5-18", "Système", "fr"),
	A(BUILTIN, "S-1-5-32-544", "Administrateurs", "fr"),
	A(BUILTIN, "S-1-5-32-545", "Utilisateurs", "fr"),
	A(NT, "S-1-5-11", "Utilisateurs authentifiés", "fr"),
	A(NT, "S-1-5-20", "SERVICE RÉSEAU", "fr"),
	A(NT, "S-1-5-19", "SERVICE LOCAL", "fr"),
	A(NONE, "S-1-3-0", "CREATEUR PROPRIETAIRE", "fr"),
	A(BUILTIN, "S-1-5-32-551", "Opérateurs de sauvegarde", "fr"),
	A(BUILTIN, "S-1-5-32-549", "Opérateurs de serveur", "fr"),
	A(NONE, "S-1-1-0", "Tout le monde", "fr"),
	A(DOMAIN, "DOMAIN-512", "Admins du domaine", "fr"),
	A(DOMAIN, "DOMAIN-513", "Utilisateurs du domaine", "fr"),

	A(BUILTIN, "S-1-5-32-544", "Administradores", "es"),
	A(BUILTIN, "S-1-5-32-545", "Usuarios", "es"),
	A(NT, "S-1-5-11", "Usuarios autentificados", "es"),
	A(NT, "S-1-5-20", "Servicio de red", "es"),
	A(NT, "S-1-5-19", "SERVICIO LOC", "es"),
	A(NT, "S-1-5-19", "SERVICIO LOCAL", "es"),
	A(NT, "S-1-5-6", "SERVICIO", "es"),
	A(NONE, "S-1-3-0", "PROPIETARIO CREADOR", "es"),
	A(BUILTIN, "S-1-5-32-551", "Operadores de copia de seguridad", "es"),
	A(BUILTIN, "S-1-5-32-549", "Opers. de servidores", "es"),
	A(NONE, "S-1-1-0", "Todos", "es"),
	A(DOMAIN, "DOMAIN-512", "Admins. del dominio", "es"),
	A(DOMAIN, "DOMAIN-513", "Usuarios del dominio", "es"),

	A(NT, "S-1-5-20", "SERVIZIO DI RETE", "it"),
	A(NT, "S-1-5-19", "SERVIZIO LOCALE", "it"),
	A(NT, "S-1-5-6", "SERVIZIO", "it"),

	A(NT, "S-1-5-18", "SISTEMA", "pt"),
	A(BUILTIN, "S-1-5-32-545", "Usuários", "pt"),
	A(BUILTIN, "S-1-5-32-545", "Utilizadores", "pt"),
	A(NT, "S-1-5-11", "Usuários autenticados", "pt"),
	A(NT, "S-1-5-11", "Utilizadores autenticados", "pt"),
	A(NT, "S-1-5-20", "SERVIÇO DE REDE", "pt"),
	A(NT, "S-1-5-19", "SERVIÇO LOCAL", "pt"),
	A(NT, "S-1-5-6", "SERVIÇO", "pt"),
	A(NONE, "S-1-3-0", "PROPRIETÁRIO CRIADOR", "pt"),
	A(BUILTIN, "S-1-5-32-551", "Operadores de cópia", "pt"),
	A(BUILTIN, "S-1-5-32-551", "Operadores de Cópia de Segurança", "pt"),
	A(DOMAIN, "DOMAIN-512", "Admins. do Domínio", "pt"),
	A(DOMAIN, "DOMAIN-512", "Admins do Domínio", "pt"),
	A(DOMAIN, "DOMAIN-513", "Usuários do Domínio", "pt"),
	A(DOMAIN, "DOMAIN-513", "Utilizadores do domínio", "pt"),

	A(BUILTIN, "S-1-5-32-545", "Gebruikers", "nl"),
	A(NT, "S-1-5-11", "Geverifieerde gebruikers", "nl"),
	A(NT, "S-1-5-20", "Netwerkservice", "nl"),
	A(NONE, "S-1-3-0", "MAKER EIGENAAR", "nl"),
	A(BUILTIN, "S-1-5-32-551", "Back-upoperators", "nl"),
	A(BUILTIN, "S-1-5-32-549", "Serveroperators", "nl"),
	A(NONE, "S-1-1-0", "Iedereen", "nl"),
	A(DOMAIN, "DOMAIN-512", "Domeinadministrators", "nl"),
	A(DOMAIN, "DOMAIN-513", "Domeingebruikers", "nl"),

	A(BUILTIN, "S-1-5-32-544", "Administratorzy", "pl"),
	A(BUILTIN, "S-1-5-32-545", "Użytkownicy", "pl"),
	A(NT, "S-1-5-11", "Użytkownicy uwierzytelnieni", "pl"),
	A(NT, "S-1-5-20", "USŁUGA SIECIOWA", "pl"),
	A(NT, "S-1-5-19", "USŁUGA LOKALNA", "pl"),
	A(NT, "S-1-5-6", "USŁUGA", "pl"),
	A(NONE, "S-1-3-0", "TWÓRCA-WŁAŚCICIEL", "pl"),
	A(BUILTIN, "S-1-5-32-551", "Operatorzy kopii zapasowych", "pl"),
	A(BUILTIN, "S-1-5-32-549", "Operatorzy serwera", "pl"),
	A(NONE, "S-1-1-0", "Wszyscy", "pl"),
	A(DOMAIN, "DOMAIN-512", "Administratorzy domeny", "pl"),
	A(DOMAIN, "DOMAIN-513", "Użytkownicy domeny", "pl"),

	A(NT, "S-1-5-18", "СИСТЕМА", "ru"),
	A(BUILTIN, "S-1-5-32-544", "Администраторы", "ru"),
	A(BUILTIN, "S-1-5-32-545", "Пользователи", "ru"),
	A(NT, "S-1-5-11", "Прошедшие проверку", "ru"),
	A(NT, "S-1-5-6", "СЛУЖБА", "ru"),
	A(NONE, "S-1-3-0", "СОЗДАТЕЛЬ-ВЛАДЕЛЕЦ", "ru"),
	A(BUILTIN, "S-1-5-32-551", "Операторы архива", "ru"),
	A(BUILTIN, "S-1-5-32-549", "Операторы сервера", "ru"),
	A(NONE, "S-1-1-0", "Все", "ru"),
	A(DOMAIN, "DOMAIN-512", "Администраторы домена", "ru"),
	A(DOMAIN, "DOMAIN-513", "Пользователи домена", "ru"),

	A(BUILTIN, "S-1-5-32-544", "Administratörer", "sv"),
	A(BUILTIN, "S-1-5-32-545", "Användare", "sv"),
	A(NT, "S-1-5-11", "Autentiserade användare", "sv"),
	A(NT, "S-1-5-6", "TJÄNST", "sv"),
	A(NONE, "S-1-3-0", "SKAPARE ÄGARE", "sv"),
	A(BUILTIN, "S-1-5-32-551", "Ansvariga för säkerhetskopiering", "sv"),
	A(BUILTIN, "S-1-5-32-549", "Serveransvariga", "sv"),
	A(NONE, "S-1-1-0", "Alla", "sv"),
	A(DOMAIN, "DOMAIN-512", "Domänadministratörer", "sv"),
	A(DOMAIN, "DOMAIN-513", "Domänanvändare", "sv"),

	A(PACKAGE, "S-1-15-2-2", "制限されたすべてのアプリケーション パッケージ", "ja"),

	A(NT, "S-1-5-20", "NETVÆRKSTJENESTE", "da"),
	A(NT, "S-1-5-20", "NETTVERKSTJENESTE", "no"),
	A(NT, "S-1-5-20", "Verkkopalvelu", "fi"),
	A(NT, "S-1-5-20", "HÁLÓZATI SZOLGÁLTATÁS", "hu"),
};
#undef A

/* Services whose SIDs appear in the default security of Windows, to name them in reports. */
static const struct str service_row[] = {
	STR_INIT("CryptSvc"), STR_INIT("VSS"), STR_INIT("swprv"), STR_INIT("wbengine"),
	STR_INIT("EventSystem"), STR_INIT("EventLog"), STR_INIT("RpcSs"), STR_INIT("DcomLaunch"),
	STR_INIT("NlaSvc"), STR_INIT("MpsSvc"), STR_INIT("BFE"), STR_INIT("Dhcp"),
	STR_INIT("WdiServiceHost"), STR_INIT("WinDefend"), STR_INIT("SQLWriter"),
};
/* clang-format on */

/* One number of a SID up to 'max', decimal or 0x hex; moves *at behind it. */
static bool sid_number(struct str v, size_t *at, uint64_t max, uint64_t *out)
{
	bool hex = str_istarts(str_sub(v, *at, v.len), STR("0x"));
	size_t first = *at += hex ? 2 : 0;

	for (*out = 0; *at < v.len; ++*at) {
		uint32_t c = fold_lower((unsigned char)v.s[*at]);
		uint64_t digit;

		if (c >= '0' && c <= '9')
			digit = c - '0';
		else if (hex && c >= 'a' && c <= 'f')
			digit = c - 'a' + 10;
		else
			break;
		if (*out > (max - digit) / (hex ? 16 : 10))
			return false;
		*out = *out * (hex ? 16 : 10) + digit;
	}
	return *at > first;
}

bool sid_parse(struct arena *a, struct str v, struct str *out)
{
	struct buf text = { .arena = a };
	uint64_t number;
	size_t at = 4, subs = 0;

	v = str_trim(v);
	if (!str_istarts(v, STR("S-1-")) || !sid_number(v, &at, 0xffffffffffffu, &number))
		return false;
	buf_addf(&text, "S-1-%llu", (unsigned long long)number);
	while (at < v.len) {
		if (v.s[at++] != '-' || ++subs > SUB_AUTHORITIES ||
		    !sid_number(v, &at, UINT32_MAX, &number))
			return false;
		buf_addf(&text, "-%llu", (unsigned long long)number);
	}
	*out = buf_str(&text);
	return subs > 0;
}

bool sid_of_alias(struct str alias, struct str *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(alias_row); i++)
		if (str_ieq(alias, str_of(alias_row[i].alias))) {
			*out = alias_row[i].sid;
			return true;
		}
	return false;
}

static bool letter_lost(uint32_t c)
{
	return c == '?' || c >= 0x80;
}

/* True if 'v' can be what a wrong code page or a lossy copy made of 'name': a letter beyond
 * ASCII may have lost its accent or become one to three other bytes. Depth and branching
 * are bounded by the few such letters of eligible names. */
static bool damaged(const uint32_t *v, size_t n, const uint32_t *name, size_t n_name)
{
	while (n && n_name && *v == *name) {
		v++, name++;
		n--, n_name--;
	}
	if (!n_name)
		return n == 0;
	if (!n || *name < 0x80)
		return false;
	if (*v == fold_base(*name) && damaged(v + 1, n - 1, name + 1, n_name - 1))
		return true;
	for (size_t k = 1; k <= 3 && k <= n && letter_lost(v[k - 1]); k++)
		if (damaged(v + k, n - k, name + 1, n_name - 1))
			return true;
	return false;
}

/* Only names that keep at least two thirds of their letters are recognised when damaged: a row
 * of seven question marks could be anything. */
static bool damaged_name(struct str v, struct str name)
{
	uint32_t have[NAME_POINTS], want[NAME_POINTS];
	size_t n = fold_points(v, have, NAME_POINTS), m = fold_points(name, want, NAME_POINTS);
	size_t ascii = 0;

	if (n > NAME_POINTS || m > NAME_POINTS)
		return false;
	for (size_t i = 0; i < m; i++)
		ascii += want[i] < 0x80;
	return ascii < m && ascii * 3 >= m * 2 && damaged(have, n, want, m);
}

/* Cheap test first: names differ mostly in the first letter. */
static bool same_name(struct str v, struct str name)
{
	unsigned char a = (unsigned char)v.s[0], b = (unsigned char)name.s[0];

	if (a < 0x80 && b < 0x80 && (a | 0x20) != (b | 0x20))
		return false;
	return fold_eq(v, name);
}

static bool prefix_name(struct str v, struct str name)
{
	uint32_t have[NAME_POINTS], want[NAME_POINTS];
	size_t n = fold_points(v, have, NAME_POINTS), m = fold_points(name, want, NAME_POINTS);

	return n <= m && m <= NAME_POINTS && memcmp(have, want, n * sizeof(*have)) == 0;
}

typedef bool name_test(struct str v, struct str name);

static enum authority authority_of(struct str v)
{
	static name_test *const test[] = { same_name, damaged_name };

	if (v.len == 0)
		return AUTH_ANY;
	for (size_t t = 0; t < ARRAY_SIZE(test); t++)
		for (size_t i = 0; i < ARRAY_SIZE(authority_row); i++)
			if (test[t](v, authority_row[i].name))
				return authority_row[i].kind;
	/* A NetBIOS or DNS domain holds no blanks; "C:\x CORP" is none. */
	return str_chr(v, ' ') < 0 && str_chr(v, ':') < 0 && str_chr(v, '/') < 0 ? AUTH_DOMAIN :
										   AUTH_NONE;
}

/* The one account that passes the test; false for none or for several different ones. */
static bool find_account(enum authority kind, struct str v, name_test *test, struct str *out)
{
	struct str found = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(account_row); i++) {
		const struct account *row = &account_row[i];

		if ((kind != AUTH_ANY && kind != row->kind) || !test(v, row->name))
			continue;
		if (test == same_name) {
			*out = row->sid;
			return true;
		}
		if (str_known(found) && !str_eq(found, row->sid))
			return false;
		found = row->sid;
	}
	*out = found;
	return str_known(found);
}

static bool may_be_cut(struct str v)
{
	uint32_t point[DIR_OWNER_LONG];
	size_t n = fold_points(v, point, DIR_OWNER_LONG);

	return n == DIR_OWNER_SHORT || n == DIR_OWNER_LONG;
}

bool sid_of_name(struct arena *a, struct str name, struct str *out)
{
	ptrdiff_t slash;
	struct str rest;
	enum authority kind;

	name = str_trim(name);
	if (str_starts(name, STR("*S-")) || str_starts(name, STR("*s-")))
		name = str_sub(name, 1, name.len);
	if (str_istarts(name, STR("S-1-")) && sid_parse(a, name, out))
		return true;
	slash = str_chr(name, '\\');
	rest = str_sub(name, (size_t)(slash + 1), name.len);
	while (rest.len && rest.s[0] == '\\')
		rest = str_sub(rest, 1, rest.len);
	kind = slash < 0 ? AUTH_ANY : authority_of(str_sub(name, 0, (size_t)slash));
	if (rest.len == 0 || (slash >= 0 && kind == AUTH_NONE))
		return false;
	if (find_account(kind, rest, same_name, out) || find_account(kind, rest, damaged_name, out))
		return true;
	if (kind == AUTH_ANY || kind == AUTH_DOMAIN)
		return false;
	if (may_be_cut(name) && find_account(kind, rest, prefix_name, out))
		return true;
	if (kind != AUTH_SERVICE || str_chr(rest, '\\') >= 0)
		return false;
	*out = sid_of_service(a, rest);
	return str_known(*out);
}

static struct str authority_name(enum authority kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(authority_row); i++)
		if (authority_row[i].kind == kind)
			return authority_row[i].name;
	return (struct str){ 0 };
}

static struct str service_name(struct arena *a, struct str sid)
{
	for (size_t i = 0; i < ARRAY_SIZE(service_row); i++)
		if (str_eq(sid, sid_of_service(a, service_row[i])))
			return arena_printf(a, "NT SERVICE\\%.*s", STR_ARG(service_row[i]));
	return sid;
}

struct str sid_name(struct arena *a, struct str sid)
{
	uint32_t rid = sid_rid(sid);
	struct str key = rid ? arena_printf(a, "DOMAIN-%u", rid) : sid;

	for (size_t i = 0; i < ARRAY_SIZE(account_row); i++) {
		struct str authority = authority_name(account_row[i].kind);

		if (!str_eq(account_row[i].sid, key))
			continue;
		if (!str_known(authority))
			return account_row[i].name;
		return arena_printf(a, "%.*s\\%.*s", STR_ARG(authority),
				    STR_ARG(account_row[i].name));
	}
	if (str_eq(sid, STR("MACHINE-500")))
		return STR("Administrator");
	if (str_eq(sid, STR("MACHINE-501")))
		return STR("Guest");
	return str_starts(sid, STR("S-1-5-80-")) ? service_name(a, sid) : sid;
}

static bool told_domain(struct str sid)
{
	return !str_starts(sid, STR("DOMAIN-")) && !str_starts(sid, STR("MACHINE-"));
}

uint32_t sid_rid(struct str sid)
{
	ptrdiff_t dash = str_rchr(sid, '-');
	size_t dashes = 0;
	uint64_t rid;

	for (size_t i = 0; i < sid.len; i++)
		dashes += sid.s[i] == '-';
	if (dash < 0 || (told_domain(sid) && (!str_starts(sid, STR("S-1-5-21-")) || dashes != 7)))
		return 0;
	if (!str_u64(str_sub(sid, (size_t)dash + 1, sid.len), &rid) || rid > UINT32_MAX)
		return 0;
	return (uint32_t)rid;
}

bool sid_same(struct str a, struct str b)
{
	uint32_t rid = sid_rid(a);

	if (!str_known(a) || !str_known(b))
		return false;
	if (str_eq(a, b))
		return true;
	return rid && rid == sid_rid(b) && (!told_domain(a) || !told_domain(b));
}

static uint32_t swapped(uint32_t v)
{
	return v >> 24 | (v >> 8 & 0xff00u) | (v << 8 & 0xff0000u) | v << 24;
}

struct str sid_of_service(struct arena *a, struct str service)
{
	unsigned char name[2 * SERVICE_POINTS];
	uint32_t digest[5];
	size_t n = 0;

	for (size_t at = 0; at < service.len;) {
		uint32_t c = fold_upper(utf8_get(service, &at));

		if (n == sizeof(name) || c > 0xffff)
			return (struct str){ 0 };
		name[n++] = (unsigned char)c;
		name[n++] = (unsigned char)(c >> 8);
	}
	sha1(name, n, digest);
	return arena_printf(a, "S-1-5-80-%u-%u-%u-%u-%u", swapped(digest[0]), swapped(digest[1]),
			    swapped(digest[2]), swapped(digest[3]), swapped(digest[4]));
}
