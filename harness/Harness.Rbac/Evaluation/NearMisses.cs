using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>Finds the rules that come nearest to allowing something.</summary>
public static class NearMisses
{
    /// <summary>Fewer criteria than this are met by chance.</summary>
    private const int FewestHolding = 3;

    /// <summary>
    /// The nearest rules, best first: by the number of criteria that hold. The subject counts twice, since the question is mostly what is
    /// wrong with the grant that was made. Among equals, a rule that names its resource comes before one that has all.
    /// </summary>
    /// <param name="evaluator">Evaluator of the snapshot.</param>
    /// <param name="subject">The subject that is denied.</param>
    /// <param name="question">What.</param>
    /// <param name="most">How many at most; those that are further away than the first are left out.</param>
    public static IReadOnlyList<NearMiss> Of(AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question, int most)
    {
        var own = evaluator.HeldBy(subject).Select(held => held.Held).ToHashSet(ReferenceEqualityComparer.Instance);
        var asked = RuleFilter.Of(question);
        var ranked = evaluator.AllHeld
            .Where(held => held.Rule.Filter.IsAboutSame(asked))
            .Select(held => NearMiss.Of(held.Path, own.Contains(held.Held), question))
            .Where(miss => miss.Missing.Count <= Enum.GetValues<Criterion>().Length - FewestHolding)
            .OrderBy(Distance)
            .ThenBy(miss => miss.Path.Rule.Resources.Contains("*"))
            .ThenBy(miss => miss.Path.Rule.Verbs.Contains("*"))
            .ToList();
        return [.. ranked.TakeWhile(miss => Distance(miss) == Distance(ranked[0])).Take(most)];
    }

    private static int Distance(NearMiss miss) => miss.Missing.Sum(missing => missing == Criterion.Subject ? 2 : 1);
}
