using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Harness.Load.Engine;

namespace Harness.Load.SideEffects;

/// <summary>Updates an object and waits until a watcher has the update: what a controller waits for.</summary>
/// <param name="client">As whom; outlives the step.</param>
/// <param name="url">The object.</param>
/// <param name="authorization">Credentials.</param>
/// <param name="watch">The watcher.</param>
internal sealed class WatchDeliveryStep(
    HttpMessageInvoker client, Uri url, AuthenticationHeaderValue? authorization, ObjectWatch watch) : IStep
{
    private static long _updates;

    /// <inheritdoc/>
    public async ValueTask<StepOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (watch.Trouble is { } trouble)
            return StepOutcome.Failed($"watch: {trouble}");
        var value = Interlocked.Increment(ref _updates).ToString(CultureInfo.InvariantCulture);
        var delivered = watch.DeliveredAsync(value);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, url) { Headers = { Authorization = authorization } };
            request.Content = new StringContent(
                $$$"""{"data":{"{{{ObjectWatch.Datum}}}":"{{{value}}}"}}""", Encoding.UTF8, "application/merge-patch+json");
            using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await answer.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                return StepOutcome.Failed(ErrorKinds.Of(answer.StatusCode));
            await delivered.WaitAsync(cancellationToken).ConfigureAwait(false);
            return StepOutcome.Answered;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return StepOutcome.Failed(ErrorKinds.Of(failure));
        }
        finally
        {
            watch.Forget(value);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
