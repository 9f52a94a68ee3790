using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Admission;

/// <summary>What admission makes of calls that RBAC allows, as far as a cluster's objects or files show it.</summary>
public sealed class ObservedAdmission
{
    private const string Policies = "ValidatingAdmissionPolicy";
    private readonly List<ForeignAdmission> _foreign = [];
    private readonly List<PathRule> _rules = [];
    private readonly PathRuleIndex _index;
    private readonly ConcurrentDictionary<(string Namespace, string Resource, string Name), IReadOnlyList<ForeignAdmission>> _asked = [];
    private readonly string? _notKnown;
    private readonly PathDoubt _doubt;

    private ObservedAdmission(RbacSnapshot snapshot)
    {
        _notKnown = snapshot.Admission is { } known ? known.NotKnown ?? NotServed(snapshot) : "admission was not looked at";
        _doubt = snapshot.Admission?.LacksPolicies == true || NotServed(snapshot) is not null ? PathDoubt.NoPolicies : PathDoubt.None;
        var byKind = (snapshot.Admission?.Objects ?? []).ToLookup(one => one.Kind);
        foreach (var webhooks in byKind["ValidatingWebhookConfiguration"].Concat(byKind["MutatingWebhookConfiguration"]))
            _foreign.AddRange(ForeignAdmission.OfWebhooks(webhooks));
        foreach (var kind in (string[])[Policies, "MutatingAdmissionPolicy"])
        {
            if (kind != Policies || NotServed(snapshot) is null)
                AddAll([.. byKind[kind]], [.. byKind[$"{kind}Binding"]]);
        }

        _foreign.RemoveAll(one => one.Rules.Count == 0);
        _index = new PathRuleIndex(_rules);
    }

    /// <summary>The path rules in force.</summary>
    public IReadOnlyList<PathRule> Rules => _rules;

    /// <summary>Reads what a snapshot knows.</summary>
    public static ObservedAdmission Of(RbacSnapshot snapshot) => new(snapshot);

    /// <summary>What becomes of a call that RBAC allows.</summary>
    /// <param name="subject">Who calls.</param>
    /// <param name="question">What is called: a name of a service's or a pod's proxy.</param>
    /// <param name="path">The path as admission is given it, decoded.</param>
    public PathDecision Decide(AccessSubject subject, AccessQuestion question, string? path)
    {
        var about = _asked.GetOrAdd(
            (question.Namespace, question.Resource, question.Name),
            call => [.. _foreign.Where(one => one.MayBeAbout(call.Namespace, call.Resource, call.Name))]);
        if (about.FirstOrDefault(one => one.Mutates) is { } mutating)
            return new PathDecision(null, $"{mutating.One} may change the path of a call: what it does is not known here");
        var own = _index.About(subject.User, subject.Groups, question.Namespace);
        var asked = about.FirstOrDefault(one => one.IsNotAsGenerated) ?? (about.Count == 0 ? null : about[0]);
        if (_notKnown is not null)
            return new PathDecision(null, asked?.Why ?? _notKnown) { IsSilent = own.Count == 0 && asked is null, Doubt = _doubt };
        if (own.FirstOrDefault(rule => !rule.Allows(question.Resource, question.Name, path)) is { } refusing)
            return new PathDecision(false, $"{Policies} {refusing.Name} refuses this path");
        if (asked is not null)
            return new PathDecision(null, asked.Why) { Doubt = asked.IsNotAsGenerated ? PathDoubt.NotAsGenerated : PathDoubt.None };
        return own.Count == 0
            ? new PathDecision(true, PathDecision.Unguarded) { IsSilent = true }
            : new PathDecision(true, $"{Policies} {own[0].Name} lets this path through");
    }

    /// <summary>Policies of a kind, each with the bindings that name it.</summary>
    private void AddAll(List<AdmissionObject> policies, List<AdmissionObject> bindings)
    {
        var bound = bindings.Where(binding => PolicyName(binding) is not null).ToLookup(PolicyName);
        var unclear = bindings.GroupBy(binding => binding.Name).Where(same => !AreAlike(same)).Select(same => same.Key).ToHashSet();
        foreach (var same in policies.GroupBy(policy => policy.Name))
        {
            var own = bound[same.Key].ToList();
            var isAlone = AreAlike(same) && !own.Exists(binding => unclear.Contains(binding.Name));
            foreach (var policy in isAlone ? same.Take(1) : same)
                Add(policy, isAlone ? [.. own.DistinctBy(binding => binding.Name)] : own, isAlone);
        }
    }

    /// <summary>
    /// Without a binding that denies, a policy refuses nothing. Of several in files by one name, bindings included, it is not known
    /// which is in force.
    /// </summary>
    private void Add(AdmissionObject policy, List<AdmissionObject> bindings, bool isAlone)
    {
        foreach (var binding in bindings)
        {
            if (isAlone && policy.Kind == Policies && PathPolicyReader.Read(policy.Json, binding.Json) is { } rule)
                _rules.Add(rule);
            else if (policy.Kind != Policies || Spec(binding, "validationActions") is not JsonArray actions || Denies(actions))
                _foreign.Add(ForeignAdmission.OfPolicy(policy, binding) with { IsNotAsGenerated = isAlone && PathPolicy.IsNamed(policy) });
        }
    }

    private static string? PolicyName(AdmissionObject binding) => Spec(binding, "policyName")?.ToString();

    private static bool AreAlike(IEnumerable<AdmissionObject> same) =>
        same.All(one => JsonNode.DeepEquals(one.Json["spec"], same.First().Json["spec"]));

    private static bool Denies(JsonArray actions) => actions.Any(action => action?.ToString() == "Deny");

    private static JsonNode? Spec(AdmissionObject one, string field) => (one.Json["spec"] as JsonObject)?[field];

    /// <summary>Files that are meant for a Kubernetes without such policies: nothing in them can be in force there.</summary>
    private static string? NotServed(RbacSnapshot snapshot) =>
        snapshot.KubernetesVersion is { } version && version < AdmissionObject.PoliciesSince ? NotServed($"Kubernetes {version}") : null;

    /// <summary>Why nothing is known where the API server does not have such policies.</summary>
    public static string NotServed(string kubernetes) => $"{kubernetes} has no {Policies}, which came with "
        + $"{AdmissionObject.PoliciesSince}: before that, only a webhook can refuse single paths, and what one decides is not known here";
}
