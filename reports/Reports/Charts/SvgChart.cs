using System.Globalization;
using System.Text;
using System.Xml;
using Harness.Reports.Html;

namespace Harness.Reports.Charts;

/// <summary>
/// Draws one picture as SVG: by an XML writer, so that every text is escaped; coloured by the page's classes, so that it follows light,
/// dark and print; with a title and a description for those who do not see it.
/// </summary>
internal sealed class SvgChart : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    /// <summary>Begins a picture.</summary>
    /// <param name="id">An id that is alone on its page.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What is seen in it, in a sentence.</param>
    /// <param name="width">Width in its own units; the page scales it.</param>
    /// <param name="height">Height in the same units.</param>
    public SvgChart(string id, string title, string description, double width, double height)
    {
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = true, NewLineChars = "\n" });
        _xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        Attributes(("class", "chart"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-description"),
            ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("width", Number(width)), ("height", Number(height)));
        Leaf("title", title, ("id", $"{id}-title"));
        Leaf("desc", description, ("id", $"{id}-description"));
    }

    /// <summary>A coordinate: at most two decimals.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) => Leaf(
        "line", null, ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("class", style));

    /// <summary>A rectangle, with what a pointer on it shows.</summary>
    public void Box(double x, double y, double width, double height, string style, string? hint = null) => Hinted(
        "rect", hint, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("class", style));

    /// <summary>A line through points, in their order.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string style) =>
        Leaf("polyline", null, ("points", Places(points)), ("class", style));

    /// <summary>A mark of one of several shapes around a point, with what a pointer on it shows.</summary>
    public void Mark(int shape, double x, double y, string style, string? hint = null, double size = 1)
    {
        IEnumerable<(double X, double Y)> outline = MarkShape.Of(shape).Select(corner => (x + (size * corner.X), y + (size * corner.Y)));
        Hinted("polygon", hint, ("points", Places(outline)), ("class", style));
    }

    /// <summary>A text; anchor is <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string style = "label") => Leaf(
        "text", text, ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("class", style));

    /// <summary>A text that is shortened to a width; a pointer on it shows all of it.</summary>
    public void Fitted(double x, double y, double width, string text, string anchor = "start", string style = "label")
    {
        var shown = ChartText.Fit(text, width);
        _xml.WriteStartElement("text");
        Attributes(("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("class", style));
        _xml.WriteString(shown);
        if (shown.EndsWith('…'))
            Leaf("title", text);
        _xml.WriteEndElement();
    }

    /// <summary>Any other element, with attributes that come from this program alone.</summary>
    public void Leaf(string name, string? text, params IEnumerable<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        Attributes([.. attributes]);
        if (text is not null)
            _xml.WriteString(PrintableText.Line(SecretMask.Of(text)));
        _xml.WriteEndElement();
    }

    /// <summary>The picture; nothing can be drawn any more.</summary>
    public SafeHtml Finish()
    {
        _xml.WriteEndElement();
        _xml.Flush();
        return new SafeHtml(_text.ToString());
    }

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private static string Places(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    private void Hinted(string name, string? hint, params (string Name, string Value)[] attributes)
    {
        _xml.WriteStartElement(name);
        Attributes(attributes);
        if (hint is not null)
            Leaf("title", hint);
        _xml.WriteEndElement();
    }

    private void Attributes(params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
            _xml.WriteAttributeString(name, value);
    }
}
