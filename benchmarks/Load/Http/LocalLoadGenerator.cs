using System.Globalization;

namespace Harness.Load;

/// <summary>Load from this process, over connections that are made for one round and closed after it.</summary>
/// <param name="time">The clock of deadlines and latencies.</param>
public sealed class LocalLoadGenerator(TimeProvider time) : ILoadGenerator
{
    private const int MessageLength = 300;

    /// <summary>Longest time for one request, and for making one connection.</summary>
    public static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A generator on the system's clock.</summary>
    public LocalLoadGenerator()
        : this(TimeProvider.System)
    {
    }

    /// <inheritdoc/>
    public async Task<RouteAnswer> AskAsync(LoadRoute route, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        using var bound = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var client = HttpTarget.Connect(route, connections: 1, timeout);
        using var request = HttpStep.CreateRequest(route);
        try
        {
            using var response = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return new RouteAnswer((int)response.StatusCode, FirstPart(body), body.Contains(route.Marker, StringComparison.Ordinal));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new RouteAnswer(null, WhyNoAnswer(failure, timeout), HasMarker: false);
        }
    }

    /// <inheritdoc/>
    public async Task<RoundMeasurement> RunAsync(LoadRoute route, LoadRound round, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(round);
        using var client = HttpTarget.Connect(route, round.Connections, StepTimeout);
        var scenario = new LoadScenario(route.Name, () => new HttpStep(client, route))
        {
            WarmUp = round.WarmUp,
            StepTimeout = StepTimeout,
            Drain = round.Drain,
        };
        var simulation = LoadSimulation.KeepConstant(round.Connections, round.During);
        return await new LoadRunner(time).RunAsync(scenario, simulation, cancellationToken).ConfigureAwait(false);
    }

    private static string WhyNoAnswer(Exception failure, TimeSpan timeout) => failure is OperationCanceledException
        ? string.Create(CultureInfo.InvariantCulture, $"{ErrorKinds.Timeout} after {timeout.TotalSeconds:0.#} s")
        : $"{ErrorKinds.Of(failure)} ({(failure.InnerException ?? failure).Message})";

    private static string FirstPart(string body) =>
        body.Length <= MessageLength ? body.Trim() : string.Concat(body.AsSpan(0, MessageLength), "…");
}
