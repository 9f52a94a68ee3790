using Harness.Rbac.Validation;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

/// <summary>A cause is named by what has to be edited: that is where a reader goes.</summary>
internal sealed class EditedObjectTests
{
    private const string Binding = "RoleBinding shop/other (rbac/binding one.yaml:12)";

    [Test]
    public void The_role_stands_first_where_the_fix_is_about_it_and_then_the_binding() =>
        Open(on: "Role shop/wide").Title.ShouldBe($"Role shop/wide (rbac/role.yaml:4), through {Binding}");

    [Test]
    public void The_binding_stands_alone_where_the_fix_is_about_it() => Open(on: "RoleBinding shop/other").Title.ShouldBe(Binding);

    [Test]
    public void The_binding_stands_alone_where_nothing_is_known_of_the_rule() => CauseGroup
        .Of(SampleValidation.Bad with { Findings = [] }).First(group => group.Outcome == CellOutcome.Open).Title.ShouldBe(Binding);

    private static CauseGroup Open(string on) => CauseGroup.Of(SampleValidation.Bad with
    {
        Findings =
        [
            .. SampleValidation.Bad.Findings.Where(finding => finding.On == "Role shop/wide")
                .Select(finding => finding with { On = on }),
        ],
    }).First(group => group.Outcome == CellOutcome.Open);
}
