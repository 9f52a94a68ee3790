using Docker.DotNet.Models;

namespace Harness.Clusters.Node;

/// <summary>
/// What a node's container may use of its machine: much more than any run was seen to need, but not so much that a program
/// that takes ever more ends the machine or the engine.
/// </summary>
/// <param name="MemoryBytes">Memory in bytes; 0 for no limit.</param>
internal sealed record NodeLimits(long MemoryBytes)
{
    /// <summary>Half of the process and thread ids that Linux gives out by default (/proc/sys/kernel/pid_max: 32,768).</summary>
    public const long Processes = 16_384;

    /// <summary>Three quarters of a machine's memory: the last quarter stays free for the machine itself and its engine.</summary>
    /// <param name="machineMemory">In bytes; 0 where it is not known.</param>
    public static NodeLimits Of(long machineMemory) => new(machineMemory / 4 * 3);

    /// <summary>Sets them.</summary>
    public void ApplyTo(HostConfig host)
    {
        host.PidsLimit = Processes;
        host.Memory = MemoryBytes;
    }
}
