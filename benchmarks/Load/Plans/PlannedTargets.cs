using Harness.Load.Engine;

namespace Harness.Load.Plans;

/// <summary>A plan's requests on the ways to the workload.</summary>
/// <param name="ways">The ways, with credentials.</param>
internal sealed class PlannedTargets(HelloRoutes ways)
{
    /// <summary>A scenario's requests, each as a route of its own.</summary>
    public IReadOnlyList<LoadRoute> Of(PlannedScenario scenario)
    {
        return [.. scenario.Steps.Index().Select(step => Route($"{scenario.Name}, step {step.Index + 1}", step.Item))];

        LoadRoute Route(string name, PlannedRequest request)
        {
            var way = scenario.Way == PlannedWay.Direct
                ? ways.Direct(name)
                : ways.OnServer(name, ways.Hello.Url.PathAndQuery.TrimEnd('/') + request.Path, request.Contains);
            // Not new Uri(base, path): a path of two slashes would name another host.
            var url = scenario.Way == PlannedWay.Direct
                ? new Uri(way.Target.Url.GetLeftPart(UriPartial.Authority) + request.Path)
                : way.Target.Url;
            return way with { Target = request.On(way.Target, url) };
        }
    }
}

/// <summary>A scenario's steps as the engine runs them; owns .NET's clients of HTTP/2.</summary>
internal sealed class PlannedSteps : IDisposable
{
    private readonly IReadOnlyList<(string Name, HttpTarget Target, HttpMessageInvoker? Client)> _steps;

    /// <summary>Not connected yet.</summary>
    public PlannedSteps(PlannedScenario scenario, IReadOnlyList<HttpTarget> targets)
    {
        _steps = [.. targets.Index().Select(one => (
            FormattableString.Invariant($"step {one.Index + 1}"),
            one.Item,
            one.Item.HttpVersion.Major > 1 ? HttpConnections.To(one.Item, scenario.MaxCopies, scenario.Timeout) : null))];
        Scenario = new LoadScenario(scenario.Name, Create)
        {
            WarmUp = scenario.WarmUp,
            StepTimeout = scenario.Timeout,
            Drain = scenario.Timeout,
            MaxCopies = scenario.MaxCopies,
            Threads = scenario.Threads,
            Thresholds = scenario.Thresholds,
        };
    }

    /// <summary>For the engine.</summary>
    public LoadScenario Scenario { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, client) in _steps)
            client?.Dispose();
    }

    private IStep Create(EventLoop loop)
    {
        return _steps is [var only]
            ? Step(only.Target, only.Client)
            : new StepSequence([.. _steps.Select(one => (one.Name, Step(one.Target, one.Client)))]);

        IStep Step(HttpTarget target, HttpMessageInvoker? client) =>
            client is null ? new HttpStep(loop, target) : new HttpClientStep(client, target);
    }
}
