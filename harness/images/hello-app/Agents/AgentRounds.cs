using Harness.Load.Engine;
using HelloApp.Calling;

namespace HelloApp.Agents;

/// <summary>The rounds of an agent: one at a time, and the last one's report is kept.</summary>
internal sealed class AgentRounds(AgentOptions options)
{
    /// <summary>Two minutes, in microseconds: coordinators order seconds ahead.</summary>
    private const long LongestWait = 120_000_000;

    private readonly Lock _lock = new();
    private string? _token;
    private int _tokens;
    private AgentReport? _last;

    /// <summary>The agent's clock, in microseconds since 1970.</summary>
    public long Now => (options.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Takes an order; its load begins at its moment.</summary>
    /// <returns>Why it was refused; null where it was taken.</returns>
    public string? Take(AgentOrder order)
    {
        if (order.Fault() is { } fault)
            return fault;
        if (Target(order.Target) is not { } target)
            return $"this agent has no target {order.Target}";
        if (order.StartAt - Now > LongestWait)
            return "the order starts more than two minutes from now, and would keep others waiting";
        if (order.StartAt <= Now)
            return FormattableString.Invariant($"the order came {(Now - order.StartAt) / 1000.0:0.0} ms after its start");
        lock (_lock)
        {
            if (_last is { IsOver: false })
                return $"round {_last.Id} is not over";
            _last = new AgentReport(order.Id, null, 0, _tokens, null);
        }

        _ = RunAsync(order, target);
        return null;
    }

    /// <summary>How a round stands; null for one that this agent does not know.</summary>
    public AgentReport? Report(string id)
    {
        lock (_lock)
            return _last?.Id == id ? _last : null;
    }

    /// <summary>One request without load; null for a target that it does not have.</summary>
    public async Task<HttpAnswer?> AskAsync(string name, TimeSpan timeout, CancellationToken stop) => Target(name) is { } target
        ? await HttpAnswer.AskAsync(Read(target), timeout, options.Time, stop)
        : null;

    private AgentTarget? Target(string name) => options.Targets.FirstOrDefault(target => target.Name == name);

    private async Task RunAsync(AgentOrder order, AgentTarget target)
    {
        try
        {
            var ready = Read(target);
            await UntilAsync(order.StartAt);
            var late = TimeSpan.FromMicroseconds(Now - order.StartAt);
            var measured = await HttpRound.RunAsync(ready, order.ToRound(late), options.Time, CancellationToken.None);
            Tell(new AgentReport(order.Id, measured, late.TotalMilliseconds, _tokens, null));
        }
        catch (Exception failure)
        {
            // Whatever it is, the coordinator has to hear of it: it would wait otherwise.
            Tell(new AgentReport(order.Id, null, 0, _tokens, $"{failure.GetType().Name}: {failure.Message}"));
        }
    }

    private void Tell(AgentReport report)
    {
        lock (_lock)
            _last = report;
    }

    /// <summary>Again and again by the clock: a delay alone may end early or be in another clock's time.</summary>
    private async Task UntilAsync(long moment)
    {
        for (var left = moment - Now; left > 0; left = moment - Now)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, left / 1000)), options.Time);
    }

    /// <summary>With the token as it is in its file now.</summary>
    private HttpTarget Read(AgentTarget target)
    {
        var ready = new Caller(target.TokenFile, CaFile: target.CaFile).Target(target.Url, target.Marker);
        lock (_lock)
        {
            if (ready.Authorization?.Parameter is { } token && token != _token)
            {
                _token = token;
                _tokens++;
            }
        }

        return ready with
        {
            Method = new HttpMethod(target.Method),
            Body = target.BodyFile is { } file ? File.ReadAllBytes(file) : default,
            ExpectedStatus = target.ExpectedStatus,
            SpreadsAddresses = target.SpreadsAddresses,
        };
    }
}
