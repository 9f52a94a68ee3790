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
/// The central Prometheus: on this host, outside the cluster, listening on loopback only. Of the cluster it has a consumer's token
/// and the CA, and nothing else.
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

    /// <summary>Starts it and waits until it accepts queries; skips the scenario if this host has nothing to run it in.</summary>
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

    /// <summary>A Prometheus' command line, the same inside and outside the cluster.</summary>
    public static IReadOnlyList<string> Arguments(string configurationFolder, string dataFolder, string listen) =>
    [
        $"--config.file={configurationFolder}/{PrometheusFiles.Configuration}",
        $"--storage.tsdb.path={dataFolder}",
        "--storage.tsdb.retention.time=1h",
        $"--web.listen-address={listen}",
    ];

    /// <summary>Replaces its token while it runs.</summary>
    public void Rotate(BearerToken token) => _folder.Write(token);

    /// <summary>Waits for the answer to a scrape that begins after now; a scrape without an answer decides nothing.</summary>
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

    /// <summary>Runs it in a container, else as a process; either says why it ended, or null while it runs.</summary>
    private async Task<(IAsyncDisposable Host, Func<CancellationToken, Task<string?>> DeathAsync)> HostAsync(
        Scenario s, IReadOnlyList<ServiceProxyUrl> sources)
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
            "the central Prometheus cannot run here: no local container engine, and no prometheus on the PATH; install one of them");
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
