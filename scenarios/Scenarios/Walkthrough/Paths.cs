using Harness.Proxying;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>RBAC knows services, not the paths below them.</summary>
public sealed class Paths : ScenarioFixture
{
    private const string Matrix = "Paths of one service";
    private static readonly string[] Samples = ["/", "/metrics", "/admin/users", "/a b/ü%2F?", "/status/500"];

    [Test]
    [Claim("C15")]
    public Task With_the_grant_every_path_answers_and_without_it_none() => ProveAsync("paths", async s =>
    {
        var (hello, _) = await s.SharedHelloAsync();
        var (granted, stranger) = (await s.ConsumerAsync("granted"), await s.ConsumerAsync("stranger"));
        var (asGranted, asStranger) = (await s.ClientForAsync(granted), await s.ClientForAsync(stranger));
        await s.GrantAsync(granted, ["hello-app"], "get");

        foreach (var path in Samples)
        {
            var url = hello.Url.WithPath(path);
            s.Seen.ExpectCell(
                Matrix, "with the grant", path, VerdictKind.Allowed, (await asGranted.CallAsync(HttpMethod.Get, url, s.Stop)).Verdict);
            s.Seen.ExpectCell(
                Matrix, "without", path, VerdictKind.Forbidden, (await asStranger.CallAsync(HttpMethod.Get, url, s.Stop)).Verdict);
        }
    });
}
