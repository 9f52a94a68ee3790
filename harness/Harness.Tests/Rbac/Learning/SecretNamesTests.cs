using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Auditing;

namespace Harness.Tests.Rbac.Learning;

/// <summary>No secret gets into a learnt policy, and none stands there masked, where it would mean something else.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SecretNamesTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    private const string Bootstrap = "abcdef.0123456789abcdef";
    private static readonly LoggedRequest Good = new();
    private static readonly LoggedRequest Secret = Good with { Resource = "secrets", Subresource = null, Name = "db" };

    private static IEnumerable<TestCaseData<LoggedRequest, string>> Places =>
    [
        PlaceOf(Good with { User = Token }, "user:(masked)", "a user"),
        PlaceOf(Good with { User = $"system:serviceaccount:shop:{Bootstrap}" }, "serviceaccount:shop/(masked)", "an account"),
        PlaceOf(Good with { Name = $"{Token}:8080" }, "serviceaccount:shop/consumer: services/proxy \"(masked):8080\"", "a service"),
        PlaceOf(Good with { Name = $"hello:{Token}" }, "serviceaccount:shop/consumer: services/proxy \"hello:(masked)\"", "a port"),
        PlaceOf(Secret with { Name = Bootstrap }, "serviceaccount:shop/consumer: secrets \"(masked)\"", "a name"),
        PlaceOf(Secret with { Resource = Token }, "serviceaccount:shop/consumer: (masked) in namespace shop", "a resource"),
        PlaceOf(Secret with { Group = Token }, "serviceaccount:shop/consumer: secrets in namespace shop", "a group"),
        PlaceOf(Secret with { Namespace = Bootstrap }, "serviceaccount:shop/consumer: secrets in namespace (masked)", "a namespace"),
    ];

    [TestCaseSource(nameof(Places))]
    public void What_bears_one_is_left_out_with_the_reason(LoggedRequest request, string what)
    {
        var learnt = Learn(new AuditScope { AllResources = true }, Good, Secret, request);
        var text = LearntPolicyText.Of(learnt);

        text.ShouldNotContain("eyJ", Case.Insensitive);
        text.ShouldNotContain(Bootstrap);
        AccessPolicyReader.Parse("learnt.yaml", text).Consumers.ShouldHaveSingleItem().Allow
            .Select(one => string.Join(',', one.Names)).ShouldBe(["db", "hello-app:8080"]);
        learnt.LeftOut.ShouldHaveSingleItem().ShouldBe(
            $"{what} has a name that looks like a secret, which is not written down: once, last 2026-11-30T12:00:00Z");
    }

    [Test]
    public void Whoever_is_ignored_by_such_a_name_is_not_named_either()
    {
        var scope = new AuditScope { IgnoredUsers = new HashSet<string> { Token } };
        var learnt = Learn(scope, Good, Good with { User = Token });

        learnt.Ignored.ShouldBeEmpty();
        learnt.LeftOut.ShouldHaveSingleItem().ShouldBe(
            "user:(masked), who is to be ignored, has a name that looks like a secret, which is not written down: once");
    }

    [Test]
    public void Where_every_name_is_allowed_none_is_written_and_none_is_left_out()
    {
        var many = Enumerable.Range(0, 30).Select(i => Secret with { Name = $"s{i}" });
        var learnt = Learn(new AuditScope { AllResources = true }, [.. many, Secret with { Name = Token }]);

        learnt.Consumers[0].Entries.ShouldHaveSingleItem().Verbs.Select(verb => verb.Verb).ShouldBe(["get"]);
        learnt.LeftOut.ShouldBeEmpty();
    }

    [Test]
    public void A_verb_is_allowed_on_every_name_only_if_it_was_used_on_very_many()
    {
        var many = Enumerable.Range(0, 30).Select(i => Secret with { Name = $"s{i}" });
        var learnt = Learn(new AuditScope { AllResources = true }, [.. many, Secret with { Name = "s1", Verb = "delete" }]);

        learnt.Consumers[0].Entries.Select(one => $"{one.Verbs.Single().Verb} {string.Join(' ', one.Names)}")
            .ShouldBe(["get ", "delete s1"]);
    }

    [Test]
    public void What_reads_the_same_is_said_once()
    {
        var names = Enumerable.Range(0, 6).Select(i => Secret with { Name = $"{Token}{i}", Time = $"2026-11-30T1{i * 5 % 6}:00:00Z" });
        var paths = Enumerable.Range(0, 6).Select(i => Good with { Path = $"/{Token}{i}" });

        Learn(new AuditScope { AllResources = true }, [Good, .. names, .. paths]).LeftOut.ShouldBe(
        [
            "serviceaccount:shop/consumer: secrets \"(masked)\" has a name that looks like a secret, which is not written down: "
                + "6 times, last 2026-11-30T15:00:00Z",
            "serviceaccount:shop/consumer: services/proxy \"hello-app:8080\" with a path right below its root that looks like a secret: it "
                + "is not written down, and /* in its place would open every path: 6 times, last 2026-11-30T12:00:00Z",
        ]);
    }

    [Test]
    public void With_nothing_else_in_the_log_the_reason_is_said()
    {
        var refused = Should.Throw<HarnessException>(() => Learn(new AuditScope(), Good with { User = Token }));

        refused.Kind.ShouldBe(FailureKind.Undecided);
        refused.Message.ShouldEndWith(
            "\nleft out: user:(masked) has a name that looks like a secret, which is not written down: once, last 2026-11-30T12:00:00Z");
    }

    private static TestCaseData<LoggedRequest, string> PlaceOf(LoggedRequest request, string what, string name) =>
        new TestCaseData<LoggedRequest, string>(request, what).SetArgDisplayNames(name);

    private static LearntPolicy Learn(AuditScope scope, params IEnumerable<LoggedRequest> requests) =>
        new PolicyLearner(LoggedRequest.Read(scope, LoggedRequest.Log(requests)).Tally).Learn();
}
