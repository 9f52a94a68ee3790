using Harness.Results;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Alternatives;

/// <summary>The pattern itself, seen as the alternatives are.</summary>
public sealed class ApiServersProxy : ScenarioFixture
{
    [Test]
    [Claim("C11")]
    public Task The_API_servers_proxy_authenticates_but_does_not_close_the_application() => ProveAsync("open", async s =>
    {
        s.RequireOurImage();
        var (hello, _) = await s.SharedHelloAsync();
        var (granted, stranger) = (await s.ConsumerAsync("granted"), await s.ConsumerAsync("stranger"));
        await s.GrantAsync(granted, [hello.Name], "get");

        var answer = await (await s.ClientForAsync(granted)).CallAsync(HttpMethod.Get, hello.Url, s.Stop);
        var refusal = await (await s.ClientForAsync(stranger)).CallAsync(HttpMethod.Get, hello.Url, s.Stop);
        var past = Guard.Direct(hello.Pods.Values.Single());
        var direct = await s.CallAsync(past);

        s.Seen.ExpectAnswer("a consumer with the grant", answer, "Hello, world!");
        s.Seen.ExpectForbidden("a consumer without", refusal.Verdict);
        s.Seen.ExpectStatus("past the API server", past, direct, 200, "Hello, world!");
        s.Seen.Tell(
            AlternativeCatalogue.ApiServer, AlternativeCatalogue.WhoAuthenticates,
            "the API server, with each consumer's own token, and RBAC decides: "
            + $"{answer.Verdict.Evidence.Status} with the grant, {refusal.Verdict.Evidence.Status} without");
        s.Seen.Tell(
            AlternativeCatalogue.ApiServer, AlternativeCatalogue.StaysOpen,
            $"the application, to every pod: a direct call was answered {direct.Status}");
        s.Seen.Tell(
            AlternativeCatalogue.ApiServer, AlternativeCatalogue.CannotDo,
            "tell paths apart by RBAC alone; carry heavy traffic; serve web pages written for a host's root");
    });
}
