using System.Net.Http.Headers;
using Harness.Access;
using Harness.Api;
using k8s.Autorest;

namespace Harness.Load;

/// <summary>
/// A consumer's token, renewed before it expires: how long one lasts the API server decides, whatever was asked for, and a run may take
/// longer.
/// </summary>
/// <remarks>
/// The API server may cap lifetimes (--service-account-max-token-expiration); the answer's expirationTimestamp counts. Source:
/// https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
/// </remarks>
/// <param name="consumer">Whose token, for messages.</param>
/// <param name="request">Asks for one.</param>
/// <param name="time">The clock.</param>
public sealed class RenewedToken(Consumer consumer, Func<CancellationToken, Task<BearerToken>> request, TimeProvider time) : IRouteCaller
{
    /// <summary>Share of its life that a token must have left when a round begins.</summary>
    private const double LeastLeft = 0.2;

    private BearerToken? _token;
    private TimeSpan _life;
    private bool _isRefused;

    /// <summary>How often it was renewed.</summary>
    public int Renewals { get; private set; }

    /// <summary>How long the newest was valid when it was issued; zero before the first.</summary>
    public TimeSpan Life => _life;

    /// <summary>A token of a consumer's.</summary>
    /// <param name="consumers">Issues it.</param>
    /// <param name="consumer">Whose.</param>
    /// <param name="lifetime">How long each should be valid; at least <see cref="ConsumerProvisioner.ShortestLifetime"/>.</param>
    public static RenewedToken Of(ConsumerProvisioner consumers, Consumer consumer, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(consumers);
        return new RenewedToken(consumer, stop => consumers.RequestTokenAsync(consumer, lifetime, [], stop), TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<AuthenticationHeaderValue?> CurrentAsync(TimeSpan needed, CancellationToken stop)
    {
        if (_token is null || _isRefused || Left < needed || Left < _life * LeastLeft)
            await RenewAsync(stop).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", _token!.Reveal());
    }

    /// <inheritdoc/>
    public string Refused()
    {
        _isRefused = true;
        return Left <= TimeSpan.Zero
            ? $"the token of {consumer} had expired, and is renewed"
            : FormattableString.Invariant($"the token of {consumer} was refused {Left.TotalMinutes:0.#} min before its end; it is renewed");
    }

    private TimeSpan Left => (_token?.Expires ?? DateTimeOffset.MaxValue) - time.GetUtcNow();

    private async Task RenewAsync(CancellationToken stop)
    {
        var isFirst = _token is null;
        try
        {
            _token = await request(stop).ConfigureAwait(false);
        }
        catch (HttpOperationException refused)
        {
            throw HarnessException.Undecided(
                FormattableString.Invariant($"no token for {consumer}: the API server answered {(int)refused.Response.StatusCode} to ")
                + $"TokenRequest: {ApiServerStatus.WordsOf(refused.Response.Content)}; check that its service account is still there",
                refused);
        }

        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw HarnessException.Undecided(
                $"no token for {consumer}: the API server could not be asked for one: {failure.GetBaseException().Message}", failure);
        }

        (_life, _isRefused) = (Left, false);
        Renewals += isFirst ? 0 : 1;
    }
}
