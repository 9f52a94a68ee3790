using System.CommandLine;
using System.Net;
using Harness.Api;
using Harness.Cli.Options;
using Harness.Cli.Terminal;
using Harness.Clusters;
using Harness.Load.Ladder;
using Harness.Load.Services;
using Harness.Runs;

namespace Harness.Cli.Commands;

/// <summary>
/// <c>bench --service</c> without <c>--agents</c>: a service that is there already. It makes nothing on the cluster, and loads nothing
/// unasked.
/// </summary>
internal static class ServiceBench
{
    /// <summary>Names the service.</summary>
    public static readonly Option<string?> ServiceOption = CommandOption.Text(
        "--service", "NS/NAME[:PORT]", "measure this service of the kubeconfig's cluster instead of hello-app, as the kubeconfig's user");

    private static readonly Option<string?> PathOption = CommandOption.Text("--path", "P", "with --service: path and query (default: /)");
    private static readonly Option<string?> MethodOption = CommandOption.Text(
        "--method", "M", "with --service: HTTP method (default: GET)");

    private static readonly Option<string?> BodyOption = CommandOption.Text("--body", "FILE", "with --service: sent with each request");
    private static readonly Option<string?> DirectUrlOption = CommandOption.Text(
        "--direct-url", "URL",
        "with --service: its address past the API server, e.g. http://10.0.0.7:30080 (or --direct node, or --agents)");

    private static readonly Option<bool> MayChangeOption = new("--may-change-data")
    {
        Description = "with --service: allow a method other than GET and HEAD; it is sent thousands of times",
    };

    private static readonly Option<bool> OwnOption = new("--i-own-this-target")
    {
        Description = "with --direct-url: allow load on an address that is not on loopback",
    };

    private static IEnumerable<Option> Others =>
        [PathOption, MethodOption, BodyOption, DirectUrlOption, MayChangeOption, OwnOption];

    /// <summary>Adds its options.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in Others.Prepend(ServiceOption))
            command.Options.Add(option);
    }

    /// <summary>Whether an address past the API server was given.</summary>
    public static bool HasDirectUrl(ParseResult parsed) => parsed.GetValue(DirectUrlOption) is not null;

    /// <summary>What is asked of a service; null where no service was named.</summary>
    /// <exception cref="HarnessException">The options do not go together, or cannot be sent.</exception>
    public static ServiceRequest? Request(ParseResult parsed)
    {
        if (parsed.GetValue(ServiceOption) is not { } service)
        {
            return Others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } stray
                ? throw HarnessException.BadInput($"{stray.Name} is for --service NS/NAME")
                : null;
        }

        var request = ServiceRequest.Parse(
            service, parsed.GetValue(PathOption), parsed.GetValue(MethodOption), parsed.GetValue(BodyOption));
        return request.MayChange && !parsed.GetValue(MayChangeOption)
            ? throw HarnessException.BadInput(
                $"--method {request.Method} may change what the service keeps, thousands of times over; allow that with --may-change-data")
            : request;
    }

    /// <summary>Measures it, or only says what it would do, without asking anybody.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(
        ParseResult parsed, RunRequest request, ServiceRequest service, LadderProfile profile, bool isDry, RunOutput output)
    {
        var cluster = request.Settings.Cluster;
        if (cluster.Kubeconfig is not { } kubeconfig)
            throw HarnessException.BadInput("--service is on a cluster that is there already: give --kubeconfig FILE");
        var (direct, seed) = (DirectUrl(parsed), SuiteBench.Seed(parsed));
        var loads = $"this run makes nothing, and loads {service.Service} with up to {profile.Connections.Max()} requests in flight for "
            + $"{profile.Budget.TotalSeconds:0} s";
        if (isDry)
        {
            Screen.Result($"on the cluster of {PrintableText.Line(kubeconfig)}, {loads}");
            return ExitCode.Of(Outcome.AsExpected);
        }

        using var interruption = new Interruption();
        using var caller = await ApiCaller.ConnectAsync(kubeconfig, cluster.Context, cluster.AllowsPlainHttp, interruption.Stop);
        var measure = new ServiceRun(service, profile, seed)
        {
            DirectUrl = direct,
            CallsNodes = request.Settings.Get(Settings.Direct) == DirectRouteKind.Node,
        };
        await measure.PrepareAsync(caller, interruption.Stop);
        request.Progress.Say($"on {caller.Api.Address}, {loads}");
        var run = Run.Begin(request);
        Exception? failure = null;
        try
        {
            await measure.RunAsync(run, caller, interruption.Stop);
        }
        catch (Exception cause)
        {
            failure = cause;
        }

        return RunCommand.Show(await run.EndAsync(failure, interruption.Stop), output);
    }

    /// <summary>Refused before anything is asked: what the API server's host is, the kubeconfig says.</summary>
    private static Uri? DirectUrl(ParseResult parsed)
    {
        if (parsed.GetValue(DirectUrlOption) is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            throw HarnessException.BadInput($"--direct-url {PrintableText.Line(text)}: not an http:// or https:// address");
        return IsLoopback(url) || parsed.GetValue(OwnOption)
            ? url
            : throw HarnessException.BadInput(
                $"--direct-url {PrintableText.Line(text)} is not on loopback; if you may put load on it, say so with --i-own-this-target");
    }

    private static bool IsLoopback(Uri url) =>
        url.IdnHost == "localhost" || (IPAddress.TryParse(url.IdnHost, out var address) && IPAddress.IsLoopback(address));
}
