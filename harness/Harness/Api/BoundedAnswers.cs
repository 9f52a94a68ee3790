namespace Harness.Api;

/// <summary>
/// Ends a call whose answer does not begin, stalls, or does not end: the library's own deadline covers no body, and calls past the library
/// have none. Watches are meant to last and are let alone.
/// </summary>
internal sealed class BoundedAnswers : DelegatingHandler
{
    /// <summary>How long an answer may take to begin.</summary>
    public TimeSpan Begin { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long the whole body may take.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The largest body: a page of 500 objects of the largest size that etcd stores stays below.</summary>
    public long LargestBytes { get; init; } = 1L << 30;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsWatch(request))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = await BeginningAsync(request, cancellationToken).ConfigureAwait(false);
        var body = new BoundedBody(answer.Content, Named(request), Whole, LargestBytes);
        answer.Content = body;
        return answer;
    }

    private static bool IsWatch(HttpRequestMessage request) =>
        request.RequestUri?.Query.TrimStart('?').Split('&').Any(part => part is "watch=true" or "watch=1" or "follow=true") == true;

    private static string Named(HttpRequestMessage request) => $"{request.Method} {request.RequestUri?.AbsolutePath}";

    private async Task<HttpResponseMessage> BeginningAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Begin);
        try
        {
            return await base.SendAsync(request, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{Named(request)} was not answered for {Begin.TotalSeconds:0} s");
        }
    }
}
