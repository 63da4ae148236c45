/* sid.h - trustees: SIDs, SDDL aliases, and account names in the languages of Windows */
#ifndef WBT_SID_H
#define WBT_SID_H

#include "parsers/base.h"

#define SID_SYSTEM            "S-1-5-18"
#define SID_LOCAL_SERVICE     "S-1-5-19"
#define SID_NETWORK_SERVICE   "S-1-5-20"
#define SID_ADMINISTRATORS    "S-1-5-32-544"
#define SID_USERS             "S-1-5-32-545"
#define SID_EVERYONE          "S-1-1-0"
#define SID_SERVICE           "S-1-5-6"
#define SID_AUTHENTICATED     "S-1-5-11"
#define SID_TRUSTED_INSTALLER "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

/* "S-1-5-18" in canonical upper case; false if v is no SID as a whole ([MS-DTYP] 2.4.2.1). */
bool sid_parse(struct arena *a, struct str v, struct str *out);
/* Two-letter SDDL alias ([MS-DTYP] 2.5.1.1). Domain-relative ones give "DOMAIN-512" (and machine
 * ones "MACHINE-500"), since the alias does not tell the domain. */
bool sid_of_alias(struct str alias, struct str *out);
/* Account name as printed by icacls, dir /q, Get-Acl, whoami, in any language known, with or
 * without authority ("NT AUTHORITY\SYSTEM", "VORDEFINIERT\Administratoren", "BUILTIN\Users").
 * Domain groups ("CORP\Domain Admins", "Domänen-Admins") give "DOMAIN-512". A bare SID is
 * taken as it is; a name cut by dir /q ("NT SERVICE\TrustedInsta") is completed where only one
 * account fits. NT SERVICE\x gives the service SID computed from the name. false if unknown. */
bool sid_of_name(struct arena *a, struct str name, struct str *out);
/* English name for a report: "NT AUTHORITY\SYSTEM"; the SID itself if not well known. */
struct str sid_name(struct arena *a, struct str sid);
/* Relative identifier of a domain or machine SID ("S-1-5-21-...-512", "DOMAIN-512"); 0 if it is
 * none. */
uint32_t sid_rid(struct str sid);
/* Same trustee: equal SIDs, or domain-relative ones with the same RID where at least one side
 * does not tell the domain. */
bool sid_same(struct str a, struct str b);
/* SID of NT SERVICE\name: S-1-5-80 and the SHA-1 of the upper-case UTF-16LE name as five
 * little-endian words ([MS-DTYP] 2.4.2.4 note; checked against TrustedInstaller). */
struct str sid_of_service(struct arena *a, struct str service);

#endif
