/* svcname.h - words for the state and start type of services, and services by display name
 *
 * In: one word or name as printed. Out: enum values of obs.h, service keys in lower case.
 */
#ifndef WBT_SVCNAME_H
#define WBT_SVCNAME_H

#include "parsers/obs.h"

/* State and start words of sc ("START_PENDING"), .NET ("StartPending") and WMI ("Start
 * Pending"), without regard to case; NONE for anything else. */
enum service_state svcname_state(struct str word);
enum start_type svcname_start(struct str word);
/* Key of a Windows service of which only the display name is known ("Cryptographic Services"
 * gives "cryptsvc"), in English and, where the name is translated, in the languages whose
 * names are known; the unknown view for any other. */
struct str svcname_key(struct str display);

#endif
