using BenchmarkDotNet.Attributes;
using Harness.Load.Engine;

namespace Harness.Micro;

/// <summary>The engine's cost of one request: small compared with the tens of microseconds that a loopback request takes.</summary>
[MemoryDiagnoser]
public class StepBenchmarks : IDisposable
{
    private const int RunnerRequests = 10_000;
    private readonly HttpMessageInvoker _client = new(new InMemoryHello());
    private readonly HttpRequestMessage _request = InMemoryHello.Target.CreateRequest();
    private HttpClientStep _step = null!;

    [GlobalSetup]
    public void Setup() => _step = new HttpClientStep(_client, InMemoryHello.Target);

    [Benchmark(Baseline = true, Description = "the bare call, its body unread")]
    public async Task<int> CallAsync()
    {
        using var response = await _client.SendAsync(_request, CancellationToken.None);
        return (int)response.StatusCode;
    }

    [Benchmark(Description = "one HttpClientStep")]
    public ValueTask<StepOutcome> Step() => _step.RunAsync(CancellationToken.None);

    [Benchmark(OperationsPerInvoke = RunnerRequests, Description = "one request of a LoadRunner round")]
    public Task<RoundMeasurement> Runner()
    {
        var clock = new CountingClock(RunnerRequests);
        var scenario = new LoadScenario("micro", _ => new HttpClientStep(_client, InMemoryHello.Target));
        return new LoadRunner(clock).RunAsync(scenario, LoadSimulation.KeepConstant(1, CountingClock.Round));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _step?.Dispose();
        _request.Dispose();
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A clock on which a round of a second lasts exactly so many requests; it reads the real clock too, for its cost.</summary>
    private sealed class CountingClock(int requests) : TimeProvider
    {
        public static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
        private long _readings;

        public override long TimestampFrequency => requests;

        public override long GetTimestamp() => System.GetTimestamp() == 0 ? 0 : _readings++;
    }
}
