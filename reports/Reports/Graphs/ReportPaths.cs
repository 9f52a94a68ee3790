using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Graphs;

/// <summary>The ways of a validation.</summary>
internal static class ReportPaths
{
    /// <summary>All of them: what is wrong, what is missing, what is not known, and what the policy allows.</summary>
    public static IReadOnlyList<AccessPath> Of(ValidationReport report) =>
        Of(report, cell => cell.Outcome != CellOutcome.AsExpected || cell.Cell.IsAllowed);

    /// <summary>Those that fail it.</summary>
    public static IReadOnlyList<AccessPath> Violations(ValidationReport report) => Of(report, cell => cell.IsViolation);

    private static IReadOnlyList<AccessPath> Of(ValidationReport report, Func<CellResult, bool> isShown)
    {
        var services = ReportServices.Of(report);
        var (right, other) = (new List<CellResult>(), new List<CellResult>());
        foreach (var cell in report.Cells.Where(isShown))
            (ReportServices.IsRight(cell) ? right : other).Add(cell);
        return AccessPath.Once(
            other.Select(cell => Of(cell, services.EndOf(cell)))
                .Concat(right.Where(cell => cell.Cell.Path is not null).GroupBy(ReportServices.KeyOf)
                    .Select(same => Of(same.First(), ReportServices.EndOf([.. same]))))
                .Concat(right.Where(cell => cell.Cell.Path is null && !services.HasPaths(cell))
                    .Select(cell => Of(cell, services.EndOf(cell)))));
    }

    private static AccessPath Of(CellResult result, string service)
    {
        var subject = $"{result.Cell.Subject}";
        return result.Outcome switch
        {
            CellOutcome.Shut => AccessPath.Over(
                PathKind.Missing, subject, [new PathStop(1, "nothing grants it", "") { Key = $"{subject} {service}" }], service),
            CellOutcome.Undecided => AccessPath.Over(PathKind.Undecided, subject, Unknown(result, subject), service),
            var outcome => AccessPath.Over(
                outcome == CellOutcome.AsExpected ? PathKind.Fine : PathKind.Wrong, subject, Granted(result, subject), service),
        };
    }

    /// <summary>Binding, role and rule, as far as a source knows them.</summary>
    private static IReadOnlyList<PathStop> Granted(CellResult result, string subject)
    {
        if (Way(result, subject) is { } way)
            return way;
        var details = result.Answers.Where(answer => answer.Kind == CellAnswerKind.Allowed).Select(answer => answer.Detail);
        var reason = AuthorizerReason.BindingIn(details.FirstOrDefault(text => text.Length > 0) ?? "");
        return [new PathStop(1, reason.Length == 0 ? "allowed, it is not known by what" : reason, "")];
    }

    /// <summary>What would grant it if it were known; else the way that one source knows, or the reason why none is.</summary>
    private static IReadOnlyList<PathStop> Unknown(CellResult result, string subject)
    {
        if (result.Answers.Select(answer => answer.Unresolved).FirstOrDefault(binding => binding is not null) is { } binding)
            return WayStops.Of(binding, subject, result.Cell.Subject.ToAccessSubject().Groups);
        if (Way(result, subject) is { } way)
            return way;
        var without = result.Answers.Where(answer => answer.Kind is CellAnswerKind.Undecided or CellAnswerKind.NotAsked)
            .OrderBy(answer => answer.Kind).Select(answer => answer.Detail).FirstOrDefault(text => text.Length > 0);
        return [new PathStop(1, without is null ? "not known" : $"not known: {without}", "")];
    }

    private static IReadOnlyList<PathStop>? Way(CellResult result, string subject) => result.Answers
        .Where(answer => answer.Kind == CellAnswerKind.Allowed)
        .Select(answer => answer.By is { } by ? WayStops.Of(by, subject)
            : answer.Evidence.Count > 0 ? WayStops.Of(answer.Evidence)
            : null)
        .FirstOrDefault(way => way is not null);
}
