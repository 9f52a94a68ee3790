using Harness.Waiting;
using k8s;

namespace Harness.Scenarios.Running;

/// <summary>Waits until a service lists the expected endpoints: before that, a call says nothing about it.</summary>
internal static class ServiceEndpoints
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the Endpoints object with exactly so many ready addresses and so many that are not.</summary>
    public static Task WaitAsync(Scenario s, string ns, string service, int ready, int unready = 0) =>
        new Condition($"service {ns}/{service} lists {ready} ready and {unready} unready endpoints", Deadline).WaitAsync(
            async ct =>
            {
                var listed = await s.Session.Cluster.Admin.CoreV1.ListNamespacedEndpointsAsync(
                    ns, fieldSelector: $"metadata.name={service}", cancellationToken: ct);
                if (listed.Items is not [var endpoints])
                    return Seen.NotYet<bool>("no Endpoints object");
                var subsets = endpoints.Subsets ?? [];
                var addresses = subsets.SelectMany(subset => subset.Addresses ?? []).DistinctBy(address => address.Ip).Count();
                var waiting = subsets.SelectMany(subset => subset.NotReadyAddresses ?? []).DistinctBy(address => address.Ip).Count();
                return (addresses, waiting) == (ready, unready)
                    ? Seen.Met(true)
                    : Seen.NotYet<bool>($"{addresses} ready, {waiting} unready");
            },
            s.Stop);
}
