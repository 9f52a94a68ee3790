using System.Net;
using Harness.Waiting;
using k8s.Autorest;

namespace Harness.Runs;

/// <summary>Removes something from a cluster whose API server may be away for a while.</summary>
/// <param name="remove">Removes it; goes on where it was when it is called again.</param>
/// <param name="left">What is left.</param>
internal sealed class LastingRemoval(Func<CancellationToken, Task> remove, Func<IReadOnlyList<string>> left)
{
    /// <summary>How long it is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The clock; tests use their own.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Removes it.</summary>
    /// <exception cref="HarnessException">It could not be removed; the message names what is left.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new Condition("the API server has removed it", Patience) { Time = Time }.WaitAsync(
                async ct =>
                {
                    await remove(ct).ConfigureAwait(false);
                    return Seen.Met(true);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (HarnessException failure)
        {
            throw Left(failure.Message, failure);
        }
        catch (HttpOperationException refused)
        {
            var why = $"the API server answered {(int)refused.Response.StatusCode} {refused.Response.StatusCode}";
            throw Left(
                refused.Response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? $"{why}: these credentials are no longer accepted, so remove it with others"
                    : why,
                refused);
        }
    }

    private HarnessException Left(string why, Exception cause) => HarnessException.Undecided(
        $"left on the cluster: {string.Join(", ", left().DefaultIfEmpty("what has the run's label"))} ({why})", cause);
}
