using System.Net;
using Harness.Access;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using k8s.Autorest;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// A caller who impersonates another. The API server checks both and tells the backend about neither (source:
/// k8s.io/apiserver/pkg/endpoints/filters/impersonation.go). Impersonating a service account takes only a namespaced grant; groups,
/// which need a cluster-wide one, are not tried.
/// </summary>
public static class ImpersonationCases
{
    private const string Header = "Impersonate-User";
    private const string Alias = "alias";
    private const string Stranger = "stranger";

    public static IReadOnlyList<ProxyCase> All { get; } =
    [
        new("Impersonate-User of a granted service account", "let through; the header is removed", hello => hello.EchoAsync(
            "/echo",
            echoed => $"let through; the header is {(echoed.Header(Header) is null ? "removed" : "passed on")}",
            (Header, UserOf(hello, Alias)))),
        new(
            "Impersonate-User of one that may be impersonated and has no grant",
            "403 Forbidden: cannot get resource \"services/proxy\"",
            hello => hello.SayAsync("/", "cannot get resource \"services/proxy\"", (Header, UserOf(hello, Stranger)))),
        new("Impersonate-User of one that may not be impersonated", "403 Forbidden: cannot impersonate resource", hello =>
            hello.SayAsync("/", "cannot impersonate resource", (Header, UserOf(hello, "default")))),
    ];

    /// <summary>
    /// Lets the consumer impersonate two service accounts, one of which may use the proxy. Nobody can grant permissions they lack.
    /// </summary>
    public static async Task PrepareAsync(Scenario s, ProxiedHello hello)
    {
        var alias = await s.ConsumerAsync(Alias);
        await s.ConsumerAsync(Stranger);
        await s.GrantAsync(alias, [hello.Workload.Name], "get");
        var caller = new Consumer(hello.Workload.Namespace, ProxiedHello.Caller);
        var rule = new RbacRule([""], ["serviceaccounts"], [Alias, Stranger], ["impersonate"]);
        try
        {
            await s.Session.Grants.ApplyAsync(new Grant(caller.Namespace, "impersonate", caller, rule), s.Stop);
        }
        catch (HttpOperationException refused) when (refused.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            Assert.Ignore("the kubeconfig's user may not impersonate service accounts, and so cannot grant it");
        }
    }

    private static string UserOf(ProxiedHello hello, string account) => new Consumer(hello.Workload.Namespace, account).User;
}
