namespace Harness.Scenarios.Matrix;

/// <summary>What the authorizer decides about a call, whatever happens behind it.</summary>
public enum Decision
{
    Allowed,
    Forbidden,
    Unauthenticated,
}

/// <summary>What a cell should show.</summary>
/// <param name="Decision">What is decided.</param>
/// <param name="Status">The HTTP status, of the API server or, if the call arrives, of the application.</param>
/// <param name="Message">What the API server's message must contain; null for anything. Not checked in answers to HEAD.</param>
public sealed record Expected(Decision Decision, int Status, string? Message = null)
{
    public override string ToString() => $"{Decision} with {Status}{(Message is null ? "" : $" and \"{Message}\"")}";
}

/// <summary>Traits of a cluster, found out by a call outside the matrix.</summary>
/// <param name="AnonymousCallers">Whether calls without a token go on to the authorizer as <c>system:anonymous</c>.</param>
/// <param name="Version">Its Kubernetes version, as major and minor.</param>
public sealed record ClusterTraits(bool AnonymousCallers, Version Version);
