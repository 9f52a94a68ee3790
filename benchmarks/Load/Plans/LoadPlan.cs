using Harness.Load.Engine;

namespace Harness.Load.Plans;

/// <summary>Load written down: what is asked, how often, and when it is too much.</summary>
/// <param name="Name">The plan's name.</param>
/// <param name="Scenarios">What is run, one after the other, in this order.</param>
public sealed record LoadPlan(string Name, IReadOnlyList<PlannedScenario> Scenarios)
{
    /// <summary>How long all of it takes when nothing ends it early, warm-ups included.</summary>
    public TimeSpan Duration => Scenarios.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Duration);
}

/// <summary>One scenario of a plan.</summary>
/// <param name="Name">Its name, unique in the plan; a DNS label, as files are named after it.</param>
/// <param name="Way">How its requests go.</param>
/// <param name="Steps">Its requests: each copy makes them in turn, over and over.</param>
/// <param name="Simulations">How much of it, one after the other.</param>
public sealed record PlannedScenario(
    string Name, PlannedWay Way, IReadOnlyList<PlannedRequest> Steps, IReadOnlyList<LoadSimulation> Simulations)
{
    /// <summary>Time under the first simulation's load before anything is measured.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Longest time that one pass through the steps may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most copies, and so most connections, where requests come at a rate.</summary>
    public int MaxCopies { get; init; } = 1_000;

    /// <summary>Threads that drive the copies.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What ends it early.</summary>
    public IReadOnlyList<LoadThreshold> Thresholds { get; init; } = [];

    /// <summary>How long it takes when nothing ends it early.</summary>
    public TimeSpan Duration => Simulations.Aggregate(WarmUp, (sum, one) => sum + one.During);
}

/// <summary>How requests go to the service.</summary>
public enum PlannedWay
{
    /// <summary>Through the API server's proxy, with a consumer's credentials.</summary>
    Proxied,

    /// <summary>Straight to the service.</summary>
    Direct,
}

/// <summary>One request, and what a correct answer to it is.</summary>
/// <param name="Path">Path and query at the service, from its first slash.</param>
public sealed record PlannedRequest(string Path)
{
    /// <summary>Any method but CONNECT.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Sent besides Host, Authorization, Connection and Content-Length, which are made.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What is sent; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Status of a correct answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Text that a correct answer's body holds; empty where every body is right.</summary>
    public string Contains { get; init; } = "";

    /// <summary>Whether requests follow one another on a connection; otherwise each has one of its own.</summary>
    public bool KeepAlive { get; init; } = true;

    /// <summary>HTTP version, exactly.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>The request as the engine takes it: put on a way's URL, with its credentials and trust.</summary>
    /// <param name="way">The way to the service's root, with credentials; what it says about the request itself is replaced.</param>
    /// <param name="url">The request's own URL on that way.</param>
    public HttpTarget On(HttpTarget way, Uri url)
    {
        ArgumentNullException.ThrowIfNull(way);
        return way with
        {
            Url = url,
            Marker = Contains,
            Method = Method,
            Headers = Headers,
            Body = Body,
            ExpectedStatus = Status,
            KeepAlive = KeepAlive,
            HttpVersion = HttpVersion,
        };
    }
}
