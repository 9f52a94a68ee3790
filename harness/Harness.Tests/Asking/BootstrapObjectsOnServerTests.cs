using Harness.Asking;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Tests.Asking;

/// <summary>The table of what Kubernetes brings, held to a real API server of whatever version is at hand.</summary>
internal sealed class BootstrapObjectsOnServerTests
{
    [Test]
    public async Task The_table_says_of_its_version_what_an_API_server_makes()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        var own = BootstrapObjects.Of(KubernetesChange.VersionOf(plane.KubernetesVersion));

        var made = await new LiveSnapshot(plane.Admin).ReadAsync(CancellationToken.None);

        var names = own.Bindings.Select(one => one.ToString()).ToHashSet();
        made.Roles.Where(role => role.Labels.ContainsKey("kubernetes.io/bootstrapping")).Select(Text)
            .ShouldBe(own.Roles.Select(Text), ignoreOrder: true);
        made.Bindings.Where(binding => names.Contains(binding.ToString())).Select(Text)
            .ShouldBe(own.Bindings.Select(Text), ignoreOrder: true);
        made.Bindings.Select(one => one.Name).Where(name => name.StartsWith("system:controller:", StringComparison.Ordinal))
            .ShouldAllBe(name => own.Bindings.Any(one => one.Name == name));
    }

    /// <summary>A role's content; the rules of one that aggregates are its sources'.</summary>
    private static string Text(RbacRole role)
    {
        var labels = role.Labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal);
        var rules = role.Aggregates is null ? role.Rules.Select(Text).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var selectors = role.Aggregates?.SelectMany(one => one.MatchLabels).Select(label => $"{label.Key}={label.Value}") ?? [];
        return $"{role}\n{string.Join(' ', labels)}\n{string.Join(' ', selectors)}\n{string.Join('\n', rules)}";
    }

    private static string Text(RbacRule rule) => string.Join(" / ", ((IReadOnlyList<string>[])
        [rule.Verbs, rule.ApiGroups, rule.Resources, rule.ResourceNames, rule.NonResourceUrls])
        .Select(words => string.Join(',', words.Order(StringComparer.Ordinal))));

    private static string Text(RbacBinding one) =>
        $"{one} {one.RoleKind} {one.RoleName}: "
        + string.Join(' ', one.Subjects.Select(who => who.ToString()).Order(StringComparer.Ordinal));
}
