"""captures.py - captures from public sources are read as the table says, in every encoding

usage: captures.py PROGRAM FOLDER TABLE [--accept]

TABLE: per capture its file, the kinds recognised, and how many observations of each kind. FOLDER is not part of the
project. Each capture is read as it is, with CRLF, as UTF-16LE with a byte order mark, in the OEM code page of its
language, if that has all its characters, and as web pages, a mail, Rich Text and a document of Word would hold it; the
observations must be the same.
"""
import collections
import html
import io
import json
import os
import quopri
import subprocess
import sys
import tempfile
import zipfile

program, folder, table = sys.argv[1:4]
PAGES = {"en": "cp437", "de": "cp850", "es": "cp850", "fr": "cp850", "ja": "cp932", "ru": "cp866"}


def ask(*arguments):
    return subprocess.run([*program.split(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def read(path):
    """Kinds and observations of every file below path."""
    kinds = {f["path"]: f["kind"] for f in json.loads(ask("-f", "json", path))["bundle"]["files"]}
    facts = collections.defaultdict(list)
    for o in json.loads(ask("evidence", "--keep-all", "-f", "json", path)):
        facts[o.pop("file")].append(o)
    return kinds, facts


def language(path):
    try:
        with open(os.path.splitext(path)[0] + ".src", encoding="utf-8") as source:
            for line in source:
                if line.startswith("lang:"):
                    return line[5:].split()[0]
    except (OSError, IndexError):
        pass
    return ""


def variants(text, lang):
    lines = text.replace("\r\n", "\n")
    yield "crlf", lines.replace("\n", "\r\n").encode("utf-8")
    yield "utf16", b"\xff\xfe" + lines.replace("\n", "\r\n").encode("utf-16-le")
    try:
        if PAGES.get(lang):
            yield PAGES[lang], lines.replace("\n", "\r\n").encode(PAGES[lang])
    except UnicodeEncodeError:
        pass


def rich_text(line):
    line = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\t", "\\tab ")
    units = line.encode("utf-16-le")
    return "".join(chr(u) if u < 128 else "\\u%d?" % (u - 65536 if u > 32767 else u)
                   for u in (units[i] + 256 * units[i + 1] for i in range(0, len(units), 2)))


def word(lines):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", '<?xml version="1.0"?>\n<w:document xmlns:w="w"><w:body>%s</w:body></w:document>' % "".join(
            '<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % l.replace("\t", "</w:t><w:tab/><w:t>") for l in lines))
    return out.getvalue()


def wrappings(text):
    """The text within something else: name, what the path of the text has behind the file's, bytes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    safe = [html.escape(l) for l in lines]
    wide = [l.replace("  ", "&nbsp; ") for l in safe]
    page = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>%s</body></html>"
    yield "pre", "", (page % ("<pre>" + "\n".join(safe) + "</pre>")).encode()
    yield "br", "", (page % "<br>\n".join(wide)).encode()
    yield "div", "", (page % "".join("<div>%s</div>" % (l or "<br>") for l in wide)).encode()
    yield "p", "", (page % "\n".join("<p class=MsoNormal><span\nstyle='color:black'>%s</span></p>" % (l or "&nbsp;") for l in wide)).encode()
    yield "rtf", "", ("{\\rtf1\\ansi{\\fonttbl{\\f0\\fnil\\fcharset0 Consolas;}}\\uc1 %s}" % "".join(rich_text(l) + "\\par\n" for l in lines)).encode()
    yield "docx", "/word/document.xml", word(safe)
    yield "eml", "/part-1.txt", b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring("\n".join(lines).encode())


def without(facts, *names):
    return [{k: v for k, v in o.items() if k not in names} for o in facts]


names = sorted(os.path.relpath(os.path.join(d, f), folder)
               for d, _, files in os.walk(folder) for f in files if not f.endswith(".src"))
kinds, facts = read(folder)
rows = []
for name in names:
    counts = collections.Counter(o["kind"] for o in facts[name])
    rows.append("%s: %s: %s" % (name, kinds[name], " ".join("%s=%d" % c for c in sorted(counts.items()))))
if "--accept" in sys.argv:
    with open(table, "w", encoding="utf-8") as out:
        out.write("".join(r.rstrip() + "\n" for r in rows))
failed = 0
with open(table, encoding="utf-8") as file:
    wanted = dict(l.split(": ", 1) if ": " in l else (l, "") for l in file.read().splitlines())
for row in rows:
    name, got = row.rstrip().split(": ", 1)
    if wanted.get(name, "not in the table") != got:
        print("%s is read as '%s', expected '%s'" % (name, got, wanted.get(name)))
        failed += 1

with tempfile.TemporaryDirectory() as copy:
    made = {}
    for name in names:
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            raw = file.read()
        if b"\0" in raw:
            continue
        text = raw.decode("utf-8")
        again = [(what, "", data, ["offset"]) for what, data in variants(text, language(path))]
        again += [(*w, ["offset", "line"]) for w in wrappings(text)]
        for what, behind, data, but in again:
            to = "%s/%s" % (what, name)
            os.makedirs(os.path.dirname(os.path.join(copy, to)), exist_ok=True)
            with open(os.path.join(copy, to), "wb") as out:
                out.write(data)
            made[to + behind] = name, but
    _, again = read(copy)
    for to, (name, but) in made.items():
        if without(again[to], *but) != without(facts[name], *but):
            print("%s: other observations than of the capture as it is" % to)
            failed += 1
print("%d captures, %d variants, %d differ" % (len(names), len(made), failed))
sys.exit(failed > 0)
