using System.Net.Sockets;
using System.Text.Json;

namespace Harness.Clusters.Engine;

/// <summary>Where the container engine listens, and what it answers about itself.</summary>
/// <param name="Address">E.g. <c>unix:///var/run/docker.sock</c>.</param>
/// <param name="Version">Engine version; null when it could not be asked without credentials.</param>
/// <param name="ApiVersion">Newest API version it speaks; null likewise.</param>
public sealed record EngineEndpoint(Uri Address, string? Version, Version? ApiVersion)
{
    /// <summary>What the engine calls itself, e.g. <c>Podman</c>; several speak Docker's API.</summary>
    public string Product { get; init; } = "Docker";

    /// <summary>The API version that Testcontainers asks for unless told otherwise.</summary>
    public static readonly Version ClientApiVersion = new(1, 44);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The newest API version that both sides speak.</summary>
    public Version CommonApiVersion => ApiVersion is { } engine && engine < ClientApiVersion ? engine : ClientApiVersion;

    /// <summary>Whether its containers run on this machine, as far as the address says: a tunnel's end on loopback counts, too.</summary>
    internal bool IsLocal => Address.Scheme is "unix" or "npipe" || Address.IsLoopback;

    /// <summary>The host on which the ports that it publishes are reached from here.</summary>
    internal string PublishedOn => Address.Scheme == "unix" ? "127.0.0.1" : Address.Host;

    /// <summary>
    /// Finds an engine that answers (DOCKER_HOST, else the usual sockets) and settles the API version for every client
    /// in this process and its children: Testcontainers reads DOCKER_API_VERSION when it is first touched.
    /// </summary>
    /// <returns>The engine, or null with <paramref name="tried"/> listing what was tried and what came back.</returns>
    public static async Task<EngineEndpoint?> FindAsync(List<string> tried, CancellationToken cancellationToken)
    {
        foreach (var address in Candidates())
        {
            try
            {
                var found = await AskAsync(address, cancellationToken).ConfigureAwait(false);
                Environment.SetEnvironmentVariable("DOCKER_HOST", address.OriginalString);
                if (found.CommonApiVersion < ClientApiVersion)
                    Environment.SetEnvironmentVariable("DOCKER_API_VERSION", found.CommonApiVersion.ToString());
                return found;
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException || Expired(failure, cancellationToken))
            {
                var why = failure is OperationCanceledException
                    ? $"no answer for {AnswerTimeout.TotalSeconds:0} s"
                    : failure.GetBaseException().Message;
                tried.Add($"{address.OriginalString}: {why}");
            }
        }

        return null;
    }

    private static HttpClient CreateClient(Uri address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (address.Scheme == "unix")
            handler.ConnectCallback = (_, ct) => ConnectAsync(address.LocalPath, ct);
        var host = address.Scheme == "unix" ? "engine" : address.Authority;
        return new HttpClient(handler) { Timeout = AnswerTimeout, BaseAddress = new Uri($"http://{host}") };
    }

    private static bool Expired(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && !cancellationToken.IsCancellationRequested;

    private static IEnumerable<Uri> Candidates()
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host)
        {
            if (!Uri.TryCreate(host, UriKind.Absolute, out var given)
                || given.Scheme is not ("unix" or "tcp" or "http" or "https" or "npipe"))
            {
                throw HarnessException.BadInput($"DOCKER_HOST={host} is not an address like unix:///var/run/docker.sock");
            }

            return [given];
        }

        string?[] sockets =
        [
            "/var/run/docker.sock",
            Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? Path.Combine(runtime, "docker.sock") : null,
        ];
        return sockets.OfType<string>().Select(socket => new Uri($"unix://{socket}"));
    }

    private static async Task<EngineEndpoint> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme is not ("unix" or "tcp" or "http"))
            return new EngineEndpoint(address, null, null);

        using var client = CreateClient(address);
        using var answer = JsonDocument.Parse(await client.GetStringAsync("/version", cancellationToken).ConfigureAwait(false));
        if (answer.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("/version is answered by something that is not a container engine");
        var api = System.Version.TryParse(Text(answer.RootElement, "ApiVersion"), out var parsed) ? parsed : null;
        return new EngineEndpoint(address, Text(answer.RootElement, "Version"), api) { Product = ProductIn(answer.RootElement) };
    }

    /// <summary>Podman is told by the first of its components, "Podman Engine"; Docker's is just "Engine".</summary>
    private static string ProductIn(JsonElement answer) =>
        answer.TryGetProperty("Components", out var parts) && parts.ValueKind == JsonValueKind.Array
            && parts.EnumerateArray().Any(part => part.ValueKind == JsonValueKind.Object && Text(part, "Name") == "Podman Engine")
            ? "Podman"
            : "Docker";

    private static string? Text(JsonElement answer, string key) =>
        answer.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
