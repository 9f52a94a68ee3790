using Harness.Rbac.Validation;
using Harness.Reports.Graphs;

namespace Harness.Reports.Html.Validation;

/// <summary>The ways from subjects to services as a picture.</summary>
internal static class GraphSection
{
    /// <summary>The section; null where nobody has access, and nobody should have.</summary>
    public static HtmlSection? Of(ValidationReport report)
    {
        var graph = AccessGraph.Of(ReportPaths.Of(report), GraphLimits.Glance);
        if (graph.Paths.Count == 0)
            return null;
        var caption = Caption(graph);
        return new HtmlSection("graph", "Access graph", HtmlTemplates.Fill("Validation.graph", new GraphModel(
            GraphDrawing.Of(graph, caption), caption)));
    }

    private static string Caption(AccessGraph graph) => GraphCaption.Of(graph, kind => kind switch
    {
        PathKind.Wrong => "must not be there (thick)",
        PathKind.Missing => "missing (dashed)",
        PathKind.Undecided => "undecided (dotted)",
        _ => "as the policy says (thin)",
    }, "the lists have those that are wrong");

    private sealed record GraphModel(SafeHtml Picture, string Caption);
}
