using Harness.Api;
using Harness.Tests.Support;

namespace Harness.Tests.Api;

internal sealed class ApiServerStatusTests
{
    [Test]
    public void A_Status_object_is_read() => ApiServerStatus.TryRead(StatusText.Of(403, "Forbidden", "services \"x\" is forbidden"))
        .ShouldBe(new ApiServerStatus(403, "Forbidden", "services \"x\" is forbidden"));

    [Test]
    public void What_it_does_not_say_is_empty() => ApiServerStatus.TryRead("""{"kind":"Status","apiVersion":"v1"}""")
        .ShouldBe(new ApiServerStatus(0, "", ""));

    [TestCase("""{"kind":"Status","apiVersion":"v1","code":"403","reason":7,"message":null}""")]
    [TestCase("""{"kind":"Status","apiVersion":"v1","code":4.5e99}""")]
    [TestCase("""{"kind":"Status","apiVersion":"v1","code":[403]}""")]
    public void Values_of_other_types_are_as_good_as_none(string body) =>
        ApiServerStatus.TryRead(body).ShouldBe(new ApiServerStatus(0, "", ""));

    [TestCase("")]
    [TestCase("Forbidden")]
    [TestCase("\"Status\"")]
    [TestCase("[\"Status\"]")]
    [TestCase("""{"kind":"Status","apiVersion":"v1" """)]
    [TestCase("""{"kind":"Status","apiVersion":"meta/v2","code":403,"reason":"Forbidden"}""")]
    [TestCase("""{"kind":"Status","code":403,"reason":"Forbidden"}""")]
    [TestCase("""{"kind":"Pod","apiVersion":"v1","message":"Status"}""")]
    [TestCase("""{"kind":["Status"],"apiVersion":"v1"}""")]
    [TestCase("""{"item":{"kind":"Status","apiVersion":"v1"}}""")]
    public void Anything_else_is_none(string body) => ApiServerStatus.TryRead(body).ShouldBeNull();
}
