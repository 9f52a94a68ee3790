using System.Runtime.CompilerServices;
using Harness.Cli.Commands;
using Harness.Load;
using Harness.Load.Agents;
using Harness.Load.Headless;
using Harness.Load.SideEffects;
using Harness.Load.Soak;
using Harness.Load.Suite;
using Harness.Load.Versions;
using Harness.Runs;
using Harness.Workloads.Agents;

namespace Harness.Tests.Cli;

/// <summary>What bench says that it does on a cluster of others.</summary>
internal sealed class GuestShareTests
{
    /// <summary>Starts two clusters of its own, and is refused on one of others.</summary>
    private static readonly Type[] NeverGuests = [typeof(VersionRun)];

    private static IEnumerable<Type> Steps => typeof(QuickBenchmarkStep).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IRunStep)))
        .Except(NeverGuests);

    [TestCaseSource(nameof(Steps))]
    public void Every_step_says_its_load(Type step) =>
        // Of no profile: what a step says in general is all that is asked here.
        GuestShare.Of((IRunStep)RuntimeHelpers.GetUninitializedObject(step)).Load.ShouldNotBeEmpty();

    [Test]
    public void Steps_are_found() => Steps.ShouldContain(typeof(AgentsRun));

    /// <summary>What the others ask for, every run does.</summary>
    [TestCase(typeof(SideEffectsRun), "patch configmaps, watch configmaps, create leases, get leases, update leases")]
    [TestCase(typeof(HeadlessRun), "patch deployments")]
    [TestCase(typeof(QuickBenchmarkStep), "")]
    [TestCase(typeof(LadderRun), "")]
    [TestCase(typeof(SoakRun), "")]
    public void A_step_says_what_it_needs_beside_other_runs(Type step, string needs) => string.Join(
        ", ", GuestShare.Of((IRunStep)RuntimeHelpers.GetUninitializedObject(step)).Needs.Select(need => $"{need.Verb} {need.Resource}"))
        .ShouldBe(needs);

    [Test]
    public void Agents_are_said_to_need_what_they_ask_for() =>
        GuestShare.Of((IRunStep)RuntimeHelpers.GetUninitializedObject(typeof(AgentsRun))).Needs.Select(need => (need.Resource, need.Verb))
            .ShouldBe(AgentPermissions.Needed("any", isJob: true).Select(need => (need.Resource, need.Verb)));
}
