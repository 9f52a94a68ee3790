using Harness.Results;

namespace Harness.Scenarios.Running;

/// <summary>Every claim made for the pattern, its alternatives and its limits.</summary>
public static class ClaimCatalogue
{
    /// <summary>All claims, in the order of their ids.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        new("C1", "A service with no authentication of its own answers anyone who can reach it"),
        new("C2", "An ingress controller can authenticate, with basic auth by annotation or middleware"),
        new("C3", "A reverse proxy in front of the service authenticates, but leaves the application open to the rest of the cluster"),
        new("C4", "The same proxy as a sidecar, with only its port on the pod, closes that hole"),
        new("C5", "Sidecars cost memory and CPU for each replica"),
        new("C6", "hello-app, exposed as a NodePort service, answers its greeting, its version and its pod's name"),
        new("C7", "A service account's token authenticates a consumer outside the cluster; an expired, garbled or foreign one does not"),
        new("C8", "A consumer inside the cluster can be granted access directly, to its own service account"),
        new("C9", "One service account for each consumer keeps them apart: revoking one leaves the other"),
        new("C10", "Without a role the call is forbidden"),
        new("C11", "A Role for services/proxy, restricted by resourceNames and verbs, and a RoleBinding allow the call"),
        new("C12", "That Role and RoleBinding allow nothing else: no other service, spelling, resource or namespace"),
        new("C13", "Binding a broad cluster role instead grants far too much"),
        new("C14", "Verbs allow some HTTP methods and prohibit others"),
        new("C15", "RBAC alone cannot tell single endpoints such as /metrics apart: a grant is for every path or none"),
        new("C16", "Web UIs made for a host's root mostly break behind the proxy URL"),
        new("C17", "For a headless service the API server's proxy balances over the pods, where DNS hands out every address"),
        new("C18", "All traffic goes through the API server, so heavy traffic does not belong here") { IsMeasuredByBenchmarks = true },
        new("C19", "A central Prometheus can federate through the proxy URL from a Prometheus in each namespace, none of them exposed"),
        new("C20", "Everything can be kept as Kubernetes objects, with Kustomize or in a Helm chart"),
        new("C21", "Roles by resource name, sub-resource and verb serve elsewhere too"),
        new("C22", "The sub-resources and verbs that RBAC knows can be listed from the discovery API"),
        new("C23", "It works on any cluster, not just the one a tutorial uses"),
        new("C24", "Single endpoints can be allowed after all, by admission: listed paths answer, and every other is refused"),
        new("C25", "The audit log names who called what: consumer, service, path and answer"),
        new("C26", "A NetworkPolicy closes the direct way to the pods and leaves the API server's"),
    ];

    /// <summary>The claim by its id, or null when there is none.</summary>
    public static Claim? Find(string id) => All.FirstOrDefault(claim => claim.Id == id);
}
