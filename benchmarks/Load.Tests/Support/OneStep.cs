using Harness.Load.Engine;

namespace Harness.Load.Tests.Support;

/// <summary>Requests without a round: one step, on a loop of its own, over one of the two clients.</summary>
internal static class OneStep
{
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The kinds of error of so many requests in turn; null for each right answer.</summary>
    public static async Task<string?[]> KindsAsync(HttpTarget target, int requests, bool ofDotNet, CancellationToken cancellation)
    {
        using var client = HttpConnections.To(target, 1, ConnectTimeout);
        using var loop = new EventLoop(TimeProvider.System);
        return await loop.RunAsync(async () =>
        {
            using IStep step = ofDotNet ? new HttpClientStep(client, target) : new HttpStep(loop, target);
            var kinds = new string?[requests];
            for (var request = 0; request < requests; request++)
                kinds[request] = (await step.RunAsync(cancellation)).ErrorKind;
            // .NET's client goes on on a thread of the pool.
            await loop.EnterAsync();
            return kinds;
        });
    }

    /// <summary>The kind of error of one request by the engine's own client.</summary>
    public static async Task<string?> KindAsync(HttpTarget target, CancellationToken cancellation) =>
        (await KindsAsync(target, 1, ofDotNet: false, cancellation))[0];
}
