using Harness.Load.Engine;

namespace Harness.Load.SideEffects;

/// <summary>Whether load at a rate measured the server and not the engine.</summary>
internal static class LoadHolds
{
    /// <summary>
    /// Why not; null where it did. Requests that were not sent are no fault of the engine here: every connection was busy, the proxy
    /// answers no more, and how much it did answer is what the figures are held against.
    /// </summary>
    public static string? Not(RoundMeasurement load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return RoundValidity.Judge(load with { Due = 0, InFlight = 0 });
    }
}
