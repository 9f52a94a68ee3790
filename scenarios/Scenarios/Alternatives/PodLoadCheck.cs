using System.Globalization;
using Harness.Load.Engine;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>A short load from a pod; its figures count only if every request is answered.</summary>
internal static class PodLoadCheck
{
    /// <summary>Processor time includes the request that the end cuts off, which must not be most of it.</summary>
    private const int LeastAnswers = 2;

    private static readonly TimeSpan During = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>One connection kept busy for 2 s.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="what">What is called, for the observation.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="warm">
    /// Whether to leave out the first requests, which would distort the latency; processor time needs them all.
    /// </param>
    /// <exception cref="HarnessException">Too little was answered to judge by.</exception>
    public static async Task<RoundMeasurement> RunAsync(Scenario s, string what, Uri url, PodCaller caller, bool warm)
    {
        var round = new LoadRound(1, warm ? WarmUp : TimeSpan.Zero, During, Drain);
        var load = new PodLoad(s.Session.Cluster.Admin, s.Session.Image);
        var result = await load.RunAsync(await s.NamespaceAsync(), url, HelloWorkload.Greeting, round, caller, s.Stop);
        Judge(s.Seen, $"load on {what} as {caller}", result);
        return result;
    }

    /// <summary>A wrong answer fails; too few answers decide nothing.</summary>
    /// <exception cref="HarnessException">Too little was answered to judge by.</exception>
    internal static void Judge(ScenarioObservations seen, string subject, RoundMeasurement result)
    {
        var errors = string.Join(", ", result.Errors.Select(error => $"{error.Value} × {error.Key}"));
        var answered = $"{result.Requests} answered{(errors.Length == 0 ? "" : $", failed: {errors}")}";
        var isWrong = result.Errors.Keys.Any(IsWrongAnswer);
        if (!isWrong && (result.Requests < LeastAnswers || result.Errors.Count > 0))
            throw HarnessException.Undecided($"{subject}: {answered} in {During.TotalSeconds:0} s, which is too little to judge by");
        seen.Expect(subject, "every request answered with 200", answered, !isWrong);
    }

    /// <summary>Whether it is a wrong answer; 429 and 5xx only say that something on the way was too busy.</summary>
    private static bool IsWrongAnswer(string error) =>
        error == ErrorKinds.WrongBody || (StatusOf(error) is { } status && status is not (429 or >= 500));

    /// <summary>Wrong statuses begin with the number, e.g. <c>403 Forbidden</c>.</summary>
    private static int? StatusOf(string error) =>
        int.TryParse(error.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
