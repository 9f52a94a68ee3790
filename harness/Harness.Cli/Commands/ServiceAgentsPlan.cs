using Harness.Clusters.Existing;
using Harness.Load.Ladder;
using Harness.Load.Services;
using Harness.Runs;
using Harness.Workloads;
using Harness.Workloads.Agents;

namespace Harness.Cli.Commands;

/// <summary>What <c>bench --service --agents</c> makes, asks and loads, said before it does.</summary>
/// <param name="settings">The run's settings.</param>
/// <param name="request">What is asked of the service.</param>
/// <param name="count">How many agents.</param>
/// <param name="profile">How long, and at how many connections.</param>
internal sealed class ServiceAgentsPlan(RunSettings settings, ServiceRequest request, int count, LadderProfile profile)
{
    /// <summary>The RBAC that the kubeconfig's user needs, as YAML to apply.</summary>
    public string Rbac => NeededRole.Yaml([.. Permissions.Needed, .. Permissions.Useful]);

    private bool NamesImage => settings.Get(Settings.HelloImage) is not null;

    private ServiceAddress Service => request.Service;

    private string Name => Service.Port is { } port ? $"{Service.Name}:{port}" : Service.Name;

    private ServiceAgentPermissions Permissions => new(Service.Namespace, Name, request.Method.Method) { LooksAtNodes = !NamesImage };

    /// <summary>The plan, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        var context = settings.Get(Settings.Context) is { } name ? $", context {PrintableText.Line(name)}" : "";
        var pods = FormattableString.Invariant($"{(count == 1 ? "a pod" : $"{count} pods")}");
        yield return $"on the cluster of {PrintableText.Line(settings.Cluster.Kubeconfig!)}{context}, this run";
        yield return $"  creates one namespace harness-bench-*, and in it {pods} (of an Indexed Job from Kubernetes 1.24 on), a service";
        yield return "          account and a secret;";
        yield return $"          each pod requests {RestrictedPod.Cpu} CPU and {RestrictedPod.Memory} of memory, with a memory limit of "
            + $"{RestrictedPod.MemoryLimit} and no CPU limit;";
        yield return $"          in namespace {Service.Namespace}, a role and a role binding of the same name as that namespace: "
            + $"{Permissions.Verb} services/proxy";
        yield return $"          \"{Name}\", for that service account"
            + $"{(Service.Port is null ? " (with the port's name, if it has one)" : "")};";
        yield return "          all of that is removed at the end; nothing else is made, and nothing cluster-wide";
        yield return "  reads   the service, its endpoints and pods, and its namespace's network policies"
            + $"{(NamesImage ? "" : "; the nodes' lists of images")}; asks the service once";
        yield return FormattableString.Invariant(
            $"  loads   {Service}, {request.Method} {request.Path}, through the API server's proxy and by its own address, with up to ")
            + FormattableString.Invariant($"{profile.Connections.Max()} requests in flight for {profile.Budget.TotalSeconds:0} s (--load)");
    }
}
