using Harness.Load.Engine;
using Harness.Load.Ladder;
using k8s;
using k8s.Autorest;

namespace Harness.Load.Services;

/// <summary>Whether agents reach a service on each way, asked before it is put under load: what they do not reach has no figures.</summary>
/// <param name="client">Client of the kubeconfig's user.</param>
/// <param name="ns">The service's namespace.</param>
internal sealed class AgentReach(IKubernetes client, string ns)
{
    /// <summary>Has each agent ask on each way.</summary>
    /// <exception cref="HarnessException">One was answered otherwise, or not at all (exit code 3).</exception>
    public async Task EnsureAsync(IEnumerable<LadderRung> rungs, CancellationToken stop)
    {
        foreach (var rung in rungs.Where(rung => !rung.IsControl))
        {
            var asked = rung.Route.Target;
            var answer = await rung.Generator.AskAsync(asked, ServiceProbe.Timeout, stop).ConfigureAwait(false);
            if (!answer.IsRightFor(asked))
                throw HarnessException.Undecided(await WordsAsync(rung, answer, stop).ConfigureAwait(false));
        }
    }

    private async Task<string> WordsAsync(LadderRung rung, HttpAnswer answer, CancellationToken stop)
    {
        var asked = rung.Route.Target;
        var what = $"nothing was measured: from the agents' pods, {asked.Method} {asked.Url} ({rung.Route.Name})";
        if (answer.Status is { } status)
        {
            return FormattableString.Invariant($"{what} came back with {status}: {RouteCheck.FirstPart(answer.Body)}; as the kubeconfig's ")
                + FormattableString.Invariant($"user through the proxy it was {asked.ExpectedStatus}");
        }

        var isDirect = rung.Route.Name == RungKind.Direct.Name;
        return $"{what} got no answer: {answer.Error}"
            + (isDirect ? $"; {await PoliciesAsync(stop).ConfigureAwait(false)}" : "");
    }

    /// <summary>What may keep pods of another namespace from it.</summary>
    private async Task<string> PoliciesAsync(CancellationToken stop)
    {
        try
        {
            var policies = await client.NetworkingV1.ListNamespacedNetworkPolicyAsync(ns, limit: 500, cancellationToken: stop)
                .ConfigureAwait(false);
            string[] names = [.. policies.Items.Select(policy => policy.Metadata.Name).Order(StringComparer.Ordinal)];
            return names.Length == 0
                ? $"there is no NetworkPolicy in namespace {ns} that keeps them from it"
                : $"namespace {ns} has {(names.Length == 1 ? "the NetworkPolicy" : "NetworkPolicies")} {string.Join(", ", names)}: pods "
                    + $"of namespaces with the label {Workloads.TestNamespaces.RunLabel} must be let in";
        }
        catch (HttpOperationException refused)
        {
            return $"whether a NetworkPolicy of namespace {ns} keeps them from it is not known: listing them was answered "
                + FormattableString.Invariant($"{(int)refused.Response.StatusCode} {refused.Response.StatusCode}");
        }
    }
}
