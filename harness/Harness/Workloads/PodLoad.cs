using System.Globalization;
using System.Text.Json;
using Harness.Load.Engine;
using k8s;

namespace Harness.Workloads;

/// <summary>Load made by a pod inside the cluster, for hosts that reach no node: hello-app's <c>load</c> command.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="image">The image built here.</param>
public sealed class PodLoad(IKubernetes admin, HelloImageChoice image)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(120);

    /// <summary>Measures one round, with the same engine as in this process.</summary>
    /// <param name="ns">Where the pod runs; it is removed afterwards.</param>
    /// <param name="url">What is called.</param>
    /// <param name="marker">Text that a correct answer holds; empty for any.</param>
    /// <param name="round">How hard and how long.</param>
    /// <param name="caller">As whom.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="HarnessException">The pod gave no figures; the message says what it said instead.</exception>
    public async Task<RoundMeasurement> RunAsync(
        string ns, Uri url, string marker, LoadRound round, PodCaller caller, CancellationToken cancellationToken)
    {
        var deadline = round.WarmUp + round.During + round.Drain + Slack;
        var output = await new OneShotPod(admin, image)
            .RunAsync(ns, caller, Command(url, marker, round, caller), deadline, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return RoundMeasurement.FromJson(output);
        }
        catch (JsonException malformed)
        {
            throw HarnessException.Undecided($"the load pod in {ns} gave no figures, but said: {output.Trim()}", malformed);
        }
    }

    /// <summary>hello-app's command line.</summary>
    internal static IReadOnlyList<string> Command(Uri url, string marker, LoadRound round, PodCaller caller) =>
    [
        "load", "--url", url.AbsoluteUri, "--marker", marker,
        "--connections", round.Connections.ToString(CultureInfo.InvariantCulture),
        "--seconds", Seconds(round.During), "--warmup", Seconds(round.WarmUp), "--drain", Seconds(round.Drain),
        .. round.Rate is { } rate ? (string[])["--rate", rate.ToString("0.###", CultureInfo.InvariantCulture)] : [],
        .. caller.Options,
    ];

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
