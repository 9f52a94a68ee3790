using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Learning;

/// <summary>The least policy that allows what was seen.</summary>
public sealed record LearntPolicy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespaces that it is for.</summary>
    public required IReadOnlyList<string> Namespaces { get; init; }

    /// <summary>Who did what.</summary>
    public required IReadOnlyList<LearntConsumer> Consumers { get; init; }

    /// <summary>Who was left out, with how many requests.</summary>
    public IReadOnlyList<(RbacSubject Subject, long Count)> Ignored { get; init; } = [];

    /// <summary>What was let through and is not in it, with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The bindings that let through what is in it, as far as the log names them; others may give the same.</summary>
    public IReadOnlyList<string> Grants { get; init; } = [];

    /// <summary>What it was learnt from, in sentences.</summary>
    public IReadOnlyList<string> Origin { get; init; } = [];

    /// <summary>Why what it was learnt from is not all; empty when it is.</summary>
    public IReadOnlyList<string> NotComplete { get; init; } = [];
}

/// <summary>A caller.</summary>
/// <param name="Name">What the policy calls it.</param>
/// <param name="Subject">Who it is to Kubernetes.</param>
/// <param name="Entries">What it did.</param>
public sealed record LearntConsumer(string Name, RbacSubject Subject, IReadOnlyList<LearntEntry> Entries);

/// <summary>What a caller did to one object, or to several in the same way.</summary>
/// <param name="Namespace">Where; empty for what is in no namespace.</param>
/// <param name="ApiGroup">API group.</param>
/// <param name="Resource">Resource with its sub-resource.</param>
/// <param name="Names">Names, for a service as it was spelled; empty for every name.</param>
/// <param name="Verbs">How.</param>
public sealed record LearntEntry(
    string Namespace, string ApiGroup, string Resource, IReadOnlyList<string> Names, IReadOnlyList<LearntVerb> Verbs)
{
    /// <summary>Paths behind a service's proxy; empty for every path.</summary>
    public IReadOnlyList<CalledPath> Paths { get; init; } = [];

    /// <summary>What has to be known of it: by which binding, in whose name, what was widened.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>How often.</summary>
    public long Count => Verbs.Sum(verb => verb.Count);

    /// <summary>When last; null where the log does not say.</summary>
    public DateTimeOffset? Last => Verbs.Max(verb => verb.Last);

    /// <summary>The service that was called; null for anything else, and for a name that no service can have.</summary>
    public ProxyName? Service => Resource == "services/proxy" && ApiGroup.Length == 0 && Names is [var name] ? ProxyName.Parse(name) : null;
}

/// <summary>A verb that was used.</summary>
/// <param name="Verb">The verb; empty for HTTP methods that have none.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">When last; null where the log does not say.</param>
public sealed record LearntVerb(string Verb, long Count, DateTimeOffset? Last);
