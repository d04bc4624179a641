#!/bin/bash
# clean.sh: removes the machines that a run of the tests left behind when it was cut off.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
for folder in /tmp/beffroi-lab-*; do
  [ -d "$folder" ] || continue
  name=${folder#/tmp/beffroi-lab-}
  if kill -0 "$(sed -E 's/^bl([0-9]+)-.*/\1/' <<<"$name")" 2>/dev/null; then continue; fi
  [ ! -d "$folder/lab" ] || LAB_DIR=$folder/lab LAB_NAME=$name "$here/lab.sh" down -a
  # Nothing is mounted there any more once the machine is down.
  if ! grep -qF " $folder" /proc/self/mounts; then rm -rf --one-file-system "$folder"; fi
done
