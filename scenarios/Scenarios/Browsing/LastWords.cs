using System.Text.RegularExpressions;

namespace Harness.Scenarios.Browsing;

/// <summary>The last output of a browser that did not start, from Playwright's long account of the attempt.</summary>
public static partial class LastWords
{
    private const int Lines = 2;

    /// <summary>Its own last lines; if it said nothing, how it ended or why it could not be started.</summary>
    public static string Of(string account)
    {
        var lines = account.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim().TrimStart('-', ' ')).ToList();
        // From the end, since the account repeats some lines.
        var own = lines.Select(line => Own().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Reverse().Distinct().Take(Lines).ToList();
        if (own.Count > 0)
            return string.Join(" / ", Enumerable.Reverse(own));
        var end = lines.Select(line => End().Match(line)).LastOrDefault(match => match.Success);
        return end is null ? lines[0] : $"it said nothing and ended with {end.Groups[1].Value}";
    }

    [GeneratedRegex(@"^\[pid=\d+\]\[(?:err|out)\] (.+)$")]
    private static partial Regex Own();

    [GeneratedRegex(@"<process did exit: (.+)>$")]
    private static partial Regex End();
}
