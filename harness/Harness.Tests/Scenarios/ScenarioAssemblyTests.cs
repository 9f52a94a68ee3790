using System.Reflection;
using Harness.Runs;
using Harness.Scenarios.Running;
using NUnit.Framework.Interfaces;

namespace Harness.Tests.Scenarios;

/// <summary>Every scenario names a known claim or a topic of conformance, and its fixture records the result.</summary>
internal sealed class ScenarioAssemblyTests
{
    private const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly MethodInfo[] Scenarios =
    [
        .. typeof(ScenarioFixture).Assembly.GetTypes().SelectMany(type => type.GetMethods(Every | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is ITestBuilder or ISimpleTestBuilder)),
    ];

    [Test]
    public void There_are_scenarios() => Scenarios.ShouldNotBeEmpty();

    [Test]
    public void Every_scenario_has_claims_that_the_catalogue_knows_or_a_topic_of_conformance() => Scenarios
        .Where(scenario => Claims(scenario).Any(id => ClaimCatalogue.Find(id) is null)
            || (!Claims(scenario).Any() && Topic(scenario) is null && !IsOfOwnJudgement(scenario)))
        .Select(Name).ShouldBeEmpty();

    [Test]
    public void Every_scenario_is_in_a_fixture_that_records_it() => Scenarios
        .Where(scenario => !typeof(ScenarioFixture).IsAssignableFrom(scenario.DeclaringType))
        .Select(Name).ShouldBeEmpty();

    [Test]
    public void No_scenario_claims_the_same_twice() => Scenarios
        .Where(scenario => Claims(scenario).Distinct().Count() != Claims(scenario).Count())
        .Select(Name).ShouldBeEmpty();

    [Test]
    public void Found_at_run_time_they_are_all_there_with_their_claims()
    {
        var known = ScenarioAssembly.Load(typeof(ScenarioFixture).Assembly.Location).Names;

        known.Select(scenario => scenario.ShortName).Distinct().ShouldBe(Scenarios.Select(Name), ignoreOrder: true);
        known.SelectMany(scenario => scenario.Claims).Distinct().ShouldBe(Scenarios.SelectMany(Claims).Distinct(), ignoreOrder: true);
    }

    private static IEnumerable<string> Claims(MethodInfo scenario) =>
        scenario.GetCustomAttributes<ClaimAttribute>().Select(claim => claim.Id);

    /// <summary>Those of Rbac hold this program's own judgement against the cluster's: they are about no claim.</summary>
    private static bool IsOfOwnJudgement(MethodInfo scenario) => scenario.DeclaringType!.Namespace == "Harness.Scenarios.Rbac";

    private static string? Topic(MethodInfo scenario) => scenario.GetCustomAttribute<ConformanceAttribute>()?.Topic;

    private static string Name(MethodInfo scenario) => $"{scenario.DeclaringType!.Name}.{scenario.Name}";
}
