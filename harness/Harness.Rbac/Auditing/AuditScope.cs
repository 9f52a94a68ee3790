using Harness.Rbac.Objects;

namespace Harness.Rbac.Auditing;

/// <summary>Which requests of a log are looked at.</summary>
public sealed record AuditScope
{
    /// <summary>Their namespaces; none for every one. Of what is in no namespace, the nodes' proxies belong to each.</summary>
    public IReadOnlySet<string> Namespaces { get; init; } = new HashSet<string>();

    /// <summary>Since when; null for all. What has no time counts as recent.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether any resource is looked at, and not the proxies alone.</summary>
    public bool AllResources { get; init; }

    /// <summary>Whether calls that say they are probes of ours are left out: a policy must not allow what was only tried.</summary>
    public bool WithoutProbes { get; init; }

    /// <summary>Which questions are looked at; null for those that <see cref="AllResources"/> says.</summary>
    internal Func<AccessQuestion, bool>? Wants { get; init; }

    /// <summary>Users who are left out, by name, beside the components of Kubernetes.</summary>
    public IReadOnlySet<string> IgnoredUsers { get; init; } = new HashSet<string>();

    /// <summary>Groups whose members are left out.</summary>
    public IReadOnlySet<string> IgnoredGroups { get; init; } = new HashSet<string>();

    /// <summary>How many different names of paths are told apart in one place.</summary>
    public int MostPaths { get; init; } = 20;

    /// <summary>How many different uses are kept.</summary>
    public int MostUses { get; init; } = 50_000;

    /// <summary>Whether a request is one to be looked at, whoever made it.</summary>
    internal bool Has(AuditEvent one) => one.Question.Path is null
        && (Wants?.Invoke(one.Question) ?? (AllResources || ProxiedCall.Is(one.Question)))
        && !(one.Time < Since);

    /// <summary>Whether it is where one looks. What is in no namespace is not, where any resource in some of them is looked at.</summary>
    internal bool IsPlace(AccessQuestion question) => Namespaces.Count == 0 || Namespaces.Contains(question.Namespace)
        || (question.Namespace.Length == 0 && (Wants is not null || ProxiedCall.Is(question)));

    /// <summary>As what a caller is left out: a group, or the user; null for one who is looked at.</summary>
    internal RbacSubject? Ignores(AccessSubject caller)
    {
        if (caller.Groups.FirstOrDefault(group => group == SubjectIdentity.Masters || IgnoredGroups.Contains(group)) is { } group)
            return new RbacSubject(RbacSubjectKind.Group, group);
        return IgnoredUsers.Contains(caller.User) || KubernetesUsers.Are(caller.User)
            ? SubjectIdentity.Of(new RbacSubject(RbacSubjectKind.User, caller.User))
            : null;
    }
}

/// <summary>The users as whom Kubernetes' own components call.</summary>
public static class KubernetesUsers
{
    private static readonly string[] Beginnings = ["system:kube-", "system:node:"];

    /// <summary>Whether a user is one of them.</summary>
    public static bool Are(string user) => user == "system:apiserver"
        || Array.Exists(Beginnings, beginning => user.StartsWith(beginning, StringComparison.Ordinal));
}
