using Harness.Rbac.Admission;

namespace Harness.Tests.Rbac.Admission;

/// <summary>Rules with hostile names, and calls near to what they allow; the same seed gives the same.</summary>
internal sealed class RandomCalls(int seed)
{
    private static readonly string[] Segments =
        ["a", "metrics", "static", "x.css", ".well-known", "..", ".", "...", "..;", ";", "a;v=1", "größe", "it's", "A", "~", "a*", ""];

    private static readonly string[] Raw =
    [
        "%2e", "%2E%2e", "%2f", "%5c", "%252e%252e", "%25", "%00", "%0a", "%20", "%c0%ae", "%c3%b6", "%3f", "%23", "//", "/./", "/../",
        ";", "*", "%2a", "%ef%bc%8e", "'", "+", "%7f",
    ];

    private static readonly string[] Patterns =
    [
        "/", "/*", "/metrics", "/metrics/", "/static/*", "/a/static/*", "/größe", "/.well-known/*", "/it's", "/a;v=1", "/static/x.css",
        "/...",
    ];

    private readonly Random _random = new(seed);

    /// <summary>User names, and groups, with what would end a text in CEL among them.</summary>
    public static IReadOnlyList<string> Callers { get; } =
        ["jane", "o'brien", "\\' || true || '", "say \"hi\"", "system:serviceaccount:shop:scraper"];

    /// <summary>Names as a URL spells them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["web", "web:8080", "http:web:8080", "https:web:", "web:", "api", "api:http", "other"];

    /// <summary>A rule for one of the callers.</summary>
    public PathRule Rule(string name, string ns)
    {
        var (caller, isGroup) = (One(Callers), _random.Next(3) == 0);
        return new PathRule
        {
            Name = name,
            Namespace = ns,
            User = isGroup ? null : caller,
            Group = isGroup ? caller : null,
            AllowsPods = _random.Next(3) == 0,
            Paths = Some(Names, 3).ToDictionary(one => one, _ => (IReadOnlyList<string>)Some(Patterns, 4)),
        };
    }

    /// <summary>The path of a call, as it goes over the wire; mostly one that begins as a rule's does.</summary>
    public string Path()
    {
        var path = _random.Next(4) switch
        {
            0 => "",
            1 => One(Patterns).Replace("*", "", StringComparison.Ordinal),
            2 => One(Patterns).Replace("/*", "", StringComparison.Ordinal),
            _ => $"/{One(Segments)}",
        };
        for (var more = _random.Next(5); more > 0; more--)
            path += _random.Next(3) == 0 ? One(Raw) : $"/{One(Segments)}";
        var begun = path.Length == 0 || path[0] == '/' ? path : $"/{path}"; // else it is another sub-resource than the proxy
        return string.Concat(begun.Select(one => one > '~' || one < '!' ? Uri.EscapeDataString($"{one}") : $"{one}"));
    }

    /// <summary>One of some.</summary>
    public T One<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    private List<T> Some<T>(IReadOnlyList<T> all, int most) =>
        [.. Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => One(all)).Distinct()];
}
