using System.Globalization;

namespace Harness.Rbac.Bootstrap;

/// <summary>Versions of Kubernetes from one to another, by their minor: the major has always been 1.</summary>
/// <param name="Since">The first.</param>
/// <param name="Until">The last.</param>
internal readonly record struct MinorSpan(int Since, int Until)
{
    /// <summary>Every version.</summary>
    public static MinorSpan Always { get; } = new(0, int.MaxValue);

    /// <summary>Whether a version is among them; null stands for any, and so does.</summary>
    public bool Holds(Version? version) => version is null || (version.Minor >= Since && version.Minor <= Until);

    /// <summary>Takes the versions off a line's end: <c>text  [1.24-]</c>, <c>text  [-1.21]</c>; a line without holds for all.</summary>
    public static (string Text, MinorSpan Versions) Cut(string line)
    {
        var open = line.LastIndexOf("  [", StringComparison.Ordinal);
        if (open < 0)
            return (line, Always);
        var ends = line[(open + 3)..].TrimEnd(']').Split('-');
        return (line[..open], new MinorSpan(Minor(ends[0], Always.Since), Minor(ends[1], Always.Until)));
    }

    private static int Minor(string version, int none) =>
        version.Length == 0 ? none : int.Parse(version["1.".Length..], NumberStyles.None, CultureInfo.InvariantCulture);
}
