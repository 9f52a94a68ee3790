using System.Text.RegularExpressions;
using Harness.Results;

namespace Harness.Reports.Tests.Html;

/// <summary>What tests ask of a page, without a browser: its own style and script are left out.</summary>
internal sealed partial class PageText(string html)
{
    /// <summary>The page of a run.</summary>
    public static PageText Of(RunResults results) => Of(new ReportInput(results));

    /// <summary>The page of an input.</summary>
    public static PageText Of(ReportInput input)
    {
        using var writer = new StringWriter();
        ReportWriter.Exporters.Single(exporter => exporter.FileName == "report.html").Write(input, writer);
        return new PageText(writer.ToString());
    }

    /// <summary>All of it.</summary>
    public string Html { get; } = html;

    /// <summary>Without style and script.</summary>
    public string Markup { get; } = Machinery().Replace(html, "");

    /// <summary>Every tag as it is written, in order; quoted values are escaped, so that none holds a bracket.</summary>
    public IReadOnlyList<string> Tags => [.. Tag().Matches(Markup).Select(match => match.Value)];

    /// <summary>The names of all tags, in order.</summary>
    public IReadOnlyList<string> TagNames => [.. Tag().Matches(Markup).Select(match => match.Groups["name"].Value)];

    /// <summary>The values of an attribute, in order.</summary>
    public IReadOnlyList<string> Values(string attribute) =>
    [
        .. Tags.SelectMany(tag => Regex.Matches(tag, $"\\s{attribute}=\"(?<value>[^\"]*)\""))
            .Select(match => match.Groups["value"].Value),
    ];

    /// <summary>What people read of it, with the entities of the encoder resolved and spaces run together.</summary>
    public string Text => Regex.Replace(System.Net.WebUtility.HtmlDecode(Tag().Replace(Markup, " ")), @"\s+", " ");

    [GeneratedRegex(@"<(style|script)>.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Machinery();

    [GeneratedRegex("<(?<name>/?[a-zA-Z][a-zA-Z0-9]*)[^>]*>")]
    private static partial Regex Tag();
}
