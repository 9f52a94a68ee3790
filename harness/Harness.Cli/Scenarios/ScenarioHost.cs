using System.Reflection;
using Harness.Results;
using Harness.Scenarios.Running;
using Harness.Sessions;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Harness.Cli.Scenarios;

/// <summary>Runs the scenario assembly inside this process, on a session that is there already.</summary>
internal sealed class ScenarioHost
{
    private readonly NUnitTestAssemblyRunner _runner = new(new DefaultTestAssemblyBuilder());
    private readonly TestFilter _filter;
    private readonly TaskCompletionSource _allBegan = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _began;

    /// <summary>Loads the scenarios.</summary>
    /// <param name="filter">A claim's id, or part of a scenario's name; null for all.</param>
    /// <exception cref="HarnessException">The filter matches nothing; the message has the nearest right word.</exception>
    public ScenarioHost(string? filter)
    {
        var all = Load(_runner);
        var chosen = ScenarioFilter.Choose(filter, all);
        Count = chosen.Count;
        _filter = chosen.Count == all.Count ? TestFilter.Empty : TestFilter.FromXml(ScenarioFilter.Xml(chosen));
    }

    /// <summary>How many scenarios will run.</summary>
    public int Count { get; }

    /// <summary>Comes true when the last scenario has begun.</summary>
    public Task AllBegan => _allBegan.Task;

    /// <summary>All scenarios, by name.</summary>
    public static IReadOnlyList<ScenarioName> Names() => Load(new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder()));

    /// <summary>Runs them.</summary>
    /// <param name="session">What they run on.</param>
    /// <param name="folder">Where they attach files.</param>
    /// <param name="record">Called with each result as it comes, one at a time.</param>
    /// <param name="stop">Ends the running ones and starts no more; cancelled also when the cluster is lost.</param>
    public async Task RunAsync(HarnessSession session, RunFolder folder, Action<ScenarioResult> record, CancellationToken stop)
    {
        ScenarioRun.Use(session, folder, record, stop);
        using var registration = stop.Register(() => _runner.StopRun());
        await Task.Run(() => _runner.Run(new Beginnings(this), _filter), CancellationToken.None);
    }

    private static IReadOnlyList<ScenarioName> Load(NUnitTestAssemblyRunner runner) =>
        [.. Leaves(runner.Load(typeof(ScenarioFixture).Assembly, new Dictionary<string, object>())).Select(Describe)];

    private sealed class Beginnings(ScenarioHost host) : ITestListener
    {
        public void TestStarted(ITest test)
        {
            if (!test.HasChildren && Interlocked.Increment(ref host._began) == host.Count)
                host._allBegan.SetResult();
        }

        public void TestFinished(ITestResult result)
        {
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }

    private static IEnumerable<ITest> Leaves(ITest test) => test.HasChildren ? test.Tests.SelectMany(Leaves) : [test];

    private static ScenarioName Describe(ITest test) => new(
        test.FullName,
        $"{test.ClassName?.Split('.')[^1]}.{test.MethodName}",
        [.. test.Method?.MethodInfo.GetCustomAttributes<ClaimAttribute>().Select(claim => claim.Id) ?? []]);
}
