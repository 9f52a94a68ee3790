using System.Text;

namespace Harness.Tests.Rbac.Fuzzing;

/// <summary>
/// Makes bad input out of good: by bytes, by tokens of YAML, and by lines, fields and values. The same seed gives the same input.
/// </summary>
/// <param name="seed">Where chance begins.</param>
internal sealed class Mutator(int seed)
{
    private const int Largest = 1 << 14;

    private static readonly string[] Tokens =
    [
        "- ", ": ", "? ", ", ", "{", "}", "[", "]", "&a ", "*a", "<<: *a\n", "<<: ", "|\n", ">-\n", "'", "\"", "\t", "\r\n", "\r", "\n",
        "\n\n", "---\n", "...\n", "%YAML 1.1\n",
        "%TAG ! tag:x,2026:\n", "!!str ", "!!binary ", "!x ", "! ", "#", " #", "{{ .Values.x }}", "{{- if }}\n", "\\", "@", "`", "\uFEFF",
        "\0", "\u2028", "\u0085", "é", "😀", "  ", "~",
    ];

    private static readonly string[] Values =
    [
        "", "~", "null", "on", "n", "true", "8080", "0x1F", "1e9", ".nan", "99999999999999999999", "-1", "\"\"", "' '", "\"*\"", "[]", "{}",
        "[[]]", "[{}]", "{a: b}", "- x", "a", "A b", "a:b",
        "2026-12-31", "2026-13-01", "system:serviceaccount:a:b", "system:masters", "../x", "a/b", "%2F", "*a", "&a x", "|\n  x", "!!str 1",
        "hello-app:8080", "http", "GET", "get", "OPTIONS", "\"\\q\"",
        "\"\\u0000\"", "Role", "ClusterRole", "RoleBinding", "List", "RoleList", "ServiceAccount", "User", "Group", "v1",
        "rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1alpha1",
    ];

    private static readonly string[] Fields =
    [
        "apiVersion", "kind", "metadata", "spec", "name", "namespace", "scope", "namespaces", "consumers", "subject", "allow", "services",
        "ports", "scheme", "methods", "resource", "apiGroup", "names",
        "verbs", "ignore", "group", "user", "serviceAccount", "reason", "suppressions", "finding", "on", "expires", "unsafeGets", "rules",
        "apiGroups", "resources", "resourceNames", "nonResourceURLs",
        "aggregationRule", "clusterRoleSelectors", "matchLabels", "matchExpressions", "key", "operator", "values", "roleRef", "subjects",
        "items", "labels", "port", "generateName", "<<", "nmae",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Changes a good document: mostly once or twice, so that the readers get far into it, sometimes up to eight times.</summary>
    /// <param name="good">The document.</param>
    /// <param name="other">Another, of which a piece may come in.</param>
    public byte[] Mutate(string good, string other)
    {
        var text = good;
        for (var changes = _random.Next(4) == 0 ? _random.Next(1, 9) : _random.Next(1, 3); changes > 0; changes--)
        {
            text = _random.Next(10) switch
            {
                0 or 1 => text.Insert(_random.Next(text.Length + 1), Pick(Tokens)),
                2 or 3 => ReplaceValue(text),
                4 => text.Replace(Pick(Fields), Pick(Fields), StringComparison.Ordinal),
                5 => Lines(text),
                6 => Indent(text),
                7 => Cut(text),
                8 => Repeat(text),
                _ => text.Insert(_random.Next(text.Length + 1), Piece(other)),
            };
        }

        var bytes = Encoding.UTF8.GetBytes(text.Length > Largest ? text[..Largest] : text);
        return _random.Next(10) == 0 ? Bytes(bytes) : bytes;
    }

    private string ReplaceValue(string text)
    {
        var lines = text.Split('\n');
        var i = _random.Next(lines.Length);
        var colon = lines[i].IndexOf(": ", StringComparison.Ordinal);
        lines[i] = colon < 0 ? lines[i] + Pick(Values) : $"{lines[i][..colon]}: {Pick(Values)}";
        return string.Join('\n', lines);
    }

    private string Lines(string text)
    {
        var lines = text.Split('\n').ToList();
        var (from, to) = (_random.Next(lines.Count), _random.Next(lines.Count));
        var line = lines[from];
        if (_random.Next(2) == 0)
            lines.RemoveAt(from);
        if (_random.Next(2) == 0)
            lines.Insert(Math.Min(to, lines.Count), line);
        return string.Join('\n', lines);
    }

    private string Indent(string text)
    {
        var lines = text.Split('\n');
        var i = _random.Next(lines.Length);
        lines[i] = _random.Next(3) switch
        {
            0 => lines[i].TrimStart(),
            1 => Pick(["\t", " ", "  ", "    "]) + lines[i],
            _ => "- " + lines[i],
        };
        return string.Join('\n', lines);
    }

    private string Cut(string text)
    {
        var from = _random.Next(text.Length + 1);
        return text.Remove(from, _random.Next(Math.Min(text.Length - from, 40) + 1));
    }

    private string Repeat(string text)
    {
        var piece = Piece(text);
        var times = piece.Length == 0 ? 0 : _random.Next(1, Math.Min(200, 1 + (Largest / piece.Length)));
        return text.Insert(_random.Next(text.Length + 1), string.Concat(Enumerable.Repeat(piece, times)));
    }

    private string Piece(string text)
    {
        var from = _random.Next(text.Length + 1);
        return text.Substring(from, _random.Next(Math.Min(text.Length - from, 60) + 1));
    }

    private byte[] Bytes(byte[] bytes)
    {
        for (var changes = _random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            var at = _random.Next(bytes.Length);
            bytes[at] = (byte)(_random.Next(2) == 0 ? _random.Next(256) : bytes[at] ^ (1 << _random.Next(8)));
        }

        return bytes;
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
