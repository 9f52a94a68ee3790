namespace Harness.Scenarios.Matrix;

/// <summary>
/// Predicts each cell from Kubernetes' documented rules, sharing no code with what makes grants or asks the authorizer.
/// Sources, under https://kubernetes.io/docs/:
/// reference/access-authn-authz/authentication/#anonymous-requests (no token: 401, or <c>system:anonymous</c>; a bad token: 401);
/// reference/access-authn-authz/authorization/#determine-the-request-verb (method → verb);
/// reference/access-authn-authz/rbac/#referring-to-resources (sub-resources, resource names),
/// #rolebinding-and-clusterrolebinding (a RoleBinding holds in its own namespace only, whatever role it refers to),
/// #user-facing-roles (edit, view, cluster-admin).
/// </summary>
public sealed class Oracle(ClusterTraits traits)
{
    /// <summary>What a cell should show: first who calls, then whether they may, and only then what they reach.</summary>
    public Expected Predict(Cell cell)
    {
        if (cell.Identity.Shows is Credential.GarbledToken or Credential.ExpiredToken)
            return new Expected(Decision.Unauthenticated, 401, "Unauthorized");
        if (cell.Identity.Shows is Credential.NoToken)
        {
            return traits.AnonymousCallers
                ? new Expected(Decision.Forbidden, 403, "system:anonymous")
                : new Expected(Decision.Unauthenticated, 401, "Unauthorized");
        }

        return IsAllowed(cell) ? Destinations.Of(cell, traits.Version) : new Expected(Decision.Forbidden, 403, "is forbidden: User");
    }

    private static bool IsAllowed(Cell cell)
    {
        var verb = VerbOf(cell.Method);
        var isHere = cell.Target.Kind != Backend.OtherNamespace;
        return cell.Identity.Holds switch
        {
            Holding.Nothing => false,
            Holding.OneVerb => isHere && IsNamed(cell) && verb == cell.Identity.Verb,
            Holding.EveryVerb => isHere && IsNamed(cell),
            Holding.GetInOtherNamespace => !isHere && IsNamed(cell) && verb == "get",
            // edit lists the known verbs, so not the empty one; it has services/proxy and pods/proxy.
            Holding.EditInNamespace => isHere && verb.Length > 0,
            // view leaves out whatever lets a reader act, as a proxy does.
            Holding.ViewInNamespace => false,
            // cluster-admin has the wildcard for resources and verbs.
            Holding.ClusterAdminInNamespace => isHere,
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Identity.Holds, "unknown holding"),
        };
    }

    /// <summary>
    /// resourceNames is compared with the URL segment as it is: <c>hello-app:8080</c> is another name than <c>hello-app</c>, and
    /// services/proxy another resource than pods/proxy.
    /// </summary>
    private static bool IsNamed(Cell cell) => cell.Spelling?.Of(cell.Target.Service) == "hello-app";

    /// <summary>OPTIONS is not in the documented table: its verb is empty, covered only by <c>*</c>. An upgrade is a GET.</summary>
    private static string VerbOf(CallMethod method) => method.Name switch
    {
        "GET" or "HEAD" or CallMethod.Upgrade => "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };
}
