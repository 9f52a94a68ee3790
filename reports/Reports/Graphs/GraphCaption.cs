using Harness.Reports.Text;

namespace Harness.Reports.Graphs;

/// <summary>What a picture shows and leaves out, in a sentence or two.</summary>
internal static class GraphCaption
{
    /// <summary>The caption.</summary>
    /// <param name="graph">What is drawn.</param>
    /// <param name="words">What ways of a kind are called, with how they look.</param>
    /// <param name="rest">Where that is which found no room.</param>
    public static string Of(AccessGraph graph, Func<PathKind, string> words, string rest)
    {
        var ways = string.Join(", ", graph.Paths.CountBy(path => path.Kind).OrderBy(same => same.Key)
            .Select(same => $"{Figures.Count(same.Value)} {words(same.Key)}").DefaultIfEmpty("none"));
        return $"Ways of access, from subject to service: {ways}."
            + (graph.AllPaths == graph.Paths.Count ? "" : $" {LeftOut(graph, rest)}");
    }

    /// <summary>What found no room.</summary>
    public static string LeftOut(AccessGraph graph, string rest) =>
        $"There are {Figures.Count(graph.AllPaths - graph.Paths.Count)} more, with {Figures.Counted(graph.MissingNodes, "stop")} "
        + $"for which there was no room: {rest}.";
}
