using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Reports.Graphs;

/// <summary>Answers to questions about access as pictures.</summary>
internal static class AskedPictures
{
    /// <summary>Who can: everybody's ways, subject by subject.</summary>
    public static GraphPicture WhoCan(AccessEvaluator evaluator, AccessQuestion question)
    {
        var unknown = from binding in evaluator.Undecided(question)
                      from subject in binding.Subjects.Select(one => SubjectIdentity.Of(one, binding))
                      where subject is not { Kind: RbacSubjectKind.ServiceAccount, Namespace: null or "" } // who is nobody
                      select AccessPath.Over(PathKind.Undecided, $"{subject}", WayStops.Of(binding, $"{subject}", []), $"{question}");
        var granted = evaluator.Paths(question).Select(path => Granted(evaluator, path, WayStops.NameOf(path), question));
        return Picture(evaluator, question, granted.Concat(unknown));
    }

    /// <summary>Explain: the ways of one subject; or that there is none, with those that come near.</summary>
    public static GraphPicture Explain(
        AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question, IReadOnlyList<NearMiss> misses)
    {
        var (name, asked) = ($"{subject}", $"{question}");
        var granted = evaluator.Paths(subject, question).Select(path => Granted(evaluator, path, name, question)).ToList();
        var near = misses.Select(miss => AccessPath.Over(
            PathKind.Near, name, WayStops.Of(miss.Path, name, miss.Reasons(subject, question)), asked));
        return Picture(evaluator, question, granted.Count > 0 ? granted : Without().Concat(near));

        IEnumerable<AccessPath> Without()
        {
            var unknown = evaluator.Undecided(subject, question)
                .Select(binding => AccessPath.Over(PathKind.Undecided, name, WayStops.Of(binding, name, subject.Groups), asked)).ToList();
            if (unknown.Count > 0)
                return unknown;
            return evaluator.Snapshot.NotDecided.Count > 0
                ? [AccessPath.Over(PathKind.Undecided, name, [new PathStop(1, "what is applied is not known from these files", "")], asked)]
                : [AccessPath.Over(PathKind.Missing, name, [new PathStop(1, "nothing grants it", "")], asked)];
        }
    }

    /// <summary>Where it is not known what is applied, a way may not be in force; but the API server's own way always is.</summary>
    private static AccessPath Granted(AccessEvaluator evaluator, GrantPath path, string subject, AccessQuestion question)
    {
        var isCertain = evaluator.Snapshot.NotDecided.Count == 0 || path.Because is not null;
        return AccessPath.Over(isCertain ? PathKind.Fine : PathKind.Undecided, subject, WayStops.Of(path, subject), $"{question}");
    }

    private static GraphPicture Picture(AccessEvaluator evaluator, AccessQuestion question, IEnumerable<AccessPath> paths) =>
        new($"{question}, by {evaluator.Snapshot.Origin}", AccessPath.Once(paths), PictureWords.OfQuestion)
        {
            NotDecided = evaluator.Snapshot.NotDecided,
        };
}
