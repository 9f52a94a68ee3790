namespace Harness.Reports.Tests.Gates;

/// <summary>
/// Logarithms of how many times as many requests per second the direct way answers as the proxy, round by round, as four real runs of
/// <c>./run.sh bench --profile standard</c> measured them one after the other on one machine (2 cores, shared with other work; AMD EPYC;
/// offline node, Kubernetes 1.20.2; 30 November 2026): 20261130T084143Z-de24a4, T084658Z-d1a96b, T111328Z-2ce20c and T111923Z-064bf7. In
/// each pair, first with 1 connection, then with 32; rounds of 0.4 s in the same blocks.
/// </summary>
internal static class RealNoise
{
    /// <summary>Each run's rounds.</summary>
    public static readonly (double[] One, double[] Many)[] Runs =
    [
        ([2.8959, 3.0172, 2.7659, 2.9985, 3.0388, 3.1769, 3.0043], [3.3132, 3.2493, 3.1611, 3.2407, 3.4524, 3.7355, 3.4925]),
        ([3.0600, 3.0318, 3.0555, 3.2208, 2.8645, 3.0015, 3.0656], [3.2504, 3.3112, 3.3690, 3.4903, 3.3263, 3.2719, 3.4442]),
        ([2.8574, 3.2246, 3.2777, 2.8490, 3.0901, 2.9135, 3.2276], [3.4491, 3.2465, 3.2264, 3.2566, 3.3075, 3.2609, 3.4019]),
        ([3.0161, 2.9744, 3.1632, 3.0678, 3.5363, 2.9633, 3.2136], [3.4009, 3.2091, 3.5079, 3.3053, 3.2932, 3.4495, 3.1270]),
    ];

    /// <summary>
    /// How far rounds lie from their run's mean, with 1 and with 32 connections in the same block; stretched for the freedom that the mean
    /// takes.
    /// </summary>
    public static (double One, double Many)[] Residuals { get; } =
        [.. Runs.SelectMany(run => Residual(run.One).Zip(Residual(run.Many)))];

    /// <summary>Standard deviation of a round within its run.</summary>
    public static double WithinRuns { get; } = Math.Sqrt(Runs.SelectMany(run => new[] { run.One, run.Many }).Average(Variance));

    /// <summary>
    /// Standard deviation from run to run, beyond what rounds explain: the variance of the means, less that of the rounds over their
    /// number. Where the rounds explain more than there is, 0.
    /// </summary>
    public static double BetweenRuns { get; } = Math.Sqrt(Math.Max(0,
        new[] { Variance([.. Runs.Select(run => run.One.Average())]), Variance([.. Runs.Select(run => run.Many.Average())]) }.Average()
        - (WithinRuns * WithinRuns / 7)));

    private static double[] Residual(double[] logs) => [.. logs.Select(log => (log - logs.Average()) * Math.Sqrt(7.0 / 6))];

    private static double Variance(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);
}
