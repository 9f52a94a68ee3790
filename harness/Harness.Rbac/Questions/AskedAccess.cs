using Harness.Rbac.Objects;

namespace Harness.Rbac.Questions;

/// <summary>
/// Reads a question as people write it: <c>VERB RESOURCE[.GROUP][/SUB-RESOURCE][/NAME]</c>, e.g. <c>get pods/log/hello-0</c>. An HTTP
/// method in place of the verb is a call: on <c>services/NAME</c>, <c>pods/NAME</c> and <c>nodes/NAME</c> one through the proxy, on
/// anything else one to the resource's own URL. <c>pods//log</c> is the pod called log. A path outside of resources begins with a slash:
/// <c>get /metrics</c>; the path of a resource's URL is what the API server takes it for.
/// </summary>
public static class AskedAccess
{
    private static readonly string[] Proxied = ["services", "pods", "nodes"];

    private static readonly string[] Verbs =
    [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection",
        "approve", "attest", "bind", "escalate", "impersonate", "proxy", "sign", "use", "*",
    ];

    /// <summary>Verbs of paths: the HTTP methods in lower case.</summary>
    private static readonly string[] PathVerbs = [.. HttpVerb.Methods.Append("OPTIONS").Select(method => method.ToLowerInvariant()), "*"];

    /// <summary>Reads it.</summary>
    /// <param name="action">HTTP method in capitals, or API verb.</param>
    /// <param name="resource">Resource, with group, sub-resource and name where they matter.</param>
    /// <param name="ns">Namespace; empty for the whole cluster. Of no account for resources that are in none.</param>
    /// <exception cref="HarnessException">
    /// A method, verb or resource that there is not; the message has the nearest (exit code 2).
    /// </exception>
    public static AccessQuestion Parse(string action, string resource, string ns)
    {
        if (resource.StartsWith('/'))
            return OfPath(action, resource);
        var method = IsMethod(action) ? action : null;
        if (resource.Split('/').Length > 3)
            throw HarnessException.BadInput($"\"{resource}\" has too many parts: write RESOURCE[.GROUP][/SUB-RESOURCE][/NAME]");
        var (type, group, known) = Resource(resource, resource.Split('/')[0]);
        var (subresource, name) = Rest(resource, group);
        if (known is not null && subresource.Length > 0 && !KnownResources.HasSubresource(known, subresource))
            throw HarnessException.BadInput(NoSubresource(type, subresource, name));
        if (method is not null && subresource.Length == 0 && name.Length > 0 && group.Length == 0 && Proxied.Contains(type))
            subresource = "proxy";
        var isIn = known is not { IsNamespaced: false } || CheckedScope.IsInNamespace(group, type, action);
        var where = isIn ? ns : type == "namespaces" ? name : ""; // a namespace counts as in itself
        return new AccessQuestion(
            where,
            group,
            subresource.Length == 0 ? type : $"{type}/{subresource}",
            name,
            method is null ? action : VerbOf(method, isOfOne: name.Length > 0 || subresource.Length > 0));
    }

    /// <summary>Paths are in no namespace, and have the HTTP method for a verb.</summary>
    private static AccessQuestion OfPath(string action, string path)
    {
        if (KnownResources.Find(path[1..].Split('/')[0]) is { } known)
        {
            throw HarnessException.BadInput(
                $"\"{path}\" begins with a slash, as paths outside of resources do, but {known.Name} are a resource; write {path[1..]}");
        }

        var isMethod = action.All(char.IsAsciiLetterUpper);
        var verb = isMethod ? action.ToLowerInvariant() : action;
        if (PathVerbs.Contains(verb))
        {
            var question = verb == "*" ? AccessQuestion.OfPath(verb, path) : RequestQuestion.Of(verb.ToUpperInvariant(), path);
            return question.Path is null ? question : AccessQuestion.OfPath(verb, path);
        }

        var near = Nearest.Of(verb, PathVerbs);
        throw HarnessException.BadInput($"\"{action}\" is no verb of a path, which has an HTTP method: {string.Join(' ', PathVerbs)}"
            + (near is null ? "" : $"; did you mean {near}?"));
    }

    private static bool IsMethod(string action)
    {
        if (HttpVerb.Methods.Contains(action) || action is "OPTIONS" or "TRACE")
            return true;
        if (Verbs.Contains(action))
            return false;
        var near = Nearest.Of(action, action.Any(char.IsAsciiLetterLower) ? [.. Verbs, .. HttpVerb.Methods] : HttpVerb.Methods);
        throw HarnessException.BadInput(
            $"\"{action}\" is neither an HTTP method ({string.Join(' ', HttpVerb.Methods)}) nor an API verb ({string.Join(' ', Verbs)})"
            + (near is null ? "" : $"; did you mean {near}?"));
    }

    /// <summary>Most often the name came first, as in a URL: <c>services/web/proxy</c>.</summary>
    private static string NoSubresource(string type, string subresource, string name)
    {
        var meant = KnownResources.Subresources.Contains(name) ? $"{type}/{name}/{subresource}"
            : Nearest.Misspelt(subresource, KnownResources.Subresources) is { } near ? $"{type}/{near}/{name}" : null;
        return $"\"{subresource}\" is no sub-resource of {type}: write RESOURCE/SUB-RESOURCE/NAME, the name last"
            + (meant is null ? "" : $"; did you mean {meant}?");
    }

    private static string VerbOf(string method, bool isOfOne) => HttpVerb.Of(method) switch
    {
        "get" when !isOfOne => "list",
        "delete" when !isOfOne => "deletecollection",
        var verb => verb,
    };

    private static (string Type, string Group, KnownResource? Known) Resource(string whole, string first)
    {
        if (first == "*")
            return (first, "*", null);
        var parts = first.Split('.', 2);
        if (parts is [{ Length: > 0 } type, { Length: > 0 } group])
            return (type, group, KnownResources.Find(type) is { } builtIn && builtIn.ApiGroup == group ? builtIn : null);
        if (KnownResources.Find(first) is { } known)
            return (first, known.ApiGroup, known);
        var near = Nearest.Of(first, KnownResources.Names);
        throw HarnessException.BadInput(
            $"\"{whole}\" names no resource of Kubernetes' own: write RESOURCE[.GROUP][/SUB-RESOURCE][/NAME] with the plural, and the "
            + "group of a custom resource"
            + (near is null ? "" : $"; did you mean {near}?"));
    }

    /// <summary>
    /// What is behind the first slash: a sub-resource where it is a known one, also with the group behind it as in
    /// <c>deployments/scale.apps</c>; else a name.
    /// </summary>
    private static (string Subresource, string Name) Rest(string whole, string group) => whole.Split('/', 3) switch
    {
        [_, var subresource, var name] => (subresource, name),
        [_, var one] when group.Length > 0 && one.EndsWith($".{group}", StringComparison.Ordinal)
            && KnownResources.Subresources.Contains(one[..^(group.Length + 1)]) => (one[..^(group.Length + 1)], ""),
        [_, var one] => KnownResources.Subresources.Contains(one) ? (one, "") : ("", one),
        _ => ("", ""),
    };
}
