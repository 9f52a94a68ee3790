using Harness.Rbac.Analysis;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Validation;

/// <summary>
/// What is asked in a closed world beside its proxies and beside what rules open. The verb <c>*</c> and the resource <c>*</c> are asked
/// about as such: only a rule with the wildcard allows them, so that they stand for all that nobody knows by name.
/// </summary>
internal static class ScopeQuestions
{
    private const string All = ScopeResource.All;

    /// <summary>What stands for a world of everything: what is most often opened by mistake, and what nobody knows.</summary>
    private static readonly (string Group, string Resource)[] Telling =
    [
        ("", "secrets"), ("", "configmaps"), ("", "pods"), ("", "pods/exec"), ("", "serviceaccounts/token"), ("apps", "deployments"),
        ("batch", "jobs"), (RbacRole.ApiGroup, "rolebindings"), (All, All),
    ];

    /// <summary>The verbs of requests on resources, and <c>*</c> for every other.</summary>
    public static IReadOnlyList<string> Verbs { get; } =
        ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", All];

    /// <summary>Of a consumer: every verb.</summary>
    public static IEnumerable<AccessQuestion> Near(PolicyScope scope, string ns) =>
        Of(scope, ns, Telling, one => one.Count == 0 ? Verbs : one);

    /// <summary>Of somebody else, what only a mistake would open.</summary>
    public static IEnumerable<AccessQuestion> Ordinary(PolicyScope scope, string ns) =>
        Of(scope, ns, Telling, one => one.Count == 0 ? [Verbs[0]] : [one[0]]);

    /// <summary>Of somebody with a role that is not known: whatever is not allowed must not pass for denied.</summary>
    public static IEnumerable<AccessQuestion> Unknown(PolicyScope scope, string ns) =>
        Of(scope, ns, [(All, All)], one => one.Count == 0 ? Verbs : one);

    private static IEnumerable<AccessQuestion> Of(
        PolicyScope scope, string ns, (string Group, string Resource)[] everything,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> verbsOf) =>
        from one in scope.Resources
        from what in one.IsEverything ? everything : [(Group: one.ApiGroup, one.Resource)]
        where what.Group.Length > 0 || !ProxyAccess.All.Contains(what.Resource)
        from verb in verbsOf(one.Verbs)
        select CheckedScope.Question(ns, what.Group, what.Resource, "", verb);
}
