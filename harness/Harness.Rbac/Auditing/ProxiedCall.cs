using Harness.Rbac.Objects;
using Harness.Rbac.Questions;

namespace Harness.Rbac.Auditing;

/// <summary>A request to one of the API server's proxies, as a log has it.</summary>
public static class ProxiedCall
{
    private const string Proxy = "/proxy";

    /// <summary>Whether a question is about one of the proxies.</summary>
    public static bool Is(AccessQuestion question) => question is { ApiGroup: "", Path: null }
        && question.Resource is "services/proxy" or "pods/proxy" or "nodes/proxy";

    /// <summary>The path of a service or a pod that was called, as admission is given it.</summary>
    /// <param name="question">What was called.</param>
    /// <param name="requestUri">Path and query on the API server, as they were sent.</param>
    /// <returns>The path without its query; <c>/</c> for none; null where the address is not that of what was called.</returns>
    public static string? PathOf(AccessQuestion question, string requestUri)
    {
        if (!Is(question) || question.Namespace.Length == 0)
            return null;
        var path = Uri.UnescapeDataString(requestUri.Split('?', 2)[0]).AsSpan().TrimStart('/');
        var target = $"api/v1/namespaces/{question.Namespace}/{question.Resource[..^Proxy.Length]}/{question.Name}{Proxy}";
        var isSame = path.StartsWith(target, StringComparison.Ordinal) && (path.Length == target.Length || path[target.Length] == '/');
        return isSame ? ProxiedPath.Of(requestUri) ?? "/" : null;
    }
}
