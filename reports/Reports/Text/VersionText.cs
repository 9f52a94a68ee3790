using Harness.Results;

namespace Harness.Reports.Text;

/// <summary>Two Kubernetes versions that were compared, in words.</summary>
internal static class VersionText
{
    /// <summary>
    /// A version, and what was asked for where that says more: <c>v1.20.2 (built-in)</c>, and <c>v1.36.3</c> for a folder of that name.
    /// </summary>
    public static string Of(ComparedVersion version)
    {
        var (asked, number) = (version.Asked.TrimStart('v'), version.Kubernetes.TrimStart('v'));
        return asked == number ? version.Kubernetes : $"{version.Kubernetes} ({version.Asked})";
    }

    /// <summary>Both, told apart by their letters in the tables.</summary>
    public static string Of(VersionComparison versions) => $"A: {Of(versions.A)}; B: {Of(versions.B)}";

    /// <summary>Both by number alone; by letter, too, where that is the same.</summary>
    public static (string A, string B) Short(VersionComparison versions) => versions.A.Kubernetes == versions.B.Kubernetes
        ? ($"{Of(versions.A)} (A)", $"{Of(versions.B)} (B)")
        : (versions.A.Kubernetes, versions.B.Kubernetes);

    /// <summary>The comparison that a run made; null for none.</summary>
    public static VersionComparison? In(RunResults results) =>
        results.Benchmarks.Select(benchmark => benchmark.Versions).OfType<VersionComparison>().FirstOrDefault();
}
