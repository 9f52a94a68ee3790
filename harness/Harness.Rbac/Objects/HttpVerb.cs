namespace Harness.Rbac.Objects;

/// <summary>
/// The API verb that an HTTP method on the proxy is authorized as.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb
/// </summary>
public static class HttpVerb
{
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.Ordinal)
    {
        ["GET"] = "get",
        ["HEAD"] = "get",
        ["POST"] = "create",
        ["PUT"] = "update",
        ["PATCH"] = "patch",
        ["DELETE"] = "delete",
    };

    /// <summary>Methods that have a verb of their own.</summary>
    public static IReadOnlyCollection<string> Methods => Verbs.Keys;

    /// <summary>The verb of a method in capitals; empty for OPTIONS, TRACE and unknown ones, which only the verb <c>*</c> allows.</summary>
    public static string Of(string method) => Verbs.GetValueOrDefault(method, "");
}
