using System.CommandLine;
using Harness.Api;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Load.Agents;
using Harness.Load.Ladder;
using Harness.Load.Services;
using Harness.Runs;
using Harness.Workloads.Agents;

namespace Harness.Cli.Commands;

/// <summary><c>bench --service --agents</c>: a service that is there already, from pods that are made for it and removed again.</summary>
internal static class ServiceAgentsBench
{
    /// <summary>Measures it, or only says what would be made, without asking anybody.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(
        ParseResult parsed, RunRequest request, ServiceRequest service, bool isDry, RunOutput output)
    {
        var (count, profile) = (AgentsBench.CountOfService(parsed), Profile(parsed));
        EnsureOptions(parsed, request.Settings, service);
        var plan = new ServiceAgentsPlan(request.Settings, service, count, profile);
        if (isDry)
        {
            Screen.Result(string.Join('\n', plan.Lines().Select(line => $"# {line}")));
            Screen.Result("# the RBAC that the kubeconfig's user needs; fill in the name, and apply it as an administrator.");
            Screen.Document(plan.Rbac.TrimEnd());
            return ExitCode.Of(Outcome.AsExpected);
        }

        Screen.Say(string.Join('\n', plan.Lines()));
        using var interruption = new Interruption();
        var found = await FindAsync(request.Settings, service, interruption.Stop);
        var step = new ServiceAgentsRun(found, count, profile, SuiteBench.Seed(parsed));
        return RunCommand.Show(await Run.ExecuteAsync(
            request with { Needed = found.Permissions.Needed }, [step], interruption.Stop), output);
    }

    private static async Task<MeasurableService> FindAsync(RunSettings settings, ServiceRequest service, CancellationToken stop)
    {
        var cluster = settings.Cluster;
        using var caller = await ApiCaller.ConnectAsync(cluster.Kubeconfig!, cluster.Context, cluster.AllowsPlainHttp, stop);
        return await MeasurableService.FindAsync(caller, service, settings.Get(Settings.HelloImage) is not null, stop);
    }

    private static LadderProfile Profile(ParseResult parsed)
    {
        _ = SuiteBench.OfService(parsed); // refuses what is not for a service
        var count = AgentsBench.CountOfService(parsed);
        return AgentsBench.Enough(
            SuiteBench.WithConnections(AgentProfiles.OfService(SuiteBench.ProfileName(parsed), count), parsed), count);
    }

    private static void EnsureOptions(ParseResult parsed, RunSettings settings, ServiceRequest service)
    {
        if (settings.Cluster.Kubeconfig is null)
            throw HarnessException.BadInput("--service is on a cluster that is there already: give --kubeconfig FILE");
        if (ServiceBench.HasDirectUrl(parsed))
            throw HarnessException.BadInput("--direct-url does not go with --agents, which call the service by its own address");
        if (settings.Get(Settings.Direct) is DirectRouteKind.Node or DirectRouteKind.Published)
            throw HarnessException.BadInput("--direct does not go with --agents, which call the service by its own address");
        if (service.Body.Length > AgentFleet.LongestBody)
        {
            throw HarnessException.BadInput(FormattableString.Invariant(
                $"--body: {service.Body.Length} bytes; agents get it in a Secret: at most {AgentFleet.LongestBody >> 10} KiB"));
        }
    }
}
