using System.CommandLine;
using Harness.Cli.Terminal;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;

namespace Harness.Cli.Options;

/// <summary>The options that name manifests.</summary>
/// <param name="description">What <c>--manifests</c> is for in the command.</param>
internal sealed class ManifestOptions(string description)
{
    private readonly Option<string[]> _paths = new("--manifests")
    {
        Description = $"{description}: a folder, a file, or - for standard input; may be repeated",
        HelpName = "path",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "files or folders among the manifests that are not read, as in .gitignore: charts/, values*.yaml; may be repeated",
        HelpName = "glob",
    };

    private readonly Option<bool> _withLive = new("--with-live")
    {
        Description = "take the manifests together with what the cluster has; of the same object, the manifests' counts",
    };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withPaths">Whether the manifests are named by <c>--manifests</c>.</param>
    public void AddTo(Command command, bool withPaths = true)
    {
        if (withPaths)
            command.Options.Add(_paths);
        command.Options.Add(_exclude);
        command.Options.Add(_withLive);
    }

    /// <summary>The paths; none where no manifests are named.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed) => parsed.GetValue(_paths) ?? [];

    /// <summary>Patterns of files that are not read.</summary>
    public IReadOnlyList<string> Exclude(ParseResult parsed) => parsed.GetValue(_exclude) ?? [];

    /// <summary>Whether the cluster's own objects are added.</summary>
    public bool WithLive(ParseResult parsed) => parsed.GetValue(_withLive);

    /// <summary>How manifests are read.</summary>
    /// <exception cref="HarnessException">A pattern is none (exit code 2).</exception>
    public ManifestSnapshot Reader(ParseResult parsed, string defaultNamespace, Version version, bool readsAdmission = false) =>
        new(defaultNamespace) { Exclude = Exclude(parsed), KubernetesVersion = version, ReadsAdmission = readsAdmission };

    /// <summary>Says what has to be known of files that were read.</summary>
    public static RbacSnapshot Noted(RbacSnapshot snapshot)
    {
        foreach (var note in snapshot.Notes.Concat(snapshot.NotDecided))
            Screen.Say(PrintableText.Line(note));
        return snapshot;
    }
}
