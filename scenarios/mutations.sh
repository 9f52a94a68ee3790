#!/usr/bin/env bash
# Breaks what each scenario guards, one thing at a time, and shows the scenario that caught it.
# Usage: scenarios/mutations.sh [TEXT…]   runs only lines that contain one of the texts; prints the table
# Works on a copy of HEAD, against the cluster kept by ./run.sh up. Exit code 1: something was not caught.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly ROOT=$PWD
readonly MUTATIONS=scenarios/mutations.tsv
export HARNESS_ATTACH=${HARNESS_ATTACH:-$ROOT/.harness}
say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $1"; exit 3; }

[ -f "$HARNESS_ATTACH/kubeconfig" ] || fail "no kept cluster in $HARNESS_ATTACH: run ./run.sh up first"
copy=$(mktemp -d)
trap 'git -C "$ROOT" worktree remove --force "$copy/tree" 2>/dev/null; rm -rf "$copy"' EXIT
git worktree add --quiet --detach "$copy/tree" HEAD
cd "$copy/tree"
log=$copy/log

build() { dotnet build scenarios/Scenarios -c Release -v quiet -nologo >"$log" 2>&1; }

scenario() { # scenario NAME: runs it; 0 when it passed
  rm -rf "$copy/results"
  dotnet test scenarios/Scenarios -c Release --no-build --filter "FullyQualifiedName~$1" --logger 'trx;LogFileName=run.trx' \
    --results-directory "$copy/results" >"$log" 2>&1
}

# The first thing that differed, in one line: what was expected and what was seen instead.
caught_by() {
  awk '/observations differ:/ { getline; subject = $0; getline; expected = $0; getline; observed = $0
    gsub(/^ +/, "", subject); sub(/^ +expected: /, "", expected); sub(/^ +observed: /, "", observed)
    printf "%s: %s instead of %s", subject, substr(observed, 1, 80), substr(expected, 1, 80); exit }' "$log" | tr '|' '/'
}

wanted() {
  local line=$1 text
  shift
  [ $# -gt 0 ] || return 0
  for text in "$@"; do [[ $line != *"$text"* ]] || return 0; done
  return 1
}

say "building"
build || { tail -n 5 "$log" >&2; fail "HEAD does not build"; }
missed=0
echo "| broken on purpose | in | caught by | which saw |"
echo "| --- | --- | --- | --- |"
while IFS=$'\t' read -r what file script name; do
  case $what in '' | \#*) continue ;; esac
  wanted "$what $file $name" "$@" || continue
  say "$name: $what"
  sed -i "$script" "$file"
  ! git diff --quiet || fail "the mutation \"$what\" no longer changes $file: fix its line in $MUTATIONS"
  if ! build; then
    verdict="**does not build**: $(grep -m1 -o 'error .*' "$log" | cut -c1-120)" missed=1
  elif scenario "$name"; then
    verdict='**not caught**' missed=1
  elif grep -q 'could not be decided' "$log"; then
    verdict="**undecided**: $(grep -m1 'could not be decided' "$log" | tr '|' '/' | cut -c1-120)" missed=1
  else
    verdict=$(caught_by)
    [ -n "$verdict" ] || { verdict="**did not run**: $(tail -n 1 "$log")" missed=1; }
  fi
  echo "| $what | \`${file##*/}\` | \`$name\` | $verdict |"
  git checkout --quiet -- .
done <"$MUTATIONS"
exit "$missed"
