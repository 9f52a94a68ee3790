using Harness.Api;
using Harness.Asking;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Validation;
using Harness.Tests.Support;
using k8s;
using Microsoft.AspNetCore.Http;

namespace Harness.Tests.Asking;

internal sealed class ProbeSourceTests
{
    private const string Proxied = "/api/v1/namespaces/shop/services/hello-app/proxy/";
    private const string SelfReview = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    [TestCase(200, "Hello, world!")]
    [TestCase(500, "the backend's own failure")]
    public async Task What_a_backend_answers_was_let_through(int status, string body) =>
        (await ProbeAsync(status, body)).Answer.Kind.ShouldBe(CellAnswerKind.Allowed);

    [TestCase(403, "Forbidden", "no", CellAnswerKind.Denied)]
    [TestCase(401, "Unauthorized", "no", CellAnswerKind.Undecided)]
    [TestCase(500, "InternalError", "no", CellAnswerKind.Undecided)]
    [TestCase(503, "ServiceUnavailable", "no endpoints available for service \"hello-app\"", CellAnswerKind.Allowed)]
    [TestCase(503, "ServiceUnavailable", "etcd is away", CellAnswerKind.Undecided)]
    [TestCase(404, "NotFound", "services \"hello-app\" not found", CellAnswerKind.Allowed)]
    public async Task What_the_API_server_answers_is_its_decision(int status, string reason, string message, CellAnswerKind expected) =>
        (await ProbeAsync(status, StatusText.Of(status, reason, message))).Answer.Kind.ShouldBe(expected);

    private const string Refused = "services \"hello-app\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no";

    [Test]
    public async Task What_admission_refuses_the_authorizer_let_through() =>
        (await ProbeAsync(403, StatusText.Of(403, "Forbidden", Refused))).Answer.Kind.ShouldBe(CellAnswerKind.Allowed);

    [TestCase(403, "Forbidden", Refused, CellAnswerKind.Denied)]
    [TestCase(422, "Invalid", Refused, CellAnswerKind.Denied)]
    [TestCase(403, "Forbidden", "User \"u\" cannot get resource", CellAnswerKind.Denied)]
    [TestCase(404, "NotFound", "services \"hello-app\" not found", CellAnswerKind.Allowed)]
    public async Task Of_a_path_both_decide(int status, string reason, string message, CellAnswerKind expected) =>
        (await ProbeAsync(status, StatusText.Of(status, reason, message), path: "/")).Answer.Kind.ShouldBe(expected);

    [Test]
    public async Task A_path_is_called_as_it_stands()
    {
        var raw = new List<string>();
        await ProbeAsync(200, "hello", path: "/static/../a b", raw: raw);

        raw.ShouldContain($"{Proxied}static/%2e%2e/a%20b");
    }

    [Test]
    public async Task A_refusal_means_nothing_where_the_token_was_never_accepted()
    {
        var (answer, seen) = await ProbeAsync(403, StatusText.Of(403, "Forbidden"), tokenWorks: false);

        answer.Kind.ShouldBe(CellAnswerKind.Undecided);
        answer.Detail.ShouldContain("the token of service account shop/consumer is not proven to work");
        seen.ShouldNotContain(request => request.Target == Proxied);
    }

    [Test]
    public async Task A_token_that_does_not_come_in_time_decides_nothing()
    {
        using var admin = new FakeApiServer(_ => throw new TaskCanceledException()).Client();

        var answer = (await Source(new Uri("http://api.example"), admin).AskAsync([Cell()], CancellationToken.None)).ShouldHaveSingleItem();

        answer.Kind.ShouldBe(CellAnswerKind.Undecided);
        answer.Detail.ShouldBe("no token could be issued for service account shop/consumer: no answer in time");
    }

    [Test]
    public async Task It_calls_with_GET_and_HEAD_and_the_consumers_own_token()
    {
        var (_, seen) = await ProbeAsync(200, "hello");

        var calls = seen.Where(request => request.Target == Proxied).ToList();
        calls.Select(call => call.Method).ShouldBe(["GET", "HEAD"]);
        calls.ShouldAllBe(call => call.Authorization == "Bearer token-of-consumer");
    }

    [Test]
    public async Task It_says_that_it_is_a_probe_so_that_nothing_is_learnt_from_it()
    {
        var agents = new List<string>();
        await ProbeAsync(200, "hello", agents: agents);

        agents.Where(one => one.EndsWith(Proxied, StringComparison.Ordinal) || one.EndsWith(SelfReview, StringComparison.Ordinal))
            .Distinct().ShouldBe([$"{AuditEvent.ProbeAgent} {SelfReview}", $"{AuditEvent.ProbeAgent} {Proxied}"]);
    }

    [Test]
    public async Task The_answer_never_holds_the_token() =>
        (await ProbeAsync(403, StatusText.Of(403, "Forbidden"))).Answer.ToString().ShouldNotContain("token-of");

    [Test]
    public async Task A_method_that_was_not_allowed_is_not_sent()
    {
        var (answer, seen) = await ProbeAsync(200, "hello", verb: "create");

        (answer.Kind, answer.Detail).ShouldBe((CellAnswerKind.NotAsked, "the method is not among --probe-methods GET,HEAD"));
        seen.ShouldBeEmpty();
    }

    [Test]
    public async Task A_method_that_was_allowed_is_sent()
    {
        var (answer, seen) = await ProbeAsync(200, "hello", verb: "create", methods: ["GET", "POST"]);

        answer.Kind.ShouldBe(CellAnswerKind.Allowed);
        seen.Where(request => request.Target == Proxied).Select(request => request.Method).ShouldBe(["POST"]);
    }

    [TestCase("services/proxy", "hello-app")]
    [TestCase("services/proxy", "http:hello-app:8080")]
    [TestCase("pods/proxy", "hello-app-0", Description = "a pod may be behind the service")]
    public async Task A_service_whose_GETs_change_things_is_not_called(string resource, string name)
    {
        var (answer, seen) = await ProbeAsync(
            200, "hello", policy: ShopPolicy.Policy with { UnsafeGets = ["hello-app"] }, resource: resource, name: name);

        answer.Kind.ShouldBe(CellAnswerKind.NotAsked);
        seen.ShouldBeEmpty();
    }

    [Test]
    public async Task Nobody_but_the_policys_consumers_is_given_a_token()
    {
        var (answer, seen) = await ProbeAsync(200, "hello", subject: new RbacSubject(RbacSubjectKind.ServiceAccount, "other", "shop"));

        answer.Kind.ShouldBe(CellAnswerKind.NotAsked);
        seen.ShouldBeEmpty();
    }

    [Test]
    public async Task Users_and_groups_are_not_asked_about() =>
        (await ProbeAsync(200, "hello", subject: new RbacSubject(RbacSubjectKind.Group, "system:authenticated"))).Answer.Kind.ShouldBe(
            CellAnswerKind.NotAsked);

    private static async Task<(CellAnswer Answer, IReadOnlyCollection<SeenRequest> Seen)> ProbeAsync(
        int status,
        string body,
        bool tokenWorks = true,
        string verb = "get",
        IReadOnlyList<string>? methods = null,
        AccessPolicy? policy = null,
        RbacSubject? subject = null,
        string resource = "services/proxy",
        string name = "hello-app",
        string? path = null,
        List<string>? raw = null,
        List<string>? agents = null)
    {
        await using var server = await LoopbackServer.StartAsync(context => (context.Request.Method, context.Request.Path.Value) switch
        {
            ("POST", "/api/v1/namespaces/shop/serviceaccounts/consumer/token") =>
                Json(context, 201, """
                    {"apiVersion": "authentication.k8s.io/v1", "spec": {"audiences": []},
                     "status": {"token": "token-of-consumer", "expirationTimestamp": "2030-01-01T00:00:00Z"}}
                    """),
            ("POST", SelfReview) when tokenWorks => Json(context, 201, ApiAnswer.Review(allowed: true).Body),
            ("POST", SelfReview) => Json(context, 401, StatusText.Of(401, "Unauthorized")),
            (_, Proxied) => Json(context, status, body),
            _ => Json(context, 404, StatusText.Of(404, "NotFound")),
        });
        using var admin = KubernetesClients.Create(new ApiServerAddress(server.Url, null), null);
        var cell = Cell(subject, resource, name, verb) with { Path = path };
        var answer = (await Source(server.Url, admin, policy, methods).AskAsync([cell], CancellationToken.None)).ShouldHaveSingleItem();
        raw?.AddRange(server.RawTargets);
        agents?.AddRange(server.Agents);
        return (answer, server.Seen);
    }

    private static ProbeSource Source(Uri api, Kubernetes admin, AccessPolicy? policy = null, IReadOnlyList<string>? methods = null) => new(
        new ApiServerAddress(api, null), admin, policy ?? ShopPolicy.Policy, methods
            ?? ProbeSource.SafeMethods, new RequestPace(0, TimeProvider.System));

    private static AccessCell Cell(
        RbacSubject? subject = null, string resource = "services/proxy", string name = "hello-app", string verb = "get") =>
        new(subject ?? ShopPolicy.Consumer, new AccessQuestion("shop", "", resource, name, verb), true, null);

    private static Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(body);
    }
}
