using System.Globalization;
using Harness.Reports.Text;

namespace Harness.Reports.Annotations;

/// <summary>
/// Annotations as commands that a step's log gives to GitHub. GitHub takes ten of each level for a step, and drops the others without a
/// word: so no more are written, and the last one says how many there would be. Sources:
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions,
/// https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
/// </summary>
internal static class WorkflowCommands
{
    /// <summary>Annotations of a level that a step may have.</summary>
    public const int Most = 10;

    private const int LongestTitle = 200;
    private const int LongestMessage = 4_000;

    /// <summary>Writes a command a line.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="all">The annotations, the most important first; notices are only counted.</param>
    /// <param name="verdict">The whole in a sentence; always said, as a notice.</param>
    public static void Write(TextWriter writer, IEnumerable<Annotation> all, string verdict)
    {
        var left = new List<string>();
        foreach (var level in all.GroupBy(annotation => annotation.Level).OrderBy(level => level.Key))
        {
            var shown = level.Key == AnnotationLevel.Notice ? 0 : Most;
            foreach (var annotation in level.Take(shown))
                Write(writer, annotation);
            if (level.Count() - shown is > 0 and var more)
                left.Add(Figures.Counted(more, $"{(shown == 0 ? "" : "more ")}{Word(level.Key)}"));
        }

        var rest = left.Count == 0 ? "" : $" Not shown here: {string.Join(" and ", left)}; the report has them.";
        Write(writer, new Annotation(AnnotationLevel.Notice, "Harness", $"{verdict}.{rest}"));
    }

    private static void Write(TextWriter writer, Annotation one)
    {
        var place = one.File is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"file={Property(one.File)},line={one.Line},");
        writer.Write($"::{Word(one.Level)} {place}title={Property(Short(one.Title, LongestTitle))}::");
        writer.Write($"{Data(Short(one.Message, LongestMessage))}\n");
    }

    private static string Word(AnnotationLevel level) => level switch
    {
        AnnotationLevel.Error => "error",
        AnnotationLevel.Warning => "warning",
        _ => "notice",
    };

    /// <summary>As GitHub's own toolkit escapes it: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts</summary>
    private static string Data(string text) => PrintableText.Of(SecretMask.Of(text))
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>Masked before it is cut: a part of a token does not look like one.</summary>
    private static string Short(string text, int longest)
    {
        var masked = SecretMask.Of(text);
        return masked.Length <= longest ? masked : $"{masked[..longest]}…";
    }
}
