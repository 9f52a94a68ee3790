using Harness.Results;

namespace Harness.Load.RbacCost;

/// <summary>A consumer in a namespace of its own, with a call that its grant allows and one that nothing does.</summary>
/// <param name="Growth">What grows there; null for the control, where nothing does.</param>
/// <param name="Allowed">The call that is allowed.</param>
/// <param name="Denied">The call that is denied: a 403 is its right answer.</param>
internal sealed record RbacPlace(IRbacGrowth? Growth, LoadRoute Allowed, LoadRoute Denied)
{
    /// <summary>The way of a call.</summary>
    public LoadRoute Route(RbacCall call) => call == RbacCall.Allowed ? Allowed : Denied;
}

/// <summary>Something that grows in a namespace, beside the grant that lets the consumer's call through.</summary>
internal interface IRbacGrowth
{
    /// <summary>What it is.</summary>
    RbacGrowthFacts Facts { get; }

    /// <summary>Makes or removes what is needed, and waits until the authorizer knows all of it.</summary>
    /// <param name="size">How many there are to be, the consumer's own grant included; 1 for that alone.</param>
    /// <param name="cancellationToken">Ends it halfway.</param>
    /// <exception cref="HarnessException">The authorizer did not come to know it.</exception>
    Task ResizeAsync(int size, CancellationToken cancellationToken);
}
