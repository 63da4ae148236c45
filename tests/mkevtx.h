/* mkevtx.h - event logs for tests and samples, made from a description
 *
 * In: the text described at the top of mkevtx.c. Out: the bytes of a Windows event log file,
 * format 3.1, the same for the same text. Everything lives in the arena given.
 */
#ifndef WBT_MKEVTX_H
#define WBT_MKEVTX_H

#include "parsers/base.h"

/* Value types of BinXML ([MS-EVEN6] 2.2.12 and what logs hold). */
enum mk_type {
	MK_NULL = 0x00,
	MK_STRING = 0x01,
	MK_ANSI = 0x02,
	MK_I8 = 0x03,
	MK_U8 = 0x04,
	MK_I16 = 0x05,
	MK_U16 = 0x06,
	MK_I32 = 0x07,
	MK_U32 = 0x08,
	MK_I64 = 0x09,
	MK_U64 = 0x0a,
	MK_FLOAT = 0x0b,
	MK_DOUBLE = 0x0c,
	MK_BOOL = 0x0d,
	MK_BINARY = 0x0e,
	MK_GUID = 0x0f,
	MK_SIZE = 0x10,
	MK_TIME = 0x11,
	MK_SYSTIME = 0x12,
	MK_SID = 0x13,
	MK_HEX32 = 0x14,
	MK_HEX64 = 0x15,
	MK_XML = 0x21,
	MK_STRINGS = 0x81
};

struct mk_item {
	struct str name; /* unknown: positional */
	enum mk_type type;
	struct str value;
};

enum mk_style { MK_MANIFEST, MK_CLASSIC, MK_USERDATA, MK_BARE, MK_BARE_USERDATA };

struct mk_event {
	struct str channel, provider, guid, source, computer, user, activity;
	struct str root, xmlns; /* of UserData */
	struct str message;     /* RenderingInfo, bare style only */
	struct str binary;      /* hex digits */
	int64_t id, level, task, opcode, version, qualifiers, pid, tid, keywords;
	int64_t record, header; /* EventRecordID; id in the record's header. 0: next */
	int64_t repeat, every;  /* copies, 100 ns between them */
	int64_t slack;          /* zero bytes hidden behind the values */
	int64_t time;           /* FILETIME */
	enum mk_style style;
	bool values;   /* provider and channel are values, not literals */
	bool entities; /* & < > " in literals become entity references */
	bool new_chunk;
	struct mk_item *item;
	size_t n, cap;
};

/* File offsets that mutations need; of the first chunk only. */
struct mk_marks {
	uint32_t *at;
	size_t n, cap;
};

struct mk_log {
	struct arena *arena;
	uint8_t *bytes;
	size_t n, cap;
	struct mk_marks record, element, attributes, name;
	uint32_t definition; /* first template definition */
};

/* Reads a description. false: *error tells why, with the line number. */
bool mk_describe(struct arena *a, struct str text, struct mk_event **event, size_t *n,
		 struct str *error);
/* The bytes of a value; false if the text does not fit the type. */
bool mk_encode(struct arena *a, enum mk_type type, struct str text, struct str *bytes);
/* Type by its name in a description; MK_NULL with false if there is none. */
bool mk_type_of(struct str name, enum mk_type *type);
/* UTF-8 to UTF-16LE. */
struct str mk_utf16(struct arena *a, struct str text);
struct str mk_time_text(struct arena *a, int64_t filetime);
/* 2026-03-17T09:03:12.775Z as a FILETIME. */
bool mk_time(struct str text, int64_t *filetime);
/* Writes the log. false: an event is larger than a chunk or a value is malformed. */
bool mk_write(struct arena *a, const struct mk_event *event, size_t n, struct mk_log *out,
	      struct str *error);
/* Both in one. */
bool mk_build(struct arena *a, struct str text, struct mk_log *out, struct str *error);
/* Damages the log in the way of that name, checksums put right again; false if unknown. */
bool mk_mutate(struct mk_log *log, struct str name);
/* Name and meaning of the i-th mutation; NULL behind the last. */
const char *mk_mutation(size_t i, const char **meaning);

#endif
