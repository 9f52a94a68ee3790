using System.Text.RegularExpressions;
using Harness.Rbac.Findings;

namespace Harness.Tests.Rbac.Findings;

internal sealed partial class FindingRulesTests
{
    private static string Readme => File.ReadAllText(Path.Combine(
        RepositoryLayout.Find().Root, "harness", "Harness.Rbac", "Findings", "README.md"));

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

    [Test]
    public void The_page_lists_them_as_they_are()
    {
        var table = string.Concat(FindingRules.Remedies.Select(one =>
            $"| {one.Rule.Id} | {one.Rule.Severity} | {Cell(one.Rule.Title)} | {Cell(one.Rule.Explanation)} [Source]({one.Rule.Source}) "
            + $"| {Cell(one.Remedy)} |\n"));

        Readme.ReplaceLineEndings("\n")
            .ShouldContain(table, Case.Sensitive, "put this table into harness/Harness.Rbac/Findings/README.md:\n" + table);
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    [GeneratedRegex("^HR[1-9][0-9]{2}$")]
    private static partial Regex Id();
}
