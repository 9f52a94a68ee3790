using System.Collections.Immutable;
using Harness.Clusters;
using Harness.Images;
using Harness.Installing;
using Harness.Kubeconfigs;

namespace Harness.Runs;

/// <summary>The values of a run's <see cref="Settings"/>: those that were given, and the defaults of the others.</summary>
public sealed class RunSettings
{
    private readonly ImmutableDictionary<Setting, object> _given;

    private RunSettings(ImmutableDictionary<Setting, object> given) => _given = given;

    /// <summary>Nothing given.</summary>
    public static RunSettings Default { get; } = new(ImmutableDictionary<Setting, object>.Empty);

    /// <summary>Which cluster to get.</summary>
    public ClusterOptions Cluster => new()
    {
        Source = Get(Settings.Cluster),
        Kubeconfig = Get(Settings.Kubeconfig),
        Context = Get(Settings.Context),
        AllowsPlainHttp = Get(Settings.AllowPlainHttp),
        K3sImage = Get(Settings.K3sImage) ?? ThirdPartyImages.K3s,
        Kubernetes = Get(Settings.Kubernetes),
        Debian = Get(Settings.Debian),
        Ingress = Get(Settings.Ingress),
        Audit = Get(Settings.Audit),
        Attach = Get(Settings.Attach),
    };

    /// <summary>Reads the environment variables; an empty one counts as none.</summary>
    /// <exception cref="HarnessException">A variable has a value that its setting does not know.</exception>
    public static RunSettings FromEnvironment() => Read(setting =>
        Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } text ? (setting.Variable, text) : null);

    /// <summary>Reads settings from wherever they are given.</summary>
    /// <param name="find">Where a setting is given, for error messages, and its text; null where it is not.</param>
    /// <exception cref="HarnessException">A text is no value of its setting.</exception>
    public static RunSettings Read(Func<Setting, (string Source, string Text)?> find)
    {
        var given = ImmutableDictionary.CreateBuilder<Setting, object>();
        foreach (var setting in Settings.All)
        {
            if (find(setting) is var (source, text) && setting.Read(source, text) is { } value)
                given[setting] = value;
        }

        return new RunSettings(given.ToImmutable());
    }

    /// <summary>A setting's value.</summary>
    public T Get<T>(Setting<T> setting) => _given.TryGetValue(setting, out var value) ? (T)value : setting.Fallback;

    /// <summary>The same with another value; null removes it.</summary>
    public RunSettings With<T>(Setting<T> setting, T value) =>
        new(value is null ? _given.Remove(setting) : _given.SetItem(setting, value));

    /// <summary>
    /// These take precedence over others, as the command line does over the environment. A cluster chosen here does not conflict
    /// with one chosen there.
    /// </summary>
    /// <exception cref="HarnessException">Two of these contradict each other.</exception>
    public RunSettings Over(RunSettings lower)
    {
        var wantsNode = Get(Settings.Cluster) is ClusterSource.K3s or ClusterSource.Offline || Get(Settings.Kubernetes) is not null;
        if (wantsNode && Get(Settings.Kubeconfig) is not null)
        {
            var node = Get(Settings.Kubernetes) is null ? "--cluster" : "--kubernetes";
            throw HarnessException.BadInput($"{node} and --kubeconfig contradict each other: give one of them");
        }

        var under = lower._given;
        if (wantsNode)
            under = under.Remove(Settings.Kubeconfig).Remove(Settings.Context);
        if (Get(Settings.Kubernetes) is not null)
            under = under.Remove(Settings.Cluster).Remove(Settings.K3sImage).Remove(Settings.Ingress);
        if (Get(Settings.Kubeconfig) is not null || Get(Settings.Cluster) is ClusterSource.Existing or ClusterSource.K3s)
            under = under.Remove(Settings.Kubernetes).Remove(Settings.Debian);
        if (Get(Settings.Kubeconfig) is not null && !_given.ContainsKey(Settings.Cluster))
            under = under.SetItem(Settings.Cluster, ClusterSource.Existing);
        return new(under.SetItems(_given.Select(pair => KeyValuePair.Create(
            pair.Key, under.TryGetValue(pair.Key, out var below) ? pair.Key.Over(pair.Value, below) : pair.Value))));
    }

    /// <summary>Checks, before anything starts, that the settings are consistent and that the files they name exist.</summary>
    /// <exception cref="HarnessException">They are not, or do not.</exception>
    public RunSettings EnsureConsistent()
    {
        var cluster = Cluster;
        if (cluster is { Source: ClusterSource.Existing, Kubeconfig: null })
        {
            // Only here: nobody's cluster is taken because a variable happens to name it.
            if (Environment.GetEnvironmentVariable(KubeconfigFiles.Variable) is { Length: > 0 } files)
                return With(Settings.Kubeconfig, files).EnsureConsistent();
            InCluster.EnsureHere();
        }

        if (cluster is { Context: { } context, WantsExisting: false })
            throw HarnessException.BadInput($"the context \"{context}\" needs a kubeconfig: --kubeconfig FILE (or HARNESS_KUBECONFIG)");
        if (cluster.Ingress == IngressChoice.Traefik && (cluster.WantsExisting || cluster.Source == ClusterSource.Offline))
        {
            throw HarnessException.BadInput(
                "--ingress traefik (or HARNESS_INGRESS) is for k3s, which bundles it; "
                + "elsewhere --ingress-manifest FILE installs a controller");
        }

        EnsureNodeIs(cluster);
        if (Get(Settings.IngressManifest) is { } manifest)
            ManifestFile.Read(manifest);
        BrowserFile.EnsureThere(Get(Settings.Browser));
        return this;
    }

    private static void EnsureNodeIs(ClusterOptions cluster)
    {
        if (cluster is { Debian: not null, Kubernetes: null })
        {
            throw HarnessException.BadInput(
                "--debian (or HARNESS_DEBIAN) is for a node of your own server programs: --kubernetes DIR|TARBALL");
        }

        if (cluster.Kubernetes is not { } path)
            return;
        var other = cluster.Source is ClusterSource.K3s or ClusterSource.Existing ? $"--cluster {EnumWord.Of(cluster.Source)}"
            : cluster.Kubeconfig is not null ? "--kubeconfig"
            : cluster.K3sImage != ThirdPartyImages.K3s ? "--k3s-image"
            : cluster.Ingress != IngressChoice.None ? $"--ingress {EnumWord.Of(cluster.Ingress)}"
            : null;
        if (other is not null)
            throw HarnessException.BadInput($"--kubernetes (or HARNESS_KUBERNETES) is for the offline node: leave {other} out");
        if (!Path.Exists(path))
            throw HarnessException.BadInput($"--kubernetes {PrintableText.Line(path)}: no folder or file is there");
    }

    /// <summary>The variables by which another process gets the same settings; those that are null are to be removed.</summary>
    public IReadOnlyDictionary<string, string?> ToEnvironment() => Settings.All.ToDictionary(
        setting => setting.Variable, setting => _given.TryGetValue(setting, out var value) ? setting.Write(value) : null);
}
