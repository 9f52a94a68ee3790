using Harness.Results;

namespace Harness.Reports.Markdown;

/// <summary>The alternatives side by side, a row for each question.</summary>
internal static class AlternativeSection
{
    public static void Write(MarkdownPage page, RunResults results)
    {
        AlternativeTrait[] traits = [.. results.Scenarios.SelectMany(scenario => scenario.Traits)];
        if (traits.Length == 0)
            return;
        var questions = Ordered(AlternativeCatalogue.Questions, traits.Select(trait => trait.Question));
        var alternatives = Ordered(AlternativeCatalogue.Alternatives, traits.Select(trait => trait.Alternative));
        page.Heading(2, "The alternatives");
        page.Table(
            [" ", .. alternatives.Select(MarkdownText.Cell)],
            questions.Select(question => (IReadOnlyList<string>)
                [MarkdownText.Cell(question), .. alternatives.Select(alternative => Answers(traits, alternative, question))]));
        page.Paragraph("As observed on this cluster; empty = not tried.");
    }

    /// <summary>Those mentioned, in the known order; unknown ones last.</summary>
    private static string[] Ordered(IReadOnlyList<string> known, IEnumerable<string> mentioned)
    {
        string[] all = [.. mentioned.Distinct()];
        return [.. known.Intersect(all), .. all.Except(known)];
    }

    // Two scenarios may have looked, e.g. at two ingress controllers.
    private static string Answers(IEnumerable<AlternativeTrait> traits, string alternative, string question) => string.Join(
        "<br>",
        traits.Where(trait => trait.Alternative == alternative && trait.Question == question)
            .Select(trait => MarkdownText.Cell(trait.Answer)).Distinct());
}
