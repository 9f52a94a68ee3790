using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Harness.Api;
using Harness.Lifetime;
using Harness.Processes;
using Harness.Waiting;
using k8s;

namespace Harness.Clusters.ControlPlane;

/// <summary>
/// kube-apiserver and etcd as plain processes on loopback: an authorizer of any Kubernetes version, ready in seconds, without Docker,
/// nodes or pods. Disposing of it stops both and removes their folder.
/// </summary>
internal sealed class LocalControlPlane : IAsyncDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);
    private readonly Teardown _teardown;

    private LocalControlPlane(Kubernetes admin, string version, Teardown teardown) =>
        (Admin, KubernetesVersion, _teardown) = (admin, version, teardown);

    /// <summary>An administrator's client.</summary>
    public Kubernetes Admin { get; }

    /// <summary>Its version, e.g. <c>v1.34.1</c>.</summary>
    public string KubernetesVersion { get; }

    /// <summary>Starts both, and waits until the API server says that it is ready, its own roles and bindings included.</summary>
    /// <exception cref="HarnessException">One of them did not start, or not in time; the message holds its last output.</exception>
    public static async Task<LocalControlPlane> StartAsync(ControlPlaneBinaries binaries, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(binaries, cancellationToken).ConfigureAwait(false);
            }
            catch (HarnessException lost)
                when (attempt < Tries && lost.Message.Contains("address already in use", StringComparison.Ordinal))
            {
                // A port that was free when chosen has been taken since: choose others.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _teardown.DisposeAsync();

    private static async Task<LocalControlPlane> StartOnceAsync(ControlPlaneBinaries binaries, CancellationToken cancellationToken)
    {
        var teardown = new Teardown();
        try
        {
            var folder = ScratchFolder.Create("control-plane");
            teardown.Push($"folder {folder.FullPath}", folder.Dispose);
            using var certificates = new ControlPlaneCertificates(TimeProvider.System);
            var ports = FreePorts(3);
            var arguments = ControlPlaneArguments.Write(folder, certificates, ports);

            var etcd = Run(binaries.Etcd, arguments.Etcd, folder, teardown);
            var server = Run(binaries.KubeApiServer, arguments.ApiServer, folder, teardown);
            var admin = Client(certificates, arguments.ApiServerPort);
            teardown.Push("the client", admin);
            var version = await ReadyAsync(admin, etcd, server, cancellationToken).ConfigureAwait(false);
            return new LocalControlPlane(admin, version, teardown);
        }
        catch
        {
            await teardown.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static BackgroundProcess Run(string program, IReadOnlyList<string> arguments, ScratchFolder folder, Teardown teardown)
    {
        var process = BackgroundProcess.Start(program, arguments);
        teardown.Push($"process {process.Id.ToString(CultureInfo.InvariantCulture)} ({program})", process);
        folder.Remember(process.Id);
        return process;
    }

    private static Kubernetes Client(ControlPlaneCertificates certificates, int port)
    {
        var (certificate, key) = certificates.ForAdministrator();
        var api = new ApiServerAddress(new UriBuilder("https", "127.0.0.1", port).Uri, [certificates.Authority]);
        return KubernetesClients.Create(api, ApiCredentials.OfCertificate("the control plane", certificate, key), Repeats.Usual);
    }

    /// <summary><c>/readyz</c> answers 200 only after the hooks that make the default roles and bindings have ended.</summary>
    private static Task<string> ReadyAsync(
        Kubernetes admin, BackgroundProcess etcd, BackgroundProcess server, CancellationToken cancellationToken) =>
        new Condition("the control plane's API server is ready", ReadyDeadline).WaitAsync(
            async ct =>
            {
                await EnsureAliveAsync("etcd", etcd).ConfigureAwait(false);
                await EnsureAliveAsync("kube-apiserver", server).ConfigureAwait(false);
                var (isReady, answer) = await ApiServerHealth.AskAsync(admin, ct).ConfigureAwait(false);
                return isReady
                    ? Seen.Met((await admin.Version.GetCodeAsync(ct).ConfigureAwait(false)).GitVersion)
                    : Seen.NotYet<string>(answer);
            },
            cancellationToken);

    private static async Task EnsureAliveAsync(string name, BackgroundProcess process)
    {
        if (!process.HasExited)
            return;
        var said = await process.LastWordsAsync().ConfigureAwait(false);
        throw HarnessException.Undecided($"{name} of the control plane ended before it was ready; it said:\n{said}");
    }

    /// <summary>Ports that were free just now, all different: each is held until the last is found.</summary>
    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
