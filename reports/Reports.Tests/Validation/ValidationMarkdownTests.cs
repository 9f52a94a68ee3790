using Harness.Rbac.Findings;
using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationMarkdownTests
{
    [Test]
    public void A_comment_stays_below_what_GitHub_takes_and_says_how_much_more_there_is()
    {
        var page = Rendering.Of(ValidationFormat.Markdown, SampleValidation.Huge);

        page.Length.ShouldBeInRange(5_000, ValidationMarkdown.LongestPage);
        page.ShouldContain("### What is wrong (2,000)");
        page.ShouldMatch("… and 1,9[0-9]{2} more");
    }

    [Test]
    public void A_folded_title_shows_no_escape_of_Markdown()
    {
        var report = SampleValidation.Bad with
        {
            Findings = [SampleValidation.Bad.Findings[0] with { Rule = FindingRules.All.Single(rule =>
            rule.Id == "HR106") }]
        };

        Rendering.Of(ValidationFormat.Markdown, report).ShouldContain("<summary>*/proxy</summary>");
    }
}
