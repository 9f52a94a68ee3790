namespace Harness.Results;

/// <summary>The same ways on two clusters of different Kubernetes versions, in rounds of the same blocks.</summary>
/// <param name="A">The first cluster.</param>
/// <param name="B">The second: what it costs is compared with the first.</param>
/// <param name="Rounds">
/// Every rung as <c>A: proxy</c> and <c>B: proxy</c>; its steps are B's rung against A's, each at each number of connections.
/// </param>
public sealed record VersionComparison(ComparedVersion A, ComparedVersion B, LadderResult Rounds)
{
    /// <summary>Name of a rung on the first cluster.</summary>
    public static string OnA(string rung) => $"A: {rung}";

    /// <summary>Name of a rung on the second.</summary>
    public static string OnB(string rung) => $"B: {rung}";
}

/// <summary>A version that was compared.</summary>
/// <param name="Asked">What was asked for, e.g. <c>built-in</c>, or the folder's name.</param>
/// <param name="Kubernetes">Its version, e.g. <c>v1.20.2</c>.</param>
/// <param name="NodeImage">The image of its node, with its digest.</param>
public sealed record ComparedVersion(string Asked, string Kubernetes, string? NodeImage);
