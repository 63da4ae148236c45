#!/bin/sh
# setup.sh - install what building and testing need, from Debian's packages; nothing if all is there
set -eu
packages='gcc make pkg-config libxml2-dev libevtx-dev libbfio-dev libpcre2-dev libjansson-dev libarchive-dev libsqlite3-dev
	zlib1g-dev nettle-dev libxslt1-dev libcmocka-dev valgrind python3-evtx libevtx-utils clang'
missing=
for p in $packages; do
	dpkg-query -W -f='${Status}\n' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "installing:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq >&2
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >&2
