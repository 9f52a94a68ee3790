namespace Harness.Load.Engine;

/// <summary>Something that an agent may load; it loads nothing that it was not started with.</summary>
/// <param name="Name">Its name in orders.</param>
/// <param name="Url">What is asked for.</param>
/// <param name="Marker">Text that a correct answer holds; empty for any.</param>
/// <param name="TokenFile">File with the bearer token, read anew for each round; null for none.</param>
/// <param name="CaFile">PEM file with the only authorities to trust; null for the system's.</param>
public sealed record AgentTarget(string Name, Uri Url, string Marker, string? TokenFile, string? CaFile)
{
    /// <summary>The method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>File with what is sent with each request; null for nothing.</summary>
    public string? BodyFile { get; init; }

    /// <summary>Status of a correct answer.</summary>
    public int ExpectedStatus { get; init; } = 200;

    /// <inheritdoc cref="HttpTarget.SpreadsAddresses"/>
    public bool SpreadsAddresses { get; init; }
}
