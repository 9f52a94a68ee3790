using Harness.Access;

namespace Harness.Tests.Access;

internal sealed class ConsumerTests
{
    private static readonly Consumer ConsumerA = new("team-a", "consumer-a");

    [Test]
    public void It_prints_as_namespace_and_name() => ConsumerA.ToString().ShouldBe("team-a/consumer-a");
}
