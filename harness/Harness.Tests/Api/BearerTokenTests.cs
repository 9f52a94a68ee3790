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

    [Test]
    public void It_reveals_itself_when_asked() => Token.Reveal().ShouldBe("eyJ.secret");
}
