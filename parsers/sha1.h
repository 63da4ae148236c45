/* sha1.h - SHA-1 of a short text
 *
 * Windows derives the SID of a service account from the SHA-1 of its name, so that the digest
 * is part of a format here and protects nothing; thirty lines spare a crypto library.
 */
#ifndef WBT_SHA1_H
#define WBT_SHA1_H

#include "parsers/base.h"

/* The digest of 'len' bytes as five big-endian words (RFC 3174). */
void sha1(const void *bytes, size_t len, uint32_t digest[5]);

#endif
