using Harness.Rbac.Evaluation;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;

namespace Harness.Tests.Rbac.Validation;

/// <summary>Policies and manifests in tests, held against each other.</summary>
internal static class Validated
{
    /// <summary>A policy of namespace shop.</summary>
    /// <param name="scope">What stands behind its namespaces: <c>, resources: [secrets]</c>.</param>
    /// <param name="consumers">Its consumers and all that follows, as entries of <c>spec</c>.</param>
    /// <param name="ns">The namespace.</param>
    public static string Policy(string scope, string consumers = "consumers: []", string ns = "shop") => $$"""
        apiVersion: harness/v1
        kind: AccessPolicy
        metadata: {name: {{ns}}}
        spec:
          scope: {namespaces: [{{ns}}]{{scope}}}
          {{consumers}}
        """;

    /// <summary>A consumer who is a group, with more of its fields.</summary>
    public static string Group(string name, string fields, string? group = null) =>
        $"{{name: {name}, subject: {{kind: Group, name: \"{group ?? name}\"}}, {fields}}}";

    /// <summary>Policies, merged, against manifests.</summary>
    public static async Task<ValidationReport> ReportAsync(IReadOnlyList<string> policies, params string[] manifests)
    {
        var merged = AccessPolicies.Merge([.. policies.Select((text, i) => AccessPolicyReader.Parse($"{i}.yaml", text))]);
        var rbac = new IndexedRbac(ShopPolicy.Snapshot(manifests));
        return await new Validator(merged, [new EvaluatedSource("manifests", rbac)], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);
    }

    /// <summary>A policy against manifests.</summary>
    public static Task<ValidationReport> ReportAsync(string policy, params string[] manifests) => ReportAsync([policy], manifests);

    /// <summary>What is open and must not be, a line each: <c>user:jane get secrets in shop</c>.</summary>
    public static IReadOnlyList<string> Open(ValidationReport report) =>
    [
        .. report.Cells.Where(cell => cell.Outcome == CellOutcome.Open).Select(cell => cell.Cell)
            .Select(cell => $"{cell.Subject} {cell.Question}".Replace(" in namespace shop", "", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];
}
