using System.Globalization;
using Harness.Scenarios.Running;
using Harness.Workloads;
using k8s;
using k8s.Models;

namespace Harness.Scenarios.Matrix;

/// <summary>The targets on a cluster: two namespaces, a pod in each, and the services of the matrix.</summary>
/// <param name="Here">Namespace of all targets but one.</param>
/// <param name="Elsewhere">The other namespace.</param>
/// <param name="Pod">The pod behind the services here.</param>
internal sealed record Places(string Here, string Elsewhere, string Pod)
{
    private const string Workload = "hello-pod";

    public static async Task<Places> PrepareAsync(Scenario s)
    {
        var (here, elsewhere) = (await s.NamespaceAsync(), await s.AnotherNamespaceAsync("matrix-other"));
        var pods = await Task.WhenAll(s.HelloAppAsync(Workload), s.HelloAppAsync(Workload, elsewhere));
        foreach (var target in Dimensions.Targets)
            await CreateAsync(s, target, target.Kind == Backend.OtherNamespace ? elsewhere : here);
        return new Places(here, elsewhere, pods[0].Pods.Keys.Single());
    }

    /// <summary>The proxy's path of a cell; an upgrade goes where hello-app upgrades.</summary>
    public string PathOf(Cell cell)
    {
        var ns = cell.Target.Kind == Backend.OtherNamespace ? Elsewhere : Here;
        var segment = cell.Spelling is { } spelling
            ? $"services/{spelling.Of(cell.Target.Service)}"
            : string.Create(CultureInfo.InvariantCulture, $"pods/{Pod}:{Dimensions.Port}");
        return $"/api/v1/namespaces/{ns}/{segment}/proxy/{(cell.Method.Name == CallMethod.Upgrade ? "ws" : "")}";
    }

    private static async Task CreateAsync(Scenario s, Target target, string ns)
    {
        if (target.Kind is Backend.PodsProxy or Backend.MissingService)
            return;
        var service = new V1Service { Metadata = new V1ObjectMeta { Name = target.Service }, Spec = Spec(target.Kind) };
        await s.Session.Cluster.Admin.CoreV1.CreateNamespacedServiceAsync(service, ns, cancellationToken: s.Stop);
        if (target.Kind == Backend.ExternalName)
            return;
        await ServiceEndpoints.WaitAsync(s, ns, target.Service, ready: target.Kind == Backend.NoEndpoints ? 0 : 1);
    }

    private static V1ServiceSpec Spec(Backend kind) => new()
    {
        Type = kind == Backend.ExternalName ? "ExternalName" : "ClusterIP",
        // A name that never resolves (source: RFC 6761 section 6.4).
        ExternalName = kind == Backend.ExternalName ? "hello.invalid" : null,
        Selector = kind == Backend.ExternalName
            ? null
            : new Dictionary<string, string> { [AppObjects.Label] = kind == Backend.NoEndpoints ? "nobody" : Workload },
        Ports =
        [
            new V1ServicePort
            {
                Name = kind == Backend.Neighbour ? Dimensions.PortName : null,
                Port = Dimensions.Port,
                TargetPort = HelloWorkload.Port,
            },
        ],
    };
}
