using System.Globalization;
using Harness.Load.Engine;

namespace Harness.Load;

/// <summary>One way to the workload.</summary>
/// <param name="Name"><c>proxied</c> or <c>direct</c>.</param>
/// <param name="Via">How it is reached, for people, e.g. <c>node's bridge address 172.17.0.2:30080</c>.</param>
/// <param name="Target">What is asked for on it; https through the API server. Credentials that are renewed are not in it.</param>
public sealed record LoadRoute(string Name, string Via, HttpTarget Target)
{
    /// <summary>Who calls, with credentials that are renewed; null where the target has all there are.</summary>
    public IRouteCaller? Caller { get; init; }

    /// <summary><see cref="Via"/> and the HTTP version: what results record, as figures of two versions do not compare.</summary>
    public string RecordedVia => string.Create(CultureInfo.InvariantCulture, $"{Via}, HTTP/{Target.HttpVersion}");

    /// <summary>The target, with the credentials of this moment.</summary>
    /// <param name="needed">How long they should hold.</param>
    /// <param name="stop">Ends the call.</param>
    /// <exception cref="HarnessException">They could not be renewed.</exception>
    public async Task<HttpTarget> TargetAsync(TimeSpan needed, CancellationToken stop) => Caller is null
        ? Target
        : Target with { Authorization = await Caller.CurrentAsync(needed, stop).ConfigureAwait(false) };
}
