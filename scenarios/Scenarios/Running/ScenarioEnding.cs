using System.Net.Sockets;
using System.Net.WebSockets;
using Harness.Api;
using Harness.Clusters;
using Harness.Results;
using k8s.Autorest;

namespace Harness.Scenarios.Running;

/// <summary>How a scenario ended: it held, it did not, it cannot run here, or nothing can be said.</summary>
public sealed record ScenarioEnding(ScenarioOutcome Outcome, string? Reason)
{
    /// <summary>How the test runner's message begins if nothing can be said: the runner itself knows only failures.</summary>
    public const string NotDecided = "could not be decided: ";

    /// <summary>Runs a scenario's body and judges it. What differs while the cluster dies is evidence of its death only.</summary>
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
        catch (Exception failure) when (failure is not IgnoreException && scenario.Session.Cluster.LostBecause is { } lost)
        {
            return Lost(lost, null);
        }
        catch (Exception failure)
        {
            return Of(failure, scenario.Seen, scenario.Stop.IsCancellationRequested);
        }
    }

    /// <summary>How an incomplete scenario ended. A call without an answer decides nothing; observed differences outweigh a skip.</summary>
    internal static ScenarioEnding Of(Exception failure, ScenarioObservations seen, bool isInterrupted) => failure switch
    {
        IgnoreException => seen.Differing.Any() ? Judge(seen) : new ScenarioEnding(ScenarioOutcome.Skipped, failure.Message),
        OperationCanceledException when isInterrupted => new ScenarioEnding(ScenarioOutcome.Undecided, "the run was interrupted"),
        HttpOperationException refused => new ScenarioEnding(
            ScenarioOutcome.Undecided,
            $"the administrator's {refused.Request.Method} {refused.Request.RequestUri?.PathAndQuery} was answered "
            + $"{(int)refused.Response.StatusCode}: {ApiServerStatus.WordsOf(refused.Response.Content)}"),
        OperationCanceledException => new ScenarioEnding(ScenarioOutcome.Undecided, $"a call was not answered in time: {failure.Message}"),
        HarnessException or HttpRequestException or IOException or TimeoutException or SocketException or WebSocketException =>
            new ScenarioEnding(ScenarioOutcome.Undecided, failure.Message),
        _ => new ScenarioEnding(ScenarioOutcome.Failed, failure.Message),
    };

    private static ScenarioEnding Lost(string because, string? seen) =>
        new(ScenarioOutcome.Undecided, $"the cluster stopped answering: {because}{(seen is null ? "" : $"\n{seen}")}");

    /// <summary>Reports the ending to the test runner.</summary>
    public void Assert()
    {
        switch (Outcome)
        {
            case ScenarioOutcome.Skipped:
                NUnit.Framework.Assert.Ignore(SecretMask.Of(Reason!));
                break;
            case ScenarioOutcome.Failed or ScenarioOutcome.Undecided:
                NUnit.Framework.Assert.Fail((Outcome == ScenarioOutcome.Undecided ? NotDecided : "") + SecretMask.Of(Reason ?? ""));
                break;
        }
    }

    /// <summary>Undecided observations neither prove nor refute.</summary>
    private static ScenarioEnding Judge(ScenarioObservations seen)
    {
        var differing = seen.Differing.ToList();
        if (seen.Observations.Count == 0)
            return new ScenarioEnding(ScenarioOutcome.Failed, "the scenario observed nothing");
        if (differing.Count == 0)
            return new ScenarioEnding(ScenarioOutcome.Passed, null);

        var outcome = differing.TrueForAll(seen.IsUndecided) ? ScenarioOutcome.Undecided : ScenarioOutcome.Failed;
        var summary = $"{differing.Count} of {seen.Observations.Count} observations differ:";
        return new ScenarioEnding(outcome, string.Join('\n', differing.Select(Describe).Prepend(summary)));
    }

    private static string Describe(Observation difference)
    {
        var evidence = difference.Evidence is null ? "" : $"\n    evidence: {difference.Evidence}";
        return $"  {difference.Subject}\n    expected: {difference.Expected}\n    observed: {difference.Observed}{evidence}";
    }
}
