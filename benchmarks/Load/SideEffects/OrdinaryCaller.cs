using System.Net.Http.Headers;

namespace Harness.Load.SideEffects;

/// <summary>
/// The identity that makes the ordinary calls. Its steps and its watch send the last round's token: they cannot ask for one.
/// </summary>
internal sealed class OrdinaryCaller(IRouteCaller token) : IRouteCaller
{
    /// <summary>The credentials of the last round that began.</summary>
    public AuthenticationHeaderValue? Last { get; private set; }

    /// <inheritdoc/>
    public async Task<AuthenticationHeaderValue?> CurrentAsync(TimeSpan needed, CancellationToken stop) =>
        Last = await token.CurrentAsync(needed, stop).ConfigureAwait(false);

    /// <inheritdoc/>
    public string Refused() => token.Refused();
}
