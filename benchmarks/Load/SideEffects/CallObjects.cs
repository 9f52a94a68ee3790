using System.Globalization;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Load.SideEffects;

/// <summary>What ordinary calls ask for, in a namespace that takes it along when it goes.</summary>
/// <param name="admin">Client of an administrator.</param>
/// <param name="ns">The namespace.</param>
internal sealed class CallObjects(IKubernetes admin, string ns)
{
    /// <summary>Pods in the namespace that cost nothing but their storage: no scheduler of this name places them.</summary>
    public const int Pods = 500;

    /// <summary>The ConfigMap that is watched.</summary>
    public const string Watched = "watched";

    private const string NoScheduler = "harness-none";
    private const int AtOnce = 16;
    private const int LeaseSeconds = 40;

    /// <summary>Name of a pod, from 0.</summary>
    public static string Pod(int number) => string.Create(CultureInfo.InvariantCulture, $"waiting-{number}");

    /// <summary>Name of a lease, from 0.</summary>
    public static string Lease(int number) => string.Create(CultureInfo.InvariantCulture, $"lease-{number}");

    /// <summary>Makes all of it.</summary>
    public async Task CreateAsync(string image, CancellationToken cancellationToken)
    {
        var watched = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = Watched } };
        await admin.CoreV1.CreateNamespacedConfigMapAsync(watched, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, OrdinaryCall.MostAtOnce, options, async (number, ct) =>
            await admin.CoordinationV1.CreateNamespacedLeaseAsync(NewLease(number), ns, cancellationToken: ct).ConfigureAwait(false))
                .ConfigureAwait(false);
        await Parallel.ForAsync(0, Pods, options, async (number, ct) =>
            await admin.CoreV1.CreateNamespacedPodAsync(NewPod(number, image), ns, cancellationToken: ct).ConfigureAwait(false))
                .ConfigureAwait(false);
    }

    private static V1Lease NewLease(int number) => new()
    {
        Metadata = new V1ObjectMeta { Name = Lease(number) },
        Spec = new V1LeaseSpec { HolderIdentity = Lease(number), LeaseDurationSeconds = LeaseSeconds },
    };

    private static V1Pod NewPod(int number, string image)
    {
        var spec = RestrictedPod.Of(new V1Container { Name = "app", Image = image });
        spec.SchedulerName = NoScheduler;
        return new V1Pod { Metadata = new V1ObjectMeta { Name = Pod(number) }, Spec = spec };
    }
}
