#!/bin/sh
# archives.sh - bundles in archives: same evidence as the folder, hostile ones cost only themselves
cd "$(dirname "$0")/.." || exit 2
O=${O:-build}
root=$(pwd)
case $O in /*) ;; *) O=$root/$O ;; esac
t=$O/archives
rm -rf "$t"
mkdir -p "$t/work"
cd "$t/work" || exit 2
cp -r "$root/samples/cryptsvc-disabled" bundle
python3 - <<'P'
import base64, io, os, quopri, stat, tarfile, zipfile

def good(z, prefix):
    for f in sorted(os.listdir("bundle"), key=lambda f: not f.startswith("collect")):
        z.write("bundle/" + f, prefix + f)

with zipfile.ZipFile("good.zip", "w", zipfile.ZIP_DEFLATED) as z:
    good(z, "")
with tarfile.open("good.tar.gz", "w:gz") as t:
    for f in sorted(os.listdir("bundle")):
        t.add("bundle/" + f, f)
with zipfile.ZipFile("names.zip", "w") as z:
    good(z, "")
    for name in ("../../../up.txt", "/abs.txt", "C:\\drive.txt", "\\\\server\\share\\x.txt", "con", "a/" * 200 + "deep.txt"):
        z.writestr(name, "System writer is not found\r\n")
with tarfile.open("links.tar", "w") as t:
    for f in sorted(os.listdir("bundle")):
        t.add("bundle/" + f, f)
    for kind, target in ((tarfile.SYMTYPE, "/etc/passwd"), (tarfile.LNKTYPE, "../../x"), (tarfile.FIFOTYPE, ""), (tarfile.CHRTYPE, "")):
        i = tarfile.TarInfo("odd-%d" % ord(kind))
        i.type, i.linkname = kind, target
        t.addfile(i)
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    good(z, "")
    with z.open("zeros.txt", "w", force_zip64=True) as out:
        for _ in range(200):
            out.write(bytes(1 << 20))
with zipfile.ZipFile("many.zip", "w") as z:
    for i in range(100200):
        z.writestr("%d" % i, "")
nested = open("good.zip", "rb").read()
for i in range(20):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        z.writestr("level%d.zip" % i, nested)
    nested = b.getvalue()
open("nested.zip", "wb").write(nested)
data = open("good.zip", "rb").read()
open("cut.zip", "wb").write(data[:len(data) * 2 // 3])
crypt = bytearray(data)
at = 0
while (at := crypt.find(b"PK\x03\x04", at)) >= 0:
    crypt[at + 6] |= 1
    at += 4
at = 0
while (at := crypt.find(b"PK\x01\x02", at)) >= 0:
    crypt[at + 8] |= 1
    at += 4
open("encrypted.zip", "wb").write(crypt)

def part(kind, code, body, name=None):
    head = "Content-Type: %s\r\n" % kind
    if name:
        head += "Content-Disposition: attachment;\r\n filename=\"%s\"\r\n" % name
    return (head + "Content-Transfer-Encoding: %s\r\n\r\n" % code).encode() + body + b"\r\n"

def many(kind, mark, *parts):
    lines = b"".join(b"--" + mark + b"\r\n" + p for p in parts)
    return b"Content-Type: multipart/%s; boundary=\"%s\"\r\n\r\n" % (kind.encode(), mark) + lines + b"--" + mark + b"--\r\n"

top = b"From: admin@northwind.example\r\nSubject: backup\r\nMIME-Version: 1.0\r\n"
text = open("bundle/collect.txt", "rb").read()
page = b"<html><body><p>See the text.</p></body></html>"
letter = many("alternative", b"=_2", part("text/plain; charset=utf-8", "quoted-printable", quopri.encodestring(text)),
              part("text/html", "quoted-printable", quopri.encodestring(page)))
files = [part("application/octet-stream", "base64", base64.encodebytes(open("bundle/" + f, "rb").read()), "..\\" + f)
         for f in sorted(os.listdir("bundle")) if f != "collect.txt"]
mail = top + many("mixed", b"=_1", letter, *files)
open("good.eml", "wb").write(mail)
open("cut.eml", "wb").write(mail[:len(mail) * 4 // 5])
open("forwarded.eml", "wb").write(top + many("mixed", b"=_0", b"Content-Type: message/rfc822\r\n\r\n" + mail))
lines = text.decode().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n")
open("page.mht", "wb").write(top + many("related", b"=_3", part("text/html", "quoted-printable", quopri.encodestring(
    ("<html><body><pre>" + "\n".join(lines) + "</pre></body></html>").encode())), *files))
deep = part("text/plain", "7bit", b"System writer is not found")
for i in range(200):
    deep = many("mixed", b"=_%d" % i, deep)
open("deep.eml", "wb").write(top + deep)
open("parts.eml", "wb").write(top + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 100200)
P
rm -rf bundle
before=$(find "$t" | sort | cksum)
failed=0

# expect FILE EXIT DIAGNOSTIC   ("-": none)
expect() {
	timeout 120 ${WRAP:-} "$O/wbtriage" -f csv "$1" >"$O/archive.out" 2>"$O/archive.err"
	got=$?
	[ "$got" = "$2" ] || { echo "FAIL $1: exit $got, expected $2"; head -2 "$O/archive.err"; failed=1; }
	[ "$3" = - ] || grep -q "\[$3\]" "$O/archive.err" || { echo "FAIL $1: no [$3]"; failed=1; }
	[ "$2" != 1 ] || grep -q system-writer-cryptsvc-not-running "$O/archive.out" || { echo "FAIL $1: cause not found"; failed=1; }
}

expect good.zip 1 -
expect good.tar.gz 1 -
expect names.zip 1 -
expect links.tar 1 path-link
expect bomb.zip 1 archive-bomb
expect nested.zip 3 archive-depth
expect cut.zip 1 archive-damaged
expect encrypted.zip 3 archive-encrypted
expect good.eml 1 -
expect cut.eml 1 -
expect forwarded.eml 1 -
expect page.mht 1 -
expect deep.eml 3 -
expect parts.eml 3 archive-entries
[ -n "${WRAP:-}" ] || expect many.zip 3 archive-entries
[ "$before" = "$(find "$t" | sort | cksum)" ] || { echo 'FAIL: something was written'; failed=1; }
cd "$root" || exit 2
rm -rf "$t"
exit $failed
