#!/usr/bin/env bash
# A private PostgreSQL cluster for the tests: start DIR PORT | stop DIR. Never the machine's own cluster.
set -euo pipefail

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)

as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
  else
    "$@"
  fi
}

case ${1:?start or stop} in
  start)
    dir=${2:?folder} port=${3:?port}
    mkdir -p "$dir"
    [ "$(id -u)" = 0 ] && chown postgres "$dir"
    cd /
    as_postgres "$bin/initdb" -D "$dir/data" -A trust -U postgres --locale=C.UTF-8 -E UTF8 >/dev/null
    # Tests throw their databases away: nothing of theirs needs to reach the disk.
    as_postgres "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" \
      -o "-k $dir -p $port -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400" start >/dev/null
    # An ordinary owner of databases, as on a server: row-level policies do not bind a superuser.
    as_postgres "$bin/psql" -h "$dir" -p "$port" -q -c "CREATE ROLE beffroi LOGIN CREATEDB" postgres
    ;;
  stop)
    dir=${2:?folder}
    cd /
    as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null
    ;;
esac
