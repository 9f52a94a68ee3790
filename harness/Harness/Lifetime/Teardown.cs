namespace Harness.Lifetime;

/// <summary>
/// What was made, and how to remove it: last in, first out. Every entry runs, even after another failed;
/// the failures are gathered. Running it twice, or from two threads, removes everything once.
/// </summary>
public sealed class Teardown : IAsyncDisposable
{
    /// <summary>No single removal may hold up the others for longer.</summary>
    public static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(90);

    private readonly Stack<(string What, Func<CancellationToken, Task> Remove, TimeSpan Longest)> _entries = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>Remembers something that was made.</summary>
    /// <param name="what">Its name for the reader of a failure, e.g. <c>container 1f3a…</c>.</param>
    /// <param name="remove">Removes it; must not fail when it is gone already.</param>
    public void Push(string what, Func<CancellationToken, Task> remove) => Push(what, remove, LongestRemoval);

    /// <summary>Remembers something whose removal may take another time than most.</summary>
    public void Push(string what, Func<CancellationToken, Task> remove, TimeSpan longest)
    {
        lock (_entries)
            _entries.Push((what, remove, longest));
    }

    /// <summary>Remembers something that disposes of itself.</summary>
    public void Push(string what, IAsyncDisposable made) => Push(what, _ => made.DisposeAsync().AsTask());

    /// <inheritdoc cref="Push(string, IAsyncDisposable)"/>
    public void Push(string what, IDisposable made) => Push(what, made.Dispose);

    /// <summary>Remembers something whose removal waits for nothing.</summary>
    public void Push(string what, Action remove) => Push(what, _ => Task.Run(remove, CancellationToken.None));

    /// <summary>Removes everything.</summary>
    /// <exception cref="AggregateException">What could not be removed, each with its name.</exception>
    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            while (TryPop(out var entry))
                await RemoveAsync(entry, failures).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }

        if (failures.Count > 0)
            throw new AggregateException("some of what was made could not be removed", failures);
    }

    private bool TryPop(out (string What, Func<CancellationToken, Task> Remove, TimeSpan Longest) entry)
    {
        lock (_entries)
            return _entries.TryPop(out entry);
    }

    private static async Task RemoveAsync(
        (string What, Func<CancellationToken, Task> Remove, TimeSpan Longest) entry, List<Exception> failures)
    {
        using var bound = new CancellationTokenSource(entry.Longest);
        try
        {
            await entry.Remove(bound.Token).WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // What a failure of our own says, e.g. what is left, its cause does not.
            var words = failure is HarnessException ? failure.Message : failure.GetBaseException().Message;
            failures.Add(HarnessException.Undecided($"could not remove {entry.What}: {words}", failure));
        }
    }
}
