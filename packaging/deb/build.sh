#!/usr/bin/env bash
# build.sh ARCHITECTURE FOLDER: makes artifacts/beffroi_VERSION_ARCHITECTURE.deb of a published folder.
# The same commit gives the same bytes: every time comes from the last commit, every list is sorted.
# Packages are written under BEFFROI_PACKAGE_FOLDER (artifacts by default); BEFFROI_PACKAGE_VERSION replaces the version, for tests of upgrades.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
architecture=$1 published=$(realpath "$2")
version=${BEFFROI_PACKAGE_VERSION:-$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' "$root/Directory.Build.props")}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
put() { install -D -m "$1" "$2" "$tree/$3"; }
gz() { mkdir -p "$tree/$(dirname "$2")"; gzip -9n <"$1" >"$tree/$2"; chmod 644 "$tree/$2"; }

# The program. Debugging symbols stay with the build.
lib=usr/lib/beffroi
mkdir -p "$tree/$lib"
(cd "$published" && find . -type f ! -name '*.pdb' ! -name '*LICENSE.txt*' ! -name 'OFL.txt*' -print0 | sort -z | xargs -0 cp --parents -t "$tree/$lib")
find "$tree/$lib" -type f -exec chmod 644 {} +
chmod 755 "$tree/$lib/beffroi"
# The times of checked-out files differ from one machine to the next.
sed -i -E "s/(\"Last-Modified\",\"Value\":\")[^\"]*/\1$(date -u -d "@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S GMT')/g" "$tree/$lib/beffroi.staticwebassets.endpoints.json"

put 755 "$here/beffroi.wrapper" usr/bin/beffroi
put 644 "$here/beffroi.json" etc/beffroi/beffroi.json
put 644 "$here/beffroi.service" usr/lib/systemd/system/beffroi.service
put 644 "$here/beffroi.socket" usr/lib/systemd/system/beffroi.socket
put 644 "$root/packaging/completion/beffroi" usr/share/bash-completion/completions/beffroi
put 644 "$here/lintian-overrides" usr/share/lintian/overrides/beffroi
gz "$root/packaging/man/beffroi.1" usr/share/man/man1/beffroi.1.gz

doc=usr/share/doc/beffroi
for example in "$here"/examples/*; do put 644 "$example" "$doc/examples/$(basename "$example")"; done
[ ! -e "$root/appliance/Configuration/beffroi.schema.json" ] || put 644 "$root/appliance/Configuration/beffroi.schema.json" "$doc/beffroi.schema.json"
put 644 "$root/docs/guide-exploitation.md" "$doc/guide-exploitation.md"
python3 "$here/documents.py" "$root" "$tree/$doc" "$version"
artifacts=${BEFFROI_PACKAGE_FOLDER:-$root/artifacts}
mkdir -p "$artifacts"
cp "$tree/$doc/beffroi.cdx.json" "$artifacts/beffroi_${version}_$architecture.cdx.json"
gzip -9n "$tree/$doc/changelog.Debian" "$tree/$doc/changelog" "$tree/$doc/beffroi.cdx.json"

size=$(find "$tree" -type f -printf '%s\n' | awk '{ kib += int(($1 + 1023) / 1024) } END { print kib }')
mkdir "$tree/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" "$here/control.in" >"$tree/DEBIAN/control"
echo /etc/beffroi/beffroi.json >"$tree/DEBIAN/conffiles"
for script in preinst postinst prerm postrm; do install -m 755 "$here/$script" "$tree/DEBIAN/$script"; done
(cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)

find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
package="$artifacts/beffroi_${version}_$architecture.deb"
# gzip writes the same bytes whatever the number of processors, and in a tenth of the time of xz.
dpkg-deb --root-owner-group -Zgzip -z6 --build "$tree" "$package" >&2
echo "$package"
