using Harness.Scenarios.Running;

namespace Harness.Scenarios.Walkthrough;

/// <summary>A call without a grant, with one, and what the grant does not open.</summary>
public sealed class Grants : ScenarioFixture
{
    [Test]
    [Claim("C10")]
    public Task Without_a_role_the_call_is_forbidden() => ProveAsync("norole", async s =>
    {
        var (hello, _) = await s.SharedHelloAsync();
        var client = await s.ClientForAsync(await s.ConsumerAsync("consumer"));

        await GrantChecks.NothingIsOpenAsync(s, client, hello);
    });

    [Test]
    [Claim("C11")]
    public Task A_role_and_its_binding_allow_the_call() => ProveAsync("role", async s =>
    {
        var (hello, _) = await s.SharedHelloAsync();
        var consumer = await s.ConsumerAsync("consumer");
        var client = await s.ClientForAsync(consumer);
        await s.GrantAsync(consumer, ["hello-app"], "get");

        await GrantChecks.TheGrantedCallIsAnsweredAsync(s, client, hello);
    });

    [Test]
    [Claim("C12")]
    public Task The_grant_opens_nothing_else() => ProveAsync("nothingelse", GrantChecks.AllAsync);
}
