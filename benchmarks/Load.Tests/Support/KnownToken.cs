using System.Net.Http.Headers;

namespace Harness.Load.Tests.Support;

/// <summary>Credentials that change with each renewal: <c>token-1</c>, then <c>token-2</c>.</summary>
internal sealed class KnownToken : IRouteCaller
{
    private bool _isRefused;

    public int Number { get; private set; } = 1;

    public Task<AuthenticationHeaderValue?> CurrentAsync(TimeSpan needed, CancellationToken stop)
    {
        Number += _isRefused ? 1 : 0;
        _isRefused = false;
        return Task.FromResult<AuthenticationHeaderValue?>(
            new("Bearer", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"token-{Number}")));
    }

    public string Refused()
    {
        _isRefused = true;
        return "the token had expired";
    }
}
