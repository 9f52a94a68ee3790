using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Objects;

/// <summary>Rules that give the same, and some that seem to.</summary>
internal sealed class RuleCoverageTests
{
    [TestCase("web", "*", false, Description = "a star is a name like any other there, tried on Kubernetes 1.36")]
    [TestCase("web,*", "*", false)]
    [TestCase("web,*", "*,web", true)]
    [TestCase("web", "", false, Description = "without names it gives every name")]
    [TestCase("", "", true)]
    public void Names_are_compared_as_they_are(string names, string others, bool isSame)
    {
        RuleCoverage.AreSame([Rule(names)], [Rule(others)]).ShouldBe(isSame);
        RuleCoverage.AreSame([Rule(others)], [Rule(names)]).ShouldBe(isSame);
    }

    private static RbacRule Rule(string names) =>
        new([""], ["services/proxy"], names.Split(',', StringSplitOptions.RemoveEmptyEntries), ["get"]);
}
