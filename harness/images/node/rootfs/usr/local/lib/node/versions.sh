# shellcheck shell=bash
# All that depends on the version of Kubernetes, here and nowhere else. Sourced by build.sh, which needs a Debian release, and by
# /usr/local/bin/node. Each function takes the minor version: 20 of 1.20.2.

# minor_of VERSION: of 1.36.2 or v1.36.2-rc.1, 36.
minor_of() { [[ $1 =~ ^v?1\.([0-9]+) ]] && echo "${BASH_REMATCH[1]}"; }

# The Debian release whose containerd fits. The kubelet speaks only CRI v1alpha2 before 1.23, which containerd 2 no longer has, and
# only v1 since 1.26. From 1.37 on it asks for the cgroup driver in a call that containerd has since 2.0.
debian_release() {
    if (( $1 >= 37 )); then
        echo sid
    elif (( $1 >= 26 )); then
        echo trixie
    else
        echo bookworm
    fi
}

# The flag that chose dockershim's successor is gone since 1.27, as nothing is left to choose from.
kubelet_flags() {
    (( $1 >= 27 )) || echo --container-runtime=remote
}

# Lines of the kubelet's configuration. Since 1.35 it refuses to start under cgroup v1 unless it is told otherwise.
kubelet_settings() {
    (( $1 < 35 )) || echo 'failCgroupV1: false'
}
