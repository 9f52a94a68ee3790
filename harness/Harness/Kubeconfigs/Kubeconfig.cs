using Harness.Rbac.Yaml;

namespace Harness.Kubeconfigs;

/// <summary>A kubeconfig with one of its contexts chosen. Its credentials are secrets.</summary>
/// <param name="Source">Where it is from, for messages: files' paths, or the node.</param>
/// <param name="Context">The chosen context.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="User">Its user.</param>
internal sealed record Kubeconfig(string Source, string Context, KubeconfigCluster Cluster, KubeconfigUser User)
{
    /// <summary>What messages call it.</summary>
    public string Title => $"kubeconfig {Source}, context \"{Quoted.Cut(Context)}\"";

    /// <summary>Reads a file, or several separated as in <c>KUBECONFIG</c>, merged as kubectl does.</summary>
    /// <exception cref="HarnessException">Missing, no kubeconfig, without that context, or with a bad one (exit code 2).</exception>
    public static Kubeconfig ReadFile(string files, string? context) => Choose(files, KubeconfigFiles.Read(files), context);

    /// <summary>Reads YAML or JSON.</summary>
    /// <exception cref="HarnessException">No kubeconfig, without that context, or with a bad one (exit code 2).</exception>
    public static Kubeconfig Parse(string source, string yaml, string? context) =>
        Choose(source, [KubeconfigPart.Parse(source, yaml)], context);

    /// <inheritdoc/>
    public override string ToString() => Title;

    /// <summary>
    /// The first file that names something wins.
    /// Source: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
    /// </summary>
    private static Kubeconfig Choose(string source, IReadOnlyList<KubeconfigPart> parts, string? context)
    {
        var contexts = parts.SelectMany(part => part.Contexts).DistinctBy(one => one.Name).ToList();
        if (contexts.Count == 0)
            throw HarnessException.BadInput($"{source} is not a kubeconfig: it has no contexts");
        var known = string.Join(", ", contexts.Select(one => Quoted.Cut(one.Name)));
        var wanted = context ?? parts.Select(part => part.CurrentContext).FirstOrDefault(current => current is not null)
            ?? throw HarnessException.BadInput($"kubeconfig {source} has no current-context; choose one with --context ({known})");
        var chosen = contexts.Find(one => one.Name == wanted)
            ?? throw HarnessException.BadInput($"kubeconfig {source} has no context {Quoted.Of(wanted)}; it has {known}");

        var fields = chosen.Fields?.Only("cluster", "user", "namespace", "extensions")
            ?? throw HarnessException.BadInput($"kubeconfig {source}: context {Quoted.Of(wanted)} is empty; name its cluster and user");
        var cluster = Named("cluster", parts.SelectMany(part => part.Clusters)) ?? throw fields.Refused("cluster", "is missing; name one");
        var user = Named("user", parts.SelectMany(part => part.Users));
        return new Kubeconfig(
            source, wanted, KubeconfigCluster.Read(cluster.Fields!, cluster.Folder),
            user is null ? new KubeconfigUser() : KubeconfigUser.Read(user.Fields!, user.Folder));

        NamedEntry? Named(string kind, IEnumerable<NamedEntry> all)
        {
            if (fields.Text(kind) is not { } name)
                return null;
            return all.FirstOrDefault(one => one.Name == name) is { Fields: not null } found ? found : throw HarnessException.BadInput(
                $"kubeconfig {source}: context {Quoted.Of(wanted)} names {kind} {Quoted.Of(name)}, which is not in it");
        }
    }
}
