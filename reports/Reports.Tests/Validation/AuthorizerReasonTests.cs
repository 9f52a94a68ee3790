using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Rbac.Yaml;

namespace Harness.Reports.Tests.Validation;

/// <summary>Where only a live authorizer answered, its reason says which binding is the cause.</summary>
internal sealed class AuthorizerReasonTests
{
    [TestCase("a", "b", 1, Description = "two subjects of one binding")]
    [TestCase("a to b", "a to c", 1)]
    [TestCase("""a" of Role "x" to User "b""", "c", 1)]
    public void An_authorizers_reason_is_read_by_its_quotes(string one, string other, int causes)
    {
        CellResult Of(string subject, string role) => Cell(subject, new CellAnswer(
            CellAnswerKind.Allowed, $"RBAC: allowed by RoleBinding \"gives to/shop\" of Role {Quoted(role)} to User {Quoted(subject)}"));

        CausesOf(Of(one, "r to s"), Of(other, "r to s")).ShouldBe(causes);
        CausesOf(Of(one, "r to s"), Of(one, "r to t")).ShouldBe(2);
    }

    [Test]
    public void A_reason_of_another_authorizer_is_a_cause_as_it_is()
    {
        CellResult Of(string reason) => Cell("x", new CellAnswer(CellAnswerKind.Allowed, reason));

        CausesOf(Of("open to a"), Of("open to b")).ShouldBe(2);
    }

    private static int CausesOf(params CellResult[] cells)
    {
        using var text = new StringWriter();
        ValidationExporters.Of(ValidationFormat.Table, "/", isVerbose: false).Write(new ValidationReport
        {
            Policy = new AccessPolicy("shop", ["shop"], [], []) { Location = new SourceLocation("access.yaml", 1) },
            Sources = ["live"],
            Cells = cells,
            Findings = [],
        }, text);
        return text.ToString().Split('\n').Count(line => line.StartsWith("OPEN", StringComparison.Ordinal));
    }

    private static CellResult Cell(string user, CellAnswer answer) => new(
        new AccessCell(
            new RbacSubject(RbacSubjectKind.User, user), new AccessQuestion("shop", "", "services/proxy", "x", "get"), false, null),
        [answer]);

    /// <summary>As Go's %q.</summary>
    private static string Quoted(string name) => $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
