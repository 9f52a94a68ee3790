using Harness.Rbac.Auditing;
using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Validation;

/// <summary>What an audit log shows beside the cells, as texts that are the same in every format.</summary>
internal static class AuditText
{
    /// <summary>Heading of what was never done.</summary>
    public const string Unused = "Allowed and never used";

    /// <summary>Heading of what was refused.</summary>
    public const string Denied = "Refused again and again";

    /// <summary>What the policy allows, and the log does not have.</summary>
    public static IReadOnlyList<string> UnusedOf(ValidationReport report) => [.. (report.Audit?.Unused ?? []).Select(Of)];

    /// <summary>Who was refused what, the most frequent first.</summary>
    public static IReadOnlyList<string> DeniedOf(ValidationReport report) => [.. (report.Audit?.Denied ?? []).Select(Of)];

    /// <summary>What was read, and what has to be known of it.</summary>
    public static IReadOnlyList<string> RemarksOf(ValidationReport report) =>
        report.Audit is { } audit ? [$"audit log: {audit.Origin}", .. audit.Remarks] : [];

    private static string Of(UnusedAccess one) => one.Path is null
        ? $"{one.Subject} never did {one.Question} ({one.Location})"
        : $"{one.Subject} never called {one.Path} of {one.Question.Resource} \"{one.Question.Name}\" in namespace {one.Question.Namespace} "
            + $"({one.Location})";

    private static string Of(DeniedAccess one)
    {
        var who = one.Subject?.ToString() ?? "somebody without accepted credentials";
        var paths = one.Paths.Count == 0 ? "" : $": {string.Join(", ", one.Paths)}";
        var more = one.MorePaths == 0 ? "" : $" and {Figures.Count(one.MorePaths)} more";
        return $"{who}: {one.Question}: {Amount.Often(one.Count, one.Last)}, {Words(one.Answer)}{paths}{more}"
            + Amount.Probes(one.Count, one.Probes);
    }

    private static string Words(AuditAnswer answer) => answer switch
    {
        AuditAnswer.Denied => "by the authorizer",
        AuditAnswer.RefusedByAdmission => "by admission",
        AuditAnswer.Unauthenticated => "401",
        AuditAnswer.TurnedAway => "429, before the authorizer was asked",
        _ => "the log does not say by whom",
    };
}
