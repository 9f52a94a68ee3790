# What the node is called, where it keeps things, and what it was asked for. Sourced by /usr/local/bin/node.

# shellcheck disable=SC2034  # the other pieces read these
readonly tls=/var/lib/rancher/k3s/server/tls          # k3s's own paths: tools look for the CA and service.key here
readonly images=/var/lib/rancher/k3s/agent/images
readonly admin_kubeconfig=/etc/rancher/k3s/k3s.yaml
readonly run=/run/node
readonly pod_cidr=10.42.0.0/16 node_pod_cidr=10.42.0.0/24 service_cidr=10.43.0.0/16
readonly api_service_ip=10.43.0.1 dns_service_ip=10.43.0.10
readonly cluster_domain=cluster.local

node_name=$(hostname)
node_ip=$(ip -4 -o route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')
node_ip=${node_ip:-$(hostname -i | cut -d' ' -f1)}
minor=$(minor_of "$(< /etc/node/kubernetes-version)")
readonly node_name node_ip minor

apiserver_args=() controller_manager_args=() scheduler_args=() kubelet_args=() proxy_args=() tls_sans=()

# read_arguments server [FLAG…]: takes k3s's flags that mean something here and says which it ignores.
read_arguments() {
    [[ ${1:-} == server ]] || { say "usage: server [k3s flags]; got: $*"; exit 2; }
    shift
    local flag value
    while (( $# )); do
        flag=$1 value=
        shift
        if [[ $flag == *=* ]]; then
            value=${flag#*=} flag=${flag%%=*}
        elif [[ ${1:-} != -* && $# -gt 0 ]]; then
            value=$1
            shift
        fi
        case $flag in
            --kube-apiserver-arg) apiserver_args+=("--$value") ;;
            --kube-controller-manager-arg | --kube-cloud-controller-manager-arg) controller_manager_args+=("--$value") ;;
            --kube-scheduler-arg) scheduler_args+=("--$value") ;;
            --kubelet-arg) kubelet_args+=("--$value") ;;
            --kube-proxy-arg) proxy_args+=("--$value") ;;
            --tls-san) tls_sans+=("$value") ;;
            --disable) ;;   # nothing that k3s bundles (traefik, servicelb, metrics-server, …) is here to be disabled
            *) say "ignored: $flag${value:+=$value} (a k3s flag without meaning on this node)" ;;
        esac
    done
}
