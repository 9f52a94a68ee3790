using System.Globalization;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Alternatives;

/// <summary>A short load from a pod, whose every request must be answered for its figures to count.</summary>
internal static class Load
{
    /// <summary>The one that the end cuts off is counted along where processor time is, and must not be most of it.</summary>
    private const int LeastAnswers = 2;

    private const string StatusError = "status ";
    private static readonly TimeSpan During = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);

    /// <summary>One connection kept busy for 2 s.</summary>
    /// <param name="s">The scenario.</param>
    /// <param name="what">What is called, for people.</param>
    /// <param name="url">Where it is.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="warm">Whether what is measured is the latency, which the first requests would spoil; figures of processor time count them all.</param>
    /// <exception cref="HarnessException">Too little was answered to judge by.</exception>
    public static async Task<PodLoadResult> RunAsync(Scenario s, string what, Uri url, PodCaller caller, bool warm)
    {
        var load = new PodLoad(s.Session.Cluster.Admin, s.Session.Image);
        var result = await load.RunAsync(await s.NamespaceAsync(), url, 1, During, warm ? WarmUp : TimeSpan.Zero, s.Stop, caller);
        Judge(s.Seen, $"load on {what} as {caller}", result);
        return result;
    }

    /// <summary>Another answer than 200 fails; none at all, or hardly any, leaves everything open.</summary>
    /// <exception cref="HarnessException">Too little was answered to judge by.</exception>
    internal static void Judge(Findings seen, string subject, PodLoadResult result)
    {
        var errors = string.Join(", ", result.Errors.Select(error => $"{error.Value} × {error.Key}"));
        var answered = $"{result.Requests} answered{(errors.Length == 0 ? "" : $", failed: {errors}")}";
        var isWrong = IsWrong(result.FirstStatus) || result.Errors.Keys.Any(error => IsWrong(StatusOf(error)));
        if (!isWrong && (result.Requests < LeastAnswers || result.Errors.Count > 0))
            throw HarnessException.Undecided($"{subject}: {answered} in {During.TotalSeconds:0} s, which is too little to judge by");
        seen.Expect(subject, "every request answered with 200", answered, !isWrong, result.FirstBody);
    }

    /// <summary>Whether it is another answer than the wanted one; where somebody on the way was too busy, it is none.</summary>
    private static bool IsWrong(int? status) => status is not (null or 200 or 429 or >= 500);

    private static int? StatusOf(string error) => error.StartsWith(StatusError, StringComparison.Ordinal)
        ? int.Parse(error[StatusError.Length..], CultureInfo.InvariantCulture)
        : null;
}
