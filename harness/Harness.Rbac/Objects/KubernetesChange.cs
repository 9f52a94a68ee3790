using System.Globalization;

namespace Harness.Rbac.Objects;

/// <summary>Something that Kubernetes does differently since one of its versions.</summary>
/// <param name="Since">The first version, as major and minor.</param>
/// <param name="What">What holds since then, and what held before.</param>
/// <param name="Source">Where Kubernetes says so: a pull request, a page.</param>
public sealed record KubernetesChange(Version Since, string What, string Source)
{
    /// <summary>The first version of which some patch releases already have it; null where none does.</summary>
    public Version? BackportedTo { get; init; }

    /// <summary>The last version without it.</summary>
    public Version LastBefore => new(Since.Major, Since.Minor - 1);

    /// <summary>Whether it holds on a version.</summary>
    public bool HoldsOn(Version version) => version >= Since;

    /// <summary>Major and minor of a version as clusters write theirs, e.g. <c>v1.31.5+k3s1</c>.</summary>
    /// <exception cref="FormatException">It does not begin with two numbers.</exception>
    public static Version VersionOf(string gitVersion)
    {
        ArgumentNullException.ThrowIfNull(gitVersion);
        var parts = gitVersion.TrimStart('v').Split('.', '+', '-');
        return parts is [var major, var minor, ..] && IsNumber(major) && IsNumber(minor)
            ? new Version(int.Parse(major, CultureInfo.InvariantCulture), int.Parse(minor, CultureInfo.InvariantCulture))
            : throw new FormatException($"\"{gitVersion}\" does not begin with a Kubernetes version such as v1.31");
    }

    private static bool IsNumber(string text) => !(text.Length > 1 && text[0] == '0')
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
