#!/bin/bash
# Makes the file system of an image that holds Debian packages, and what they need to run, and nothing else.
# usage: build.sh --packages NAME[,NAME…] [--mirror URL] --output FILE
#
# FILE becomes a tar, the image's only layer. The packages are unpacked, not installed: no maintainer script runs, there is no shell,
# and users have numbers only. Exit codes: 0 made · 2 usage · 3 not made (the message says what is missing) · 130, 143 interrupted.
set -euo pipefail
shopt -s inherit_errexit

readonly suite=bookworm

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
mirror=${HARNESS_DEBIAN_MIRROR:-}
packages='' output='' log='' work='' running=''
# shellcheck source=../node/mmdebstrap.sh
. "$here/../node/mmdebstrap.sh"

main() {
    read_arguments "$@"
    command -v mmdebstrap > /dev/null || fail "mmdebstrap is missing: install it (on Debian and Ubuntu: apt-get install mmdebstrap)"
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    work=$(mktemp -d "${TMPDIR:-/tmp}/harness-image.XXXXXX")
    chmod 755 "$work"   # mmdebstrap's own user must get in
    log=$work/build.log
    exec {lock}< /dev/null
    # Programs and libraries alone: documentation, and Perl for maintainer scripts, make up by far the greater part.
    launch --variant=extract --format=tar --include="$packages" --skip=output/dev --dpkgopt='path-exclude=/usr/*/*perl*' \
        --dpkgopt='path-exclude=/usr/share/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' "$suite" "$work/layer.tar"
    await || fail "Debian's packages $packages could not be fetched from $(source_names) and unpacked: check the network," \
        "or name a mirror with HARNESS_DEBIAN_MIRROR"
    mv "$work/layer.tar" "$output" || fail "$output can't be written"
}

read_arguments() {
    while (( $# )); do
        case $1 in
            --packages | --mirror | --output) (( $# > 1 )) || usage "$1 needs a value" ;;&
            --packages) packages=$2; shift 2 ;;
            --mirror) mirror=$2; shift 2 ;;
            --output) output=$2; shift 2 ;;
            -h | --help) sed -n '2,3p' "${BASH_SOURCE[0]}" | cut -c3-; exit 0 ;;
            *) usage "unknown argument $1" ;;
        esac
    done
    [[ -n $packages ]] || usage "--packages is missing"
    [[ -n $output ]] || usage "--output is missing"
}

usage() {
    echo "build.sh: $1; usage: build.sh --packages NAME[,NAME…] [--mirror URL] --output FILE" >&2
    exit 2
}

fail() {
    echo "$*" >&2
    [[ -z $log || ! -s $log ]] || { echo "the end of what mmdebstrap said:"; tail -n 20 "$log"; } >&2
    exit 3
}

# shellcheck disable=SC2317  # a trap calls it
clean_up() {
    trap '' INT TERM HUP
    [[ -z $running ]] || end_running
    rm -rf --one-file-system "$work"
}

main "$@"
