using System.CommandLine;
using Harness.Clusters;
using Harness.Images;
using Harness.Workloads;

namespace Harness.Cli;

/// <summary>The options that choose a cluster, the same for every command; the environment variables are their defaults.</summary>
internal sealed class ClusterSettings
{
    private readonly Option<ClusterSource?> _source = CommandOption.Word<ClusterSource>(
        "--cluster", "source", "where the cluster comes from: auto, existing, k3s or offline (default: auto)");

    private readonly Option<string?> _kubeconfig = CommandOption.Text(
        "--kubeconfig", "file", "use the cluster of this kubeconfig; Harness works only in namespaces of its own");

    private readonly Option<string?> _context = CommandOption.Text("--context", "name", "context in the kubeconfig (default: its current one)");

    private readonly Option<string?> _k3sImage = CommandOption.Text("--k3s-image", "image", $"k3s image to start (default: {ThirdPartyImages.K3s})");

    private readonly Option<string?> _helloImage = CommandOption.Text(
        "--hello-image", "image", $"image of the workload, e.g. {ThirdPartyImages.HelloApp} (default: built here)");

    private readonly Option<string[]> _images = new("--image")
    {
        Description = $"image that pods run in place of a third-party one ({ImageReplacements.Known}); may be repeated",
        HelpName = "name=reference",
    };

    private readonly Option<DirectRouteKind?> _direct = CommandOption.Word<DirectRouteKind>(
        "--direct", "route", "how services are reached without the proxy: node, published or pod (default: the first that works)");

    private readonly Option<string?> _bcryptCost = CommandOption.Text(
        "--bcrypt-cost",
        "n",
        $"bcrypt cost of the passwords in scenarios of basic authentication, {BasicCredentials.LeastCost} to {BasicCredentials.GreatestCost} (default: {BasicCredentials.DefaultCost})");

    private readonly Option<IngressChoice?> _ingress = CommandOption.Word<IngressChoice>(
        "--ingress", "controller", "ingress controller of a k3s node: none or traefik, the one it brings (default: none)");

    private readonly Option<string?> _ingressManifest = CommandOption.Text(
        "--ingress-manifest", "file", "manifest of an ingress controller to install for the scenarios that need one; removed afterwards");

    private readonly Option<bool> _allowClusterScope = new("--allow-cluster-scope")
    {
        Description = "on an existing cluster, allow objects outside namespaces (--ingress-manifest and the scenario on random RBAC need it)",
    };

    /// <summary>Adds the options to a command.</summary>
    public ClusterSettings AddTo(Command command)
    {
        Option[] options =
            [_source, _kubeconfig, _context, _k3sImage, _helloImage, _images, _direct, _bcryptCost, _ingress, _ingressManifest, _allowClusterScope];
        foreach (var option in options)
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
            Images = Images(parsed, defaults.Images),
            Direct = parsed.GetValue(_direct) ?? defaults.Direct,
            BcryptCost = parsed.GetValue(_bcryptCost) is { } cost ? ClusterOptions.ParseBcryptCost("--bcrypt-cost", cost) : defaults.BcryptCost,
            Ingress = parsed.GetValue(_ingress) ?? defaults.Ingress,
            IngressManifest = parsed.GetValue(_ingressManifest) ?? defaults.IngressManifest,
            AllowClusterScope = parsed.GetValue(_allowClusterScope) || defaults.AllowClusterScope,
            Attach = defaults.Attach ?? layout.State,
        };
        return options.EnsureConsistent();
    }

    /// <summary>Name by name.</summary>
    private Dictionary<string, string> Images(ParseResult parsed, IReadOnlyDictionary<string, string> defaults)
    {
        var given = ImageReplacements.Parse("--image", parsed.GetValue(_images) ?? []);
        return defaults.Where(image => !given.ContainsKey(image.Key)).Concat(given).ToDictionary();
    }
}
