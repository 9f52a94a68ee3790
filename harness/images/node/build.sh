#!/bin/bash
# Builds the node image for machines without an image registry, from Debian packages alone, or of server programs that it is given.
# usage: build.sh [--cache DIR] [--mirror URL] [--programs DIR --kubernetes VERSION [--debian RELEASE]] --output FILE
#
# DIR holds kube-apiserver, kube-controller-manager, kube-scheduler, kubelet and kube-proxy, and possibly kubectl, of one VERSION.
# RELEASE is bookworm, trixie or sid; without it, the one that fits. FILE becomes a root file system's tar for `docker import`; README.md has the settings to import it with. The binaries and the
# root file system are kept in the cache folder. Exit codes: 0 built · 2 usage · 3 not built (what is missing is said) · 130, 143
# interrupted. Standard output: a line "PART VERSION" for each part that an incident report would name.
set -euo pipefail
shopt -s inherit_errexit

readonly source_release=bookworm   # the only one whose `kubernetes` source package is the whole tree and still builds
readonly source_version=1.20.2
readonly programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)
readonly builder_packages=golang-1.19-go,make,rsync,gcc,libc6-dev,dpkg-dev
readonly node_packages=etcd-server,containerd,runc,containernetworking-plugins,iptables,conntrack,iproute2,ethtool,socat,\
catatonit,kubernetes-client,dnsmasq-base,openssl,jq,ca-certificates,mount,procps,kmod,hostname
readonly named_packages='etcd-server containerd runc'
readonly pause_image=harness.local/pause:1   # as in rootfs/etc/node/containerd.toml

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/harness/node
mirror=${HARNESS_DEBIAN_MIRROR:-}
output='' log='' work='' running='' given='' kubernetes_version=$source_version suite=''
# shellcheck source=mmdebstrap.sh
. "$here/mmdebstrap.sh"
# shellcheck source=rootfs/usr/local/lib/node/versions.sh
. "$here/rootfs/usr/local/lib/node/versions.sh"

main() {
    read_arguments "$@"
    check_tools
    open_cache
    local architecture binaries rootfs
    architecture=$(dpkg --print-architecture)
    binaries=${given:-$cache/kubernetes-$source_version/$architecture-$(cat "$here"/{compile.sh,pod-deletion.patch} | recipe)}
    rootfs=$cache/rootfs-$suite-$architecture-$({ echo "$node_packages"; declare -f build_rootfs; } | recipe).tar
    [[ -d $binaries ]] || compile_binaries "$binaries"
    [[ -f $rootfs ]] || build_rootfs "$rootfs"
    assemble "$binaries" "$rootfs"
    name_parts "$rootfs"
    exit   # here, for the file may have changed while this ran
}

read_arguments() {
    while (( $# )); do
        case $1 in
            --cache | --mirror | --output | --programs | --kubernetes | --debian) (( $# > 1 )) || usage "$1 needs a value" ;;&
            --cache) cache=$2; shift 2 ;;
            --mirror) mirror=$2; shift 2 ;;
            --output) output=$2; shift 2 ;;
            --programs) given=$2; shift 2 ;;
            --kubernetes) kubernetes_version=$2; shift 2 ;;
            --debian) suite=$2; shift 2 ;;
            -h | --help) sed -n '2,3p' "${BASH_SOURCE[0]}" | cut -c3-; exit 0 ;;
            *) usage "unknown argument $1" ;;
        esac
    done
    [[ -n $output ]] || usage "--output is missing"
    [[ -d $(dirname "$output") ]] || usage "the folder of --output $output does not exist"
    output=$(realpath "$output")
    check_version
}

check_version() {
    local minor program
    if [[ -z $given ]]; then
        [[ -z $suite && $kubernetes_version == "$source_version" ]] || usage "--kubernetes and --debian need --programs"
        suite=$source_release
        return
    fi
    minor=$(minor_of "$kubernetes_version") || usage "--kubernetes $kubernetes_version is no version such as 1.34.1"
    (( minor >= 20 )) || usage "Kubernetes $kubernetes_version is older than 1.20, the oldest that the node can be made of"
    suite=${suite:-$(debian_release "$minor")}
    [[ $suite =~ ^(bookworm|trixie|sid)$ ]] || usage "--debian $suite is not one of bookworm, trixie, sid"
    for program in "${programs[@]}"; do
        [[ -f $given/$program ]] || usage "--programs $given does not hold $program"
    done
    given=$(realpath "$given")
}

usage() {
    echo "build.sh: $1; usage: $(sed -n '3s/^# usage: //p' "${BASH_SOURCE[0]}")" >&2
    exit 2
}

say() { echo "node image: $*" >&2; }

fail() {
    say "$1"
    [[ -z $log || ! -s $log ]] || { say "the end of $log:"; tail -n 20 "$log" >&2; }
    exit 3
}

check_tools() {
    local tool
    for tool in mmdebstrap:mmdebstrap apt-get:apt dpkg:dpkg flock:util-linux unshare:util-linux sha256sum:coreutils tar:tar; do
        command -v "${tool%%:*}" > /dev/null ||
            fail "${tool%%:*} is missing: install the package ${tool##*:} (on Debian and Ubuntu: apt-get install ${tool##*:})"
    done
}

# One build at a time in a cache; what a killed one left is removed by the next.
open_cache() {
    mkdir -p "$cache" || fail "the cache folder $cache can't be made: name another with --cache"
    cache=$(realpath "$cache")
    exec {lock}> "$cache/lock"
    flock --nonblock "$lock" || { say "another build is using $cache: waiting for it"; flock "$lock"; }
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    # Unprivileged, mmdebstrap's user can't enter a private home folder: it works in the temporary folder then.
    work=$cache/work
    remove_work
    (( EUID == 0 )) || work=$(mktemp -d "${TMPDIR:-/tmp}/harness-node.XXXXXX")
    mkdir -p "$work" "$cache/new"
    chmod 755 "$work"
    log=$cache/build.log
    : > "$log"
}

# shellcheck disable=SC2317  # a trap calls it
clean_up() {
    trap '' INT TERM HUP
    [[ -z $running ]] || end_running
    remove_work
    rm -f "$output.new"
}

remove_work() {
    rm -rf --one-file-system "$work" "$cache/new"
}

# A short hash of what a cached thing is made from: with it in the name, a change makes a new one.
recipe() { sha256sum | cut -c1-12; }

stage() {
    stage_began=${EPOCHREALTIME/[.,]/} stage_text="[$1/4] $2"
    say "$stage_text …"
}

end_stage() {
    local took=$(( (${EPOCHREALTIME/[.,]/} - stage_began) / 100000 ))
    say "$stage_text: $(( took / 10 )).$(( took % 10 )) s"
}

compile_binaries() {
    local fetched='harness: the source is here'
    stage 1 "fetching a compiler and the source of Kubernetes $kubernetes_version"
    mkdir "$cache/new/binaries"
    # The source is fetched with the new root's configuration of apt, which checks it against the signed index: the host's own
    # configuration and lists are left alone.
    # shellcheck disable=SC2016  # for mmdebstrap's shell to expand
    launch --format=null --include="$builder_packages" \
        --customize-hook='sed "s/^deb /deb-src /" "$1/etc/apt/sources.list" > "$1/etc/apt/sources.list.d/source.list"' \
        --customize-hook='APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get update' \
        --customize-hook='mkdir "$1/source" && cd "$1/source" &&
            APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get source --download-only kubernetes' \
        --customize-hook='ls "$1"/source/kubernetes_*really'"$kubernetes_version"'-*.dsc' \
        --customize-hook="copy-in '$here/compile.sh' '$here/pod-deletion.patch' /source" \
        --customize-hook="echo '$fetched'" \
        --customize-hook="chroot \"\$1\" bash /source/compile.sh $kubernetes_version ${programs[*]}" \
        --customize-hook="sync-out /binaries '$cache/new/binaries'" \
        "$suite" /dev/null
    until grep -q "^$fetched" "$log" || ! kill -0 "$running" 2> /dev/null; do sleep 0.2; done
    if ! grep -q "^$fetched" "$log"; then
        await || true
        fail "Debian's packages could not be fetched from $(source_names): check the network, or name a mirror with --mirror URL"
    fi
    end_stage
    stage 2 "compiling it (minutes; once)"
    await || fail "Kubernetes $kubernetes_version could not be compiled: see the log; it needs 4 GB of disk under $work"
    end_stage
    rm -rf "${1%/*}"
    mkdir -p "${1%/*}"
    mv "$cache/new/binaries" "$1"
}

build_rootfs() {
    stage 3 "making the node's root file system of Debian $suite"
    launch --format=tar --include="$node_packages" \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        "$suite" "$cache/new/rootfs.tar"
    await || fail "Debian's packages could not be fetched from $(source_names): check the network, or name a mirror with --mirror URL"
    end_stage
    rm -f "$cache/rootfs-$suite"-*.tar
    mv "$cache/new/rootfs.tar" "$1"
}

# assemble BINARIES ROOTFS: neither is compressed, so appending to a copy is all it takes.
assemble() {
    stage 4 "putting it together"
    local overlay=$cache/new/overlay
    mkdir -p "$overlay"
    cp -R "$here/rootfs/." "$overlay"
    mkdir -p "$overlay/usr/local/share/node"
    pause_archive "$2" "$overlay/usr/local/share/node/pause.tar"
    echo "$kubernetes_version" > "$overlay/etc/node/kubernetes-version"
    cp --reflink=auto "$2" "$output.new" || fail "$output can't be written"
    append "$overlay"
    append "$1" --transform='s,^,usr/local/bin/,'
    mv "$output.new" "$output"
    end_stage
}

# append FOLDER [TAR-OPTION…]: only files, for Docker's import refuses a path that comes twice.
append() {
    local folder=$1
    shift
    find "$folder" -type f -printf '%P\0' |
        tar --append --file="$output.new" --directory="$folder" --null --files-from=- --owner=0 --group=0 --numeric-owner \
            --mode='u=rwX,go=rX' "$@" || fail "$output can't be written"
}

# pause_archive ROOTFS FILE: an image of the program that holds each pod's namespaces, as an archive that containerd imports.
pause_archive() {
    local parts=$cache/new/pause layer
    mkdir "$parts"
    tar --extract --file="$1" --directory="$parts" --strip-components=3 ./usr/bin/catatonit
    tar --create --file="$parts/layer.tar" --directory="$parts" --owner=0 --group=0 --mode=755 --mtime=@0 catatonit
    layer=$(sha256sum "$parts/layer.tar" | cut -d' ' -f1)
    cat > "$parts/config.json" <<JSON
{"architecture": "$(dpkg --print-architecture)", "os": "linux", "config": {"Entrypoint": ["/catatonit", "-P"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
JSON
    cat > "$parts/manifest.json" <<JSON
[{"Config": "config.json", "RepoTags": ["$pause_image"], "Layers": ["layer.tar"]}]
JSON
    tar --create --file="$2" --directory="$parts" manifest.json config.json layer.tar
}

# name_parts ROOTFS: what the image is made of, on standard output.
name_parts() {
    echo "kubernetes $kubernetes_version"
    echo "debian $suite"
    tar --extract --to-stdout --file="$1" ./var/lib/dpkg/status |
        awk -v named="$named_packages" '
            BEGIN { split(named, list, " "); for (i in list) wanted[list[i]] = 1 }
            $1 == "Package:" { name = $2 }
            $1 == "Version:" && wanted[name] { print name, $2 }'
}

main "$@"
