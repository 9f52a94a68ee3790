using System.Collections.Concurrent;
using System.Net.WebSockets;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Conformance;

/// <summary>One thing that the API server's proxy does with a call.</summary>
/// <param name="Name">What is sent, or what is called.</param>
/// <param name="Expected">What should happen.</param>
/// <param name="ObserveAsync">Calls, and says in the same words what happened.</param>
public sealed record ProxyCase(string Name, Expectation Expected, Func<ProxiedHello, Task<string>> ObserveAsync)
{
    /// <summary>Longest wait for an answer; a machine under load is slow with long bodies.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether it only waits for its answer, so that others can measure meanwhile.</summary>
    public bool OnlyWaits { get; init; }

    /// <summary>The answer to a GET of a service's root, with the given segment for the service in the URL.</summary>
    public static ProxyCase Root(string segment, string name, Expectation expected, string phrase = Words.GreetingPhrase) =>
        new(name, expected, hello => (hello with { Segment = segment }).SayAsync("/", phrase));

    /// <summary>
    /// Observes the case and records it. A call without an answer, or abandoned here, decides nothing; half an answer is a wrong one.
    /// </summary>
    public async Task HoldAsync(ScenarioObservations seen, ProxiedHello hello)
    {
        var due = Expected.On(hello.Version);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(hello.Stop);
        bound.CancelAfter(Patience);
        var bounded = hello with { Stop = bound.Token, Calls = new CallLog(), Undecided = new ConcurrentQueue<string>() };
        try
        {
            var observed = await ObserveAsync(bounded);
            Note(observed, due.Contains(observed) ? null : bounded.Undecided.FirstOrDefault());
        }
        catch (HarnessException late)
        {
            Note("not seen in time", late.Message);
        }
        catch (Exception failure) when (IsOfTheCall(failure, hello.Stop) && bounded.Calls.Last is { } last)
        {
            var isHalf = last.Status is not null && failure is not OperationCanceledException;
            Note(isHalf ? $"no whole answer: {failure.Message}" : "no answer", isHalf ? null : failure.Message);
        }

        void Note(string observed, string? undecided) =>
            seen.Expect(Name, string.Join(", or ", due), observed, due.Contains(observed), $"{bounded.Calls}", undecided);
    }

    private static bool IsOfTheCall(Exception failure, CancellationToken stop) =>
        failure is HttpRequestException or IOException or WebSocketException
        || (failure is OperationCanceledException && !stop.IsCancellationRequested);
}
