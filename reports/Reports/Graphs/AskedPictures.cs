using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Reports.Graphs;

/// <summary>Answers to questions about access as pictures.</summary>
internal static class AskedPictures
{
    /// <summary>Who can: everybody's ways, subject by subject.</summary>
    /// <param name="evaluator">Evaluates.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="rules">What admission leaves of it to some.</param>
    public static GraphPicture WhoCan(AccessEvaluator evaluator, AccessQuestion question, IReadOnlyList<PathRule> rules)
    {
        var unknown = from binding in evaluator.Undecided(question)
                      from subject in binding.Subjects.Select(one => SubjectIdentity.Of(one, binding))
                      where subject is not { Kind: RbacSubjectKind.ServiceAccount, Namespace: null or "" } // who is nobody
                      select AccessPath.Over(PathKind.Undecided, $"{subject}", WayStops.Of(binding, $"{subject}", []), $"{question}");
        var ways = evaluator.Paths(question).Select(path => (Path: path, Rules: About(path))).ToList();
        var granted = ways.Select(way => Granted(
            evaluator, way.Path, WayStops.NameOf(way.Path), AdmissionEnds.Of(way.Rules, question)));
        return Picture(evaluator, question, granted.Concat(unknown)) with
        {
            Remarks = [.. rules.Except(ways.SelectMany(way => way.Rules)).Select(rule => AdmissionEnds.Remark(rule, question))],
        };

        List<PathRule> About(GrantPath path)
        {
            var who = SubjectIdentity.Of(path.Subject, path.Binding).ToAccessSubject();
            return [.. rules.Where(rule => rule.IsAbout(who.User, who.Groups, question.Namespace))];
        }
    }

    /// <summary>Explain: the ways of one subject; or that there is none, with those that come near.</summary>
    /// <param name="evaluator">Evaluates.</param>
    /// <param name="subject">Who calls.</param>
    /// <param name="question">What is called.</param>
    /// <param name="misses">What comes near.</param>
    /// <param name="admission">What admission makes of the call's path; null where it is not asked about such a call.</param>
    public static GraphPicture Explain(
        AccessEvaluator evaluator, AccessSubject subject, AccessQuestion question, IReadOnlyList<NearMiss> misses,
        AskedPath? admission)
    {
        var (name, asked) = ($"{subject}", $"{question}");
        var end = AdmissionEnds.Of(admission, question);
        var granted = evaluator.Paths(subject, question).Select(path => Granted(evaluator, path, name, end)).ToList();
        var near = misses.Select(miss => AccessPath.Over(
            PathKind.Near, name, WayStops.Of(miss.Path, name, miss.Reasons(subject, question)), asked));
        var picture = Picture(evaluator, question, granted.Count > 0 ? granted : Without().Concat(near));
        return granted.Count > 0 && admission?.Decision is { IsLetThrough: null, IsSilent: false, Why: var why }
            ? picture with { NotDecided = [.. picture.NotDecided, why] }
            : picture;

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
    private static AccessPath Granted(AccessEvaluator evaluator, GrantPath path, string subject, (PathKind Kind, string Text) end)
    {
        var isCertain = evaluator.Snapshot.NotDecided.Count == 0 || path.Because is not null;
        return AccessPath.Over(isCertain ? end.Kind : PathKind.Undecided, subject, WayStops.Of(path, subject), end.Text);
    }

    private static GraphPicture Picture(AccessEvaluator evaluator, AccessQuestion question, IEnumerable<AccessPath> paths) =>
        new($"{question}, by {evaluator.Snapshot.Origin}", AccessPath.Once(paths), PictureWords.OfQuestion)
        {
            NotDecided = evaluator.Snapshot.NotDecided,
        };
}
