using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

internal sealed class ScenarioSourceTests
{
    [TestCase("/repository/scenarios/Scenarios/Rbac/Grants.cs", "scenarios/Scenarios/Rbac/Grants.cs:12")]
    [TestCase("/elsewhere/scenarios/Scenarios/Rbac/Grants.cs", null)]
    [TestCase("/repository-of-another/Grants.cs", null)]
    public void A_source_is_named_from_the_root_of_the_repository_or_not_at_all(string file, string? source) =>
        ScenarioSource.Of("/repository", file, 12).ShouldBe(source);
}
