/* page.h - what the HTML outputs share: a policy that allows their own style and script only
 *
 * In: the compiled-in style and script. Out: the text of the Content-Security-Policy.
 */
#ifndef WBT_PAGE_H
#define WBT_PAGE_H

#include "analyzer/embedded.h"
#include "parsers/base.h"

/* Allows these two by their SHA-256 and nothing else (Content Security Policy Level 3, 2.3.1). */
struct str page_policy(struct arena *a, const struct embedded *style,
		       const struct embedded *script);

#endif
