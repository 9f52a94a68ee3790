namespace Harness.Scenarios.Matrix;

/// <summary>One cell of the generated matrix: who calls what, how, and how the URL spells it.</summary>
/// <param name="Identity">Who.</param>
/// <param name="Method">How.</param>
/// <param name="Target">What.</param>
/// <param name="Spelling">How the service is written; null for a pod.</param>
public sealed record Cell(Identity Identity, CallMethod Method, Target Target, Spelling? Spelling)
{
    public override string ToString() => $"{Identity}: {Method} {Target}{(Spelling is null ? "" : $" as {Spelling}")}";
}

/// <summary>
/// Every cell, by crossing the dimensions. The one reduction is that a pod has a single unnamed spelling, because spelling is a
/// dimension of services.
/// </summary>
public static class Cells
{
    public static IReadOnlyList<Cell> All { get; } =
    [
        .. from identity in Dimensions.Identities
           from target in Dimensions.Targets
           from spelling in SpellingsOf(target)
           from method in Dimensions.Methods
           select new Cell(identity, method, target, spelling),
    ];

    private static IReadOnlyList<Spelling?> SpellingsOf(Target target) =>
        target.Kind == Backend.PodsProxy ? (IReadOnlyList<Spelling?>)[null] : Dimensions.Spellings;
}
