using Harness.Rbac.Admission;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Validation;

/// <summary>
/// Holds a policy against what an audit log shows was done. What was let through and is not in the policy is a violation; what the policy
/// allows and nobody did is only said, for it may be needed tomorrow.
/// </summary>
public sealed class AuditComparison
{
    /// <summary>The log among a report's sources.</summary>
    public const string Source = "audit";

    private const int ManyPaths = 1000;
    private readonly AccessPolicy _policy;
    private readonly PolicyCells _cells;
    private readonly PathAdmission _admission;
    private readonly LoggedPlaces _places;
    private readonly HashSet<(string ApiGroup, string Resource)> _listed;

    /// <summary>For a policy.</summary>
    public AuditComparison(AccessPolicy policy)
    {
        (_policy, _cells, _admission) = (policy, new PolicyCells(policy, CellPlan.Most), PathAdmission.Of(policy));
        _places = new LoggedPlaces(policy);
        _listed =
        [
            .. policy.Consumers.SelectMany(consumer => consumer.Allow.Concat(consumer.Deny)).Select(one => (one.ApiGroup, one.Resource)),
        ];
    }

    /// <summary>What of a log is looked at: what the policy judges in its namespaces, and what else it lists.</summary>
    /// <param name="since">Since when; null for all.</param>
    public AuditScope Scope(DateTimeOffset? since) => new()
    {
        Namespaces = _policy.Namespaces.ToHashSet(),
        Since = since,
        MostPaths = ManyPaths,
        Wants = question => _listed.Contains((question.ApiGroup, question.Resource)) || _places.MayBeJudged(question)
            || _places.Of(question).Any(IsJudged),
    };

    /// <summary>Adds to a report what the log shows.</summary>
    public ValidationReport AddTo(ValidationReport report, AuditReading log)
    {
        var (done, notKnown) = (new LoggedCells(), new List<string>());
        foreach (var use in log.Tally.Uses.Where(use => use.Answer == AuditAnswer.Allowed && !Ignores(use)))
        {
            foreach (var cell in _places.Of(use.Question).SelectMany(question => CellsOf(use, question, notKnown)))
                done.Add(cell, use);
            if (_places.InEach(use.Question).Any(there => First(use, subject => _cells.AllowanceOf(subject, there)) is null))
                notKnown.Add(OverAll(use));
        }

        var unclear = log.Tally.Uses.Where(use => IsUnclear(use.Answer, log.Tally) && !Ignores(use)).Sum(use => use.Count);
        if (unclear > 0)
        {
            notKnown.Add($"the audit log does not say who refused {Amount.Of(unclear, "request")} (no annotation "
                + "authorization.k8s.io/decision): the authorizer may have let them through");
        }

        if (log.Tally.Requests == 0)
            notKnown.Add(Nothing(log.Tally));
        return report with
        {
            Sources = [.. report.Sources, Source],
            Cells =
            [
                .. report.Cells.Select(cell => new CellResult(cell.Cell, [.. cell.Answers, AnswerFor(cell, done)])),
                .. done.Beside(report.Cells.Select(cell => cell.Cell)).Select(one => new CellResult(
                    one.Cell, [.. report.Sources.Select(_ => NotAskedAbout), Answer(one.Use)])),
            ],
            NotDecided = [.. report.NotDecided, .. log.NotComplete.Select(NotComplete), .. notKnown.Distinct()],
            Audit = LoggedEvidence.Of(log, _policy),
        };
    }

    /// <summary>A log without any of it says nothing of what is not needed, either.</summary>
    private static string Nothing(AuditTally tally)
    {
        var late = tally.Since is { } since ? $" since {Amount.At(since)}" : "";
        var end = tally.Since is null ? "" : ", or end before --since";
        return $"the audit log shows nothing of what the policy is about: {Amount.Of(tally.Elsewhere, "request")}, none of them for what "
            + $"it judges in its namespaces{late}. It may be another cluster's{end}";
    }

    private static bool IsUnclear(AuditAnswer answer, AuditTally tally) =>
        answer == AuditAnswer.Unknown || (answer == AuditAnswer.TurnedAway && !tally.HasDecisions);

    private static CellAnswer NotAskedAbout { get; } = new(CellAnswerKind.NotAsked, "the log has it, and nobody was asked about it");

    private static CellAnswer NotInLog { get; } = new(CellAnswerKind.NotAsked, "a log shows what was done, and not what could be");

    private static string NotComplete(string text) => $"the audit log is not complete: {text}";

    private static CellAnswer AnswerFor(CellResult cell, LoggedCells done) =>
        done.UseOf(cell.Cell) is { } use ? Answer(use) : NotInLog;

    private static CellAnswer Answer(AuditedUse use) => new(
        CellAnswerKind.Allowed,
        $"{(use.Reason.Length == 0 ? "let through" : use.Reason)}; {Amount.Often(use.Count, use.Last)}"
            + Amount.Probes(use.Count, use.Probes)
            + (use.Impersonated == 0 ? "" : $"; in this name by {string.Join(", ", use.Impersonators)}"))
    {
        IsPast = true,
        Last = use.Last,
    };

    /// <summary>What was done as cells: one, or where admission has to let paths through, one for each.</summary>
    private IEnumerable<AccessCell> CellsOf(AuditedUse use, AccessQuestion question, List<string> notKnown)
    {
        var denial = First(use, subject => _cells.Parts[0].Reach.DenialOf(subject, question));
        var allowance = denial is null ? First(use, subject => _cells.AllowanceOf(subject, question)) : null;
        if (allowance is null)
        {
            if (denial is not null || IsJudged(question))
                yield return new AccessCell(use.Subject, question, false, denial?.Location);
            yield break;
        }

        yield return new AccessCell(use.Subject, question, true, allowance.Location);
        foreach (var path in use.Paths.All)
        {
            var probe = path.IsPrefix ? path.Path + PathCells.NoSuchPath : path.Path;
            var isMeant = _admission.Allows(
                use.Caller.User, use.Caller.Groups, question.Namespace, question.Resource, question.Name, probe);
            if (!isMeant && path.IsPrefix)
                notKnown.Add(TooMany(question, path));
            else if (!isMeant)
                yield return new AccessCell(use.Subject, question, false, null) { Path = path.Path };
        }
    }

    private static PolicyAllowance? First(AuditedUse use, Func<RbacSubject, PolicyAllowance?> said) =>
        use.Subjects.Select(said).FirstOrDefault(one => one is not null);

    /// <summary>Whether a policy forbids there what it does not list.</summary>
    private bool IsJudged(AccessQuestion question) => _policy.Parts.Any(part =>
        (question.Namespace.Length == 0 || part.Namespaces.Contains(question.Namespace)) && part.Scope.Judges(question));

    private static string OverAll(AuditedUse use) =>
        $"the audit log: {use.Subject} did {use.Question}. Whether that is in all of them at once, of which the policy "
            + "judges some, is not known: Kubernetes itself has no such resource";

    private static string TooMany(AccessQuestion question, CalledPath path) =>
        $"the audit log: more paths below {path.Path} of {question.Name} than can be told apart were called, and the policy does not allow "
            + "all of them";

    /// <summary>Each policy that the place belongs to has to make the exception.</summary>
    private bool Ignores(AuditedUse use)
    {
        var ns = use.Question.Namespace;
        return _cells.Parts.Where(part => ns.Length == 0 || part.Part.Namespaces.Contains(ns))
            .All(part => use.Subjects.Any(part.Reach.Ignores) && use.IsByOnly(part.Reach.Ignores));
    }
}
