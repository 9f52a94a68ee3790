using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Harness.Api;

/// <summary>
/// Tries calls again that an API server could not take: those refused by a 429, which did nothing, and those that may be repeated
/// when they met a 5xx or a connection that broke. It does so until a deadline, and then says so in the last answer.
/// </summary>
/// <param name="repeats">How.</param>
internal sealed partial class RepeatingHandler(Repeats repeats) : DelegatingHandler
{
    /// <summary>Header of an answer that was given up, which says why in words.</summary>
    public const string GaveUp = "Harness-Gave-Up";

    /// <summary>Option of a request that is not to be tried again.</summary>
    public static readonly HttpRequestOptionsKey<bool> Once = new("once");

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsEvidence(request))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var started = repeats.Time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var pause = repeats.First * Math.Pow(2, tries - 1);
            try
            {
                var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
                response.Headers.Remove(GaveUp);
                if (!MayHelp(request, response))
                    return response;
                pause = Asked(response) ?? pause;
                if (!HasTime(started, pause))
                {
                    response.Headers.TryAddWithoutValidation(GaveUp, Words(tries, pause));
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException broken) when (IsBroken(broken) && IsRepeatable(request))
            {
                if (!HasTime(started, pause))
                    throw new HttpRequestException(broken.HttpRequestError, $"{broken.Message} ({Words(tries, pause)})", broken);
            }

            await Task.Delay(pause, repeats.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool HasTime(long started, TimeSpan pause) => repeats.Time.GetElapsedTime(started) + pause <= repeats.Deadline;

    private string Words(int tries, TimeSpan pause) => string.Create(
        CultureInfo.InvariantCulture,
        $"tried {(tries == 1 ? "once" : $"{tries} times")}; another try in {pause.TotalSeconds:0.#} s would be past the deadline of "
        + $"{repeats.Deadline.TotalSeconds:0.#} s");

    /// <summary>What is behind the API server's proxy answers as it likes: its answers are what is looked at.</summary>
    private static bool IsEvidence(HttpRequestMessage request) =>
        (request.Options.TryGetValue(Once, out var once) && once) || Proxied().IsMatch(request.RequestUri?.AbsolutePath ?? "");

    private static bool MayHelp(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.TooManyRequests || ((int)response.StatusCode >= 500 && IsRepeatable(request));

    /// <summary>Questions put by POST change nothing.</summary>
    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
        || (request.Method == HttpMethod.Post
            && request.RequestUri?.AbsolutePath.EndsWith("accessreviews", StringComparison.Ordinal) == true);

    /// <summary>A connection that was there and broke; one that is refused is not going to be there in a moment.</summary>
    private static bool IsBroken(HttpRequestException failure) =>
        failure.HttpRequestError == HttpRequestError.ResponseEnded
        || failure.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted };

    private TimeSpan? Asked(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > repeats.Time.GetUtcNow() => date - repeats.Time.GetUtcNow(),
        _ => null,
    };

    [GeneratedRegex("/(services|pods|nodes)/[^/]+/proxy(/|$)")]
    private static partial Regex Proxied();
}
