using System.Text.RegularExpressions;
using Harness.Cli;
using YamlDotNet.RepresentationModel;

namespace Harness.Tests.Repository;

/// <summary>Examples for CI systems are YAML, name commands and files that there are, and take nothing that can change.</summary>
internal sealed partial class CiExampleTests
{
    private static IEnumerable<string> Workflows => FilesIn(".github/workflows");

    private static IEnumerable<string> All => Workflows.Concat(FilesIn("harness/examples/nightly"));

    [TestCaseSource(nameof(All))]
    public void It_is_YAML_of_mappings(string file)
    {
        var documents = Documents(file);

        documents.ShouldNotBeEmpty();
        documents.ShouldAllBe(document => document.RootNode is YamlMappingNode);
    }

    [TestCaseSource(nameof(All))]
    public void A_command_is_one_that_the_program_knows(string file)
    {
        foreach (var line in Scripts(file).SelectMany(script => script.Split('\n')).Where(line => !line.TrimStart().StartsWith('#')))
        {
            foreach (var command in Command().Matches(line).Select(match => match.Value))
            {
                // A variable may hold anything; a number is taken everywhere.
                var words = Word().Matches(command).Select(word => word.Value.Trim('"')).Where(word => word != "--no-install")
                    .Select(word => word.StartsWith('$') ? "1" : word);
                var parsed = CommandLine.Root().Parse([.. words.Skip(1)]);

                parsed.Errors.Select(error => error.Message).Concat(parsed.UnmatchedTokens).ShouldBeEmpty($"{file}: {command}");
            }
        }
    }

    [TestCaseSource(nameof(All))]
    public void A_file_of_this_repository_is_there(string file) => OwnPath().Matches(Text(file)).Select(match => match.Value)
        .Where(path => !path.StartsWith("reports/", StringComparison.Ordinal) && path != "harness/v1"
            && !Path.Exists(Path.Combine(MarkdownFile.Root, path)))
        .ShouldBeEmpty();

    /// <summary>A tag can be moved to other code: in a nightly, which may push, even one of GitHub's own actions.</summary>
    [TestCaseSource(nameof(Workflows))]
    public void An_action_is_pinned(string file)
    {
        var actions = Uses().Matches(Text(file)).Select(match => match.Groups["action"].Value).ToList();
        var isNightly = file.Contains("nightly", StringComparison.Ordinal);

        actions.ShouldNotBeEmpty();
        actions.Where(action => !(isNightly ? ByCommit() : ByVersion()).IsMatch(action)).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(Workflows))]
    public void A_workflow_says_what_its_token_may_do_and_how_long_each_job_may_take(string file)
    {
        var root = (YamlMappingNode)Documents(file).Single().RootNode;

        root.Children.Keys.ShouldContain(new YamlScalarNode("permissions"));
        var jobs = ((YamlMappingNode)root["jobs"]).Children.Values.Cast<YamlMappingNode>();
        jobs.Where(job => !job.Children.ContainsKey("timeout-minutes")).ShouldBeEmpty();
    }

    private static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(Path.Combine(MarkdownFile.Root, folder))
        .Select(file => $"{folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal);

    private static string Text(string file) => File.ReadAllText(Path.Combine(MarkdownFile.Root, file));

    private static IList<YamlDocument> Documents(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Text(file)));
        return stream.Documents;
    }

    /// <summary>Every text of the file: scripts are some of them.</summary>
    private static IEnumerable<string> Scripts(string file) =>
        Documents(file).SelectMany(document => document.AllNodes).OfType<YamlScalarNode>().Select(node => node.Value ?? "");

    /// <summary>Up to what the shell ends a command at.</summary>
    [GeneratedRegex(@"\./run\.sh(?: (?![|&><])[^\s;]+)*")]
    private static partial Regex Command();

    [GeneratedRegex(@"""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w./$-])(?:harness|benchmarks|scenarios|docs|reports)/[\w.\-/]*\w")]
    private static partial Regex OwnPath();

    [GeneratedRegex(@"^\s*(?:- )?uses: (?<action>\S+)", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex("^[^@]+@[0-9a-f]{40}$")]
    private static partial Regex ByCommit();

    [GeneratedRegex("^(actions|github)/[^@]+@v[0-9]+$|^[^@]+@[0-9a-f]{40}$")]
    private static partial Regex ByVersion();
}
