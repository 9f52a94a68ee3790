using Harness.Rbac.Evaluation;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>A policy without consumers: nobody may call anything.</summary>
internal sealed class DenyAllTests
{
    private const string Policy = """
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: nobody}
        spec: {scope: {namespaces: [shop]}, consumers: []}
        """;

    [Test]
    public async Task It_holds_where_nobody_is_granted_anything()
    {
        var report = await ValidateAsync("apiVersion: v1\nkind: Service\nmetadata: {name: hello-app, namespace: shop}");

        report.Outcome.ShouldBe(Outcome.AsExpected);
        report.Cells.Select(cell => cell.Cell.Subject.ToString()).Distinct()
            .ShouldBe(["group:system:authenticated", "user:system:anonymous"], ignoreOrder: true);
    }

    [Test]
    public async Task Whatever_anybody_is_granted_violates_it()
    {
        var report = await ValidateAsync(ShopPolicy.Granted);

        report.Outcome.ShouldBe(Outcome.Violation);
        report.Violations.ShouldAllBe(cell => cell.Cell.Subject.IsSame(ShopPolicy.Consumer) && cell.Outcome == CellOutcome.Open);
        report.Violations.ShouldNotBeEmpty();
    }

    [Test]
    public void A_policy_that_does_not_say_so_is_refused() =>
        Should.Throw<HarnessException>(
            () => AccessPolicyReader.Parse("a.yaml", Policy.Replace(", consumers: []", "", StringComparison.Ordinal))).Message
            .ShouldContain("spec has no consumers; list who may do what, or write [] for nobody");

    private static Task<ValidationReport> ValidateAsync(string manifests)
    {
        var rbac = new IndexedRbac(ShopPolicy.Snapshot(manifests));
        return new Validator(AccessPolicyReader.Parse("a.yaml", Policy), [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }
}
