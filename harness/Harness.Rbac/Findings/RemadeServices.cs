using Harness.Rbac.Analysis;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Findings;

/// <summary>
/// HR404 by two permissions that look harmless: a Service is deleted, and made anew under its name with other ports and another selector,
/// or as another host's name.
/// </summary>
internal static class RemadeServices
{
    private const string Services = "services";
    private static readonly SensitiveAccess Making = new("", Services, ["create"]);
    private static readonly SensitiveAccess Removing = new("", Services, ["delete", "deletecollection"]);
    private static readonly SensitiveAccess Changing = SensitiveAccess.Redirection.Single(one => one.Resource == Services);

    /// <summary>One for each grant that lets somebody make Services who can delete one that is guarded.</summary>
    public static IEnumerable<DetectedProblem> In(AnalysedRbac rbac)
    {
        var removers = Held(rbac, Removing, _ => true);
        return from pair in HeldHalf.Pairs(
                   Held(rbac, Making, rule => rule.HasNoName()),
                   removers,
                   (maker, remover) => Concerns(rbac, maker, remover)
                       && !MayChange(maker.Grant, remover) && !MayChange(remover.Grant, remover))
               select Problem(rbac, pair.First, pair.Second);
    }

    /// <summary>Whether rules let whoever has them all make a Service anew.</summary>
    public static bool AreIn(IReadOnlyList<RbacRule> rules) =>
        rules.Any(rule => rule.HasNoName() && Making.VerbsOf(rule).Any()) && rules.Any(rule => Removing.VerbsOf(rule).Any());

    private static DetectedProblem Problem(AnalysedRbac rbac, HeldHalf maker, HeldHalf remover)
    {
        var who = HeldHalf.WhoHas(maker, remover);
        var named = Guarded(rbac, maker, remover);
        var at = maker.IsAllowed ? remover : maker;
        var found = DetectedProblem.In(at.Grant, [at.Rule],
            $"{who} may {Words(maker)} {maker.Grant.Where} and {Words(remover)}, and so can decide where requests to "
            + $"{(named.Count == 0 ? "the services there" : RuleText.Quoted(named))} go",
            $"remove {RuleText.Words(at.Verbs)} on services from {at.Rule.From ?? at.Grant.Role.Role}{rbac.OrIgnore(who)}");
        var other = ReferenceEquals(at, maker) ? remover : maker;
        return found with
        {
            Subject = who,
            Evidence = [.. found.Evidence, .. other.Grant.Evidence([other.Rule]).Except(found.Evidence)],
            At = at.Rule.Rule.Location,
        };
    }

    private static string Words(HeldHalf one) => $"{string.Join('/', one.Verbs)} {one.Of(Services)}";

    /// <summary>Whoever may do anything to services may change them, and is told of by that.</summary>
    private static List<HeldHalf> Held(AnalysedRbac rbac, SensitiveAccess access, Predicate<RbacRule> counts) =>
    [
        .. from grant in rbac.Grants
           from rule in grant.Role.Rules
           where !rule.Rule.Verbs.Contains("*") && counts(rule.Rule)
           let verbs = access.VerbsOf(rule.Rule).ToList()
           where verbs.Count > 0
           let isAllowed = UnlistedAccess.Of(rbac, grant, [access]).All(one => !ReferenceEquals(one.Rule, rule))
           select new HeldHalf(grant, rule, verbs, isAllowed),
    ];

    /// <summary>Services that consumers may call by name, of those that can be deleted; none where everything is guarded.</summary>
    private static IReadOnlyList<string> Guarded(AnalysedRbac rbac, HeldHalf maker, HeldHalf remover)
    {
        var named = Named(rbac, maker, remover);
        return remover.Names.Count == 0 ? named : [.. named.Intersect(remover.Names)];
    }

    /// <summary>As for whoever may change Services: those of other names do not matter, and without a policy nothing is guarded.</summary>
    private static bool Concerns(AnalysedRbac rbac, HeldHalf maker, HeldHalf remover) => Named(rbac, maker, remover).Count == 0
        ? rbac.Policy is not null
        : Guarded(rbac, maker, remover).Count > 0;

    /// <summary>Where both hold: in the namespace of either, if it has one.</summary>
    private static IReadOnlyList<string> Named(AnalysedRbac rbac, HeldHalf maker, HeldHalf remover) =>
        rbac.NamedServices.Where(maker.Grant.Binding.Namespace is null ? remover.Grant : maker.Grant);

    /// <summary>Whether the grant changes the same Services as they are: it is found for that, or allowed to.</summary>
    private static bool MayChange(SubjectGrant grant, HeldHalf remover) => grant.Role.Rules.Select(one => one.Rule).Any(rule =>
        Changing.VerbsOf(rule).Any() && (rule.ResourceNames.Count == 0
            || (remover.Names.Count > 0 && !remover.Names.Except(rule.ResourceNames).Any())));
}
