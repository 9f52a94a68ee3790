using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// The way of the group system:masters: the API server lets its members do anything before it asks an authorizer, and binds cluster-admin
/// to it again at every start.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/kubeapiserver/authorizer/config.go
/// </summary>
internal static class Masters
{
    private static readonly RbacSubject Group = new(RbacSubjectKind.Group, SubjectIdentity.Masters);
    private static readonly GrantPath Resources = Path(new RbacRule(["*"], ["*"], [], ["*"]));
    private static readonly GrantPath Paths = Path(new RbacRule([], [], [], ["*"]) { NonResourceUrls = ["*"] });

    /// <summary>Whether a way is given to that group.</summary>
    public static bool Is(GrantPath path) => path.Subject is { Kind: RbacSubjectKind.Group, Name: SubjectIdentity.Masters };

    /// <summary>The way to whatever is asked.</summary>
    public static GrantPath PathTo(AccessQuestion question) => question.Path is null ? Resources : Paths;

    private static GrantPath Path(RbacRule rule) => new(
        new RbacBinding(null, "cluster-admin", "ClusterRole", "cluster-admin", [Group]),
        Group,
        new RbacRole(null, "cluster-admin", [rule]),
        rule)
    {
        Because = $"always: the API server asks no authorizer about {SubjectIdentity.Masters}",
    };
}
