using System.Net;
using Harness.Access;
using Harness.Api;
using k8s.Autorest;
using Microsoft.Extensions.Time.Testing;

namespace Harness.Load.Tests.Routes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RenewedTokenTests
{
    private readonly FakeTimeProvider _time = new();
    private int _issued;

    [Test]
    public async Task A_token_is_kept_until_a_fifth_of_what_the_API_server_granted_is_left()
    {
        var token = Token(granted: TimeSpan.FromMinutes(10));

        (await SendAsync(token)).ShouldBe("token-1");
        _time.Advance(TimeSpan.FromMinutes(7.9));
        (await SendAsync(token)).ShouldBe("token-1");
        _time.Advance(TimeSpan.FromMinutes(0.2));
        (await SendAsync(token)).ShouldBe("token-2");

        (token.Renewals, token.Life).ShouldBe((1, TimeSpan.FromMinutes(10)));
    }

    [Test]
    public async Task A_round_that_takes_longer_than_is_left_begins_with_a_new_one()
    {
        var token = Token(granted: TimeSpan.FromMinutes(10));
        await SendAsync(token);
        _time.Advance(TimeSpan.FromMinutes(5));

        (await SendAsync(token, needed: TimeSpan.FromMinutes(6))).ShouldBe("token-2");
    }

    [Test]
    public async Task One_that_was_refused_is_replaced_and_said_to_have_been_revoked_or_to_have_expired()
    {
        var token = Token(granted: TimeSpan.FromMinutes(10));
        await SendAsync(token);

        token.Refused().ShouldBe("the token of shop/web was refused 10 min before its end; it is renewed");
        (await SendAsync(token)).ShouldBe("token-2");
        _time.Advance(TimeSpan.FromMinutes(11));
        token.Refused().ShouldBe("the token of shop/web had expired, and is renewed");
    }

    [Test]
    public async Task One_that_cannot_be_renewed_ends_the_measurement_with_the_servers_answer()
    {
        var token = new RenewedToken(new Consumer("shop", "web"), _ => throw new HttpOperationException
        {
            Response = new HttpResponseMessageWrapper(
                new HttpResponseMessage(HttpStatusCode.NotFound),
                """{"kind":"Status","apiVersion":"v1","status":"Failure","code":404,"message":"accounts not found"}"""),
        }, _time);

        var failure = await Should.ThrowAsync<HarnessException>(() => SendAsync(token));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldBe(
            "no token for shop/web: the API server answered 404 to TokenRequest: accounts not found; "
            + "check that its service account is still there");
    }

    private static async Task<string?> SendAsync(RenewedToken token, TimeSpan needed = default) =>
        (await token.CurrentAsync(needed, CancellationToken.None))?.Parameter;

    private RenewedToken Token(TimeSpan granted) => new(
        new Consumer("shop", "web"),
        _ => Task.FromResult(new BearerToken(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"token-{++_issued}"))
        {
            Expires = _time.GetUtcNow() + granted,
        }),
        _time);
}
