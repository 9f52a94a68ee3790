using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>Where the walkthrough begins: a service that authenticates nobody.</summary>
public sealed class OpenService : ScenarioFixture
{
    [Test]
    [Claim("C1")]
    [Claim("C6")]
    public Task Whoever_reaches_a_service_without_authentication_is_answered() => ProveAsync("open", async s =>
    {
        var hello = await s.ReachableHelloAppAsync();

        var answer = await DirectCall.GetAsync(s, hello);

        var lines = answer.Body.Split('\n');
        s.Seen.ExpectEqual("status of a direct call without credentials", 200, answer.Status, answer.Url);
        s.Seen.ExpectEqual("first line", "Hello, world!", lines.ElementAtOrDefault(0), answer.Body);
        s.Seen.ExpectEqual("second line", "Version: 1.0.0", lines.ElementAtOrDefault(1), answer.Body);
        var hostname = lines.ElementAtOrDefault(2)?.Replace("Hostname: ", "", StringComparison.Ordinal) ?? "";
        s.Seen.Expect(
            "hostname is a live pod's name", string.Join(", ", hello.Pods.Keys), hostname, hello.Pods.ContainsKey(hostname), answer.Body);
    });
}
