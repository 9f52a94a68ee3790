using Harness.Results;

namespace Harness.Reports.Summary;

/// <summary>Alternatives side by side: a column for each, a row for each question.</summary>
/// <param name="Alternatives">Their names.</param>
/// <param name="Rows">What is answered to each question, by alternative.</param>
internal sealed record AlternativeTable(IReadOnlyList<string> Alternatives, IReadOnlyList<AlternativeRow> Rows)
{
    /// <summary>What scenarios observed; null where none looked.</summary>
    public static AlternativeTable? Observed(RunResults results) => Of([.. results.Scenarios.SelectMany(scenario => scenario.Traits)]);

    /// <summary>What follows from how others are built.</summary>
    public static AlternativeTable ByConstruction => Of(KnownAlternatives.Traits)!;

    private static AlternativeTable? Of(IReadOnlyList<AlternativeTrait> traits)
    {
        if (traits.Count == 0)
            return null;
        var alternatives = Ordered(AlternativeCatalogue.Alternatives, traits.Select(trait => trait.Alternative));
        return new AlternativeTable(
            alternatives,
            [
                .. Ordered(AlternativeCatalogue.Questions, traits.Select(trait => trait.Question)).Select(question => new AlternativeRow(
                    question, [.. alternatives.Select(alternative => Answers(traits, alternative, question))])),
            ]);
    }

    /// <summary>Those mentioned, in the known order; unknown ones last.</summary>
    private static string[] Ordered(IReadOnlyList<string> known, IEnumerable<string> mentioned)
    {
        string[] all = [.. mentioned.Distinct()];
        return [.. known.Intersect(all), .. all.Except(known)];
    }

    /// <summary>Two scenarios may have looked, e.g. at two ingress controllers.</summary>
    private static IReadOnlyList<string> Answers(IReadOnlyList<AlternativeTrait> traits, string alternative, string question) =>
    [
        .. traits.Where(trait => trait.Alternative == alternative && trait.Question == question)
            .Select(trait => trait.Answer).Distinct(),
    ];
}

/// <summary>A row.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answers">The answers of each alternative.</param>
internal sealed record AlternativeRow(string Question, IReadOnlyList<IReadOnlyList<string>> Answers);
