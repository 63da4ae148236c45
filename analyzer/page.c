/* page.c - see page.h */
#include "analyzer/page.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

/* "'sha256-...'" as in Content Security Policy Level 3, 2.3.1. */
static struct str csp_hash(struct arena *a, const struct embedded *file)
{
	char base64[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = { 0 };
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, file->len, (const uint8_t *)file->data);
	sha256_digest(&sha, sizeof(digest), digest);
	base64_encode_raw(base64, sizeof(digest), digest);
	return arena_printf(a, "'sha256-%s'", base64);
}

struct str page_policy(struct arena *a, const struct embedded *style, const struct embedded *script)
{
	struct str style_hash = csp_hash(a, style), script_hash = csp_hash(a, script);

	return arena_printf(a,
			    "default-src 'none'; style-src %.*s; script-src %.*s; "
			    "base-uri 'none'; form-action 'none'",
			    STR_ARG(style_hash), STR_ARG(script_hash));
}
