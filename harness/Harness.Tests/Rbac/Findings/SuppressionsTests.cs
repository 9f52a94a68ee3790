using Harness.Rbac.Findings;
using Harness.Rbac.Policies;

namespace Harness.Tests.Rbac.Findings;

internal sealed class SuppressionsTests
{
    private static readonly DateOnly LastDay = new(2026, 12, 31);
    private static readonly Finding Found = new(
        FindingRules.All.Single(rule => rule.Id == "HR105"), "Role shop/a", "a message", [], "a fix");

    [Test]
    public void On_the_last_day_a_finding_is_accepted_still() =>
        Apply(LastDay, To("HR105", "Role shop/a")).ShouldHaveSingleItem().SuppressedBy.ShouldNotBeNull().Expires.ShouldBe(LastDay);

    [Test]
    public void The_day_after_it_counts_and_the_suppression_is_a_finding_too()
    {
        var findings = Apply(LastDay.AddDays(1), To("HR105", "Role shop/a"));

        findings.Select(finding => (finding.Rule.Id, finding.SuppressedBy)).ShouldBe([("HR105", null), ("HR901", null)]);
        findings[1].Message.ShouldBe("the suppression of HR105 expired on 2026-12-31 (a reason)");
        findings[1].Location!.Line.ShouldBe(7);
    }

    [TestCase("HR105", "Role shop/b")]
    [TestCase("HR104", "Role shop/a")]
    public void Another_object_and_another_kind_are_not_accepted_by_it(string kind, string on) =>
        Apply(LastDay, To(kind, on)).Select(finding => (finding.Rule.Id, finding.SuppressedBy))
            .ShouldBe([("HR105", null), ("HR902", null)]);

    [Test]
    public void Without_an_object_it_accepts_the_kind_everywhere() =>
        Apply(LastDay, To("HR105", null)).ShouldHaveSingleItem().SuppressedBy.ShouldNotBeNull();

    [Test]
    public void One_that_expired_unused_is_told_once() =>
        Suppressions.Apply([], [To("HR105", null)], LastDay.AddDays(1)).ShouldHaveSingleItem().Rule.Id.ShouldBe("HR901");

    [Test]
    public void Of_several_policies_the_file_to_edit_is_named()
    {
        Suppressions.Apply([], [To("HR105", "Role shop/a")], LastDay, isMerged: true).ShouldHaveSingleItem().Message.ShouldBe(
            "there is no finding HR105 on Role shop/a, so the suppression of the policy in policy.yaml hides nothing");
        Suppressions.Apply([], [To("HR105", null)], LastDay.AddDays(1), isMerged: true).ShouldHaveSingleItem().Message.ShouldBe(
            "the suppression of HR105 of the policy in policy.yaml expired on 2026-12-31 (a reason)");
    }

    private static List<Finding> Apply(DateOnly today, Suppression suppression) => [.. Suppressions.Apply([Found], [suppression], today)];

    private static Suppression To(string kind, string? on) => new(kind, on, "a reason", LastDay, new("policy.yaml", 7));
}
