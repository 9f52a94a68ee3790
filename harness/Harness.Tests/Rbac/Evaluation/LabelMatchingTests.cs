using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Evaluation;

internal sealed class LabelMatchingTests
{
    private static readonly Dictionary<string, string> Labels = new() { ["tier"] = "web" };

    [TestCase("tier", "In", "web", true)]
    [TestCase("tier", "In", "db", false)]
    [TestCase("zone", "In", "web", false)]
    [TestCase("tier", "NotIn", "web", false)]
    [TestCase("tier", "NotIn", "db", true)]
    [TestCase("zone", "NotIn", "db", true, Description = "what has no such label has none of the values")]
    [TestCase("tier", "Exists", null, true)]
    [TestCase("zone", "Exists", null, false)]
    [TestCase("tier", "DoesNotExist", null, false)]
    [TestCase("zone", "DoesNotExist", null, true)]
    [TestCase("tier", "Like", "web", false)]
    public void A_requirement_holds_as_documented(string key, string word, string? value, bool holds)
    {
        var requirement = new LabelRequirement(key, word, value is null ? [] : [value]);

        new LabelSelector(new Dictionary<string, string>(), [requirement]).Matches(Labels).ShouldBe(holds);
    }

    [Test]
    public void All_of_a_selector_must_hold_and_an_empty_one_always_does()
    {
        new LabelSelector(Labels, [new LabelRequirement("zone", "Exists", [])]).Matches(Labels).ShouldBeFalse();
        new LabelSelector(new Dictionary<string, string> { ["tier"] = "db" }, []).Matches(Labels).ShouldBeFalse();
        new LabelSelector(new Dictionary<string, string>(), []).Matches(Labels).ShouldBeTrue();
    }
}
