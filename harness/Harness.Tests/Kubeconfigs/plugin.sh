#!/bin/sh
# The exec plugin of the zoo: what it prints is its first argument's.
token() { echo "{\"kind\": \"ExecCredential\", \"apiVersion\": \"client.authentication.k8s.io/$2\", \"status\": {\"token\": \"$1\"}}"; }
case $1 in
    token) token t-plugin v1 ;;
    beta) token t-beta v1beta1 ;;
    argument) token "$2" v1 ;;
    variable) token "$GIVEN" v1 ;;
    cluster)
        case $KUBERNETES_EXEC_INFO in
            *'"server":"https://127.0.0.1:'*'"certificate-authority-data":"'*) token told v1 ;;
            *) token not-told v1 ;;
        esac ;;
    certificate) cat "${0%/*}/certificate.json" ;;
    count) echo run >> "${0%/*}/runs"; cat "${0%/*}/counted.json" ;;
    neither) echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {}}' ;;
    wait) echo 'open a browser' >&2; echo $$ > "${0%/*}/waiting"; exec sleep 600 ;;
    fail) echo 'the session has expired' >&2; echo 'at line 12' >&2; exit 7 ;;
esac
