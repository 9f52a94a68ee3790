#!/usr/bin/env bash
# Harness: one command from nothing to a verdict on a real cluster. ./run.sh --help says more.
# This script adds only what the program itself cannot provide: a build, and a container engine where none answers.
set -euo pipefail

# Where standard input or standard error is closed, the next opened file passes for it: with the latter, this script.
[ -e /dev/fd/0 ] || exec </dev/null
[ ! /dev/fd/2 -ef "${BASH_SOURCE[0]}" ] || exec 2>/dev/null

cd -P -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
readonly ROOT=$PWD
readonly PROGRAM=$ROOT/harness/Harness.Cli/bin/Release/net10.0/Harness.Cli.dll
install=yes
child=
. harness/setup.sh

say() { printf '%s\n' "$*" >&2; }
fail() { local code=$1; shift; say "error: $*"; exit "$code"; }

main() {
  local arguments=() argument
  for argument in "$@"; do
    if [ "$argument" = --no-install ]; then install=no; else arguments+=("$argument"); fi
  done
  set -- "${arguments[@]+"${arguments[@]}"}"

  require_sdk
  # To remove old runs is what makes room.
  case ${1:-} in doctor | report) ;; *) require_room ;; esac
  build
  if needs_engine "$@"; then
    harness check -- "$@" || exit $?
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
  # In this process's place: any signal sent to it reaches the program, which removes what it made.
  become_harness "$@"
}

# The caller's folder stays the current one for the program, so that paths on the command line mean what they say.
harness() { (become_harness "$@"); }
become_harness() {
  cd -- "$OLDPWD" 2>/dev/null || fail 2 "the current folder no longer exists: change into another"
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
    fail 3 "the .NET 10 SDK is not installed (no dotnet on the PATH); install it (see .NET's download page)"
  fi
  if ! dotnet --version >/dev/null 2>&1; then
    fail 3 "no installed .NET SDK fits global.json (10.0; installed: $(dotnet --list-sdks | tr '\n' ' ')); install the .NET 10 SDK"
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
  [ "$free" -ge 524288 ] || fail 3 "only $((free / 1024)) MiB free on the disk of $ROOT, but a run needs 512 MiB; free some space"
}

# A no-op build of the solution costs seconds: it is skipped while nothing is newer than what was built last.
build() {
  mkdir -p .harness
  exec 9>.harness/build.lock
  flock 9
  if [ ! -f "$PROGRAM" ] || [ ! -f .harness/built ] || [ -n "$(newer_sources)" ]; then
    say "building, once (a minute or two; log: .harness/build.log)"
    local log=.harness/build.log
    if ! attended "$log" dotnet build Harness.sln -c Release -v quiet -nologo; then
      grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
      fail 3 "the build failed; its whole output is in $ROOT/$log"
    fi
    touch .harness/built
  fi
  exec 9>&-
}

newer_sources() {
  find . -newer .harness/built -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sln' -o -name global.json -o -name .editorconfig \) \
    -not -path '*/obj/*' -not -path '*/bin/*' -print -quit
}

needs_engine() {
  local argument
  case " $* " in *" --cluster existing "*) return 1 ;; esac
  for argument in "$@"; do
    case $argument in
      --kubeconfig | --kubeconfig=* | --cluster=existing | --help | -h | -\? | --version) return 1 ;;
    esac
  done
  if [ "${1:-}" = validate ]; then
    needs_preview_cluster "$@"
    return
  fi
  case ${1:-} in
    "" | --* | test | bench | up | down) [ -z "${HARNESS_KUBECONFIG:-}" ] ;;
    *) return 1 ;; # an unknown word: the program says so, and nothing is installed for it
  esac
}

# validate starts a node only for a preview on a cluster; everything else asks what is there already, or plain processes.
needs_preview_cluster() {
  case " $* " in
    *" --preview control-plane "* | *" --preview=control-plane "*) return 1 ;;
    *" --preview "* | *" --preview="*) return 0 ;;
    *) return 1 ;;
  esac
}

# The scenarios open web pages; with --filter they may or may not.
opens_pages() {
  local argument
  for argument in "$@"; do
    case $argument in --browser | --browser=* | --help | -h | -\? | --version) return 1 ;; esac
  done
  case ${1:-run} in run | --* | test) [ -z "${HARNESS_BROWSER:-}" ] ;; *) return 1 ;; esac
}

trap stopped INT TERM HUP
main "$@"
