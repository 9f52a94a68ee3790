using System.Net;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// Endpoints written by hand. The proxy calls an address only if it belongs to a pod in the same namespace, so that permission to
/// write Endpoints does not let the API server call arbitrary addresses (source: pkg/registry/core/service/storage, isValidAddress).
/// </summary>
public static class EndpointCases
{
    private const string Borne = "by-hand-borne-out";
    private const string Nameless = "by-hand-nameless";
    private const string Wrong = "by-hand-wrong";
    private const string Missing = "by-hand-missing";

    /// <summary>An address reserved for documentation (RFC 5737).</summary>
    private const string Nowhere = "192.0.2.1";

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        ProxyCase.Root(Borne, "a pod's address with the pod's name", Words.Greeting),
        ProxyCase.Root(Nameless, "a pod's address without a name", Words.NoEndpoints, Words.NoEndpointsPhrase),
        ProxyCase.Root(Wrong, "another address with a pod's name", Words.NoEndpoints, Words.NoEndpointsPhrase),
        ProxyCase.Root(Missing, "a pod's address with the name of no pod", Words.NoEndpoints, Words.NoEndpointsPhrase),
    ];

    /// <summary>Makes services without a selector and writes their Endpoints; not every namespace administrator may.</summary>
    public static async Task PrepareAsync(Scenario s, ProxiedHello hello)
    {
        var (pod, address) = hello.Workload.Pods.Single();
        try
        {
            await WriteAsync(s, hello, Borne, address, pod);
            await WriteAsync(s, hello, Nameless, address, null);
            await WriteAsync(s, hello, Wrong, Nowhere, pod);
            await WriteAsync(s, hello, Missing, address, "no-such-pod");
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            Assert.Ignore(
                "the kubeconfig's user may not create endpoints; cluster-admin may, edit and admin only up to Kubernetes "
                + $"{KubernetesChanges.EndpointsAreNotForEditors.LastBefore}");
        }
    }

    private static async Task WriteAsync(Scenario s, ProxiedHello hello, string service, string address, string? pod)
    {
        var ns = hello.Workload.Namespace;
        var target = pod is null ? null : new V1ObjectReference { Kind = "Pod", Name = pod, NamespaceProperty = ns };
        var endpoints = new V1Endpoints
        {
            Metadata = new V1ObjectMeta { Name = service },
            Subsets =
            [
                new V1EndpointSubset
                {
                    Addresses = [new V1EndpointAddress { Ip = address, TargetRef = target }],
                    Ports = [new Corev1EndpointPort { Port = 8080 }],
                },
            ],
        };
        await BarePods.ServeAsync(s, ns, service, null, new V1ServicePort { Port = 8080 });
        await s.Session.Cluster.Admin.CoreV1.CreateNamespacedEndpointsAsync(endpoints, ns, cancellationToken: s.Stop);
    }
}
