namespace Harness.Rbac.Evaluation;

/// <summary>What must hold for a binding and its rule to allow a subject something.</summary>
public enum Criterion
{
    /// <summary>The binding names the subject, or a group it is in.</summary>
    Subject,

    /// <summary>The binding holds in the namespace asked about.</summary>
    Namespace,

    /// <summary>The rule has the API group.</summary>
    Group,

    /// <summary>The rule has the resource, sub-resource included, or the path.</summary>
    Resource,

    /// <summary>The rule has the name, or every name.</summary>
    Name,

    /// <summary>The rule has the verb.</summary>
    Verb,
}
