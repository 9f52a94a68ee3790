using Harness.Rbac.Objects;
using Harness.Rbac.Questions;
using Harness.Rbac.Yaml;

namespace Harness.Rbac.Policies;

/// <summary>Who may do what, and that nobody else may: the reading of an access policy file (<c>kind: AccessPolicy</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespaces">Namespaces in which the world is closed: what is not allowed here is forbidden there.</param>
/// <param name="Consumers">Who may do what.</param>
/// <param name="Ignored">Who may have more.</param>
public sealed record AccessPolicy(
    string Name, IReadOnlyList<string> Namespaces, IReadOnlyList<PolicyConsumer> Consumers, IReadOnlyList<PolicyIgnore> Ignored)
{
    /// <summary>Findings that are accepted for a time.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Services whose GETs change things, by name: a get on their proxy is more than reading.</summary>
    public IReadOnlyList<string> UnsafeGets { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>
    /// The policies that it was merged from; itself when it was not. The exceptions of each (who is ignored, what is accepted, which GETs
    /// change things) hold in its own namespaces, and against no other that covers the same.
    /// </summary>
    internal IReadOnlyList<AccessPolicy> Parts { get => field ?? [this]; init; }

    /// <summary>Whether it allows single paths of a service.</summary>
    internal bool HasPaths => Consumers.Any(consumer => consumer.Allow.Any(allowance => allowance.Paths.Count > 0));

    /// <summary>Services whose GETs change things in a namespace, or in any for what is in none.</summary>
    internal IEnumerable<string> UnsafeGetsIn(string ns) =>
        Parts.Where(part => ns.Length == 0 || part.Namespaces.Contains(ns)).SelectMany(part => part.UnsafeGets);
}

/// <summary>A consumer of the policy.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="Subject">Who it is to Kubernetes.</param>
/// <param name="Allow">What it may do.</param>
/// <param name="Location">Where it stands.</param>
public sealed record PolicyConsumer(string Name, RbacSubject Subject, IReadOnlyList<PolicyAllowance> Allow, SourceLocation Location);

/// <summary>
/// Something that is allowed: either services through the proxy by HTTP method, or another resource by verb. Both are already in RBAC's
/// terms here.
/// </summary>
/// <param name="ApiGroup">API group; empty for the core group.</param>
/// <param name="Resource">Resource, with its sub-resource after a slash; <c>services/proxy</c> for services.</param>
/// <param name="Names">
/// Resource names, for services each spelling that is allowed (<c>hello-app</c>, <c>hello-app:8080</c>, <c>http:hello-app:8080</c>); empty
/// for every name.
/// </param>
/// <param name="Verbs">API verbs.</param>
/// <param name="Location">Where it stands.</param>
public sealed record PolicyAllowance(
    string ApiGroup, string Resource, IReadOnlyList<string> Names, IReadOnlyList<string> Verbs, SourceLocation Location)
{
    /// <summary>The services as written, without port and scheme; empty for other resources.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>
    /// Paths of the services that it holds for: exact, or everything below one where it ends in <c>/*</c>; empty for every path. RBAC does
    /// not know paths, so they are for admission.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Namespaces that it holds in: those written, else all of the policy's.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>
    /// Whether it is of what lives in no namespace, which no Role can give. A namespace object is not: a request for it counts as in
    /// itself. The resources of metrics.k8s.io are called as the core group's are, and live where those do.
    /// </summary>
    public bool IsOfCluster => KnownResources.Find(Resource.Split('/')[0]) is { IsNamespaced: false, Name: not "namespaces" } known
        && (known.ApiGroup == ApiGroup || (known.ApiGroup.Length == 0 && ApiGroup == "metrics.k8s.io"));

    /// <summary>What the authorizer is asked about it in a namespace.</summary>
    public AccessQuestion Question(string ns, string name, string verb) => new(
        IsOfCluster && !CheckedScope.IsInNamespace(ApiGroup, Resource, verb) ? "" : ns, ApiGroup, Resource, name, verb);
}

/// <summary>Somebody who may have more than the policy lists.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Location">Where it stands.</param>
public sealed record PolicyIgnore(RbacSubject Subject, string Reason, SourceLocation Location);

/// <summary>A finding that is accepted until a day.</summary>
/// <param name="Finding">Id of the finding's rule.</param>
/// <param name="On">Object it is accepted on (<c>Role default/hello</c>), or null for every one.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">Last day on which it is accepted.</param>
/// <param name="Location">Where it stands.</param>
public sealed record Suppression(string Finding, string? On, string Reason, DateOnly Expires, SourceLocation Location);
