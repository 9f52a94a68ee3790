using Harness.Rbac.Objects;

namespace Harness.Rbac.Policies;

/// <summary>What a policy says of everything that it does not list.</summary>
public enum PolicyWorld
{
    /// <summary>It is forbidden, as far as the scope's resources go.</summary>
    Closed,

    /// <summary>Nothing: only what is listed is judged.</summary>
    Open,
}

/// <summary>What a policy judges in its namespaces beside what it lists.</summary>
/// <param name="World">Whether anything is.</param>
/// <param name="Resources">In a closed world, the access that it is about.</param>
public sealed record PolicyScope(PolicyWorld World, IReadOnlyList<ScopeResource> Resources)
{
    /// <summary>The scope of a policy that says nothing of it: the API server's proxies.</summary>
    public static PolicyScope Proxies { get; } =
        new(PolicyWorld.Closed, [Core("services/proxy"), Core("pods/proxy"), Core("nodes/proxy")]);

    /// <summary>The scope of a policy that judges nothing but what it lists.</summary>
    public static PolicyScope Open { get; } = new(PolicyWorld.Open, []);

    /// <summary>Whether the policy says of something what it is, though it does not list it.</summary>
    public bool Judges(AccessQuestion question) =>
        World == PolicyWorld.Closed && question.Path is null && Resources.Any(one => one.Covers(question));

    /// <summary>Whether it judges a resource with some verb, wherever the resource lives.</summary>
    public bool JudgesAny(string group, string resource) =>
        World == PolicyWorld.Closed && Resources.Any(one => one.IsEverything || (one.ApiGroup == group && one.Resource == resource));

    private static ScopeResource Core(string resource) => new("", resource, []);
}

/// <summary>A resource of a closed world.</summary>
/// <param name="ApiGroup">API group; empty for the core group, <c>*</c> for every group.</param>
/// <param name="Resource">Resource with its sub-resource; <c>*</c> for all that is in a namespace, and for the nodes' proxy.</param>
/// <param name="Verbs">API verbs; none for all.</param>
public sealed record ScopeResource(string ApiGroup, string Resource, IReadOnlyList<string> Verbs)
{
    /// <summary>The word for everything, in a rule as in a scope.</summary>
    public const string All = "*";

    private const string NodesProxy = "nodes/proxy";

    /// <summary>Whether it is every resource of every group.</summary>
    public bool IsEverything => Resource == All;

    /// <summary>Whether it is about a verb; <c>*</c> is about every verb.</summary>
    public bool HasVerb(string verb) => Verbs.Count == 0 || Verbs.Contains(verb);

    /// <summary>Whether something is part of it: what is in no namespace only where it is named; nodes' proxies lead into all.</summary>
    public bool Covers(AccessQuestion question) => HasVerb(question.Verb) && (IsEverything
        ? question.Namespace.Length > 0 || question is { ApiGroup: "", Resource: NodesProxy }
        : ApiGroup == question.ApiGroup && Resource == question.Resource);

    /// <inheritdoc/>
    public override string ToString() =>
        (IsEverything || ApiGroup.Length == 0 ? Resource : $"{Resource}.{ApiGroup}")
        + (Verbs.Count == 0 ? "" : $" ({string.Join(", ", Verbs)})");
}
