using System.Globalization;

namespace Harness.Scenarios.Walkthrough;

/// <summary>Major and minor of a Kubernetes version such as <c>v1.31.5+k3s1</c>.</summary>
internal static class KubernetesVersion
{
    public static Version Parse(string gitVersion)
    {
        var parts = gitVersion.TrimStart('v').Split('.', '+', '-');
        return new Version(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
