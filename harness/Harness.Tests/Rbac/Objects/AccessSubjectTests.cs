using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Objects;

internal sealed class AccessSubjectTests
{
    [TestCase("serviceaccount:shop/consumer")]
    [TestCase("system:serviceaccount:shop:consumer")]
    public void A_service_account_comes_with_all_its_groups(string text)
    {
        var subject = AccessSubject.Parse(text);

        subject.User.ShouldBe("system:serviceaccount:shop:consumer");
        subject.Groups.ShouldBe(["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"]);
    }

    [Test]
    public void A_group_is_asked_about_without_a_user()
    {
        var subject = AccessSubject.Parse("group:system:masters");

        (subject.User, subject.Groups.Single()).ShouldBe(("", "system:masters"));
        subject.ToString().ShouldBe("group system:masters");
    }

    [Test]
    public void A_user_may_be_marked_as_one() => AccessSubject.Parse("user:jane").User.ShouldBe("jane");

    [Test]
    public void Anybody_else_is_a_user() => AccessSubject.Parse("jane@example.com").Groups.ShouldBe(["system:authenticated"]);

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("group:")]
    [TestCase("serviceaccount:consumer")]
    [TestCase("serviceaccount:/consumer")]
    [TestCase("serviceaccount:a/b/c")]
    [TestCase("system:serviceaccount:shop")]
    public void What_names_nobody_is_bad_input(string text)
    {
        var refused = Should.Throw<HarnessException>(() => AccessSubject.Parse(text));

        refused.Kind.ShouldBe(FailureKind.BadInput);
        refused.Message.ShouldContain("serviceaccount:NAMESPACE/NAME");
    }
}
