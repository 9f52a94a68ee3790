#!/bin/bash
# Runs inside the throw-away builder root: compiles the Kubernetes source package in /source to /binaries.
# usage: compile.sh UPSTREAM_VERSION PROGRAM…
set -euo pipefail

readonly version=$1
shift

export HOME=/root LC_ALL=C PATH=/usr/lib/go-1.19/bin:/usr/sbin:/usr/bin:/sbin:/bin

dpkg-source --no-check -x /source/kubernetes_*.dsc /kubernetes
cd /kubernetes
patch -p1 < /source/pod-deletion.patch

# The source package is no git checkout, so the build is told what `git describe` would have said.
cat > version-for-build <<VERSION
KUBE_GIT_COMMIT='debian'
KUBE_GIT_TREE_STATE='clean'
KUBE_GIT_VERSION='v$version'
KUBE_GIT_MAJOR='1'
KUBE_GIT_MINOR='$(cut -d. -f2 <<< "$version")'
VERSION

# Kubernetes 1.20 builds in GOPATH mode: the tree has to be found under its import path, with its vendored dependencies.
mkdir -p .go/src/k8s.io
ln -s /kubernetes .go/src/k8s.io/kubernetes
export GOPATH=/kubernetes/.go GO111MODULE=off CGO_ENABLED=0
# Kubernetes' own tags: without Docker and the cloud providers, which the kubelet would look for at its start, for 5 s.
export GOFLAGS=-tags=providerless,dockerless
make WHAT="${*/#/cmd/}" GOLDFLAGS='-s -w' KUBE_GIT_VERSION_FILE=/kubernetes/version-for-build \
    KUBE_VERBOSE=1 KUBE_STATIC_OVERRIDES="$*"

mkdir /binaries
for program in "$@"; do
    mv "_output/local/bin/linux/$(go env GOARCH)/$program" /binaries/
done
