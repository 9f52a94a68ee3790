using Harness.Access;
using Harness.Scenarios.Conformance;
using Harness.Scenarios.Federation;
using Harness.Tests.Repository;
using Harness.Tests.Support;
using Harness.Workloads;
using Harness.Workloads.Admission;
using Harness.Workloads.Agents;
using k8s.Models;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Harness.Tests.Workloads;

internal sealed class RestrictedPodTests
{
    private static readonly HelloImageChoice Image = new("harness.local/hello-app:1", IsOurs: true);
    private static readonly AgentFleet Agents = new("team-a", new Consumer("team-a", "consumer"), 3, []) { IsJob = true };
    private static readonly NginxProxy Nginx = new("nginx:1", "10.43.0.7:8080");

    private static readonly TestCaseData<V1PodSpec>[] Pods =
    [
        Named("hello-app", HelloWorkload.Standard().Deployment(Image).Spec.Template.Spec),
        Named("hello-headless", HelloWorkload.Headless().Deployment(Image).Spec.Template.Spec),
        Named("call", new OneShotPod(null!, Image).Pod("consumer", ["call"]).Spec),
        Named("load", new OneShotPod(null!, Image).Pod(null, ["load"]).Spec),
        Named("agent", new AgentObjects(Agents, Image).PodSpec()),
        Named("nginx", Nginx.StandAlone("hello").Spec.Template.Spec),
        Named("sidecar", Nginx.Sidecar("hello", Image, replicas: 3).Spec.Template.Spec),
        Named("webhook", new AdmissionWebhook("shop", Image, "[]").Deployment().Spec.Template.Spec),
        Named("bare", BarePods.Pod(Image, "bare", container => container.Args = ["--help"]).Spec),
        Named("prometheus", NamespacePrometheus.Pod("prometheus:1")),
    ];

    [TestCaseSource(nameof(Pods))]
    public void Each_pod_keeps_the_rules_of_Pod_Securitys_restricted(V1PodSpec pod) => RestrictedRules.BrokenBy(pod).ShouldBeEmpty();

    [TestCaseSource(nameof(Pods))]
    public void No_pods_processor_is_limited(V1PodSpec pod) =>
        pod.Containers.ShouldAllBe(container => !container.Resources.Limits.ContainsKey("cpu"));

    [TestCaseSource(nameof(Pods))]
    public void Only_a_pod_of_images_built_here_asks_for_this_machines_processor(V1PodSpec pod) =>
        pod.NodeSelector.ContainsKey("kubernetes.io/arch")
            .ShouldBe(pod.Containers.Any(container => container.Image.StartsWith("harness.local/", StringComparison.Ordinal)));

    [Test]
    public void A_pod_is_made_in_one_place()
    {
        var places = from tree in SourceCode.All
                     where !tree.FilePath.Contains("Tests/", StringComparison.Ordinal)
                     from made in tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
                     where TypeOf(made).EndsWith("V1PodSpec", StringComparison.Ordinal)
                     select tree.FilePath;

        places.ShouldBe(["harness/Harness/Workloads/RestrictedPod.cs"]);
    }

    [Test]
    public void Rules_that_hold_nothing_would_show()
    {
        var pod = new V1PodSpec
        {
            HostNetwork = true,
            Volumes = [new V1Volume { Name = "host", HostPath = new V1HostPathVolumeSource { Path = "/" } }],
            Containers = [new V1Container { Name = "a", SecurityContext = new V1SecurityContext { Privileged = true, RunAsUser = 0 } }],
        };

        RestrictedRules.BrokenBy(pod).ShouldBe(
        [
            "a namespace of the host", "another kind of volume", "no selector of the operating system", "a: privileged",
            "a: allowPrivilegeEscalation", "a: capabilities not dropped", "a: runAsNonRoot", "a: no user by number, or root",
            "a: seccompProfile", "a: a writable root", "a: no requests", "a: no limit on memory",
        ]);
    }

    /// <summary>The type that is made: as written, or that of the member or the variable that it is for.</summary>
    private static string TypeOf(BaseObjectCreationExpressionSyntax made) => made switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString(),
        { Parent: ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } } => method.ReturnType.ToString(),
        { Parent: ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } } => property.Type.ToString(),
        { Parent: EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax variable } } => variable.Type.ToString(),
        _ => "",
    };

    private static TestCaseData<V1PodSpec> Named(string name, V1PodSpec pod) => new TestCaseData<V1PodSpec>(pod).SetArgDisplayNames(name);
}
