namespace Harness.Cli.Options;

/// <summary>How a difference is printed.</summary>
internal enum DifferenceFormat
{
    /// <summary>Columns for people.</summary>
    Table,

    /// <summary>JSON with a schemaVersion, for programs.</summary>
    Json,

    /// <summary>For a comment on a pull request.</summary>
    Markdown,
}
