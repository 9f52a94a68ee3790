using Harness.Results;

namespace Harness.Load.RbacCost;

/// <summary>How soon grants and their revocations are in effect: over and over, one after the other.</summary>
/// <param name="grant">Makes the RoleBinding; ends with the API server's answer.</param>
/// <param name="revoke">Removes it; ends with the API server's answer.</param>
/// <param name="first">Calls until the change is seen.</param>
internal sealed class GrantDelays(Func<CancellationToken, Task> grant, Func<CancellationToken, Task> revoke, FirstAnswer first)
{
    private const int Allowed = 200;
    private const int Denied = 403;

    /// <summary>Measures both, up to a change that is not seen in time: then something is wrong, and the others would be, too.</summary>
    /// <param name="size">RoleBindings in the namespace.</param>
    /// <param name="repetitions">How often.</param>
    /// <param name="cancellationToken">Ends it; then nothing of this size is told.</param>
    public async Task<IReadOnlyList<RbacDelay>> MeasureAsync(int size, int repetitions, CancellationToken cancellationToken)
    {
        var (granted, revoked) = (new List<RbacDelayRound>(), new List<RbacDelayRound>());
        for (var i = 0; i < repetitions; i++)
        {
            await grant(cancellationToken).ConfigureAwait(false);
            granted.Add(await first.FindAsync(Denied, Allowed, cancellationToken).ConfigureAwait(false));
            await revoke(cancellationToken).ConfigureAwait(false);
            revoked.Add(await first.FindAsync(Allowed, Denied, cancellationToken).ConfigureAwait(false));
            if (granted[^1].Milliseconds is null || revoked[^1].Milliseconds is null)
                break;
        }

        return [Of(RbacChange.Grant, size, granted), Of(RbacChange.Revocation, size, revoked)];
    }

    internal static RbacDelay Of(RbacChange change, int size, IReadOnlyList<RbacDelayRound> rounds)
    {
        double[] seen = [.. rounds.Select(round => round.Milliseconds).OfType<double>().Order()];
        double[] calls = [.. rounds.Select(round => round.CallMilliseconds).OfType<double>()];
        return new RbacDelay(
            change,
            size,
            seen.Length == 0 ? null : new LatencyFigures(At(0.50), At(0.90), At(0.99), seen[^1]),
            rounds.Count(round => round is { Milliseconds: not null, Before: 0, Errors.Count: 0 }),
            calls.Length == 0 ? null : Median.Of(calls),
            rounds);

        double At(double quantile) => seen[(int)Math.Ceiling(quantile * seen.Length) - 1];
    }
}
