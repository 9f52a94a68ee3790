using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Harness.Load.Engine;

namespace Harness.Load.SideEffects;

/// <summary>Watches a ConfigMap, and tells when an update of it arrives. A watch that ends is begun again.</summary>
/// <param name="client">As whom; outlives the watch.</param>
/// <param name="url">The watch, of one object.</param>
/// <param name="authorization">Credentials, as they are when a watch begins.</param>
internal sealed class ObjectWatch(HttpMessageInvoker client, Uri url, Func<AuthenticationHeaderValue?> authorization) : IAsyncDisposable
{
    /// <summary>Key of the datum that updates change.</summary>
    public const string Datum = "update";

    private static readonly TimeSpan BeforeAnother = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _watching = Task.CompletedTask;

    /// <summary>What went wrong last, while the watch is not in force; null while it is.</summary>
    public string? Trouble { get; private set; } = "not begun";

    /// <summary>Begins, and waits until the watch is in force or has failed for the first time.</summary>
    public Task BeginAsync(CancellationToken cancellationToken)
    {
        _watching = WatchAsync();
        return _begun.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when the watch delivers the update to this value. To be asked for before the update is made.</summary>
    public Task DeliveredAsync(string value) =>
        _awaited.GetOrAdd(value, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(string value) => _awaited.TryRemove(value, out _);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _over.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Trouble = await ReadAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                Trouble = ErrorKinds.Of(failure);
            }

            _begun.TrySetResult();
            await Task.Delay(BeforeAnother, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the watch ends.</summary>
    /// <returns>Why it did.</returns>
    private async Task<string> ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Authorization = authorization() } };
        using var answer = await client.SendAsync(request, _over.Token).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            return ErrorKinds.Of(answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_over.Token).ConfigureAwait(false));
        while (await lines.ReadLineAsync(_over.Token).ConfigureAwait(false) is { } line)
        {
            // The object itself comes first: then the watch is in force.
            Trouble = null;
            _begun.TrySetResult();
            if (JsonNode.Parse(line)?["object"]?["data"]?[Datum]?.GetValue<string>() is { } value
                && _awaited.TryRemove(value, out var waiting))
            {
                waiting.SetResult();
            }
        }

        return "ended";
    }
}
