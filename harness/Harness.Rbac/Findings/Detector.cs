using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Findings;

/// <summary>A kind of finding, and how it is found.</summary>
/// <param name="Rule">The kind.</param>
/// <param name="Remedy">How it is fixed in general, for the catalogue; each finding has a concrete fix.</param>
/// <param name="Look">Looks for it; asks nothing outside of what it is given.</param>
internal sealed record Detector(FindingRule Rule, string Remedy, Func<AnalysedRbac, IEnumerable<DetectedProblem>> Look)
{
    /// <summary>
    /// Looks at each rule where it is written, whoever it is bound to. Of Kubernetes' own, only what they open is told, and that somebody
    /// is bound to them.
    /// </summary>
    public static Detector OfRules(FindingRule kind, string remedy, Func<AnalysedRbac, WrittenRule, Problem?> judge) => new(
        kind,
        remedy,
        rbac => from rule in rbac.Rules
                let problem = judge(rbac, rule)
                where problem is not null && (!rule.IsOwn || (problem.Severity ?? kind.Severity) >= Severity.High)
                select rule.IsOwn || (rule.IsTakenOver && rule.Grants.Count > 0)
                    ? DetectedProblem.OfHolders(rbac, rule, problem)
                    : DetectedProblem.In(rule, problem));

    /// <summary>Looks at what each subject has by each binding.</summary>
    public static Detector OfGrants(FindingRule kind, string remedy, Func<AnalysedRbac, SubjectGrant, DetectedProblem?> judge) =>
        new(kind, remedy, rbac => rbac.Grants.Select(grant => judge(rbac, grant)).OfType<DetectedProblem>());

    /// <summary>The same kind, found in another way as well.</summary>
    public Detector And(Func<AnalysedRbac, IEnumerable<DetectedProblem>> other) =>
        this with { Look = rbac => Look(rbac).Concat(other(rbac)) };

    /// <summary>What it finds, where the policy's scope is about it.</summary>
    public IEnumerable<Finding> Run(AnalysedRbac rbac) => (rbac.AreLookedFor(Rule) ? Look(rbac) : []).Select(found =>
        new Finding(Rule with { Severity = found.Severity ?? Rule.Severity }, found.On, found.Message, found.Evidence, found.Fix)
        {
            Subject = found.Subject,
            Missing = found.Missing,
            Location = found.At,
        });
}

/// <summary>What is wrong with a rule or a subject, and how to fix it.</summary>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Fix">What to do.</param>
internal sealed record Problem(string Message, string Fix)
{
    /// <summary>How bad it is here; null for as bad as its kind.</summary>
    public Severity? Severity { get; init; }
}

/// <summary>A problem where it was found: a finding but for its kind.</summary>
/// <param name="On">The object it is found on.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Fix">What to do.</param>
internal sealed record DetectedProblem(string On, string Message, IReadOnlyList<EvidenceStep> Evidence, string Fix)
{
    /// <summary>The subject that has access it should not have.</summary>
    public RbacSubject? Subject { get; init; }

    /// <summary>The object whose absence it is; null for other problems.</summary>
    public string? Missing { get; init; }

    /// <summary>How bad it is here; null for as bad as its kind.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The place to fix; null for the first place of the evidence.</summary>
    public SourceLocation? At { get; init; }

    /// <summary>A problem of a rule; the first way to the rule is the evidence.</summary>
    public static DetectedProblem In(WrittenRule rule, Problem problem) =>
        new(rule.Role.ToString(), problem.Message, rule.Evidence, problem.Fix)
        {
            At = rule.Rule.Location ?? rule.Role.Location,
            Severity = problem.Severity,
        };

    /// <summary>
    /// A problem of a rule that Kubernetes itself writes, and restores, be it from a role with a label: it is that of who is bound to it.
    /// </summary>
    public static DetectedProblem OfHolders(AnalysedRbac rbac, WrittenRule rule, Problem problem)
    {
        var holders = rule.Grants.Select(grant => grant.Subject).DistinctBy(SubjectIdentity.Key).ToList();
        var bindings = rule.Grants.Select(grant => grant.Binding.ToString()).Distinct();
        return In(rule, problem) with
        {
            On = rule.Grants[0].Binding.ToString(),
            Fix = $"remove {RuleText.Words(holders.Select(holder => holder.ToString()))} from {RuleText.Words(bindings)}"
                + (rule.IsOwn ? "" : $", or the rule from the ClusterRole whose label {rule.Role.Name} aggregates")
                + rbac.OrIgnore(holders),
            At = rule.Grants[0].Subject.Location ?? rule.Grants[0].Binding.Location,
        };
    }

    /// <summary>A problem with what a subject has by a binding, shown by some of the role's rules.</summary>
    public static DetectedProblem In(SubjectGrant grant, IEnumerable<EffectiveRule> rules, string message, string fix) =>
        new(grant.Binding.ToString(), message, grant.Evidence(rules), fix) { Subject = grant.Subject };
}
