using System.Text.RegularExpressions;
using Harness.Rbac.Findings;

namespace Harness.Tests.Rbac.Findings;

internal sealed partial class FindingRulesTests
{
    private const string Accept = "HARNESS_ACCEPT_SNAPSHOTS";

    private static readonly Dictionary<char, string> Families = new()
    {
        ['1'] = "Rules that open more than they seem to",
        ['2'] = "Rules that do not do what was meant",
        ['3'] = "Subjects",
        ['4'] = "Ways around services/proxy",
        ['5'] = "Ways to gain more access",
        ['6'] = "Bindings",
        ['7'] = "Access and the policy",
        ['9'] = "Suppressions",
    };

    private static readonly string Page = Path.Combine(RepositoryRoot.Find(), "docs", "findings.md");

    [Test]
    public void Ids_are_distinct_and_in_order()
    {
        var ids = FindingRules.All.Select(rule => rule.Id).ToList();

        ids.ShouldBe(ids.Distinct().Order(StringComparer.Ordinal));
        ids.ShouldAllBe(id => Id().IsMatch(id));
    }

    [Test]
    public void Each_says_what_it_is_why_it_matters_and_where_that_is_documented() => FindingRules.Remedies.ShouldAllBe(one =>
        one.Rule.Title.Length > 0 && !one.Rule.Title.EndsWith('.') && one.Rule.Explanation.EndsWith('.') && one.Remedy.EndsWith('.')
        && one.Rule.Source.AbsoluteUri.StartsWith("https://kubernetes.io/docs/"));

    /// <summary>The page's own text ends where the first family begins; with the variable set, the rest is written anew.</summary>
    [Test]
    public void The_page_lists_them_as_they_are()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var families = FindingRules.Remedies.GroupBy(one => one.Rule.Id[2]);
        var current = page[..page.IndexOf("\n## HR", StringComparison.Ordinal)] + string.Concat(families.Select(family =>
            $"\n## HR{family.Key}xx: {Families[family.Key]}\n{string.Concat(family.Select(Entry))}"));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(Page, page = current);

        page.ShouldBe(current, $"if the texts are right, {Accept}=1 writes them into docs/findings.md");
    }

    private static string Entry((FindingRule Rule, string Remedy) one)
    {
        var (rule, remedy) = one;
        var what = $"**{Escaped(rule.Title)}** ({rule.Severity}). {Escaped(rule.Explanation)} [Source]({rule.Source})";
        return $"\n### {rule.Id}\n\n{Wrapped(what)}\n{Wrapped($"*Fix:* {Escaped(remedy)}")}";
    }

    private static string Escaped(string text) => text.Replace("*", "\\*", StringComparison.Ordinal);

    private static string Wrapped(string text) => Line().Replace(text, "$1\n");

    [GeneratedRegex("^HR[1-9][0-9]{2}$")]
    private static partial Regex Id();

    [GeneratedRegex("(.{1,110})(?: |$)")]
    private static partial Regex Line();
}
