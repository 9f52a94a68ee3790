using Harness.Rbac.Objects;
using Harness.Rbac.Validation;

namespace Harness.Asking;

/// <summary>The call through a proxy that a cell is about.</summary>
internal static class ProxiedCall
{
    /// <summary>What is called, as it goes over the wire.</summary>
    public static string TargetOf(AccessCell cell)
    {
        var question = cell.Question;

        // A name of a rule may hold what would end the path, and then something else were asked for.
        var (kind, segment) = (
            question.Resource.Split('/')[0], Uri.EscapeDataString(question.Name).Replace("%3A", ":", StringComparison.Ordinal));
        var proxy = question.Namespace.Length == 0
            ? $"/api/v1/{kind}/{segment}/proxy"
            : $"/api/v1/namespaces/{question.Namespace}/{kind}/{segment}/proxy";
        return proxy + Escaped(cell.Path ?? "/");
    }

    /// <summary>The first method that is authorized as a verb; null for a verb that only <c>*</c> allows.</summary>
    public static HttpMethod? MethodOf(string verb) =>
        HttpVerb.Methods.FirstOrDefault(method => HttpVerb.Of(method) == verb) is { } method ? new HttpMethod(method) : null;

    /// <summary>Dots are escaped as well: as they are, something on the way could resolve them.</summary>
    private static string Escaped(string path) => string.Join('/', path.Split('/')
        .Select(segment => segment is "." or ".." ? segment.Replace(".", "%2e", StringComparison.Ordinal) : Uri.EscapeDataString(segment)));
}
