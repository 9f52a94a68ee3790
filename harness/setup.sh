# shellcheck shell=bash
# What run.sh installs and starts where it is missing: a container engine, packages, a browser. Sourced by run.sh.
# shellcheck disable=SC2154 # run.sh sets install
readonly STATE=${XDG_STATE_HOME:-${HOME:-$(cd ~ && pwd)}/.local/state}/harness
readonly ENGINE_PID=$STATE/dockerd.pid
readonly ENGINE_LOG=$STATE/dockerd.log

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
  # An engine that was killed leaves this behind, and dockerd refuses to start while it is there.
  engine_is_ours || rm -f "$ENGINE_PID"
  setsid dockerd --pidfile "$ENGINE_PID" >"$ENGINE_LOG" 2>&1 9>&- </dev/null &
  local tries=0
  until harness engine >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || fail 3 "dockerd does not answer; its log is $ENGINE_LOG"
    sleep 0.5
  done
}

# Alive, not another program that got its process id, nor one that only waits to be reaped.
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
  left=$(harness engine 2>/dev/null) || { say "the container engine (process $pid) does not answer, and is left alone"; return 0; }
  if [ "$left" -gt 0 ]; then
    say "the container engine stays up: $left containers are running on it"
    return 0
  fi
  kill "$pid"
  while engine_is_ours; do sleep 0.1; done
  rm -f "$ENGINE_PID"
  say "stopped the container engine that run.sh had started"
}

# What the first build of the images needs; installed packages are left alone.
require_packages() {
  [ "$install" = yes ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  local missing=()
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  # For the offline node on Ubuntu: Debian's keys, and what mmdebstrap finds out with that apt has to be told of them.
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  grep -qsx 'ID=debian' /etc/os-release || command -v gpg >/dev/null || missing+=(gpg)
  [ "${#missing[@]}" -eq 0 ] && return 0
  say "installing ${missing[*]} from the distribution, to build the images (--no-install forbids it)"
  apt_install "${missing[@]}"
}

# A run goes on without a browser: two scenarios are skipped. Ubuntu's package is a snap's wrapper, which
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
  apt_try "$@" || { tail -n 5 "$STATE/apt.log" >&2; fail 3 "apt-get could not install $*; its whole output is in $STATE/apt.log"; }
}

# A machine that has just started may be updating itself: who holds apt's locks is waited for.
apt_try() {
  local tries=0
  mkdir -p "$STATE"
  until apt_once "$@" >"$STATE/apt.log" 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] && grep -q 'Could not get lock' "$STATE/apt.log" || return 1
    [ "$tries" -gt 1 ] || say "  another apt-get is at work: waiting for it, five minutes at most"
    sleep 5
  done
}

apt_once() {
  LC_ALL=C apt-get update && LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}
