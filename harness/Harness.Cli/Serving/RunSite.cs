using System.Net;
using System.Security.Cryptography;
using System.Text;
using Harness.Reports;
using Harness.Reports.History;
using Harness.Reports.Html.Overview;
using Harness.Results;

namespace Harness.Cli.Serving;

/// <summary>
/// The runs as pages: the list, each run's report made anew from its results, and its files. They are private to this user, and any user
/// of this machine can reach its loopback: the address has a secret in it.
/// </summary>
/// <param name="shelf">The runs.</param>
internal sealed class RunSite(RunShelf shelf)
{
    private const string ReportFile = "report.html";
    private readonly RunFiles _files = new(shelf);
    private readonly string _secret = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The path that the list is at.</summary>
    public string Home => $"/{_secret}/";

    /// <summary>Answers a request.</summary>
    /// <param name="path">Its path, as it was sent.</param>
    /// <param name="query">The parameters of its query.</param>
    /// <exception cref="HarnessException">A run's results cannot be read.</exception>
    public Page Answer(string path, IReadOnlyDictionary<string, string> query)
    {
        var words = path.Split('/').Skip(1).Select(Uri.UnescapeDataString).ToArray();
        if (words is not [var secret, .. var rest] || !IsSecret(secret))
            return Nothing;
        return rest switch
        {
            [""] => Page.Html(List()),
            ["compare"] => Page.Html(Comparison(query)),
            ["trend"] when TrendPage.Of(RunHistory.Read(shelf.Root)) is { } trend => Page.Html(trend),
            ["runs", var run, ReportFile] when _files.Run(run) is { } folder => Page.Html(Report(folder)),
            ["runs", var run, .. var file] when _files.Read(run, string.Join('/', file)) is { } content => Page.File(file[^1], content),
            _ => Nothing,
        };
    }

    private static Page Nothing => Page.Refusal(HttpStatusCode.NotFound, "there is nothing here; open the address as it was printed");

    private bool IsSecret(string word) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(word), Encoding.UTF8.GetBytes(_secret));

    private string List() => RunListPage.Of(ListedRun.All(shelf));

    /// <summary>Only runs of the list: a name from outside is never taken for a path.</summary>
    private string Comparison(IReadOnlyDictionary<string, string> query)
    {
        string[] runs = [.. ((string[])["before", "after"]).Select(side => query.GetValueOrDefault(side) ?? "")];
        return runs.Except(shelf.Names).FirstOrDefault() is { } unknown
            ? throw HarnessException.BadInput($"there is no run \"{PrintableText.Line(unknown)}\" here")
            : ComparisonPage.Of(RunPair.Compare(shelf, runs[0], runs[1]));
    }

    private static string Report(RunFolder folder)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new HtmlReport().Write(ReportWriter.ReadInput(folder), writer);
        return writer.ToString();
    }
}
