using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

internal sealed class SourceLineTests
{
    [TestCase("/home/me/harness/scenarios/Scenarios/Walkthrough/Grants.cs", 31, "scenarios/Scenarios/Walkthrough/Grants.cs:31")]
    [TestCase(@"C:\work\scenarios\Scenarios\Rbac\Verbs.cs", 7, "scenarios/Scenarios/Rbac/Verbs.cs:7")]
    [TestCase("/scenarios/Scenarios/x/scenarios/Scenarios/A.cs", 1, "scenarios/Scenarios/A.cs:1")]
    [TestCase("/home/me/other/Grants.cs", 31, null)]
    [TestCase("", 0, null)]
    public void A_file_is_named_from_the_root_of_the_repository(string file, int line, string? expected) =>
        SourceLine.Of(file, line).ShouldBe(expected);
}
