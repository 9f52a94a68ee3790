using System.Reflection;
using System.Xml.Linq;
using Harness.Results;
using Harness.Runs;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Harness.Scenarios.Running;

/// <summary>Runs the scenarios of this assembly inside the process that loaded it.</summary>
public sealed class NUnitScenarioRunner : IScenarioRunner
{
    private readonly NUnitTestAssemblyRunner _runner = new(new DefaultTestAssemblyBuilder());
    private Task _allBegan = Task.CompletedTask;

    /// <summary>Finds the scenarios.</summary>
    public NUnitScenarioRunner() => Names =
        [.. Leaves(_runner.Load(typeof(NUnitScenarioRunner).Assembly, new Dictionary<string, object>())).Select(Describe)];

    /// <inheritdoc/>
    public IReadOnlyList<ScenarioName> Names { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims => ClaimCatalogue.All;

    /// <inheritdoc/>
    public Task RunAsync(IReadOnlyList<ScenarioName> chosen, Run run, Action<ScenarioResult> record, CancellationToken stop)
    {
        ScenarioRun.Use(run, record, stop);
        var beginnings = new Beginnings(chosen.Count);
        var all = RunAsync(beginnings, Filter(chosen), stop);
        _allBegan = Task.WhenAny(beginnings.All, all);
        return all;
    }

    /// <inheritdoc/>
    public async Task AloneAsync(Func<Task> measure, CancellationToken stop)
    {
        await _allBegan;
        await ScenarioRun.Current!.ClusterUse.AloneAsync(measure, stop);
    }

    private async Task RunAsync(ITestListener listener, TestFilter filter, CancellationToken stop)
    {
        using var registration = stop.Register(() => _runner.StopRun());
        await Task.Run(() => _runner.Run(listener, filter), CancellationToken.None);
    }

    private TestFilter Filter(IReadOnlyList<ScenarioName> chosen) => chosen.Count == Names.Count
        ? TestFilter.Empty
        : TestFilter.FromXml(
            new XElement("filter", new XElement("or", chosen.Select(one => new XElement("test", one.FullName)))).ToString());

    private static IEnumerable<ITest> Leaves(ITest test) => test.HasChildren ? test.Tests.SelectMany(Leaves) : [test];

    private static ScenarioName Describe(ITest test) => new(
        test.FullName,
        $"{test.ClassName?.Split('.')[^1]}.{test.MethodName}",
        [.. test.Method?.MethodInfo.GetCustomAttributes<ClaimAttribute>().Select(claim => claim.Id) ?? []]);
}
