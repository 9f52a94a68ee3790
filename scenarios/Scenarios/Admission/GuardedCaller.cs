using Harness.Access;
using Harness.Proxying;
using Harness.Results;
using Harness.Scenarios.Conformance;
using Harness.Scenarios.Running;
using Harness.Workloads.Admission;

namespace Harness.Scenarios.Admission;

/// <summary>A consumer whose calls a guard judges: its column of the matrix. Paths are sent as they are written.</summary>
internal sealed class GuardedCaller : IDisposable
{
    private const string Matrix = "Single endpoints, by admission";
    private readonly Scenario _scenario;
    private readonly PathGuard _guard;
    private readonly Wire _wire;
    private readonly ServiceProxyClient _client;
    private readonly string _name;

    private GuardedCaller(Scenario scenario, PathGuard guard, Wire wire, ServiceProxyClient client, string name) =>
        (_scenario, _guard, _wire, _client, _name) = (scenario, guard, wire, client, name);

    public static async Task<GuardedCaller> OfAsync(Scenario s, Consumer consumer, PathGuard guard)
    {
        var token = await s.TokenOfAsync(consumer);
        return new GuardedCaller(
            s, guard, new Wire(s.Session.Cluster.Api, token), s.ClientWith(consumer.Name, token), consumer.Name);
    }

    /// <summary>What the report says beside the claim.</summary>
    public static void TellWhoDecides(Scenario s, string kind) => s.Seen.Expect(
        Observation.WhoDecides, "a ValidatingAdmissionPolicy or a validating webhook", kind, asExpected: true);

    /// <summary>The call reaches the application, whatever that answers.</summary>
    public async Task PassesAsync(string call, string target, string method = "GET", Version? version = null) =>
        Expect(call, await CallAsync(target, method, version));

    /// <summary>The guard refuses the call; an answer to HEAD does not say who does.</summary>
    public async Task IsRefusedAsync(string call, string target, string method = "GET", Version? version = null) =>
        ExpectRefusal(call, await CallAsync(target, method, version));

    /// <summary>A WebSocket is opened.</summary>
    public async Task UpgradesAsync(string call, string target) =>
        Expect(call, await _client.UpgradeAsync(target, _scenario.Stop));

    /// <summary>The guard refuses a WebSocket.</summary>
    public async Task IsRefusedUpgradeAsync(string call, string target) =>
        ExpectRefusal(call, await _client.UpgradeAsync(target, _scenario.Stop));

    /// <summary>Nobody could be asked about the call, so that it is refused: by an error that names whom.</summary>
    public async Task IsNotLetThroughAsync(string call, string target)
    {
        var verdict = await CallAsync(target, "GET", null);
        var evidence = verdict.Evidence;
        var isClosed = evidence.Status == 500 && evidence.Message?.Contains(_guard.Mark, StringComparison.Ordinal) == true
            && evidence.Message.Contains("failed calling webhook", StringComparison.Ordinal);
        _scenario.Seen.Expect(
            $"{call}: {Column}", $"500: failed calling webhook \"{_guard.Mark}\"", $"{evidence.Status}: {evidence.Message}", isClosed,
            verdict.ToString(), evidence.Status is null ? evidence.Error : null);
    }

    public async Task<Verdict> CallAsync(string target, string method, Version? version)
    {
        var call = new CallEvidence { Method = method, Url = target, Caller = _name };
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(_scenario.Stop);
        bound.CancelAfter(Patience);
        try
        {
            using var response = await _wire.SendAsync(method, target, null, [], bound.Token, version);
            return VerdictReader.Read(call, (int)response.StatusCode, await response.Content.ReadAsStringAsync(bound.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !_scenario.Stop.IsCancellationRequested))
        {
            return VerdictReader.Unanswered(call, failure);
        }
    }

    public void Dispose() => _wire.Dispose();

    /// <summary>Calls are many and callers two: with a row for each call, no heading is written upright.</summary>
    private string Column => _name.StartsWith(GuardedConsumers.GuardedName, StringComparison.Ordinal)
        ? "guarded: may call the listed paths alone"
        : "other: may call every path";

    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    private void Expect(string call, Verdict verdict) =>
        _scenario.Seen.ExpectCell(Matrix, call, Column, VerdictKind.Allowed, verdict);

    private void ExpectRefusal(string call, Verdict verdict)
    {
        _scenario.Seen.Show(new MatrixCell(Matrix, call, Column, $"{VerdictKind.Forbidden}", $"{verdict.Kind}"));
        var isSilent = verdict.Evidence is { Method: "HEAD", Status: 403 };
        _scenario.Seen.Expect(
            $"{call}: {Column}", $"403 by the {_guard.Kind}", $"{verdict.Evidence.Status}: {verdict.Evidence.Message}",
            GuardedConsumers.IsBy(_guard, verdict) || isSilent, verdict);
    }
}
