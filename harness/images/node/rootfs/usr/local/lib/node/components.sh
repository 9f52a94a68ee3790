# How each component is started. Sourced by /usr/local/bin/node.
#
# All start at once, and each waits by itself for what it can't do without. A client that finds no API server backs off for
# seconds, so those are held until its port is open. That is well before it serves: their first calls then wait in its backlog.

declare -A components=()   # process id → name

# start NAME COMMAND…: runs an essential component in the background, its output on the node's own under its name.
start() {
    local name=$1 output
    shift
    exec {output}> >(exec stdbuf -oL sed "s/^/$name: /")
    "$@" >&"$output" 2>&1 {output}>&- &
    components[$!]=$name
    exec {output}>&-
}

start_etcd() {
    # The cluster's data are thrown away with the container: nothing is gained by waiting for the disk.
    start etcd etcd --name node --data-dir /var/lib/etcd/node --unsafe-no-fsync --log-level warn --logger zap \
        --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
        --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
        --initial-cluster node=http://127.0.0.1:2380
}

start_containerd() {
    start containerd containerd --config /etc/node/containerd.toml --log-level warn
}

start_apiserver() {
    start kube-apiserver kube-apiserver --v=0 \
        --etcd-servers=http://127.0.0.1:2379 \
        --advertise-address="$node_ip" --secure-port=6443 --service-cluster-ip-range=$service_cidr \
        --anonymous-auth=false --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
        --allow-privileged --profiling=false \
        --client-ca-file=$tls/server-ca.crt \
        --tls-cert-file=$tls/serving-kube-apiserver.crt --tls-private-key-file=$tls/serving-kube-apiserver.key \
        --kubelet-client-certificate=$tls/client-kube-apiserver.crt --kubelet-client-key=$tls/client-kube-apiserver.key \
        --kubelet-preferred-address-types=InternalIP \
        --requestheader-client-ca-file=$tls/request-header-ca.crt --requestheader-allowed-names=system:auth-proxy \
        --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
        --requestheader-extra-headers-prefix=X-Remote-Extra- \
        --proxy-client-cert-file=$tls/client-auth-proxy.crt --proxy-client-key-file=$tls/client-auth-proxy.key \
        --service-account-key-file=$tls/service.key --service-account-signing-key-file=$tls/service.key \
        --service-account-issuer=https://kubernetes.default.svc.$cluster_domain \
        "${apiserver_args[@]}"
}

# A test suite makes and removes dozens of namespaces side by side: many workers, and no rationing of their requests.
start_controller_manager() {
    start kube-controller-manager when_listening kube-controller-manager --v=0 \
        --kubeconfig=$run/controller.kubeconfig --authentication-kubeconfig=$run/controller.kubeconfig \
        --authorization-kubeconfig=$run/controller.kubeconfig --kube-api-qps=500 --kube-api-burst=1000 \
        --leader-elect=false --profiling=false \
        --cluster-cidr=$pod_cidr --service-cluster-ip-range=$service_cidr --node-monitor-period=2s \
        --service-account-private-key-file=$tls/service.key --root-ca-file=$tls/server-ca.crt \
        --cluster-signing-cert-file=$tls/server-ca.crt --cluster-signing-key-file=$tls/server-ca.key \
        --concurrent-namespace-syncs=30 --concurrent-deployment-syncs=20 --concurrent-replicaset-syncs=20 \
        --concurrent-statefulset-syncs=20 --concurrent-endpoint-syncs=20 --concurrent-service-endpoint-syncs=20 \
        --concurrent-serviceaccount-token-syncs=20 \
        "${controller_manager_args[@]}"
}

start_scheduler() {
    start kube-scheduler when_listening kube-scheduler --v=0 \
        --kubeconfig=$run/scheduler.kubeconfig --authentication-kubeconfig=$run/scheduler.kubeconfig \
        --authorization-kubeconfig=$run/scheduler.kubeconfig --kube-api-qps=500 --kube-api-burst=1000 \
        --leader-elect=false --profiling=false "${scheduler_args[@]}"
}

start_kubelet() {
    local flags
    write_kubelet_configuration
    mapfile -t flags < <(kubelet_flags "$minor")
    # A container's processor time is looked at every 2 s, or whoever measures it waits for 10 to 20 s.
    # On hosts that look like Amazon's it would ask the metadata service for credentials, and wait for 5 s where there is none.
    start kubelet when_containerd_serves when_listening env AWS_EC2_METADATA_DISABLED=true kubelet --v=0 \
        --config=$run/kubelet.yaml --kubeconfig=$run/kubelet.kubeconfig --hostname-override="$node_name" --node-ip="$node_ip" \
        --housekeeping-interval=2s --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
        "${flags[@]}" "${kubelet_args[@]}"
}

write_kubelet_configuration() {
    # Pods with the node's own DNS settings would not reach an engine's resolver on the node's loopback: dnsmasq passes it on.
    { echo "nameserver $node_ip"; grep -E '^(search|options)' /etc/resolv.conf || true; } > $run/resolv.conf
    cat > $run/kubelet.yaml <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $tls/server-ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup_name
clusterDNS: [$dns_service_ip]
clusterDomain: $cluster_domain
containerLogMaxSize: 5Mi
eventRecordQPS: 0
evictionHard: {imagefs.available: 1%, memory.available: 50Mi, nodefs.available: 1%}
failSwapOn: false
imageGCHighThresholdPercent: 100
kubeAPIBurst: 400
kubeAPIQPS: 200
maxPods: 200
nodeStatusUpdateFrequency: 1s
registryPullQPS: 0
resolvConf: $run/resolv.conf
serializeImagePulls: false
syncFrequency: 2s
$(kubelet_settings "$minor")
YAML
}

# A synchronization that fails, on a lock or an address not yet there, is tried again after the sync period only. Each starts two dozen
# processes: what changes within half a second goes into one.
start_proxy() {
    start kube-proxy when_listening kube-proxy --v=0 --kubeconfig=$run/proxy.kubeconfig --hostname-override="$node_name" \
        --bind-address="$node_ip" --cluster-cidr=$pod_cidr --iptables-min-sync-period=500ms --iptables-sync-period=3s \
        --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0 \
        "${proxy_args[@]}"
}

start_dns() {
    touch $run/dns-hosts
    start dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root --pid-file=$run/dnsmasq.pid --log-facility=- \
        --listen-address="$node_ip" --bind-interfaces --resolv-file=/etc/resolv.conf \
        --no-hosts --addn-hosts=$run/dns-hosts --local=/$cluster_domain/ \
        --local=/42.10.in-addr.arpa/ --local=/43.10.in-addr.arpa/ --local-ttl=1 --no-negcache
    start dns-feeder when_listening /usr/local/lib/node/dns-feeder $admin_kubeconfig $cluster_domain $run/dns-hosts $run/dnsmasq.pid
}

when_listening() {
    until (: < /dev/tcp/127.0.0.1/6443) 2> /dev/null; do
        sleep 0.05
    done
    exec_or_call "$@"
}

when_containerd_serves() {
    until ctr version > /dev/null 2>&1; do
        sleep 0.05
    done
    exec_or_call "$@"
}

exec_or_call() {
    if [[ $(type -t "$1") == function ]]; then "$@"; else exec "$@"; fi
}

# Archives that the container was given, and the pause image that came with the node.
import_images() {
    local archive
    (when_containerd_serves true)
    for archive in /usr/local/share/node/*.tar "$images"/*.tar; do
        [[ -e $archive ]] || continue
        ctr -n k8s.io images import "$archive" || say "could not import the image archive $archive"
    done
    touch $run/images-imported
}
