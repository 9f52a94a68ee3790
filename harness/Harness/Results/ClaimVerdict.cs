namespace Harness.Results;

/// <summary>What a run says about a claim.</summary>
public enum ClaimStanding
{
    /// <summary>At least one scenario passed and none failed or stayed undecided.</summary>
    Proven,

    /// <summary>A scenario failed.</summary>
    Refuted,

    /// <summary>No scenario failed, and at least one could not be decided.</summary>
    Undecided,

    /// <summary>Every scenario was skipped.</summary>
    Skipped,

    /// <summary>No scenario judges it; the run's benchmarks hold its figures.</summary>
    Measured,

    /// <summary>Nothing in the run is about it.</summary>
    NotRun,
}

/// <summary>A claim with what one run says about it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Standing">What the run says.</param>
/// <param name="Scenarios">The scenarios that name it, in the order in which they ended.</param>
/// <param name="Remark">
/// By what its calls were decided and on which Kubernetes, where that differs among clusters, and what qualifies the standing, e.g. why
/// scenarios were skipped; null where there is neither.
/// </param>
public sealed record ClaimVerdict(Claim Claim, ClaimStanding Standing, IReadOnlyList<ScenarioResult> Scenarios, string? Remark)
{
    /// <summary>
    /// The verdict on every claim that the run recorded, in its order, then on claims that only scenarios name, so that none is lost.
    /// Where a single claim was asked about, on that alone.
    /// </summary>
    public static IReadOnlyList<ClaimVerdict> All(RunResults results)
    {
        var (recorded, asked) = (results.Manifest.Claims, results.Manifest.AskedClaim);
        var unknown = results.Scenarios.SelectMany(scenario => scenario.Claims).Distinct()
            .Where(id => recorded.All(claim => claim.Id != id))
            .Select(id => new Claim(id, "(not recorded by this run)"));
        return [.. recorded.Concat(unknown).Where(claim => asked is null || claim.Id == asked).Select(claim => Of(claim, results))];
    }

    /// <summary>The verdict on one claim.</summary>
    public static ClaimVerdict Of(Claim claim, RunResults results)
    {
        IReadOnlyList<ScenarioResult> scenarios = [.. results.Scenarios.Where(scenario => scenario.Claims.Contains(claim.Id))];
        var standing = StandingOf(scenarios);
        if (standing == ClaimStanding.NotRun && claim.IsMeasuredByBenchmarks && results.Benchmarks.Count > 0)
            standing = ClaimStanding.Measured;
        string?[] remarks = [GroundOf(scenarios, results.Manifest), RemarkOn(standing, scenarios)];
        var remark = string.Join("; ", remarks.OfType<string>());
        return new ClaimVerdict(claim, standing, scenarios, remark.Length == 0 ? null : remark);
    }

    private static ClaimStanding StandingOf(IReadOnlyList<ScenarioResult> scenarios)
    {
        bool Any(ScenarioOutcome outcome) => scenarios.Any(scenario => scenario.Outcome == outcome);

        return Any(ScenarioOutcome.Failed) ? ClaimStanding.Refuted
            : Any(ScenarioOutcome.Undecided) ? ClaimStanding.Undecided
            : Any(ScenarioOutcome.Passed) ? ClaimStanding.Proven
            : scenarios.Count > 0 ? ClaimStanding.Skipped
            : ClaimStanding.NotRun;
    }

    /// <summary>As in <c>by a validating webhook, on Kubernetes 1.20.2</c>; null where no scenario says by what.</summary>
    private static string? GroundOf(IReadOnlyList<ScenarioResult> scenarios, RunManifest manifest)
    {
        var who = scenarios.SelectMany(scenario => scenario.Observations).Where(one => one.Subject == Observation.WhoDecides)
            .Select(one => $"by a {one.Observed}").Distinct().ToList();
        if (who.Count == 0)
            return null;
        var version = manifest.Cluster is { } cluster ? $", on Kubernetes {cluster.KubernetesVersion.TrimStart('v')}" : "";
        return $"{string.Join(" and ", who)}{version}";
    }

    private static string? RemarkOn(ClaimStanding standing, IReadOnlyList<ScenarioResult> scenarios) => standing switch
    {
        ClaimStanding.Refuted => Share(scenarios, ScenarioOutcome.Failed, "failed", ""),
        ClaimStanding.Undecided => Share(scenarios, ScenarioOutcome.Undecided, "undecided", Reasons(scenarios, ScenarioOutcome.Undecided)),
        ClaimStanding.Skipped => Reasons(scenarios, ScenarioOutcome.Skipped),
        ClaimStanding.Proven when scenarios.Any(scenario => scenario.Outcome == ScenarioOutcome.Skipped) =>
            Share(scenarios, ScenarioOutcome.Skipped, "skipped", Reasons(scenarios, ScenarioOutcome.Skipped)),
        _ => null,
    };

    // The share only where it is one: "1 of 1" says nothing that the standing does not.
    private static string? Share(IReadOnlyList<ScenarioResult> scenarios, ScenarioOutcome outcome, string word, string reasons)
    {
        var count = scenarios.Count(scenario => scenario.Outcome == outcome);
        var share = count < scenarios.Count ? FormattableString.Invariant($"{count} of {scenarios.Count} {word}") : "";
        return (share, reasons) switch
        {
            ("", "") => null,
            ("", _) => reasons,
            (_, "") => share,
            _ => $"{share}: {reasons}",
        };
    }

    private static string Reasons(IReadOnlyList<ScenarioResult> scenarios, ScenarioOutcome outcome) => string.Join("; ", scenarios
        .Where(scenario => scenario.Outcome == outcome)
        .Select(scenario => scenario.Reason ?? "no reason given")
        .Distinct());
}
