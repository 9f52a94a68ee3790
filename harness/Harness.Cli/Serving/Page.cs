using System.Net;
using System.Text;

namespace Harness.Cli.Serving;

/// <summary>An answer to a browser.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Content">What it holds.</param>
internal sealed record Page(HttpStatusCode Status, string Type, ReadOnlyMemory<byte> Content)
{
    private const string HtmlType = "text/html; charset=utf-8";

    /// <summary>Whether this program wrote it: only then may the styles and the script in it count.</summary>
    public bool IsOwn { get; private init; }

    /// <summary>A page that this program wrote.</summary>
    public static Page Html(string html) => new(HttpStatusCode.OK, HtmlType, Encoding.UTF8.GetBytes(html)) { IsOwn = true };

    /// <summary>A file of a run, which is shown as what its name says, and never runs anything.</summary>
    public static Page File(string name, ReadOnlyMemory<byte> content) => new(HttpStatusCode.OK, TypeOf(name), content);

    /// <summary>A sentence on why there is no page.</summary>
    public static Page Refusal(HttpStatusCode status, string sentence) =>
        new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(PrintableText.Of(sentence) + "\n"));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => HtmlType,
        ".json" => "application/json",
        ".md" or ".log" or ".txt" or ".prom" or ".csv" or ".hgrm" or ".xml" or ".yaml" or ".sarif" => "text/plain; charset=utf-8",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };
}
