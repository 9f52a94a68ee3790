using System.Text.Json.Nodes;
using Harness.Tests.Images;
using Harness.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Cli.Validating;

/// <summary>The program itself against an API server that remembers what it was asked, and against files.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ValidateCommandTests
{
    private static readonly string Example = Path.Combine(RepositoryRoot.Find(), "harness", "examples", "hello");
    private static readonly string Policy = Path.Combine(Example, "access.yaml");

    [Test]
    public async Task Against_a_cluster_it_sends_nothing_but_GETs_and_access_reviews()
    {
        var (exitCode, _, error, seen) = await OnClusterAsync(_ => null);

        seen.ShouldNotBeEmpty(error);
        seen.ShouldAllBe(request => request.Method == "GET" || IsReview(request));
        seen.Count(IsReview).ShouldBeGreaterThan(20);
        exitCode.ShouldBe(1, "its authorizer allows the consumer what its lists do not");
    }

    [TestCase("live")]
    [TestCase("live", "/apis/rbac.authorization.k8s.io/v1/rolebindings", TestName = "Also where it would not be listed")]
    public async Task The_last_line_names_the_cluster_that_was_asked(string source, string? refused = null)
    {
        var (_, output, _, _) = await OnClusterAsync(
            request => request.Path == refused ? (403, StatusText.Of(403, "Forbidden")) : null, "--source", source);

        output.TrimEnd().Split('\n')[^1].ShouldMatch(@"^  [0-9]+ cells: .* of cluster http://127\.0\.0\.1:[0-9]+$");
    }

    [Test]
    public async Task A_probe_sends_token_requests_and_harmless_calls_beside_it()
    {
        var (_, _, error, seen) = await OnClusterAsync(_ => null, "--probe");

        var other = seen.Where(request => request.Method != "GET" && !IsReview(request))
            .Select(request => $"{request.Method} {request.Target}").Distinct();
        other.Except(["POST /api/v1/namespaces/hello/serviceaccounts/consumer/token"]).ShouldAllBe(call => call.StartsWith("HEAD "), error);
        seen.ShouldContain(request => request.Method == "HEAD" && request.Target == "/api/v1/namespaces/hello/services/hello-app/proxy/");
    }

    [TestCase("/apis/authorization.k8s.io/v1/subjectaccessreviews", "403 no", TestName = "Where it may not ask, nothing is decided")]
    [TestCase("/apis/rbac.authorization.k8s.io/v1/rolebindings", "who else has access is not known",
        TestName = "Where a list is forbidden, the world is not known to be closed")]
    public async Task What_it_may_not_do_ends_with_3(string path, string because)
    {
        var (exitCode, output, _, _) = await OnClusterAsync(
            request => request.Path == path ? (403, StatusText.Of(403, "Forbidden")) : null, "--source", "live");

        output.ShouldContain(because);
        output.ShouldContain("Could not be decided");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task A_page_of_a_list_that_did_not_come_ends_with_3()
    {
        var (exitCode, output, _, _) = await OnClusterAsync(
            request => request.Path != "/apis/rbac.authorization.k8s.io/v1/rolebindings" ? null
                : request.Query.ContainsKey("continue") ? (500, StatusText.Of(500, "InternalError"))
                : (200, """{"apiVersion": "v1", "kind": "List", "metadata": {"continue": "more"}, "items": []}"""),
            "--source",
            "live");

        output.ShouldContain("who else has access is not known");
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task A_cluster_that_is_not_reached_ends_with_3()
    {
        using var scratch = new Scratch();
        var kubeconfig = Kubeconfig(scratch, new Uri($"http://127.0.0.1:{LoopbackServer.RefusedPort()}"));

        var (exitCode, output, error) =
            await HarnessProgram.RunAsync(["validate", "--policy", Policy, "--kubeconfig", kubeconfig, "--allow-plain-http"]);

        error.ShouldContain("cannot be reached");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(3);
    }

    [Test]
    public async Task The_example_is_as_its_policy_says()
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["validate", "--policy", Policy, "--manifests", Path.Combine(Example, "manifests")]);

        output.ShouldStartWith("As the policy says: ", customMessage: error);
        exitCode.ShouldBe(0);
    }

    [Test]
    public async Task A_broken_role_is_named_with_its_place_and_its_fix()
    {
        using var scratch = new Scratch();
        var broken = Path.Combine(scratch.Root, "rbac.yaml");
        await File.WriteAllTextAsync(broken, File.ReadAllText(Path.Combine(Example, "manifests", "rbac.yaml"))
            .Replace("  resourceNames: [hello-app]\n", "", StringComparison.Ordinal));

        var (exitCode, output, _) = await HarnessProgram.RunAsync(["validate", "--policy", Policy, "--manifests", broken]);

        output.ShouldContain(
            $"OPEN       Role hello/hello-proxy ({broken}:1), through RoleBinding hello/hello-proxy ({broken}:14): "
            + "serviceaccount:hello/consumer can get services/proxy");
        output.ShouldContain("HR101");
        exitCode.ShouldBe(1);
    }

    [TestCase("", "", 0, "get secrets \"registry\"", TestName = "A team's sentences hold")]
    [TestCase("resources: [pods/log]", "resources: [\"*\"]", 1, "CAN, must not", TestName = "A wildcard gives what they deny")]
    [TestCase("verbs: [get, patch]", "verbs: [get]", 1, "CAN'T, must", TestName = "A verb is missing")]
    public async Task The_example_of_a_team_is_judged_sentence_by_sentence(string old, string replacement, int exitCode, string line)
    {
        using var scratch = new Scratch();
        var team = Path.Combine(Path.GetDirectoryName(Example)!, "team");
        var (rbac, text) = (Path.Combine(scratch.Root, "rbac.yaml"), File.ReadAllText(Path.Combine(team, "manifests", "rbac.yaml")));
        await File.WriteAllTextAsync(rbac, old.Length == 0 ? text : text.Replace(old, replacement, StringComparison.Ordinal));

        var (code, output, error) = await HarnessProgram.RunAsync(
            ["validate", "--policy", Path.Combine(team, "access.yaml"), "--manifests", rbac]);

        output.ShouldContain(line, customMessage: error);
        code.ShouldBe(exitCode, output);
    }

    [Test]
    public async Task JSON_on_standard_output_is_nothing_but_JSON()
    {
        var (_, output, error) = await HarnessProgram.RunAsync(
            ["validate", "--policy", Policy, "--manifests", Path.Combine(Example, "manifests"), "--output", "json"]);

        JsonNode.Parse(output)!["schemaVersion"]!.GetValue<int>().ShouldBe(2);
        error.ShouldContain("done validation");
    }

    [TestCase("--preview needs --manifests DIR", "--preview")]
    [TestCase("--source manifests needs --manifests DIR", "--source", "manifests")]
    [TestCase("--source lvie: not one of live, static, manifests, probe, audit; did you mean live?", "--source", "lvie")]
    [TestCase("--preview never applies manifests to an existing cluster", "--preview", "--manifests", ".", "--kubeconfig", "x")]
    [TestCase("--preview control-plane has an authorizer but nothing to call", "--preview", "control-plane", "--manifests", ".", "--source",
        "probe")]
    [TestCase("--preview minikube: not one of cluster, control-plane", "--preview", "minikube")]
    [TestCase("--output xml: not one of table, json, markdown, junit, sarif", "--output", "xml")]
    [TestCase("--qps takes a number of questions per second", "--qps", "-1")]
    [TestCase("--qps takes a number of questions per second", "--qps", "many")]
    [TestCase("unknown option \"--manifest\"; did you mean --manifests?", "--policy", "another.yaml", "--manifest", "k8s")]
    public async Task What_does_not_go_together_is_said_before_anything_is_begun(string complaint, params string[] options)
    {
        var (exitCode, output, error) = await HarnessProgram.RunAsync(["validate", "--policy", Policy, .. options]);

        error.ShouldContain($"error: {complaint}");
        output.ShouldBeEmpty();
        exitCode.ShouldBe(2);
    }

    private static bool IsReview(SeenRequest request) =>
        request is { Method: "POST" } && request.Target.StartsWith("/apis/authorization.k8s.io/v1/", StringComparison.Ordinal)
        && request.Target.EndsWith("accessreviews", StringComparison.Ordinal);

    /// <summary>Runs against an API server that has nothing in it, allows only what the policy does, and takes nothing.</summary>
    private static async Task<(int ExitCode, string Output, string Error, IReadOnlyCollection<SeenRequest> Seen)> OnClusterAsync(
        Func<HttpRequest, (int Status, string Body)?> instead, params string[] options)
    {
        using var scratch = new Scratch();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var (status, body) = instead(context.Request) ?? Answer(context.Request, await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.WriteAsync(body);
        });
        var (exitCode, output, error) = await HarnessProgram.RunAsync(
            ["validate", "--policy", Policy, "--kubeconfig", Kubeconfig(scratch, server.Url), "--allow-plain-http", .. options]);
        return (exitCode, output, error, server.Seen);
    }

    private static (int Status, string Body) Answer(HttpRequest request, string asked) => (request.Method, request.Path.Value) switch
    {
        ("GET", "/version") or ("GET", "/version/") => (200, """{"major": "1", "minor": "34", "gitVersion": "v1.34.0"}"""),
        ("POST", { } path) when path.EndsWith("accessreviews", StringComparison.Ordinal) => (201, ApiAnswer.Review(IsAllowed(asked)).Body),
        ("POST", { } path) when path.EndsWith("/token", StringComparison.Ordinal) =>
            (201, """
                {"apiVersion": "authentication.k8s.io/v1", "spec": {"audiences": []},
                 "status": {"token": "t", "expirationTimestamp": "2030-01-01T00:00:00Z"}}
                """),
        (_, { } path) when path.Contains("/proxy", StringComparison.Ordinal) => (403, StatusText.Of(403, "Forbidden")),
        ("GET", _) => (200, """{"apiVersion": "v1", "kind": "List", "metadata": {}, "items": []}"""),
        _ => (405, StatusText.Of(405, "MethodNotAllowed")),
    };

    private static bool IsAllowed(string review)
    {
        string[] parts = ["\"system:serviceaccount:hello:consumer\"", "\"hello-app\"", "\"get\"", "\"services\"", "\"proxy\""];
        return parts.All(part => review.Contains(part, StringComparison.Ordinal));
    }

    private static string Kubeconfig(Scratch scratch, Uri server)
    {
        var file = Path.Combine(scratch.Root, "kubeconfig");
        File.WriteAllText(file, $$"""
            apiVersion: v1
            kind: Config
            current-context: fake
            clusters: [{name: fake, cluster: {server: '{{server.AbsoluteUri}}'} }]
            users: [{name: fake, user: {token: not-a-secret} }]
            contexts: [{name: fake, context: {cluster: fake, user: fake} }]
            """);
        return file;
    }
}
