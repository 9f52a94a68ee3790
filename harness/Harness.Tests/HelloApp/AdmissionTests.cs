using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Workloads.Admission;

namespace Harness.Tests.HelloApp;

/// <summary>The webhook that decides calls by their path.</summary>
internal sealed class AdmissionTests
{
    private const string User = "system:serviceaccount:shop:scraper";

    private static readonly PathAdmission Rules = new(
    [
        new PathRule { Name = "a", Namespace = "shop", User = User, Paths = Paths("hello-app", "/metrics", "/static/*") },
        new PathRule { Name = "b", Namespace = "shop", Group = "team", Paths = Paths("hello-app:8080", "/"), AllowsPods = true },
    ]);

    private string _file = null!;
    private RunningHelloApp _hello = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _file = Path.Combine(Path.GetTempPath(), $"harness-rules-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(_file, RulesText.Of(Rules.Rules));
        _hello = await RunningHelloApp.StartAsync(options => options with { RulesFile = _file });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _hello.DisposeAsync();
        File.Delete(_file);
    }

    [Test]
    public async Task It_decides_as_the_rules_of_the_policy_do()
    {
        var calls = from user in (string[])[User, "alice"]
                    from groups in (string[][])[[], ["team"], ["system:authenticated", "team"]]
                    from ns in (string[])["shop", "other"]
                    from resource in (string[])["services", "pods"]
                    from name in (string[])["hello-app", "hello-app:8080", "http:hello-app:8080", "hello-neighbour"]
                    from path in (string[])["/metrics", "/", "/static/a", "/static/../x", "/static/%41", "/static//", "/ü\\\"\n", ""]
                    select (user, groups, ns, resource, name, path);
        var (differing, allowed) = (new List<string>(), 0);
        foreach (var (user, groups, ns, resource, name, path) in calls)
        {
            var isAllowed = (await AskAsync(Review(user, groups, ns, resource, name, path)))["allowed"]!.GetValue<bool>();
            allowed += isAllowed ? 1 : 0;
            if (isAllowed != Rules.Allows(user, groups, ns, $"{resource}/proxy", name, path))
                differing.Add($"{user} {string.Join(',', groups)} {ns} {resource} {name} {path}");
        }

        differing.ShouldBeEmpty();
        allowed.ShouldBeInRange(100, 700);
    }

    [Test]
    public async Task A_call_of_the_root_without_a_slash_has_no_path()
    {
        (await AskAsync(Review("alice", ["team"], "shop", "services", "hello-app:8080", null)))["allowed"]!.GetValue<bool>().ShouldBeTrue();
        (await AskAsync(Review(User, [], "shop", "services", "hello-app", null)))["allowed"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Test]
    public async Task A_refusal_is_a_403_that_names_the_path_and_no_rule()
    {
        var response = await AskAsync(Review(User, [], "shop", "services", "hello-app", "/admin\n/ü"));

        response["uid"]!.GetValue<string>().ShouldBe("7");
        response["status"]!.ToJsonString().ShouldBe(
            """{"code":403,"reason":"Forbidden","message":"the path /admin%0A/%C3%BC is not allowed"}""");
        response["warnings"].ShouldBeNull();
    }

    [TestCase("/static/a b/%2e", "saw /static/a%20b/%252e")]
    [TestCase(null, "saw (none)")]
    public async Task Aloud_it_tells_what_path_it_was_shown(string? path, string expected)
    {
        var response = await AskAsync(Review("alice", [], "shop", "services", "hello-app", path), "/admission/aloud");

        response["allowed"]!.GetValue<bool>().ShouldBeTrue();
        response["warnings"]!.AsArray().Single()!.GetValue<string>().ShouldBe(expected);
    }

    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("[1]")]
    [TestCase("""{"apiVersion":"admission.k8s.io/v1beta1","request":{"uid":"7"}}""")]
    [TestCase("""{"apiVersion":"admission.k8s.io/v1","request":{"uid":"7","operation":"CREATE"}}""")]
    [TestCase("""{"apiVersion":"admission.k8s.io/v1","request":{"uid":"7","operation":"CONNECT","userInfo":{"groups":5}}}""")]
    public async Task What_is_no_review_of_a_call_is_no_answer(string body)
    {
        using var answer = await _hello.SendAsync("POST", "/admission", new StringContent(body, Encoding.UTF8));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Without_rules_everything_is_allowed()
    {
        await using var open = await RunningHelloApp.StartAsync();
        using var answer = await open.SendAsync(
            "POST", "/admission", new StringContent(Review(User, [], "shop", "pods", "a", "/x").ToJsonString()));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"allowed\":true");
    }

    [TestCase("{}")]
    [TestCase("[{\"name\":\"a\"}]")]
    [TestCase("[{\"name\":\"a\",\"namespace\":\"shop\",\"paths\":{},\"path\":[]}]")]
    [TestCase("null")]
    [TestCase("")]
    public async Task A_file_that_has_no_rules_is_refused_at_the_start(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            (await Should.ThrowAsync<FormatException>(async () =>
                {
                    await using var hello = await RunningHelloApp.StartAsync(options => options with { RulesFile = file });
                }))
                .Message.ShouldStartWith($"ADMISSION_RULES is {file}, not a list of rules in JSON: ");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<JsonNode> AskAsync(JsonObject review, string path = "/admission")
    {
        using var body = new StringContent(review.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _hello.SendAsync("POST", path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        (json["apiVersion"]!.GetValue<string>(), json["kind"]!.GetValue<string>()).ShouldBe(("admission.k8s.io/v1", "AdmissionReview"));
        return json["response"]!;
    }

    /// <summary>As an API server of 1.20 sends it, without what nobody reads.</summary>
    private static JsonObject Review(string user, string[] groups, string ns, string resource, string name, string? path)
    {
        var options = new JsonObject { ["kind"] = resource == "pods" ? "PodProxyOptions" : "ServiceProxyOptions", ["apiVersion"] = "v1" };
        if (path is not null)
            options["path"] = path;
        return new JsonObject
        {
            ["kind"] = "AdmissionReview",
            ["apiVersion"] = "admission.k8s.io/v1",
            ["request"] = new JsonObject
            {
                ["uid"] = "7",
                ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = resource },
                ["subResource"] = "proxy",
                ["name"] = name,
                ["namespace"] = ns,
                ["operation"] = "CONNECT",
                ["userInfo"] = new JsonObject { ["username"] = user, ["groups"] = JsonSerializer.SerializeToNode(groups) },
                ["object"] = options,
                ["oldObject"] = null,
                ["dryRun"] = false,
                ["options"] = null,
            },
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Paths(string name, params string[] paths) => new() { [name] = paths };
}
