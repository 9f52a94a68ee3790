#!/usr/bin/env bash
# Measures the figures that the project promises about itself, on this machine, and prints them as a table.
# Usage: benchmarks/figures.sh [--cold]    --cold also builds everything from nothing, in a cache folder of its own
#        benchmarks/figures.sh --repeat N  only runs all scenarios N times in a row on one cluster
#        benchmarks/figures.sh --control N only compares the proxy with itself, 50 comparisons in each of N benchmarks on one cluster
#        benchmarks/figures.sh --fuzz      only feeds a million bad inputs to the readers of policies, manifests and audit logs
#        benchmarks/figures.sh --learn     only learns from audit logs of 100 MiB and of 2 GiB, which are made of real events
set -euo pipefail
shopt -s inherit_errexit # a failure within $(…) ends the figure, and with it the script
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly STARTS=5
kept=no
log=$(mktemp)
say() { printf '%s\n' "$*" >&2; }
row() { printf '| %s | %s | %s |\n' "$1" "$2" "$3"; }
finish() {
  [ $? != 0 ] || rm -f "$log"
  [ "$kept" = no ] || ./run.sh down >/dev/null 2>&1
}
trap finish EXIT

quietly() { "$@" >"$log" 2>&1 || { tail -n 20 "$log" >&2; say "failed: $*; its output is in $log"; exit 1; }; }

seconds() { # seconds COMMAND…: how long it took; its output goes to a log
  local start=$EPOCHREALTIME
  quietly "$@"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'
}

# From the container's start to all conditions of readiness, as the program itself measured it.
start_seconds() { grep -o '"Value": [0-9.]*' .harness/cluster.json | awk '{ n += $2 } END { printf "%.1f\n", n }'; }

node_starts() {
  local times=() i
  for i in $(seq "$STARTS"); do
    say "node start $i of $STARTS"
    quietly ./run.sh up --cluster offline
    times+=("$(start_seconds)")
    [ "$i" = "$STARTS" ] || quietly ./run.sh down
  done
  printf '%s\n' "${times[@]}" | sort -n |
    awk '{ t[NR] = $1 } END { printf "%s s (median of %d; %s to %s)", t[int((NR + 1) / 2)], NR, t[1], t[NR] }'
}

# Proportional set size of every process in the node's container: shared pages count once.
idle_memory() {
  local node pids pid
  node=$(grep -o '"ContainerId": "[0-9a-f]*' .harness/cluster.json | cut -d'"' -f4)
  pids=$(docker top "$node" -eo pid | tail -n +2)
  for pid in $pids; do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done |
    awk '/^Pss:/ { n += $2 } END { printf "%.0f MiB", n / 1024 }'
}

two_at_once() {
  local first second code=0
  ./run.sh --cluster offline >"$log.1" 2>&1 & first=$!
  ./run.sh --cluster offline >"$log.2" 2>&1 & second=$!
  wait "$first" || code=$?
  wait "$second" || code=$?
  [ "$code" = 0 ] || { echo "failed ($code): $log.1, $log.2"; return; }
  rm "$log.1" "$log.2"
  echo "both pass"
}

cold() {
  local cache image
  cache=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder is named now: it is the function's own
  trap "rm -rf '$cache'" EXIT
  for image in $(docker images --format '{{.Repository}}:{{.Tag}}' | grep '^harness.local/node:'); do docker rmi "$image" >/dev/null; done
  XDG_CACHE_HOME=$cache seconds ./run.sh --cluster offline
}

fuzz() {
  HARNESS_FUZZ_INPUTS=500000 dotnet test harness/Harness.Tests -c Release --filter FullyQualifiedName~Rbac.Fuzzing \
    -l "console;verbosity=detailed"
}

# Real events of proxied calls, each again and again with another id and path, until there are so many MiB of them.
multiply() { # multiply EVENTS MIB
  awk -v n=0 -v i=0 -v most=$(( $2 * 1048576 )) '
    match($0, /"auditID":"[^"]*"/) {
      before[n] = substr($0, 1, RSTART - 1)
      $0 = substr($0, RSTART + RLENGTH)
      if (match($0, /\/proxy\/[^"]*"/)) { between[n] = substr($0, 1, RSTART - 1); after[n++] = substr($0, RSTART + RLENGTH) }
    }
    END {
      while (size < most)
        for (k = 0; k < n && size < most; k++) {
          event = before[k] "\"auditID\":\"" i "\"" between[k] "/proxy/items/" (i++ % 1000000) "\"" after[k]
          size += length(event) + 1
          print event
        }
    }' "$1"
}

# Seconds and MiB at the most that learning from a log takes.
learning() {
  local start=$EPOCHREALTIME program most=0 now
  dotnet harness/Harness.Cli/bin/Release/net10.0/Harness.Cli.dll learn --audit "$1" >"$log" 2>&1 & program=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$program/status" 2>/dev/null) && [ -n "$now" ]; do most=$now; sleep 0.05; done
  wait "$program" || { tail -n 5 "$log" >&2; exit 1; }
  awk -v a="$start" -v b="$EPOCHREALTIME" -v most="$most" 'BEGIN { printf "%.1f %.0f\n", b - a, most / 1024 }'
}

learn() {
  local events mib took memory
  events=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder is named now: it is the function's own
  trap "rm -rf '$events'; finish" EXIT
  docker exec "$(grep -o '"ContainerId": "[0-9a-f]*' .harness/cluster.json | cut -d'"' -f4)" \
    sh -c 'cat /var/log/harness-audit/*.log' | grep '"subresource":"proxy"' >"$events/real"
  for mib in 100 2048; do
    multiply "$events/real" "$mib" >"$events/log"
    read -r took memory < <(learning "$events/log")
    row "\`learn\`, $mib MiB of events" "≥ 1 GiB/min, memory independent of the log" \
      "$(awk -v m="$mib" -v s="$took" 'BEGIN { printf "%.1f GiB/min", m / 1024 / s * 60 }') ($took s), at most $memory MiB"
  done
}

# Differences that the ladder saw where there were none, in so many benchmarks at fifty numbers of connections each.
false_alarms() {
  local i alarms=0 comparisons=0 seen of
  for i in $(seq "$1"); do
    say "benchmark $i of $1"
    quietly ./run.sh bench --profile standard --rungs proxy,again --concurrency "$(seq -s, 1 50)"
    read -r seen of < <(sed -nE 's/.*Control: .*: ([0-9]+) false alarms? in ([0-9]+) comparisons?.*/\1 \2/p' reports/latest/report.md)
    alarms=$(( alarms + seen )) comparisons=$(( comparisons + of ))
  done
  echo "$alarms of $comparisons"
}

scenarios() { HARNESS_ATTACH=$PWD/.harness dotnet test scenarios/Scenarios/bin/Release/net10.0/Harness.Scenarios.dll --nologo; }

# How many of so many runs in a row did not pass; the log of each that did not is kept.
in_a_row() {
  local flakes=0 i
  for i in $(seq "$1"); do
    if scenarios >"$log.$i" 2>&1; then
      say "run $i of $1: $(grep '^Passed!' "$log.$i")"
      rm "$log.$i"
    else
      flakes=$((flakes + 1))
      say "run $i of $1 failed: $log.$i"
    fi
  done
  echo "$flakes flakes"
}

if [ "${1:-}" = --repeat ]; then
  kept=yes
  quietly ./run.sh up --cluster offline
  figure=$(in_a_row "${2:-20}")
  row "${2:-20} runs in a row of all scenarios" "0 flakes" "$figure"
  exit
fi
if [ "${1:-}" = --control ]; then
  kept=yes
  quietly ./run.sh up --cluster offline
  figure=$(false_alarms "${2:-4}")
  row "false alarms of the proxy against itself" "≤ 1 %" "$figure"
  exit
fi
if [ "${1:-}" = --learn ]; then
  kept=yes
  quietly ./run.sh up --cluster offline --audit
  quietly env HARNESS_ATTACH="$PWD/.harness" dotnet test scenarios/Scenarios/bin/Release/net10.0/Harness.Scenarios.dll --filter Claim=C14
  learn
  exit
fi
if [ "${1:-}" = --fuzz ]; then
  figure=$(seconds fuzz)
  grep -o '[0-9]* inputs: .* failed' "$log" | sort -u >&2
  row "1,500,000 mutated policies, manifests and audit logs" "no crash, no hang, no unnamed error" "none, in $figure s"
  exit
fi
./run.sh doctor >"$log" 2>&1 || { cat "$log"; exit 3; }
kept=yes
say "filling the caches"
quietly ./run.sh up --cluster offline
quietly ./run.sh down

echo "| what | to reach | measured |"
echo "| --- | --- | --- |"
# Each figure is taken in an assignment of its own: there a failure ends the script, in an argument it would not.
figure=$(node_starts)
row "offline node: container start → node Ready" "≤ 12 s" "$figure"
sleep 20
figure=$(idle_memory)
row "memory of the idle cluster (PSS)" "≤ 1.2 GiB" "$figure"
say "tests against the kept cluster"
figure=$(seconds ./run.sh test)
row "\`./run.sh test\` against a cluster kept by \`up\`" "(every test)" "$figure s"
figure=$(seconds scenarios)
row "all claims, matrix and conformance against a cluster kept by \`up\`" "≤ 3 min" "$figure s"
readonly HELLO=harness/examples/hello
figure=$(seconds ./run.sh validate --policy "$HELLO/access.yaml" --manifests "$HELLO/manifests" --preview control-plane)
row "preview without probes: command to verdict, binaries at hand" "≤ 8 s" "$figure s"
quietly ./run.sh down
kept=no
say "the main job, warm"
figure=$(seconds ./run.sh)
row "\`./run.sh\` warm, every claim" "≤ 3 min" "$figure s"
say "two runs at once"
figure=$(two_at_once)
row "two runs at once on one machine" "both pass" "$figure"
if [ "${1:-}" = --cold ]; then
  say "everything from nothing"
  figure=$(cold)
  row "cold, no registry: everything built" "≤ 12 min" "$figure s"
fi
