/* evtxtally.h - the records of a log counted by what they are, and which of them to read whole
 *
 * In: chunks, one after the other. Out: how many records of each kind (provider, source, id, level)
 * there are and from when to when; of the wanted kinds, where the latest ones stand; what each
 * channel covers; diagnostics. Parts of a log may be counted apart, each by a tally of its own, and
 * joined in the order of the file: the result is the same as of one tally for all, or
 * evtxtally_exact() tells that it may not be.
 */
#ifndef WBT_EVTXTALLY_H
#define WBT_EVTXTALLY_H

#include "parsers/diag.h"
#include "parsers/evtxrec.h"
#include "parsers/evtxwalk.h"
#include "parsers/idruns.h"
#include "parsers/parse.h"

enum {
	EVTXTALLY_CHANNELS = 256,  /* of one log; a collector's own log holds a few */
	EVTXTALLY_KINDS = 1 << 14, /* slots: a power of two, half of them used at most */
	EVTXTALLY_WORDS = 1 << 13, /* providers and channels, as above */
};

/* Times are FILETIMEs; INT64_MIN: not known. */
struct evtxtally_ref {
	int64_t time;
	uint64_t offset; /* of the record in the file */
};

/* Records that have provider, source, id and level in common. */
struct evtxtally_kind {
	uint32_t provider, source; /* words; see evtxtally_text() */
	uint32_t id, level;        /* level 0xff: none */
	bool used, wanted, clears;
	uint64_t count;
	int64_t first, last;
	struct evtxtally_ref *ref; /* of those to be read whole; see evtxtally_drop() */
	size_t n, cap;
	uint64_t dropped; /* wanted, but too many */
	int64_t dropped_first, dropped_last;
};

struct evtxtally_channel {
	uint32_t word;
	uint64_t records, ids; /* ids: records that have one */
	int64_t first, last, first_id, last_id;
	int64_t cleared; /* when it was cleared last */
	struct idruns seen;
	bool seen_inexact; /* joined, it might differ from one count of the whole */
};

struct evtxtally_word;

struct evtxtally {
	const struct interest *want; /* may be NULL */
	struct diag diag;
	struct pos at; /* .file set */
	unsigned ask;  /* enum parse_ask */
	size_t keep;   /* records of one kind to read whole */

	struct evtxtally_kind *kind; /* EVTXTALLY_KINDS, with free ones between */
	size_t n_kind;
	struct evtxtally_channel channel[EVTXTALLY_CHANNELS];
	size_t n_channel;
	bool damaged; /* records were lost */
	bool crowded; /* too much to keep apart: some was left out */
	bool inexact; /* joined, anything might differ from one count of the whole */

	/* its own */
	struct arena scratch;
	struct evtxrec_cache cache;
	struct evtxtally_word *word;
	size_t n_word;
	/* Records mostly repeat what the one before said. */
	uint32_t last_word[EVTXREC_PARTS];
	struct evtxtally_kind *last_kind;
	struct evtxtally_channel *last_channel;
};

/* A tally for a log that p reads. Free it with evtxtally_free(). */
struct evtxtally *evtxtally_new(const struct parse *p);
void evtxtally_free(struct evtxtally *t);
/* Counts the records of a chunk that stands at 'offset' of the file. */
void evtxtally_chunk(struct evtxtally *t, const uint8_t *chunk, uint64_t offset);
/* Adds what 'next' counted in the part of the log that follows. */
void evtxtally_join(struct evtxtally *t, const struct evtxtally *next);
/* False: what was joined may differ from one count of the whole, and is not to be used. */
bool evtxtally_exact(const struct evtxtally *t);
/* Leaves the latest 'keep' records of the kind to be read whole. */
void evtxtally_drop(struct evtxtally_kind *k, size_t keep);
/* A name by its number; the unknown view if there is none. Lives as long as the tally. */
struct str evtxtally_text(const struct evtxtally *t, uint32_t word);
/* The same as it stands in the log, where two names may read alike; empty if there is none. */
struct wide evtxtally_raw(const struct evtxtally *t, uint32_t word);
/* OBS_UNKNOWN if there is none. */
int64_t evtxtally_level(const struct evtxtally_kind *k);

#endif
