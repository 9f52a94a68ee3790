using Harness.Asking;
using k8s;
using k8s.Models;

namespace Harness.Tests.Asking;

/// <summary>What the role aggregation controller does, on a real API server.</summary>
internal sealed class AggregatedRolesTests
{
    [Test]
    public async Task Chains_of_any_length_come_to_their_end()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        const int length = 14;
        try
        {
            // Named so that each is settled one round after the one that it takes over.
            for (var i = 0; i < length; i++)
                await CreateAsync(plane.Admin, $"chain-{i:00}", i + 1 < length ? $"chain-{i + 1:00}" : null, $"chain-{i:00}");

            await new AggregatedRoles(plane.Admin).WriteAsync(CancellationToken.None);

            (await plane.Admin.RbacAuthorizationV1.ReadClusterRoleAsync("chain-00")).Rules.ShouldHaveSingleItem()
                .Resources.ShouldBe(["chain-13"]);
        }
        finally
        {
            await RemoveAsync(plane.Admin, "chain");
        }
    }

    [Test]
    public async Task Rules_that_go_round_in_a_circle_are_undecided()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        try
        {
            await CreateAsync(plane.Admin, "circle-a", "circle-b", "a");
            await CreateAsync(plane.Admin, "circle-b", "circle-c", "b");
            await CreateAsync(plane.Admin, "circle-c", "circle-a", "c");

            var failure = await Should.ThrowAsync<HarnessException>(
                () => new AggregatedRoles(plane.Admin).WriteAsync(CancellationToken.None));

            failure.Kind.ShouldBe(FailureKind.Undecided);
            failure.Message.ShouldStartWith("the ClusterRoles circle-a, circle-b, circle-c aggregate each other in a circle");
        }
        finally
        {
            await RemoveAsync(plane.Admin, "circle");
        }
    }

    private static Task<V1ClusterRole> CreateAsync(Kubernetes admin, string name, string? from, string resource) =>
        admin.RbacAuthorizationV1.CreateClusterRoleAsync(new V1ClusterRole
        {
            Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["part"] = name } },
            Rules = [new V1PolicyRule { ApiGroups = [""], Resources = [resource], Verbs = ["get"] }],
            AggregationRule = from is null ? null : new V1AggregationRule
            {
                ClusterRoleSelectors = [new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["part"] = from } }],
            },
        });

    private static async Task RemoveAsync(Kubernetes admin, string prefix)
    {
        foreach (var role in (await admin.RbacAuthorizationV1.ListClusterRoleAsync()).Items
            .Where(role => role.Metadata.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await admin.RbacAuthorizationV1.DeleteClusterRoleAsync(role.Metadata.Name);
        }
    }
}
