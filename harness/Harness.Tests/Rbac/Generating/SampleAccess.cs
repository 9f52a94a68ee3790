using Harness.Api;
using Harness.Rbac.Generating;
using Harness.Rbac.Objects;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Tests.Rbac.Generating;

/// <summary>
/// Access as a policy might ask for it: several rules and namespaces, every kind of subject, and strings that try YAML and templates.
/// </summary>
internal static class SampleAccess
{
    public const string Namespace = "shop";

    public static AccessManifests Small() => new(
        Namespace, [new ConsumerAccess("consumer", Consumer, [Proxy])]);

    public static AccessManifests Rich() => new(Namespace, [.. Small().Consumers, Auditors, Jane])
    {
        Workloads = [ObjectTree.Of(Hello.Deployment(Image)), ObjectTree.Of(Hello.Service()), ObjectTree.Of(LookAlikes)],
    };

    private static RbacSubject Consumer => RbacSubject.ServiceAccount(Namespace, "consumer");

    private static RbacRole Proxy =>
        new(Namespace, "consumer-proxy", [Rule("", "services/proxy", ["hello-app", "https:hello-app:8443"], "get")]);

    private static HelloWorkload Hello => HelloWorkload.Standard();

    private static HelloImageChoice Image => HelloImageChoice.Other("registry.example/hello:1.0");

    private static ConsumerAccess Auditors => new(
        "auditors",
        new RbacSubject(RbacSubjectKind.Group, "audit:all"),
        [new RbacRole("billing", "read", [Rule("", "pods/log", ["hello-app-0"], "get"), Rule("apps", "deployments/scale", [], "*")])]);

    private static ConsumerAccess Jane => new(
        "jane", new RbacSubject(
            RbacSubjectKind.User, "jane@example.com"), [new RbacRole(Namespace, "jane", [Rule("", "configmaps", ["y"], "get")])]);

    private static RbacRule Rule(string group, string resource, string[] names, string verb) => new([group], [resource], names, [verb]);

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
