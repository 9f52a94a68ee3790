using System.Text.RegularExpressions;
using Harness.Cli;
using Harness.Rbac.Policies;
using Harness.Scenarios.Running;

namespace Harness.Tests.Repository;

/// <summary>What the Markdown files say can be followed: links, paths, types, excerpts, commands, policies, messages.</summary>
internal sealed partial class MarkdownTests
{
    private static readonly string[] WrittenByRuns = ["reports/runs/", "reports/latest/"];

    private static readonly Lazy<string> Sources = new(() =>
        string.Concat(MarkdownFile.FilesOf("*.cs").Concat(["run.sh", "harness/setup.sh"])
            .Select(path => File.ReadAllText(Absolute(path)))));

    private static readonly Lazy<HashSet<string>> Types = new(() =>
        [.. Declaration().Matches(Sources.Value).Select(one => one.Groups["name"].Value)]);

    private static IReadOnlyList<MarkdownFile> All => MarkdownFile.All;

    private static IEnumerable<MarkdownFile> Pages => All.Where(file =>
        file.Path is "README.md" or "CONTRIBUTING.md" || file.Path.StartsWith("docs/", StringComparison.Ordinal));

    [TestCaseSource(nameof(All))]
    public void A_link_leads_to_a_file_and_a_heading(MarkdownFile file) => file.Links.Where(link => !Leads(file, link)).ShouldBeEmpty();

    [TestCaseSource(nameof(Pages))]
    public void A_path_in_backticks_exists(MarkdownFile page) => page.Code
        .Where(code => PathOfOurs().IsMatch(code) && !WrittenByRuns.Any(code.StartsWith) && !Path.Exists(Absolute(code))).ShouldBeEmpty();

    [TestCaseSource(nameof(Pages))]
    public void A_type_in_backticks_is_declared(MarkdownFile page) => page.Code
        .Where(code => TypeName().IsMatch(code) && !Types.Value.Contains(code)).ShouldBeEmpty();

    /// <summary>A block whose fence names a file: <c>```csharp PATH</c>. A line with … alone stands for what is left out.</summary>
    [TestCaseSource(nameof(Pages))]
    public void An_excerpt_is_in_the_file_that_it_names(MarkdownFile page)
    {
        foreach (var (info, text) in page.Blocks.Where(block => block.Info.Contains(' ', StringComparison.Ordinal)))
        {
            var source = Squeezed(File.ReadAllText(Absolute(info.Split(' ')[1])));
            foreach (var part in text.Split("…\n"))
                source.ShouldContain(Squeezed(part), Case.Sensitive, info);
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void A_command_is_one_that_the_program_knows(MarkdownFile page)
    {
        var lines = page.Blocks.SelectMany(block => block.Text.Split('\n')).Concat(page.Code);
        foreach (var command in lines.SelectMany(line => Command().Matches(line)).Select(match => match.Value))
        {
            var parsed = CommandLine.Root().Parse(command.Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries)[1..]);

            parsed.Errors.Select(error => error.Message).Concat(parsed.UnmatchedTokens).ShouldBeEmpty(command);
        }
    }

    [TestCaseSource(nameof(Pages))]
    public void A_policy_is_one_that_the_program_reads(MarkdownFile page)
    {
        foreach (var (_, text) in page.Blocks.Where(block => block.Text.Contains("kind: AccessPolicy", StringComparison.Ordinal)))
            Should.NotThrow(() => AccessPolicyReader.Parse(page.Path, text));
    }

    [Test]
    public void A_message_that_troubleshooting_explains_is_one_of_the_programs()
    {
        var messages = Page("docs/troubleshooting.md").Rows.Select(row => row.First)
            .Where(cell => cell.StartsWith('`')).Select(cell => cell.Trim('`')).ToList();

        messages.ShouldNotBeEmpty();
        messages.SelectMany(message => message.Split('…')).Where(part => !Sources.Value.Contains(part)).ShouldBeEmpty();
    }

    [Test]
    public void The_page_of_claims_lists_them_as_reports_do() => Page("docs/claims.md").Rows
        .Where(row => row.First.StartsWith('C')).ShouldBe(ClaimCatalogue.All.Select(claim => (claim.Id, claim.Text)));

    private static MarkdownFile Page(string path) => All.Single(file => file.Path == path);

    private static string Absolute(string path) => Path.Combine(MarkdownFile.Root, path);

    private static bool Leads(MarkdownFile from, string link)
    {
        var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? Absolute(from.Path) : Path.GetFullPath(Path.Combine(Absolute(from.Path), "..", path));
        return Path.Exists(target)
            && (anchor is null || All.Any(file => Absolute(file.Path) == target && file.Anchors.Contains(anchor)));
    }

    private static string Squeezed(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"\b(?:class|record|struct|enum|interface) (?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();

    /// <summary>From a folder at the top, with an extension or a slash at its end: neither a label nor an API version.</summary>
    [GeneratedRegex(@"^(?:harness|scenarios|benchmarks|reports|docs|\.github|\.ci)/(?:[\w.\-]+/)*(?:[\w\-]*\.[\w.]+)?$")]
    private static partial Regex PathOfOurs();

    /// <summary>Two humps at least. Kinds of Kubernetes are written without backticks.</summary>
    [GeneratedRegex("^(?:I[A-Z]|[A-Z])[a-z]+[A-Z][A-Za-z]*$")]
    private static partial Regex TypeName();

    /// <summary>Up to a pipe, a file to write, the next command or a comment; brackets say that an argument may be left out.</summary>
    [GeneratedRegex(@"\./run\.sh(?: [^|&#>\s]+)*")]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
