namespace Harness.Rbac.Objects;

/// <summary>
/// What differs between the versions of Kubernetes, as far as anything here depends on it: scenarios, the matrix, conformance cases and
/// findings ask this list instead of comparing versions themselves.
/// </summary>
public static class KubernetesChanges
{
    /// <summary>A pod that was chosen but cannot be reached, TLS to a plain port included.</summary>
    public static KubernetesChange UnreachableIsUnavailable { get; } = new(
        new(1, 21), "503 with reason ServiceUnavailable, before that 500 without a reason", "kubernetes/kubernetes#98841");

    /// <summary>Endpoints are written by administrators.</summary>
    public static KubernetesChange EndpointsAreNotForEditors { get; } = new(
        new(1, 22), "the roles edit and admin no longer write Endpoints in new clusters", "kubernetes/kubernetes#103675 (CVE-2021-25740)");

    /// <summary><c>…/proxy</c> without the final slash.</summary>
    public static KubernetesChange OnlyReadsAreRedirected { get; } = new(
        new(1, 23), "301 for GET and HEAD only, before that for every method", "kubernetes/kubernetes#95128");

    /// <summary>Token Secrets.</summary>
    public static KubernetesChange TokenSecretsAreNotAutomatic { get; } = new(
        new(1, 24), "a service account no longer gets a Secret with a token that never expires", "kubernetes/kubernetes#108309");

    /// <summary>The headers by which a front proxy introduces callers.</summary>
    public static KubernetesChange RemoteHeadersAreRemoved { get; } = new(
        new(1, 27), "X-Remote-User, -Group and -Extra-* of callers no longer reach the backend", "kubernetes/kubernetes#116785")
    {
        BackportedTo = new(1, 24),
    };

    /// <summary>Admission by expressions, without a webhook.</summary>
    public static KubernetesChange AdmissionPolicies { get; } = new(
        new(1, 30), "ValidatingAdmissionPolicies are served without being asked for, before that there are only webhooks",
        "kubernetes/kubernetes#123405");

    /// <summary>Commands in pods by WebSocket.</summary>
    public static KubernetesChange WebSocketsToPodsNeedCreate { get; } = new(
        new(1, 35),
        "pods/exec, pods/attach and pods/portforward need create by WebSocket too, before that get; proxies are as before",
        "kubernetes/kubernetes#134577");

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<KubernetesChange> All { get; } =
    [
        UnreachableIsUnavailable, EndpointsAreNotForEditors, OnlyReadsAreRedirected, TokenSecretsAreNotAutomatic, RemoteHeadersAreRemoved,
        AdmissionPolicies, WebSocketsToPodsNeedCreate,
    ];
}
