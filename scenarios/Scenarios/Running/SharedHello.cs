using Harness.Runs;
using Harness.Workloads;

namespace Harness.Scenarios.Running;

/// <summary>
/// hello-app and a neighbour in one namespace, for all scenarios that change neither. Each scenario has its own consumers and grants there;
/// what is granted to one consumer does not affect the others.
/// </summary>
public sealed record SharedHello(DeployedHello Hello, DeployedHello Neighbour)
{
    internal static async Task<SharedHello> DeployAsync(HarnessSession session, CancellationToken stop)
    {
        var ns = await session.Namespaces.CreateAsync("shared", stop);
        var deployed = await Task.WhenAll(DeployAsync("hello-app"), DeployAsync("hello-neighbour"));
        return new SharedHello(deployed[0], deployed[1]);

        Task<DeployedHello> DeployAsync(string name) => session.Deployer.DeployAsync(HelloWorkload.Standard(name), ns, [], stop);
    }
}
