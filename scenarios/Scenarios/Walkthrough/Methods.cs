using Harness.Proxying;
using Harness.Scenarios.Running;
using Harness.Workloads;

namespace Harness.Scenarios.Walkthrough;

/// <summary>Verbs allow some HTTP methods and prohibit others.</summary>
public sealed class Methods : ScenarioFixture
{
    private const string Matrix = "HTTP methods by granted verb (services/proxy)";

    /// <summary>
    /// Method → verb as in Kubernetes' own table; OPTIONS and unknown methods have the empty verb, which only <c>*</c> covers.
    /// Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb
    /// </summary>
    private static readonly (string Method, string Verb)[] Expected =
    [
        ("GET", "get"), ("HEAD", "get"), ("POST", "create"), ("PUT", "update"), ("PATCH", "patch"), ("DELETE", "delete"),
        ("OPTIONS", ""), ("BREW", ""),
    ];

    private static readonly string[] Verbs = ["get", "create", "update", "patch", "delete", "*"];

    [Test]
    [Claim("C14")]
    public Task Each_verb_alone_opens_exactly_its_methods() => ProveAsync("verbs", async s =>
    {
        var (hello, _) = await s.SharedHelloAsync();
        foreach (var verb in Verbs)
            await RowAsync(s, hello, verb);
    });

    private static async Task RowAsync(Scenario s, DeployedHello hello, string verb)
    {
        var consumer = await s.ConsumerAsync(verb == "*" ? "only-any" : $"only-{verb}");
        var client = await s.ClientForAsync(consumer);
        await s.GrantAsync(consumer, ["hello-app"], verb);
        foreach (var (method, needed) in Expected)
        {
            var verdict = (await client.CallAsync(new HttpMethod(method), hello.Url, s.Stop)).Verdict;
            s.Seen.ExpectCell(Matrix, $"verbs: [\"{verb}\"]", method, Due(verb, needed), verdict);
        }

        var upgrade = await client.UpgradeAsync(hello.Url.WithPath("/ws"), s.Stop);
        s.Seen.ExpectCell(Matrix, $"verbs: [\"{verb}\"]", "WebSocket", Due(verb, "get"), upgrade);
    }

    private static VerdictKind Due(string granted, string needed) =>
        granted == "*" || granted == needed ? VerdictKind.Allowed : VerdictKind.Forbidden;
}
