/* bundle.c - see bundle.h */
#include "parsers/bundle.h"

#include <string.h>

#include "parsers/archive.h"
#include "parsers/format.h"
#include "parsers/limits.h"
#include "parsers/mail.h"
#include "parsers/port.h"

struct walk {
	struct bundle *b;
	const struct bundle_ask *ask;
	size_t visited;
};

static struct pos at_path(struct str path)
{
	return (struct pos){ .file = path };
}

static void read_evidence(struct walk *w, struct str path, const struct file *file)
{
	struct bundle_file *f;
	struct parse p = { .arena = w->b->arena,
			   .diag = &w->b->diag,
			   .out = &w->b->obs,
			   .want = w->ask->want,
			   .ask = w->ask->ask,
			   .threads = w->ask->threads,
			   .file = (uint32_t)w->b->n_file };
	struct format_result r = { .kind = { 0 } };
	size_t before = w->b->obs.n;

	if (w->ask->visit) {
		w->visited++;
		w->ask->visit(w->ask->ctx, w->b, path, file);
		return;
	}
	if (w->b->n_file >= LIMIT_BUNDLE_FILES) {
		struct pos at = at_path(path);

		diag(&w->b->diag, DIAG_BUNDLE_FILES, &at, "limit %d", LIMIT_BUNDLE_FILES);
		return;
	}
	f = PUSH(w->b->arena, w->b->file, w->b->n_file, w->b->cap_file);
	f->path = arena_str(w->b->arena, path);
	f->bytes = file->size;
	p.at = at_path(f->path);
	if (w->b->arena->used > LIMIT_BUNDLE_BYTES) {
		diag(&w->b->diag, DIAG_BUNDLE_MEMORY, &p.at, "%s", "");
		r.kind = STR("not read");
		f->unreadable = true;
	} else {
		f->unreadable = !format_file(&p, file, &r) || r.cut;
	}
	f->kind = r.kind;
	f->lines = r.lines;
	f->unused = r.unused;
	f->n_obs = w->b->obs.n - before;
	w->b->n_recognised += r.recognised;
}

/* An archive or mail being read: where it is, and how deep. */
struct opened {
	struct walk *w;
	struct str prefix;
	struct archive_budget *budget;
	unsigned depth;
};

static void read_file(struct walk *w, struct str path, struct str prefix, const struct file *file,
		      struct archive_budget *budget, unsigned depth);

static struct str join(struct arena *a, struct str folder, struct str name);

/* The bytes of a member are gone after the call: what observations point to is copied. */
static void read_member(void *ctx, struct str label, const struct file *file)
{
	struct opened *o = ctx;
	struct obs_list *list = &o->w->b->obs;
	size_t before = list->n;
	struct str path = join(o->w->b->arena, o->prefix, label);

	read_file(o->w, path, path, file, o->budget, o->depth);
	for (size_t i = before; i < list->n; i++)
		obs_own(list->arena, list->item[i]);
}

static bool is_archive(const struct file *file)
{
	char head[512];
	size_t got;

	return file_read(file, 0, head, sizeof(head), &got) &&
	       archive_sniff((struct str){ head, got });
}

static void read_file(struct walk *w, struct str path, struct str prefix, const struct file *file,
		      struct archive_budget *budget, unsigned depth)
{
	struct archive_budget fresh = archive_budget(file->size);
	struct opened o = { w, prefix, budget ? budget : &fresh, depth + 1 };
	struct pos at = at_path(path);
	bool archive = is_archive(file), mail = !archive && mail_sniff(file);

	if (!archive && !mail) {
		read_evidence(w, path, file);
		return;
	}
	if (depth >= LIMIT_ARCHIVE_DEPTH) {
		diag(&w->b->diag, DIAG_ARCHIVE_DEPTH, &at, "limit %d", LIMIT_ARCHIVE_DEPTH);
		return;
	}
	if (archive ? !archive_read(w->b->arena, &w->b->diag, &at, prefix, file, o.budget,
				    read_member, &o) :
		      !mail_read(w->b->arena, &w->b->diag, &at, file, o.budget, read_member, &o))
		read_evidence(w, path, file);
}

static struct str join(struct arena *a, struct str folder, struct str name)
{
	if (!folder.len)
		return arena_str(a, name);
	return arena_printf(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static void read_root(struct walk *w, struct str path, struct str prefix, struct port_handle h)
{
	struct file file = file_of_handle(h);

	read_file(w, path, prefix, &file, NULL, 0);
}

static void walk_folder(struct walk *w, struct str path, const struct port_handle *folder,
			unsigned depth);

static void walk_entry(struct walk *w, struct str path, const struct port_handle *folder,
		       struct str name, unsigned depth)
{
	struct port_handle h;
	struct pos at = at_path(path);
	enum port_error error = port_open(folder, name.s, folder == NULL, &h);

	if (error == PORT_MISSING)
		diag(&w->b->diag, DIAG_PATH_MISSING, &at, "%s", "");
	else if (error != PORT_OK)
		diag(&w->b->diag, DIAG_PATH_UNREADABLE, &at, "%.*s",
		     STR_ARG(port_reason(w->b->arena)));
	else if (h.kind == PORT_LINK)
		diag(&w->b->diag, DIAG_PATH_LINK, &at, "%s", "");
	else if (h.kind == PORT_SPECIAL)
		diag(&w->b->diag, DIAG_PATH_SPECIAL, &at, "%s", "");
	else if (h.kind == PORT_FOLDER)
		walk_folder(w, folder ? path : (struct str){ 0 }, &h, depth + 1);
	else
		read_root(w, path, folder ? path : (struct str){ 0 }, h);
	port_close(&h);
}

static void walk_folder(struct walk *w, struct str path, const struct port_handle *folder,
			unsigned depth)
{
	struct pos at = at_path(path);
	struct str *name;
	size_t n;
	bool more;

	if (depth > LIMIT_FOLDER_DEPTH) {
		diag(&w->b->diag, DIAG_BUNDLE_DEPTH, &at, "limit %d", LIMIT_FOLDER_DEPTH);
		return;
	}
	if (!port_list(w->b->arena, folder, LIMIT_BUNDLE_FILES, &name, &n, &more)) {
		diag(&w->b->diag, DIAG_PATH_UNREADABLE, &at, "%.*s",
		     STR_ARG(port_reason(w->b->arena)));
		return;
	}
	if (more)
		diag(&w->b->diag, DIAG_BUNDLE_FILES, &at, "limit %d", LIMIT_BUNDLE_FILES);
	for (size_t i = 0; i < n; i++)
		walk_entry(w, join(w->b->arena, path, name[i]), folder, name[i], depth);
}

static struct str base_name(struct str path)
{
	ptrdiff_t slash;

	while (path.len > 1 && path.s[path.len - 1] == '/')
		path.len--;
	slash = str_rchr(path, '/');
	return slash < 0 || path.len == 1 ? path : str_sub(path, (size_t)slash + 1, path.len);
}

/* What a path names, also if it ends with "." or "..": the same as from anywhere else. */
static struct str real_name(struct arena *a, struct str path)
{
	struct str name = base_name(path), whole;
	size_t up = 0;

	if (!str_eq(name, STR(".")) && !str_eq(name, STR("..")))
		return name;
	whole = path.s[0] == '/' ? path : join(a, port_current(a), path);
	for (;;) {
		ptrdiff_t slash = str_rchr(whole, '/');
		struct str last = str_sub(whole, (size_t)(slash + 1), whole.len);

		if (str_eq(last, STR("..")))
			up++;
		else if (last.len && !str_eq(last, STR(".")) && !up--)
			return last;
		if (slash < 0)
			return name;
		whole = str_sub(whole, 0, (size_t)slash);
		if (!whole.len)
			return name;
	}
}

bool bundle_read(struct bundle *b, struct arena *a, const char *const *path, size_t n,
		 const struct bundle_ask *ask)
{
	struct walk w = { .b = b, .ask = ask };

	*b = (struct bundle){ .arena = a, .obs = { .arena = a }, .diag = { .arena = a } };
	for (size_t i = 0; i < n; i++) {
		struct str name = real_name(a, str_of(path[i]));
		size_t files = b->n_file + w.visited, told = b->diag.n;
		struct pos at = at_path(name);

		if (i == 0)
			b->name = arena_str(a, name);
		walk_entry(&w, name, NULL, str_of(path[i]), 0);
		if (b->n_file + w.visited == files && b->diag.n == told)
			diag(&b->diag, DIAG_BUNDLE_EMPTY, &at, "%s", "");
	}
	return b->n_recognised > 0;
}

const struct str *bundle_names(const struct bundle *b)
{
	struct str *name = arena_array(b->arena, struct str, b->n_file);

	for (size_t i = 0; i < b->n_file; i++)
		name[i] = b->file[i].path;
	return name;
}
