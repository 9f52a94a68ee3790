using Harness.Rbac.Differences;
using Harness.Reports.Markdown;

namespace Harness.Cli.Texts;

/// <summary>A difference in access as a comment on a pull request.</summary>
internal static class DifferenceMarkdown
{
    /// <summary>What GitHub accepts in a comment, less what the job that posts it may add.</summary>
    private const int MostRows = 200;

    /// <summary>The page; names in it are shown, and do nothing.</summary>
    public static string Of(string from, string to, AccessDifference difference)
    {
        var page = new MarkdownPage();
        page.Heading(2, difference.IsNone ? "No difference in access" : "Access changes");
        page.Paragraph($"From {MarkdownText.Code(from)} to {MarkdownText.Code(to)}.");
        List<string[]> rows = [.. DifferenceLines.Of("gained", difference.Gained), .. DifferenceLines.Of("lost", difference.Lost)];
        if (rows.Count > 0)
            page.Table(["", "Subject", "Access", "By", "Where"], rows.Take(MostRows).Select(Row));
        if (rows.Count > MostRows)
            page.Paragraph($"… and {rows.Count - MostRows} more: `--output table` or `json` shows all.");
        return page.ToString().TrimEnd();
    }

    private static string[] Row(string[] cells) => Array.ConvertAll(cells, MarkdownText.Cell);
}
