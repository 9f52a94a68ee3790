using Harness.Rbac.Auditing;

namespace Harness.Tests.Rbac.Auditing;

/// <summary>Each request counts once, for whom it was authorized, and by what became of it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AuditTallyTests
{
    private static readonly LoggedRequest Good = new();

    [Test]
    public void Stages_of_a_request_count_once()
    {
        LoggedRequest[] stages =
        [
            Good with { Id = "1", Stage = "RequestReceived", Status = null, Decision = null },
            Good with { Id = "1", Stage = "ResponseStarted" }, Good with { Id = "1" },
            Good with { Id = "2", Stage = "ResponseStarted" }, Good with { Id = "2", Stage = "Panic", Status = 500 },
            Good with { Id = "3", Stage = "ResponseStarted", Status = 101 },
            Good with { Id = "4", Stage = "RequestReceived", Status = null, Decision = null },
        ];

        LoggedRequest.Read(stages).Tally.Uses.ShouldHaveSingleItem().Count.ShouldBe(3, "the third is a WebSocket that is still open");
    }

    [TestCase(200, false, "allow", AuditAnswer.Allowed)]
    [TestCase(403, false, "allow", AuditAnswer.Allowed, Description = "the backend's own")]
    [TestCase(401, false, "allow", AuditAnswer.Allowed, Description = "the backend's own")]
    [TestCase(404, true, "allow", AuditAnswer.Allowed, Description = "no such service")]
    [TestCase(403, true, "forbid", AuditAnswer.Denied)]
    [TestCase(200, false, "forbid", AuditAnswer.Denied)]
    [TestCase(403, true, "allow", AuditAnswer.RefusedByAdmission)]
    [TestCase(422, true, "allow", AuditAnswer.RefusedByAdmission)]
    [TestCase(403, false, null, AuditAnswer.Unknown)]
    [TestCase(401, false, "maybe", AuditAnswer.Unknown)]
    [TestCase(null, false, null, AuditAnswer.Unknown)]
    [TestCase(500, true, null, AuditAnswer.Unknown, Description = "an authorizer that failed")]
    [TestCase(400, true, null, AuditAnswer.Unknown, Description = "impersonation that cannot be read")]
    [TestCase(504, false, null, AuditAnswer.Unknown)]
    [TestCase(503, false, "allow", AuditAnswer.Allowed, Description = "a service without endpoints")]
    [TestCase(429, true, null, AuditAnswer.TurnedAway)]
    [TestCase(429, true, "allow", AuditAnswer.Allowed, Description = "an eviction that a budget forbids")]
    [TestCase(429, false, null, AuditAnswer.Unknown, Description = "of a backend, perhaps")]
    [TestCase(200, false, null, AuditAnswer.Allowed)]
    [TestCase(404, true, null, AuditAnswer.Allowed)]
    public void What_became_of_it_is_read_from_the_decision_and_the_status(
        int? status, bool isFailure, string? decision, AuditAnswer expected) =>
        LoggedRequest.Read(Good with { Status = status, IsFailure = isFailure, Decision = decision })
            .Tally.Uses.ShouldHaveSingleItem().Answer.ShouldBe(expected);

    [Test]
    public void Credentials_that_were_not_accepted_are_nobodys()
    {
        var use = LoggedRequest.Read(Good with { User = null, Stage = "ResponseStarted", Status = 401, Decision = null })
            .Tally.Uses.ShouldHaveSingleItem();

        (use.Answer, use.Caller.User, use.Count).ShouldBe((AuditAnswer.Unauthenticated, "", 1));
    }

    [Test]
    public void Whoever_is_impersonated_is_the_caller_and_the_other_is_named()
    {
        var use = LoggedRequest.Read(Good with { User = "admin", Impersonated = "system:serviceaccount:shop:other" })
            .Tally.Uses.ShouldHaveSingleItem();

        use.Subject.ToString().ShouldBe("serviceaccount:shop/other");
        (use.Impersonated, string.Join(',', use.Impersonators)).ShouldBe((1, "admin"));
    }

    [TestCase("/api/v1/namespaces/shop/services/hello-app:8080/proxy", "/")]
    [TestCase("/api/v1/namespaces/shop/services/hello-app:8080/proxy/", "/")]
    [TestCase("/api/v1/namespaces/shop/services/hello-app:8080/proxy//metrics?x=/y", "/metrics")]
    [TestCase("/api/v1/namespaces/shop/services/hello-app%3A8080/proxy/a%20b/%2e%2e", "/a b/..")]
    [TestCase("/api/v1/namespaces/shop/services/hello-app:8080/proxy/100%2525", "/100%25")]
    public void The_path_is_what_admission_sees(string uri, string path) =>
        LoggedRequest.Read(Good with { Uri = uri }).Tally.Uses.ShouldHaveSingleItem().Paths.All.ShouldHaveSingleItem().Path.ShouldBe(path);

    [Test]
    public void Without_an_object_the_address_says_what_was_called() =>
        LoggedRequest.Read(Good with { HasObject = false }).Tally.Uses.ShouldHaveSingleItem().Question.ToString()
            .ShouldBe("get services/proxy \"hello-app:8080\" in namespace shop");

    [Test]
    public void Only_what_was_asked_for_is_looked_at()
    {
        var scope = new AuditScope
        {
            Namespaces = new HashSet<string> { "shop" },
            Since = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero),
        };
        var tally = LoggedRequest.Read(scope, LoggedRequest.Log(
            Good, Good with { Namespace = "other" }, Good with { Time = "2026-11-29T23:59:59Z" }, Good with { Time = null },
            Good with { Subresource = null, Resource = "pods" }, Good with { HasObject = false, Uri = "/healthz" })).Tally;

        (tally.Requests, tally.Elsewhere, tally.InNoNamespace).ShouldBe((2, 4, 0));
    }

    [Test]
    public void Parts_of_Kubernetes_and_whoever_is_to_be_ignored_are_left_out_and_counted()
    {
        var scope = new AuditScope
        {
            IgnoredUsers = new HashSet<string> { "system:serviceaccount:shop:other" },
            IgnoredGroups = new HashSet<string> { "ops" },
        };
        var tally = LoggedRequest.Read(scope, LoggedRequest.Log(
            Good with { User = "kubernetes-admin", Groups = ["system:masters"] }, Good with { User = "system:kube-scheduler" },
            Good with { User = "system:node:a" }, Good with { User = "system:apiserver" }, Good with { User = "ann", Groups = ["ops"] },
            Good with { User = "system:serviceaccount:shop:other" }, Good with { User = "system:nobody" })).Tally;

        tally.Uses.ShouldHaveSingleItem().Caller.User.ShouldBe("system:nobody");
        tally.Ignored.Keys.Select(one => one.ToString()).Order(StringComparer.Ordinal).ShouldBe(
            ["group:ops", "group:system:masters", "serviceaccount:shop/other", "user:system:apiserver", "user:system:kube-scheduler",
                "user:system:node:a"]);
    }

    [Test]
    public void What_is_too_much_is_left_out_and_said_and_what_was_refused_takes_no_room_from_the_rest()
    {
        var scope = new AuditScope { MostUses = 3 };
        var refused = Enumerable.Range(0, 10).Select(i => Good with { Name = $"x{i}", Decision = "forbid", Status = 403 });
        var allowed = Enumerable.Range(0, 3).Select(i => Good with { Name = $"a{i}" }).ToList();

        var enough = LoggedRequest.Read(scope, LoggedRequest.Log(refused.Concat(allowed)));
        var tooMuch = LoggedRequest.Read(scope, LoggedRequest.Log(allowed.Append(Good).Append(Good)));

        enough.NotComplete.ShouldBeEmpty();
        (enough.Tally.RefusedLeftOut, enough.Tally.Uses.Count).ShouldBe((7, 6));
        tooMuch.NotComplete.ShouldHaveSingleItem()
            .ShouldStartWith("not counted: 2 requests, as the log has more than 3 different combinations");
    }
}
