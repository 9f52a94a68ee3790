namespace Harness.Reports.Html;

/// <summary>HTML or SVG in which everything from outside is escaped already: made by templates and charts alone.</summary>
/// <param name="Text">The markup.</param>
internal sealed record SafeHtml(string Text)
{
    /// <summary>Nothing.</summary>
    public static SafeHtml None { get; } = new("");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
