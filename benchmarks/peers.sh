#!/usr/bin/env bash
# Compares the load engine with wrk and hey on this machine: requests/s, and processor time a request of the whole client.
# Usage: benchmarks/peers.sh [--rounds N] [--seconds S] [--connections C] [--engine FILE] [--nginx FILE] [--priority 1-50]
#          [--memory S]
#   --priority N    as root: clients and server run before all other programs (chrt), for a machine that is not quiet
#   --memory S      how long the run is whose memory is compared with that of 10 s (default: 60)
#   --engine FILE   a native hello-app built before; one is built otherwise
# Then the engine alone: how late it sends at half of that rate, and whether memory grows with a run's length.
# All take turns against one nginx on loopback that this script starts, so that what else runs here meets all of them. Nothing is
# installed: a peer that is not there is left out, with a sentence. On Debian: apt-get install wrk hey nginx-light
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=5
seconds=3
memory=60
connections=32
engine=
nginx=nginx
first=() # what comes before each command
say() { printf '%s\n' "$*" >&2; }
refuse() { say "peers.sh: $1; see its first lines"; exit 2; }
while [ $# -gt 0 ]; do
  case $1:${2:-} in
    --rounds:[1-9]*) rounds=$2 ;;
    --seconds:[1-9]*) seconds=$2 ;;
    --memory:[1-9]*) memory=$2 ;;
    --connections:[1-9]*) connections=$2 ;;
    --engine:?*) engine=$2 ;;
    --nginx:?*) nginx=$2 ;;
    --priority:[1-9]|--priority:[1-4][0-9]|--priority:50) first=(chrt -r "$2") ;;
    *) refuse "cannot do anything with $1 ${2:-}" ;;
  esac
  shift 2
done
[ -z "$engine" ] || [ -x "$engine" ] || refuse "--engine $engine is no program"

command -v "$nginx" >/dev/null || {
  say "$nginx is not installed, and it is the server that all are measured against: apt-get install nginx-light"
  exit 3
}
folder=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; } || true
  rm -rf "$folder"
}
trap finish EXIT

# A port that is free now, for HTTP, and the next for HTTPS.
port=$(( 20000 + RANDOM % 10000 ))
start_server() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
  cat >"$folder/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $folder/pid; error_log $folder/error.log;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; default_type text/plain;
  client_body_temp_path $folder/1; proxy_temp_path $folder/2; fastcgi_temp_path $folder/3; uwsgi_temp_path $folder/4;
  scgi_temp_path $folder/5;
  server {
    listen 127.0.0.1:$port; listen 127.0.0.1:$(( port + 1 )) ssl;
    ssl_certificate $folder/cert.pem; ssl_certificate_key $folder/key.pem;
    location / { return 200 "Hello, world!\nVersion: 1.0.0\nHostname: nginx\n"; }
  }
}
CONF
  "${first[@]}" "$nginx" -p "$folder" -c "$folder/nginx.conf" -e "$folder/error.log" &
  server=$!
  curl --silent --fail --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/" >/dev/null ||
    { say "nginx did not start: $(cat "$folder/error.log")"; exit 3; }
}

# The engine as the workload's image has it, compiled natively: no compiler runs while it measures.
build_engine() {
  local architecture
  say "building the engine"
  case $(uname -m) in x86_64) architecture=x64 ;; aarch64) architecture=arm64 ;; *) refuse "no native build for $(uname -m)" ;; esac
  dotnet publish harness/images/hello-app/hello-app.csproj -c Release -r "linux-$architecture" -o "$folder/engine" \
    --artifacts-path "$folder/build" >"$folder/build.log" 2>&1 || { tail -n 20 "$folder/build.log" >&2; exit 3; }
  engine=$folder/engine/hello-app
}

# Each prints: requests answered, processor seconds of the client, seconds measured.
timed() { # timed OUTPUT COMMAND…: its processor seconds
  local output=$1 TIMEFORMAT='%U %S'
  shift
  { time "${first[@]}" "$@" >"$output" 2>"$output.err"; } 2>&1 | awk '{ print $1 + $2 }'
}
run_engine() {
  local cpu
  cpu=$(timed "$folder/out" "$engine" load --url "$1" --connections "$connections" --seconds "$seconds" \
    --marker 'Hello, world!' --ca-file "$folder/cert.pem")
  # The first of each is the round's; later ones are those of its seconds.
  echo "$(grep -oE '"requests":[0-9]+' "$folder/out" | head -n 1 | cut -d: -f2) $cpu" \
    "$(grep -oE '"seconds":[0-9.]+' "$folder/out" | head -n 1 | cut -d: -f2)"
}
run_wrk() {
  local cpu
  cpu=$(timed "$folder/out" wrk -t1 -c"$connections" -d"${seconds}s" "$1")
  awk -v cpu="$cpu" '/requests in/ { sub("s,", "", $4); print $1, cpu, $4 }' "$folder/out"
}
run_hey() {
  local cpu
  cpu=$(timed "$folder/out" hey -z "${seconds}s" -c "$connections" "$1")
  awk -v cpu="$cpu" '/Total:/ { s = $2 } /\[200\]/ { n = $2 } END { print n, cpu, s }' "$folder/out"
}

clients=(engine)
for peer in wrk hey; do
  if command -v "$peer" >/dev/null; then clients+=("$peer"); else say "$peer is not installed, so it is left out: apt-get install $peer"; fi
done
[ -n "$engine" ] || build_engine
start_server
declare -A url=([HTTP]="http://127.0.0.1:$port/" [HTTPS]="https://127.0.0.1:$(( port + 1 ))/")
for scheme in HTTP HTTPS; do
  for round in $(seq "$rounds"); do
    say "$scheme, round $round of $rounds"
    # Every other round in reverse: whoever comes after whom makes no difference then.
    order=("${clients[@]}")
    [ $(( round % 2 )) = 1 ] || mapfile -t order < <(printf "%s\n" "${clients[@]}" | tac)
    for client in "${order[@]}"; do echo "$scheme $client $round $("run_$client" "${url[$scheme]}")"; done >>"$folder/rounds"
  done
done

# The engine alone, at half of the rate that it reached: how late it sends, and how exactly it keeps the rate.
number() { grep -oE "\"$1\":[0-9.]+" "$folder/out" | head -n 1 | cut -d: -f2; } # the round's own come before those of its seconds
half_capacity() {
  local rate
  rate=$(awk '$1 == "HTTP" && $2 == "engine" { n++; sum += $4 / $6 } END { printf "%d", sum / n / 2 }' "$folder/rounds")
  "${first[@]}" "$engine" load --url "${url[HTTP]}" --connections 64 --seconds 10 --warmup 2 --rate "$rate" \
    --marker 'Hello, world!' >"$folder/out"
  grep -oE '"sendLagMicroseconds":[][0-9,]+' "$folder/out" | grep -oE '[0-9]+,[0-9]+' | awk -F, -v rate="$rate" \
    -v due="$(number due)" -v sent="$(number sent)" -v starved="$(number starvedShare)" '
    { value[NR] = $1; count[NR] = $2; total += $2 }
    END {
      for (i = 1; i <= NR && sum < 0.99 * total; i++) sum += count[i]
      printf "at %d requests/s: sent %d µs late (p99), rate error %.3f %%", rate, value[i - 1], (due - sent) * 100 / due
      printf " (the engine waited for a processor %.0f %% of the time)\n", starved * 100
    }'
}
# Most memory that it had, in MiB, sampled while it runs for so many seconds.
peak() {
  local pid most=0
  "$engine" load --url "${url[HTTP]}" --connections "$connections" --seconds "$1" --rate 5000 >/dev/null &
  pid=$!
  while most=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$most" ]; do
    echo "$most" >"$folder/most"
    sleep 0.2
  done
  wait "$pid"
  awk '{ printf "%.1f", $1 / 1024 }' "$folder/most"
}

say "load average $(cut -d' ' -f1 /proc/loadavg) on $(nproc) processors"
echo "| | client | requests/s | CPU µs a request | engine ÷ client: requests/s | CPU a request |"
echo "|---|---|---:|---:|---:|---:|"
# Medians over the rounds; each ratio is the median of the rounds' own ratios, whose two sides ran next to each other.
awk '
  function median(list, n,   i, j, t) {
    for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  NF == 6 && $4 > 0 { rate[$1, $2, $3] = $4 / $6; cpu[$1, $2, $3] = $5 * 1e6 / $4; if ($3 > rounds) rounds = $3 }
  END {
    split("HTTP HTTPS", schemes, " "); split("engine wrk hey", clients, " ")
    for (s = 1; s <= 2; s++) for (c = 1; c <= 3; c++) {
      n = 0
      for (r = 1; r <= rounds; r++) if ((schemes[s], clients[c], r) in rate && (schemes[s], "engine", r) in rate) {
        n++
        a[n] = rate[schemes[s], clients[c], r]; b[n] = cpu[schemes[s], clients[c], r]
        x[n] = rate[schemes[s], "engine", r] / a[n]; y[n] = cpu[schemes[s], "engine", r] / b[n]
      }
      if (n) printf "| %s | %s | %.0f | %.1f |", schemes[s], clients[c], median(a, n), median(b, n)
      if (n) printf " %.2f | %.2f |\n", median(x, n), median(y, n)
    }
  }' "$folder/rounds"
echo
half_capacity
echo "most memory: $(peak 10) MiB in 10 s, $(peak "$memory") MiB in $memory s"
