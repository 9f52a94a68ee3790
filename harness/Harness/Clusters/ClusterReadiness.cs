using System.Diagnostics;
using Harness.Api;
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

    /// <summary>Runs one phase of a start and records how long it took.</summary>
    public async Task<T> PhaseAsync<T>(string name, Func<Task<T>> phase)
    {
        var clock = Stopwatch.StartNew();
        var result = await phase().ConfigureAwait(false);
        _phases.Add(new Measurement(name, Math.Round(clock.Elapsed.TotalSeconds, 2), "s"));
        return result;
    }

    /// <summary>Waits until the cluster can take work.</summary>
    /// <param name="admin">Client for asking the API server.</param>
    /// <param name="ensureRunning">Throws when the node is no longer running, and there is nothing to wait for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(IKubernetes admin, Func<CancellationToken, Task> ensureRunning, CancellationToken cancellationToken)
    {
        await UntilAsync("API server ready", "the API server's /readyz answers ok", ApiServerReadyAsync).ConfigureAwait(false);
        await UntilAsync("node Ready", "a node is Ready", NodeReadyAsync).ConfigureAwait(false);
        await UntilAsync("default service account present", "namespace default has its service account", DefaultAccountAsync)
            .ConfigureAwait(false);

        Task UntilAsync(string phase, string sentence, Func<IKubernetes, CancellationToken, Task<Seen<bool>>> look) =>
            PhaseAsync(phase, () => new Condition(sentence, Deadline).WaitAsync(
                async ct =>
                {
                    await ensureRunning(ct).ConfigureAwait(false);
                    return await look(admin, ct).ConfigureAwait(false);
                },
                cancellationToken));
    }

    private static async Task<Seen<bool>> ApiServerReadyAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var (isReady, answer) = await ApiServerHealth.AskAsync(admin, cancellationToken).ConfigureAwait(false);
        return isReady ? Seen.Met(true) : Seen.NotYet<bool>(answer);
    }

    private static async Task<Seen<bool>> NodeReadyAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var nodes = await admin.CoreV1.ListNodeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var states = (from node in nodes.Items
                      from condition in node.Status.Conditions ?? []
                      where condition.Type == "Ready"
                      select (
                          IsReady: condition.Status == "True",
                          Text: $"{node.Metadata.Name} Ready={condition.Status} ({condition.Message})")).ToList();
        return states.Any(state => state.IsReady)
            ? Seen.Met(true)
            : Seen.NotYet<bool>(string.Join("; ", states.Select(state => state.Text).DefaultIfEmpty("no node")));
    }

    private static async Task<Seen<bool>> DefaultAccountAsync(IKubernetes admin, CancellationToken cancellationToken)
    {
        var accounts = await admin.CoreV1.ListNamespacedServiceAccountAsync("default", cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return accounts.Items.Any(account => account.Metadata.Name == "default")
            ? Seen.Met(true)
            : Seen.NotYet<bool>($"{accounts.Items.Count} service accounts, none of them \"default\"");
    }
}
