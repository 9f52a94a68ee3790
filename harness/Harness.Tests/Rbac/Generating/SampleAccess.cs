using Harness.Access;
using Harness.Generating;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Tests.Rbac.Generating;

/// <summary>Access as a policy might ask for it: several rules and namespaces, every kind of subject, and strings that try YAML and templates.</summary>
internal static class SampleAccess
{
    public const string Namespace = "shop";

    public static AccessManifests Small() => new(
        Namespace, [ConsumerAccess.Of(Consumer, Grant.ServiceProxy(Consumer, "consumer-proxy", ["hello-app", "https:hello-app:8443"], ["get"]))]);

    public static AccessManifests Rich() => new(Namespace, [.. Small().Consumers, Auditors, Jane])
    {
        Workloads = [Hello.Deployment(Image), Hello.Service(), LookAlikes],
    };

    private static Consumer Consumer => new(Namespace, "consumer");

    private static HelloWorkload Hello => HelloWorkload.Standard();

    private static HelloImageChoice Image => HelloImageChoice.Other("registry.example/hello:1.0");

    private static ConsumerAccess Auditors => new(
        "auditors",
        RoleSubject.Group("audit:all"),
        [new NamedRole("billing", "read", [new GrantRule("", "pods/log", ["hello-app-0"], ["get"]), new GrantRule("apps", "deployments/scale", [], ["*"])])]);

    private static ConsumerAccess Jane => new(
        "jane", RoleSubject.User("jane@example.com"), [new NamedRole(Namespace, "jane", [new GrantRule("", "configmaps", ["y"], ["get"])])]);

    private static V1ConfigMap LookAlikes => new()
    {
        Metadata = new V1ObjectMeta { Name = "look-alikes" },
        Data = new Dictionary<string, string>
        {
            ["bool"] = "on",
            ["number"] = "0755",
            ["braces"] = "{{ .Values.secret }} and 'quotes' and \"quotes\"",
            ["lines"] = "first: 1\n\tsecond # no comment\n",
            ["empty"] = "",
        },
    };
}
