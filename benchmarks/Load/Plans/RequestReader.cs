using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Harness.Rbac.Yaml;

namespace Harness.Load.Plans;

/// <summary>Reads one request of a scenario.</summary>
internal static partial class RequestReader
{
    private const int LongestBody = 64 << 20;
    private static readonly string[] Made = ["Host", "Authorization", "Connection", "Content-Length", "Transfer-Encoding"];

    /// <summary>Reads it; what is wrong is among the reader's problems.</summary>
    /// <param name="entry">Its mapping.</param>
    /// <param name="folder">Where files of bodies lie.</param>
    public static PlannedRequest Read(FieldReader entry, string folder)
    {
        entry.Only("path", "method", "headers", "body", "bodyFile", "expect", "keepAlive", "http");
        var expect = entry.Object("expect")?.Only("status", "contains");
        return new PlannedRequest(PathOf(entry))
        {
            Method = Method(entry),
            Headers = Headers(entry),
            Body = Body(entry, folder),
            Status = expect is not null && expect.Has("status") ? PlanFields.Count(expect, "status", 200, 599) ?? 200 : 200,
            Contains = expect?.Text("contains") ?? "",
            KeepAlive = OneOf(entry, "keepAlive", "true", "false") != "false",
            HttpVersion = OneOf(entry, "http", "1.1", "2") == "2" ? HttpVersion.Version20 : HttpVersion.Version11,
        };
    }

    private static string PathOf(FieldReader entry)
    {
        var path = entry.RequiredText("path", "write the path at the service, e.g. path: /");
        if (path.Length > 0 && (path[0] != '/' || path.Any(letter => letter is <= ' ' or > '~' or '#')))
            entry.Refuse("path", $"is {Quoted.Of(path)}; begin it with a slash, and encode what is no printable ASCII");
        else if (Dots().IsMatch(path))
            entry.Refuse("path", $"is {Quoted.Of(path)}, with a segment of dots, which leads out of the service's own paths; leave it out");
        return path;
    }

    [GeneratedRegex(@"^[^?]*/(\.|%2e){1,2}(/|\\|\?|$)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Dots();

    private static HttpMethod Method(FieldReader entry)
    {
        var method = entry.Text("method") ?? "GET";
        if (method.Length > 0 && method != "CONNECT" && method.All(char.IsAsciiLetterUpper))
            return new HttpMethod(method);
        entry.Refuse("method", $"is {Quoted.Of(method)}; write GET, POST or another method but CONNECT, in capitals");
        return HttpMethod.Get;
    }

    private static List<KeyValuePair<string, string>> Headers(FieldReader entry)
    {
        var headers = entry.TextsByName("headers").ToList();
        foreach (var (name, value) in headers)
        {
            if (Made.Contains(name, StringComparer.OrdinalIgnoreCase))
                entry.Refuse("headers", $"has {name}, which Harness sends itself; leave it out");
            else if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
                entry.Refuse("headers", $"has the name {Quoted.Of(name)}; write letters, digits and dashes");
            else if (value.Any(letter => letter is < ' ' or > '~'))
                entry.Refuse("headers", $"has a value of {name} that is no printable ASCII; encode it");
        }

        return headers;
    }

    private static ReadOnlyMemory<byte> Body(FieldReader entry, string folder)
    {
        if (entry.Has("body") && entry.Has("bodyFile"))
            entry.Refuse("has body and bodyFile; keep one of them");
        if (entry.Text("bodyFile") is not { Length: > 0 } name)
            return Encoding.UTF8.GetBytes(entry.Text("body") ?? "");
        var file = new FileInfo(Path.Combine(folder, name));
        if (FileStatus.Of(file.FullName, follow: true) is not { IsRegular: true })
            entry.Refuse("bodyFile", $"is {Quoted.Of(name)}, and there is no such file; its place is relative to the plan's folder");
        else if (file.Length > LongestBody)
            entry.Refuse("bodyFile", $"is {Quoted.Of(name)}, which is larger than 64 MiB; send less");
        else
            return entry.Place(entry.At("bodyFile"), () => Bytes(file)) ?? [];
        return default;
    }

    private static byte[] Bytes(FileInfo file)
    {
        try
        {
            return RegularFile.ReadAllBytes(file.FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw HarnessException.BadInput($"the file of a body cannot be read: {failure.Message}", failure);
        }
    }

    private static string? OneOf(FieldReader entry, string name, params string[] words)
    {
        if (!entry.Has(name) || (entry.Scalar(name) is { } word && words.Contains(word)))
            return entry.Scalar(name);
        entry.Refuse(name, $"must be {string.Join(" or ", words)}; write one of them");
        return null;
    }
}
