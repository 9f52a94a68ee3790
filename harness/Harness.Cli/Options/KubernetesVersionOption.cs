using System.CommandLine;
using Harness.Rbac.Bootstrap;
using Harness.Rbac.Objects;

namespace Harness.Cli.Options;

/// <summary>
/// The option that says which Kubernetes manifests are meant for: its own roles and bindings are there without being in them.
/// </summary>
internal static class KubernetesVersionOption
{
    private const string Name = "--kubernetes-version";

    /// <summary>What is said where it is given together with a cluster.</summary>
    public const string OfCluster =
        $"{Name} says what manifests are meant for, and a cluster is asked, which has a version of its own: omit it";

    /// <summary>The option.</summary>
    /// <param name="hasPreview">Whether the command has previews.</param>
    public static Option<string?> Create(bool hasPreview) => CommandOption.Text(
        Name,
        "version",
        "the Kubernetes that manifests are meant for, with its own roles and bindings (default: "
        + $"{(hasPreview ? "that of a preview, else " : "")}{BootstrapObjects.Newest})");

    /// <summary>Its value; the newest known version where it is not given.</summary>
    /// <exception cref="HarnessException">No version, or one whose roles are not known (exit code 2).</exception>
    public static Version Of(string? text) => Named(text) ?? BootstrapObjects.Newest;

    /// <summary>Its value; null where it is not given.</summary>
    /// <exception cref="HarnessException">No version, or one whose roles are not known (exit code 2).</exception>
    public static Version? Named(string? text)
    {
        try
        {
            return text is null ? null : BootstrapObjects.Known(KubernetesChange.VersionOf(text));
        }
        catch (FormatException)
        {
            throw HarnessException.BadInput($"{Name} {text}: write major and minor, e.g. {BootstrapObjects.Newest}");
        }
    }
}
