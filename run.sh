#!/usr/bin/env bash
# Harness: one command from nothing to a verdict on a real cluster. ./run.sh --help tells the rest.
# This script only brings what the program itself cannot: a build, and a container engine where none answers.
set -euo pipefail

cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
readonly ROOT=$PWD
readonly STATE=${XDG_STATE_HOME:-$HOME/.local/state}/harness
readonly ENGINE_PID=$STATE/dockerd.pid
readonly ENGINE_LOG=$STATE/dockerd.log
readonly PROGRAM=$ROOT/harness/Harness.Cli/bin/Release/net10.0/Harness.Cli.dll
install=yes
child=

say() { printf '%s\n' "$*" >&2; }
fail() { local code=$1; shift; say "error: $*"; exit "$code"; }

main() {
  local arguments=() argument
  for argument in "$@"; do
    if [ "$argument" = --no-install ]; then install=no; else arguments+=("$argument"); fi
  done
  set -- "${arguments[@]+"${arguments[@]}"}"

  require_sdk
  [ "${1:-}" = doctor ] || require_room
  build
  if needs_engine "$@"; then
    require_engine "$@"
    [ "${1:-}" = down ] || require_packages
  fi
  if opens_pages "$@"; then offer_browser; fi
  if [ "${1:-}" = down ] && [[ " $* " == *" --all "* ]]; then
    harness "$@"
    stop_engine
    return
  fi
  if engine_is_ours; then export HARNESS_ENGINE=ours; fi
  # In this process's place: whatever signal is sent to it reaches the program, which removes what it made.
  become_harness "$@"
}

# The caller's folder stays the current one for the program, so that paths on the command line mean what they say.
harness() { (become_harness "$@"); }
become_harness() {
  cd -- "$OLDPWD"
  exec dotnet "$PROGRAM" "$@"
}

# bash acts on a signal only after the program it waits for, so a long one runs in the background, with its output in a log,
# and as a group of its own, which is ended with all that it started.
attended() {
  local log=$1 code=0
  shift
  setsid "$@" >"$log" 2>&1 9>&- </dev/null &
  child=$!
  wait "$child" || code=$?
  child=
  return "$code"
}

stopped() {
  trap '' INT TERM HUP
  if [ -n "$child" ]; then
    kill -TERM -- "-$child" 2>/dev/null || kill -TERM "$child" 2>/dev/null || true
    wait "$child" || true
  fi
  say "stopped before anything was started"
  exit 130
}

require_sdk() {
  if ! command -v dotnet >/dev/null; then
    fail 3 "the .NET 10 SDK is not installed (no dotnet on the PATH); install it, see the download pages of .NET"
  fi
  if ! dotnet --version >/dev/null 2>&1; then
    fail 3 "no installed .NET SDK fits global.json (10.0): $(dotnet --list-sdks | tr '\n' ' ')"
  fi
}

# Before anything is built or started: a full disk or a read-only checkout would fail later, and worse.
require_room() {
  local folder probe
  for folder in .harness reports/runs; do
    probe=$folder/.writable.$$
    if ! { mkdir -p "$folder" && : >"$probe" && rm "$probe"; } 2>/dev/null; then
      fail 3 "$folder in $ROOT cannot be written to; make it writable, or check out the repository elsewhere"
    fi
  done
  local free
  free=$(df --output=avail -k . | tail -n 1)
  [ "$free" -ge 524288 ] || fail 3 "only $((free / 1024)) MiB free on the disk of $ROOT, and a run needs 512 MiB; make room first"
}

# A no-op build of the solution costs seconds: it is skipped while nothing is newer than what was built last.
build() {
  mkdir -p .harness
  exec 9>.harness/build.lock
  flock 9
  if [ ! -f "$PROGRAM" ] || [ ! -f .harness/built ] || [ -n "$(newer_sources)" ]; then
    say "building (about half a minute)"
    local log=.harness/build.log
    if ! attended "$log" dotnet build Harness.sln -c Release -v quiet -nologo; then
      grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
      fail 3 "the build failed; everything it said is in $ROOT/$log"
    fi
    touch .harness/built
  fi
  exec 9>&-
}

newer_sources() {
  find . -newer .harness/built -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.sln' -o -name global.json -o -name .editorconfig \) \
    -not -path '*/obj/*' -not -path '*/bin/*' -print -quit
}

needs_engine() {
  local argument
  for argument in "$@"; do
    case $argument in
      --kubeconfig | --kubeconfig=* | --help | -h | -\? | --version) return 1 ;;
    esac
  done
  if [ "${1:-}" = validate ]; then
    needs_preview_cluster "$@"
    return
  fi
  case ${1:-run} in
    run | --* | test | bench | up | down) [ -z "${HARNESS_KUBECONFIG:-}" ] ;;
    *) return 1 ;; # an unknown word: the program says so, and nothing is installed for it
  esac
}

# validate starts a node only for a preview on a cluster; all else it asks of what is there, or of plain processes.
needs_preview_cluster() {
  case " $* " in
    *" --preview control-plane "* | *" --preview=control-plane "*) return 1 ;;
    *" --preview "* | *" --preview="*) return 0 ;;
    *) return 1 ;;
  esac
}

require_engine() {
  local answer code=0
  answer=$(harness engine 2>&1) || code=$?
  [ "$code" != 0 ] || return 0
  if [ "${1:-}" = down ]; then return; fi
  if [ "$install" = no ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null || [ -n "${DOCKER_HOST:-}" ]; then
    say "$answer"
    exit "$code"
  fi
  say "no container engine answers:"
  if ! command -v dockerd >/dev/null; then
    say "  installing docker.io from the distribution (--no-install forbids it)"
    apt_install docker.io
  fi
  if ! harness engine >/dev/null 2>&1; then start_engine; fi
}

# A package's service may start the engine by itself; where no service manager runs, this script does.
start_engine() {
  if [ -d /run/systemd/system ]; then
    say "  starting the docker service"
    systemctl start docker || fail 3 "the docker service did not start: journalctl -u docker"
    return
  fi
  say "  starting dockerd (log: $ENGINE_LOG); it stays up for the next run, ./run.sh down --all stops it"
  mkdir -p "$STATE"
  # An engine that was killed leaves this behind, and dockerd would refuse to start beside it.
  engine_is_ours || rm -f "$ENGINE_PID"
  setsid dockerd --pidfile "$ENGINE_PID" >"$ENGINE_LOG" 2>&1 9>&- </dev/null &
  local tries=0
  until harness engine >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail 3 "dockerd does not answer; its log is $ENGINE_LOG"
    sleep 0.5
  done
}

# Alive, and not a process of another program that got its number, nor one that only waits to be reaped.
engine_is_ours() {
  [ -f "$ENGINE_PID" ] || return 1
  local status
  status=/proc/$(cat "$ENGINE_PID")/status
  grep -qsx 'Name:[[:space:]]*dockerd' "$status" && ! grep -qs '^State:[[:space:]]*[ZX]' "$status"
}

stop_engine() {
  engine_is_ours || return 0
  local pid left
  pid=$(cat "$ENGINE_PID")
  left=$(harness engine 2>/dev/null) || { say "the container engine (process $pid) does not answer, and is left as it is"; return 0; }
  if [ "$left" -gt 0 ]; then
    say "the container engine stays up: $left containers run on it"
    return 0
  fi
  kill "$pid"
  while engine_is_ours; do sleep 0.1; done
  rm -f "$ENGINE_PID"
  say "stopped the container engine that run.sh had started"
}

# What the first build of the images needs; packages that are there are left alone.
require_packages() {
  [ "$install" = yes ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  local missing=()
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  [ "${#missing[@]}" -eq 0 ] && return 0
  say "installing ${missing[*]} from the distribution, to build the images (--no-install forbids it)"
  apt_install "${missing[@]}"
}

# The scenarios open web pages; with --filter they may or may not.
opens_pages() {
  local argument
  for argument in "$@"; do
    case $argument in --browser | --browser=* | --help | -h | -\? | --version) return 1 ;; esac
  done
  case ${1:-run} in run | --* | test) [ -z "${HARNESS_BROWSER:-}" ] ;; *) return 1 ;; esac
}

# Without a browser two scenarios are skipped, so that a run goes on without it. Ubuntu's package is a snap's wrapper, which
# starts nothing in a container or without snapd: only a package that has the browser itself is installed.
offer_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then return; fi
  done
  [ "$install" = yes ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  grep -qsx 'ID=debian' /etc/os-release || return 0
  say "installing chromium from the distribution, to open web pages (--no-install forbids it)"
  apt_try chromium || say "  apt-get could not install it (log: $STATE/apt.log); the scenarios that open web pages will be skipped"
}

apt_install() {
  apt_try "$@" || { tail -n 5 "$STATE/apt.log" >&2; fail 3 "apt-get could not install $*; everything it said is in $STATE/apt.log"; }
}

apt_try() {
  mkdir -p "$STATE"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$STATE/apt.log" 2>&1
}

trap stopped INT TERM HUP
main "$@"
