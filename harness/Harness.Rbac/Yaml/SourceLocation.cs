namespace Harness.Rbac.Yaml;

/// <summary>A place in a file that something was read from.</summary>
/// <param name="File">Path as given by the user, or as found below the given folder; <c>-</c> for standard input.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourceLocation(string File, int Line, int Column = 1)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}
