using Harness.Rbac.Validation;
using Harness.Reports.Graphs;

namespace Harness.Reports.Validation;

/// <summary>The access graph of a report as a picture in some language: subject, binding, role, rule and service of each way.</summary>
/// <param name="write">Writes a picture.</param>
/// <param name="writeNotes">Writes one of nothing but notes.</param>
internal sealed class ValidationPicture(Func<GraphPicture, string> write, Func<IEnumerable<string>, string> writeNotes)
    : IValidationExporter
{
    /// <summary>Most lines of a message: what is wrong with many files is in standard error.</summary>
    private const int MostLines = 10;

    /// <summary>In mermaid.</summary>
    public static ValidationPicture Mermaid() => new(picture => MermaidGraph.Of(picture, MermaidRoom.File), MermaidGraph.OfNotes);

    /// <summary>In DOT.</summary>
    public static ValidationPicture Dot() => new(DotGraph.Of, DotGraph.OfNotes);

    /// <inheritdoc/>
    public void Write(ValidationReport report, TextWriter writer)
    {
        var picture = new GraphPicture(ValidationText.Headline(report), ReportPaths.Of(report), PictureWords.OfPolicy);
        writer.Write(write(picture with { NotDecided = report.NotDecided }));
    }

    /// <inheritdoc/>
    public void Write(ValidationFailure failure, TextWriter writer) =>
        writer.Write(writeNotes(failure.Lines.Take(MostLines).Prepend(failure.Headline)));
}
