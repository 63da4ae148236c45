/* binxml.h - the binary XML of event log records, token by token
 *
 * In: one chunk of 64 KiB as it lies in the log, and a range of it. Out: calls to a sink for each
 * element, attribute, value and end, with the values of templates filled in. Nothing is copied;
 * views point into the chunk. Any bytes are safe: offsets are checked, nesting is capped, and so
 * are the steps of a walk and the bytes of values that templates repeat.
 *
 * Format: [MS-EVEN6] 2.2.12 to 2.2.17, and for what logs add to it (names and templates addressed
 * by their offset in the chunk) the libevtx documentation, "Windows XML Event Log (EVTX) format".
 */
#ifndef WBT_BINXML_H
#define WBT_BINXML_H

#include "parsers/base.h"

#define BINXML_CHUNK 65536u

/* Value types; with BINXML_ARRAY set, an array of them. */
enum binxml_type {
	BINXML_NULL = 0x00,
	BINXML_STRING = 0x01,
	BINXML_ANSI = 0x02,
	BINXML_I8 = 0x03,
	BINXML_U8 = 0x04,
	BINXML_I16 = 0x05,
	BINXML_U16 = 0x06,
	BINXML_I32 = 0x07,
	BINXML_U32 = 0x08,
	BINXML_I64 = 0x09,
	BINXML_U64 = 0x0a,
	BINXML_FLOAT = 0x0b,
	BINXML_DOUBLE = 0x0c,
	BINXML_BOOL = 0x0d,
	BINXML_BINARY = 0x0e,
	BINXML_GUID = 0x0f,
	BINXML_SIZE = 0x10,
	BINXML_TIME = 0x11,
	BINXML_SYSTIME = 0x12,
	BINXML_SID = 0x13,
	BINXML_HEX32 = 0x14,
	BINXML_HEX64 = 0x15,
	BINXML_XML = 0x21,
	BINXML_ARRAY = 0x80
};

/* UTF-16LE; 'units' code units of two bytes. */
struct wide {
	const uint8_t *p;
	uint32_t units;
};

struct binxml_value {
	uint8_t type; /* enum binxml_type */
	uint32_t n;   /* bytes */
	const uint8_t *p;
};

/* Any call may be NULL. */
struct binxml_sink {
	void *ctx;
	void (*start)(void *ctx, struct wide name);
	void (*attribute)(void *ctx, struct wide name); /* its value follows as calls of 'value' */
	void (*content)(void *ctx);                     /* the attributes are over */
	void (*value)(void *ctx, const struct binxml_value *v);
	void (*entity)(void *ctx, struct wide name); /* &name; */
	void (*end)(void *ctx);
	/* Only where a template's definition is walked without values. */
	void (*slot)(void *ctx, unsigned slot, unsigned type);
};

/* A template instance: its definition and its values. */
struct binxml_instance {
	uint32_t definition; /* offset of its header in the chunk */
	uint32_t body_end;   /* of its definition */
	uint32_t values;     /* number of them */
	uint32_t sizes;      /* offset of the first descriptor (u16 size, u8 type, u8) */
	uint32_t first;      /* offset of the first value */
	uint32_t end;        /* behind the last value */
};

static inline uint16_t binxml_u16(const uint8_t *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t binxml_u32(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t binxml_u64(const uint8_t *p)
{
	return binxml_u32(p) | (uint64_t)binxml_u32(p + 4) << 32;
}

/* Whether the fragment in [at, end) is a template instance, and which: sets .definition, and .sizes
 * to where its values follow or, if the definition itself lies there, to the definition. false: it
 * is none (an element without a template, as in forwarded events), or it is damaged. */
bool binxml_instance(const uint8_t *chunk, uint32_t at, uint32_t end, struct binxml_instance *out);
/* Walks the body of a template definition without values; *body_end is set. false: malformed.
 * 'work', here and below, counts steps over several calls, so that they are bounded together; may
 * be NULL. */
bool binxml_definition(const uint8_t *chunk, uint32_t definition, const struct binxml_sink *sink,
		       uint32_t *work, uint32_t *body_end);
/* Completes the instance; .body_end must be set. false: its values are damaged. */
bool binxml_values(const uint8_t *chunk, uint32_t end, struct binxml_instance *in);
/* Walks the fragment in [at, end) with all values. false: malformed; the sink got what precedes. */
bool binxml_walk(const uint8_t *chunk, uint32_t at, uint32_t end, const struct binxml_sink *sink,
		 uint32_t *work);

/* A value as text, appended, in the form that Event Viewer's XML view has. Bytes of ANSI strings
 * are taken as code page 1252. */
void binxml_text(struct buf *out, const struct binxml_value *v);
void binxml_wide(struct buf *out, struct wide v);
/* A number of any integer type, or the text of one; false if it is none. */
bool binxml_number(const struct binxml_value *v, uint64_t *out);
bool binxml_is(struct wide name, const char *ascii);

#endif
