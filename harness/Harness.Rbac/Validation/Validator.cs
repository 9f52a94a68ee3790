using System.Globalization;
using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Findings;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>Holds a policy against sources of truth.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Sources">Who is asked about every cell.</param>
/// <param name="Known">RBAC as far as it is known: what is asked about comes from it, and what is wrong with it is found.</param>
public sealed record Validator(AccessPolicy Policy, IReadOnlyList<IAccessSource> Sources, IReadOnlyList<IndexedRbac> Known)
{
    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<string> NotDecided { get; init; } = [];

    /// <summary>Cells that are asked about at most; with more, the whole is not decided.</summary>
    public int Most { get; init; } = CellPlan.Most;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks every source about every cell, one source after the other.</summary>
    public async Task<ValidationReport> RunAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        var analysed = Known.Select(rbac => AnalysedRbac.For(Policy, rbac)).ToList();
        var (cells, leftOut) = CellPlan.Of(Policy, [.. analysed.SelectMany(parts => parts)], Most);
        var answers = new List<IReadOnlyList<CellAnswer>>();
        foreach (var source in Sources)
        {
            progress.Report(FormattableString.Invariant($"asking {source.Name} about {cells.Count} cells"));
            answers.Add(await source.AskAsync(cells, cancellationToken).ConfigureAwait(false));
        }

        return new ValidationReport
        {
            Policy = Policy,
            Sources = [.. Sources.Select(source => source.Name)],
            Cells = [.. cells.Select((cell, i) => new CellResult(cell, [.. answers.Select(all => all[i])]))],
            Findings = Findings(analysed),
            NotDecided = leftOut == 0 ? NotDecided : [.. NotDecided, TooMany(leftOut)],
        };
    }

    private string TooMany(int leftOut) => string.Create(
        CultureInfo.InvariantCulture,
        $"only the first {Most:N0} cells were asked about, and at least {leftOut:N0} more were left out: narrow scope.resources, or "
        + $"validate fewer namespaces at a time");

    /// <summary>What is found in files and on the cluster alike is shown once, as it stands in the files.</summary>
    private List<Finding> Findings(IReadOnlyList<IReadOnlyList<AnalysedRbac>> analysed)
    {
        var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
        return [.. RbacAnalysis.Once(analysed.SelectMany(parts => RbacAnalysis.Analyse(parts, today)))];
    }
}
