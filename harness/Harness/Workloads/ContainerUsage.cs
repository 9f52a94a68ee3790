namespace Harness.Workloads;

/// <summary>What a container has used, by its kubelet's figures.</summary>
/// <param name="Time">When that was, by the node's clock, to the second.</param>
/// <param name="CpuSeconds">Processor time since its start.</param>
/// <param name="MemoryBytes">Its working set: memory that cannot be taken from it at once.</param>
public sealed record ContainerUsage(DateTimeOffset Time, double CpuSeconds, long MemoryBytes);
