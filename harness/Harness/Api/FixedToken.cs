using System.Net.Http.Headers;
using k8s.Authentication;

namespace Harness.Api;

/// <summary>A token that stays the same.</summary>
/// <param name="token">The token.</param>
internal sealed class FixedToken(BearerToken token) : ITokenProvider
{
    /// <inheritdoc/>
    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new AuthenticationHeaderValue("Bearer", token.Reveal()));
}
