using System.Text.RegularExpressions;

namespace Harness.Tests.Repository;

/// <summary>A Markdown file of this repository, taken apart. What runs and snapshots hold is not written by hand and left out.</summary>
/// <param name="Path">Its path from the repository's root, with slashes.</param>
internal sealed partial record MarkdownFile(string Path)
{
    private static readonly string[] Generated = ["bin", "obj", "runs", "latest", "Snapshots", "TestResults"];

    private readonly string _text = File.ReadAllText(System.IO.Path.Combine(Root, Path)).ReplaceLineEndings("\n");

    public static string Root { get; } = RepositoryRoot.Find();

    public static IReadOnlyList<MarkdownFile> All { get; } = [.. FilesOf("*.md").Select(path => new MarkdownFile(path))];

    /// <summary>Fenced blocks: the words behind the fence, and the text.</summary>
    public IEnumerable<(string Info, string Text)> Blocks =>
        Block().Matches(_text).Select(block => (block.Groups["info"].Value, block.Groups["text"].Value));

    /// <summary>Inline code.</summary>
    public IEnumerable<string> Code => Span().Matches(Prose).Select(span => span.Groups["code"].Value.Replace('\n', ' '));

    /// <summary>Targets of links that stay in the repository.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose)
        .Select(link => link.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>What links may name behind a <c>#</c>: the headings, spelt as GitHub does.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Prose).Select(heading =>
        NotInAnchor().Replace(heading.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The first two cells of each row of its tables.</summary>
    public IEnumerable<(string First, string Second)> Rows =>
        Row().Matches(Prose).Select(row => (row.Groups["first"].Value, row.Groups["second"].Value));

    private string Prose => Block().Replace(_text, "");

    /// <summary>Files that are written by hand, by their names, in order.</summary>
    public static IEnumerable<string> FilesOf(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, new EnumerationOptions { RecurseSubdirectories = true })
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    public override string ToString() => Path;

    [GeneratedRegex("^```(?<info>.*)\n(?<text>(?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^\| (?<first>.*?) \| (?<second>.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
