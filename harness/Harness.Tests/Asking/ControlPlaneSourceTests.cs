using System.Net;
using Harness.Asking;
using Harness.Rbac.Admission;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Generating;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Rbac.Validation;
using Harness.Tests.Rbac.Policies;
using Harness.Tests.Support;
using k8s;

namespace Harness.Tests.Asking;

/// <summary>Paths asked of a preview's API server: first of its authorizer, then by a call in the subject's name.</summary>
internal sealed class ControlPlaneSourceTests
{
    private const string Refused = "services \"web:8080\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no";
    private static readonly RbacSubject Account = new(RbacSubjectKind.ServiceAccount, "scraper", "shop");

    [TestCase(HttpStatusCode.Forbidden, "Forbidden", Refused, CellAnswerKind.Denied)]
    [TestCase(HttpStatusCode.NotFound, "NotFound", "services \"web\" not found", CellAnswerKind.Allowed)]
    [TestCase(HttpStatusCode.ServiceUnavailable, "x", "no endpoints available for service \"web\"", CellAnswerKind.Allowed)]
    [TestCase(HttpStatusCode.Forbidden, "Forbidden", "user cannot impersonate", CellAnswerKind.Undecided)]
    [TestCase(HttpStatusCode.InternalServerError, "InternalError", "etcd is away", CellAnswerKind.Undecided)]
    public async Task What_a_call_is_answered_with(HttpStatusCode code, string reason, string message, CellAnswerKind kind)
    {
        var server = Server(ApiAnswer.Failure(code, reason, message));

        var answer = (await AskAsync(server, Cell("/a/../b"))).ShouldHaveSingleItem();

        answer.Kind.ShouldBe(kind, answer.Detail);
        var call = server.Seen.Last();
        (call.ToString(), call.As).ShouldBe(
            ("GET /api/v1/namespaces/shop/services/web:8080/proxy/a/%2e%2e/b", "system:serviceaccount:shop:scraper"));
    }

    [Test]
    public async Task A_group_is_asked_about_by_a_user_whom_nothing_is_granted()
    {
        var server = Server(ApiAnswer.Failure(HttpStatusCode.NotFound, "NotFound"));

        await AskAsync(server, Cell("/") with { Subject = new RbacSubject(RbacSubjectKind.Group, "writers") });

        server.Seen.Last().As.ShouldBe("harness-nobody writers");
    }

    [Test]
    public async Task A_name_that_no_header_holds_is_never_asked_about_as_the_administrator()
    {
        var server = Server(ApiAnswer.Failure(HttpStatusCode.NotFound, "NotFound"));

        var answer = (await AskAsync(server, Cell("/") with { Subject = new RbacSubject(RbacSubjectKind.User, "a\nb") })).Single();

        answer.Kind.ShouldBe(CellAnswerKind.Undecided);
        server.Calls.ShouldAllBe(call => call.StartsWith("POST", StringComparison.Ordinal));
    }

    [Test]
    public async Task What_the_authorizer_denies_is_not_called_and_it_is_asked_once_for_all_paths()
    {
        var server = new FakeApiServer(_ => ApiAnswer.Review(allowed: false));

        var answers = await AskAsync(server, Cell("/a"), Cell("/b"), Cell(null));

        answers.ShouldAllBe(answer => answer.Kind == CellAnswerKind.Denied);
        server.Seen.Count.ShouldBe(1);
    }

    [Test]
    public async Task A_Kubernetes_without_such_policies_says_that_the_files_alone_answered()
    {
        var answer = (await AskAsync(Server(ApiAnswer.Text("{}")), "v1.29.3", null, Cell("/a"))).Single();

        answer.Kind.ShouldBe(CellAnswerKind.NotAsked);
        answer.Detail.ShouldStartWith("Kubernetes v1.29.3 has no ValidatingAdmissionPolicy, which came with 1.30");
        answer.Detail.ShouldEndWith("the files alone have an answer");
    }

    [Test]
    public async Task What_a_preview_leaves_out_is_not_taken_for_open()
    {
        var webhook = new AdmissionObject("ValidatingWebhookConfiguration", "gate", System.Text.Json.Nodes.JsonNode.Parse("""
            {"webhooks": [{"rules": [{"apiGroups": ["*"], "apiVersions": ["*"], "operations": ["*"], "resources": ["*/*"]}]}]}
            """)!.AsObject());

        var answer = (await AskAsync(Server(ApiAnswer.Text("{}")), "v1.34.0", webhook, Cell("/a"))).Single();

        (answer.Kind, answer.Detail).ShouldBe((CellAnswerKind.NotAsked,
            "not in the preview: ValidatingWebhookConfiguration gate is asked about such a call, too: what it decides is not known here"));
    }

    [Test]
    public async Task A_real_one_decides_each_path_as_the_files_do_and_finds_what_they_lack()
    {
        var plane = await ControlPlaneFixture.GetAsync();
        if (KubernetesChange.VersionOf(plane.KubernetesVersion) < AdmissionObject.PoliciesSince)
            Assert.Ignore($"Kubernetes {plane.KubernetesVersion} has no ValidatingAdmissionPolicies, as 1.30 and later do");
        var policy = AccessPolicyReader.Parse("access.yaml", PathText.Good
            .Replace("shop", "paths-shop", StringComparison.Ordinal).Replace("stock", "paths-stock", StringComparison.Ordinal));
        var manifests = ManifestSet.Read(
            ["-"], new ManifestSnapshot("default") { ReadsAdmission = true },
            new MemoryStream(System.Text.Encoding.UTF8.GetBytes(KustomizeBase.Of(PolicyManifests.Of(policy)).AsStream())),
            CancellationToken.None, keepsObjects: true);
        await new PreviewCluster(plane.Admin).ApplyAsync(manifests, CancellationToken.None);
        var rbac = new IndexedRbac(manifests.Snapshot);
        var source = new ControlPlaneSource(
            plane.Admin, plane.KubernetesVersion, ObservedAdmission.Of(manifests.Snapshot), new RequestPace(0, TimeProvider.System));

        var report = await new Validator(policy, [new EvaluatedSource("manifests", rbac), source], [rbac])
            .RunAsync(new Progress<string>(), CancellationToken.None);

        report.Cells.Where(cell => cell.Outcome != CellOutcome.AsExpected)
            .Select(cell => $"{cell.Cell.Question} {cell.Cell.Path}: {string.Join("; ", cell.Answers.Select(answer => answer.Detail))}")
            .ShouldBeEmpty();
        report.Cells.Count(cell => cell.Cell.Path is not null && cell.Answers[1].Kind == CellAnswerKind.Denied).ShouldBeGreaterThan(10);

        var admin = report.Cells.First(cell => cell.Cell.Path == "/metrics/harness-no-such-path").Cell;
        foreach (var rule in PathAdmission.Of(policy).Rules)
            await plane.Admin.AdmissionregistrationV1.DeleteValidatingAdmissionPolicyBindingAsync(rule.Name);
        await new AdmissionMark(plane.Admin).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        (await source.AskAsync([admin], CancellationToken.None)).Single().Kind.ShouldBe(CellAnswerKind.Allowed);
    }

    private static FakeApiServer Server(ApiAnswer toCalls) =>
        new(request => request.Method == "POST" ? ApiAnswer.Review(allowed: true) : toCalls);

    private static AccessCell Cell(string? path) =>
        new(Account, new AccessQuestion("shop", "", "services/proxy", "web:8080", "get"), false, null) { Path = path };

    private static Task<IReadOnlyList<CellAnswer>> AskAsync(FakeApiServer server, params AccessCell[] cells) =>
        AskAsync(server, "v1.34.0", null, cells);

    private static async Task<IReadOnlyList<CellAnswer>> AskAsync(
        FakeApiServer server, string version, AdmissionObject? foreign, params AccessCell[] cells)
    {
        using var client = server.Client();
        var files = ObservedAdmission.Of(new RbacSnapshot("x", [], [])
        {
            Admission = new KnownAdmission(foreign is null ? [] : [foreign]),
        });
        return await new ControlPlaneSource(client, version, files, new RequestPace(0, TimeProvider.System))
            .AskAsync(cells, CancellationToken.None);
    }
}
