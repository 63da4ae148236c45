"""captures.py - captures from public sources are read as the table says, in every encoding

usage: captures.py PROGRAM FOLDER TABLE [--accept]

TABLE: per capture its file, the kinds recognised, and how many observations of each kind. FOLDER is not part of the
project. Each capture is read as it is, with CRLF, as UTF-16LE with a byte order mark, and in the OEM code page of its
language, if that has all its characters; the observations must be the same.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

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


def without_offsets(facts):
    return [{k: v for k, v in o.items() if k != "offset"} for o in facts]


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
        for what, data in variants(raw.decode("utf-8"), language(path)):
            to = "%s/%s" % (what, name)
            os.makedirs(os.path.dirname(os.path.join(copy, to)), exist_ok=True)
            with open(os.path.join(copy, to), "wb") as out:
                out.write(data)
            made[to] = name
    _, again = read(copy)
    for to, name in made.items():
        if without_offsets(again[to]) != without_offsets(facts[name]):
            print("%s: other observations than of the capture as it is" % to)
            failed += 1
print("%d captures, %d variants, %d differ" % (len(names), len(made), failed))
sys.exit(failed > 0)
