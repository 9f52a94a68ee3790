using Harness.Access;

namespace Harness.Tests.Access;

internal sealed class ConsumerTests
{
    private static readonly Consumer ConsumerA = new("team-a", "consumer-a");

    [Test]
    public void Its_user_is_the_service_accounts() => ConsumerA.User.ShouldBe("system:serviceaccount:team-a:consumer-a");

    [Test]
    public void Its_groups_are_all_that_the_authorizer_sees() => ConsumerA.Groups.ShouldBe(
        ["system:serviceaccounts", "system:serviceaccounts:team-a", "system:authenticated"]);

    [Test]
    public void It_prints_as_namespace_and_name() => ConsumerA.ToString().ShouldBe("team-a/consumer-a");
}
