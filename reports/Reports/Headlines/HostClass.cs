using Harness.Reports.Text;
using Harness.Results;

namespace Harness.Reports.Headlines;

/// <summary>Machines whose figures may be held against each other.</summary>
/// <param name="Processor">The processor's model; null where unknown.</param>
/// <param name="Cores">Processors.</param>
/// <param name="MemoryGiB">Memory, rounded: two machines of a kind differ by some MiB.</param>
/// <param name="Governor">What decides the processor's speed; null where unknown.</param>
public sealed record HostClass(string? Processor, int Cores, int MemoryGiB, string? Governor)
{
    /// <summary>The class of a machine.</summary>
    internal static HostClass Of(HostFacts host) => new(
        host.Processor, host.Cores, (int)Math.Clamp(Math.Round(host.MemoryBytes / 1073741824.0), 0, int.MaxValue), host.Governor);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Processor ?? "unknown processor"}, {Figures.Counted(Cores, "core")}, {Figures.Count(MemoryGiB)} GiB"
        + (Governor is null ? "" : $", {Governor}");
}
