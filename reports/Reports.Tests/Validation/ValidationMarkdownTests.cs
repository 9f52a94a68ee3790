using Harness.Reports.Validation;

namespace Harness.Reports.Tests.Validation;

internal sealed class ValidationMarkdownTests
{
    [Test]
    public void A_comment_stays_below_what_GitHub_takes_and_says_how_much_more_there_is()
    {
        var page = ValidationRendering.Of(ValidationFormat.Markdown, SampleValidation.Huge);

        page.Length.ShouldBeInRange(5_000, ValidationMarkdown.LongestPage);
        page.ShouldContain("### What is wrong (2,000)");
        page.ShouldMatch("… and 1,9[0-9]{2} more");
    }

    [Test]
    public void What_is_folded_is_unfolded_again()
    {
        var page = ValidationRendering.Of(ValidationFormat.Markdown, SampleValidation.Bad);

        Occurrences(page, "<details>").ShouldBe(Occurrences(page, "</details>"));
        Occurrences(page, "<details>").ShouldBeGreaterThan(0);
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
