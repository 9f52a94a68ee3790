using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Harness.Api;
using Harness.Clusters.Engine;
using Harness.Images;
using Harness.Processes;
using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Waiting;

namespace Harness.Scenarios.Federation;

/// <summary>
/// The central Prometheus: on this host, outside the cluster, listening on loopback alone. It has a consumer's token and the cluster's
/// CA, and nothing else of the cluster's.
/// </summary>
internal sealed class CentralPrometheus : IAsyncDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan NextScrape = TimeSpan.FromSeconds(60);
    private readonly CentralFolder _folder = new();
    private readonly int _port = FreePort();
    private IAsyncDisposable? _host;

    private CentralPrometheus() => Api = new PrometheusApi(new UriBuilder("http", "127.0.0.1", _port).Uri);

    public PrometheusApi Api { get; }

    /// <summary>Starts it and waits until it takes queries; skips the scenario where this host has nothing to run it in.</summary>
    public static async Task<CentralPrometheus> StartAsync(Scenario s, IReadOnlyList<ServiceProxyUrl> sources, BearerToken token)
    {
        var central = new CentralPrometheus();
        s.Session.RemoveAtEnd("the central Prometheus", central);
        try
        {
            central.Rotate(token);
            (central._host, var death) = await central.HostAsync(s, sources);
            await central.ReadyAsync(death, s.Stop);
            return central;
        }
        catch
        {
            await central.DisposeAsync();
            throw;
        }
    }

    /// <summary>A Prometheus' command line, the same inside the cluster and out of it.</summary>
    public static IReadOnlyList<string> Arguments(string configurationFolder, string dataFolder, string listen) =>
    [
        $"--config.file={configurationFolder}/{PrometheusFiles.Configuration}",
        $"--storage.tsdb.path={dataFolder}",
        "--storage.tsdb.retention.time=1h",
        $"--web.listen-address={listen}",
    ];

    /// <summary>Puts another token in place of its own, while it runs.</summary>
    public void Rotate(BearerToken token) => _folder.Write(token);

    /// <summary>Waits until the API server has answered a scrape that began after now; a scrape that got no answer decides nothing.</summary>
    public Task<Target> NextScrapeAsync(string job, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Condition($"the central Prometheus' next scrape of {job} is answered", NextScrape).WaitAsync(
            async ct =>
            {
                var target = await Api.TargetAsync(job, ct);
                return target?.LastScrape > now && target.Status is not null ? Seen.Met(target) : Seen.NotYet<Target>($"{target}");
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is { } host)
            await host.DisposeAsync();
        Api.Dispose();
        _folder.Dispose();
    }

    private Task<bool> ReadyAsync(Func<CancellationToken, Task<string?>> deathAsync, CancellationToken cancellationToken) =>
        new Condition("the central Prometheus is ready", Start).WaitAsync(
            async ct =>
            {
                if (await deathAsync(ct) is { } death)
                    throw HarnessException.Undecided($"the central Prometheus did not stay up: {death}");
                return await Api.IsReadyAsync(ct) ? Seen.Met(true) : Seen.NotYet<bool>("not ready");
            },
            cancellationToken);

    /// <summary>Has it run in a container, else as a process; either can tell why it does not run any more, and null while it does.</summary>
    private async Task<(IAsyncDisposable Host, Func<CancellationToken, Task<string?>> DeathAsync)> HostAsync(Scenario s, IReadOnlyList<ServiceProxyUrl> sources)
    {
        var (api, listen) = (s.Session.Cluster.Api, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"));
        if (api.Authorities is { } authorities)
            _folder.Write(PrometheusFiles.Authorities, authorities.ExportCertificatePems());
        if (await EngineHereAsync(s.Stop) is { } engine)
        {
            _folder.Write(PrometheusFiles.Configuration, PrometheusFiles.OfCentral(api, sources, HostContainer.InputFolder));
            var container = await ContainerAsync(s, engine, Arguments(HostContainer.InputFolder, HostContainer.DataFolder, listen));
            return (container, container.DeathAsync);
        }

        var program = ProgramPath.Find("prometheus") ?? throw new IgnoreException(
            "nothing to run the central Prometheus in: this host has neither a container engine of its own nor prometheus on the PATH; install one of them");
        _folder.Write(PrometheusFiles.Configuration, PrometheusFiles.OfCentral(api, sources, _folder.Input));
        var process = BackgroundProcess.Start(program, Arguments(_folder.Input, _folder.Data, listen));
        _folder.Remember(process.Id);
        return (process, _ => Task.FromResult(process.HasExited ? process.Tail : null));
    }

    private async Task<HostContainer> ContainerAsync(Scenario s, ContainerEngine engine, IReadOnlyList<string> arguments)
    {
        try
        {
            var image = await s.ImageAsync(ThirdPartyImages.Prometheus, engine);
            return await HostContainer.StartAsync(engine, image, arguments, _folder.Input, s.Session.Run, s.Stop);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>An engine whose containers share this host's network and folders; null where there is none.</summary>
    private static async Task<ContainerEngine?> EngineHereAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var engine = await ContainerEngine.ConnectAsync(cancellationToken);
            if (engine.Endpoint.Address.Scheme == "unix")
                return engine;
            engine.Dispose();
            return null;
        }
        catch (HarnessException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
