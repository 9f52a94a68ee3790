using Harness.Rbac.Objects;

namespace Harness.Rbac.Questions;

/// <summary>
/// Which question the authorizer is asked about an HTTP request.
/// Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go
/// </summary>
public static class RequestQuestion
{
    /// <summary>Reads a request.</summary>
    /// <param name="method">HTTP method in capitals; a WebSocket upgrade is a GET.</param>
    /// <param name="target">Path on the API server, with its query where there is one; escaped as it stands in a URL.</param>
    /// <exception cref="HarnessException">
    /// The API server would not understand it: nothing behind <c>watch</c> or <c>proxy</c> (exit code 2).
    /// </exception>
    public static AccessQuestion Of(string method, string target)
    {
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = cut < 0 ? (target, "") : (target[..cut], target[(cut + 1)..]);
        // Unescaped as a whole before it is split, as the API server does it: an escaped slash separates too.
        path = Uri.UnescapeDataString(path);
        return path.Trim('/').Split('/') switch
        {
            ["api", _, .. { Length: > 0 } rest] => OfResource(method, "", rest, query, target),
            ["apis", var group, _, .. { Length: > 0 } rest] => OfResource(method, group, rest, query, target),
            _ => AccessQuestion.OfPath(method.ToLowerInvariant(), path),
        };
    }

    /// <param name="method">HTTP method.</param>
    /// <param name="group">API group.</param>
    /// <param name="rest">What is behind the version: <c>[watch|proxy] [namespaces NAMESPACE] RESOURCE [NAME [SUB-RESOURCE …]]</c>.</param>
    /// <param name="query">Query.</param>
    /// <param name="target">The whole, for messages.</param>
    private static AccessQuestion OfResource(string method, string group, string[] rest, string query, string target)
    {
        var verb = HttpVerb.Of(method);
        if (rest[0] is "watch" or "proxy")
        {
            if (rest.Length == 1)
                throw HarnessException.BadInput($"{target} names no resource behind {rest[0]}");
            (verb, rest) = (rest[0], rest[1..]);
        }

        var ns = rest is ["namespaces", var named, ..] ? named : "";
        if (rest is ["namespaces", _, not ("status" or "finalize"), ..])
            rest = rest[2..];
        var name = rest.ElementAtOrDefault(1) ?? "";
        var subresource = verb == "proxy" ? "" : rest.ElementAtOrDefault(2) ?? "";
        var resource = subresource.Length == 0 ? rest[0] : $"{rest[0]}/{subresource}";
        if (name.Length > 0)
            return new AccessQuestion(ns, group, resource, name, verb);
        return verb switch
        {
            "get" => new AccessQuestion(ns, group, resource, SelectedName(query), IsWatch(query) ? "watch" : "list"),
            "delete" => new AccessQuestion(ns, group, resource, "", "deletecollection"),
            _ => new AccessQuestion(ns, group, resource, "", verb),
        };
    }

    private static bool IsWatch(string query) => Parameter(query, "watch") is { } value && value.ToLowerInvariant() is not ("false" or "0");

    /// <summary>A list of the one object that a field selector names is authorized as that object.</summary>
    private static string SelectedName(string query) => (Parameter(query, "fieldSelector") ?? "").Split(',')
        .Select(term => term.Split('=', 2))
        .Where(term => term is ["metadata.name", _])
        .Select(term => term[1].TrimStart('='))
        .FirstOrDefault(KubernetesName.IsPathSegment) ?? "";

    private static string? Parameter(string query, string name) => query.Split('&')
        .Select(pair => pair.Split('=', 2).Select(part => Uri.UnescapeDataString(part.Replace('+', ' '))).ToArray())
        .Where(pair => pair[0] == name)
        .Select(pair => pair.ElementAtOrDefault(1) ?? "")
        .FirstOrDefault();
}
