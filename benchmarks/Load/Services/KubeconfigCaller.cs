using System.Net.Http.Headers;
using Harness.Api;

namespace Harness.Load.Services;

/// <summary>The kubeconfig's user: a token that its source renews (a file, an exec plugin) is sent as it is when a round begins.</summary>
internal sealed class KubeconfigCaller(ApiCaller caller) : IRouteCaller
{
    /// <inheritdoc/>
    public async Task<AuthenticationHeaderValue?> CurrentAsync(TimeSpan needed, CancellationToken stop) =>
        (await caller.TargetAsync("/", stop).ConfigureAwait(false)).Authorization;

    /// <inheritdoc/>
    public string Refused() => $"the credentials of {caller.Source}'s user are not accepted any more, and are asked for again";
}
