using Harness.Api;

namespace Harness.Scenarios.Walkthrough;

/// <summary>A tampered token.</summary>
internal static class GarbledToken
{
    /// <summary>Changes the first character of the signature: the last may hold only padding bits.</summary>
    public static BearerToken Garbled(this BearerToken token)
    {
        var text = token.Reveal();
        var signature = text.LastIndexOf('.') + 1;
        return new BearerToken(text[..signature] + (text[signature] == 'A' ? 'B' : 'A') + text[(signature + 1)..]);
    }
}
