using Harness.Api;
using Harness.Load.SideEffects;
using Harness.Results;
using Harness.Runs;
using k8s;

namespace Harness.Load.RbacCost;

/// <summary>What authorization costs on a cluster, as roles, bindings and rules grow; in namespaces of its own, which it removes.</summary>
/// <param name="profile">How far, and how long.</param>
/// <param name="seed">Seed of the order and of the intervals.</param>
public sealed class RbacCostRun(RbacCostProfile profile, int seed) : IRunStep
{
    /// <summary>Name of the benchmark in results, and of the part.</summary>
    public const string Name = "rbac-cost";

    private const string Reason =
        "it makes thousands of roles and role bindings, which a cluster of others is spared; ask for it with --parts " + Name;

    /// <summary>Whether it was asked for by name: thousands of objects are made on a cluster of others only then.</summary>
    public bool IsAskedFor { get; init; }

    /// <summary>What it makes on a cluster of others, for people.</summary>
    public string GuestLine => IsAskedFor
        ? FormattableString.Invariant($"for {Name}, {RbacWorkload.Namespaces} more namespaces with about {2 * profile.Sizes[^1]:#,0} role ")
            + FormattableString.Invariant($"bindings, {profile.Sizes[^1]:#,0} roles and a role of {profile.Sizes[^1]:#,0} rules")
        : $"nothing for {Name}, which is left out: {Reason}";

    /// <inheritdoc/>
    public async Task RunAsync(Run run, CancellationToken stop)
    {
        if (!run.Session.IsGuest || IsAskedFor)
        {
            await run.Progress.StageAsync(Name, progress => MeasureAsync(run, progress, stop));
            return;
        }

        run.Progress.Say($"{Name} is left out: {Reason}");
        var nothing = new RbacCostResult { Seed = seed, Growths = [], Steps = [], Delays = [], NotMeasured = Reason };
        await KeptBenchmark.MeasureAsync(run.Folder, () => Task.CompletedTask, () => Result(nothing));
    }

    /// <summary>However it ends, what was measured is kept, and what was made is removed.</summary>
    private async Task MeasureAsync(Run run, IProgress<string> progress, CancellationToken stop)
    {
        var session = run.Session;
        // Pods that are being removed would be measured along with the authorizer.
        await session.Namespaces.EndedAsync(stop);
        var workload = new RbacWorkload(session);
        try
        {
            await workload.CreateAsync(stop);
            using var client = new HttpMessageInvoker(session.Cluster.Api.CreateHandler());
            var delays = await DelaysAsync(session, workload, client, stop);
            var benchmark = new RbacCostBenchmark(workload.Places, delays, profile, seed);
            using var priority = new ClientPriority();
            await KeptBenchmark.MeasureAsync(
                run.Folder,
                () => benchmark.RunAsync(progress, stop),
                () => benchmark.Result is { } measured ? Result(measured with { ClientRanFirst = priority.IsRaised }) : null);
        }
        finally
        {
            progress.Report("removing roles and bindings");
            await workload.RemoveAsync();
        }
    }

    /// <summary>The role is there all the time: only the binding comes and goes.</summary>
    private async Task<GrantDelays> DelaysAsync(
        HarnessSession session, RbacWorkload workload, HttpMessageInvoker client, CancellationToken stop)
    {
        var (rbac, grant) = (session.Cluster.Admin.RbacAuthorizationV1, RbacWorkload.GrantOf(workload.Newcomer!));
        await rbac.CreateNamespacedRoleAsync(grant.Role.ToRole(), grant.Namespace, cancellationToken: stop);
        var call = workload.NewcomersCall(client);
        return new GrantDelays(
            async ct =>
            {
                // Before the change, so that no renewal is timed: until it is seen and taken back, as long as both may take.
                await call.RenewAsync(2 * profile.LongestDelay, ct);
                await rbac.CreateNamespacedRoleBindingAsync(grant.Binding.ToRoleBinding(), grant.Namespace, cancellationToken: ct);
            },
            ct => rbac.DeleteNamespacedRoleBindingAsync(grant.Name, grant.Namespace, cancellationToken: ct),
            new FirstAnswer(call.AskAsync, profile.LongestDelay, TimeProvider.System));
    }

    private static BenchmarkResult Result(RbacCostResult result) =>
        KeptBenchmark.Of(Name, "GET of a ConfigMap, allowed and denied, one connection") with { RbacCost = result };
}
