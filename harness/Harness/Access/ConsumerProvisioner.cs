using System.Text;
using Harness.Api;
using Harness.Waiting;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Harness.Access;

/// <summary>Makes consumers and their tokens.</summary>
/// <param name="admin">Client of an administrator.</param>
public sealed class ConsumerProvisioner(IKubernetes admin)
{
    private static readonly TimeSpan TokenDeadline = TimeSpan.FromSeconds(30);

    /// <summary>The API server refuses to issue tokens for less (TokenRequest's validation, 10 minutes).</summary>
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Makes a service account for a consumer.</summary>
    public async Task<Consumer> CreateAsync(string ns, string name, CancellationToken cancellationToken)
    {
        var account = new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = name } };
        await admin.CoreV1.CreateNamespacedServiceAccountAsync(account, ns, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new Consumer(ns, name);
    }

    /// <summary>Issues a token by the TokenRequest API.</summary>
    /// <param name="consumer">Whose token.</param>
    /// <param name="lifetime">How long it is valid; at least <see cref="ShortestLifetime"/>.</param>
    /// <param name="audiences">For whom; empty for the API server itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BearerToken> RequestTokenAsync(
        Consumer consumer, TimeSpan lifetime, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        IssueAsync(new V1TokenRequestSpec { ExpirationSeconds = (long)lifetime.TotalSeconds, Audiences = [.. audiences] }, consumer,
            cancellationToken);

    /// <summary>Issues a token that is valid for as long as a Secret is there, and no longer than the shortest lifetime.</summary>
    /// <remarks>
    /// Source: https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ (boundObjectRef). The API
    /// server remembers a token that it accepted for 10 s.
    /// </remarks>
    public Task<BearerToken> RequestBoundTokenAsync(Consumer consumer, V1Secret boundTo, CancellationToken cancellationToken)
    {
        var spec = new V1TokenRequestSpec
        {
            ExpirationSeconds = (long)ShortestLifetime.TotalSeconds,
            Audiences = [],
            BoundObjectRef = new V1BoundObjectReference
            {
                ApiVersion = "v1",
                Kind = "Secret",
                Name = boundTo.Metadata.Name,
                Uid = boundTo.Metadata.Uid
            },
        };
        return IssueAsync(spec, consumer, cancellationToken);
    }

    /// <summary>
    /// Makes a token Secret explicitly, which works on every version, and removes it as soon as its token has been used: it never expires.
    /// </summary>
    /// <param name="consumer">Whose token.</param>
    /// <param name="use">Uses the token.</param>
    /// <param name="cancellationToken">Ends the wait for the token; the Secret is removed in any case.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets</remarks>
    public async Task<T> WithTokenSecretAsync<T>(Consumer consumer, Func<BearerToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var secret = new V1Secret
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"{consumer.Name}-token-explicit",
                Annotations = new Dictionary<string, string> { ["kubernetes.io/service-account.name"] = consumer.Name },
            },
            Type = "kubernetes.io/service-account-token",
        };
        try
        {
            await admin.CoreV1.CreateNamespacedSecretAsync(secret, consumer.Namespace, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            return await use(await FilledTokenAsync(consumer, secret.Metadata.Name, cancellationToken).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
        finally
        {
            await RemoveAsync(consumer, secret.Metadata.Name).ConfigureAwait(false);
        }
    }

    /// <summary>It goes with its namespace in any case: failing to remove it must not hide what its token was for.</summary>
    private async Task RemoveAsync(Consumer consumer, string secret)
    {
        using var bound = new CancellationTokenSource(TokenDeadline);
        try
        {
            await admin.CoreV1.DeleteNamespacedSecretAsync(secret, consumer.Namespace, cancellationToken: bound.Token)
                .ConfigureAwait(false);
        }
        catch (Exception left) when (left is HttpOperationException or HttpRequestException or OperationCanceledException)
        {
        }
    }

    /// <summary>Reads the token Secret that Kubernetes up to 1.23 makes for every service account by itself.</summary>
    public async Task<BearerToken> AutomaticTokenSecretAsync(Consumer consumer, CancellationToken cancellationToken)
    {
        var condition = new Condition($"service account {consumer} lists its automatic token secret", TokenDeadline);
        var name = await condition.WaitAsync(
            async ct =>
            {
                var account = await admin.CoreV1.ReadNamespacedServiceAccountAsync(
                    consumer.Name, consumer.Namespace, cancellationToken: ct).ConfigureAwait(false);
                return account.Secrets is [var first, ..] ? Seen.Met(first.Name) : Seen.NotYet<string>("no secret listed");
            },
            cancellationToken).ConfigureAwait(false);
        return await FilledTokenAsync(consumer, name, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BearerToken> IssueAsync(V1TokenRequestSpec spec, Consumer consumer, CancellationToken cancellationToken)
    {
        var answer = await admin.CoreV1.CreateNamespacedServiceAccountTokenAsync(
            new Authenticationv1TokenRequest { Spec = spec }, consumer.Name, consumer.Namespace, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        return new BearerToken(answer.Status.Token)
        {
            Expires = answer.Status.ExpirationTimestamp is { } expires
                ? new DateTimeOffset(DateTime.SpecifyKind(expires, DateTimeKind.Utc))
                : null,
        };
    }

    private Task<BearerToken> FilledTokenAsync(Consumer consumer, string secret, CancellationToken cancellationToken) =>
        new Condition($"secret {consumer.Namespace}/{secret} holds a token", TokenDeadline).WaitAsync(
            async ct =>
            {
                var read = await admin.CoreV1.ReadNamespacedSecretAsync(secret, consumer.Namespace, cancellationToken: ct)
                    .ConfigureAwait(false);
                return read.Data?.TryGetValue("token", out var token) == true
                    ? Seen.Met(new BearerToken(Encoding.UTF8.GetString(token)))
                    : Seen.NotYet<BearerToken>("no token in it");
            },
            cancellationToken);
}
