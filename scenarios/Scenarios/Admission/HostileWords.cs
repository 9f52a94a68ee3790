using System.Text;

namespace Harness.Scenarios.Admission;

/// <summary>
/// Ways to write the parts of a path so that one reader takes them for what another does not. Each character is a byte; what would end
/// the request line (blanks, line ends, other control characters) is only here encoded.
/// </summary>
internal static class HostileWords
{
    /// <summary>How many of <see cref="Up"/>, the first ones, the API server takes for two dots.</summary>
    public const int OwnUps = 5;

    /// <summary>Two dots, or what somebody may take for them.</summary>
    public static IReadOnlyList<string> Up { get; } =
    [
        "..", "%2e%2e", "%2E%2E", ".%2e", "%2E.", "%252e%252e", ".%252e", "%25252e.", "..;", "..;x=1", ";..", "..%00", "%00..", "..%20",
        "%20..", "..%09", "..%0d%0a", "..%0a", "...", "....", ".%20.", "..%23", "..%3f",
        "..#", "..%5c", "..\\", "%c0%ae%c0%ae", "%C0%AE.", "%e0%80%ae%e0%80%ae", "%f0%80%80%ae.", "\xc0\xae\xc0\xae", "\xe0\x80\xae.",
        Bytes("．．"), "%ef%bc%8e%ef%bc%8e", Bytes("․․"), "%e2%80%a4.", Bytes("‥"), "%u002e%u002e", "%uff0e%uff0e", "..%c2%a0",
        "..%e2%80%8b", "..%ef%bb%bf", "%2e%2e%2f..", "&#46;&#46;", "x/../..", "%2e/..",
    ];

    /// <summary>One dot, an empty segment, or what somebody may take for either.</summary>
    public static IReadOnlyList<string> Nothing { get; } =
    [
        ".", "", "%2e", "%2E", "%252e", ".;", ".;x", ";", ";x=1", "%20", "%09", "%00", ".%00", "%ef%bc%8e", "%c0%ae", "\xc0\xae",
        "%e2%80%8b", "~",
    ];

    /// <summary>A slash, or what somebody may take for one.</summary>
    public static IReadOnlyList<string> Slash { get; } =
    [
        "/", "//", "///", "%2f", "%2F", "%2f%2f", "/%2f", "%252f", "%25252F", "\\", "%5c", "%5C", "%255c", "/\\", "\\/", "/./", "/%2e/",
        "%c0%af", "%C0%2F", "%e0%80%af", "\xc0\xaf", Bytes("／"), "%ef%bc%8f", Bytes("∕"), "%e2%88%95", Bytes("⧵"), ";/", "/;/", "%3b/",
        "%00/", "/%00", "%0a/", "%u2215", "%0d%0a/",
    ];

    /// <summary>What a path may end in.</summary>
    public static IReadOnlyList<string> Ends { get; } =
    [
        "/", "//", "/.", "/..", "/%2e", "/%2e%2e", "%2f", "%2f..", "%5c", "\\", ".", "..", ";", ";a=b", ";/..", "%00", "%00.css", "%20",
        "%09", "%0a", "%0d%0a", "%0d%0aX-Harness:%20x", "#", "#/../..", "%23", "%23/..", "%3f", "%3f/../..", "?", "??", "?a=1",
        "?a=../..", "?path=/admin", "?path=%2Fadmin&path=/", "?/../../admin", "?%2f..%2f..", "&path=/admin", "%26path=/admin", "+", "*",
        "/*", "%2a", "\xff", "%ff", "%80", "%ef%bf%bd", "%", "%2", "%zz", "%%32e", "\xc3\xbc", "%c3%bc", "u%cc%88", ":8080", "@admin",
        "|", "^", "`", "\"", "'", "<x>", "{x}", "[x]", "~", "%7e", "%e2%80%ae",
    ];

    /// <summary>How the path may begin behind the service's name.</summary>
    public static IReadOnlyList<string> Begins { get; } =
    [
        "/proxy/", "/proxy/", "/proxy/", "/proxy/", "/proxy//", "/proxy///", "/proxy/./", "/proxy/%2e/", "/proxy/../proxy/",
        "/proxy/x/../", "/proxy/%2e%2e/proxy/", "/proxy%2f", "/proxy%2F%2f", "/pro%78y/", "/%70roxy/", "/proxy/%2f", "/proxy\\",
        "/proxy%5c", "/proxy;x/", "/proxy/;/", "//proxy/", "/./proxy/", "/proxy", "/Proxy/", "/proxy/..;/", "/proxy%00/",
        "/proxy?path=/",
    ];

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
