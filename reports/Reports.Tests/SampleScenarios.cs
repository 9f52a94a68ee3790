using Harness.Clusters;
using Harness.Results;

namespace Harness.Reports.Tests;

internal static class SampleScenarios
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 22, 1, 0, TimeSpan.Zero);

    public static IReadOnlyList<ScenarioResult> Rich { get; } =
    [
        Passed("Workloads.C6_hello_app_answers", "hello-app answers with its greeting, version and pod", 0.34, "C6"),
        Passed("Grants.C10_without_a_role_the_call_is_forbidden", "Without a role the call is forbidden", 1.25, "C10"),
        Passed("Grants.C11_a_role_and_binding_allow_the_call", "A role and its binding allow the call", 2.5, "C11") with
        {
            Measurements = [new Measurement("grant until first 200", 0.0412, "s")],
        },
        Passed("Consumers.C9_revoking_one_leaves_the_other", "Revoking consumer-a leaves consumer-b", 75.2, "C9") with
        {
            Measurements = [new Measurement("revocation until first 403", 1.337, "s"), new Measurement("calls until then", 12345, "")],
        },
        Passed("Verbs.C14_get_opens_GET_and_HEAD", "get opens GET and HEAD", 0.8, "C14") with
        {
            Cells =
            [
                Cell("get", "GET", "Allowed"), Cell("get", "HEAD", "Allowed"),
                Cell("get", "POST", "Forbidden"), Cell("get", "OPTIONS", "Forbidden"),
            ],
        },
        Verbs,
        Skipped(
            "Alternatives.C2_an_ingress_authenticates", "An ingress controller authenticates", "the cluster has no ingress controller",
            "C2"),
        Passed("Manifests.C20_kustomize_gives_the_same_access", "Kustomize gives the same access", 6.04, "C20"),
        Skipped(
            "Manifests.C20_the_chart_gives_the_same_access", "The Helm chart gives the same access", "`helm` is not on the PATH", "C20"),
        Tokens,
        Hostile,
        Balance,
        Paths,
        Methods,
    ];

    private static ScenarioResult Verbs => Passed(
        "Verbs.C14_create_opens_POST(\"a.b\")", "create opens POST and nothing else", 0.91, "C14", "C12") with
    {
        Outcome = ScenarioOutcome.Failed,
        Reason = "GET was let through with create alone",
        Observations =
        [
            new Observation("POST with create", "Allowed", "Allowed", true, "POST /api/v1/… → 200"),
            new Observation("GET with create", "Forbidden", "Allowed", false,
                "GET /api/v1/namespaces/h-1/services/hello-app/proxy/ as consumer → 200: Hello, world!\n"
                + "Version: 1.0.0\n\nHostname: hello-app-0"),
        ],
        Cells =
        [
            Cell("create", "GET", "Forbidden", "Allowed"), Cell("create", "HEAD", "Forbidden"), Cell("create", "POST", "Allowed"),
            Cell("create", "WebSocket", "Forbidden", "Failed"),
            Cell("(no token)", "GET", "Unauthenticated"), Cell("get", "WebSocket", "Allowed"),
            Cell("create", "OPTIONS", "Allowed", "Forbidden"),
        ],
    };

    private static ScenarioResult Tokens => Passed("Tokens.C7_an_expired_token_is_refused", "An expired token is refused", 10.2, "C7") with
    {
        Outcome = ScenarioOutcome.Undecided,
        Reason = "the API server stopped answering",
        Observations =
        [
            new Observation("call with an expired token", "Unauthenticated", "Failed", false,
                "GET /api as consumer → no answer (connection refused)"),
        ],
    };

    /// <summary>Texts as a hostile or broken pod might answer them.</summary>
    private static ScenarioResult Hostile => Passed(
        "Web.C16_pages|behind`the_proxy", "Pages with <script>, a | pipe & `ticks`", 3.0, "C16") with
    {
        Outcome = ScenarioOutcome.Failed,
        Reason = "Shouldly says:\n    page should be\n\"a\"\n    but was\n\"b\"",
        Observations =
        [
            new Observation("1. link *absolute* | <a>", "works", "breaks\non two lines", false,
                "```\n<html>\u001b[31mred\0 half a pair: \ud800 ]]>\r\n```"),
            new Observation("no evidence", "_one_", "[two](http://x)", false, null),
        ],
        Cells =
        [
            new MatrixCell("Pages | by <kind>", "a|b", "fetch", "works", "breaks"),
            new MatrixCell("Pages | by <kind>", "a|b", "HTML", "works", "works"),
        ],
        Attachments =
        [
            new Attachment("the page [through](the proxy)", "attachments/Web.C16/page.png"),
            new Attachment("what the browser asked for", "attachments/Web.C16/requests (1).txt"),
        ],
        Measurements = [new Measurement("links | broken", double.NaN, "ms"), new Measurement("memory of a sidecar", 0.000321, "GiB")],
    };

    private static ScenarioResult Balance => Passed("Balancing.C17_every_replica_answers", "Every replica answers", 4.2, "C17", "C99") with
    {
        Traits =
        [
            new AlternativeTrait("sidecar", "memory", "3.2 MiB for each replica"),
            new AlternativeTrait("reverse proxy", "what stays open behind it", "the application: 200"),
            new AlternativeTrait("sidecar", "what stays open behind it", "nothing | connection refused"),
            new AlternativeTrait("none", "who is *happy*", "nobody"),
            new AlternativeTrait("reverse proxy", "what stays open behind it", "and its /metrics"),
        ],
    };

    private static ScenarioResult Paths => Passed("ProxyConformance.Paths", "Paths are tidied up", 1.5) with
    {
        Topic = "Paths | queries",
        Outcome = ScenarioOutcome.Failed,
        Reason = "1 of 4 observations differs",
        Observations =
        [
            new Observation("/echo/a%20b", "as sent", "as sent", true, "GET /api/v1/… → 200"),
            new Observation("/echo/a//b", "arrives as /echo/a/b", "arrives as /echo/a/b", true, null),
            new Observation("/echo/_a_|*", "as sent", "as sent", true, null),
            new Observation("/echo/a/../b", "arrives as /echo/b", "as sent", false, "GET /api/v1/… → 200"),
        ],
    };

    private static ScenarioResult Methods => Passed("ProxyConformance.Methods", "Methods are handed on", 0.5) with
    {
        Topic = "Methods",
        Observations = [new Observation("GET", "as sent", "as sent", true, null), new Observation("TRACE", "405", "405", true, null)],
    };

    private static MatrixCell Cell(string row, string column, string expected, string? observed = null) =>
        new("HTTP methods by granted verb", row, column, expected, observed ?? expected);

    private static ScenarioResult Skipped(string name, string title, string reason, params string[] claims) =>
        Passed(name, title, 0, claims) with { Outcome = ScenarioOutcome.Skipped, Reason = reason };

    private static ScenarioResult Passed(string name, string title, double seconds, params string[] claims) => new()
    {
        Name = name,
        Title = title,
        Claims = claims,
        Outcome = ScenarioOutcome.Passed,
        Started = Start,
        Duration = TimeSpan.FromSeconds(seconds),
    };
}
