using Harness.Results;

namespace Harness.Reports.Html.Sections;

/// <summary>The alternatives side by side, a row for each question.</summary>
internal sealed class AlternativesSection : IHtmlSection
{
    /// <inheritdoc/>
    public HtmlSection? Of(ReportInput input)
    {
        AlternativeTrait[] traits = [.. input.Results.Scenarios.SelectMany(scenario => scenario.Traits)];
        if (traits.Length == 0)
            return null;
        var questions = Ordered(AlternativeCatalogue.Questions, traits.Select(trait => trait.Question));
        var alternatives = Ordered(AlternativeCatalogue.Alternatives, traits.Select(trait => trait.Alternative));
        var rows = questions.Select(question => new QuestionModel(
            question, [.. alternatives.Select(alternative => new AnswersModel([.. Answers(traits, alternative, question)]))]));
        var model = new AlternativesModel(alternatives, [.. rows]);
        return new HtmlSection("alternatives", "The alternatives", HtmlTemplates.Fill("Sections.alternatives", model));
    }

    /// <summary>Those mentioned, in the known order; unknown ones last.</summary>
    private static string[] Ordered(IReadOnlyList<string> known, IEnumerable<string> mentioned)
    {
        string[] all = [.. mentioned.Distinct()];
        return [.. known.Intersect(all), .. all.Except(known)];
    }

    // Two scenarios may have looked, e.g. at two ingress controllers.
    private static IEnumerable<string> Answers(IEnumerable<AlternativeTrait> traits, string alternative, string question) => traits
        .Where(trait => trait.Alternative == alternative && trait.Question == question)
        .Select(trait => Evidence.Clip(trait.Answer)).Distinct();

    private sealed record AlternativesModel(IReadOnlyList<string> Alternatives, IReadOnlyList<QuestionModel> Questions);

    private sealed record QuestionModel(string Question, IReadOnlyList<AnswersModel> Cells);

    private sealed record AnswersModel(IReadOnlyList<string> Answers);
}
