using Harness.Rbac.Validation;

namespace Harness.Reports.Validation;

/// <summary>What one cause comes to, and what to do about it, in a sentence each.</summary>
internal static class CauseText
{
    /// <summary>What is wrong.</summary>
    public static string Of(ValidationReport report, CauseGroup group)
    {
        var cells = group.Outcome is null ? null : Cells(report, group);
        return string.Join("; ", ((string?[])[cells, Findings(group)]).OfType<string>());
    }

    /// <summary>What to do: what the worst finding says, since it knows more than a cell does.</summary>
    public static string Fix(ValidationReport report, CauseGroup group) =>
        group.Findings.Count > 0 ? group.Findings[0].Fix : ValidationText.Fix(report, group.Cells[0]);

    private static string Cells(ValidationReport report, CauseGroup group)
    {
        var first = group.CellGroups[0];
        var isAll = group.Cells.Count == 1 || group.CellGroups.Count == 1;
        var what = group.Outcome switch
        {
            CellOutcome.Open when first.First.WasOpen =>
                $"{ValidationText.Opened(first)} ({ValidationText.Words(report, first.First)})",
            CellOutcome.Open => ValidationText.Opened(first),
            CellOutcome.Shut => $"{first.Subject} cannot {first.What}, and the policy allows it",
            CellOutcome.Disagreement => $"the sources disagree on whether {first.Subject} can {first.What} "
                + $"({ValidationText.Words(report, first.First)})",
            _ => $"it is not known whether {first.Subject} can {first.What}",
        };
        return isAll ? what : $"{what}, and so on ({group.Size()})";
    }

    private static string? Findings(CauseGroup group) => group.Findings.Count switch
    {
        0 => null,
        var count => $"{Severity(group)}{group.Kinds()}: {group.Findings[0].Message}{(count > 1 ? ", and so on" : "")}",
    };

    /// <summary>Of the worst; where there is nothing but findings, the line begins with it.</summary>
    private static string Severity(CauseGroup group) =>
        group.Outcome is null ? "" : $"{group.Findings[0].Rule.Severity.ToString().ToLowerInvariant()} ";
}
