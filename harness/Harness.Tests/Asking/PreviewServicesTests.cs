using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Tests.Rbac.Validation;
using Harness.Validating;

namespace Harness.Tests.Asking;

/// <summary>In a preview, hello-app stands in for each service of the policy: findings about Services are those of the manifests.</summary>
internal sealed class PreviewServicesTests
{
    private static readonly KnownService StandIn = new("shop", "hello-app", [new KnownPort(8080, "stand-in")]);

    [TestCase("", null, Description = "manifests without Services say nothing about which there are")]
    [TestCase("hello-app", null)]
    [TestCase("another", "the policy allows service \"hello-app\" in namespace shop, which is not among the Services of a preview")]
    public void A_stand_in_is_no_service_of_the_manifests(string service, string? missing)
    {
        var preview = ShopPolicy.Snapshot(ShopPolicy.Granted) with { Origin = "a preview", Services = [StandIn], IsAggregated = true };

        var found = RbacAnalysis.Analyse(new IndexedRbac(AccessSources.Own(preview, Manifests(service))), ShopPolicy.Policy, default);

        found.Where(one => one.Rule.Id is "HR704" or "HR221" or "HR222" or "HR223").Select(one => one.Message).FirstOrDefault(
            message => message.StartsWith("the policy", StringComparison.Ordinal)).ShouldBe(missing);
        found.ShouldNotContain(one => one.Message.Contains("stand-in") || one.Fix.Contains("stand-in"));
    }

    private static ManifestSet Manifests(string service)
    {
        var text = ShopPolicy.Granted + (service.Length == 0 ? "" : $$"""

            ---
            apiVersion: v1
            kind: Service
            metadata: {name: {{service}}, namespace: shop}
            spec: {ports: [{port: 80}]}
            """);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return ManifestSet.Read("-", "shop", stream, CancellationToken.None);
    }
}
