using System.Reflection;
using Harness.Scenarios.Conformance;
using Harness.Scenarios.Running;

namespace Harness.Tests.Scenarios;

internal sealed class ConformanceCasesTests
{
    private static readonly Version Oldest = new(1, 19);
    private static readonly Version Measured = new(1, 20);
    private static readonly Version Newest = new(1, 40);

    private static readonly Dictionary<string, (IReadOnlyList<ProxyCase> Cases, int Count)> Topics = new()
    {
        ["URL forms"] = (UrlFormCases.All, 26),
        ["Methods"] = (MethodCases.All, 9),
        ["Paths and queries"] = (PathCases.All, 35),
        ["Headers to the backend"] = (RequestHeaderCases.All, 22),
        ["Impersonation"] = (ImpersonationCases.All, 3),
        ["Headers to the caller"] = (ResponseHeaderCases.All, 15),
        ["Bodies"] = (BodyCases.All, 3),
        ["Compression and trailers"] = (CodingCases.All, 9),
        ["Streams"] = (StreamCases.All, 7),
        ["WebSocket"] = (WebSocketCases.All, 12),
        ["Redirects"] = (RewritingCases.Redirects, 14),
        ["HTML"] = (RewritingCases.Html, 10),
        ["Status codes"] = (StatusCases.All, 4),
        ["Failing backends"] = (FailureCases.All, 6),
        ["Endpoints by hand"] = (EndpointCases.All, 4),
        ["Long answers"] = (LongAnswer.All, 1),
    };

    private static IEnumerable<string> Names => Topics.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_number_of_cases_is_pinned(string topic) => Topics[topic].Cases.Count.ShouldBe(Topics[topic].Count);

    [TestCaseSource(nameof(Names))]
    public void Each_case_has_a_name_of_its_own_and_an_expectation_on_every_version(string topic)
    {
        Topics[topic].Cases.Select(one => one.Name).ShouldBeUnique();
        foreach (var one in Topics[topic].Cases)
        {
            foreach (var version in (Version[])[Oldest, Measured, Newest])
                one.Expected.On(version).ShouldNotBeEmpty(one.Name);
        }
    }

    [Test]
    public void Every_topic_has_one_scenario()
    {
        var scenarios = typeof(ProxyConformance).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<ConformanceAttribute>()?.Topic).OfType<string>();

        scenarios.ShouldBe(Topics.Keys, ignoreOrder: true);
    }

    [Test]
    public void The_cases_that_the_version_decides_are_pinned()
    {
        var decided = Topics.Values.SelectMany(topic => topic.Cases)
            .Where(one => !one.Expected.On(Measured).SequenceEqual(one.Expected.On(Newest)))
            .Select(one => one.Name);

        decided.ShouldBe(
        [
            "POST hello-app/proxy", "https:hello-app:8080/proxy/", "hello-two:443/proxy/",
            "X-Remote-User: system:admin", "X-Remote-Group: system:admin", "X-Remote-Extra-Scopes: system:admin",
            "a dead pod that is still listed", "a port on which nobody listens", "a backend that closes before any answer",
        ]);
    }
}
