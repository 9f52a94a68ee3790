using Harness.Rbac.Policies;
using k8s;

namespace Harness.Asking;

/// <summary>
/// Whether a cluster has the resources that a policy judges. One that it does not have is open to nobody, so that a misspelt name would
/// pass for access that is closed.
/// </summary>
/// <param name="client">Any client that may read the discovery endpoints.</param>
internal sealed class ServedResources(IKubernetes client)
{
    /// <summary>What cannot be decided of a policy for that reason; nothing where all it names is Kubernetes' own.</summary>
    public async Task<IReadOnlyList<string>> DoubtsAsync(AccessPolicy policy, CancellationToken cancellationToken)
    {
        var named = NamedResources.BeyondKubernetes(policy);
        if (named.Count == 0)
            return [];
        try
        {
            var served = await new ApiDiscovery(client).ListAsync(cancellationToken).ConfigureAwait(false);
            return [.. named.Select(one => Doubt(served, one)).OfType<string>()];
        }
        catch (Exception failure) when (NoDecision.Is(failure, cancellationToken))
        {
            return [$"whether the cluster has {string.Join(", ", named.Select(NamedResources.Text))} could not be asked: "
                + NoDecision.Text(failure)];
        }
    }

    private static string? Doubt(DiscoveredApi served, (string ApiGroup, string Resource) one)
    {
        var name = NamedResources.Text(one);
        if (served.Missing.TryGetValue(one.ApiGroup, out var reason))
            return $"whether the cluster has {name} could not be asked: its group answers {reason}";
        var there = served.Resources.FirstOrDefault(resource => resource.ApiGroup == one.ApiGroup && resource.Name == one.Resource);
        if (there is null)
        {
            var near = Nearest.Misspelt(name, served.Resources.Select(resource => NamedResources.Text((resource.ApiGroup, resource.Name))));
            return $"the policy judges {name}, which the cluster does not have: whoever may use what was meant is not known"
                + (near is null ? "" : $"; did you mean {near}?");
        }

        return there.Namespaced
            ? null
            : $"the policy judges {name}, which are in no namespace: that can be judged of Kubernetes' own resources only; take them out "
                + "of the policy";
    }
}
