using Harness.Processes;

namespace Harness.Scenarios.Federation;

/// <summary>The central Prometheus as a process of this host's.</summary>
internal sealed class CentralProcess : ICentralHost
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task<ProcessOutcome> _running;

    public CentralProcess(string program, IReadOnlyList<string> arguments) =>
        _running = ProcessRunner.RunAsync(program, arguments, cancellationToken: _end.Token);

    public async Task<string?> DeathAsync(CancellationToken cancellationToken) =>
        _running.IsCompleted ? (await _running).ErrorTail : null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(_running);
        _end.Dispose();
    }
}
