using System.Buffers.Text;
using System.Text.Json;
using Harness.Api;

namespace Harness.Tests.Api;

internal sealed class BearerTokenTests
{
    private static readonly BearerToken Token = new("eyJ.secret");

    [Test]
    public void It_never_prints_itself()
    {
        $"{Token}".ShouldBe("(token)");
        JsonSerializer.Serialize(Token).ShouldNotContain("secret");
    }

    [TestCase("system:serviceaccount:shop:reader", "shop/reader")]
    [TestCase("system:node:n1", null)]
    [TestCase("system:serviceaccount:shop", null)]
    public void It_names_its_service_account(string subject, string? account) =>
        new BearerToken($"e30.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { sub = subject }))}.c2ln")
            .ServiceAccount.ShouldBe(account);

    [TestCase("opaque")]
    [TestCase("a.b.c")]
    [TestCase("a.&&.c")]
    [TestCase("a.W10.c", Description = "a list")]
    [TestCase("a.eyJzdWIiOjF9.c", Description = "a number")]
    [TestCase("..")]
    public void A_token_that_names_nobody_has_none(string token) => new BearerToken(token).ServiceAccount.ShouldBeNull();

    [Test]
    public void It_reveals_itself_when_asked() => Token.Reveal().ShouldBe("eyJ.secret");
}
