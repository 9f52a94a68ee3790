namespace Harness.Rbac.Bootstrap;

/// <summary>A line of the table, with the versions that it holds for.</summary>
/// <param name="Text">The line, without its versions.</param>
/// <param name="Versions">The versions.</param>
internal sealed record BootstrapLine(string Text, MinorSpan Versions);

/// <summary>An object of the table.</summary>
/// <param name="Head">What it is: kind, name, and of a binding the role.</param>
/// <param name="Lines">A role's rules, or a binding's subjects.</param>
internal sealed record BootstrapEntry(BootstrapLine Head, IReadOnlyList<BootstrapLine> Lines)
{
    /// <summary>The head's words: <c>ClusterRole NAME …</c>.</summary>
    public IReadOnlyList<string> Words { get; } = Head.Text.Split(' ');

    /// <summary>Whether it is a binding.</summary>
    public bool IsBinding => Words[0].EndsWith("Binding", StringComparison.Ordinal);

    /// <summary>Its namespace; null for an object of the whole cluster.</summary>
    public string? Namespace => Words[0].StartsWith("Cluster", StringComparison.Ordinal) ? null : Words[1].Split('/')[0];

    /// <summary>Its name.</summary>
    public string Name => Namespace is { } ns ? Words[1][(ns.Length + 1)..] : Words[1];
}

/// <summary>Reads kubernetes.txt, which says itself how it is written.</summary>
internal static class BootstrapTable
{
    private const string Continued = "    ";

    /// <summary>Its objects, in the order of the file.</summary>
    public static IReadOnlyList<BootstrapEntry> Entries { get; } = [.. Read()];

    private static IEnumerable<BootstrapEntry> Read()
    {
        BootstrapLine? head = null;
        var lines = new List<BootstrapLine>();
        foreach (var line in Joined().Select(MinorSpan.Cut))
        {
            var (isHead, read) = (!line.Text.StartsWith(' '), new BootstrapLine(line.Text.Trim(), line.Versions));
            if (!isHead)
            {
                lines.Add(read);
                continue;
            }

            if (head is not null)
                yield return new BootstrapEntry(head, [.. lines]);
            (head, lines) = (read, []);
        }

        yield return new BootstrapEntry(head!, [.. lines]);
    }

    /// <summary>The lines without comments, those that go on joined again.</summary>
    private static List<string> Joined()
    {
        using var stream = typeof(BootstrapTable).Assembly.GetManifestResourceStream("Harness.Rbac.Bootstrap.kubernetes.txt")!;
        using var reader = new StreamReader(stream);
        var joined = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(Continued, StringComparison.Ordinal))
                joined[^1] += line[Continued.Length..];
            else if (line.Length > 0 && line[0] != '#')
                joined.Add(line);
        }

        return joined;
    }
}
