/* evtx.h - Windows event logs (.evtx): every record counted, those of interest read whole
 *
 * In: the bytes of a log. Out: an OBS_EVENT for each record that is wanted, one with a count for
 * those alike that are too many to keep, and an OBS_LOG for each channel. Damage is told by chunk
 * and record, with the offset in the file; reading goes on behind it. Memory grows with what is
 * kept, which limits.h bounds, not with the log.
 *
 * The chunk count comes from the file's size, never from the header, which is stale in a log that
 * was copied while in use. Format: libevtx documentation, "Windows XML Event Log (EVTX) format".
 */
#ifndef WBT_EVTX_H
#define WBT_EVTX_H

#include "parsers/file.h"
#include "parsers/parse.h"

/* The head of a file (8 KiB or more, where there are) is a log's; also if its header is damaged but
 * the first chunk is not. */
bool evtx_sniff(struct str head);
/* false: read error (a diagnostic says so). p->ask tells what to check besides; a big log is read
 * in up to p->threads parts at once, which changes nothing in the result. */
bool evtx_read(struct parse *p, const struct file *f);
/* The same in that many parts, 1 to LIMIT_THREADS, however small the log is. */
bool evtx_read_in(struct parse *p, const struct file *f, unsigned threads);

#endif
