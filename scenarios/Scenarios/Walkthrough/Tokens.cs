using Harness.Access;
using Harness.Api;
using Harness.Proxying;
using Harness.Rbac.Objects;
using Harness.Scenarios.Running;
using k8s;
using k8s.Autorest;

namespace Harness.Scenarios.Walkthrough;

/// <summary>Which tokens make a caller a consumer, and which do not.</summary>
public sealed class Tokens : ScenarioFixture
{
    [Test]
    [Claim("C7")]
    public Task A_requested_token_authenticates_a_consumer() => ProveAsync("token", async s =>
    {
        var (hello, consumer) = await GrantedAsync(s);

        var token = await s.TokenOfAsync(consumer);

        s.Seen.ExpectAnswer("token by the TokenRequest API", await CallAsync(s, hello, "consumer", token), "Hello, world!");
    });

    [Test]
    [Claim("C7")]
    public Task A_token_from_an_explicit_secret_authenticates_a_consumer() => ProveAsync("token", async s =>
    {
        var (hello, consumer) = await GrantedAsync(s);

        var answer = await s.Session.Consumers.WithTokenSecretAsync(consumer, token => CallAsync(s, hello, "consumer", token), s.Stop);

        s.Seen.ExpectAnswer("token from a Secret of its own", answer, "Hello, world!");
    });

    [Test]
    [Claim("C7")]
    public Task A_token_from_the_automatic_secret_authenticates_a_consumer() => ProveAsync("token", async s =>
    {
        var (version, change) =
            (KubernetesChange.VersionOf(s.Session.Facts.KubernetesVersion), KubernetesChanges.TokenSecretsAreNotAutomatic);
        if (change.HoldsOn(version))
            Assert.Ignore($"Kubernetes {version} no longer makes token Secrets by itself (up to {change.LastBefore} it did)");
        var (hello, consumer) = await GrantedAsync(s);

        var token = await s.Session.Consumers.AutomaticTokenSecretAsync(consumer, s.Stop);

        s.Seen.ExpectAnswer("token from the automatic Secret", await CallAsync(s, hello, "consumer", token), "Hello, world!");
    });

    [Test]
    [Claim("C7")]
    public Task A_kubeconfig_with_its_token_is_all_that_a_client_needs() => ProveAsync("token", async s =>
    {
        var (hello, consumer) = await GrantedAsync(s);
        var token = await s.TokenOfAsync(consumer);

        var api = s.Session.Cluster.Api;
        using var client = await KubernetesClients.FromKubeconfigAsync(ConsumerKubeconfig.Write(consumer, token, api), api.Proxy, s.Stop);

        var body = await AnswerAsync(client, hello, s.Stop);
        s.Seen.Expect(
            "the official client's answer", "Hello, world!", body.Split('\n')[0],
            body.StartsWith("Hello, world!", StringComparison.Ordinal), body);
    });

    [Test]
    [Claim("C7")]
    public Task No_token_a_garbled_one_and_one_for_another_audience_are_refused() => ProveAsync("token", async s =>
    {
        var (hello, consumer) = await GrantedAsync(s);
        var good = await s.TokenOfAsync(consumer);
        var foreign = await s.Session.Consumers.RequestTokenAsync(
            consumer, ConsumerProvisioner.ShortestLifetime, ["https://another.example"], s.Stop);

        // The control: same consumer, same grant, same time. Without it a refusal could have any cause.
        s.Seen.ExpectAnswer("the good token", await CallAsync(s, hello, "consumer", good), "Hello, world!");
        var anonymous = (await CallAsync(s, hello, "anonymous", null)).Verdict;
        s.Seen.Expect(
            "no token",
            "401 Unauthorized, or 403 Forbidden to system:anonymous",
            $"{anonymous.Evidence.Status} {anonymous.Evidence.Reason}",
            anonymous.Kind == VerdictKind.Unauthenticated
                || (anonymous.Kind == VerdictKind.Forbidden
                    && anonymous.Evidence.Message!.Contains("system:anonymous", StringComparison.Ordinal)),
            anonymous);
        s.Seen.ExpectUnauthenticated("a garbled token", (await CallAsync(s, hello, "garbled", good.Garbled())).Verdict);
        s.Seen.ExpectUnauthenticated("a token for another audience", (await CallAsync(s, hello, "wrong audience", foreign)).Verdict);
    });

    [Test]
    [Claim("C7")]
    public Task An_expired_token_is_refused() => ProveAsync("token", async s =>
    {
        var minter = await TokenMinter.TryCreateAsync(s) ?? throw new IgnoreException(
            "the API server issues no token for under 10 minutes, and this cluster's signing key cannot be read to make an expired one");
        var (hello, consumer) = await GrantedAsync(s);
        var sample = await s.TokenOfAsync(consumer);

        // The control shows that a token made here is as good as the API server's, apart from its times.
        s.Seen.ExpectAnswer(
            "made here, valid", await CallAsync(s, hello, "minted", minter.Mint(sample, TimeSpan.FromMinutes(5))), "Hello, world!");
        s.Seen.ExpectUnauthenticated(
            "made here, expired", (await CallAsync(s, hello, "expired", minter.Mint(sample, TimeSpan.FromMinutes(-5)))).Verdict);
    });

    /// <summary>What is read through the proxy; a refusal is an observation, not a failed preparation.</summary>
    private static async Task<string> AnswerAsync(Kubernetes client, Workloads.DeployedHello hello, CancellationToken stop)
    {
        try
        {
            using var reader = new StreamReader(await client.CoreV1.ConnectGetNamespacedServiceProxyWithPathAsync(
                hello.Name, hello.Namespace, "", cancellationToken: stop));
            return await reader.ReadToEndAsync(stop);
        }
        catch (HttpOperationException refused) when ((int)refused.Response.StatusCode is < 500 and not 429)
        {
            return $"{(int)refused.Response.StatusCode} {ApiServerStatus.WordsOf(refused.Response.Content)}";
        }
    }

    private static async Task<(Workloads.DeployedHello Hello, Consumer Consumer)> GrantedAsync(Scenario s)
    {
        var (hello, _) = await s.SharedHelloAsync();
        var consumer = await s.ConsumerAsync("consumer");
        await s.GrantAsync(consumer, ["hello-app"], "get");
        return (hello, consumer);
    }

    private static Task<ProxyAnswer> CallAsync(Scenario s, Workloads.DeployedHello hello, string caller, BearerToken? token) =>
        s.ClientWith(caller, token).CallAsync(HttpMethod.Get, hello.Url, s.Stop);
}
