using System.Text.RegularExpressions;
using Harness.Access;
using Harness.Lifetime;
using Harness.Load.Engine;
using Harness.Processes;
using Harness.Rbac.Objects;
using Harness.Workloads;

namespace Harness.Load.Alternatives;

/// <summary>
/// kubectl's two ways, by the program on the PATH, as the consumer and with just the grants they need. Its programs listen on loopback,
/// and end when this is disposed of.
/// </summary>
internal sealed partial class KubectlWays(BenchWorkload workload, HelloRoutes routes) : IAsyncDisposable
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly ScratchFolder _folder = ScratchFolder.Create("kubectl");
    private readonly List<KubectlListener> _started = [];

    /// <summary>kubectl port-forward to the pod.</summary>
    /// <exception cref="HarnessException">There is no kubectl, or it does not do it.</exception>
    public async Task<(LoadRoute Route, ILoadGenerator Generator)> PortForwardAsync(CancellationToken stop)
    {
        var (program, pod, consumer) = (Program(), workload.Hello.Pods.Keys.First(), workload.Consumer);
        // Get is what a WebSocket asks for, create a SPDY connection, and newer API servers ask for it of both.
        foreach (var (name, resource, verbs) in new (string, string, string[])[]
            { ("consumer-pod", "pods", ["get"]), ("consumer-forward", "pods/portforward", ["get", "create"]) })
        {
            var rule = new RbacRule([""], [resource], [pod], verbs);
            await workload.Session.Grants.ApplyAsync(new Grant(consumer.Namespace, name, consumer, rule), stop).ConfigureAwait(false);
        }

        var ports = FormattableString.Invariant($":{HelloWorkload.Port}");
        return await StartAsync(program, "/", ["port-forward", $"pod/{pod}", ports], stop).ConfigureAwait(false);
    }

    /// <summary>kubectl proxy, and the service's proxy URL behind it.</summary>
    /// <exception cref="HarnessException">There is no kubectl, or it does not do it.</exception>
    public Task<(LoadRoute Route, ILoadGenerator Generator)> ProxyAsync(CancellationToken stop) =>
        StartAsync(Program(), routes.Hello.Url.PathAndQuery, ["proxy", "--port=0"], stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _started)
            await listener.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private static string Program() =>
        ProgramPath.Find("kubectl") ?? throw HarnessException.Undecided("there is no kubectl on the PATH");

    private async Task<(LoadRoute Route, ILoadGenerator Generator)> StartAsync(
        string program, string path, IReadOnlyList<string> command, CancellationToken stop)
    {
        var version = await VersionAsync(program, stop).ConfigureAwait(false);
        var listener = await KubectlListener.StartAsync(program, await SettingsAsync(command[0], stop).ConfigureAwait(false), command, stop)
            .ConfigureAwait(false);
        lock (_started)
            _started.Add(listener);
        _folder.Remember(listener.ProcessId);
        var target = new HttpTarget(new Uri(listener.Address, path), HelloWorkload.Greeting);
        return (new LoadRoute("", $"kubectl {version} {command[0]}", target), new LocalLoadGenerator());
    }

    /// <summary>A kubeconfig of the consumer's and a cache in a private folder: nothing of the user's own is read or written.</summary>
    private async Task<KubectlSettings> SettingsAsync(string name, CancellationToken stop)
    {
        var (consumer, api) = (workload.Consumer, workload.Session.Cluster.Api);
        var token = await workload.Session.Consumers.RequestTokenAsync(consumer, TimeSpan.FromHours(1), [], stop).ConfigureAwait(false);
        return new KubectlSettings(
            _folder.Write(name, ConsumerKubeconfig.Write(consumer, token, api)), _folder.PathOf($"{name}-cache"),
            api.Proxy?.GetProxy(api.Address));
    }

    private static async Task<string> VersionAsync(string program, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(LongestLook);
        try
        {
            var said = await ProcessRunner.RunAsync(
                program, ["version", "--client"], closesInput: true, cancellationToken: patience.Token).ConfigureAwait(false);
            return Version().Match(said.Output) is { Success: true } found ? found.Value : "of an unknown version";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw HarnessException.Undecided(
                FormattableString.Invariant($"{program} version did not end within {LongestLook.TotalSeconds:0} s"));
        }
    }

    [GeneratedRegex(@"v\d+\.\d+\.\d+[\w.+-]*")]
    private static partial Regex Version();
}
