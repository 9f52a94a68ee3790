using Harness.Access;
using Harness.Load.RbacCost;
using Harness.Rbac.Objects;
using Harness.Results;

namespace Harness.Load.Tests.RbacCost;

/// <summary>What growths make and remove, and that each waits until the authorizer knows it.</summary>
[CancelAfter(20_000)]
public sealed class GrowthTests
{
    private static readonly RbacGrowthFacts Facts = new("growth", "objects");
    private static readonly Consumer Consumer = new("ns", "consumer");

    [Test]
    public async Task Bindings_with_roles_of_their_own_come_and_go(CancellationToken stop)
    {
        await using var api = await FakeRbac.StartAsync();
        var growth = new BindingGrowth(api.Admin, Facts, number => Of(new Consumer("ns", $"other-{number}"), $"other-{number}"), null);

        await growth.ResizeAsync(1, stop);
        api.Calls.ShouldBeEmpty();
        await growth.ResizeAsync(10, stop);
        (api.Count("roles"), api.Count("rolebindings")).ShouldBe((9, 9));
        await growth.ResizeAsync(40, stop);
        (api.Count("roles"), api.Count("rolebindings")).ShouldBe((39, 39));
        await growth.ResizeAsync(1, stop);
        (api.Count("roles"), api.Count("rolebindings")).ShouldBe((0, 0));
    }

    [Test]
    public async Task The_last_binding_is_made_alone_and_awaited(CancellationToken stop)
    {
        await using var api = await FakeRbac.StartAsync(new FakeRbac { Lag = 2 });

        await Own(api).ResizeAsync(10, stop);

        api.Calls.TakeLast(5).ShouldBe(["POST roles own-9", "POST rolebindings own-9", "review no", "review no", "review yes"]);
        api.Calls.Count(call => call.StartsWith("review", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Test]
    public async Task The_last_binding_is_removed_last_and_its_end_awaited(CancellationToken stop)
    {
        await using var api = await FakeRbac.StartAsync(new FakeRbac { Lag = 1 });
        var growth = Own(api);
        await growth.ResizeAsync(10, stop);

        await growth.ResizeAsync(1, stop);

        api.Calls.TakeLast(4).ShouldBe(["DELETE rolebindings own-9", "DELETE roles own-9", "review yes", "review no"]);
        api.Count("rolebindings").ShouldBe(0);
    }

    [Test]
    public async Task Bindings_of_one_identity_share_a_role_but_for_the_last(CancellationToken stop)
    {
        await using var api = await FakeRbac.StartAsync();
        var growth = Own(api);

        await growth.ResizeAsync(10, stop);
        await growth.ResizeAsync(100, stop);

        (api.Count("roles"), api.Count("rolebindings")).ShouldBe((3, 99), "the shared one, own-9 and own-99");
        $"{api.Object("rolebindings", "own-5")["roleRef"]!["name"]}".ShouldBe("own");
    }

    [Test]
    public async Task The_rule_that_allows_is_the_last_of_the_role_at_every_size(CancellationToken stop)
    {
        await using var api = await FakeRbac.StartAsync(new FakeRbac { Lag = 1 });
        var granted = Of(Consumer, "called");
        await new GrantKeeper(api.Admin).ApplyAsync(granted, stop);
        var growth = new RuleGrowth(api.Admin, Facts, granted, number => Rule($"other-{number}"));

        foreach (var size in new[] { 10, 3, 1 })
        {
            await growth.ResizeAsync(size, stop);
            var rules = api.Object("roles", "called")["rules"]!.AsArray();
            (rules.Count, $"{rules[^1]!["resourceNames"]![0]}").ShouldBe((size, "called"));
        }

        api.Calls.TakeLast(3).ShouldBe(["PUT roles called", "review yes", "review no"]);
    }

    private static BindingGrowth Own(FakeRbac api) =>
        new(api.Admin, Facts, number => Of(Consumer, $"own-{number}"), new RbacRole("ns", "own", [Rule("own")]));

    private static Grant Of(Consumer consumer, string name) => new("ns", name, consumer, Rule(name));

    private static RbacRule Rule(string configMap) => new([""], ["configmaps"], [configMap], ["get"]);
}
