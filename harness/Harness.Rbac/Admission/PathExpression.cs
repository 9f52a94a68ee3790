using Harness.Rbac.Questions;

namespace Harness.Rbac.Admission;

/// <summary>
/// A path rule in CEL, as a ValidatingAdmissionPolicy has it. What differs between two rules is in literals of their own; the expressions
/// that use these are always the same, so that who has reviewed one policy has reviewed all.
/// Sources: https://kubernetes.io/docs/reference/using-api/cel/,
/// https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
/// </summary>
internal static class PathExpression
{
    /// <summary>Why a call of a service is refused.</summary>
    public const string PathMessage = "the access policy does not allow the caller this path of the service";

    /// <summary>Why a call of a pod is refused.</summary>
    public const string PodMessage = "the access policy allows the caller single paths of services, and no pods";

    /// <summary>What has to be true of a call of a service: <see cref="PathRule.Allows"/>.</summary>
    public const string OfServices = "request.resource.resource != 'services' || !(variables.service in variables.guarded)"
        + " || variables.isListed || variables.isBelow";

    /// <summary>What has to be true of a call of a pod.</summary>
    public const string OfPods = "request.resource.resource != 'pods'";

    /// <summary><see cref="CallPath.IsPlain"/>. In CEL, as in Go, $ is the very end of a text.</summary>
    public const string Plain = "^(/[.]*[A-Za-z0-9_~!$&()*+,=:@-][A-Za-z0-9._~!$&()*+,;=:@-]*)*/?$";

    /// <summary>Name of the variable that has the paths by resource name.</summary>
    public const string Paths = "paths";

    private const string UserName = "request.userInfo.username == ";
    private const string HasGroups = "has(request.userInfo.groups) && ";
    private const string IsGroup = " in request.userInfo.groups";

    /// <summary>The condition under which a rule is about the caller; without it, the rest is not evaluated.</summary>
    public static string Caller(PathRule rule) =>
        rule.Group is { } group ? $"{HasGroups}{CelText.Of(group)}{IsGroup}" : $"{UserName}{CelText.Of(rule.User ?? "")}";

    /// <summary>Reads that condition.</summary>
    /// <returns>A user or a group; neither for anything else.</returns>
    public static (string? User, string? Group) ReadCaller(string condition)
    {
        if (condition.StartsWith(UserName, StringComparison.Ordinal))
            return (CelText.Read<string>(condition[UserName.Length..]), null);
        return condition.StartsWith(HasGroups, StringComparison.Ordinal) && condition.EndsWith(IsGroup, StringComparison.Ordinal)
            ? (null, CelText.Read<string>(condition[HasGroups.Length..^IsGroup.Length]))
            : (null, null);
    }

    /// <summary>What the expressions use, by name; each may use those before it.</summary>
    public static IEnumerable<(string Name, string Expression)> Variables(PathRule rule) =>
    [
        (Paths, CelText.Of(rule.Paths.OrderBy(one => one.Key, StringComparer.Ordinal))),
        ("guarded", CelText.Of(rule.GuardedServices)),
        ("service", "request.name.split(':').size() == 3 ? request.name.split(':')[1] : request.name.split(':')[0]"),
        ("allowed", "request.name in variables.paths ? variables.paths[request.name] : []"),
        ("path", $"has(object.path) ? object.path : {CelText.Of(CallPath.Root)}"),
        ("isPlain", $"variables.path.matches({CelText.Of(Plain)})"),
        ("isListed", "variables.path in variables.allowed"),
        ("isBelow", "variables.isPlain && variables.allowed.exists(one, one.endsWith('/*')"
            + " && variables.path.startsWith(one.substring(0, one.size() - 1)))"),
    ];
}
