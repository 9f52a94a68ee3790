using Harness.Rbac.Validation;
using Harness.Reports.Text;

namespace Harness.Reports.Html.Validation;

/// <summary>The ways from subjects to services as a picture.</summary>
internal static class GraphSection
{
    /// <summary>The section; null where nobody has access, and nobody should have.</summary>
    public static HtmlSection? Of(ValidationReport report)
    {
        var graph = AccessGraph.Of(report);
        if (graph.Paths.Count == 0)
            return null;
        var caption = Caption(graph);
        return new HtmlSection("graph", "Access graph", HtmlTemplates.Fill("Validation.graph", new GraphModel(
            GraphDrawing.Of(graph, caption), caption)));
    }

    private static string Caption(AccessGraph graph)
    {
        int Count(PathKind kind) => graph.Paths.Count(path => path.Kind == kind);

        (int Count, string What)[] parts =
        [
            (Count(PathKind.Wrong), "must not be there (thick)"),
            (Count(PathKind.Missing), "missing (dashed)"),
            (Count(PathKind.Fine), "as the policy says (thin)"),
        ];
        var ways = string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{Figures.Count(part.Count)} {part.What}"));
        var rest = graph.AllPaths == graph.Paths.Count
            ? ""
            : $" There are {Figures.Count(graph.AllPaths - graph.Paths.Count)} more, with {Figures.Counted(graph.MissingNodes, "stop")} "
                + "for which there was no room: the lists have those that are wrong.";
        return $"Ways of access, from subject to service: {ways}.{rest}";
    }

    private sealed record GraphModel(SafeHtml Picture, string Caption);
}
