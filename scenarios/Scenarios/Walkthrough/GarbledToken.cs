using Harness.Api;

namespace Harness.Scenarios.Walkthrough;

/// <summary>A token that somebody tampered with.</summary>
internal static class GarbledToken
{
    /// <summary>Another signature; its first character, as the last may hold padding bits only.</summary>
    public static BearerToken Garbled(this BearerToken token)
    {
        var text = token.Reveal();
        var signature = text.LastIndexOf('.') + 1;
        return new BearerToken(text[..signature] + (text[signature] == 'A' ? 'B' : 'A') + text[(signature + 1)..]);
    }
}
