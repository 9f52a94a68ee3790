using System.Collections.Concurrent;
using System.Net.WebSockets;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Conformance;

/// <summary>hello-app behind the API server's proxy, called by a consumer with every verb on services/proxy in its namespace.</summary>
/// <param name="Wire">Calls the API server.</param>
/// <param name="Workload">What is called.</param>
/// <param name="Version">The cluster's Kubernetes version, which expectations depend on.</param>
public sealed record ProxiedHello(Wire Wire, DeployedHello Workload, Version Version)
{
    public const string Caller = "consumer";
    private const int ShownPath = 200;

    public required CancellationToken Stop { get; init; }

    /// <summary>Each call so far, for the evidence.</summary>
    public CallLog Calls { get; init; } = new();

    /// <summary>Answers that decide nothing: the API server itself failed, or was not answered in time.</summary>
    public ConcurrentQueue<string> Undecided { get; init; } = new();

    /// <summary>How the URL writes the service: its plain name, or with scheme and port.</summary>
    public string Segment { get; init; } = Workload.Name;

    /// <summary>Path on the API server up to and including <c>/proxy</c>.</summary>
    public string Prefix => $"/api/v1/namespaces/{Workload.Namespace}/services/{Segment}/proxy";

    /// <summary>Provisions the consumer, for the hello-app that scenarios share or for one of its own.</summary>
    public static async Task<ProxiedHello> PrepareAsync(Scenario s, bool shared)
    {
        s.RequireOurImage("conformance");
        var workload = shared ? (await s.SharedHelloAsync()).Hello : await s.HelloAppAsync();
        var consumer = await s.ConsumerAsync(Caller);
        await s.GrantAsync(consumer, [], "*");
        var token = await s.TokenOfAsync(consumer);
        var version = KubernetesChange.VersionOf(s.Session.Facts.KubernetesVersion);
        return new ProxiedHello(new Wire(s.Session.Cluster.Api, token), workload, version) { Stop = s.Stop };
    }

    /// <summary>Calls, and reads the whole answer.</summary>
    public async Task<Answer> CallAsync(string method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await OpenAsync(method, path, body, headers);
        return await ReadAsync(response);
    }

    /// <summary>Reads the rest of an answer.</summary>
    public async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var answer = await Answer.ReadAsync(response, Stop);
        var call = new CallEvidence { Method = $"{response.RequestMessage!.Method}", Url = Prefix, Caller = Caller };
        var verdict = VerdictReader.Read(call, answer.Status, answer.Own is null ? "" : answer.Text);
        if (ScenarioObservations.IsUndecided(verdict))
            Undecided.Enqueue($"{verdict}");
        return answer;
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => CallAsync("GET", path, null, headers);

    /// <summary>What the answer to a GET says; see <see cref="Answer.Says"/>.</summary>
    public async Task<string> SayAsync(string path, string phrase = Words.GreetingPhrase, params (string Name, string Value)[] headers) =>
        (await GetAsync(path, headers)).Says(phrase);

    /// <summary>Calls; the answer's body is not read yet.</summary>
    public async Task<HttpResponseMessage> OpenAsync(
        string method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var note = Begin(method, path);
        var response = await Wire.SendAsync(method, Prefix + path, body, headers, Stop);
        note((int)response.StatusCode);
        return response;
    }

    /// <summary>Opens a WebSocket.</summary>
    public async Task ConnectAsync(ClientWebSocket socket, string path)
    {
        var note = Begin("GET (WebSocket)", path);
        try
        {
            await Wire.ConnectAsync(socket, Prefix + path, Stop);
        }
        finally
        {
            if (socket.HttpStatusCode != 0)
                note((int)socket.HttpStatusCode);
        }
    }

    /// <summary>Has <c>/echo</c>, or a path below it, describe what arrived.</summary>
    public async Task<string> EchoAsync(string path, Func<Echoed, string> describe, params (string Name, string Value)[] headers)
    {
        var answer = await GetAsync(path, headers);
        return answer.Echoed() is { } echoed ? describe(echoed) : answer.Says();
    }

    private Action<int> Begin(string method, string path)
    {
        var shown = path.Length <= ShownPath ? path : $"{path[..ShownPath]}…";
        return Calls.Begin(new CallEvidence { Method = method, Url = Prefix + shown, Caller = Caller });
    }
}
