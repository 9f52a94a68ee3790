using System.CommandLine;
using Harness.Reports.Graphs;

namespace Harness.Cli.Options;

/// <summary>How an answer about access is printed.</summary>
internal enum AccessFormat
{
    /// <summary>Columns or lines for people.</summary>
    Table,

    /// <summary>JSON with a schemaVersion, for programs.</summary>
    Json,

    /// <summary>The ways as a mermaid flowchart, which GitHub, GitLab and many wikis draw.</summary>
    Mermaid,

    /// <summary>The ways in Graphviz' language.</summary>
    Dot,
}

/// <summary>The option that chooses it, and who draws.</summary>
internal static class AccessFormats
{
    /// <summary><c>--output</c>; without it a table.</summary>
    public static Option<AccessFormat?> Create() =>
        CommandOption.Word<AccessFormat>("--output", "format", "table, json, or the graph as mermaid or dot (default: table)");

    /// <summary>A picture in one of the two languages of pictures.</summary>
    public static string Drawn(this AccessFormat format, GraphPicture picture) =>
        (format == AccessFormat.Dot ? DotGraph.Of(picture) : MermaidGraph.Of(picture, MermaidRoom.File)).TrimEnd('\n');
}
