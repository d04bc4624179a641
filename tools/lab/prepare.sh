#!/bin/bash
# prepare.sh FOLDER: what the tests on clean machines need: Debian's packages, a root of bookworm and one of trixie in FOLDER.
# Ends with 3, and the reason on its output, where machines cannot be booted.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) folder=$1
cannot() { echo "clean machines cannot be booted here: $1"; exit 3; }
[ "$(id -u)" = 0 ] || cannot "root is needed"
unshare --mount --net --pid --fork true 2>/dev/null || cannot "no name spaces"
missing=()
for package in mmdebstrap systemd-container iproute2 procps openssh-client ansible-core ansible-lint lintian age git; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ] || [ ! -e "$folder/bookworm/.ok" ] || [ ! -e "$folder/trixie/.ok" ]; then
  apt-get update -qq >&2
  [ ${#missing[@]} = 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
probe=$(mktemp -d)
mkdir "$probe"/{lower,upper,work,root}
mount -t overlay probe -o "lowerdir=$probe/lower,upperdir=$probe/upper,workdir=$probe/work" "$probe/root" 2>/dev/null || cannot "no overlay file system"
umount "$probe/root"; rm -rf "$probe"
for suite in bookworm trixie; do
  # The list of packages in a root ages: after a day it is made again.
  if [ -e "$folder/$suite/.ok" ] && [ -n "$(find "$folder/$suite/.ok" -mmin +1440)" ]; then rm -rf --one-file-system "${folder:?}/$suite"; fi
  "$here/mkbase.sh" "$suite" "$folder" >&2
done
