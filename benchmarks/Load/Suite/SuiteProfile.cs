using Harness.Load.Headless;
using Harness.Load.Ladder;
using Harness.Load.RbacCost;
using Harness.Load.SideEffects;
using Harness.Runs;

namespace Harness.Load.Suite;

/// <summary>How much of the suite is measured, and for how long.</summary>
/// <param name="Ladder">The ladder's share, alternatives included; its name is the profile's.</param>
/// <param name="SideEffects">The side effects' share.</param>
/// <param name="RbacCost">How far RBAC grows.</param>
/// <param name="Headless">How many calls a headless service gets.</param>
public sealed record SuiteProfile(
    LadderProfile Ladder, SideEffectsProfile SideEffects, RbacCostProfile RbacCost, HeadlessProfile Headless)
{
    /// <summary>Five minutes.</summary>
    public static SuiteProfile Standard { get; } = new(
        LadderProfile.Standard, SideEffectsProfile.Standard, RbacCostProfile.Standard, HeadlessProfile.Standard);

    /// <summary>Three quarters of an hour.</summary>
    public static SuiteProfile Nightly { get; } = new(
        LadderProfile.Nightly, SideEffectsProfile.Nightly, RbacCostProfile.Nightly, HeadlessProfile.Nightly)
    {
        Parts = SuitePart.All,
    };

    /// <summary>What is measured.</summary>
    public IReadOnlyList<SuitePart> Parts { get; init; } = [SuitePart.Ladder, SuitePart.Alternatives, SuitePart.SideEffects];

    /// <summary>Parts that were asked for by name, where there were any: some are measured on a cluster of others only then.</summary>
    public IReadOnlyList<SuitePart> AskedFor { get; init; } = [];

    /// <summary>The rungs that are measured, where the cluster has them; null for all.</summary>
    public IReadOnlyList<RungKind>? Rungs { get; init; }

    /// <summary>The steps of a run.</summary>
    /// <param name="seed">Seed of orders and intervals.</param>
    public IReadOnlyList<IRunStep> Steps(int seed)
    {
        List<IRunStep> steps = [];
        if (Has(SuitePart.Ladder) || Has(SuitePart.Alternatives))
        {
            var rungs = Has(SuitePart.Ladder) ? Rungs : [];
            steps.Add(new LadderRun(Ladder, seed) { Rungs = rungs, HasAlternatives = Has(SuitePart.Alternatives) });
        }

        if (Has(SuitePart.SideEffects))
            steps.Add(new SideEffectsRun(SideEffects, seed));
        if (Has(SuitePart.RbacCost))
            steps.Add(new RbacCostRun(RbacCost, seed) { IsAskedFor = AskedFor.Contains(SuitePart.RbacCost) });
        if (Has(SuitePart.Headless))
            steps.Add(new HeadlessRun(Headless));
        return steps;
    }

    private bool Has(SuitePart part) => Parts.Contains(part);
}
