namespace Harness.Api;

/// <summary>A bearer token. It never prints itself: its text goes into an Authorization header and nowhere else.</summary>
public sealed class BearerToken
{
    private readonly string _text;

    /// <summary>Wraps a token.</summary>
    public BearerToken(string text) => _text = text;

    /// <summary>When it expires, as its issuer said; null where that is not known.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The token itself, for the wire or a kubeconfig.</summary>
    public string Reveal() => _text;

    /// <inheritdoc/>
    public override string ToString() => "(token)";
}
