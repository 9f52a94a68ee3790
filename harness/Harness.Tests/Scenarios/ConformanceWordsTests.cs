using System.Text;
using Harness.Rbac.Objects;
using Harness.Scenarios.Conformance;
using Harness.Tests.Support;

namespace Harness.Tests.Scenarios;

/// <summary>The words in which conformance cases expect and observe.</summary>
internal sealed class ConformanceWordsTests
{
    private static readonly Expectation Changing = ((Expectation)"first")
        .Since(new KubernetesChange(new(1, 21), "", ""), "second")
        .Since(new KubernetesChange(new(1, 27), "", "") { BackportedTo = new(1, 24) }, "third");

    [TestCase(1, 19, "first")]
    [TestCase(1, 20, "first")]
    [TestCase(1, 21, "second")]
    [TestCase(1, 23, "second")]
    [TestCase(1, 24, "second or third")]
    [TestCase(1, 26, "second or third")]
    [TestCase(1, 27, "third")]
    [TestCase(2, 0, "third")]
    public void An_expectation_is_that_of_the_last_version_not_above(int major, int minor, string expected) =>
        string.Join(" or ", Changing.On(new Version(major, minor))).ShouldBe(expected);

    [TestCase("Hello, world!\nVersion: 1.0.0\n", "Hello, world!", "503: Hello, world!")]
    [TestCase("something else\nin two lines", "Hello, world!", "503: something else")]
    public void A_backends_answer_is_told_by_its_first_line(string body, string phrase, string expected) =>
        Of(503, body).Says(phrase).ShouldBe(expected);

    [Test]
    public void The_API_servers_own_answer_is_told_by_its_reason_and_the_phrase_that_is_asked_about()
    {
        var answer = Of(503, StatusText.Of(503, "ServiceUnavailable", "no endpoints available for service 'x'"));

        answer.Says("no endpoints available").ShouldBe("503 ServiceUnavailable: no endpoints available");
        answer.Says("something else").ShouldBe("503 ServiceUnavailable: no endpoints available for service 'x'");
    }

    [TestCase(200, "text/plain", false)]
    [TestCase(500, "application/json", false)]
    [TestCase(200, "application/json", true)]
    public void Only_the_echo_passes_for_one(int status, string type, bool isEcho)
    {
        const string body =
            """{"method":"GET","path":"/echo","query":"","headers":{"X-A":["1","2"]},"body":"","bodyEncoding":"utf-8","hostname":"h"}""";
        var answer = Of(status, body) with { Headers = new Dictionary<string, string> { ["Content-Type"] = type } };

        (answer.Echoed()?.Header("x-a")).ShouldBe(isEcho ? "1, 2" : null);
    }

    private static Answer Of(int status, string body) =>
        new(status, new Dictionary<string, string>(), new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));
}
