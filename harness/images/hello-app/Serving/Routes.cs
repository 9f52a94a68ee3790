using Microsoft.AspNetCore.Http;

namespace HelloApp.Serving;

/// <summary>
/// Which path is answered by what. ASP.NET Core's own routing is not used: it would cost more on each request than the
/// whole default answer, and refuses some paths, where here every path has an answer.
/// </summary>
internal sealed class Routes(RequestDelegate otherwise)
{
    private readonly Dictionary<string, RequestDelegate> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RequestDelegate> _under = new(StringComparer.Ordinal);

    /// <summary>Answers one path.</summary>
    public void Exact(string path, RequestDelegate handler) => _exact.Add(path, handler);

    /// <summary>Answers all paths below <paramref name="prefix"/>, which is one segment with both slashes.</summary>
    /// <param name="prefix">For example <c>/bytes/</c>.</param>
    /// <param name="handler">Is given what follows the prefix.</param>
    public void Under(string prefix, Func<HttpContext, string, Task> handler) =>
        _under.Add(prefix, context => handler(context, context.Request.Path.Value![prefix.Length..]));

    /// <summary>The handler for a decoded path.</summary>
    public RequestDelegate Find(string? path)
    {
        if (path is null or "" or "/")
            return otherwise;
        if (_exact.TryGetValue(path, out var handler))
            return handler;
        var slash = path.IndexOf('/', 1);
        return slash > 0 && _under.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(0, slash + 1), out handler)
            ? handler
            : otherwise;
    }
}
