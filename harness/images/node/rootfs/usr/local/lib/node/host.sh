# What the node does to the host's cgroups and kernel settings, and undoes. Sourced by /usr/local/bin/node.

readonly cgroup_name="harness-${HOSTNAME:0:12}"

# Each node keeps its pods under a cgroup of its own, or two nodes on one host would remove each other's. A process of ours stays
# in it for as long as the node lives, so that it can be told from what a killed node left.
prepare_cgroups() {
    local hierarchy first keeper
    first=$(cgroup_hierarchies | grep -v cpuset | head -n 1)   # a new cpuset takes no process before it is set up
    sweep_cgroups "$first"
    sleep infinity &
    keeper=$!
    for _ in {1..20}; do   # another node's sweep may come between the two
        if mkdir -p "$first/$cgroup_name/keeper" && echo $keeper > "$first/$cgroup_name/keeper/cgroup.procs"; then break; fi
    done
    if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
        prepare_unified_cgroup
        return
    fi
    while read -r hierarchy; do
        mkdir -p "$hierarchy/$cgroup_name"
    done < <(cgroup_hierarchies)
}

# Removes what nodes that were killed (`docker rm --force`) left on the host. Only a tree without a process can be removed.
sweep_cgroups() {
    local tree hierarchy
    for tree in "$1"/harness-*; do
        [[ -d $tree && -z $(processes_in "$tree") ]] || continue
        remove_tree "$tree" || continue
        while read -r hierarchy; do
            remove_tree "$hierarchy/${tree##*/}" || true
        done < <(cgroup_hierarchies)
    done
}

processes_in() { find "$1" -name cgroup.procs -exec cat {} + 2> /dev/null || true; }

remove_tree() { [[ ! -d $1 ]] || find "$1" -depth -type d -exec rmdir {} + 2> /dev/null; }

# cgroup v2 allows processes in leaves only: as in k3s's own entrypoint, move ours into one, then hand the controllers down.
prepare_unified_cgroup() {
    local group=/sys/fs/cgroup/$cgroup_name controller
    # Only in a cgroup namespace of our own: in the host's, its root is not ours to empty.
    if [[ $(readlink /proc/self/ns/cgroup) != 'cgroup:[4026531835]' ]]; then
        mkdir -p /sys/fs/cgroup/init
        xargs -rn1 < /sys/fs/cgroup/cgroup.procs > /sys/fs/cgroup/init/cgroup.procs 2> /dev/null || true
    fi
    mkdir -p "$group"
    # A group can hand down only what its parent gave it. One at a time, for a write with one that is refused changes nothing.
    for controller in $(< /sys/fs/cgroup/cgroup.controllers); do
        { echo "+$controller" > /sys/fs/cgroup/cgroup.subtree_control && echo "+$controller" > "$group/cgroup.subtree_control"; } \
            2> /dev/null || say "could not hand down the cgroup controller $controller"
    done
}

cgroup_hierarchies() {
    if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
        echo /sys/fs/cgroup
    else
        awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts
    fi
}

# Kills what runs in the pods, then removes the node's cgroups: they are the host's and would outlive the container.
remove_cgroups() {
    local hierarchy
    for _ in {1..20}; do
        [[ -n $(kill_pods) ]] || break
        sleep 0.05
    done
    while read -r hierarchy; do
        remove_tree "$hierarchy/$cgroup_name" || say "could not remove the cgroup $hierarchy/$cgroup_name"
    done < <(cgroup_hierarchies)
}

# Prints the processes that it had to kill.
kill_pods() {
    local pids
    pids=$(cgroup_hierarchies | while read -r hierarchy; do
        processes_in "$hierarchy/$cgroup_name"
    done | sort -u)
    # shellcheck disable=SC2086  # a list of numbers
    kill -KILL $pids 2> /dev/null || true
    echo "$pids"
}

# The kubelet sets kernel parameters of the whole host. It is shown the values it wants, and the host keeps its own.
shield_kernel_parameters() {
    local parameter value
    while read -r parameter value; do
        [[ -e /proc/sys/$parameter ]] || continue
        echo "$value" > "$run/${parameter//\//.}"
        mount --bind "$run/${parameter//\//.}" "/proc/sys/$parameter" || say "the kubelet may set $parameter on the host"
    done <<'PARAMETERS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
PARAMETERS
}

# The service proxy opens a connection to the pod for nearly every request. These keep thousands of them in TIME_WAIT from
# exhausting the ports or the connection tracking table; they are settings of the node's own network namespace.
tune_network() {
    local parameter value
    while read -r parameter value; do
        echo "$value" 2> /dev/null > "/proc/sys/net/$parameter" || say "could not set net/$parameter to $value"
    done <<'PARAMETERS'
ipv4/ip_forward 1
ipv4/ip_local_reserved_ports 2379,2380,6443,10000-10300,30000-32767
ipv4/ip_local_port_range 9000 65000
ipv4/tcp_tw_reuse 1
core/somaxconn 4096
netfilter/nf_conntrack_tcp_timeout_time_wait 5
PARAMETERS
    # One rule for all pods: of the bridge plugin's own there would be some for each, made and removed by a dozen processes.
    iptables -w -t nat -A POSTROUTING -s "$node_pod_cidr" ! -d "$node_pod_cidr" -j MASQUERADE
}
