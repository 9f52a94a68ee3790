using Harness.Api;
using Harness.Processes;
using Harness.Rbac.Generating;
using Harness.Scenarios.Running;
using Harness.Scenarios.Walkthrough;
using Harness.Workloads;
using k8s.Models;

namespace Harness.Scenarios.GitOps;

/// <summary>
/// Access kept as files: generated from what API calls made, rendered as users would, and applied to a fresh namespace.
/// There the same door opens, and every other one stays shut.
/// </summary>
public sealed class GeneratedManifests : ScenarioFixture
{
    [Test]
    [Claim("C20")]
    public Task A_base_rendered_by_kubectl_kustomize_gives_the_same_access_as_API_calls() => ProveAsync("kustomize", s =>
        SameAccessAsync(s, (manifests, fresh) => KustomizeRendering.RenderAsync(s, manifests, fresh)));

    [Test]
    [Claim("C20")]
    public Task A_chart_rendered_by_helm_gives_the_same_access_as_API_calls() => ProveAsync("helm", s =>
    {
        var helm = Program("helm");
        return SameAccessAsync(s, (manifests, fresh) => ChartRendering.ByHelmAsync(helm, manifests, fresh, s.Stop));
    });

    [Test]
    [Claim("C20")]
    public Task A_chart_run_by_the_template_engine_in_kubectl_without_helm_gives_the_same_access_as_API_calls() => ProveAsync("chart", s =>
    {
        var kubectl = Program("kubectl");
        return SameAccessAsync(s, (manifests, fresh) => ChartRendering.ByKubectlAsync(kubectl, manifests, fresh, s.Stop));
    });

    private static string Program(string name) =>
        ProgramPath.Find(name) ?? throw new IgnoreException($"no {name} on the PATH: install it to render the chart with it");

    private static async Task SameAccessAsync(Scenario s, Func<AccessManifests, string, Task<string>> render)
    {
        var byCalls = await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var grant = await s.GrantAsync(consumer, ["hello-app"], "get");
        var manifests = new AccessManifests(byCalls.Namespace, [new ConsumerAccess(consumer.Name, consumer.Subject, [grant.Role])])
        {
            Workloads =
            [
                ObjectTree.Of(HelloWorkload.Standard().Deployment(s.Session.Image)),
                ObjectTree.Of(HelloWorkload.Standard().Service()),
                ObjectTree.Of(LookAlikes()),
            ],
        };

        var fresh = await s.AnotherNamespaceAsync("fresh");
        await RenderedObjects.ApplyAsync(s, await render(manifests, fresh), fresh);

        if (await LiveObjects.AreTheSameAsync(s, grant, byCalls, fresh))
            await s.Session.Grants.AgreedAsync(grant with { Namespace = fresh, Consumer = consumer with { Namespace = fresh } }, s.Stop);
        var hello = await s.Session.Deployer.ReadyAsync(HelloWorkload.Standard(), fresh, s.Stop);
        var neighbour = await s.HelloAppAsync("hello-neighbour", fresh);
        var client = await s.ClientForAsync(consumer with { Namespace = fresh });
        await GrantChecks.TheGrantedCallIsAnsweredAsync(s, client, hello);
        await GrantChecks.EveryOtherDoorIsShutAsync(s, client, hello, neighbour, namesake: byCalls);
        await LiveObjects.ExpectStringsAsync(s, LookAlikes(), fresh);
    }

    /// <summary>Strings that YAML or templates would misread unless they are escaped.</summary>
    private static V1ConfigMap LookAlikes() => new()
    {
        Metadata = new V1ObjectMeta { Name = "look-alikes" },
        Data = new Dictionary<string, string>
        {
            ["boolean"] = "on",
            ["number"] = "0755",
            ["template"] = "{{ .Values.images }} \"and\" 'quotes'",
            ["lines"] = "first: 1\n\tsecond # no comment\n",
        },
    };
}
