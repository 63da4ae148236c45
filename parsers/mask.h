/* mask.h - access masks and the letters that tools print for them
 *
 * Two vocabularies that share letters: icacls (file meaning: WD = write data) and SDDL (WD =
 * write DAC). Bit values: winnt.h; icacls letters and their masks measured on Windows Server
 * 2008 R2 to 2012 R2 (see tests/unit).
 */
#ifndef WBT_MASK_H
#define WBT_MASK_H

#include "parsers/base.h"

#define MASK_FULL          0x001f01ffu
#define MASK_MODIFY        0x001301bfu
#define MASK_READ_EXECUTE  0x001200a9u
#define MASK_READ          0x00120089u
#define MASK_WRITE         0x00100116u
#define MASK_DELETE        0x00010000u
#define MASK_READ_CONTROL  0x00020000u
#define MASK_WRITE_DAC     0x00040000u
#define MASK_WRITE_OWNER   0x00080000u
#define MASK_SYNCHRONIZE   0x00100000u
#define MASK_GENERIC_ALL   0x10000000u
#define MASK_GENERIC_EXEC  0x20000000u
#define MASK_GENERIC_WRITE 0x40000000u
#define MASK_GENERIC_READ  0x80000000u

enum mask_object { MASK_FILE, MASK_SERVICE, MASK_KEY };

/* Contents of an icacls rights group without parentheses: "RX", "RX,W", "Rc,S,RD". Unknown
 * letters: false, *bad set to the first. */
bool mask_icacls(struct str letters, uint32_t *out, struct str *bad);
/* SDDL rights field: "FA", "CCLCSWLOCRRC", "0x1200a9", decimal, octal; saturating. */
bool mask_sddl(struct str letters, uint32_t *out, struct str *bad);
/* .NET names of Get-Acl: "FullControl", "ReadAndExecute, Synchronize", "-1610612736". */
bool mask_dotnet(struct str names, uint32_t *out, struct str *bad);
/* One constant of the SDK as cacls and accesschk print it: "FILE_READ_DATA", "SERVICE_START". */
bool mask_sdk(struct str name, uint32_t *out);
/* Generic bits replaced by what they mean for that kind of object. */
uint32_t mask_map_generic(uint32_t mask, enum mask_object object);
/* As icacls prints it, without parentheses: "RX", "F", "Rc,S,X,RA". */
struct str mask_text(struct arena *a, uint32_t mask);
/* As SDDL prints it: "CCLCSWLOCRRC", "FA", "0x1200a9". */
struct str mask_sddl_text(struct arena *a, uint32_t mask);

#endif
