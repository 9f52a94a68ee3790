namespace Harness.Load;

/// <summary>One request on a route, before it is put under load.</summary>
internal static class RouteCheck
{
    private const int MessageLength = 300;

    /// <summary>Makes sure that the route answers as it must.</summary>
    /// <exception cref="HarnessException">It does not answer 200 with its marker: there is nothing to measure.</exception>
    public static async Task EnsureAsync(
        ILoadGenerator generator, LoadRoute route, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var asked = await route.TargetAsync(timeout, cancellationToken).ConfigureAwait(false);
        var answer = await generator.AskAsync(asked, timeout, cancellationToken).ConfigureAwait(false);
        if (answer.IsRightFor(route.Target))
            return;
        var cameBack = answer.Status is { } status
            ? FormattableString.Invariant($"{status}: {FirstPart(answer.Body)}")
            : $"no answer: {answer.Error}";
        var (target, marker) = (route.Target, route.Target.Marker.Length == 0 ? "" : $" with \"{route.Target.Marker}\"");
        throw HarnessException.Undecided(
            FormattableString.Invariant($"nothing was measured: the {route.Name} route must answer {target.ExpectedStatus}{marker} ")
            + $"before it is put under load, but {target.Method} {target.Url} (via {route.RecordedVia}) came back with {cameBack}; "
            + "check that the workload is ready and that the consumer's grant is in force");
    }

    /// <summary>What of a body is told to people.</summary>
    public static string FirstPart(string body) =>
        body.Length <= MessageLength ? body.Trim() : string.Concat(body.AsSpan(0, MessageLength), "…");
}
