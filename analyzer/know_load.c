/* know_load.c - rule files to the structs of know.h, strictly
 *
 * Nothing is guessed: an unknown element or attribute, a missing part or a bad value is a fault
 * with file, line and column, and the entry that has it is left out.
 */
#include "analyzer/know_load.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "parsers/limits.h"
#include "parsers/mask.h"
#include "parsers/sid.h"

static const char *const severity_word[] = { "info", "warning", "error", NULL };
static const char *const confidence_word[] = { "high", "medium", "low", NULL };
static const char *const weight_word[] = { "weak", "moderate", "strong", "decisive", NULL };
static const char *const risk_word[] = { "none",     "restart", "service", "acl",
					 "registry", "storage", "data",    NULL };
static const char *const object_word[] = { "file", "service", "key", NULL };
static const char *const yes_word[] = { "yes", NULL };

/* libxml2 keeps the line of a node but no column: find the attribute, or the tag, in the text
 * from that line on. The line of a tag over several lines is that of its end in libxml2. */
static void locate(const struct loader *l, const xmlNode *node, const char *attribute,
		   struct know_error *e)
{
	char want[80];
	size_t start = 0, limit;
	uint32_t line = 1;
	ptrdiff_t at;

	e->line = node ? (uint32_t)xmlGetLineNo(node) : 0;
	if (!node)
		return;
	while (line < e->line && start < l->xml.len) {
		ptrdiff_t nl = str_chr(str_sub(l->xml, start, l->xml.len), '\n');

		if (nl < 0)
			return;
		start += (size_t)nl + 1;
		line++;
	}
	snprintf(want, sizeof(want), attribute ? "%s=" : "<%s",
		 attribute ? attribute : (const char *)node->name);
	limit = start + 4000 < l->xml.len ? start + 4000 : l->xml.len;
	at = str_find(str_sub(l->xml, start, limit), str_of(want));
	for (ptrdiff_t i = 0; i < at; i++) {
		e->column++;
		if (l->xml.s[start + (size_t)i] == '\n') {
			e->line++;
			e->column = 0;
		}
	}
	e->column += at >= 0;
}

void load_fault(struct loader *l, const xmlNode *node, const char *attribute, const char *format,
		...)
{
	struct know_error *e = PUSH(&l->k->arena, l->k->error, l->k->n_error, l->k->cap_error);
	va_list ap;

	va_start(ap, format);
	e->text = str_quote(&l->k->arena, arena_vprintf(&l->k->arena, format, ap), 0);
	va_end(ap);
	e->file = l->file;
	locate(l, node, attribute, e);
	l->bad = true;
}

struct str load_attr(struct loader *l, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
	struct str v = arena_str(&l->k->arena, str_of((const char *)value));

	xmlFree(value);
	return v;
}

static struct str fold(struct arena *a, struct str v)
{
	struct buf out = { .arena = a };

	v = str_trim(v);
	for (size_t i = 0; i < v.len; i++) {
		bool space = v.s[i] == ' ' || v.s[i] == '\n' || v.s[i] == '\t' || v.s[i] == '\r';

		if (!space)
			buf_addc(&out, v.s[i]);
		else if (out.len && out.s[out.len - 1] != ' ')
			buf_addc(&out, ' ');
	}
	return buf_str(&out);
}

struct str load_text(struct loader *l, const xmlNode *node)
{
	xmlChar *value = xmlNodeGetContent(node);
	struct str v = fold(&l->k->arena, str_of(value ? (const char *)value : ""));

	xmlFree(value);
	if (v.len == 0)
		load_fault(l, node, NULL, "<%s> is empty", (const char *)node->name);
	return v;
}

/* Number of single-letter edits between two words, up to 3. */
static unsigned distance(struct str a, struct str b)
{
	unsigned row[40], best;

	if (a.len >= ARRAY_SIZE(row) || b.len >= ARRAY_SIZE(row))
		return 3;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= a.len; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b.len; j++) {
			best = diagonal + (a.s[i - 1] != b.s[j - 1]);
			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.len] < 3 ? row[b.len] : 3;
}

const char *load_nearest(struct str word, const char *const *words)
{
	const char *near = NULL;
	unsigned least = 3;

	for (size_t i = 0; words[i]; i++) {
		unsigned d = distance(word, str_of(words[i]));

		if (d < least) {
			least = d;
			near = words[i];
		}
	}
	return near;
}

int load_choice(struct loader *l, const xmlNode *node, const char *attribute, struct str value,
		const char *const *words)
{
	struct buf list = { .arena = &l->k->arena };

	for (int i = 0; words[i]; i++) {
		if (str_eq(value, str_of(words[i])))
			return i;
		buf_addf(&list, "%s%s", i ? ", " : "", words[i]);
	}
	load_fault(l, node, attribute, "'%.*s' is none of: %.*s", STR_ARG(value),
		   STR_ARG(buf_str(&list)));
	return -1;
}

void load_only(struct loader *l, const xmlNode *node, const char *const *allowed)
{
	for (const xmlAttr *at = node->properties; at; at = at->next) {
		const char *name = (const char *)at->name;
		const char *near = load_nearest(str_of(name), allowed);
		size_t i = 0;

		while (allowed[i] && strcmp(allowed[i], name) != 0)
			i++;
		if (!allowed[i])
			load_fault(l, node, name, "<%s> has no attribute '%s'%s%s%s",
				   (const char *)node->name, name, near ? ", did you mean '" : "",
				   near ? near : "", near ? "'?" : "");
	}
}

static struct str required(struct loader *l, const xmlNode *node, const char *name)
{
	struct str v = load_attr(l, node, name);

	if (!v.len)
		load_fault(l, node, NULL, "<%s> needs the attribute '%s'", (const char *)node->name,
			   name);
	return v.s ? v : STR("");
}

/* Lower-case words joined by '-', as the catalogue's ids. */
static struct str read_id(struct loader *l, const xmlNode *node)
{
	struct str id = required(l, node, "id");

	for (size_t i = 0; i < id.len; i++) {
		char c = id.s[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
			load_fault(l, node, "id", "ids are lower case letters, digits and '-'");
			break;
		}
	}
	return id;
}

#define PUSH_WORDS(l, v, list, n, cap)                                            \
	do {                                                                      \
		struct str rest_ = fold(&(l)->k->arena, (v));                     \
		while (rest_.len)                                                 \
			*(struct str *)PUSH(&(l)->k->arena, (list), (n), (cap)) = \
				str_cut(&rest_, ' ');                             \
	} while (0)

static struct str read_trustee(struct loader *l, const xmlNode *node, const char *name,
			       struct str v)
{
	struct str sid;

	if (sid_parse(&l->k->arena, v, &sid) || str_istarts(v, STR("DOMAIN-")))
		return str_istarts(v, STR("DOMAIN-")) ? v : sid;
	load_fault(l, node, name, "'%.*s' is no SID", STR_ARG(v));
	return v;
}

/* SIDs, DOMAIN-rid, and "NT SERVICE\Name" (which holds a blank). */
static void read_token(struct loader *l, const xmlNode *node, struct grant *g)
{
	struct str rest = fold(&l->k->arena, required(l, node, "token"));

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (str_eq(word, STR("NT")) && str_istarts(rest, STR("SERVICE\\"))) {
			struct str service = str_cut(&rest, ' ');

			word = sid_of_service(&l->k->arena,
					      str_sub(service, strlen("SERVICE\\"), service.len));
		} else {
			word = read_trustee(l, node, "token", word);
		}
		*(struct str *)PUSH(&l->k->arena, g->token, g->n_token, g->cap_token) = word;
	}
}

static void read_rights(struct loader *l, const xmlNode *node, const struct access *a,
			struct grant *g)
{
	struct str bad = { 0 };

	g->rights = required(l, node, "rights");
	if (!(a->object == ACL_FILE ? mask_icacls(g->rights, &g->mask, &bad) :
				      mask_sddl(g->rights, &g->mask, &bad)))
		load_fault(l, node, "rights", "unknown rights '%.*s'", STR_ARG(bad));
}

static bool read_yes(struct loader *l, const xmlNode *node, const char *name)
{
	struct str v = load_attr(l, node, name);

	return v.s && load_choice(l, node, name, v, yes_word) == 0;
}

static void read_grant(struct loader *l, const xmlNode *node, struct access *a)
{
	static const char *const attrs[] = { "trustee", "or",         "dc",       "rights",
					     "owner",   "owner-also", "optional", NULL };
	struct grant *g = PUSH(&l->k->arena, a->grant, a->n_grant, a->cap_grant);

	load_only(l, node, attrs);
	g->trustee = read_trustee(l, node, "trustee", required(l, node, "trustee"));
	g->name = sid_name(&l->k->arena, g->trustee);
	PUSH_WORDS(l, load_attr(l, node, "or"), g->other, g->n_other, g->cap_other);
	PUSH_WORDS(l, load_attr(l, node, "dc"), g->dc, g->n_dc, g->cap_dc);
	PUSH_WORDS(l, load_attr(l, node, "owner-also"), g->owner_also, g->n_owner_also,
		   g->cap_owner_also);
	read_rights(l, node, a, g);
	g->owner = read_yes(l, node, "owner");
	g->optional = read_yes(l, node, "optional");
}

static void read_effective(struct loader *l, const xmlNode *node, struct access *a)
{
	static const char *const attrs[] = { "token", "name", "rights", "optional", NULL };
	struct grant *g = PUSH(&l->k->arena, a->grant, a->n_grant, a->cap_grant);

	load_only(l, node, attrs);
	g->name = required(l, node, "name");
	read_token(l, node, g);
	if (g->n_token)
		g->trustee = g->token[0];
	read_rights(l, node, a, g);
	g->optional = read_yes(l, node, "optional");
}

static void unexpected(struct loader *l, const xmlNode *node, const char *const *words)
{
	const char *near = load_nearest(str_of((const char *)node->name), words);

	load_fault(l, node, NULL, "unexpected <%s> in <%s>%s%s%s", (const char *)node->name,
		   (const char *)node->parent->name, near ? ", did you mean <" : "",
		   near ? near : "", near ? ">?" : "");
}

static void read_access(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "id", "object", "title", NULL };
	static const char *const words[] = { "grant", "effective", NULL };
	struct access a = { .file = l->file, .line = (uint32_t)xmlGetLineNo(node) };

	load_only(l, node, attrs);
	a.id = read_id(l, node);
	a.title = required(l, node, "title");
	a.object = (enum acl_object)(
		load_choice(l, node, "object", required(l, node, "object"), object_word) + 1);
	for (const xmlNode *n = load_element(node->children); n; n = load_element(n->next)) {
		if (strcmp((const char *)n->name, "grant") == 0)
			read_grant(l, n, &a);
		else if (strcmp((const char *)n->name, "effective") == 0)
			read_effective(l, n, &a);
		else
			unexpected(l, n, words);
	}
	if (a.n_grant == 0)
		load_fault(l, node, NULL, "<access> grants nothing");
	if (know_access(l->k, a.id) && !l->override)
		load_fault(l, node, "id", "access id '%.*s' exists already", STR_ARG(a.id));
	if (!l->bad)
		*(struct access *)PUSH(&l->k->arena, l->k->access, l->k->n_access,
				       l->k->cap_access) = a;
}

static enum weight read_weight(struct loader *l, const xmlNode *node, const char *name,
			       struct str v)
{
	return (enum weight)(load_choice(l, node, name, v, weight_word) + 1);
}

static void read_rule(struct loader *l, const xmlNode *node, struct cause *c, enum rule_role role)
{
	static const char *const weighed[] = { "weight", "absent", "says", "ask", NULL };
	static const char *const plain[] = { "says", "ask", NULL };
	bool weighs = role == ROLE_SUPPORTS || role == ROLE_CONTRADICTS;
	struct evidence_rule *r = PUSH(&l->k->arena, c->rule, c->n_rule, c->cap_rule);
	struct cond cond = { 0 };
	struct str absent = load_attr(l, node, "absent");

	load_only(l, node, weighs ? weighed : plain);
	r->role = role;
	r->says = fold(&l->k->arena, required(l, node, "says"));
	r->ask = load_attr(l, node, "ask");
	if (weighs)
		r->weight = read_weight(l, node, "weight", required(l, node, "weight"));
	if (absent.s && role == ROLE_SUPPORTS)
		r->absent = read_weight(l, node, "absent", absent);
	else if (absent.s)
		load_fault(l, node, "absent", "only <supports> can count against when absent");
	load_cond_children(l, node, &cond);
	r->cond = cond;
}

static void read_confirms(struct loader *l, const xmlNode *node, struct cause *c)
{
	read_rule(l, node, c, ROLE_CONFIRMS);
}

static void read_supports(struct loader *l, const xmlNode *node, struct cause *c)
{
	read_rule(l, node, c, ROLE_SUPPORTS);
}

static void read_contradicts(struct loader *l, const xmlNode *node, struct cause *c)
{
	read_rule(l, node, c, ROLE_CONTRADICTS);
}

static void read_refutes(struct loader *l, const xmlNode *node, struct cause *c)
{
	read_rule(l, node, c, ROLE_REFUTES);
}

static void read_title(struct loader *l, const xmlNode *node, struct cause *c)
{
	c->title = load_text(l, node);
}

static void read_explanation(struct loader *l, const xmlNode *node, struct cause *c)
{
	c->explanation = load_text(l, node);
}

static void read_explains(struct loader *l, const xmlNode *node, struct cause *c)
{
	static const char *const attrs[] = { "problem", NULL };

	load_only(l, node, attrs);
	PUSH_WORDS(l, required(l, node, "problem"), c->explains, c->n_explains, c->cap_explains);
}

static void read_collect(struct loader *l, const xmlNode *node, struct cause *c)
{
	static const char *const attrs[] = { "command", "why", NULL };
	struct collect *out = PUSH(&l->k->arena, c->collect, c->n_collect, c->cap_collect);

	load_only(l, node, attrs);
	out->command = required(l, node, "command");
	out->why = required(l, node, "why");
}

/* Commands keep their blanks: they are copied to a console as they are. */
static struct str command_text(struct loader *l, const xmlNode *node)
{
	xmlChar *value = xmlNodeGetContent(node);
	struct str v = arena_str(&l->k->arena, str_trim(str_of(value ? (const char *)value : "")));

	xmlFree(value);
	if (v.len == 0 || str_chr(v, '\n') >= 0)
		load_fault(l, node, NULL, "<%s> is one command on one line",
			   (const char *)node->name);
	return v;
}

static void read_steps(struct loader *l, const xmlNode *node, struct step_text **step, size_t *n,
		       size_t *cap)
{
	static const char *const words[] = { "text", "save", "command", "undo", NULL };
	static const char *const none[] = { NULL };

	for (const xmlNode *c = load_element(node->children); c; c = load_element(c->next)) {
		struct str name = str_of((const char *)c->name);
		size_t i = 0;
		struct step_text *s;

		while (words[i] && !str_eq(name, str_of(words[i])))
			i++;
		if (!words[i]) {
			unexpected(l, c, words);
			continue;
		}
		load_only(l, c, none);
		s = PUSH(&l->k->arena, *step, *n, *cap);
		s->kind = str_of(words[i]);
		s->text = i == 0 ? load_text(l, c) : command_text(l, c);
	}
	if (*n == 0)
		load_fault(l, node, NULL, "<%s> holds no steps", (const char *)node->name);
}

static void read_resolve(struct loader *l, const xmlNode *node, struct cause *c)
{
	static const char *const attrs[] = { "risk", "title", NULL };
	struct resolution *r = PUSH(&l->k->arena, c->resolve, c->n_resolve, c->cap_resolve);

	load_only(l, node, attrs);
	r->risk = required(l, node, "risk");
	load_choice(l, node, "risk", r->risk, risk_word);
	r->title = required(l, node, "title");
	read_steps(l, node, &r->step, &r->n_step, &r->cap_step);
}

static void read_verify(struct loader *l, const xmlNode *node, struct cause *c)
{
	static const char *const none[] = { NULL };

	load_only(l, node, none);
	read_steps(l, node, &c->verify, &c->n_verify, &c->cap_verify);
}

static void read_avoid(struct loader *l, const xmlNode *node, struct cause *c)
{
	*(struct str *)PUSH(&l->k->arena, c->avoid, c->n_avoid, c->cap_avoid) = load_text(l, node);
}

static struct reference reference_of(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "href", "title", NULL };
	struct reference r = { required(l, node, "href"), required(l, node, "title") };

	load_only(l, node, attrs);
	if (!str_starts(r.href, STR("https://")) && !str_starts(r.href, STR("http://")))
		load_fault(l, node, "href", "a reference is a web address");
	return r;
}

static void read_reference(struct loader *l, const xmlNode *node, struct cause *c)
{
	*(struct reference *)PUSH(&l->k->arena, c->reference, c->n_reference, c->cap_reference) =
		reference_of(l, node);
}

/* Children of <cause>, with what has to be there. */
static const struct {
	const char *name;
	void (*read)(struct loader *l, const xmlNode *node, struct cause *c);
} cause_part[] = {
	{ "title", read_title },
	{ "explanation", read_explanation },
	{ "confirms", read_confirms },
	{ "supports", read_supports },
	{ "contradicts", read_contradicts },
	{ "refutes", read_refutes },
	{ "explains", read_explains },
	{ "collect", read_collect },
	{ "resolve", read_resolve },
	{ "verify", read_verify },
	{ "avoid", read_avoid },
	{ "reference", read_reference },
};

static void read_cause_part(struct loader *l, const xmlNode *node, struct cause *c)
{
	const char *words[ARRAY_SIZE(cause_part) + 1] = { NULL };

	for (size_t i = 0; i < ARRAY_SIZE(cause_part); i++) {
		if (strcmp((const char *)node->name, cause_part[i].name) == 0) {
			cause_part[i].read(l, node, c);
			return;
		}
		words[i] = cause_part[i].name;
	}
	unexpected(l, node, words);
}

static void need(struct loader *l, const xmlNode *node, bool have, const char *what)
{
	if (!have)
		load_fault(l, node, NULL, "<%s> has no <%s>", (const char *)node->name, what);
}

static bool has_positive(const struct cause *c)
{
	for (size_t i = 0; i < c->n_rule; i++)
		if (c->rule[i].role == ROLE_CONFIRMS || c->rule[i].role == ROLE_SUPPORTS)
			return true;
	return false;
}

static void put_cause(struct loader *l, const xmlNode *node, const struct cause *c)
{
	for (size_t i = 0; i < l->k->n_cause; i++)
		if (str_eq(l->k->cause[i].id, c->id)) {
			if (l->override)
				l->k->cause[i] = *c;
			else
				load_fault(l, node, "id", "id '%.*s' exists already",
					   STR_ARG(c->id));
			return;
		}
	*(struct cause *)PUSH(&l->k->arena, l->k->cause, l->k->n_cause, l->k->cap_cause) = *c;
}

static void read_cause(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "id", "problem", "confidence", NULL };
	struct cause c = { .file = l->file, .line = (uint32_t)xmlGetLineNo(node) };

	load_only(l, node, attrs);
	c.id = read_id(l, node);
	PUSH_WORDS(l, required(l, node, "problem"), c.problem, c.n_problem, c.cap_problem);
	c.thin = load_choice(l, node, "confidence", required(l, node, "confidence"),
			     confidence_word) == 2;
	c.area = load_attr(l, node->parent, "area");
	for (const xmlNode *n = load_element(node->children); n; n = load_element(n->next))
		read_cause_part(l, n, &c);
	need(l, node, c.title.len > 0, "title");
	need(l, node, c.explanation.len > 0, "explanation");
	need(l, node, has_positive(&c), "confirms> or <supports");
	need(l, node, c.n_collect > 0, "collect");
	need(l, node, c.n_resolve > 0, "resolve");
	need(l, node, c.n_verify > 0, "verify");
	need(l, node, c.n_reference > 0, "reference");
	if (!l->bad)
		put_cause(l, node, &c);
}

static void put_problem(struct loader *l, const xmlNode *node, const struct problem *p)
{
	for (size_t i = 0; i < l->k->n_problem; i++)
		if (str_eq(l->k->problem[i].id, p->id)) {
			if (l->override)
				l->k->problem[i] = *p;
			else
				load_fault(l, node, "id", "problem id '%.*s' exists already",
					   STR_ARG(p->id));
			return;
		}
	*(struct problem *)PUSH(&l->k->arena, l->k->problem, l->k->n_problem, l->k->cap_problem) =
		*p;
}

static void read_problem(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "id", "severity", NULL };
	static const char *const words[] = { "title", "symptom", NULL };
	struct problem p = { .file = l->file, .line = (uint32_t)xmlGetLineNo(node) };

	load_only(l, node, attrs);
	p.id = read_id(l, node);
	p.severity = (enum severity)(
		load_choice(l, node, "severity", required(l, node, "severity"), severity_word) + 1);
	for (const xmlNode *n = load_element(node->children); n; n = load_element(n->next)) {
		if (strcmp((const char *)n->name, "title") == 0)
			p.title = load_text(l, n);
		else if (strcmp((const char *)n->name, "symptom") == 0)
			load_cond_children(l, n, &p.symptom);
		else
			unexpected(l, n, words);
	}
	need(l, node, p.title.len > 0, "title");
	need(l, node, p.symptom.n_child > 0, "symptom");
	if (!l->bad)
		put_problem(l, node, &p);
}

static void put_harmless(struct loader *l, const xmlNode *node, const struct harmless *h)
{
	for (size_t i = 0; i < l->k->n_harmless; i++)
		if (str_eq(l->k->harmless[i].id, h->id)) {
			if (l->override)
				l->k->harmless[i] = *h;
			else
				load_fault(l, node, "id", "id '%.*s' exists already",
					   STR_ARG(h->id));
			return;
		}
	*(struct harmless *)PUSH(&l->k->arena, l->k->harmless, l->k->n_harmless,
				 l->k->cap_harmless) = *h;
}

static void read_harmless(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "id", NULL };
	static const char *const words[] = { "title", "why", "when", "reference", NULL };
	struct harmless h = { .file = l->file, .line = (uint32_t)xmlGetLineNo(node) };

	load_only(l, node, attrs);
	h.id = read_id(l, node);
	h.area = load_attr(l, node->parent, "area");
	for (const xmlNode *n = load_element(node->children); n; n = load_element(n->next)) {
		const char *name = (const char *)n->name;

		if (strcmp(name, "title") == 0)
			h.title = load_text(l, n);
		else if (strcmp(name, "why") == 0)
			h.why = load_text(l, n);
		else if (strcmp(name, "when") == 0)
			load_cond_children(l, n, &h.when);
		else if (strcmp(name, "reference") == 0)
			*(struct reference *)PUSH(&l->k->arena, h.reference, h.n_reference,
						  h.cap_reference) = reference_of(l, n);
		else
			unexpected(l, n, words);
	}
	need(l, node, h.title.len > 0, "title");
	need(l, node, h.why.len > 0, "why");
	need(l, node, h.when.n_child > 0, "when");
	need(l, node, h.n_reference > 0, "reference");
	if (!l->bad)
		put_harmless(l, node, &h);
}

static void read_words(struct loader *l, const xmlNode *node)
{
	static const char *const attrs[] = { "id", "text", NULL };
	struct words w = { 0 };

	load_only(l, node, attrs);
	w.id = read_id(l, node);
	w.text = load_words(l, node, "text", required(l, node, "text"));
	*(struct words *)PUSH(&l->k->arena, l->k->words, l->k->n_words, l->k->cap_words) = w;
}

static const struct {
	const char *name;
	void (*read)(struct loader *l, const xmlNode *node);
} entry[] = {
	{ "words", read_words }, { "access", read_access },     { "problem", read_problem },
	{ "cause", read_cause }, { "harmless", read_harmless },
};

static void read_entry(struct loader *l, const xmlNode *node)
{
	const char *words[ARRAY_SIZE(entry) + 1] = { NULL };

	l->bad = false;
	for (size_t i = 0; i < ARRAY_SIZE(entry); i++) {
		if (strcmp((const char *)node->name, entry[i].name) == 0) {
			entry[i].read(l, node);
			return;
		}
		words[i] = entry[i].name;
	}
	unexpected(l, node, words);
}

static void read_root(struct loader *l, const xmlNode *root)
{
	static const char *const attrs[] = { "area", NULL };

	if (strcmp((const char *)root->name, "knowledge") != 0) {
		load_fault(l, root, NULL, "the root element is <knowledge>, not <%s>",
			   (const char *)root->name);
		return;
	}
	load_only(l, root, attrs);
	required(l, root, "area");
	for (const xmlNode *n = load_element(root->children); n; n = load_element(n->next))
		read_entry(l, n);
}

/* libxml2 says where the text is broken; its own words are good enough. */
static void keep_error(void *ctx, xmlErrorPtr error)
{
	struct loader *l = ctx;
	struct know_error *e = PUSH(&l->k->arena, l->k->error, l->k->n_error, l->k->cap_error);

	e->file = l->file;
	e->line = error->line > 0 ? (uint32_t)error->line : 0;
	e->column = error->int2 > 0 ? (uint32_t)error->int2 : 0;
	e->text = arena_printf(&l->k->arena, "not well-formed: %.*s",
			       STR_ARG(str_quote(&l->k->arena, str_of(error->message), 0)));
}

/* All rule files in their order, wherever their folder is. */
static void hash_more(struct know *k, struct str file, struct str xml)
{
	struct sha256_ctx ctx;
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct str name = str_sub(file, (size_t)(str_rchr(file, '/') + 1), file.len);
	struct buf hex = { .arena = &k->arena };

	sha256_init(&ctx);
	sha256_update(&ctx, k->sha256.len, (const uint8_t *)(k->sha256.s ? k->sha256.s : ""));
	sha256_update(&ctx, name.len, (const uint8_t *)name.s);
	sha256_update(&ctx, xml.len, (const uint8_t *)xml.s);
	sha256_digest(&ctx, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		buf_addf(&hex, "%02x", digest[i]);
	k->sha256 = buf_str(&hex);
}

void know_load(struct know *k, struct str file, struct str xml, bool override)
{
	struct loader l = {
		.k = k, .file = arena_str(&k->arena, file), .xml = xml, .override = override
	};
	xmlDoc *doc;

	if (xml.len > 16 * MIB) {
		load_fault(&l, NULL, NULL, "rule file larger than 16 MiB");
		return;
	}
	hash_more(k, file, xml);
	xmlSetStructuredErrorFunc(&l, keep_error);
	doc = xmlReadMemory(xml.s, (int)xml.len, "rules.xml", NULL,
			    XML_PARSE_NONET | XML_PARSE_BIG_LINES);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (doc && doc->intSubset)
		load_fault(&l, NULL, NULL, "a DOCTYPE is refused");
	else if (doc && xmlDocGetRootElement(doc))
		read_root(&l, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}
