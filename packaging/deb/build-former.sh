#!/usr/bin/env bash
# build-former.sh COMMIT FOLDER: makes in FOLDER the package of an earlier commit, without ahead-of-time compilation, and prints its path.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
commit=$1
mkdir -p "$2"
folder=$(realpath "$2")
sources=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$sources/tree" 2>/dev/null || true; rm -rf "$sources"' EXIT
git -C "$root" worktree add --quiet --detach "$sources/tree" "$commit"
cd "$sources/tree"
dotnet publish appliance -c Release -r linux-x64 --self-contained --tl:off -v quiet \
  -p:PublishSingleFile=true -p:EnableSingleFileAnalyzer=false -p:PublishReadyToRun=false -o artifacts/publish/linux-x64 >&2
BEFFROI_PACKAGE_FOLDER=$folder packaging/deb/build.sh amd64 artifacts/publish/linux-x64
