# The cluster's keys and certificates: elliptic-curve throughout, since RSA keys cost seconds. Sourced by /usr/local/bin/node.

readonly days=3650

make_certificates() {
    mkdir -p "$tls"
    chmod 700 "$tls"
    make_authority server-ca
    make_authority request-header-ca
    openssl ecparam -name prime256v1 -genkey -noout -out "$tls/service.key"
    issue serving-kube-apiserver server-ca "/CN=kube-apiserver" serverAuth "$(subject_names)" &
    issue client-admin server-ca "/O=system:masters/CN=system:admin" clientAuth &
    issue client-kubelet server-ca "/O=system:nodes/CN=system:node:$node_name" clientAuth &
    issue client-kube-apiserver server-ca "/O=system:masters/CN=kube-apiserver" clientAuth &
    issue client-auth-proxy request-header-ca "/CN=system:auth-proxy" clientAuth &
    # In system:masters, so that they needn't wait until the API server has stored their bootstrap roles.
    issue client-controller server-ca "/O=system:masters/CN=system:kube-controller-manager" clientAuth &
    issue client-kube-proxy server-ca "/O=system:masters/CN=system:kube-proxy" clientAuth &
    issue client-scheduler server-ca "/O=system:masters/CN=system:kube-scheduler" clientAuth &
    wait
}

make_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$days" \
        -subj "/CN=node-$1" -keyout "$tls/$1.key" -out "$tls/$1.crt" 2> /dev/null
}

# issue NAME AUTHORITY SUBJECT USAGE [SUBJECT-ALTERNATIVE-NAMES]
issue() {
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
        -subj "$3" -keyout "$tls/$1.key" 2> /dev/null |
        openssl x509 -req -CA "$tls/$2.crt" -CAkey "$tls/$2.key" -set_serial "0x$(openssl rand -hex 8)" -days "$days" \
            -extfile <(printf 'extendedKeyUsage=%s\n%s\n' "$4" "${5:+subjectAltName=$5}") -out "$tls/$1.crt" 2> /dev/null
}

# The names and addresses under which the API server may be called.
subject_names() {
    local names="DNS:localhost,DNS:$node_name,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc" name
    names+=",DNS:kubernetes.default.svc.$cluster_domain,IP:127.0.0.1,IP:$api_service_ip,IP:$node_ip"
    for name in "${tls_sans[@]}"; do
        if [[ $name =~ ^[0-9.]+$ || $name == *:* ]]; then names+=",IP:$name"; else names+=",DNS:$name"; fi
    done
    echo "$names"
}

# write_kubeconfig CERTIFICATE FILE: by rename, as it is read by others as soon as it is there.
write_kubeconfig() {
    mkdir -p "${2%/*}"
    (umask 077; cat > "$2.new") <<YAML
apiVersion: v1
kind: Config
clusters:
- name: default
  cluster:
    certificate-authority-data: $(base64 -w0 "$tls/server-ca.crt")
    server: https://127.0.0.1:6443
contexts:
- name: default
  context:
    cluster: default
    user: default
current-context: default
preferences: {}
users:
- name: default
  user:
    client-certificate-data: $(base64 -w0 "$tls/$1.crt")
    client-key-data: $(base64 -w0 "$tls/$1.key")
YAML
    mv "$2.new" "$2"
}
