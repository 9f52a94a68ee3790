using Harness.Rbac.Objects;

namespace Harness.Asking;

/// <summary>A page of any list of the API, reduced to what is needed here: the rest of an object is skipped while it is read.</summary>
internal sealed record LivePage(string? Kind, LivePageMetadata? Metadata, IReadOnlyList<LiveObject?>? Items);

/// <summary>Where the list goes on, and how many objects follow, where the server says so.</summary>
internal sealed record LivePageMetadata(string? Continue, long? RemainingItemCount);

/// <summary>An object of any of the kinds that are read.</summary>
internal sealed record LiveObject(
    LiveMetadata Metadata,
    IReadOnlyList<LiveRule>? Rules,
    LiveAggregation? AggregationRule,
    LiveRoleRef? RoleRef,
    IReadOnlyList<LiveSubject>? Subjects,
    LiveServiceSpec? Spec)
{
    /// <summary>What of it is null where no API server has null; null when nothing is.</summary>
    public string? HasNull()
    {
        if (Subjects?.Contains(null!) == true)
            return $"a subject of binding {Metadata.Name} is null";
        return Rules?.Any(rule => rule is null || rule.HasNull) == true
            ? $"a rule of role {Metadata.Name} is null, or a word in one"
            : null;
    }

    public RbacRole ToRole() => new(Metadata.Namespace, Metadata.Name, [.. (Rules ?? []).Select(rule => rule.ToRule())])
    {
        Labels = Metadata.Labels ?? new Dictionary<string, string>(),
        Aggregates = AggregationRule is null
            ? null
            : [.. (AggregationRule.ClusterRoleSelectors ?? []).Select(selector => selector.ToSelector())],
    };

    public RbacBinding ToBinding() => new(
        Metadata.Namespace, Metadata.Name, RoleRef?.Kind ?? "", RoleRef?.Name
            ?? "", [.. (Subjects ?? []).Select(subject => subject.ToSubject()).OfType<RbacSubject>()]);

    public KnownService ToService() => new(
        Metadata.Namespace ?? "", Metadata.Name, [.. (Spec?.Ports ?? []).Select(port => new KnownPort(port.Port, port.Name))]);

    public RbacSubject ToAccount() => RbacSubject.ServiceAccount(Metadata.Namespace ?? "", Metadata.Name);
}

internal sealed record LiveMetadata(string? Namespace, string Name, IReadOnlyDictionary<string, string>? Labels);

internal sealed record LiveRule(
    IReadOnlyList<string>? ApiGroups,
    IReadOnlyList<string>? Resources,
    IReadOnlyList<string>? ResourceNames,
    IReadOnlyList<string>? Verbs,
    [property: System.Text.Json.Serialization.JsonPropertyName("nonResourceURLs")] IReadOnlyList<string>? NonResourceUrls)
{
    public bool HasNull => ((IReadOnlyList<string>?[])[ApiGroups, Resources, ResourceNames, Verbs, NonResourceUrls])
        .Any(words => words?.Contains(null!) == true);

    public RbacRule ToRule() =>
        new(ApiGroups ?? [], Resources ?? [], ResourceNames ?? [], Verbs ?? []) { NonResourceUrls = NonResourceUrls ?? [] };
}

internal sealed record LiveAggregation(IReadOnlyList<LiveSelector>? ClusterRoleSelectors);

internal sealed record LiveSelector(IReadOnlyDictionary<string, string>? MatchLabels, IReadOnlyList<LiveRequirement>? MatchExpressions)
{
    public LabelSelector ToSelector() => new(
        MatchLabels ?? new Dictionary<string, string>(),
        [.. (MatchExpressions ?? []).Select(one => new LabelRequirement(one.Key, one.Operator, one.Values ?? []))]);
}

internal sealed record LiveRequirement(string Key, string Operator, IReadOnlyList<string>? Values);

internal sealed record LiveRoleRef(string Kind, string Name);

internal sealed record LiveSubject(string Kind, string Name, string? Namespace)
{
    /// <summary>Null for a kind that the authorizer does not know, and so ignores.</summary>
    public RbacSubject? ToSubject() => Kind switch
    {
        "ServiceAccount" => new RbacSubject(RbacSubjectKind.ServiceAccount, Name, Namespace),
        "Group" => new RbacSubject(RbacSubjectKind.Group, Name),
        "User" => new RbacSubject(RbacSubjectKind.User, Name),
        _ => null,
    };
}

internal sealed record LiveServiceSpec(IReadOnlyList<LivePort>? Ports);

internal sealed record LivePort(int Port, string? Name);
