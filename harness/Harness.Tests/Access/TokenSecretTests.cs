using Harness.Access;
using Harness.Tests.Support;

namespace Harness.Tests.Access;

internal sealed class TokenSecretTests
{
    private const string Secrets = "/api/v1/namespaces/team-a/secrets";
    private static readonly Consumer Bob = new("team-a", "bob");

    [Test]
    public async Task A_token_that_never_expires_is_gone_as_soon_as_it_was_used()
    {
        using var api = Server();
        using var admin = api.Client();

        var used = await new ConsumerProvisioner(admin).WithTokenSecretAsync(
            Bob, token => Task.FromResult($"{token.Reveal()}, {api.Calls.Last()}"), default);

        used.ShouldBe($"secret, GET {Secrets}/bob-token-explicit");
        api.Calls.Last().ShouldBe($"DELETE {Secrets}/bob-token-explicit");
    }

    [Test]
    public async Task It_is_gone_too_when_its_use_failed()
    {
        using var api = Server();
        using var admin = api.Client();

        await Should.ThrowAsync<IOException>(() => new ConsumerProvisioner(admin).WithTokenSecretAsync<int>(
            Bob, _ => throw new IOException("no answer"), default));

        api.Calls.Last().ShouldBe($"DELETE {Secrets}/bob-token-explicit");
    }

    private static FakeApiServer Server() => new(request => request.Method switch
    {
        "GET" => ApiAnswer.Text("""{"data":{"token":"c2VjcmV0"}}"""),
        _ => ApiAnswer.Text(request.Body.Length == 0 ? "{}" : request.Body),
    });
}
