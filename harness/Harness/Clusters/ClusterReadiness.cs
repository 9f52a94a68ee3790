using System.Diagnostics;
using Harness.Results;
using Harness.Waiting;
using k8s;

namespace Harness.Clusters;

/// <summary>What a cluster needs to be ready, each a named condition, and how long each took.</summary>
internal sealed class ClusterReadiness
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly List<Measurement> _phases = [];

    /// <summary>Seconds each phase took, in order.</summary>
    public IReadOnlyList<Measurement> Phases => _phases;

    /// <summary>Does one phase of a start and remembers how long it took.</summary>
    public async Task<T> PhaseAsync<T>(string name, Func<Task<T>> phase)
    {
        var clock = Stopwatch.StartNew();
        var result = await phase().ConfigureAwait(false);
        _phases.Add(new Measurement(name, Math.Round(clock.Elapsed.TotalSeconds, 2), "s"));
        return result;
    }

    /// <summary>Waits until the cluster can take work.</summary>
    /// <param name="admin">Client for asking the API server.</param>
    /// <param name="ensureRunning">Throws when the node does not run any more: then there is nothing to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(IKubernetes admin, Func<CancellationToken, Task> ensureRunning, CancellationToken cancellationToken)
    {
        await PhaseAsync("API server ready", () => ApiServerReadyAsync(admin, ensureRunning, cancellationToken)).ConfigureAwait(false);
        await PhaseAsync("node Ready", () => NodeReadyAsync(admin, ensureRunning, cancellationToken)).ConfigureAwait(false);
        await PhaseAsync("default service account present", () => DefaultAccountAsync(admin, ensureRunning, cancellationToken)).ConfigureAwait(false);
    }

    private static Task<bool> ApiServerReadyAsync(IKubernetes admin, Func<CancellationToken, Task> ensureRunning, CancellationToken cancellationToken) =>
        new Condition("the API server's /readyz answers ok", Deadline).WaitAsync(
            async ct =>
            {
                await ensureRunning(ct).ConfigureAwait(false);
                var (isReady, answer) = await ApiServerHealth.AskAsync(admin, ct).ConfigureAwait(false);
                return isReady ? Seen.Met(true) : Seen.NotYet<bool>(answer);
            },
            cancellationToken);

    private static Task<bool> NodeReadyAsync(IKubernetes admin, Func<CancellationToken, Task> ensureRunning, CancellationToken cancellationToken) =>
        new Condition("a node is Ready", Deadline).WaitAsync(
            async ct =>
            {
                await ensureRunning(ct).ConfigureAwait(false);
                var nodes = await admin.CoreV1.ListNodeAsync(cancellationToken: ct).ConfigureAwait(false);
                var ready = from node in nodes.Items
                            from condition in node.Status.Conditions ?? []
                            where condition.Type == "Ready"
                            select $"{node.Metadata.Name} Ready={condition.Status} ({condition.Message})";
                var seen = ready.ToList();
                return seen.Any(state => state.Contains("Ready=True", StringComparison.Ordinal))
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>(seen.Count == 0 ? "no node" : string.Join("; ", seen));
            },
            cancellationToken);

    private static Task<bool> DefaultAccountAsync(IKubernetes admin, Func<CancellationToken, Task> ensureRunning, CancellationToken cancellationToken) =>
        new Condition("namespace default has its service account", Deadline).WaitAsync(
            async ct =>
            {
                await ensureRunning(ct).ConfigureAwait(false);
                var accounts = await admin.CoreV1.ListNamespacedServiceAccountAsync("default", cancellationToken: ct).ConfigureAwait(false);
                return accounts.Items.Any(account => account.Metadata.Name == "default")
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>($"{accounts.Items.Count} service accounts, none of them \"default\"");
            },
            cancellationToken);
}
