using System.Text.RegularExpressions;
using Harness.Files;

namespace Harness.Reports.Tests;

/// <summary>Compares text with the file that was accepted before, exactly.</summary>
internal static partial class Snapshot
{
    private const string Accept = "HARNESS_ACCEPT_SNAPSHOTS";

    public static void ShouldMatch(string actual, string file)
    {
        if (file.EndsWith(".html", StringComparison.Ordinal))
            actual = Embedded().Replace(actual, "<$1>(the same on every page)</$1>");
        var path = Path.Combine(RepositoryRoot.Find(), "reports", "Reports.Tests", "Snapshots", file);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            WholeFile.WriteText(path, writer => writer.Write(actual));

        var accepted = File.Exists(path) ? File.ReadAllText(path) : "";
        if (Difference(accepted, actual) is { } difference)
        {
            Assert.Fail(
                $"{file}: {difference}\n"
                + $"If the new text is right: {Accept}=1 dotnet test reports/Reports.Tests, then look at the diff.");
        }
    }

    /// <summary>The first line that differs, or null when there is none.</summary>
    public static string? Difference(string accepted, string actual)
    {
        if (accepted == actual)
            return null;
        var (was, now) = (accepted.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(was.Length, now.Length)).First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        return $"line {line + 1} differs\n  accepted: {Shown(was, line)}\n  now:      {Shown(now, line)}";
    }

    private static string Shown(string[] lines, int line) =>
        line < lines.Length ? lines[line].Replace("\r", "\\r", StringComparison.Ordinal) : "(no such line)";

    // Styles and scripts have files of their own to be read in.
    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Embedded();
}
