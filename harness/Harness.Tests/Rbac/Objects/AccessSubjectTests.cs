using Harness.Rbac.Objects;

namespace Harness.Tests.Rbac.Objects;

internal sealed class AccessSubjectTests
{
    [TestCase("serviceaccount:shop/consumer")]
    [TestCase("system:serviceaccount:shop:consumer")]
    [TestCase("user:system:serviceaccount:shop:consumer", Description = "as a binding may name it")]
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

        subject.User.ShouldBe("");
        subject.Groups.ShouldBe(["system:masters", "system:authenticated"]);
    }

    [Test]
    public void A_user_may_be_marked_as_one() => AccessSubject.Parse("user:jane").User.ShouldBe("jane");

    [Test]
    public void Anybody_else_is_a_user() => AccessSubject.Parse("jane@example.com").Groups.ShouldBe(["system:authenticated"]);

    [Test]
    public void Nobody_with_a_credential_is_no_member_of_those_who_have_one() =>
        AccessSubject.Parse("system:anonymous").Groups.ShouldBe(["system:unauthenticated"]);

    [TestCase("serviceaccount:shop/consumer")]
    [TestCase("group:system:masters")]
    [TestCase("user:jane@example.com")]
    [TestCase("user:sa:shop/x", Description = "so called")]
    public void What_is_printed_is_read(string text) => AccessSubject.Parse(text).ToString().ShouldBe(text);

    [TestCase("jane")]
    [TestCase("https://accounts.example.com#1234", Description = "OpenID Connect without a prefix of its own")]
    [TestCase("oidc:jane")]
    [TestCase("system:kube-scheduler")]
    [TestCase("system:node:worker-1")]
    [TestCase("arn:aws:iam::123:role/admin")]
    public void A_user_may_be_called_anything_else(string text) => AccessSubject.Parse(text).User.ShouldBe(text);

    [Test]
    public void Groups_may_be_added()
    {
        var subject = AccessSubject.Parse("jane").With(["admins", "system:authenticated"]);

        subject.Groups.ShouldBe(["system:authenticated", "admins"]);
    }

    [TestCase("sa:shop/x", "serviceaccount:shop/x")]
    [TestCase("sa/shop/x", "serviceaccount:shop/x")]
    [TestCase("ServiceAccount:shop/x", "serviceaccount:shop/x")]
    [TestCase("serviceaccount:shop:x", "serviceaccount:shop/x")]
    [TestCase("serviceaccount/shop/x", "serviceaccount:shop/x")]
    [TestCase("servicacount:shop/x", "serviceaccount:shop/x")]
    [TestCase("sa:x", "serviceaccount:NAMESPACE/NAME")]
    [TestCase("User:jane", "user:jane")]
    [TestCase("users:jane", "user:jane")]
    [TestCase("usr:jane", "user:jane")]
    [TestCase("Group:admins", "group:admins")]
    [TestCase("system:masters", "group:system:masters")]
    [TestCase("system:serviceaccounts:shop", "group:system:serviceaccounts:shop")]
    public void What_looks_like_another_subject_is_refused_with_the_right_spelling(string text, string right) =>
        Should.Throw<HarnessException>(() => AccessSubject.Parse(text)).Message.ShouldEndWith($"did you mean {right}?");

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
