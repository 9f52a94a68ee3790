using Harness.Clusters;
using Harness.Results;
using k8s.Autorest;

namespace Harness.Scenarios.Running;

/// <summary>How a scenario ended, told apart: it held, it did not, it cannot run here, or nothing can be said.</summary>
internal sealed record ScenarioEnding(ScenarioOutcome Outcome, string? Reason)
{
    /// <summary>Runs a scenario's body and judges it. What differs as the cluster dies is evidence of its death, and of nothing else.</summary>
    public static async Task<ScenarioEnding> OfAsync(Func<Task> body, Scenario scenario)
    {
        var ending = await OfBodyAsync(body, scenario);
        if (ending.Outcome != ScenarioOutcome.Failed)
            return ending;
        return await scenario.Session.Cluster.WhyLostAsync() is { } lost ? Lost(lost, ending.Reason) : ending;
    }

    private static async Task<ScenarioEnding> OfBodyAsync(Func<Task> body, Scenario scenario)
    {
        try
        {
            await body();
            return Judge(scenario.Seen);
        }
        catch (IgnoreException skipped)
        {
            return new ScenarioEnding(ScenarioOutcome.Skipped, skipped.Message);
        }
        catch (Exception) when (scenario.Session.Cluster.LostBecause is { } lost)
        {
            return Lost(lost, null);
        }
        catch (OperationCanceledException) when (scenario.Stop.IsCancellationRequested)
        {
            return new ScenarioEnding(ScenarioOutcome.Undecided, "the run was interrupted");
        }
        catch (HttpOperationException refused)
        {
            return new ScenarioEnding(
                ScenarioOutcome.Undecided,
                $"the administrator's {refused.Request.Method} {refused.Request.RequestUri?.PathAndQuery} was answered "
                + $"{(int)refused.Response.StatusCode}: {refused.Response.Content}");
        }
        catch (Exception failure) when (failure is HarnessException or HttpRequestException or TimeoutException)
        {
            return new ScenarioEnding(ScenarioOutcome.Undecided, failure.Message);
        }
        catch (Exception failure)
        {
            return new ScenarioEnding(ScenarioOutcome.Failed, failure.Message);
        }
    }

    private static ScenarioEnding Lost(string because, string? seen) =>
        new(ScenarioOutcome.Undecided, $"the cluster stopped answering: {because}{(seen is null ? "" : $"\n{seen}")}");

    /// <summary>Tells the test runner.</summary>
    public void Assert()
    {
        switch (Outcome)
        {
            case ScenarioOutcome.Skipped:
                NUnit.Framework.Assert.Ignore(Reason!);
                break;
            case ScenarioOutcome.Failed or ScenarioOutcome.Undecided:
                NUnit.Framework.Assert.Fail((Outcome == ScenarioOutcome.Undecided ? "could not be decided: " : "") + Reason);
                break;
        }
    }

    /// <summary>A call that got no answer decides nothing, whatever was expected of it.</summary>
    private static ScenarioEnding Judge(Findings seen)
    {
        var differing = seen.Differing.ToList();
        if (seen.Observations.Count == 0)
            return new ScenarioEnding(ScenarioOutcome.Failed, "the scenario observed nothing");
        if (differing.Count == 0)
            return new ScenarioEnding(ScenarioOutcome.Passed, null);

        var outcome = differing.TrueForAll(seen.IsUnanswered) ? ScenarioOutcome.Undecided : ScenarioOutcome.Failed;
        var summary = $"{differing.Count} of {seen.Observations.Count} observations differ:";
        return new ScenarioEnding(outcome, string.Join('\n', differing.Select(Describe).Prepend(summary)));
    }

    private static string Describe(Observation difference)
    {
        var evidence = difference.Evidence is null ? "" : $"\n    evidence: {difference.Evidence}";
        return $"  {difference.Subject}\n    expected: {difference.Expected}\n    observed: {difference.Observed}{evidence}";
    }
}
