using System.Runtime.CompilerServices;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.Conformance;

/// <summary>
/// What the API server's own proxy does with calls and answers, topic by topic, so that nothing about it is taken on trust.
/// </summary>
public sealed class ProxyConformance : ScenarioFixture
{
    [Test]
    [Conformance("URL forms")]
    public Task A_service_is_called_by_the_ports_that_it_declares() => HoldAsync("url-forms", UrlFormCases.All, UrlFormCases.PrepareAsync);

    [Test]
    [Conformance("Methods")]
    public Task Seven_methods_are_handed_on_with_path_query_and_body() => HoldAsync("methods", MethodCases.All);

    [Test]
    [Conformance("Paths and queries")]
    public Task Paths_are_tidied_up_and_queries_are_not() => HoldAsync("paths", PathCases.All);

    [Test]
    [Conformance("Headers to the backend")]
    public Task The_callers_credentials_end_at_the_API_server() => HoldAsync("request-headers", RequestHeaderCases.All);

    [Test]
    [Conformance("Impersonation")]
    public Task Impersonation_ends_at_the_API_server() =>
        HoldAsync("impersonation", ImpersonationCases.All, ImpersonationCases.PrepareAsync);

    [Test]
    [Conformance("Headers to the caller")]
    public Task Headers_come_back_but_for_hop_by_hop_and_CORS() => HoldAsync("response-headers", ResponseHeaderCases.All);

    [Test]
    [Conformance("Bodies")]
    public Task Long_bodies_arrive_whole_both_ways() => HoldAsync(
        "bodies", BodyCases.All, load: "bodies of 100 MiB");

    [Test]
    [Conformance("Compression and trailers")]
    public Task Compression_is_the_callers_and_trailers_are_kept() => HoldAsync("coding", CodingCases.All);

    [Test]
    [Conformance("Streams")]
    public Task Parts_are_passed_on_as_they_come_and_half_an_answer_is_not_made_whole() => HoldAsync("streams", StreamCases.All);

    [Test]
    [Conformance("WebSocket")]
    public Task Messages_and_close_codes_go_both_ways() => HoldAsync("websocket", WebSocketCases.All);

    [Test]
    [Conformance("Redirects")]
    public Task Locations_on_the_same_host_get_the_prefix() => HoldAsync("redirects", RewritingCases.Redirects);

    [Test]
    [Conformance("HTML")]
    public Task Links_in_HTML_get_the_prefix_and_nothing_else_does() => HoldAsync("html", RewritingCases.Html);

    [Test]
    [Conformance("Status codes")]
    public Task Every_status_is_passed_on() => HoldAsync("status", StatusCases.All);

    [Test]
    [Conformance("Failing backends")]
    public Task Failing_backends_are_told_apart() => HoldAsync("failures", FailureCases.All, FailureCases.PrepareAsync);

    [Test]
    [Conformance("Endpoints by hand")]
    public Task Only_addresses_that_a_pod_bears_out_are_called() => HoldAsync("by-hand", EndpointCases.All, EndpointCases.PrepareAsync);

    internal static Task HoldAsync(
        string purpose, IReadOnlyList<ProxyCase> cases, Func<Scenario, ProxiedHello, Task>? prepare = null, string? load = null,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        ProveAsync(purpose, async s =>
        {
            if (load is not null)
                s.RequireLoad(load);
            var hello = await ProxiedHello.PrepareAsync(s, shared: prepare is null);
            using var wire = hello.Wire;
            if (prepare is not null)
                await prepare(s, hello);
            foreach (var one in cases)
                await (one.OnlyWaits ? s.IdleAsync(() => one.HoldAsync(s.Seen, hello)) : one.HoldAsync(s.Seen, hello));
        }, file, line);
}
