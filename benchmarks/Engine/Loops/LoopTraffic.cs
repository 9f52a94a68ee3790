namespace Harness.Load.Engine;

/// <summary>What went over a loop's sockets since it began, TLS included; connections that were not made count, too.</summary>
/// <param name="Connections">Connections begun.</param>
/// <param name="BytesSent">Handed to the system.</param>
/// <param name="BytesReceived">Taken from it.</param>
internal readonly record struct LoopTraffic(long Connections, long BytesSent, long BytesReceived)
{
    public static LoopTraffic operator -(LoopTraffic one, LoopTraffic other) => new(
        one.Connections - other.Connections, one.BytesSent - other.BytesSent, one.BytesReceived - other.BytesReceived);

    public static LoopTraffic operator +(LoopTraffic one, LoopTraffic other) => new(
        one.Connections + other.Connections, one.BytesSent + other.BytesSent, one.BytesReceived + other.BytesReceived);
}
