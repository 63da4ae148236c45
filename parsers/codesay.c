/* codesay.c - see codesay.h */
#include "parsers/codesay.h"

#include "parsers/code.h"
#include "parsers/row.h"

enum {
	LINE_BYTES = 4096, /* a longer one is no sentence */
	TEXT_BYTES = 400,  /* of it kept */
	NEAR = 3,          /* lines looked at on each side for a list */
	SEEN_BACK = 32     /* observations looked back at for the same code */
};

/* VSS_E_...: 0x800423xx, and the session state of a writer 0x80042409; Windows Server Backup:
 * 0x8078xxxx; SPP, which makes shadow copies for Windows Backup and System Restore: 0x8100xxxx. */
static bool of_backup(uint32_t code)
{
	return (code & 0xffffff00u) == 0x80042300u || code == 0x80042409u || code >> 16 == 0x8078 ||
	       code == 0x81000019u || code == 0x81000101u;
}

static size_t codes_of(struct arena *a, struct str line, uint32_t *first)
{
	uint32_t *code;
	size_t n, kept = 0;

	if (line.len > LINE_BYTES)
		return 0;
	n = code_scan(a, line, &code);
	for (size_t i = 0; i < n; i++)
		if (of_backup(code[i]) && kept++ == 0)
			*first = code[i];
	return kept;
}

/* "VSS_E_PROVIDER_VETO HRESULT = 0x80042306" among others of its kind; a second code in the line is
 * one as well. */
static bool in_list(struct arena *a, const struct text *t, size_t i, uint32_t own)
{
	size_t from = i > NEAR ? i - NEAR : 0, others = 0;

	for (size_t k = from; k < t->n && k <= i + NEAR; k++) {
		uint32_t code;

		others += k != i && codes_of(a, t->line[k].s, &code) && code != own;
	}
	return others > 1;
}

static bool was_said(const struct obs_list *out, uint32_t file, uint32_t code)
{
	for (size_t i = out->n; i > 0 && out->n - i < SEEN_BACK; i--) {
		const struct obs *o = out->item[i - 1];

		if (o->kind == OBS_MESSAGE && o->at.file == file && o->message.n_code &&
		    o->message.code[0] == code)
			return true;
	}
	return false;
}

/* Error 0x800423f0. Backup not started.	VSS-Fehler: 0x80042306 */
size_t codesay_parse(struct parse *p, const struct text *t, size_t i)
{
	struct str line = str_trim(t->line[i].s);
	uint32_t code;
	struct obs *o;

	if (codes_of(p->arena, line, &code) != 1 || in_list(p->arena, t, i, code))
		return 0;
	if (was_said(p->out, p->file, code))
		return 1;
	o = obs_add(p->out, OBS_MESSAGE, parse_source(p, t, i, 1));
	o->message.tool = STR("text");
	o->message.text = arena_str(p->arena, str_quote(p->arena, line, TEXT_BYTES));
	o->message.code = arena_array(p->arena, uint32_t, 1);
	o->message.code[0] = code;
	o->message.n_code = 1;
	return 1;
}
