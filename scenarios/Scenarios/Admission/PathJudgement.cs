using System.Text;

namespace Harness.Scenarios.Admission;

/// <summary>
/// What a call that reached the backend may have reached: apart from the rule's own code, and as the most generous backend would read the
/// path.
/// </summary>
/// <param name="meant">The allowed paths: exact, or a beginning with a slash at its end.</param>
internal sealed class PathJudgement(IReadOnlyList<string> meant)
{
    private const int MostDecodings = 4;

    /// <summary>Whether the call reached something that is not meant: a hole.</summary>
    public bool IsHole(HuntedCall call) => call.Reached is { } reached && !IsMeant(reached);

    /// <summary>Whether the backend got another path than admission was shown.</summary>
    public static bool Differs(HuntedCall call) => call is { Reached: { } reached, IsAsked: true }
        && !Decoded(reached).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(call.Shown ?? "/"));

    /// <summary>Whether a path as the backend got it is meant, however the backend reads it.</summary>
    internal bool IsMeant(string reached)
    {
        var text = Encoding.Latin1.GetString(Decoded(reached));
        return meant.Contains(text)
            || meant.Any(one => one.EndsWith('/') && text.StartsWith(one, StringComparison.Ordinal) && StaysBelow(text, one));
    }

    /// <summary>Decoded and tidied up again and again, it is still below.</summary>
    private static bool StaysBelow(string path, string prefix)
    {
        for (var times = 0; times < MostDecodings; times++)
        {
            if (!Tidy(path).StartsWith(prefix, StringComparison.Ordinal))
                return false;
            path = Encoding.Latin1.GetString(Decoded(path));
        }

        return true;
    }

    /// <summary>Without parameters, with backslashes for slashes, and each <c>..</c> a step up.</summary>
    private static string Tidy(string path)
    {
        var kept = new Stack<string>();
        var segments = path.Replace('\\', '/').Split('/').Select(segment => segment.Split(';', '\0')[0].Trim()).ToList();
        foreach (var segment in segments.Where(segment => segment is not ("" or ".")))
        {
            if (segment != "..")
                kept.Push(segment);
            else
                kept.TryPop(out _);
        }

        return $"/{string.Join('/', kept.Reverse())}{(kept.Count > 0 && segments[^1].Length == 0 ? "/" : "")}";
    }

    /// <summary>Its bytes, decoded once; what is no encoding stays.</summary>
    private static byte[] Decoded(string path)
    {
        var bytes = new List<byte>(path.Length);
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '%' && at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2]))
            {
                bytes.Add(Convert.ToByte(path.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Add((byte)path[at]);
            }
        }

        return [.. bytes];
    }
}
