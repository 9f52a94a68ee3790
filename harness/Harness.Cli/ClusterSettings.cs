using System.CommandLine;
using Harness.Clusters;

namespace Harness.Cli;

/// <summary>The options that choose a cluster, the same for every command; the environment variables are their defaults.</summary>
internal sealed class ClusterSettings
{
    private readonly Option<ClusterSource?> _source = new("--cluster")
    {
        Description = "where the cluster comes from: auto, existing, k3s or offline (default: auto)",
        HelpName = "source",
        CustomParser = EnumArgument.Parse<ClusterSource>,
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig")
    {
        Description = "use the cluster of this kubeconfig; Harness works only in namespaces of its own",
        HelpName = "file",
    };

    private readonly Option<string?> _context = new("--context") { Description = "context in the kubeconfig (default: its current one)", HelpName = "name" };

    private readonly Option<string?> _k3sImage = new("--k3s-image")
    {
        Description = $"k3s image to start (default: {ClusterOptions.DefaultK3sImage})",
        HelpName = "image",
    };

    private readonly Option<string?> _helloImage = new("--hello-image")
    {
        Description = "image of the workload, e.g. gcr.io/google-samples/hello-app:1.0 (default: built here)",
        HelpName = "image",
    };

    private readonly Option<DirectRouteKind?> _direct = new("--direct")
    {
        Description = "how services are reached without the proxy: node, published or pod (default: the first that works)",
        HelpName = "route",
        CustomParser = EnumArgument.Parse<DirectRouteKind>,
    };

    private readonly Option<bool> _allowClusterScope = new("--allow-cluster-scope")
    {
        Description = "on an existing cluster, allow objects outside namespaces (a scenario on random RBAC makes some)",
    };

    /// <summary>Adds the options to a command.</summary>
    public ClusterSettings AddTo(Command command)
    {
        foreach (var option in (Option[])[_source, _kubeconfig, _context, _k3sImage, _helloImage, _direct, _allowClusterScope])
            command.Options.Add(option);
        return this;
    }

    /// <summary>Reads them. What is said on the command line counts more than the environment, also where the two contradict.</summary>
    /// <exception cref="HarnessException">They do not go together (exit code 2).</exception>
    public ClusterOptions Read(ParseResult parsed, RepositoryLayout layout)
    {
        var defaults = ClusterOptions.FromEnvironment();
        var (source, kubeconfig) = (parsed.GetValue(_source), parsed.GetValue(_kubeconfig));
        var wantsNode = source is ClusterSource.K3s or ClusterSource.Offline;
        if (wantsNode && kubeconfig is not null)
            throw HarnessException.BadInput("--cluster and --kubeconfig contradict each other: give one of them");
        var options = defaults with
        {
            Source = source ?? (kubeconfig is null ? defaults.Source : ClusterSource.Existing),
            Kubeconfig = wantsNode ? null : kubeconfig ?? defaults.Kubeconfig,
            Context = parsed.GetValue(_context) ?? (wantsNode ? null : defaults.Context),
            K3sImage = parsed.GetValue(_k3sImage) ?? defaults.K3sImage,
            HelloImage = parsed.GetValue(_helloImage) ?? defaults.HelloImage,
            Direct = parsed.GetValue(_direct) ?? defaults.Direct,
            AllowClusterScope = parsed.GetValue(_allowClusterScope) || defaults.AllowClusterScope,
            Attach = defaults.Attach ?? layout.State,
        };
        return options.EnsureConsistent();
    }
}
