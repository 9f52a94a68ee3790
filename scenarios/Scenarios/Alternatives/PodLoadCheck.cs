using System.Globalization;
using Harness.Load.Engine;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>A short load from a pod, whose every request must be answered for its figures to count.</summary>
internal static class PodLoadCheck
{
    /// <summary>The one that the end cuts off is counted along where processor time is, and must not be most of it.</summary>
    private const int LeastAnswers = 2;

    private static readonly TimeSpan During = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>One connection kept busy for 2 s.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="what">What is called, for the observation.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="warm">
    /// Whether the latency is measured, which the first requests would spoil; figures of processor time count them all.
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

    /// <summary>A wrong answer fails; none at all, or hardly any, leaves everything open.</summary>
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

    /// <summary>Whether it is an answer, and a wrong one; where somebody on the way was too busy, it is none.</summary>
    private static bool IsWrongAnswer(string error) =>
        error == ErrorKinds.WrongBody || (StatusOf(error) is { } status && status is not (429 or >= 500));

    /// <summary>Kinds of wrong statuses begin with the status, e.g. <c>403 Forbidden</c>.</summary>
    private static int? StatusOf(string error) =>
        int.TryParse(error.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
