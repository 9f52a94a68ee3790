using BenchmarkDotNet.Attributes;
using Harness.Load.Engine;
using Harness.Load.Ladder;

namespace Harness.Micro;

/// <summary>One request from connecting to the last byte, to a server in this process: what the ladder measures on each way.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly StubServer _server = new();
    private HttpTarget _target = null!;

    [GlobalSetup]
    public void Setup() => _target = new HttpTarget(_server.Url, "Hello, world!");

    [Benchmark(Description = "one request on a connection of its own")]
    public Task<HttpAnswer> AskAsync() => HttpAnswer.AskAsync(_target, Timeout, TimeProvider.System, CancellationToken.None);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
