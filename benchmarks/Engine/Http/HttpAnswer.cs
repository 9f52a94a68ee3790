using System.Globalization;

namespace Harness.Load.Engine;

/// <summary>The answer to one request without load.</summary>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Body">The whole body as text; empty when no answer came.</param>
/// <param name="Error">Why no answer came: one of <see cref="ErrorKinds"/>, a colon, and the system's words; null when one came.</param>
public sealed record HttpAnswer(int? Status, string Body, string? Error)
{
    /// <summary>Makes one request over a connection of its own.</summary>
    /// <param name="target">What is asked for.</param>
    /// <param name="timeout">Longest time to the body's end.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended it; a timeout is an answer.</exception>
    public static async Task<HttpAnswer> AskAsync(
        HttpTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var bound = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        using var client = HttpConnections.To(target, connections: 1, timeout);
        using var request = target.CreateRequest();
        try
        {
            using var response = await client.SendAsync(request, either.Token).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
            return new HttpAnswer((int)response.StatusCode, body, null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new HttpAnswer(null, "", $"{ErrorKinds.Of(failure)}: {Reason(failure, timeout)}");
        }
    }

    /// <summary>Whether load on the target would measure what is meant to answer there, and nothing else.</summary>
    public bool IsRightFor(HttpTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Status == target.ExpectedStatus && Body.Contains(target.Marker, StringComparison.Ordinal);
    }

    private static string Reason(Exception failure, TimeSpan timeout) => failure is OperationCanceledException
        ? string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.#} s")
        : failure.GetBaseException().Message;
}
