using Harness.Load.Headless;
using Harness.Load.RbacCost;

namespace Harness.Load.Suite;

/// <summary>A part of the suite that can be measured by itself.</summary>
/// <param name="Id">As <c>--parts</c> has it.</param>
/// <param name="Description">What it measures, for people.</param>
public sealed record SuitePart(string Id, string Description)
{
    /// <summary>What each step of the way costs.</summary>
    public static SuitePart Ladder { get; } = new("ladder", "what each step of the way costs");

    /// <summary>The ways that people use instead of the proxy.</summary>
    public static SuitePart Alternatives { get; } = new("alternatives", "nginx, ingress and kubectl beside the proxy");

    /// <summary>What load does to ordinary API calls, and the safe rate.</summary>
    public static SuitePart SideEffects { get; } = new("side-effects", "what load does to ordinary API calls");

    /// <summary>What authorization costs as RBAC grows, and how soon a grant is in effect.</summary>
    public static SuitePart RbacCost { get; } = new(RbacCostRun.Name, "authorization as roles, bindings and rules grow");

    /// <summary>How the pods of a headless service share calls, and what fails while they change.</summary>
    public static SuitePart Headless { get; } = new(HeadlessRun.Name, "a headless service under load, and while its pods change");

    /// <summary>All, in the order in which they are measured.</summary>
    public static IReadOnlyList<SuitePart> All { get; } = [Ladder, Alternatives, SideEffects, RbacCost, Headless];

    /// <inheritdoc/>
    public override string ToString() => Id;
}
